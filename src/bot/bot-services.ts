/** What commands and clicks work with. Made once, in create-bot.ts. */

import type { Card } from '../cards/card.ts';
import type { AccessConfig } from '../config/config.ts';
import type { Queue } from '../jobs/queue.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import type { Announcer } from '../sync/announcer.ts';
import type { Sync } from '../sync/index.ts';
import type { Person } from '../sync/model/person.ts';
import type { Language, Texts } from '../texts/texts.ts';
import type { Callers } from './caller.ts';
import type { ConversationReferences } from './conversation-references.ts';
import type { PostedPlans } from './posted-plans.ts';
import type { ScopeMemory } from './scope-memory.ts';
import type { CardAddress, TeamsChannel } from './teams-channel.ts';

export interface ReportLinks {
  readonly links: readonly { readonly format: string; readonly url: string }[];
  /** ISO 8601, UTC. */
  readonly expiresAt: string;
}

/** Links to the report of a plan or run that work for this person only, for a while. */
export type MintReportLinks = (of: string, person: Person) => ReportLinks;

export interface BotServices {
  readonly sync: Sync;
  readonly queue: Queue;
  readonly announcer: Announcer;
  readonly channel: TeamsChannel;
  readonly show: (address: CardAddress, card: Card) => void;
  readonly posted: PostedPlans;
  readonly references: ConversationReferences;
  readonly callers: Callers;
  readonly scopes: ScopeMemory;
  /** Asked for each time: access may be reloaded while the bot runs. */
  readonly access: () => AccessConfig;
  readonly mintReportLinks: MintReportLinks;
  readonly clock: Clock;
  readonly log: Logger;
  readonly texts: Texts;
  readonly language: Language;
  readonly timeZone: string;
  /** The page of this program's own server on which every problem code is explained. */
  readonly problemsUrl: string;
  readonly namesAllowed: () => readonly string[];
}
