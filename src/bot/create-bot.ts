/**
 * Puts the Teams edge together, in two steps: the announcer is needed to make `Sync`, and `Sync` to make the bot.
 * Everything it needs is passed in.
 */

import type { InvokeResponse } from 'botbuilder';
import type { AccessConfig, Config } from '../config/config.ts';
import { createCarryOutHandler } from '../jobs/handlers/carry-out.ts';
import { createDoctorHandler } from '../jobs/handlers/doctor.ts';
import { createDriftHandler } from '../jobs/handlers/drift.ts';
import { createExplainHandler } from '../jobs/handlers/explain.ts';
import { createMailboxesHandler } from '../jobs/handlers/mailboxes.ts';
import { createPreviewHandler } from '../jobs/handlers/preview.ts';
import { createSplitHandler } from '../jobs/handlers/split.ts';
import { createUncertainHandler } from '../jobs/handlers/uncertain.ts';
import { createUndoHandler } from '../jobs/handlers/undo.ts';
import type { JobHandlers, Queue } from '../jobs/queue.ts';
import type { Logger } from '../platform/logger.ts';
import type { Announcer } from '../sync/announcer.ts';
import type { Sync } from '../sync/index.ts';
import { countersign } from '../sync/model/person.ts';
import type { Store } from '../sync/store/store.ts';
import { textsFor } from '../texts/texts.ts';
import { type AdapterOptions, createAdapter, type TeamsAdapter } from './adapter.ts';
import { rolesOf } from './authorize.ts';
import type { BotServices, MintReportLinks } from './bot-services.ts';
import { createCallers } from './caller.ts';
import { type CardEditor, createCardEditor } from './card-editor.ts';
import { createCarryOutScreen } from './carry-out-screen.ts';
import { createConversationReferences } from './conversation-references.ts';
import { incomingActivitySchema } from './incoming-activity.ts';
import { createPostedPlans, type PlanRecords, type PostedPlans } from './posted-plans.ts';
import {
  createDoctorScreen,
  createDriftScreen,
  createMailboxesScreen,
  createPreviewScreen,
  createUncertainScreen,
  createUndoScreen,
} from './preview-screens.ts';
import { createScopeMemory } from './scope-memory.ts';
import { createExplainScreen } from './start-explain.ts';
import { createSplitScreen } from './start-split.ts';
import { createTeamsAnnouncer } from './teams-announcer.ts';
import { TeamsBot } from './teams-bot.ts';
import { createTeamsChannel, type TeamsChannel } from './teams-channel.ts';
import { cardContext, mayShowNames } from './turn.ts';

export interface TeamsOptions extends Omit<AdapterOptions, 'bot'> {
  readonly config: Config;
  /** Asked for each time: access may be reloaded while the bot runs. */
  readonly access: () => AccessConfig;
  readonly store: Pick<Store, 'conversations' | 'cards'>;
  readonly records: PlanRecords;
  readonly log: Logger;
  readonly jitter: () => number;
}

/** The half of the edge that speaks. */
export interface Teams {
  readonly announcer: Announcer;
  readonly adapter: TeamsAdapter;
  readonly channel: TeamsChannel;
  readonly editor: CardEditor;
  readonly posted: PostedPlans;
  readonly options: TeamsOptions;
}

/** @throws ConfigError when the bot would be open to the network without authentication */
export function createTeams(options: TeamsOptions): Teams {
  const { config, clock, log, store } = options;
  const { overrides, ...rest } = options;
  const adapter = createAdapter({
    bot: config.bot,
    production: rest.production,
    fetch: rest.fetch,
    clock,
    ...(overrides === undefined ? {} : { overrides }),
  });
  const channel = createTeamsChannel({ adapter, conversations: store.conversations, clock, jitter: options.jitter });
  const words = {
    texts: textsFor(config.language),
    language: config.language,
    timeZone: config.timeZone,
    problemsUrl: problemsUrl(config),
  };
  const posted: PostedPlans = createPostedPlans({
    cards: store.cards,
    records: options.records,
    editor: () => editor,
    channel,
    clock,
    contextFor: (names) => cardContext(words, names),
    mayIn: async (conversationId) => {
      const { personId = null, kind = 'groupChat' } = (await store.conversations.get(conversationId)) ?? {};
      const roles = personId === null ? null : rolesOf(options.access(), personId);
      const mayDecide = roles === null || roles.includes('approver');
      const names = mayShowNames(config.conversations.namesAllowed, { conversationId, kind }, roles ?? []);
      return { names, mayDecide, mayOperate: mayDecide || roles.includes('operator') };
    },
  });
  const editor: CardEditor = createCardEditor({ channel, log, onGone: posted.replaceGone });
  return { announcer: createTeamsAnnouncer({ posted, clock, log }), adapter, channel, editor, posted, options };
}

export interface BotOptions {
  readonly teams: Teams;
  readonly sync: Sync;
  readonly queue: Queue;
  readonly mintReportLinks: MintReportLinks;
}

export interface Received {
  readonly status: number;
  readonly body: unknown;
}

