/** Looks at every object and every string of a card. */

export type CardElement = Readonly<Record<string, unknown>>;

export function elementsOf(value: unknown): readonly CardElement[] {
  if (Array.isArray(value)) return value.flatMap(elementsOf);
  if (typeof value !== 'object' || value === null) return [];
  return [value as CardElement, ...Object.values(value).flatMap(elementsOf)];
}

export function stringsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsOf);
}

/** The strings that clients read as Markdown. */
export function markdownOf(card: unknown): readonly string[] {
  return elementsOf(card).flatMap(({ type, text, title, value }) => {
    if (type === 'TextBlock') return [String(text)];
    return type === undefined && typeof title === 'string' && typeof value === 'string' ? [title, value] : [];
  });
}
