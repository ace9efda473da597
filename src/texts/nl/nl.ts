import type { Texts } from '../texts.ts';
import { cards } from './cards.ts';
import { configuration } from './configuration.ts';
import { plan } from './plan.ts';
import { problemsSource } from './problems-source.ts';
import { problemsTarget } from './problems-target.ts';
import { refusals } from './refusals.ts';
import { words } from './words.ts';

/** Dutch. */
export const nl: Texts = { cards, configuration, plan, problemsSource, problemsTarget, refusals, words };
