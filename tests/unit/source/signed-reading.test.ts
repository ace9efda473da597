import { createHmac } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generateWorld } from '../../../sandbox/tenant/generate-world.ts';
import { recordedReading } from '../../../sandbox/tenant/recorded-reading.ts';
import { offeredMailboxTypes } from '../../../src/sync/model/mailbox.ts';
import type { SourceSnapshot } from '../../../src/sync/model/snapshot.ts';
import { createRecordedSource } from '../../../src/sync/source/recorded/recorded-source.ts';
import { openSignedReading, signedReading } from '../../../src/sync/source/recorded/signed-reading.ts';
import { mailbox, sourceSnapshot, takenAt } from '../../support/build.ts';
import { createHastyClock } from '../../support/hasty-clock.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const options = { signal: new AbortController().signal };
const key = 'a long random text on both machines';
const place = 'example.onmicrosoft.com';
const types = [...offeredMailboxTypes].toSorted();
const organizationalUnit = null;
const hour = 3_600_000;
const reading = sourceSnapshot([mailbox('info', { displayName: '’t Veld “Ω”\nline' }), mailbox('sales')]);
/** As the file holds it: what it was made from is not taken from there. */
const { madeFrom: _, ...written } = reading;
const text = signedReading(reading, { place, types, organizationalUnit }, key);
const expected = {
  place,
  types,
  organizationalUnit,
  key,
  file: 'reading.ndjson',
  now: new Date(Date.parse(takenAt) + hour),
};

/** Sealed well, with another version in its heading, and without some of it. */
function ofVersion(version: number, without: readonly string[]): string {
  const lines = text.trimEnd().split('\n').slice(0, -1);
  const heading = JSON.parse(lines[0] ?? '') as Record<string, unknown>;
  for (const key of without) delete heading[key];
  const body = `${[JSON.stringify({ ...heading, version }), ...lines.slice(1)].join('\n')}\n`;
  const signature = createHmac('sha256', key).update(body).digest('hex');
  return `${body}${JSON.stringify({ lines: lines.length, signature })}\n`;
}

const codeOf = (read: () => unknown): unknown => {
  try {
    return read();
  } catch (error) {
    return (error as { readonly code?: string }).code;
  }
};

async function sourceOf(content: string) {
  const file = join(temporaryFolder(), 'reading.ndjson');
  await writeFile(file, content);
  const clock = createHastyClock(expected.now.toISOString());
  return {
    clock,
    source: createRecordedSource({
      name: 'exchange',
      file,
      clock,
      signed: { place, types, organizationalUnit, key: () => key },
    }),
  };
}

