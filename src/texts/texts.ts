/** Every sentence a person reads, by language. Sections are files; both languages have the same keys (the type checks it). */

import { en } from './en/en.ts';
import { nl } from './nl/nl.ts';

export type Language = 'en' | 'nl';
export type Texts = typeof en;

/** What a section of another language must look like: same keys, same parameters, any words. */
export type SameKeys<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends string[]
      ? string[]
      : T[K] extends (...parameters: infer P) => string
        ? (...parameters: P) => string
        : SameKeys<T[K]>;
};

export function textsFor(language: Language): Texts {
  return language === 'nl' ? nl : en;
}
