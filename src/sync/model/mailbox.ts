/** The source object: a shared mailbox as a source read it, before normalizing. Pure data. */

/** Exchange's RecipientTypeDetails that a person may switch on. The first six are on by default. */
export const offeredMailboxTypes = [
  'SharedMailbox',
  'RoomMailbox',
  'EquipmentMailbox',
  'SchedulingMailbox',
  'TeamMailbox',
  'LinkedRoomMailbox',
] as const;

/** Can be switched on, off by default. */
export const optionalMailboxTypes = ['GroupMailbox', 'LinkedMailbox', 'LegacyMailbox'] as const;

/** Seen on-premise for mailboxes that live in Exchange Online: counted and named, never synchronised from there. */
export const remoteMailboxTypes = ['RemoteSharedMailbox', 'RemoteRoomMailbox', 'RemoteEquipmentMailbox'] as const;

export type MailboxType = (typeof offeredMailboxTypes)[number] | (typeof optionalMailboxTypes)[number];

/** Who holds FullAccess, as far as the source could tell. */
export type Trustee =
  | {
      readonly kind: 'person';
      /** Primary address as the source gives it; any case. */
      readonly address: string;
      /** Further addresses of the same person; any case. */
      readonly aliases: readonly string[];
      readonly name: string;
      /** Names of the groups that gave the access, outermost first; empty for a direct permission. */
      readonly via: readonly string[];
    }
  | {
      readonly kind: 'unresolved';
      /** What the source showed: a SID, a display name, a group name. */
      readonly name: string;
      readonly reason: UnresolvedReason;
    };

export type UnresolvedReason =
  | 'orphaned' // a SID nobody has any more
  | 'ambiguous' // the key fits two recipients
  | 'unknown' // no recipient has this key
  | 'foreign' // of another domain or forest, and no linked mailbox here is opened by it
  | 'group-not-expanded' // reading the group's members failed or is switched off, or its type does not tell what it is
  | 'group-cannot-hold-full-access' // distribution lists, dynamic and Microsoft 365 groups
  | 'no-address'; // a person without any e-mail address

/** The FullAccess delegates of one mailbox, or why they are not known. Unreadable freezes the mailbox for this run. */
export type DelegateReading =
  | {
      readonly state: 'read';
      readonly trustees: readonly Trustee[];
      /** ISO 8601, UTC: remembered from an earlier reading. Absent: read with the snapshot that holds it. */
      readonly readAt?: string;
    }
  | { readonly state: 'unreadable'; readonly reason: string };

/** Why delegates are not known yet of a mailbox that was listed and left for later. */
export const notAsked = 'not-asked';

/** What the delegates of one mailbox were when it was last asked. */
export interface RememberedDelegates {
  readonly mailboxId: string;
  /** ISO 8601, UTC. */
  readonly readAt: string;
  /** Digest of how the source was set up, and of the mailbox's entry in the list: another one ends the memory. */
  readonly entry: string;
  readonly trustees: readonly Trustee[];
}

export interface SharedMailbox {
  /** Stable id at the source (ExternalDirectoryObjectId, Guid, or the spreadsheet's `id`), lower case. */
  readonly id: string;
  /** Name of the source that read it. */
  readonly source: string;
  readonly displayName: string;
  /** Primary SMTP address as read; empty when it has none. */
  readonly primaryAddress: string;
  /** Every proxy address as read, with or without prefix (`SMTP:`, `smtp:`, `SIP:`, `x500:` …). */
  readonly proxyAddresses: readonly string[];
  /** RecipientTypeDetails as read. */
  readonly type: string;
  /** Differs when anything of the mailbox changed at the source; the same mark says nothing. Absent: not asked for. */
  readonly changeMark?: string;
  readonly delegates: DelegateReading;
}
