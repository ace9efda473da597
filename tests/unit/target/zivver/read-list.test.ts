import { describe, expect, it } from 'vitest';
import { TargetError } from '../../../../src/errors.ts';
import type { ListAnswer } from '../../../../src/sync/target/zivver/list-of.ts';
import { type Page, readList } from '../../../../src/sync/target/zivver/read-list.ts';

interface Entry {
  readonly id: string;
}

async function read(answers: readonly (ListAnswer<Entry> | TargetError)[]) {
  const asked: (Page | undefined)[] = [];
  const list = await readList<Entry>({
    fetch: async (page) => {
      const answer = answers[asked.push(page) - 1];
      if (answer instanceof TargetError) throw answer;
      if (answer === undefined) throw new Error('asked too often');
      return answer;
    },
    onProgress: () => {},
  });
  return { ids: list.entries.map((entry) => entry.id).join(''), completeness: list.completeness, asked };
}

const page = (total: number, ids: string): ListAnswer<Entry> => ({
  total,
  entries: ids.split('').map((id) => ({ id })),
});
const short = (have: number, expected: number) => ({
  complete: false,
  reason: 'list-shorter-than-total',
  have,
  expected,
});

describe('a list from Zivver', () => {
  it('is whole after one call when it holds as many as it states', async () => {
    expect(await read([page(3, 'abc')])).toEqual({ ids: 'abc', completeness: { complete: true }, asked: [undefined] });
  });

  it('may be empty', async () => {
    expect((await read([page(0, '')])).completeness).toEqual({ complete: true });
  });

  it('is completed by pages when the server turns out to page', async () => {
    const { ids, completeness, asked } = await read([page(5, 'ab'), page(5, 'cd'), page(5, 'e')]);

    expect(ids).toBe('abcde');
    expect(completeness).toEqual({ complete: true });
    expect(asked.map((each) => each?.startIndex)).toEqual([undefined, 3, 5]);
  });

  it('is asked for by pages when the plain question brings nothing', async () => {
    expect((await read([page(2, ''), page(2, 'ab')])).completeness).toEqual({ complete: true });
  });

  it('is incomplete when a page brings only what was there already', async () => {
    expect((await read([page(3, 'ab'), page(3, 'ab')])).completeness).toEqual(short(2, 3));
  });

  it('is incomplete when the server refuses to page', async () => {
    expect((await read([page(3, 'ab'), new TargetError('target-refused', 'no pages here')])).completeness).toEqual(
      short(2, 3),
    );
  });

  it('is incomplete when one id stands in it twice', async () => {
    expect((await read([page(3, 'aab'), page(3, '')])).completeness).toEqual(short(2, 3));
  });

  it('is incomplete when it holds more than it states', async () => {
    expect((await read([page(2, 'abc')])).completeness).toEqual(short(3, 2));
  });

  it('is not taken for short when a page fails for another reason: the failure is handed on', async () => {
    await expect(read([page(3, 'ab'), new TargetError('target-unavailable', 'down')])).rejects.toThrow('down');
  });
});
