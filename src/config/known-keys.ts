/** Which keys may stand where, read from the schema itself: for "did you mean". */

import { z } from 'zod';
import { fileSchema } from './schema.ts';
import type { Path } from './zod-problems.ts';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** The schema of the file as JSON Schema, as people write it: for editors and the documentation. */
export function fileJsonSchema(): JsonSchema {
  return z.toJSONSchema(fileSchema, { io: 'input', target: 'draft-2020-12' });
}

/** Keys that are allowed in the mapping at `path`; all variants of a list item together. */
export function keysAt(path: Path): string[] {
  const schemas = path.reduce<JsonSchema[]>(
    (current, step) => current.flatMap((schema) => childrenOf(schema, step)),
    variantsOf(fileJsonSchema()),
  );
  return [...new Set(schemas.flatMap((schema) => Object.keys(schema.properties ?? {})))];
}

function childrenOf(schema: JsonSchema, step: string | number): JsonSchema[] {
  const child = typeof step === 'number' ? schema.items : schema.properties?.[step];
  return typeof child === 'object' && !Array.isArray(child) ? variantsOf(child) : [];
}

function variantsOf(schema: JsonSchema): JsonSchema[] {
  const variants = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  return variants.length === 0
    ? [schema]
    : variants.flatMap((variant) => (typeof variant === 'object' ? variantsOf(variant) : []));
}
