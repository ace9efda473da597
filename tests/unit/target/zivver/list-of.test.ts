import { describe, expect, it } from 'vitest';
import { listOf } from '../../../../src/sync/target/zivver/list-of.ts';
import { unexpected } from '../../../../src/sync/target/zivver/scim-resources.ts';

function numberOf(resource: unknown, where: string): number {
  if (typeof resource === 'number') return resource;
  throw unexpected(where, 'a number');
}

const read = (answer: string) => listOf([Buffer.from(answer)], 'Groups', numberOf);

describe('the answer to a list', () => {
  it.each([
    ['no JSON', '<html>Sign in</html>'],
    ['no JSON in the middle', '{"totalResults":3,"Resources":[1,2 3,4]}'],
    ['no total', '{"Resources":[]}'],
    ['a negative total', '{"totalResults":-1,"Resources":[]}'],
    ['a SCIM error', '{"status":"500"}'],
    ['a list that is none', '{"totalResults":1,"Resources":{"id":"a"}}'],
    ['two lists', '{"totalResults":2,"Resources":[1],"Resources":[2]}'],
    ['a list that never ends', '{"totalResults":2,"Resources":[1,2'],
  ])('with %s is refused', async (_what, answer) => {
    await expect(read(answer)).rejects.toMatchObject({ code: 'target-unexpected-answer' });
  });

  it('without resources is empty', async () => {
    expect(await read('{"totalResults":0}')).toEqual({ total: 0, entries: [] });
  });

  it('says which resource could not be understood', async () => {
    await expect(read('{"totalResults":2,"Resources":[1,"x"]}')).rejects.toThrow('reading Groups.1');
  });

  it('keeps the order, and lets others have a turn between the resources of a long list', async () => {
    const entries = Array.from({ length: 1_000 }, (_, index) => index);
    let turns = 0;
    const count = (): void => {
      turns += 1;
      again = setImmediate(count);
    };
    let again = setImmediate(count);

    const list = await read(JSON.stringify({ totalResults: 1_000, Resources: entries }));

    clearImmediate(again);
    expect(list).toEqual({ total: 1_000, entries });
    expect(turns).toBeGreaterThanOrEqual(5);
  });
});
