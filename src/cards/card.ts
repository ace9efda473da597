/** What every card function takes and gives. */

import type { Language, Texts } from '../texts/texts.ts';

/** An Adaptive Card as JSON, schema 1.5. */
export type Card = Readonly<Record<string, unknown>> & { readonly type: 'AdaptiveCard' };

export interface CardContext {
  readonly texts: Texts;
  readonly language: Language;
  /** IANA name; dates are shown in it, with its name. */
  readonly timeZone: string;
  /** False: counts only, no names or addresses (a conversation that is not on the list). */
  readonly names: boolean;
  /** Where every problem code is explained under its own name; absent where no such page can be reached. */
  readonly problemsUrl?: string;
}
