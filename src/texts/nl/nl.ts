import type { Texts } from '../texts.ts';
import { configuration } from './configuration.ts';
import { problemsSource } from './problems-source.ts';
import { problemsTarget } from './problems-target.ts';
import { words } from './words.ts';

/** Dutch. */
export const nl: Texts = { configuration, problemsSource, problemsTarget, words };