/** The half of the edge that listens. */
export interface Bot {
  /** One HTTP request of the channel. Never throws, never tells a stranger why not. */
  receive(authorization: string, body: unknown): Promise<Received>;
  /** What the queue runs. */
  readonly handlers: JobHandlers;
  /** What an earlier process left goes on: plans in the middle, runs it shut down, plans approved here and not begun. */
  carryOnInterrupted(): Promise<readonly string[]>;
}

export function createBot(options: BotOptions): Bot {
  const { sync, queue } = options;
  const { log } = options.teams.options;
  const services = servicesOf(options);
  const bot = new TeamsBot(services);
  return {
    receive: (authorization, body) => receive(options.teams, bot, { authorization, body }),
    handlers: {
      preview: createPreviewHandler({
        sync,
        queue,
        clock: services.clock,
        screenFor: (job) => createPreviewScreen(services, job),
      }),
      explain: createExplainHandler({ sync, screenFor: (job) => createExplainScreen(services, job) }),
      split: createSplitHandler({ sync, screenFor: (job) => createSplitScreen(services, job) }),
      uncertain: createUncertainHandler({ sync, screenFor: (job) => createUncertainScreen(services, job) }),
      drift: createDriftHandler({ sync, screenFor: (job) => createDriftScreen(services, job) }),
      undo: createUndoHandler({ sync, screenFor: (job) => createUndoScreen(services, job) }),
      doctor: createDoctorHandler({ sync, screenFor: (job) => createDoctorScreen(services, job) }),
      mailboxes: createMailboxesHandler({ sync, screenFor: (job) => createMailboxesScreen(services, job) }),
      'carry-out': createCarryOutHandler({
        sync,
        queue,
        screen: createCarryOutScreen(services),
        clock: services.clock,
      }),
    },
    async carryOnInterrupted() {
      const [interrupted, cutShort] = [await sync.interrupted(), await sync.cutShort()];
      const begun = await approvedHere(options);
      for (const planId of interrupted) queue.add({ kind: 'carry-out', planId, by: countersign });
      for (const { plan, resumes, notBefore } of cutShort) {
        const waitMs = notBefore === null ? 0 : Date.parse(notBefore) - services.clock.now().getTime();
        const job = { kind: 'carry-out', planId: plan.id, by: countersign, resumes } as const;
        if (waitMs > 0) queue.later(job, waitMs);
        else queue.add(job);
      }
      for (const planId of begun) queue.add({ kind: 'carry-out', planId, by: countersign });
      const plans = [...interrupted, ...cutShort.map(({ plan }) => plan.id), ...begun];
      if (plans.length > 0) log.warn('carrying on what an earlier process left', { plans });
      return plans;
    },
  };
}

/** In chat, Approve applies. A plan without a card was approved on the console, where applying is a step of its own. */
async function approvedHere({ sync, teams }: BotOptions): Promise<readonly string[]> {
  const { open } = await sync.status();
  const approved = open.filter((plan) => plan.state === 'approved');
  const cards = await Promise.all(approved.map((plan) => teams.options.store.cards.of(plan.id)));
  return approved.filter((_, index) => (cards[index]?.length ?? 0) > 0).map((plan) => plan.id);
}

function problemsUrl({ bot }: Config): string {
  return `${bot.publicUrl.replace(/\/$/, '')}/problems`;
}

function servicesOf(options: BotOptions): BotServices {
  const { announcer, channel, editor, posted } = options.teams;
  const { config, access, clock, log, store } = options.teams.options;
  return {
    sync: options.sync,
    queue: options.queue,
    announcer,
    channel,
    show: (address, card) => editor.show(address, card),
    posted,
    references: createConversationReferences({ conversations: store.conversations, clock }),
    callers: createCallers({ clock }),
    scopes: createScopeMemory(clock),
    access,
    mintReportLinks: options.mintReportLinks,
    clock,
    log,
    texts: textsFor(config.language),
    language: config.language,
    timeZone: config.timeZone,
    problemsUrl: problemsUrl(config),
    namesAllowed: () => config.conversations.namesAllowed,
  };
}

interface Request {
  readonly authorization: string;
  readonly body: unknown;
}

async function receive(teams: Teams, bot: TeamsBot, request: Request): Promise<Received> {
  const { adapter } = teams;
  const { log } = teams.options;
  const activity = incomingActivitySchema.safeParse(request.body);
  if (!activity.success) return { status: 400, body: { code: 'BadRequest' } };
  try {
    const refused = await adapter.check(request.authorization, activity.data);
    if (refused !== null) {
      log.warn('a request that is not from Teams was turned away', { reason: refused });
      return unauthorized;
    }
  } catch (error) {
    log.error('the keys of the Bot Framework could not be fetched', { error });
    return { status: 503, body: { code: 'ServiceUnavailable' } };
  }
  try {
    const answer = await adapter.receive(request.authorization, activity.data, (context) => bot.run(context));
    return { status: answer?.status ?? 200, body: bodyOf(answer) };
  } catch (error) {
    if (error instanceof Error && error.name === 'AuthenticationError') return unauthorized;
    log.error('a turn failed', { error });
    return { status: 500, body: { code: 'InternalError' } };
  }
}

const unauthorized: Received = { status: 401, body: { code: 'Unauthorized' } };

function bodyOf(answer: InvokeResponse | undefined): unknown {
  return (answer?.body as unknown) ?? null;
}
