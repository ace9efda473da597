/** Output against the schema files as they are published, not against the code that made them. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formatsPlugin from 'ajv-formats';

const folder = join(import.meta.dirname, '../../docs/schemas');

/** What is wrong with `value` according to docs/schemas/<name>.json; empty when it fits. */
export function schemaMistakes(name: string, value: unknown): readonly string[] {
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
  formatsPlugin.default(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as object);
  validate(value);
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`);
}
