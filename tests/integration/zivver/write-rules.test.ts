/** The write rules that bite, one by one, by the real client against the server that behaves like Zivver. */

import { describe, expect, it, onTestFinished } from 'vitest';
import { startZivverServer } from '../../../sandbox/zivver/zivver-server.ts';
import type { TargetError } from '../../../src/errors.ts';
import { carryOut } from '../../../src/sync/carry-out.ts';
import { isRefusal } from '../../../src/sync/model/refusal.ts';
import { mutationResults } from '../../../src/sync/report/mutation-results.ts';
import { outcomeWords } from '../../../src/sync/report/outcome-words.ts';
import type { Target } from '../../../src/sync/target/target.ts';
import { createZivverTarget } from '../../../src/sync/target/zivver/zivver-target.ts';
import { textsFor } from '../../../src/texts/texts.ts';
import { approvedCase, type Organisation, organisation, people, quickSettings } from '../../support/apply-case.ts';
import { mailbox } from '../../support/build.ts';
import { scimWorldOf } from '../../support/scim-of-seed.ts';
import { staff } from '../../support/stored-plan.ts';
import { anAccount, aZivverPerson, type TargetSeed, uuid } from '../../support/target-seed.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const still = { signal: new AbortController().signal };
const zivverGroup = 'urn:ietf:params:scim:schemas:zivver:0.1:Group';
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

const desk = anAccount({
  id: uuid(1),
  address: 'desk@example.nl',
  displayName: 'Desk',
  members: [uuid(101), uuid(102)],
  aliases: ['help@example.nl'],
  division: 'NL-01',
  extension: { ExternalAccountId: 'X-17', newKey: { deep: [1] } },
  enterprise: { costCenter: 'C-9', department: 'Care' },
});
const seed: TargetSeed = {
  accounts: [desk, anAccount({ id: uuid(2), address: 'quiet@example.nl' })],
  people: [101, 102, 103].map((number) => aZivverPerson({ id: uuid(number) })),
  domains: ['example.nl'],
  divisions: ['NL-01', 'NL-02'],
  guests: ['guest@example.nl'],
};

async function zivver(of: TargetSeed = seed) {
  const server = await startZivverServer({ world: scimWorldOf(of), rate: null });
  const rate = { calls: 10_000, perMs: 1_000 };
  const target = createZivverTarget({ url: server.url, apiKey: () => server.apiKey, rate, longestWaitMs: 1 });
  onTestFinished(async () => {
    await target.close();
    await server.close();
  });
  return { server, target };
}

type Zivver = Awaited<ReturnType<typeof zivver>>;

/** The only write that came in, as it stood on the wire. */
function onlyWrite({ server }: Zivver) {
  const writes = server.journal().entries;
  expect(writes).toHaveLength(1);
  return { method: writes[0]?.method, body: writes[0]?.body as Record<string, unknown> };
}

async function refusalOf(call: Promise<unknown>): Promise<Pick<TargetError, 'code' | 'context' | 'retry'>> {
  return (await call.then(
    () => ({ code: 'went well' }),
    (error: unknown) => error,
  )) as TargetError;
}

const create = (target: Target, address: string) => target.create({ address, displayName: 'X', division: null }, still);

