/**
 * The only place that matches Zivver's error texts: text → code of `targetCodes`. Bodies are plain text mostly, JSON
 * sometimes, never a SCIM error object (W10). A text nobody knows is `target-refused`, quoted.
 */

import { z } from 'zod';
import type { ErrorContext } from '../../../errors.ts';
import type { TargetCode } from '../target.ts';

export interface KnownRefusal {
  readonly code: TargetCode;
  readonly context: ErrorContext;
}

interface Pattern {
  readonly text: RegExp;
  readonly code: TargetCode;
  /** Name of the parameter that the first group of the pattern holds. */
  readonly param?: 'alias' | 'division';
}

const patterns: readonly Pattern[] = [
  { text: /Alias is already taken(?: for)?\W*(\S+@[\w.-]+\w)?/i, code: 'target-alias-taken', param: 'alias' }, // W9
  { text: /Alias is a guest\W*(\S+@[\w.-]+\w)?/i, code: 'target-alias-guest', param: 'alias' }, // W9
  { text: /Domain Not Owned/i, code: 'target-foreign-domain' }, // W8
  { text: /Account is outside the organization/i, code: 'target-address-taken' }, // W7; W8 gives the same text
  { text: /Member Not Found|Unknown in set/i, code: 'target-unknown-member' }, // W5
  { text: /Invalid division:?\s*(.*)/i, code: 'target-unknown-ou', param: 'division' },
];

const jsonBody = z.looseObject({});

export function refusalOf(body: string): KnownRefusal {
  const said = saidIn(body);
  for (const { text, code, param } of patterns) {
    const found = text.exec(said);
    if (found === null) continue;
    const value = found[1]?.trim();
    return { code, context: param === undefined || value === undefined || value === '' ? {} : { [param]: value } };
  }
  return { code: 'target-refused', context: { said } };
}

/** Does a refused reading say that there is no such account? It names the id, or what it looked for and did not find. */
export function saysUnknownAccount(said: string, id: string): boolean {
  if (/^\s*</.test(said)) return false;
  const isAbsence = /unknown|not found|does not exist|no such/i.test(said);
  return isAbsence && (said.toLowerCase().includes(id.toLowerCase()) || /\b(?:group|account|resource)\b/i.test(said));
}

/** The sentence in the body, on one line and short enough for a card. */
function saidIn(body: string): string {
  const line = (sentenceInJson(body) ?? body).replace(/[\p{Cc}\s]+/gu, ' ').trim();
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}

function sentenceInJson(body: string): string | undefined {
  try {
    const json = jsonBody.parse(JSON.parse(body));
    const sentence = [json.detail, json.message, json.error, json.description].find((each) => typeof each === 'string');
    return typeof sentence === 'string' ? sentence : undefined;
  } catch {
    return undefined;
  }
}
