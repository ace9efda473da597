/** Binds a template (templates/*.json, a file a designer can open) to its data. The only importer of adaptivecards-templating. */

// By its file: the package's own index types pull in the source of `adaptivecards`, which strict compilers refuse.
import { Template } from 'adaptivecards-templating/lib/template-engine.js';
import type { Card } from './card.ts';

/** Everything a template can bind: text, switches, lists. Numbers are text already: a client renders a number blank. */
export type Bindable = string | boolean | readonly Bindable[] | { readonly [key: string]: Bindable };

const prepared = new WeakMap<object, Template>();

export function expandTemplate(template: object, data: { readonly [key: string]: Bindable }): Card {
  const known = prepared.get(template) ?? new Template(template);
  prepared.set(template, known);
  return withoutDefaults(known.expand({ $root: data })) as Card;
}

/** What a client assumes anyway; leaving it out makes room for rows. */
const defaults: Readonly<Record<string, unknown>> = {
  isSubtle: false,
  size: 'Default',
  color: 'Default',
  style: 'default',
  associatedInputs: 'auto',
};

function withoutDefaults(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDefaults);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key, entry]) => defaults[key] === undefined || defaults[key] !== entry);
  return Object.fromEntries(kept.map(([key, entry]) => [key, withoutDefaults(entry)]));
}
