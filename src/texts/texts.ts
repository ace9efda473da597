/** Every sentence a person reads, by language. Sections are files; both languages have the same keys (same-keys.ts checks it). */

import { en } from './en/en.ts';
import { nl } from './nl/nl.ts';

export type Language = 'en' | 'nl';
export type Texts = typeof en;

export function textsFor(language: Language): Texts {
  return language === 'nl' ? nl : en;
}
