/** Which types of recipient are shared mailboxes: those that are offered, those that may be switched on, those that live elsewhere. */

import { offeredMailboxTypes, optionalMailboxTypes } from '../../model/mailbox.ts';

export function isOffered(type: string): boolean {
  return offeredMailboxTypes.some((offered) => offered === type);
}

/** The types that a person may switch on, those that are off by default included. */
export function canBeRead(type: string): boolean {
  return isOffered(type) || optionalMailboxTypes.some((optional) => optional === type);
}

export function isRemote(type: string): boolean {
  return /^Remote.*Mailbox$/.test(type) && type !== 'RemoteUserMailbox';
}
