/** Reads a signed text back, by what signed-text.ts says of it: what can be read back has left nothing out. */

import type { AccountRef, Mutation, PersonRef } from '../../src/sync/model/mutation.ts';
import type { PlanContent } from '../../src/sync/model/plan.ts';

type Row = readonly unknown[];

export function readSignedText(text: string): PlanContent {
  const [mutations, items, others] = JSON.parse(text) as [unknown, unknown, object];
  const account = inFullOrByNumber<AccountRef>(['address', 'displayName', 'id', 'mailboxId']);
  const person = inFullOrByNumber<PersonRef>(['address', 'id', 'name']);
  const what = inFullOrByNumber<Pick<Mutation, 'kind' | 'class' | 'reason' | 'person'>>(
    ['kind', 'class', 'reason', 'person'],
    { person: (written) => (written === null ? null : person(written)) },
  );
  const rows: Mutation[] = [];
  const readMutation = (row: unknown) => {
    if (!Array.isArray(row)) return (row as { is: unknown }).is;
    const [ref, id, alike, ...rest] = row as Row;
    const one = { account: account(ref), id, ...what(alike) } as Mutation;
    const [after, before, emptied, via] = rest.length > 0 ? rest : [one.person?.address ?? null, null, null, []];
    const whole = { ...one, after, before, emptied: read(emptied, ['members', 'aliases']), via } as Mutation;
    rows.push(whole);
    return whole;
  };
  const readItem = (row: unknown) => {
    if (!Array.isArray(row)) return (row as { is: unknown }).is;
    const [ref, call, changes, dependsOn, draft, empties, id, ids] = row as Row;
    const refersTo = account(ref);
    const own = rows.filter((one) => same(one.account, refersTo));
    return {
      account: refersTo,
      call,
      changes: readChanges(changes, own),
      dependsOn,
      draft: read(draft, ['address', 'displayName', 'division']),
      empties,
      id,
      mutations: readStretches(ids, own, (one) => one.id),
    };
  };
  const list = (written: unknown, read: (row: unknown) => unknown) =>
    Array.isArray(written) ? written.map(read) : (written as { is: unknown }).is;
  return {
    mutations: list(mutations, readMutation),
    items: list(items, readItem),
    ...others,
  } as unknown as PlanContent;
}

/** A list of values of these keys, an object as it is, or null. */
function read(
  written: unknown,
  keys: readonly string[],
  inner: Record<string, (value: unknown) => unknown> = {},
): unknown {
  if (!Array.isArray(written)) return written;
  return Object.fromEntries(keys.map((key, at) => [key, inner[key]?.(written[at]) ?? written[at]]));
}

function inFullOrByNumber<Ref>(keys: readonly string[], inner: Record<string, (value: unknown) => unknown> = {}) {
  const met: Ref[] = [];
  return (written: unknown): Ref => {
    if (typeof written === 'number') return met[written] as Ref;
    const ref = read(written, keys, inner) as Ref;
    met.push(ref);
    return ref;
  };
}

function readChanges(written: unknown, own: readonly Mutation[]): unknown {
  if (!Array.isArray(written)) return written;
  const [address, aliases, displayName, division, members] = written as Row;
  const stretches = (told: unknown) => readStretches(told, own, (one) => one.person?.id);
  const changes = {
    address: read(address, ['before', 'after']),
    aliases: read(aliases, ['add', 'remove']),
    displayName: read(displayName, ['before', 'after']),
    division: read(division, ['before', 'after']),
    members: read(members, ['grant', 'revoke'], { grant: stretches, revoke: stretches }),
  };
  return Object.fromEntries(Object.entries(changes).filter(([, change]) => change !== null));
}

function readStretches(
  told: unknown,
  own: readonly Mutation[],
  textOf: (one: Mutation) => string | undefined,
): unknown {
  const texts: unknown[] = [];
  const left = [...(told as Row)];
  for (let next = left.shift(); next !== undefined; next = left.shift()) {
    if (typeof next === 'string') texts.push(next);
    else for (const one of own.slice(Number(next), Number(next) + Number(left.shift()))) texts.push(textOf(one));
  }
  return texts;
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
