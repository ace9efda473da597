/** What says the same in other words is the same plan, what is equal needs none, and what is out of scope is not missing. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atOnce } from '../../../src/sync/model/at-once.ts';
import type { SharedMailbox, Trustee } from '../../../src/sync/model/mailbox.ts';
import type { Policy } from '../../../src/sync/model/policy.ts';
import { computePlan, type PlanInput } from '../../../src/sync/plan/compute-plan.ts';
import { digest } from '../../../src/sync/plan/fingerprint.ts';
import { absentLinks } from '../../../src/sync/plan/gone-mailboxes.ts';
import { arbitraryWorld } from '../../support/arbitrary-world.ts';
import { account, link, planInput, type World } from '../../support/build.ts';
import { propertyRuns } from '../../support/property-runs.ts';

const runs = propertyRuns(10_000);

/** The same address, as somebody else would write it. */
const reworded = (address: string): string => ` ${address.toUpperCase()} `;

function rewordedMailbox(mailbox: SharedMailbox): SharedMailbox {
  const { delegates } = mailbox;
  const inOtherWords = (one: Trustee): Trustee =>
    one.kind === 'person' ? { ...one, address: one.address.toUpperCase() } : one;
  return {
    ...mailbox,
    displayName: `  ${mailbox.displayName.replaceAll(' ', ' \t ')}\n`.normalize('NFD'),
    primaryAddress: reworded(mailbox.primaryAddress),
    proxyAddresses: mailbox.proxyAddresses.map((each) => reworded(each.replace(/^smtp:/, 'SmTp: '))),
    delegates:
      delegates.state === 'read' ? { ...delegates, trustees: delegates.trustees.map(inOtherWords) } : delegates,
  };
}

/** Mailboxes of the world that could all have an account of their own, and those accounts. */
function equalSides({ mailboxes = [], people = [] }: World): World {
  const held = new Set<string>();
  const isFree = (address: string): boolean => address.endsWith('.nl') && !held.has(address);
  const own = mailboxes.filter(({ primaryAddress }) => isFree(primaryAddress) && held.add(primaryAddress));
  const ids = new Map(people.map(({ address, id }) => [address, id]));
  const pairs = own.map((mailbox) => {
    const [name = ''] = mailbox.id.split('-').slice(1);
    const aliases = mailbox.proxyAddresses.map((each) => each.slice('smtp:'.length)).filter(isFree);
    for (const alias of aliases) held.add(alias);
    const trustees = mailbox.delegates.state === 'read' ? mailbox.delegates.trustees : [];
    const members = trustees.flatMap((each) => (each.kind === 'person' ? (ids.get(each.address) ?? []) : [])).sort();
    return {
      mailbox: { ...mailbox, proxyAddresses: aliases },
      account: account(name, {
        address: mailbox.primaryAddress,
        displayName: mailbox.displayName.trim().replaceAll(/\s+/g, ' '),
        aliases: aliases.toSorted(),
        members,
      }),
      link: link(name, { address: mailbox.primaryAddress, seenDelegates: members }),
    };
  });
  return {
    people,
    mailboxes: pairs.map((pair) => pair.mailbox),
    accounts: pairs.map((pair) => pair.account),
    links: pairs.map((pair) => pair.link),
  };
}

const most = { absolute: 1000, percent: 100, floor: 1000 };
const unlimited = { retires: most, deletes: most, emptied: most };

const narrower: readonly Partial<Policy['scope']>[] = [
  { filter: { kind: 'include', expression: 'nobody-has-this' } },
  { filter: { kind: 'exclude', expression: 'info OR sales OR x' } },
  { domains: ['example.org'] },
  { types: [] },
  { types: ['RoomMailbox'] },
  { protectedAddresses: ['info@example.nl', 'x1@example.nl'] },
  { division: { kind: 'custom', identifier: 'elsewhere' } },
];

/** Signed before, not new; and whatever the source is asked for is not there. */
function narrowed(input: PlanInput, more: Partial<Policy['scope']>): PlanInput {
  const scope = { ...input.policy.scope, ...more };
  const asked = atOnce(absentLinks(input.links, input.sources));
  return {
    ...input,
    policy: { ...input.policy, scope },
    baselines: input.sources.map(({ source }) => ({ source, mailboxes: 0, scopeDigest: digest(scope) })),
    lookUps: new Map(asked.map(({ mailboxId }) => [mailboxId, 'not-found'])),
  };
}

describe('whatever the organisation looks like', { timeout: 240_000 }, () => {
  it('addresses and names written in another way never change the fingerprint', () => {
    fc.assert(
      fc.property(arbitraryWorld, (world) => {
        const inOtherWords = { ...world, mailboxes: (world.mailboxes ?? []).map(rewordedMailbox) };

        expect(computePlan(planInput(inOtherWords)).fingerprint).toBe(computePlan(planInput(world)).fingerprint);
      }),
      runs,
    );
  });

  it('two sides that are equal need no plan', () => {
    fc.assert(
      fc.property(arbitraryWorld, (world) => {
        expect(computePlan(planInput(equalSides(world))).content.mutations).toEqual([]);
      }),
      runs,
    );
  });

  it('only mailboxes that are gone are missing, however much a narrower scope leaves out', () => {
    let met = 0;
    fc.assert(
      fc.property(
        arbitraryWorld,
        fc.constantFrom(...narrower),
        fc.constantFrom('retire', 'delete'),
        (world, scope, missing) => {
          const input = narrowed(planInput(world), scope);
          const guards = { ...input.policy.guards, ...unlimited };
          const policy = { ...input.policy, guards, sync: { ...input.policy.sync, missing } };

          const { mutations } = computePlan({ ...input, policy }).content;

          const ended = mutations.filter(({ kind }) => kind === 'retire' || kind === 'delete');
          const gone = new Set(input.lookUps.keys());
          met += ended.length;
          expect(ended.filter(({ account: { mailboxId } }) => !gone.has(mailboxId ?? ''))).toEqual([]);
        },
      ),
      runs,
    );
    // Or nothing was shown.
    expect(met).toBeGreaterThan(0);
  });
});
