/** What may not stand in a log: secrets never; names, addresses and what people wrote only at debug level. Pure. */

const secretKeys =
  /^(authorization|cookie|pass|.*(password|passwd|secret|token|api[-_]?key|[a-z]key|_key|assertion|credential)s?)$/i;
const personalKeys =
  /^(name|displayName|givenName|surname|address|addresses|aliases|email|mail|upn|userPrincipalName|person|actor|by|requester|startedBy|before|after|comment|text|body|card|mailboxes|members|delegates)$/i;
const addressPattern = /[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}.-]+\p{L}/gu;
const bearerPattern = /\b(Bearer|Basic)\s+[\w.~+/=-]+/g;
/** A signed token, wherever it stands: three parts in base 64, of which two are JSON. */
const tokenPattern = /\beyJ[\w-]{3,}\.eyJ[\w-]+\.[\w-]*/g;
const deepest = 6;

export interface RedactOptions {
  /** True at debug level: on request, on the administrator's own machine. */
  readonly personal: boolean;
}

/** A copy that may be logged. Errors become plain data with code, message, stack and cause. */
export function redact(value: unknown, options: RedactOptions, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value, options);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= deepest) return '[deeper]';
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Error) return redactEntries(errorFields(value), options, depth);
  if ('toJSON' in value && typeof value.toJSON === 'function') return redact(value.toJSON(), options, depth + 1);
  if (Array.isArray(value)) return value.map((entry) => redact(entry, options, depth + 1));
  return redactEntries(value, options, depth);
}

export function redactText(text: string, { personal }: RedactOptions): string {
  const withoutSecrets = text.replaceAll(bearerPattern, '$1 ***').replaceAll(tokenPattern, '***');
  return personal ? withoutSecrets : withoutSecrets.replaceAll(addressPattern, '[address]');
}

function redactEntries(value: object, options: RedactOptions, depth: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, redactEntry(key, entry, { options, depth })]),
  );
}

function redactEntry(
  key: string,
  entry: unknown,
  { options, depth }: { options: RedactOptions; depth: number },
): unknown {
  if (entry === null || entry === undefined || typeof entry === 'number' || typeof entry === 'boolean') return entry;
  if (secretKeys.test(key)) return '***';
  if (!options.personal && personalKeys.test(key)) return '[personal]';
  return redact(entry, options, depth + 1);
}

/** `message` and `stack` are not enumerable; the class name tells which boundary it was. */
function errorFields(error: Error): Record<string, unknown> {
  const { cause, stack } = error;
  const own = Object.fromEntries(Object.entries(error).filter(([key]) => key !== 'name'));
  return { type: error.name, message: error.message, ...own, stack, ...(cause !== undefined && { cause }) };
}
