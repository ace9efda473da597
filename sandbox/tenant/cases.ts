/** What is the matter with each mailbox of a world: most are equal on both sides, each other case tells one story. Pure data. */

import type { Prng } from './prng.ts';

/**
 * How many there are in 200 mailboxes, in the order in which a small world takes them up. What Zivver loses stays below
 * 5 % of its accounts, so that no limit blocks the first plan.
 */
export const caseShares = {
  create: 10,
  grant: 5,
  rename: 4,
  'add-alias': 3,
  adopt: 5,
  revoke: 1, // once granted by Exchange, no longer
  'remove-alias': 1,
  'nobody-could-open': 2,
  unresolved: 4, // orphaned, ambiguous, unknown, without address, groups that cannot hold FullAccess
  'type-conflict': 1,
  'foreign-domain': 2,
  'duplicate-address': 1,
  readdress: 1,
  'added-in-zivver': 1,
  'other-ou': 2,
  frozen: 1,
  'no-address': 1,
  'optional-type': 3,
  remote: 3,
  'foreign-members': 2,
  'dangling-members': 1,
  'link-stale': 1,
  'alias-taken': 1,
  'address-taken': 1,
  emptied: 1, // the last one who could open it lost access
} as const;

/** Those that take something away, and how often at most: limits are absolute as well. */
const atMost: Partial<Record<SpecialCase, number>> = {
  revoke: 2,
  'remove-alias': 1,
  readdress: 1,
  'added-in-zivver': 2,
  'other-ou': 2,
  emptied: 1,
};

const turning: readonly Case[] = ['unresolved', 'optional-type', 'remote'];

export type SpecialCase = keyof typeof caseShares;
export type Case = SpecialCase | 'equal';

/** Which case it is, and how many of the same came before, or a number that counts on from the seed: the details differ by it. */
export interface Story {
  readonly case: Case;
  readonly nth: number;
}

export const specialCases = Object.keys(caseShares) as readonly SpecialCase[];

/** One story a mailbox, in random order. */
export function planStories(
  mailboxes: number,
  { prng, seed }: { readonly prng: Prng; readonly seed: number },
): readonly Story[] {
  const room = Math.floor(Math.max(0.3 * mailboxes, Math.min(30, 0.6 * mailboxes)));
  const special = withinLimit([...firstOfEach(), ...furtherOnes(mailboxes)], mailboxes).slice(0, room);
  const equal = Array.from(
    { length: Math.max(0, mailboxes - special.length) },
    (_, nth): Story => ({ case: 'equal', nth }),
  );
  return prng.shuffled([...special.slice(0, mailboxes).map((story) => turned(story, seed)), ...equal]);
}

/** Small worlds have one of each case: which kind of it differs by the seed, so that several together have every kind. */
function turned(story: Story, seed: number): Story {
  return turning.includes(story.case) ? { ...story, nth: story.nth + Math.abs(seed - 1) } : story;
}

/** So few takings that no limit blocks the plan. One is set aside for the mailbox that is gone. */
function withinLimit(stories: readonly Story[], mailboxes: number): readonly Story[] {
  const allowed = Math.max(3, Math.floor(mailboxes * 0.04)) - 1;
  const takings = stories.filter((story) => story.case in atMost).slice(0, allowed);
  return stories.filter((story) => !(story.case in atMost) || takings.includes(story));
}

function firstOfEach(): readonly Story[] {
  return specialCases.map((name) => ({ case: name, nth: 0 }));
}

function furtherOnes(mailboxes: number): readonly Story[] {
  return specialCases.flatMap((name) => {
    const wanted = Math.min(Math.floor((caseShares[name] * mailboxes) / 200), atMost[name] ?? mailboxes);
    return Array.from({ length: Math.max(0, wanted - 1) }, (_, index): Story => ({ case: name, nth: index + 1 }));
  });
}
