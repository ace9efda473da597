/** Whether the descriptor of one mailbox says the same as the cmdlet that shows SIDs: `doctor` needs no list of recipients for it. Pure. */

import type { PermissionRow } from './permission-row.ts';
import { readDescriptor } from './security-descriptor.ts';

/** `unclear`: one of the two cannot be compared. */
export function agrees(descriptor: string, rows: readonly PermissionRow[]): 'agrees' | 'differs' | 'unclear' {
  const entries = readDescriptor(descriptor);
  const shown = rows.filter(({ inherited, rights }) => !inherited && rights.includes('FullAccess'));
  if (entries === null || entries.length === 0 || shown.some(({ sid }) => sid === '')) return 'unclear';
  return keys(entries) === keys(shown) ? 'agrees' : 'differs';
}

/** SELF is always there, and now and then shown although it has no entry. */
function keys(entries: readonly { readonly sid: string; readonly deny: boolean }[]): string {
  const others = entries.filter(({ sid }) => sid !== 'S-1-5-10');
  return [...new Set(others.map(({ sid, deny }) => `${deny ? 'deny' : 'allow'} ${sid.toUpperCase()}`))]
    .toSorted()
    .join();
}
