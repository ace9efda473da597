/** Guards over the readings: what is incomplete, empty, or suddenly smaller can take nothing away. */

import { byText, canonicalAddress } from '../../model/address.ts';
import type { Finding } from '../../model/finding.ts';
import type { Completeness, ReadingProblem } from '../../model/snapshot.ts';
import { countedByType } from '../count-types.ts';
import { ofKinds, takings } from '../mutation-list.ts';
import { finding, findingIfAny, type Guard } from './guard.ts';

export const accountsIncomplete: Guard = ({ target, mutations }) => {
  const { accounts } = target.completeness;
  if (accounts.complete) return [];
  return [finding('accounts-incomplete', 'block', { ...counts(accounts), withheld: mutations })];
};

export const peopleIncomplete: Guard = ({ target, mutations }) => {
  const { people } = target.completeness;
  if (people.complete) return [];
  return [
    finding('people-incomplete', 'withhold', {
      ...counts(people),
      withheld: ofKinds(mutations, ['revoke']),
    }),
  ];
};

function counts(part: Completeness & { complete: false }) {
  return { number: part.have, limit: part.expected, params: { reason: part.reason } };
}

export const sourceIncomplete: Guard = ({ snapshots }) =>
  snapshots.flatMap((snapshot) =>
    snapshot.list.complete
      ? []
      : [
          finding('source-incomplete', 'warn', {
            ...counts(snapshot.list),
            params: { source: snapshot.source, reason: snapshot.list.reason },
          }),
        ],
  );

/** "Read nothing" is never "nothing there": a run elsewhere read no users and deleted everyone. */
export const sourceEmpty: Guard = ({ snapshots, mutations }) => {
  const empty = snapshots.filter((snapshot) => snapshot.mailboxes.length === 0);
  const failedOnly = empty.every((snapshot) => !snapshot.list.complete) && empty.length < snapshots.length;
  if (empty.length === 0 || failedOnly) return [];
  return [
    finding('source-empty', 'block', {
      number: empty.length,
      withheld: mutations,
      params: { source: empty.map(({ source }) => source).join(', ') },
    }),
  ];
};

export const sourceShrank: Guard = ({ snapshots, baselines, policy, mutations }) =>
  snapshots.flatMap((snapshot) => {
    const baseline = baselines.find(({ source }) => source === snapshot.source);
    const gone = (baseline?.mailboxes ?? 0) - snapshot.mailboxes.length;
    const { percent, floor } = policy.guards.shrink;
    if (baseline === undefined || gone <= floor || gone * 100 <= baseline.mailboxes * percent) return [];
    return [
      finding('source-shrank', 'withhold', {
        number: gone,
        limit: Math.max(floor, Math.floor((baseline.mailboxes * percent) / 100)),
        withheld: takings(mutations),
        params: {
          source: snapshot.source,
          was: baseline.mailboxes,
          now: snapshot.mailboxes.length,
          ...lostTypes(baseline.byType ?? {}, countedByType(snapshot.mailboxes)),
        },
      }),
    ];
  });

/** `RoomMailbox 40 → 5, SharedMailbox 200 → 190`: types that have fewer than before. */
function lostTypes(was: Readonly<Record<string, number>>, now: Readonly<Record<string, number>>): Finding['params'] {
  const fewer = Object.entries(was).filter(([type, count]) => (now[type] ?? 0) < count);
  if (fewer.length === 0) return {};
  const lines = fewer.map(([type, count]) => `${type} ${count} → ${now[type] ?? 0}`);
  return { types: lines.sort(byText).join(', ') };
}

/** The first plan after a change of sources or scope takes nothing away. */
export const scopeChanged: Guard = ({ snapshots, baselines, scopeDigest, links, mutations }) => {
  const known = new Set(
    baselines.filter((baseline) => baseline.scopeDigest === scopeDigest).map(({ source }) => source),
  );
  const changed = snapshots.filter(({ source }) => !known.has(source)).map(({ source }) => source);
  if (links.length === 0 || changed.length === 0) return [];
  const taking = takings(mutations);
  return [
    finding('scope-changed', taking.length === 0 ? 'info' : 'withhold', {
      number: taking.length,
      withheld: taking,
      params: { source: changed.sort().join(', ') },
    }),
  ];
};