describe('a signed reading', () => {
  it('gives back exactly what was read, at the age it has', async () => {
    const { source } = await sourceOf(text);

    expect(openSignedReading(text, expected)).toEqual(written);
    expect(await source.read(options)).toEqual({ ...reading, madeFrom: 'recording' });
    expect(source.standIn).toBe(false);
  });

  it('is a recording whatever its file says of itself', async () => {
    const lines = text.trimEnd().split('\n').slice(0, -1);
    const heading = JSON.parse(lines[0] ?? '') as { readonly reading: object };
    const boasting = { ...heading, reading: { ...heading.reading, madeFrom: 'source' } };
    const body = `${[JSON.stringify(boasting), ...lines.slice(1)].join('\n')}\n`;
    const signature = createHmac('sha256', key).update(body).digest('hex');
    const { source } = await sourceOf(`${body}${JSON.stringify({ lines: lines.length, signature })}\n`);

    expect(await source.read(options)).toMatchObject({ madeFrom: 'recording' });
    expect(await source.reread(['m-info'], options)).toMatchObject({ madeFrom: 'recording' });
  });

  it.each([1, 2, 3])('is the same reading for a whole generated organisation (seed %i)', (seed) => {
    const world = generateWorld({ seed, mailboxes: 60 });
    const made: SourceSnapshot = recordedReading(world, { source: 'exchange', takenAt });
    const { madeFrom: _, ...said } = made;

    expect(openSignedReading(signedReading(made, { place, types, organizationalUnit }, key), expected)).toEqual(said);
  });

  it('is one line a mailbox between a heading and a seal', () => {
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);

    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatchObject({ format: 'countersign-reading', version: 2, place, types, organizationalUnit });
    expect(lines.at(-1)).toMatchObject({ lines: 3 });
  });

  it.each<[string, string, string]>([
    ['one byte changed', text.replace('sales@', 'sale5@'), 'recorded-reading-tampered'],
    [
      'a mailbox taken out',
      text
        .split('\n')
        .filter((_, at) => at !== 1)
        .join('\n'),
      'recorded-reading-tampered',
    ],
    ['two mailboxes swapped', [0, 2, 1, 3].map((at) => text.split('\n')[at]).join('\n'), 'recorded-reading-tampered'],
    [
      'the seal of another key',
      signedReading(reading, { place, types, organizationalUnit }, 'another'),
      'recorded-reading-tampered',
    ],
    ['no seal', text.split('\n').slice(0, 3).join('\n'), 'recorded-reading-unsigned'],
    ['cut in the middle', text.slice(0, text.length / 2), 'recorded-reading-unsigned'],
    ['an unsigned snapshot', JSON.stringify(reading), 'recorded-reading-unsigned'],
    ['nothing', '', 'recorded-reading-unsigned'],
    [
      'another organisation',
      signedReading(reading, { place: 'other.onmicrosoft.com', types, organizationalUnit }, key),
      'recorded-reading-foreign',
    ],
    [
      'an organisational unit that is not asked for',
      signedReading(reading, { place, types, organizationalUnit: 'example.nl/Shared' }, key),
      'recorded-reading-unit',
    ],
    ['the version before the organisational unit', ofVersion(1, ['organizationalUnit']), 'recorded-reading-version'],
    ['a version of the future, of whatever shape', ofVersion(3, ['place', 'types']), 'recorded-reading-version'],
    ['a heading that lacks its types', ofVersion(2, ['types']), 'recorded-reading-invalid'],
  ])('is refused with %s', (_, content, code) => {
    expect(codeOf(() => openSignedReading(content, expected))).toBe(code);
  });

  it('of one organisational unit is used where that one is asked for, and refused where another one or none is', () => {
    const ofUnit = signedReading(reading, { place, types, organizationalUnit: 'example.nl/Shared' }, key);
    const opened = (unit: string | null) =>
      codeOf(() => openSignedReading(ofUnit, { ...expected, organizationalUnit: unit }));

    expect(opened('example.nl/Shared')).toEqual(written);
    expect([opened('example.nl/Rooms'), opened(null)]).toEqual(['recorded-reading-unit', 'recorded-reading-unit']);
  });

  it.each([
    ['just under a day old', 24 * hour, written],
    ['over a day old', 24 * hour + 1, 'recorded-reading-old'],
    ['a little ahead, as clocks are', -5 * 60_000, written],
    ['from the future', -5 * 60_000 - 1, 'recorded-reading-old'],
  ])('%s', (_, age, outcome) => {
    const now = new Date(Date.parse(takenAt) + age);

    expect(codeOf(() => openSignedReading(text, { ...expected, now }))).toEqual(outcome);
  });

  it('does not know what it does not hold: types that were not read there, and mailboxes out of its scope', async () => {
    const less = signedReading(reading, { place, types: ['SharedMailbox'], organizationalUnit }, key);
    const { source } = await sourceOf(less);
    const { list, problems } = await source.read(options);

    expect(list.complete).toBe(false);
    expect(problems.map(({ code }) => code)).toEqual(['recorded-reading-scope']);
    const whole = (await sourceOf(text)).source;
    expect([...(await whole.lookUp(['m-info', 'm-gone'], options)).values()]).toEqual(['found', 'unknown']);
    const addresses = ['info@example.nl', 'gone@example.nl'];
    expect([...(await whole.lookUpAddresses(addresses, options)).values()]).toEqual(['found', 'unknown']);
    expect((await whole.reread(['m-info', 'm-gone'], options)).list.complete).toBe(false);
  });

  it('is refused when it has become too old between the plan and its start', async () => {
    const { source, clock } = await sourceOf(text);
    expect((await source.reread(['m-info'], options)).list).toEqual({ complete: true });
    clock.move(24 * hour);

    await expect(source.reread(['m-info'], options)).rejects.toMatchObject({ code: 'recorded-reading-old' });
  });
});
