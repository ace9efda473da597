/** The rows that the scripts answer, parsed once here. */

import { z } from 'zod';
import type { PermissionRow } from './permission-row.ts';
import type { DomainRow, PrincipalRow } from './recipient-index.ts';

export interface MailboxRow {
  readonly id: string;
  readonly displayName: string;
  readonly primaryAddress: string;
  readonly proxyAddresses: readonly string[];
  readonly type: string;
  /** SDDL; empty when it was not asked for, or when there is none. */
  readonly descriptor: string;
  /** Moves when anything of the mailbox changes; empty when it was not asked for, or when there is none. */
  readonly changeMark: string;
}

export const mailboxRow = z.object({
  id: z.string().trim().min(1),
  displayName: z.string(),
  primaryAddress: z.string(),
  proxyAddresses: z.array(z.string()),
  type: z.string(),
  descriptor: z.string(),
  changeMark: z.string(),
});
export const principalRow: z.ZodType<PrincipalRow> = z.object({
  id: z.string().min(1),
  guid: z.string(),
  name: z.string(),
  displayName: z.string(),
  alias: z.string(),
  primaryAddress: z.string(),
  emailAddresses: z.array(z.string()),
  type: z.string(),
  userPrincipalName: z.string(),
  sid: z.string(),
  samAccountName: z.string(),
  linkedMasterAccount: z.string(),
  distinguishedName: z.string(),
  groupType: z.string(),
  members: z.int().nonnegative().optional(),
});
export const domainRow: z.ZodType<DomainRow> = z.object({ name: z.string().min(1), dnsRoot: z.string().min(1) });
const permission: z.ZodType<PermissionRow> = z.object({
  user: z.string(),
  sid: z.string(),
  rights: z.array(z.string()),
  deny: z.boolean(),
  inherited: z.boolean(),
});
export const permissionsRow = z.object({ id: z.string(), permissions: z.array(permission) });
export const holderRow = z.object({ address: z.string() });
/** `kind`: class of the object in the directory; empty where it is not told. */
const memberRow = z.object({ key: z.string(), sid: z.string(), kind: z.string() });
export const membersRow = z.object({ id: z.string(), members: z.array(memberRow) });

export type PermissionsRow = z.infer<typeof permissionsRow>;
export type HolderRow = z.infer<typeof holderRow>;
export type MemberRow = z.infer<typeof memberRow>;
export type MembersRow = z.infer<typeof membersRow>;
