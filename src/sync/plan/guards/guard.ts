/** A guard looks at the whole draft of a plan and says findings. Guards are small, pure, and know nothing of each other. */

import { byText, sortedUnique } from '../../model/address.ts';
import type { Finding, FindingCode, FindingEffect } from '../../model/finding.ts';
import type { Link } from '../../model/link.ts';
import type { Mutation } from '../../model/mutation.ts';
import type { FilterCounts } from '../../model/plan.ts';
import type { Policy } from '../../model/policy.ts';
import type { LeftOut } from '../../model/scope.ts';
import type { SourceSnapshot, TargetSnapshot } from '../../model/snapshot.ts';
import type { AccountIndex } from '../account-index.ts';
import type { DesiredAccount } from '../desired.ts';
import type { PlanHistory } from '../history.ts';
import type { Matched, Pair } from '../match.ts';
import type { PeopleIndex } from '../people-index.ts';

/** What the last good reading of a source was. */
export interface SourceBaseline {
  readonly source: string;
  readonly mailboxes: number;
  readonly scopeDigest: string;
  readonly byType?: Readonly<Record<string, number>>;
}

/** Which account belongs to which mailbox; in an undo nobody asks what that mailbox wants. */
type GuardedPair = Omit<Pair, 'desired'> & {
  readonly desired: Pick<DesiredAccount, 'mailboxId'>;
};

/** Everything a guard may look at. */
export interface Draft {
  readonly policy: Policy;
  readonly snapshots: readonly SourceSnapshot[];
  readonly target: TargetSnapshot;
  readonly people: PeopleIndex;
  readonly accounts: AccountIndex;
  readonly desired: readonly DesiredAccount[];
  readonly leftOut: readonly LeftOut[];
  readonly matched: Omit<Matched, 'pairs'> & { readonly pairs: readonly GuardedPair[] };
  readonly links: readonly Link[];
  readonly baselines: readonly SourceBaseline[];
  /** Digest of policy.scope as it is now. */
  readonly scopeDigest: string;
  /** Mailbox id → digest of what its source says (mailbox-state.ts), where a mutation is muted. */
  readonly states: ReadonlyMap<string, string>;
  /** Muted mutation ids with the digest of the source state they were muted at. */
  readonly mutes: ReadonlyMap<string, string>;
  /** What earlier runs did. */
  readonly history: PlanHistory;
  /** Only some mailboxes were asked for. */
  readonly askedFor: boolean;
  /** Each value of the address filter with the mailboxes that it alone matches. */
  readonly filterValues: FilterCounts['values'];
  /** What still stands of the proposed mutations. */
  readonly mutations: readonly Mutation[];
}

export type Guard = (draft: Draft) => readonly Finding[];

export interface Detail {
  readonly address: string;
  readonly detail: string;
}

interface FindingParts {
  /** Defaults to the number of details. */
  readonly number?: number;
  readonly limit?: number | null;
  readonly details?: readonly Detail[];
  readonly withheld?: readonly Mutation[];
  readonly params?: Finding['params'];
}

export function finding(code: FindingCode, effect: FindingEffect, parts: FindingParts): Finding {
  const details = [...(parts.details ?? [])].sort((a, b) => byText(a.address, b.address) || byText(a.detail, b.detail));
  return {
    code,
    effect,
    number: parts.number ?? details.length,
    limit: parts.limit ?? null,
    addresses: sortedUnique(details.map(({ address }) => address)),
    details,
    withheld: (parts.withheld ?? []).map(({ id }) => id).sort(byText),
    params: parts.params ?? {},
  };
}

/** No finding when nothing was counted. */
export function findingIfAny(code: FindingCode, effect: FindingEffect, parts: FindingParts): readonly Finding[] {
  const found = finding(code, effect, parts);
  return found.number === 0 ? [] : [found];
}

/** Whose access comes or goes. */
export function personOf({ account, person }: Mutation): Detail {
  return { address: account.address, detail: person?.name ?? '' };
}

export function detailOf(mutation: Mutation): Detail {
  return { address: mutation.account.address, detail: mutation.before ?? mutation.after ?? '' };
}
