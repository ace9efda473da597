/** Colours, when the terminal shows them. Never the only carrier of a meaning. */

import { styleText } from 'node:util';
import type { FindingEffect } from '../sync/model/finding.ts';
import type { DangerClass } from '../sync/model/mutation.ts';

export type Colour = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan' | 'magenta';

export interface Paint {
  (colour: Colour, text: string): string;
}

export function paintFor(colours: boolean): Paint {
  return (colour, text) => (colours ? styleText(colour, text, { validateStream: false }) : text);
}

export const classColour: Readonly<Record<DangerClass, Colour>> = {
  change: 'cyan',
  access: 'green',
  removal: 'yellow',
  destruction: 'red',
};
export const effectColour: Readonly<Record<FindingEffect, Colour>> = {
  info: 'dim',
  warn: 'yellow',
  withhold: 'magenta',
  block: 'red',
};
