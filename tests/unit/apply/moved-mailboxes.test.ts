import { describe, expect, it } from 'vitest';
import { movedMailboxes } from '../../../src/sync/apply/moved-mailboxes.ts';
import { organisation, planFor, stillSource } from '../../support/apply-case.ts';

describe('a mailbox whose delegates cannot be told any more', () => {
  it.each([
    ['deny-unidentified', 'mailbox-changed'],
    ['deny-group-unreadable', 'delegates-unreadable'],
    ['permissions-unreadable', 'delegates-unreadable'],
  ])('because of %s is told as %s', async (reason, told) => {
    const org = organisation();
    const unreadable = org.mailboxes.map((each) =>
      each.id === 'm-desk' ? { ...each, delegates: { state: 'unreadable' as const, reason } } : each,
    );
    const asked = { plan: planFor(org), links: org.links, sources: [stillSource(unreadable)] };

    const moved = await movedMailboxes(asked, ['m-desk'], { signal: new AbortController().signal });

    expect(moved).toEqual(new Map([['m-desk', told]]));
  });
});
