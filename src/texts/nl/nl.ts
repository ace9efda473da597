import type { Texts } from '../texts.ts';
import { words } from './words.ts';

/** Dutch. */
export const nl: Texts = { words };
