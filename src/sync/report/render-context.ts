/** In whose words and whose time a report is rendered. */

import type { Language, Texts } from '../../texts/texts.ts';

export interface RenderContext {
  readonly texts: Texts;
  readonly language: Language;
  /** IANA name; times in html are shown in it, with its name. csv and json keep UTC. */
  readonly timeZone: string;
}
