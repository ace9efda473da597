/** A signed and applied plan with a little of everything, for reports. */

import type { PlanDetails } from '../../src/sync/index.ts';
import type { ItemOutcome } from '../../src/sync/model/item.ts';
import type { Person } from '../../src/sync/model/person.ts';
import type { LedgerItem } from '../../src/sync/store/store.ts';
import { account, link, mailbox, person, plan, takenAt, trustee } from './build.ts';

export const requester: Person = { id: 'r', tenantId: 't', name: 'Robin <Requester>', address: null };
export const approver: Person = { id: 'a', tenantId: 't', name: 'Alex Approver', address: null };

export function planDetails(): PlanDetails {
  const computed = plan({
    mailboxes: [
      mailbox('info', {
        displayName: '=HYPERLINK("http://evil.example")',
        trustees: [trustee('bob', { via: ['Finance', 'Interns'] })],
      }),
      mailbox('sales', { displayName: '<script>alert(1)</script>', aliases: ['hello@example.nl'] }),
      mailbox('abroad', { primaryAddress: 'abroad@example.org' }),
    ],
    accounts: [account('info')],
    links: [link('info')],
    people: [person('ann'), person('bob', { name: 'Bob "the" Builder' })],
  });
  const base = {
    ...computed,
    id: 'plan-abc123',
    state: 'partly-applied' as const,
    requester,
    createdAt: takenAt,
    expiresAt: '2026-11-25T08:00:00.000Z',
  };
  const items = computed.content.items.map(
    (item, index): LedgerItem => ({
      item,
      state: index === 0 ? 'done' : 'failed',
      outcome: outcome(index),
      intentAt: takenAt,
      fence: 1,
    }),
  );
  return {
    plan: base,
    votes: [
      {
        person: approver,
        decision: 'approve',
        fingerprint: computed.fingerprint,
        comment: 'Looks right',
        at: '2026-11-24T08:05:00.000Z',
      },
    ],
    items,
    run: {
      id: 'run-def456',
      planId: base.id,
      fingerprint: computed.fingerprint,
      state: 'partly-applied',
      startedBy: approver,
      votes: [],
      startedAt: '2026-11-24T08:05:01.000Z',
      endedAt: '2026-11-24T08:05:09.000Z',
      results: items.map(({ item, state, outcome: ended }) => ({ itemId: item.id, state, outcome: ended })),
      verification: {
        at: '2026-11-24T08:05:08.000Z',
        complete: true,
        seen: [...(items[0]?.item.mutations ?? [])],
        lost: [],
        repaired: [],
      },
      calls: 7,
      stoppedBecause: null,
    },
  };
}

function outcome(index: number): ItemOutcome {
  return {
    state: index === 0 ? 'done' : 'failed',
    code: index === 0 ? 'ok' : 'target-alias-guest',
    params: { alias: 'hello@example.nl' },
    accountId: null,
    calls: 2,
    at: '2026-11-24T08:05:05.000Z',
  };
}
