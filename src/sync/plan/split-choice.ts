/** Which mutations a choice keeps, before anything that depends on the others is dropped as well. Pure. */

import { domainOf } from '../model/address.ts';
import type { FindingCode } from '../model/finding.ts';
import type { Item } from '../model/item.ts';
import type { AccountRef, Mutation } from '../model/mutation.ts';
import type { PlanContent } from '../model/plan.ts';
import type { SplitChoice } from '../model/split.ts';
import { amountRuleOf, isCounted } from './guards/amounts.ts';
import { isTaking } from './mutation-list.ts';

type Keeps = (mutation: Mutation) => boolean;

export function chosenBy(content: PlanContent, choice: SplitChoice): Keeps {
  if (choice.kind === 'additions-only') return (mutation) => !isTaking(mutation);
  if (choice.kind === 'first') {
    const first = firstAccounts(content.items, choice.accounts);
    return ({ account }) => first.has(accountKey(account));
  }
  const [kinds, domains, accounts] = [new Set(choice.kinds), new Set(choice.domains), new Set(choice.accounts)];
  const isInFinding = concernedBy(content, choice.findings);
  return (mutation) =>
    !(
      kinds.has(mutation.kind) ||
      domains.has(domainOf(mutation.account.address)) ||
      accounts.has(mutation.account.address) ||
      isInFinding(mutation)
    );
}

/** One account, also before it has a Zivver id. */
export function accountKey({ id, address }: AccountRef): string {
  return id ?? `new:${address}`;
}

function firstAccounts(items: readonly Item[], count: number): ReadonlySet<string> {
  const first = new Set<string>();
  for (const { account } of items) {
    if (first.size >= count) break;
    first.add(accountKey(account));
  }
  return first;
}

/** Of a limit on a number the mutations that it counted; of any other finding everything on the accounts it is about. */
function concernedBy({ findings }: PlanContent, codes: readonly FindingCode[]): Keeps {
  const chosen = findings.filter(({ code }) => codes.includes(code));
  const rules = chosen.flatMap(({ code }) => amountRuleOf(code) ?? []);
  const addresses = new Set(
    chosen.filter(({ code }) => amountRuleOf(code) === undefined).flatMap((finding) => finding.addresses),
  );
  return (mutation) => addresses.has(mutation.account.address) || rules.some((rule) => isCounted(rule, mutation));
}
