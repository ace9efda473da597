/** What answers a click on a card. Each verb lives in a file of its own. */

import type { CardAction } from '../../cards/card-actions.ts';
import type { Need } from '../authorize.ts';
import type { BotServices } from '../bot-services.ts';
import type { Turn } from '../turn.ts';
import type { ClickAnswer } from './click-answer.ts';

export type Verb = CardAction['verb'];
export type ActionOf<V extends Verb> = Extract<CardAction, { readonly verb: V }>;

export interface Click<V extends Verb> {
  readonly needs: Need;
  /** Within 2 s: long work goes to the queue. */
  answer(services: BotServices, turn: Turn, action: ActionOf<V>): Promise<ClickAnswer>;
}
