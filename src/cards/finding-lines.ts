/**
 * Findings on a card: most severe first, each with its number, limit and remedy; those that do not fit in full get a line
 * each. Addresses only where names are allowed.
 */

import type { Finding, FindingCode, FindingEffect, FindingWaiver } from '../sync/model/finding.ts';
import { findingDetail } from '../texts/finding-detail.ts';
import type { CardContext } from './card.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import type { Room } from './limits.ts';
import { problemLink } from './problem-link.ts';
import { personText, shownParams } from './shown-values.ts';

export type FindingBlock = {
  readonly style: string;
  /** What kind of finding it is, and what it says. */
  readonly sentence: string;
  /** Addresses it is about; empty when none may be shown. */
  readonly about: string;
  /** Empty when nothing is needed. */
  readonly remedy: string;
};

const look = {
  block: { rank: 0, symbol: '✖', style: 'attention' },
  withhold: { rank: 1, symbol: '◆', style: 'warning' },
  warn: { rank: 2, symbol: '▲', style: 'warning' },
  info: { rank: 3, symbol: '●', style: 'emphasis' },
} as const satisfies Record<FindingEffect, { readonly rank: number; readonly symbol: string; readonly style: string }>;

/** Warnings about who will read what: before those of the same severity. */
const aboutAccess: readonly FindingCode[] = ['sensitive-gains-access', 'account-emptied', 'added-in-zivver'];
/** Its places are commands, and name nobody; before what else only informs: it says why a mailbox is frozen. */
const unread: FindingCode = 'unread-because';

export interface FindingParts {
  readonly findings: readonly FindingBlock[];
  readonly briefFindings: readonly string[];
  readonly moreFindings: string;
}

export function findingBlocks(findings: readonly Finding[], context: CardContext, room: Room): FindingParts {
  const sorted = [...findings].sort((a, b) => rank(a) - rank(b) || urgency(a) - urgency(b));
  const brief = sorted.slice(room.findings, room.findings + room.brief);
  const rest = Math.max(0, sorted.length - room.findings - room.brief);
  return {
    findings: sorted.slice(0, room.findings).map((finding) => block(finding, context, room)),
    briefFindings: brief.map((finding) => sentence(finding, context)),
    moreFindings: rest === 0 ? '' : context.texts.cards.common.moreInReport(rest),
  };
}

/** A block that somebody lifted stands where it stood: whoever signs sees who, and why. */
function rank({ effect, waiver }: Finding): number {
  return look[waiver === undefined ? effect : 'block'].rank;
}

function urgency({ code }: Finding): number {
  return code === unread || aboutAccess.includes(code) ? 0 : 1;
}

function block(finding: Finding, context: CardContext, room: Room): FindingBlock {
  const words = context.texts.plan.findings[finding.code];
  return {
    style: look[finding.effect].style,
    sentence: sentence(finding, context),
    about: context.names || finding.code === unread ? about(finding, context, room) : '',
    remedy: finding.waiver === undefined ? remedyOf(words.remedy, context) : waivedText(finding.waiver, context, room),
  };
}

function sentence(finding: Finding, context: CardContext): string {
  const { symbol } = look[finding.effect];
  return `**${symbol} ${context.texts.cards.plan.effects[finding.effect]}:** ${findingSentence(finding, context)}`;
}

export function findingSentence({ code, number, limit, params }: Finding, context: CardContext): string {
  return context.texts.plan.findings[code].sentence({ number, limit, params: shownParams(params, context) });
}

function remedyOf(remedy: string, { texts }: CardContext): string {
  return remedy === '' ? '' : texts.cards.plan.remedy(remedy);
}

/** A reason is free text: it may name people. */
function waivedText({ by, reason }: FindingWaiver, context: CardContext, room: Room): string {
  const { cards } = context.texts;
  const why = context.names ? escapeMarkdown(reason, room.length * 2) : '';
  return why === ''
    ? cards.plan.waived(personText(by, context))
    : cards.plan.waivedBecause(personText(by, context), why);
}

const uuid = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

function about(finding: Finding, context: CardContext, room: Room): string {
  const entries =
    finding.details.length > 0 ? finding.details : finding.addresses.map((address) => ({ address, detail: '' }));
  const shown = entries.slice(0, room.values).map(({ address, detail }) => {
    const where = escapeMarkdown(address, room.length);
    if (detail === '' || uuid.test(detail)) return where;
    return `${where} (${detailText(finding.code, detail, context, room)})`;
  });
  const rest = entries.length - shown.length;
  return rest === 0 ? shown.join(', ') : `${shown.join(', ')} ${context.texts.cards.common.andMore(rest)}`;
}

/** A problem in words, which lead to the page where they are explained. */
function detailText(finding: FindingCode, detail: string, context: CardContext, room: Room): string {
  const words = findingDetail(finding, detail, context.texts);
  // The first line of what was said is told whole, as far as there is room.
  if (finding === 'source-said') return escapeMarkdown(words, room.length + 100);
  if (finding !== 'source-problems' && finding !== unread) return escapeMarkdown(words, room.length);
  const [code = ''] = detail.split(' ', 1);
  // At its end stands what to look for in the log.
  const whole = escapeMarkdown(words, room.length + 100);
  return problemLink(context, code, whole) ?? whole;
}
