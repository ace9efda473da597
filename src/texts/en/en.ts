import { configuration } from './configuration.ts';
import { problemsSource } from './problems-source.ts';
import { problemsTarget } from './problems-target.ts';
import { words } from './words.ts';

/** English. The sections are the files beside this one. */
export const en = { configuration, problemsSource, problemsTarget, words };
