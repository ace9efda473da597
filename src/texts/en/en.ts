import { cards } from './cards.ts';
import { configuration } from './configuration.ts';
import { plan } from './plan.ts';
import { problemsSource } from './problems-source.ts';
import { problemsTarget } from './problems-target.ts';
import { refusals } from './refusals.ts';
import { words } from './words.ts';

/** English. The sections are the files beside this one. */
export const en = { cards, configuration, plan, problemsSource, problemsTarget, refusals, words };
