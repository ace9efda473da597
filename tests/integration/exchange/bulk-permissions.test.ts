import { afterAll, expect, it } from 'vitest';
import type { WorldExchangeFaults } from '../../../sandbox/tenant/world.ts';
import type { Progress } from '../../../src/sync/model/progress.ts';
import type { StartSession } from '../../../src/sync/source/exchange/exchange-connection.ts';
import { PowerShellSession, type Session } from '../../../src/sync/source/exchange/session.ts';
import {
  exchangeBoxes,
  idOf,
  noFaults,
  worldGroup,
  worldMailbox,
  worldPerson,
} from '../../support/exchange-in-a-box.ts';
import { describeWithPowerShell } from '../../support/powershell.ts';

const options = { signal: new AbortController().signal };

describeWithPowerShell('Who has access, from the list of mailboxes', (executable) => {
  const boxes = exchangeBoxes(executable);
  afterAll(async () => await boxes.close());

  const recipients = [worldPerson(901), worldPerson(902), worldGroup(903, [902])];
  const mailboxes = Array.from({ length: 60 }, (_, at) =>
    worldMailbox(at + 1, [at % 10 === 0 ? 'group903@example.nl' : 'person901@example.nl']),
  );
  const everyId = mailboxes.map(({ id }) => id);

  async function read(faults: Partial<WorldExchangeFaults> = {}, onProgress: (progress: Progress) => void = () => {}) {
    const exchange = { mailboxes, recipients, faults: { ...noFaults, ...faults } };
    const { source } = await boxes.open({ exchange }, { bulkPermissions: 'auto' });
    const reading = await source.read({ ...options, onProgress });
    return { reading, secondHand: reading.secondHand ?? [], codes: reading.problems.map(({ code }) => code) };
  }
  const accessOf = ({ reading }: Awaited<ReturnType<typeof read>>) =>
    reading.mailboxes.map(({ delegates }) =>
      delegates.state === 'read'
        ? delegates.trustees.map((each) => each.kind === 'person' && each.address).join()
        : 'frozen',
    );
  const truth = everyId.map((_, at) => (at % 10 === 0 ? 'person902@example.nl' : 'person901@example.nl'));

  it('is the same as asking each, and says which mailboxes were not asked', async () => {
    const said: Progress[] = [];
    const result = await read({}, (progress) => said.push(progress));

    expect(accessOf(result)).toEqual(truth);
    expect(result.secondHand.length).toBeGreaterThanOrEqual(30);
    expect(result.secondHand.length).toBeLessThanOrEqual(40);
    expect(result.codes).toEqual([]);
    expect(said.filter(({ what }) => what === 'sample').at(-1)).toMatchObject({ done: 60 - result.secondHand.length });
    expect(said.filter(({ what }) => what === 'delegates').at(-1)).toMatchObject({ done: 60, total: 60 });
  });

  it('is not taken where everybody is to be asked now: a reading that travels has nobody to ask again', async () => {
    const exchange = { mailboxes, recipients, faults: { ...noFaults, staleDescriptors: everyId } };
    const { source } = await boxes.open({ exchange }, { bulkPermissions: 'auto' });

    const reading = await source.read({ ...options, fresh: true });

    expect(accessOf({ reading, secondHand: [], codes: [] })).toEqual(truth);
    expect(reading.secondHand ?? []).toEqual([]);
    expect(reading.problems).toEqual([]);
  });

  it('is left at the first mailbox that says something else, and that is said', async () => {
    const result = await read({ staleDescriptors: everyId.slice(1) });

    expect(accessOf(result)).toEqual(truth);
    expect(result.secondHand).toEqual([]);
    expect(result.reading.problems).toEqual([
      {
        code: 'bulk-permissions-differ',
        place: expect.stringMatching(/^mailbox\d+@example\.nl$/) as string,
        params: { sample: expect.any(Number) as number },
      },
    ]);
  });

  it('is never believed for a mailbox without a descriptor, or with one that is not clear', async () => {
    const [none, garbled] = [everyId.slice(10, 20), everyId.slice(20, 30)];
    const result = await read({ nullDescriptors: none, garbledDescriptors: garbled });

    expect(accessOf(result)).toEqual(truth);
    expect(result.secondHand.filter((id) => none.includes(id) || garbled.includes(id))).toEqual([]);
    expect(result.secondHand.length).toBeGreaterThan(5);
    expect(result.codes).toEqual([]);
  });

  it('freezes a mailbox without a descriptor that cannot be asked either: nobody is never the answer', async () => {
    const frozen = [idOf(15), idOf(25)];
    const result = await read({ unreadablePermissions: frozen });

    expect(accessOf(result)).toEqual(truth.map((who, at) => (at === 14 || at === 24 ? 'frozen' : who)));
  });

  it.each<[string, Partial<WorldExchangeFaults>, string]>([
    ['Exchange refuses to show descriptors', { withoutDescriptors: true }, 'bulk-permissions-refused'],
    ['no mailbox has one', { nullDescriptors: everyId }, 'bulk-permissions-unclear'],
    ['none has a shape that is known', { garbledDescriptors: everyId }, 'bulk-permissions-unclear'],
  ])('is not the road when %s: every mailbox is asked, and that is said', async (_, faults, code) => {
    const result = await read(faults);

    expect(accessOf(result)).toEqual(truth);
    expect(result.secondHand).toEqual([]);
    expect(result.codes).toEqual([code]);
  });

  it('is not asked of a module that does not know descriptors, and that is said', async () => {
    const exchange = { mailboxes, recipients, faults: { ...noFaults, withoutDescriptors: true } };
    const startSession: StartSession = async (sessionOptions, signal) =>
      ofOlderModule(await PowerShellSession.start(sessionOptions, signal));
    const { source } = await boxes.open({ exchange }, { bulkPermissions: 'auto', startSession });

    const reading = await source.read(options);

    expect(reading.secondHand).toBeUndefined();
    expect(reading.problems).toEqual([
      { code: 'bulk-permissions-old-module', place: 'ExoExchangeSecurityDescriptor', params: { version: '3.7.0' } },
    ]);
  });

  it('is not believed when the sample could not be read', async () => {
    const { source } = await boxes.open(
      { exchange: { mailboxes, recipients, faults: { ...noFaults, throttledPermissionCalls: 1_000_000 } } },
      { bulkPermissions: 'auto' },
    );

    const reading = await source.read(options);

    expect(reading.secondHand).toBeUndefined();
    expect(reading.problems.map(({ code }) => code)).toContain('bulk-permissions-unchecked');
    expect(reading.mailboxes.every(({ delegates }) => delegates.state === 'unreadable')).toBe(true);
  });

  it('is not used for mailboxes that are read again', async () => {
    const exchange = { mailboxes, recipients, faults: { ...noFaults, staleDescriptors: everyId } };
    const { source } = await boxes.open({ exchange }, { bulkPermissions: 'auto' });

    const again = await source.reread(everyId, options);

    expect(again.secondHand).toBeUndefined();
    expect(again.mailboxes).toHaveLength(60);
    expect(again.mailboxes[1]?.delegates).toMatchObject({ trustees: [{ address: 'person901@example.nl' }] });
  });

  it('is asked for only where it is switched on', async () => {
    const { source } = await boxes.open({
      exchange: { mailboxes, recipients, faults: { ...noFaults, withoutDescriptors: true } },
    });

    const reading = await source.read(options);

    expect(reading.problems).toEqual([]);
    expect(reading.secondHand).toBeUndefined();
  });
});

/** The stand-in has one version; what is told of it here is an older one. */
function ofOlderModule(session: Session): Session {
  return {
    version: session.version,
    alive: true,
    call: async (operation, parameters, { onRow, ...rest }) =>
      await session.call(operation, parameters, {
        ...rest,
        onRow: (row) => onRow?.(operation === 'modules' ? { ...(row as object), version: '3.7.0' } : row),
      }),
    close: async () => await session.close(),
  };
}