describe('the write rules', () => {
  it.each<[string, Parameters<Target['update']>[1], readonly string[]]>([
    ['name', { displayName: 'Front' }, ['displayName']],
    ['members', { members: [uuid(103)] }, ['members']],
    ['aliases', { aliases: [] }, [zivverGroup]],
    ['unit', { division: 'NL-02' }, [enterprise]],
    ['address', { address: 'front@example.nl' }, ['externalId']],
  ])('W1: a change of the %s sends that and nothing else, and all else stays', async (_, write, keys) => {
    const world = await zivver();

    await world.target.update(desk, write, still);

    const { method, body } = onlyWrite(world);
    expect(method).toBe('PUT');
    expect(Object.keys(body).filter((key) => key !== 'schemas')).toEqual(keys);
    expect(await world.target.readAccount(desk.id, still)).toEqual({ ...desk, ...write });
  });

  it('W2: an extension that is sent is sent whole: the unknown keys beside the aliases and beside the unit survive', async () => {
    const world = await zivver();

    await world.target.update(desk, { aliases: ['new@example.nl'], division: null }, still);

    const { body } = onlyWrite(world);
    expect(body[zivverGroup]).toEqual({ ...desk.extension, aliases: ['new@example.nl'] });
    expect(body[enterprise]).toEqual({ costCenter: 'C-9', department: 'Care', division: '/' });
    const stored = world.server.state().groups.find(({ id }) => id === desk.id);
    expect(stored?.[enterprise]).toMatchObject({ costCenter: 'C-9', department: 'Care' });
    expect(stored?.[zivverGroup]).toMatchObject({ ExternalAccountId: 'X-17', newKey: { deep: [1] } });
  });

  it('W3: the last member goes by PATCH remove of the right type, never by an empty set', async () => {
    const world = await zivver();

    await expect(world.target.update(desk, { members: [] }, still)).rejects.toThrow('emptyMembers');
    await world.target.emptyMembers(desk.id, still);

    const { method, body } = onlyWrite(world);
    expect({ method, operations: body['Operations'] }).toEqual({
      method: 'PATCH',
      operations: [{ op: 'remove', path: 'members' }],
    });
    expect(await world.target.readAccount(desk.id, still)).toEqual({ ...desk, members: [] });
  });

  it('W4: the set that is written is what stands there right then, less who loses and with who gains access', async () => {
    const { server, run } = await approvedOrganisation();
    const sales = uuid(1);
    const now = server.state().groups.find(({ id }) => id === sales);
    const members = now?.['members'] as { value: string }[];
    server.edit({ type: 'groups', id: sales, set: { members: [...members, { value: people.dia }] } });

    const ended = await run();

    const after = server.state().groups.find(({ id }) => id === sales);
    expect(ended.state).toBe('applied');
    expect(after?.['members']).toEqual([people.ann, people.bob, people.dia].map((value) => ({ value })));
  });

  it('W5: a delegate Zivver does not know is refused by name of the mistake, and nothing changes', async () => {
    const world = await zivver();

    const refusal = await refusalOf(world.target.update(desk, { members: [uuid(101), uuid(999)] }, still));

    expect(refusal).toMatchObject({ code: 'target-unknown-member', retry: 'never' });
    expect(await world.target.readAccount(desk.id, still)).toEqual(desk);
  });

  it('W5: a refused POST of the same kind, in its own words, is the same mistake', async () => {
    const world = await zivver();
    world.server.addFault({ kind: 'status', status: 400, body: 'Unknown in set', match: { method: 'POST' } });

    expect(await refusalOf(create(world.target, 'new@example.nl'))).toMatchObject({ code: 'target-unknown-member' });
  });

  it('W6: an account is made with the least, filled by its own call, and whole in the end', async () => {
    const { server, run } = await approvedOrganisation();

    const ended = await run();

    const posts = server.journal().entries.filter(({ method }) => method === 'POST');
    const made = server.state().groups.filter(({ externalId }) => String(externalId).startsWith('new-'));
    expect(ended.state).toBe('applied');
    expect(new Set(posts.flatMap(({ body }) => Object.keys(body ?? {})))).toEqual(
      new Set(['schemas', 'externalId', 'displayName']),
    );
    expect(made.map((group) => (group['members'] as unknown[]).length)).toEqual([2, 2, 2]);
    expect(made.map((group) => (group[zivverGroup] as { aliases: unknown[] }).aliases.length)).toEqual([1, 1, 1]);
  });

  it.each([
    ['W7: of another account', 'quiet@example.nl'],
    ['W7: that is an alias of another account', 'help@example.nl'],
    ['W8: of a domain nobody claimed', 'x@example.com'],
    ['W11: of a person', 'person-101@example.nl'],
  ])('%s: the address is refused, and nobody is touched', async (_, address) => {
    const world = await zivver();
    const before = world.server.state();

    expect(await refusalOf(create(world.target, address))).toMatchObject({
      code: 'target-address-taken',
      retry: 'never',
    });
    expect(world.server.state()).toEqual(before);
    expect(world.server.journal().calls).toMatchObject({ POST: 1, total: 1 });
  });

  it.each([
    ['W8: of a domain nobody claimed', 'desk@example.com', 'target-foreign-domain', undefined],
    ['W9: that is an account of its own', 'quiet@example.nl', 'target-alias-taken', 'quiet@example.nl'],
    ['W9: that is a guest', 'guest@example.nl', 'target-alias-guest', 'guest@example.nl'],
  ])('%s: the alias is refused and named, and nothing changes', async (_, alias, code, named) => {
    const world = await zivver();

    const refusal = await refusalOf(world.target.update(desk, { aliases: [...desk.aliases, alias] }, still));

    expect(refusal.code).toBe(code);
    expect(refusal.context['alias']).toBe(named);
    expect(await world.target.readAccount(desk.id, still)).toEqual(desk);
  });

  it.each([
    ['plain text', 'text/plain', 'Error creating alias: Alias is a guest: guest@example.nl'],
    ['JSON', 'application/json', '{"code":400,"message":"Error creating alias: Alias is a guest: guest@example.nl"}'],
    [
      'a SCIM error',
      'application/scim+json',
      '{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"400","detail":"Alias is a guest: guest@example.nl"}',
    ],
  ])('W10: a refusal is understood as %s', async (_, contentType, body) => {
    const world = await zivver();
    world.server.addFault({ kind: 'status', status: 400, body, contentType, match: { method: 'PUT' } });

    expect(await refusalOf(world.target.update(desk, { displayName: 'X' }, still))).toMatchObject({
      code: 'target-alias-guest',
      context: { alias: 'guest@example.nl' },
    });
  });
});

