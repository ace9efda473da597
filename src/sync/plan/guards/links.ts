/** Guards over links: what is missing, what only seems so, and whether this is still the same organisation. */

import { finding, findingIfAny, type Guard } from './guard.ts';

export const mailboxMissing: Guard = ({ matched }) =>
  findingIfAny('mailbox-missing', 'info', {
    details: matched.orphans
      .filter(({ answer }) => answer === 'not-found')
      .map(({ account }) => ({ address: account.address, detail: account.displayName })),
  });

export const lookUpUnanswered: Guard = ({ matched }) =>
  findingIfAny('look-up-unanswered', 'warn', {
    details: matched.orphans
      .filter(({ answer }) => answer === 'unknown')
      .map(({ account }) => ({ address: account.address, detail: account.displayName })),
  });

/** Linked accounts whose mailbox exists but is not in scope any more: kept and counted, never missing. */
export const outOfScopeKept: Guard = ({ matched, leftOut, links, accounts }) => {
  const out = new Set(leftOut.map(({ mailboxId }) => mailboxId));
  const kept = links
    .filter((link) => out.has(link.mailboxId) && accounts.has(link.accountId))
    .map(({ address }) => ({ address, detail: '' }));
  const found = matched.orphans
    .filter(({ answer }) => answer === 'found')
    .map(({ account }) => ({ address: account.address, detail: account.displayName }));
  return findingIfAny('out-of-scope-kept', 'info', { details: [...kept, ...found] });
};

export const linkStale: Guard = ({ matched }) =>
  findingIfAny('link-stale', 'warn', {
    details: matched.staleLinks.map(({ address, accountId }) => ({ address, detail: accountId })),
  });

/** Many linked accounts gone at once: this is probably another organisation's key. */
export const linkedAccountsAbsent: Guard = ({ matched, links, policy, mutations }) => {
  const gone = matched.staleLinks.length;
  const limit = Math.max(1, Math.floor((links.length * policy.guards.absentLinksPercent) / 100));
  if (gone <= limit) return [];
  return [
    finding('linked-accounts-absent', 'block', {
      number: gone,
      limit,
      withheld: mutations,
      params: { links: links.length },
    }),
  ];
};

export const zivverOnly: Guard = ({ matched, leftOut }) => {
  const mailboxes = new Set(leftOut.map(({ address }) => address));
  const alone = matched.zivverOnly.filter(({ address }) => !mailboxes.has(address));
  return findingIfAny('zivver-only', 'info', {
    details: alone.map(({ address, displayName }) => ({ address, detail: displayName })),
  });
};
