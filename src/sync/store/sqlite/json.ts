/** JSON in a column, with the type of what is in it. Must not be used for what comes from outside. */

import { StoreError } from '../../../errors.ts';

declare const content: unique symbol;
/** The JSON text of a T. */
export type Json<T> = string & { readonly [content]: T };

export function toJson<T>(value: T): Json<T> {
  return JSON.stringify(value) as Json<T>;
}

/** @throws StoreError `store-corrupt` */
export function fromJson<T>(text: Json<T>): T {
  try {
    return JSON.parse(text) as T;
  } catch (cause) {
    throw new StoreError('store-corrupt', 'Reading the store: a JSON column does not hold JSON', { cause });
  }
}

export function fromJsonOrNull<T>(text: Json<T> | null): T | null {
  return text === null ? null : fromJson(text);
}
