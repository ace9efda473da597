/**
 * From what PowerShell said to an error with words: its code, its first line, and the reference under which the whole text
 * is kept. No secret that was handed over comes back in either. The same text is told once.
 */

import { SourceError } from '../../../errors.ts';
import { redactText } from '../../../platform/redact.ts';
import { referenceOf } from '../../../platform/reference.ts';
import type { SourceFailure } from '../../model/source-failure.ts';
import { type ConnectStep, classifyExchangeText } from './exchange-errors.ts';
import type { ItemError } from './frames.ts';
import { PowerShellCallError } from './session.ts';

export interface ErrorReader {
  /** Whatever is said from now on, this is not in it. */
  hide(secret: string): void;
  /** What a call threw, as a SourceError with a code that has words, and the step of connecting; what is none of PowerShell's, as it is. */
  ofCall(doing: string, error: unknown, step?: ConnectStep): unknown;
  ofItem(doing: string, error: ItemError): SourceError;
}

export interface ErrorReaderOptions {
  readonly source: string;
  readonly onFailure?: (failure: SourceFailure) => void;
}

interface Said {
  readonly message: string;
  readonly errorId: string;
  readonly whole: string;
}

export function createErrorReader({ source, onFailure }: ErrorReaderOptions): ErrorReader {
  const secrets = new Set<string>();
  const told = new Set<string>();

  function read(doing: string, { message, errorId, whole }: Said, step: ConnectStep | null = null): SourceError {
    const { code, retry } = classifyExchangeText(`${message} ${errorId}`, step);
    const said = firstLine(clean(message));
    const reference = referenceOf(code, said);
    const cause = clean(whole);
    const expected = code === 'exchange-object-gone' || retry !== 'never';
    if (!told.has(reference)) onFailure?.({ reference, source, code, expected, doing, whole: cause });
    told.add(reference);
    const context = { said, reference, ...(step === null ? {} : { step }) };
    return new SourceError(code, `${doing}: ${said}`, { retry, context, cause });
  }

  /** A password comes back as it is, or as an address or a piece of JSON would hold it. */
  function clean(text: string): string {
    const forms = [...secrets].flatMap((secret) => [
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
    ]);
    return redactText(
      forms.reduce((left, form) => left.replaceAll(form, '***'), text),
      { personal: true },
    );
  }

  return {
    hide: (secret) => void (secret === '' || secrets.add(secret)),
    ofCall: (doing, error, step) => (error instanceof PowerShellCallError ? read(doing, error, step) : error),
    ofItem: (doing, { item, message, code: errorId, whole }) =>
      read(`${doing} of "${item}"`, { message, errorId, whole: whole === '' ? message : whole }),
  };
}

export function firstLine(text: string): string {
  const line = text.trim().split(/\r?\n/)[0] ?? '';
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}
