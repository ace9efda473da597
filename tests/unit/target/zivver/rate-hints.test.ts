import { describe, expect, it } from 'vitest';
import { waitAskedFor, waitUntilReset } from '../../../../src/sync/target/zivver/rate-hints.ts';

const now = new Date('2026-03-02T08:00:00.000Z');
const zivverBody = JSON.stringify({
  code: 429,
  message: 'Too Many Requests',
  emptiedBucketDetails: { limiterId: 'cab', budget: 50, windowSeconds: 10 },
});

describe('the wait Zivver asks for', () => {
  it.each([
    ['Retry-After in seconds', { 'retry-after': '7' }, '', 7_000],
    ['Retry-After as a date', { 'retry-after': 'Mon, 02 Mar 2026 08:00:12 GMT' }, '', 12_000],
    ['Retry-After as a date in the past', { 'retry-after': 'Mon, 02 Mar 2026 07:00:00 GMT' }, '', 0],
    ['RateLimit-Reset', { 'ratelimit-reset': '3' }, '', 3_000],
    ['RateLimit-Reset with parameters', { 'ratelimit-reset': '3;w=10' }, '', 3_000],
    ['the window in the body', {}, zivverBody, 10_000],
    ['Retry-After before all others', { 'retry-after': '1', 'ratelimit-reset': '3' }, zivverBody, 1_000],
    ['nothing', {}, '', undefined],
    ['a Retry-After that is neither', { 'retry-after': 'soon' }, '', undefined],
    ['a negative number', { 'retry-after': '-5' }, 'Too Many Requests', undefined],
    ['a body that is not JSON', {}, '<html>', undefined],
  ])('is read from %s', (_, headers, body, expected) => {
    expect(waitAskedFor(headers, body, now)).toBe(expected);
  });

  it.each([
    ['nothing is left', { 'ratelimit-remaining': '0', 'ratelimit-reset': '4' }, 4_000],
    ['something is left', { 'ratelimit-remaining': '12', 'ratelimit-reset': '4' }, undefined],
    ['it is not said when', { 'ratelimit-remaining': '0' }, undefined],
    ['nothing is said', {}, undefined],
  ])('after a good answer, when %s', (_, headers, expected) => {
    expect(waitUntilReset(headers)).toBe(expected);
  });
});
