/** One row of who may do what with a mailbox, as Exchange shows it, and whether it counts here. Pure. */

export interface PermissionRow {
  /** UPN, display name, `DOMAIN\name`, GUID or SID: whatever Exchange shows. */
  readonly user: string;
  /** Empty where the cmdlet gives none. */
  readonly sid: string;
  readonly rights: readonly string[];
  readonly deny: boolean;
  readonly inherited: boolean;
}

/** Role groups of Exchange and of the directory reach every mailbox and are nobody's delegate. Lower case. */
export const systemGroups: ReadonlySet<string> = new Set([
  'administrators',
  'delegated setup',
  'domain admins',
  'enterprise admins',
  'exchange domain servers',
  'exchange servers',
  'exchange trusted subsystem',
  'managed availability servers',
  'organization management',
  'public folder management',
  'view-only organization management',
]);

/** An inherited row does not count, nor does an inherited Deny: an explicit allow goes before it. */
export function counts(row: PermissionRow): boolean {
  if (row.inherited || !row.rights.flatMap((right) => right.split(/,\s*/)).includes('FullAccess')) return false;
  // SELF has a localised name; its SID has not.
  if (row.sid === 'S-1-5-10' || row.user === 'S-1-5-10' || /^NT AUTHORITY\\/i.test(row.user)) return false;
  return !isSystemGroup(row.user);
}

export function isSystemGroup(name: string): boolean {
  return systemGroups.has(splitName(name).name.toLowerCase());
}

/** `DOMAIN\name` in its parts; the domain is empty where none is shown. */
export function splitName(user: string): { readonly domain: string; readonly name: string } {
  const at = user.lastIndexOf('\\');
  return { domain: user.slice(0, Math.max(at, 0)), name: user.slice(at + 1) };
}
