import { words } from './words.ts';

/** English. The sections are the files beside this one. */
export const en = { words };
