/** What a click is answered with, and its form on the wire: HTTP 200 with the code in the body. */

import type { InvokeResponse } from 'botbuilder';
import type { Card } from '../../cards/card.ts';
import type { Refusal } from '../../sync/model/refusal.ts';
import { problemWords } from '../../texts/problem-words.ts';
import type { Texts } from '../../texts/texts.ts';
import { problemOf } from '../problem-of.ts';

export type ClickAnswer =
  /** Replaces the card for the clicker alone. */
  | { readonly kind: 'card'; readonly card: Card }
  /** A short message; the card stays as it is. */
  | { readonly kind: 'message'; readonly text: string };

export function cardAnswer(card: Card): ClickAnswer {
  return { kind: 'card', card };
}

export function messageAnswer(text: string): ClickAnswer {
  return { kind: 'message', text };
}

export function refusalAnswer(texts: Texts, refusal: Refusal): ClickAnswer {
  const words = texts.refusals[refusal.code];
  return messageAnswer(`${words.sentence(refusal.params)} ${words.remedy(refusal.params)}`);
}

/** What went wrong and what to do, where it has words; nobody is told that nothing was changed when that is not known. */
export function problemAnswer(texts: Texts, error: unknown): ClickAnswer {
  const { code, params } = problemOf(error);
  const words = problemWords(code, params, texts);
  return messageAnswer(words === undefined ? texts.chat.clickFailed : `${words.what}. ${words.solution}`);
}

export function onTheWire(answer: ClickAnswer): InvokeResponse {
  const body =
    answer.kind === 'card'
      ? { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: answer.card }
      : { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: answer.text };
  return { status: 200, body };
}
