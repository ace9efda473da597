/**
 * Keeps posted cards up to date: one edit at a time for each card, only the newest waits, an equal one is not sent.
 * A caller never waits for Teams; `settled` does.
 */

import type { Card } from '../cards/card.ts';
import type { Logger } from '../platform/logger.ts';
import type { CardAddress, TeamsChannel } from './teams-channel.ts';

export interface CardEditor {
  show(address: CardAddress, card: Card): void;
  /** All edits asked for so far were made or given up. */
  settled(): Promise<void>;
}

export interface CardEditorOptions {
  readonly channel: TeamsChannel;
  readonly log: Logger;
  /** The message was deleted or the conversation ended; a new message may have been posted instead. */
  readonly onGone: (address: CardAddress, card: Card) => Promise<void>;
}

interface Slot {
  waiting: Card | null;
  shown: string;
  work: Promise<void> | null;
}

const slotsKept = 2_000;

export function createCardEditor(options: CardEditorOptions): CardEditor {
  const slots = new Map<string, Slot>();

  function slotOf(address: CardAddress): Slot {
    const key = `${address.conversationId}|${address.activityId}`;
    const slot = slots.get(key) ?? { waiting: null, shown: '', work: null };
    slots.delete(key);
    slots.set(key, slot);
    if (slots.size > slotsKept) forgetIdle(slots);
    return slot;
  }

  async function work(slot: Slot, address: CardAddress): Promise<void> {
    // Never ends within the call that starts it: `slot.work` is set by then.
    await Promise.resolve();
    while (slot.waiting !== null) {
      const card: Card = slot.waiting;
      slot.waiting = null;
      const text = JSON.stringify(card);
      if (text === slot.shown) continue;
      slot.shown = text;
      try {
        // One edit after the other: two at once may arrive in the wrong order.
        if ((await options.channel.update(address, card)) === 'gone') await options.onGone(address, card);
      } catch (error) {
        options.log.warn('a card could not be edited', { error, conversation: address.conversationId });
      }
    }
    slot.work = null;
  }

  return {
    show(address, card) {
      const slot = slotOf(address);
      slot.waiting = card;
      slot.work ??= work(slot, address);
    },
    async settled() {
      for (let busy = working(slots); busy.length > 0; busy = working(slots)) await Promise.all(busy);
    },
  };
}

function working(slots: ReadonlyMap<string, Slot>): readonly Promise<void>[] {
  return [...slots.values()].flatMap((slot) => (slot.work === null ? [] : [slot.work]));
}

function forgetIdle(slots: Map<string, Slot>): void {
  const oldest = [...slots].find(([, slot]) => slot.work === null);
  if (oldest !== undefined) slots.delete(oldest[0]);
}
