/** The entry of a table by a name from outside: `constructor` and `valueOf` are names like any other, not what every object inherits. */
export function ownEntry<Entry>(table: Readonly<Record<string, Entry>>, name: string): Entry | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
