/** Routes what Teams sends: typed commands, clicks, installs. Remembers the conversation first; every failure gets an answer. */

import { ActivityHandler, type InvokeResponse, type TurnContext } from 'botbuilder';
import { helpCard } from '../cards/help-card.ts';
import { problemCard } from '../cards/problem-card.ts';
import { refusalCard } from '../cards/refusal-card.ts';
import { isRefusal, refuse } from '../sync/model/refusal.ts';
import { authorize, type Caller } from './authorize.ts';
import type { BotServices } from './bot-services.ts';
import { allCommands } from './commands/all-commands.ts';
import { parseCommand } from './commands/parse-command.ts';
import { tenantOf } from './conversation-references.ts';
import { answerClick } from './invokes/answer-click.ts';
import { messageAnswer, onTheWire, problemAnswer } from './invokes/click-answer.ts';
import { readExecute, readSubmit } from './invokes/read-card-action.ts';
import { problemOf } from './problem-of.ts';
import { messageWith } from './teams-channel.ts';
import { cardContext, placeOf, turnOf } from './turn.ts';

const names = allCommands.map((command) => command.name);

export class TeamsBot extends ActivityHandler {
  readonly #services: BotServices;

  constructor(services: BotServices) {
    super();
    this.#services = services;
    this.onMessage(async (context, next) => {
      await this.#answered(context, () => this.#message(context));
      await next();
    });
    this.onInstallationUpdateAdd(async (context, next) => {
      await this.#answered(context, () => this.#installed(context));
      await next();
    });
    this.onInstallationUpdateRemove(async (context, next) => {
      await services.references.forget(context.activity.conversation.id);
      await next();
    });
    this.onConversationUpdate(async (context, next) => {
      await this.#remember(context);
      await next();
    });
  }

  /** Teams wants HTTP 200 and the answer in the body within 2 s; this never throws. */
  protected override async onInvokeActivity(context: TurnContext): Promise<InvokeResponse> {
    const { activity } = context;
    if (activity.name !== 'adaptiveCard/action') return { status: 501 };
    try {
      return onTheWire(await this.#click(context));
    } catch (error) {
      this.#services.log.error('a click failed', { error, invoke: activity.name });
      return onTheWire(problemAnswer(this.#services.texts, error));
    }
  }

  async #click(context: TurnContext) {
    const action = readExecute(context.activity.value);
    if (action === null) return messageAnswer(this.#services.texts.chat.clickUnknown);
    const place = placeOf(context);
    const caller = await this.#services.callers.identify(context);
    await this.#remember(context);
    return answerClick(this.#services, { caller, place, action });
  }

  async #message(context: TurnContext): Promise<void> {
    await this.#remember(context);
    const caller = await this.#services.callers.identify(context);
    const submitted = readSubmit(context.activity.value);
    if (submitted === null) return this.#command(context, caller);
    const place = placeOf(context);
    const answer = await answerClick(this.#services, { caller, place, action: submitted });
    if (answer.kind === 'message') await context.sendActivity(answer.text);
    if (answer.kind === 'card' && place.clicked !== null) this.#services.show(place.clicked, answer.card);
  }

  async #command(context: TurnContext, caller: Caller): Promise<void> {
    const services = this.#services;
    const place = placeOf(context);
    const parsed = parseCommand(context.activity.text ?? '', names);
    const asked = parsed.kind === 'command' ? allCommands.find(({ name }) => name === parsed.name) : undefined;
    const authorized = authorize(services.access(), caller, asked?.needs ?? null);
    if (isRefusal(authorized)) {
      const card = refusalCard(cardContext(services, false), { refusal: authorized });
      await services.channel.post(place.conversationId, card);
      return;
    }
    const turn = turnOf(services, place, authorized);
    if (asked !== undefined && parsed.kind === 'command') return asked.run(services, turn, parsed.argument);
    const unknown = parsed.kind === 'unknown' ? { command: parsed.word, nearest: parsed.nearest ?? '' } : null;
    const card =
      unknown === null
        ? helpCard(turn.cards)
        : refusalCard(turn.cards, { refusal: refuse('unknown-command', unknown) });
    await services.channel.post(place.conversationId, card);
  }

  /** Greets once: a client that reloads says "installed" again. */
  async #installed(context: TurnContext): Promise<void> {
    const known = await this.#services.references.knows(context.activity.conversation.id);
    await this.#remember(context);
    if (known) return;
    await this.#services.channel.post(placeOf(context).conversationId, helpCard(cardContext(this.#services, false)));
  }

  async #remember(context: TurnContext): Promise<void> {
    const tenant = tenantOf(context.activity)?.toLowerCase();
    if (tenant !== this.#services.access().tenantId.toLowerCase()) return;
    await this.#services.references.save(context.activity);
  }

  async #answered(context: TurnContext, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const services = this.#services;
      services.log.error('a message could not be answered', { error });
      const card = problemCard(cardContext(services, false), problemOf(error));
      // Within the turn nothing has to be remembered: this answer comes through when the store is the problem
      await context.sendActivity(messageWith(card)).catch((failed: unknown) => {
        services.log.error('nor could the problem be told', { error: failed });
      });
    }
  }
}
