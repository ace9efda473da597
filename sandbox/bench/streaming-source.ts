/** A source that gives the mailboxes of the planning world as they come from Exchange: a few at a time, but without its pauses. */

import { setImmediate as turn } from 'node:timers/promises';
import type { SharedMailbox } from '../../src/sync/model/mailbox.ts';
import type { LookUpAnswer, SourceSnapshot } from '../../src/sync/model/snapshot.ts';
import type { Source } from '../../src/sync/source/source.ts';
import { isGone, mailboxAt, source as name, type PlanningCase, peopleOf } from './planning-world.ts';

const atOnce = 50;

export function streamingSource(count: number, which: PlanningCase): Source {
  const everyone = peopleOf(count);
  async function of(wanted: (mailbox: SharedMailbox) => boolean): Promise<SourceSnapshot> {
    const takenAt = new Date().toISOString();
    const found: SharedMailbox[] = [];
    for (let index = 0; index < count; index += 1) {
      if (index % atOnce === 0) await turn();
      const mailbox = which === 'usual-mix' && isGone(index) ? undefined : mailboxAt(index, everyone);
      if (mailbox !== undefined && wanted(mailbox)) found.push(mailbox);
    }
    return {
      source: name,
      takenAt,
      madeFrom: 'source',
      mailboxes: found,
      list: { complete: true },
      problems: [],
      notRead: {},
    };
  }
  return {
    name,
    standIn: true,
    read: () => of(() => true),
    reread: (ids) => {
      const asked = new Set(ids);
      return of(({ id }) => asked.has(id));
    },
    lookUp: notFound,
    lookUpAddresses: notFound,
    close: () => Promise.resolve(),
  };
}

function notFound(asked: readonly string[]): Promise<ReadonlyMap<string, LookUpAnswer>> {
  return Promise.resolve(new Map(asked.map((each) => [each, 'not-found'])));
}
