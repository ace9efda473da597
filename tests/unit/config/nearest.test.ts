import { describe, expect, it } from 'vitest';
import { isLoopbackHost, isLoopbackUrl } from '../../../src/platform/loopback.ts';
import { nearest } from '../../../src/platform/nearest.ts';

describe('the nearest known word', () => {
  it.each([
    ['preveiw', 'preview'],
    ['PREVIEW', 'preview'],
    ['stauts', 'status'],
    ['histroy', 'history'],
    ['xyzzyx', undefined],
  ])('for %s is %s', (word, expected) => {
    expect(nearest(word, ['preview', 'status', 'history'])).toBe(expected);
  });
});

describe('an address on this machine', () => {
  it.each(['127.0.0.1', '127.9.9.9', 'localhost', 'LOCALHOST', '::1', '[::1]'])('%s', (host) => {
    expect(isLoopbackHost(host)).toBe(true);
  });

  it.each(['10.0.0.1', '127.0.0.1.example.com', 'localhost.example.com', '0.0.0.0', '::', ''])('not %s', (host) => {
    expect(isLoopbackHost(host)).toBe(false);
  });

  it('is judged by the host of a URL, not by its text', () => {
    expect([
      isLoopbackUrl('http://127.0.0.1:80/x'),
      isLoopbackUrl('http://example.com/127.0.0.1'),
      isLoopbackUrl('nonsense'),
    ]).toEqual([true, false, false]);
  });
});
