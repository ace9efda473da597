/** A made-up first run: 3,000 new accounts in three domains, most of them alike, a few of them not. Computed once. */

import type { SharedMailbox } from '../../src/sync/model/mailbox.ts';
import type { Plan } from '../../src/sync/model/plan.ts';
import type { SplitChoice } from '../../src/sync/model/split.ts';
import { droppedForReasons, splitPlan } from '../../src/sync/plan/split.ts';
import { mailbox, person, plan, policy, trustee } from './build.ts';
import { requester } from './example-plan.ts';

const staff = Array.from({ length: 80 }, (_, index) => `medewerker${index}`);
const guest = { address: 'adviseur@example.org', name: 'Externe Adviseur' };

function ordinary(index: number): SharedMailbox {
  const name = `afdeling-${String(index).padStart(4, '0')}`;
  const domain = index < 2700 ? 'example.nl' : 'example.com';
  return mailbox(name, {
    displayName: `Afdeling ${index}`,
    primaryAddress: `${name}@${domain}`,
    trustees: [0, 1, 2, 3, 4].map((step) => trustee(`medewerker${(index + step) % 40}`, atWork(index + step, domain))),
  });
}

/** Everybody works at the first domain; the second one's mailboxes are opened by people of the second. */
function atWork(index: number, domain: string) {
  const name = `medewerker${index % 40}`;
  return { address: `${name}@${domain}`, name };
}

const unusual: readonly SharedMailbox[] = [
  mailbox('directie', { displayName: 'Directie', trustees: [trustee('medewerker1'), trustee('adviseur', guest)] }),
  mailbox('archief', { displayName: 'Archief', trustees: [trustee('medewerker2')] }),
  mailbox('iedereen', { displayName: 'Iedereen', trustees: staff.slice(0, 60).map((name) => trustee(name)) }),
  mailbox('naamloos', { displayName: 'naamloos@example.nl', trustees: [trustee('medewerker3')] }),
  mailbox('apart', {
    displayName: 'Aparte locatie',
    primaryAddress: 'apart@example.org',
    trustees: [trustee('adviseur', guest), trustee('tweede', { address: 'tweede@example.org' })],
  }),
];

const computed = plan({
  mailboxes: [...Array.from({ length: 2995 }, (_, index) => ordinary(index)), ...unusual],
  people: [
    ...staff.map((name) => person(name)),
    ...staff.slice(0, 40).map((name) => person(`${name}-com`, { address: `${name}@example.com`, name })),
    person('adviseur', guest),
    person('tweede', { address: 'tweede@example.org' }),
  ],
  policy: policy({
    scope: {
      domains: ['example.com', 'example.nl', 'example.org'],
      division: { kind: 'domain' },
    },
  }),
});

const moments = { createdAt: '2026-03-02T08:00:00.000Z', expiresAt: '2026-03-03T08:00:00.000Z' };

export const bigFirstRun: Plan = {
  ...computed,
  ...moments,
  id: 'plan-8k2m4q',
  state: computed.blocked ? 'blocked' : 'proposed',
  requester,
};

export function partOfBigRun(choice: SplitChoice, id = 'plan-1p4r7t'): Plan {
  const { plan: part, dropped } = splitPlan(computed, choice);
  return {
    ...part,
    ...moments,
    id,
    state: part.blocked ? 'blocked' : 'proposed',
    requester,
    siblingOf: {
      planId: bigFirstRun.id,
      fingerprint: bigFirstRun.fingerprint,
      choice,
      by: requester,
      dropped: droppedForReasons(dropped),
    },
  };
}
