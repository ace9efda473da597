/**
 * A made-up organisation from a seed, in which every kind of change occurs many times. Pure: the same seed, size and rule
 * give the same plan. People `x-…` belong to nobody's plan: whoever finds one in an account knows that the outside editor
 * put it there.
 */

import { Prng } from '../../sandbox/tenant/prng.ts';
import type { Organisation } from '../support/apply-case.ts';
import { person, policy } from '../support/build.ts';
import { uuid } from '../support/target-seed.ts';
import {
  adopted,
  changed,
  created,
  equal,
  exchanged,
  gone,
  handedOver,
  otherUnit,
  readdressed,
  staff,
  unit,
} from './chaos-parts.ts';

export const outsiders: readonly string[] = Array.from({ length: 12 }, (_, index) => uuid(90_001 + index));

const any = { absolute: 99_999, percent: 100, floor: 99_999 };
const limitless = {
  removals: any,
  removalsPerAccount: any,
  emptied: any,
  access: any,
  accessPerAccount: any,
  creates: any,
  retires: any,
  deletes: any,
  overTime: { day: 99_999, week: 99_999 },
  absentLinksPercent: 100,
};

export interface ChaosOrganisationOptions {
  readonly seed: number;
  /** About 13 mutations for each unit of it. */
  readonly size: number;
  /** What becomes of an account whose mailbox is gone. */
  readonly missing: 'delete' | 'retire';
}

export function chaosOrganisation({ seed, size, missing }: ChaosOrganisationOptions): Organisation {
  const prng = new Prng(seed);
  const parts = [
    ...times(size, (number) => changed(number, prng)),
    ...times(size * 0.6, (number) => created(number, prng)),
    ...times(size * 0.5, (number) => gone(number, prng)),
    ...times(size * 0.4, (number) => readdressed(number, prng)),
    ...times(size * 0.3, (number) => adopted(number, prng)),
    ...times(size * 0.15, (number) => handedOver(number)),
    ...times(size * 0.15, (number) => exchanged(number)),
    ...times(size * 0.2, (number) => equal(number)),
  ];
  return {
    seed: {
      accounts: parts.flatMap(({ accounts }) => accounts),
      people: [
        ...staff.map(({ name, id }) => person(name, { id })),
        ...outsiders.map((id, index) => person(`x-${index + 1}`, { id })),
      ],
      domains: ['example.nl'],
      divisions: [unit, otherUnit],
      guests: [],
    },
    mailboxes: parts.flatMap(({ mailboxes }) => mailboxes),
    links: parts.flatMap(({ links }) => links),
    lookUps: new Map(parts.flatMap(({ gone = [] }) => gone).map((id) => [id, 'not-found' as const])),
    policy: policy({
      scope: { division: { kind: 'custom', identifier: unit } },
      sync: { missing },
      guards: limitless,
    }),
  };
}

function times<T>(count: number, make: (number: number) => T): T[] {
  return Array.from({ length: Math.ceil(count) }, (_, index) => make(index + 1));
}
