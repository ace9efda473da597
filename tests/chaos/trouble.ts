/** Makes trouble at the server while a plan is carried out: faults of every kind, and an outside editor. Seeded. */

import { Prng } from '../../sandbox/tenant/prng.ts';
import type { WorldScimResource } from '../../sandbox/tenant/world.ts';
import type { FaultInput } from '../../sandbox/zivver/faults.ts';
import { addressOf, aliasesOf, isObject, memberIdsOf, zivverGroup } from '../../sandbox/zivver/scim-resource.ts';
import type { ZivverServer } from '../../sandbox/zivver/zivver-server.ts';
import { outsiders } from './chaos-organisation.ts';
import { goneName } from './chaos-parts.ts';

export interface Trouble {
  readonly edits: () => number;
  readonly faults: () => Readonly<Record<string, number>>;
  /** Accounts that the editor took a field of which the plan writes too: by their address. */
  readonly contested: ReadonlySet<string>;
  stop(): void;
}

export interface TroubleOptions {
  readonly seed: number;
  readonly contestedAtMost: number;
}

/** An effect that comes later than this after its connection broke would be a server without any bound. */
export const latestEffectMs = 120;

const writes = ['PUT', 'PUT', 'PUT', 'POST', 'POST', 'DELETE', 'PATCH'] as const;

export function makeTrouble(server: ZivverServer, { seed, contestedAtMost }: TroubleOptions): Trouble {
  const prng = new Prng(seed * 7919);
  const counts: Record<string, number> = {};
  const contested = new Set<string>();
  let edits = 0;

  const arm = (): void => {
    const fault = faultFor(prng);
    counts[fault.kind] = (counts[fault.kind] ?? 0) + 1;
    server.addFault({ ...fault, skip: 2 + prng.int(10) });
  };
  // Some wait for a kind of call that does not come: they make room for others
  const renewal = setInterval(() => server.clearFaults(), 1_500);
  const timer = setInterval(() => {
    edits += editFor(server, prng, contested.size < contestedAtMost ? contested : null);
    // Every seventh call or so is struck: more, and nothing would ever get through
    if (server.armedFaults() < 5) arm();
  }, 50);
  return {
    edits: () => edits,
    faults: () => counts,
    contested,
    stop: () => {
      clearInterval(timer);
      clearInterval(renewal);
      server.clearFaults();
    },
  };
}

function faultFor(prng: Prng): FaultInput {
  const match = { method: prng.pick(writes) };
  const anything = { times: 1 };
  const kinds: readonly FaultInput[] = [
    { kind: 'drop-after', match },
    { kind: 'drop-after', match },
    { kind: 'drop-before', match },
    { kind: 'late-effect', ms: 10 + prng.int(latestEffectMs - 10), match },
    { kind: 'late-effect', ms: 10 + prng.int(latestEffectMs - 10), match },
    { kind: 'status', status: prng.pick([500, 502, 503]), match },
    { kind: 'status', status: prng.pick([500, 503]), match: { method: 'GET' } },
    { kind: 'too-many-requests', retryAfterSeconds: 0, times: 4 },
    { kind: 'too-many-requests', times: 2 },
    { kind: 'latency', ms: 20 + prng.int(150), ...anything },
    // Longer than the client waits for an answer
    { kind: 'latency', ms: 450, match },
    { kind: 'short-list', keep: 3, match: { path: '^/Groups$', method: 'GET' } },
    {
      kind: 'silent-loss',
      fields: [prng.pick(['members', 'aliases', 'displayName', 'externalId'] as const)],
      match: { method: 'PUT' },
    },
    { kind: 'silent-loss', fields: ['displayName'], match: { method: 'POST' } },
    { kind: 'silent-loss', fields: ['members'], match: { method: 'PATCH' } },
    { kind: 'drop-before', match: { method: 'GET' } },
  ];
  return prng.pick(kinds);
}

/** One change by somebody else; 0 when there was nothing to change. @param contested null: no more of them */
function editFor(server: ZivverServer, prng: Prng, contested: Set<string> | null): number {
  const account = prng.pick(server.state().groups);
  // Few: an account that is to go and was changed by hand stays, and nobody sees it go
  if (isToGo(account) && prng.chance(0.97)) return 0;
  const set = changeOf(account, prng, contested);
  if (set === undefined) return 0;
  server.edit({ type: 'groups', id: account.id, set });
  return 1;
}

export function isToGo(account: WorldScimResource): boolean {
  return addressOf(account).startsWith(goneName);
}

function changeOf(
  account: WorldScimResource,
  prng: Prng,
  contested: Set<string> | null,
): Record<string, unknown> | undefined {
  const members = memberIdsOf(account);
  const guest = prng.pick(outsiders);
  const extension = isObject(account[zivverGroup]) ? account[zivverGroup] : {};
  switch (prng.int(8)) {
    case 0:
    case 1:
    case 2:
      return members.includes(guest) ? undefined : { members: [...members, guest].map((value) => ({ value })) };
    case 3:
      return members.includes(guest)
        ? { members: members.filter((id) => id !== guest).map((value) => ({ value })) }
        : undefined;
    case 4:
    case 5: {
      const alias = `out-${prng.int(1_000_000)}@example.nl`;
      return { [zivverGroup]: { ...extension, aliases: [...aliasesOf(account), alias] } };
    }
    case 6:
      return { [zivverGroup]: { ...extension, ExternalAccountId: `outside-${prng.int(1_000)}` } };
    default: {
      const address = addressOf(account);
      // Few: a field that both want is stale or left to a person, and proves nothing about what was lost
      if (!(address.startsWith('old-') || isToGo(account)) || contested === null || contested.has(address))
        return undefined;
      contested.add(address);
      return { displayName: `Renamed by hand ${prng.int(1_000)}` };
    }
  }
}
