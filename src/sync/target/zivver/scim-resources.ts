/** What Zivver answers → the model: validated once, here. Knows the shapes of facts seen in public clients, nothing of HTTP. */

import { z } from 'zod';
import { TargetError } from '../../../errors.ts';
import { canonicalAddress } from '../../model/address.ts';
import type { FunctionalAccount, ZivverPerson } from '../../model/functional-account.ts';

export const schemas = {
  group: 'urn:ietf:params:scim:schemas:core:2.0:Group',
  zivverGroup: 'urn:ietf:params:scim:schemas:zivver:0.1:Group',
  zivverUser: 'urn:ietf:params:scim:schemas:zivver:0.1:User',
  /** The *User* enterprise extension, on groups too: it holds the organisational unit. */
  enterprise: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
  patch: 'urn:ietf:params:scim:api:messages:2.0:PatchOp',
} as const;

const aliases = z.array(z.string()).nullish();

const groupShape = z.object({
  id: z.string().min(1),
  externalId: z.string().nullish(),
  displayName: z.string().nullish(),
  members: z.array(z.object({ value: z.string().min(1) })).nullish(),
  [schemas.enterprise]: z.looseObject({ division: z.string().nullish() }).nullish(),
  [schemas.zivverGroup]: z.looseObject({ aliases }).nullish(),
});

const userShape = z.object({
  id: z.string().min(1),
  userName: z.string().nullish(),
  active: z.boolean(),
  displayName: z.string().nullish(),
  name: z.object({ formatted: z.string().nullish() }).nullish(),
  [schemas.zivverUser]: z.object({ aliases }).nullish(),
});

export function accountOf(resource: unknown, where: string): FunctionalAccount {
  const group = parse(groupShape, resource, where);
  const address = canonical(group.externalId ?? '');
  const { aliases: listed, ...extension } = group[schemas.zivverGroup] ?? {};
  const { division: unit, ...enterprise } = group[schemas.enterprise] ?? {};
  const division = unit ?? '/';
  return {
    id: group.id,
    address,
    displayName: group.displayName ?? '',
    members: sortedSet((group.members ?? []).map((member) => member.value)),
    aliases: addressSet(listed ?? [], address),
    division: division === '/' || division === '' ? null : division,
    extension,
    ...(Object.keys(enterprise).length === 0 ? {} : { enterprise }),
  };
}

export function personOf(resource: unknown, where: string): ZivverPerson {
  const user = parse(userShape, resource, where);
  const address = canonical(user.userName ?? '');
  return {
    id: user.id,
    address,
    aliases: addressSet(user[schemas.zivverUser]?.aliases ?? [], address),
    name: user.name?.formatted ?? user.displayName ?? address,
    active: user.active,
  };
}

export function json(body: string, where: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw unexpected(where, 'no JSON');
  }
}

export interface CreatedAccount {
  readonly id: string;
  /** Present when the answer showed the Zivver extension: its keys must survive the fill (W2). */
  readonly extension?: FunctionalAccount['extension'];
}

/** The answer to a create. Undefined when it has no id: the account may exist all the same. */
export function createdAccountIn(body: string): CreatedAccount | undefined {
  try {
    const group = z
      .looseObject({ id: z.string().min(1), [schemas.zivverGroup]: z.looseObject({ aliases }).nullish() })
      .parse(JSON.parse(body));
    const { aliases: _, ...extension } = group[schemas.zivverGroup] ?? {};
    return { id: group.id, ...(group[schemas.zivverGroup] ? { extension } : {}) };
  } catch {
    return undefined;
  }
}

export function parse<T>(shape: z.ZodType<T>, value: unknown, where: string): T {
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw unexpected([where, ...(issue?.path ?? [])].map(String).join('.'), issue?.message ?? 'not understood');
}

/** Says where and what was expected, never the value: it may be somebody's name. */
export function unexpected(where: string, expected: string): TargetError {
  return new TargetError('target-unexpected-answer', `reading ${where}: ${expected}`, {
    context: { status: 200, where, expected },
  });
}

function addressSet(addresses: readonly string[], primary: string): readonly string[] {
  return sortedSet(addresses.map(canonical).filter((each) => each !== primary));
}

function sortedSet(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}

/** The one form used inside, so that both sides compare; what is no address stays visible in lower case. */
function canonical(address: string): string {
  return canonicalAddress(address) ?? address.toLowerCase();
}
