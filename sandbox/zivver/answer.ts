/** An HTTP answer as a value. Knows no rules. */

export interface Answer {
  readonly status: number;
  readonly contentType: string | null;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export function json(status: number, value: unknown): Answer {
  return { status, contentType: 'application/scim+json', body: JSON.stringify(value) };
}

/** Errors are plain text mostly and never a SCIM Error object, unlike RFC 7644 section 3.12 (W10). */
export function text(status: number, body: string): Answer {
  return { status, contentType: 'text/plain; charset=utf-8', body };
}

export function noContent(): Answer {
  return { status: 204, contentType: null, body: '' };
}
