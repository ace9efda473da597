/** From a parsed card action to its answer: authorised here, on the server, for every click. */

import type { CardAction } from '../../cards/card-actions.ts';
import { isRefusal } from '../../sync/model/refusal.ts';
import { authorize, type Caller } from '../authorize.ts';
import type { BotServices } from '../bot-services.ts';
import { type Turn, type TurnPlace, turnOf } from '../turn.ts';
import { approveClick } from './approve-click.ts';
import type { Click, Verb } from './click.ts';
import { type ClickAnswer, refusalAnswer } from './click-answer.ts';
import { leaveOutClick } from './leave-out-click.ts';
import { mailboxesClick } from './mailboxes-click.ts';
import { previewClick } from './preview-click.ts';
import { rejectClick } from './reject-click.ts';
import { reportClick } from './report-click.ts';
import { resolveClick } from './resolve-click.ts';
import { resumeClick } from './resume-click.ts';
import { showPageClick } from './show-page-click.ts';
import { splitClick } from './split-click.ts';
import { stopClick } from './stop-click.ts';
import { uncertainClick } from './uncertain-click.ts';
import { undoClick } from './undo-click.ts';
import { waiveClick } from './waive-click.ts';

const clicks: { readonly [V in Verb]: Click<V> } = {
  approve: approveClick,
  waive: waiveClick,
  reject: rejectClick,
  'show-page': showPageClick,
  report: reportClick,
  mailboxes: mailboxesClick,
  preview: previewClick,
  split: splitClick,
  'leave-out': leaveOutClick,
  stop: stopClick,
  resume: resumeClick,
  undo: undoClick,
  uncertain: uncertainClick,
  resolve: resolveClick,
};

export interface Clicked {
  readonly caller: Caller;
  readonly place: TurnPlace;
  readonly action: CardAction;
}

export async function answerClick(services: BotServices, clicked: Clicked): Promise<ClickAnswer> {
  const { caller, place, action } = clicked;
  const authorized = authorize(services.access(), caller, clicks[action.verb].needs);
  if (isRefusal(authorized)) return refusalAnswer(services.texts, authorized);
  return dispatch(services, turnOf(services, place, authorized), action);
}

function dispatch(services: BotServices, turn: Turn, action: CardAction): Promise<ClickAnswer> {
  switch (action.verb) {
    case 'approve':
      return clicks.approve.answer(services, turn, action);
    case 'waive':
      return clicks.waive.answer(services, turn, action);
    case 'reject':
      return clicks.reject.answer(services, turn, action);
    case 'show-page':
      return clicks['show-page'].answer(services, turn, action);
    case 'report':
      return clicks.report.answer(services, turn, action);
    case 'mailboxes':
      return clicks.mailboxes.answer(services, turn, action);
    case 'preview':
      return clicks.preview.answer(services, turn, action);
    case 'split':
      return clicks.split.answer(services, turn, action);
    case 'leave-out':
      return clicks['leave-out'].answer(services, turn, action);
    case 'stop':
      return clicks.stop.answer(services, turn, action);
    case 'uncertain':
      return clicks.uncertain.answer(services, turn, action);
    case 'resolve':
      return clicks.resolve.answer(services, turn, action);
    case 'undo':
      return clicks.undo.answer(services, turn, action);
    case 'resume':
      return clicks.resume.answer(services, turn, action);
  }
}
