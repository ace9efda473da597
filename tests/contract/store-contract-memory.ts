/** The store contract: links, mutes, waivers, baselines, cards, conversations, facts. */

import { describe, expect, it } from 'vitest';
import type { RememberedDelegates } from '../../src/sync/model/mailbox.ts';
import type { PostedCard, StoredConversation } from '../../src/sync/store/store.ts';
import { link, trustee } from '../support/build.ts';
import { auditEntry, morning, staff, storedPlan } from '../support/stored-plan.ts';
import type { StoreInTest } from './store-contract.ts';

function remembered(mailboxId: string, trustees: RememberedDelegates['trustees'] = []): RememberedDelegates {
  return { mailboxId, readAt: morning, entry: 'digest', trustees };
}

export function memoryContract(store: StoreInTest): void {
  describe('links', () => {
    it('are all read, and counted, however many there are', async () => {
      const many = Array.from({ length: 4_001 }, (_, index) =>
        link(`box-${String(index).padStart(4, '0')}`, { origin: index % 2 === 0 ? 'adopt' : 'match' }),
      );
      expect(await store().links.count()).toEqual({ total: 0, owned: 0 });

      await store().links.save(many);

      expect((await store().links.all()).map(({ mailboxId }) => mailboxId)).toEqual(
        many.map(({ mailboxId }) => mailboxId),
      );
      expect(await store().links.count()).toEqual({ total: 4_001, owned: 2_001 });
    });

    it('are kept by mailbox, the newest wins', async () => {
      await store().links.save([link('info', { origin: 'match' }), link('sales', { origin: 'match' })]);
      await store().links.save([
        link('info', { origin: 'match', address: 'desk@example.nl', seenDelegates: ['p-bob'] }),
      ]);

      expect(await store().links.all()).toEqual([
        link('info', { origin: 'match', address: 'desk@example.nl', seenDelegates: ['p-bob'] }),
        link('sales', { origin: 'match' }),
      ]);
    });

    it('stay owned when a preview that read earlier saves them as matched', async () => {
      await store().links.save([link('info', { origin: 'create' })]);

      await store().links.save([link('info', { origin: 'match', seenDelegates: ['p-bob'] })]);

      expect(await store().links.all()).toEqual([link('info', { origin: 'create', seenDelegates: ['p-bob'] })]);
    });

    it('lose ownership when the mailbox is matched to another account', async () => {
      await store().links.save([link('info', { origin: 'create' })]);

      await store().links.save([link('info', { origin: 'match', accountId: 'a-other' })]);

      expect(await store().links.all()).toEqual([link('info', { origin: 'match', accountId: 'a-other' })]);
    });
  });

  describe('what people decided', () => {
    const mute = {
      mutationId: 'grant:a-info:p-ann',
      address: 'info@example.nl',
      sourceState: 'digest',
      by: staff('ann'),
      reason: 'on leave',
      at: morning,
    };

    it('keeps mutes until they end, and tells of both', async () => {
      await store().mutes.add(mute, auditEntry('muted'));
      await store().mutes.add({ ...mute, reason: 'on long leave' }, auditEntry('muted'));
      expect(await store().mutes.all()).toEqual([{ ...mute, reason: 'on long leave' }]);

      await store().mutes.end([mute.mutationId, 'never-muted'], auditEntry('unmuted'));

      expect(await store().mutes.all()).toEqual([]);
      expect((await store().audit.read(0, 9)).map(({ what }) => what)).toEqual(['muted', 'muted', 'unmuted']);
    });

    it('keeps waivers by plan and finding', async () => {
      await store().plans.insert(storedPlan('plan-1'), auditEntry('plan-proposed'));
      const waiver = {
        planId: 'plan-1',
        findingCode: 'too-many-removals',
        by: staff('ann'),
        reason: 'reorganisation',
        at: morning,
      };

      await store().waivers.add(waiver, auditEntry('waived'));

      expect(await store().waivers.of('plan-1')).toEqual([waiver]);
      expect(await store().waivers.of('plan-2')).toEqual([]);
    });
  });

  describe('small memories', () => {
    it('keeps the last baseline of each source', async () => {
      const baseline = { source: 'exchange', mailboxes: 200, scopeDigest: 'd', takenAt: morning };
      await store().baselines.save(baseline);
      await store().baselines.save({ ...baseline, mailboxes: 210 });

      expect(await store().baselines.get('exchange')).toEqual({ ...baseline, mailboxes: 210 });
      expect(await store().baselines.get('spreadsheet')).toBeUndefined();
    });

    it('keeps with a baseline how many mailboxes there were of each type', async () => {
      const baseline = { source: 'exchange', mailboxes: 3, scopeDigest: 'd', takenAt: morning };
      await store().baselines.save({ ...baseline, byType: { RoomMailbox: 1, SharedMailbox: 2 } });

      expect(await store().baselines.get('exchange')).toEqual({
        ...baseline,
        byType: { RoomMailbox: 1, SharedMailbox: 2 },
      });
    });

    it('keeps who could open each mailbox of a source, the newest wins', async () => {
      const info = remembered('m-info', [trustee('ann')]);
      await store().delegates.keep('exchange', [remembered('m-sales'), info]);
      await store().delegates.keep('cloud', [remembered('m-info')]);
      await store().delegates.keep('exchange', [{ ...info, trustees: [trustee('bob')] }]);

      const again = await store.openAgain();

      expect(await again.delegates.of('exchange')).toEqual([
        { ...info, trustees: [trustee('bob')] },
        remembered('m-sales'),
      ]);
      expect(await again.delegates.of('sheet')).toEqual([]);
      await again.close();
    });

    it('keeps what the later reading of a mailbox said, when an earlier one ends after it', async () => {
      const later = { ...remembered('m-info', [trustee('bob')]), readAt: '2026-11-24T09:00:00.000Z', entry: 'other' };
      const earlier = { ...remembered('m-info', [trustee('ann')]), readAt: '2026-11-24T08:59:59.999Z' };
      await store().delegates.keep('exchange', [later]);
      await store().delegates.keep('cloud', [earlier]);

      await store().delegates.keep('exchange', [remembered('m-sales'), earlier]);

      expect(await store().delegates.of('exchange')).toEqual([later, remembered('m-sales')]);
      expect(await store().delegates.of('cloud')).toEqual([earlier]);
      await store().delegates.keep('exchange', [{ ...earlier, readAt: later.readAt }]);
      expect(await store().delegates.of('exchange')).toEqual([
        { ...earlier, readAt: later.readAt },
        remembered('m-sales'),
      ]);
    });

    it('keeps more delegates than it writes at once', async () => {
      const many = Array.from({ length: 1_203 }, (_, at) => remembered(`m-${String(at).padStart(4, '0')}`));

      await store().delegates.keep('exchange', many);

      expect(await store().delegates.of('exchange')).toEqual(many);
    });

    it('forgets delegates of the mailboxes it is told to, and of sources that are no longer remembered', async () => {
      await store().delegates.keep('exchange', [remembered('m-info'), remembered('m-sales')]);
      await store().delegates.keep('cloud', [remembered('m-info')]);

      await store().delegates.forget('exchange', ['m-info', 'm-never']);
      await store().delegates.forgetOthers(['exchange']);

      expect(await store().delegates.of('exchange')).toEqual([remembered('m-sales')]);
      expect(await store().delegates.of('cloud')).toEqual([]);
      await store().delegates.forgetOthers([]);
      expect(await store().delegates.of('exchange')).toEqual([]);
    });

    it('keeps facts by name', async () => {
      await store().facts.set('tenant', 'one');
      await store().facts.set('tenant', 'two');

      expect(await store().facts.get('tenant')).toBe('two');
      expect(await store().facts.get('organisation')).toBeUndefined();
    });

    it('replaces a fact only when it is still what the caller saw', async () => {
      expect(await store().facts.replace('newest', 'one', 'two')).toBe(false);
      expect(await store().facts.get('newest')).toBeUndefined();
      expect(await store().facts.replace('newest', undefined, 'one')).toBe(true);
      expect(await store().facts.replace('newest', undefined, 'two')).toBe(false);
      expect(await store().facts.replace('newest', 'one', 'two')).toBe(true);
      expect(await store().facts.get('newest')).toBe('two');
    });
  });

  describe('where cards stand', () => {
    const conversation: StoredConversation = {
      conversationId: 'c-1',
      kind: 'personal',
      tenantId: 't',
      personId: 'id-ann',
      reference: { serviceUrl: 'http://127.0.0.1', bot: { id: 'b' } },
      deadSince: null,
      updatedAt: morning,
    };
    const card: PostedCard = {
      conversationId: 'c-1',
      activityId: 'act-1',
      planId: 'plan-1',
      names: true,
      postedAt: morning,
    };

    it('knows every card that shows a plan', async () => {
      await store().plans.insert(storedPlan('plan-1'), auditEntry('plan-proposed'));
      await store().cards.add(card);
      await store().cards.add({ ...card, conversationId: 'c-2', names: false });
      await store().cards.add(card);

      expect(await store().cards.of('plan-1')).toEqual([card, { ...card, conversationId: 'c-2', names: false }]);
      await store().cards.remove('c-1', 'act-1');

      expect(await store().cards.of('plan-1')).toEqual([{ ...card, conversationId: 'c-2', names: false }]);
    });

    it('keeps conversations, marks the dead, forgets what it is told to forget', async () => {
      await store().plans.insert(storedPlan('plan-1'), auditEntry('plan-proposed'));
      await store().conversations.save(conversation);
      await store().conversations.save({ ...conversation, conversationId: 'c-2', kind: 'channel', personId: null });
      await store().cards.add(card);

      await store().conversations.markDead('c-1', '2026-11-24T10:00:00.000Z');
      expect(await store().conversations.get('c-1')).toEqual({
        ...conversation,
        deadSince: '2026-11-24T10:00:00.000Z',
      });
      await store().conversations.save(conversation);
      expect(await store().conversations.get('c-1')).toEqual(conversation);

      await store().conversations.forget('c-1');
      expect((await store().conversations.all()).map(({ conversationId }) => conversationId)).toEqual(['c-2']);
      expect(await store().cards.of('plan-1')).toEqual([]);
    });
  });
}
