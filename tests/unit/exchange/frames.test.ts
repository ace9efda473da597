import { describe, expect, it } from 'vitest';
import { type Frame, FrameError, FrameReader } from '../../../src/sync/source/exchange/frames.ts';

function framesOf(pieces: readonly string[], maxLineLength = 200): readonly Frame[] {
  const reader = new FrameReader(maxLineLength);
  return pieces.flatMap((piece) => [...reader.push(piece)]);
}

const row = '{"t":"row","id":1,"row":{"name":"é"}}\n';
const end = '{"t":"end","id":1,"rows":1,"itemErrors":0}\n';

describe('What comes over the pipe', () => {
  it('is the same however it is cut', () => {
    const text = row + end;

    expect(framesOf(text.split(''))).toEqual(framesOf([text]));
    expect(framesOf([text])).toEqual([
      { t: 'row', id: 1, row: { name: 'é' } },
      { t: 'end', id: 1, rows: 1, itemErrors: 0 },
    ]);
  });

  it('counts for nothing while its line has not ended', () => {
    expect(framesOf([row, end.slice(0, -1)])).toHaveLength(1);
  });

  it.each([
    ['is no JSON', 'hello\n'],
    ['is empty', '\n'],
    ['is another kind of frame', '{"t":"surprise","id":1}\n'],
    ['has no count', '{"t":"end","id":1}\n'],
    ['has a count below zero', '{"t":"end","id":1,"rows":-1,"itemErrors":0}\n'],
  ])('is refused when a line %s', (_, text) => {
    expect(() => framesOf([text])).toThrow(FrameError);
  });

  it('is accepted up to the limit of a line and refused above it, ended or not', () => {
    const line = row.slice(0, -1);

    expect(framesOf([row], line.length)).toHaveLength(1);
    expect(() => framesOf([row], line.length - 1)).toThrow('longer than');
    expect(() => framesOf([line], line.length - 1)).toThrow('longer than');
  });
});