describe('a new primary address', () => {
  it.each([
    ['refused', 'target-readdress-refused', 'Zivver did not take the new address', 'externalId cannot be changed'],
    [
      'ignored',
      'readdress-ignored',
      'Zivver accepted the new address and kept the old one',
      'No second account was made',
    ],
  ] as const)('that is %s is said in words, and never becomes a second account', async (how, code, what, more) => {
    const org = organisation({ created: 0 });
    const moved = org.mailboxes.map((each) =>
      each.id === 'm-desk' ? mailbox('desk', { primaryAddress: 'front@example.nl' }) : each,
    );
    const { server, plan, run } = await approvedOrganisation({ ...org, mailboxes: moved });
    server.setBehaviour({ externalIdChange: how });

    const ended = await run();

    const readdress = plan.content.mutations.find(({ kind }) => kind === 'readdress');
    const result = mutationResults(plan, ended).get(readdress?.id ?? '');
    expect(result).toMatchObject({ state: 'failed', code });
    const words = outcomeWords(textsFor('en'), { code, params: result?.params ?? {} });
    expect(words?.what).toContain(what);
    expect(`${words?.what} ${words?.remedy}`).toContain(more);
    expect(server.journal().entries.filter(({ method }) => method === 'POST')).toEqual([]);
    expect(server.state().groups.map(({ externalId }) => externalId)).not.toContain('front@example.nl');
    expect(server.state().groups).toHaveLength(org.seed.accounts.length);
  });
});

async function approvedOrganisation(org: Organisation = organisation()) {
  const { server, target } = await zivver(org.seed);
  const made = await approvedCase({ target, org, folder: temporaryFolder() });
  onTestFinished(() => made.store.close());
  return {
    server,
    plan: made.plan,
    run: async () => {
      const request = { planId: made.plan.id, by: staff('ben') };
      const run = await carryOut({ ...made.parts, settings: quickSettings }, request, still);
      if (isRefusal(run)) throw new Error(`refused: ${run.code}`);
      return run;
    },
  };
}