/** Said by a source that could be read, about later: everything else among its problems could not be used. */
const expires = 'exchange-certificate-expires';

/** By its date and not by the days left: the same plan tomorrow has the same fingerprint. */
export const certificateExpires: Guard = ({ snapshots }) =>
  snapshots.flatMap(({ source, problems }) =>
    problems
      .filter(({ code }) => code === expires)
      .map(({ params }) =>
        finding('certificate-expires', 'warn', { number: 1, params: { source, until: params['until'] ?? '' } }),
      ),
  );

/** How a source was read, not what: the reading is whole, and only took longer. */
const roads = 'bulk-permissions-';

export const bulkRoadLeft: Guard = ({ snapshots }) =>
  snapshots.flatMap(({ source, problems }) =>
    problems
      .filter(({ code }) => code.startsWith(roads))
      .map(({ code, place, params }) =>
        finding('bulk-road-left', 'info', { number: 1, params: { ...params, source, code, place } }),
      ),
  );

export const sourceProblems: Guard = ({ snapshots }) =>
  snapshots.flatMap((snapshot) =>
    findingIfAny('source-problems', 'warn', {
      details: snapshot.problems.filter(isUnusable).map(({ place, code, params }) => ({
        address: place,
        detail: [code, ...stable(params)].join(' '),
      })),
      params: { source: snapshot.source },
    }),
  );

/** Apart, and for information only: the same trouble is said with another time or request number in the next reading. */
export const sourceSaid: Guard = ({ snapshots }) =>
  snapshots.flatMap(({ source, problems }) =>
    findingIfAny('source-said', 'info', {
      details: problems
        .filter((problem) => isUnusable(problem) || problem.unread !== undefined)
        .map(({ place, params: { said = '', reference = '' } }) => ({
          address: place,
          detail: `${said} ${reference}`.trim(),
        }))
        .filter(({ detail }) => detail !== ''),
      params: { source },
    }),
  );

/** For information only: which mailboxes are frozen is what people sign, and the next reading may fail there for another reason. */
export const unreadBecause: Guard = ({ snapshots }) =>
  snapshots.flatMap(({ source, problems }) => {
    const reasons = problems.flatMap(({ code, place, unread = 0 }) => (unread === 0 ? [] : [{ code, place, unread }]));
    return findingIfAny('unread-because', 'info', {
      number: reasons.reduce((sum, { unread }) => sum + unread, 0),
      details: reasons.map(({ code, place, unread }) => ({ address: place, detail: `${code} ${unread}` })),
      params: { source },
    });
  });

function stable(params: ReadingProblem['params']): readonly (string | number)[] {
  const { said: _said, reference: _reference, ...rest } = params;
  return Object.values(rest);
}

function isUnusable({ code, unread }: ReadingProblem): boolean {
  return unread === undefined && code !== expires && !code.startsWith(roads);
}

/** A mailbox that another source reads where it lives needs no word: the remote side yields. */
export const remoteMailboxes: Guard = ({ snapshots, leftOut, desired }) => {
  const notRead = snapshots
    .flatMap((snapshot) => Object.entries(snapshot.notRead))
    .filter(([type]) => type.startsWith('Remote'))
    .reduce((sum, [, count]) => sum + count, 0);
  const remote = leftOut.filter(({ reason }) => reason === 'remote-mailbox');
  const addresses = snapshots.flatMap(({ remoteAddresses = [] }) => remoteAddresses);
  // Stryker disable next-line ConditionalExpression: only saves time
  if (remote.length === 0 && addresses.length === 0)
    return findingIfAny('remote-mailboxes', 'info', { number: notRead });
  const read = new Set<string | undefined>(desired.map(({ address }) => address));
  for (const { reason, address } of leftOut) if (reason !== 'remote-mailbox') read.add(address);
  const elsewhere = addresses.filter((address) => read.has(canonicalAddress(address))).length;
  const number = notRead - elsewhere + remote.filter(({ address }) => !read.has(address)).length;
  return findingIfAny('remote-mailboxes', 'info', { number });
};
