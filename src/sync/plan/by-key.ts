/** One look-up of a list. */

/** Of several with one key the last. Set one by one: of 100,000 the list of pairs would be as large as the look-up. */
export function byKey<Key, Value>(values: readonly Value[], keyOf: (value: Value) => Key): Map<Key, Value> {
  const found = new Map<Key, Value>();
  for (const value of values) found.set(keyOf(value), value);
  return found;
}
