/** Buttons as the templates bind them: Action.Execute, with Action.Submit for clients that do not know it. */

import type { CardContext } from './card.ts';
import type { CardAction } from './card-actions.ts';

export type ButtonData = Readonly<Record<string, string>>;

export type Button = {
  readonly title: string;
  readonly verb: CardAction['verb'];
  readonly style: 'default' | 'positive' | 'destructive';
  /** `auto` sends what was typed along. */
  readonly inputs: 'auto' | 'none';
  readonly data: ButtonData;
  /** The same with the verb inside: a submit has no verb of its own. */
  readonly submitData: ButtonData;
};

export function button(
  title: string,
  verb: CardAction['verb'],
  data: ButtonData,
  look: Partial<Pick<Button, 'style' | 'inputs'>> = {},
): Button {
  return {
    title,
    verb,
    style: look.style ?? 'default',
    inputs: look.inputs ?? 'auto',
    data,
    submitData: { ...data, verb },
  };
}

/** `of` is a plan or run id. */
export function reportButton(context: CardContext, of: string): Button {
  return button(context.texts.cards.buttons.report, 'report', { of }, { inputs: 'none' });
}

export function previewButton(context: CardContext): Button {
  return button(context.texts.cards.buttons.preview, 'preview', {}, { inputs: 'none' });
}
