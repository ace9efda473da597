/** An error as a problem card wants it: a code with parameters, and nothing that only a log should hold. */

import { AppError } from '../errors.ts';
import { referenceOfUnknown } from '../platform/reference.ts';

export interface Problem {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

export function problemOf(error: unknown): Problem {
  if (!(error instanceof AppError)) return { code: 'internal', params: { reference: referenceOfUnknown(error) } };
  const params = Object.fromEntries(
    Object.entries(error.context).filter(
      (entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number',
    ),
  );
  return { code: error.code, params };
}
