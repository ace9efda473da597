/** The cards that show a plan, everywhere: finds them, redraws them, and posts anew where one was deleted. */

import type { Card, CardContext } from '../cards/card.ts';
import type { Clock } from '../platform/clock.ts';
import type { Plan } from '../sync/model/plan.ts';
import type { Run, Vote, WaitingRun } from '../sync/model/run.ts';
import type { PostedCard, Store } from '../sync/store/store.ts';
import type { CardEditor } from './card-editor.ts';
import { cardOfPlan, type PlanView, planView, readyToDraw } from './plan-view.ts';
import type { CardAddress, TeamsChannel } from './teams-channel.ts';

/** What is remembered of a plan and belongs on its card. */
export interface PlanRecords {
  votes(planId: string): Promise<readonly Vote[]>;
  latestRunOf(planId: string): Promise<Run | undefined>;
  waitingRuns(): Promise<readonly WaitingRun[]>;
}

export interface PostedPlansOptions {
  readonly cards: Store['cards'];
  readonly records: PlanRecords;
  readonly editor: () => CardEditor;
  readonly channel: TeamsChannel;
  readonly clock: Clock;
  readonly contextFor: (names: boolean) => CardContext;
  /** Asked at each drawing: what may be shown somewhere changes while a card stands there. */
  readonly mayIn: (conversationId: string) => Promise<MayIn>;
}

/** Which buttons make sense there? In somebody's personal chat only those that this person may use. */
type MayUse = Pick<PlanView, 'mayDecide' | 'mayOperate'>;
type MayIn = MayUse & { readonly names: boolean };
type Draw = (context: CardContext, may: MayUse) => Card;

export interface PostedPlans {
  /** A card that was posted for something else (progress) now shows this plan. */
  add(address: CardAddress & { readonly names: boolean }, plan: Plan): Promise<void>;
  redraw(plan: Plan, more?: Partial<PlanView>): Promise<void>;
  view(plan: Plan, more?: Partial<PlanView>): Promise<PlanView>;
  /** Draws something else than the plan on each of its cards. */
  drawAll(planId: string, draw: Draw): Promise<void>;
  replaceGone(address: CardAddress, card: Card): Promise<void>;
}

export function createPostedPlans(options: PostedPlansOptions): PostedPlans {
  const { cards, records, clock } = options;
  /** Plan of each card that was drawn, to post anew without a search. */
  const planOf = new Map<string, PostedCard>();
  /** Edits that were already under way to a message that was posted anew. */
  const movedTo = new Map<string, CardAddress>();

  async function view(plan: Plan, more: Partial<PlanView> = {}): Promise<PlanView> {
    await readyToDraw(plan);
    const [votes, run] = await Promise.all([records.votes(plan.id), records.latestRunOf(plan.id)]);
    const isDecidedOn = plan.state === 'proposed' || plan.state === 'blocked';
    const waiting = isDecidedOn ? await records.waitingRuns() : [];
    return planView({ plan, votes, run: run ?? null, waiting, ...more });
  }

  async function drawAll(planId: string, draw: Draw): Promise<void> {
    for (const posted of await cards.of(planId)) {
      planOf.set(keyOf(posted), posted);
      // A handful of cards at most, and the look-up is local.
      const { names, ...may } = await options.mayIn(posted.conversationId);
      options.editor().show(posted, draw(options.contextFor(names && posted.names), may));
    }
  }

  return {
    view,
    drawAll,
    async add(address, plan) {
      const posted = { ...address, planId: plan.id, postedAt: clock.now().toISOString() };
      await cards.add(posted);
      planOf.set(keyOf(posted), posted);
      const { names, ...may } = await options.mayIn(address.conversationId);
      options.editor().show(address, cardOfPlan(options.contextFor(names && address.names), await view(plan, may)));
    },
    async redraw(plan, more) {
      const now = await view(plan, more);
      await drawAll(plan.id, (context, may) => cardOfPlan(context, { ...now, ...may }));
    },
    async replaceGone(address, card) {
      const moved = movedTo.get(keyOf(address));
      if (moved !== undefined) return options.editor().show(moved, card);
      const posted = planOf.get(keyOf(address));
      planOf.delete(keyOf(address));
      await cards.remove(address.conversationId, address.activityId);
      if (posted === undefined) return;
      const anew = await options.channel.post(address.conversationId, card);
      if (anew === null) return;
      const replaced = { ...posted, ...anew, postedAt: clock.now().toISOString() };
      await cards.add(replaced);
      planOf.set(keyOf(replaced), replaced);
      movedTo.set(keyOf(address), anew);
    },
  };
}

function keyOf(address: CardAddress): string {
  return `${address.conversationId}|${address.activityId}`;
}
