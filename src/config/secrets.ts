/** Secrets come from the environment or from a file that the environment names (`*_FILE`); never from countersign.yaml. */

import { readFileSync } from 'node:fs';
import type { ConfigProblem } from './config-problem.ts';
import type { Environment } from './environment.ts';
import { Secret } from './secret.ts';

export const secretVariables = {
  apiKey: 'COUNTERSIGN_ZIVVER_API_KEY',
  certificatePassword: 'COUNTERSIGN_CERTIFICATE_PASSWORD',
  signInSecret: 'COUNTERSIGN_SIGN_IN_SECRET',
  exchangePassword: 'COUNTERSIGN_EXCHANGE_PASSWORD',
  readingKey: 'COUNTERSIGN_READING_KEY',
  botSecret: 'COUNTERSIGN_BOT_SECRET',
} as const;

/** Characters. `openssl rand -hex 32` gives 64, 24 random bytes in base 64 give 32. */
export const minimumReadingKey = 32;

export type SecretVariable = (typeof secretVariables)[keyof typeof secretVariables];

export type SecretAnswer = { readonly secret: Secret } | { readonly problem: ConfigProblem };

/** Surrounding white space is dropped: a stray space is a known cause of a refused key. */
export function readSecret(variable: SecretVariable, env: Environment): SecretAnswer {
  const value = env[variable]?.trim() ?? '';
  const fileVariable = `${variable}_FILE`;
  const file = env[fileVariable]?.trim() ?? '';
  if (value !== '' && file !== '') return { problem: problem('secret-twice', variable, { other: fileVariable }) };
  if (value !== '') return { secret: new Secret(value) };
  if (file === '') return { problem: problem('secret-missing', variable, { other: fileVariable }) };
  try {
    const content = readFileSync(file, 'utf8').trim();
    if (content !== '') return { secret: new Secret(content) };
  } catch {
    // Said below, with the name of the file: an empty file is no secret either.
  }
  return { problem: problem('secret-file-unreadable', fileVariable, { file }) };
}

function problem(
  code: 'secret-twice' | 'secret-missing' | 'secret-file-unreadable',
  name: string,
  params: Record<string, string>,
): ConfigProblem {
  return { code, path: name, origin: { kind: 'environment', name }, found: null, params };
}
