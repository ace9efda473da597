/**
 * A made-up organisation as it is on every side: what Exchange holds, what Zivver holds, and which links an earlier run
 * of Countersign left. Pure data (JSON): the generator writes it, the stand-in PowerShell module and the Zivver server read it.
 */

import type { Link } from '../../src/sync/model/link.ts';

/** Anything Exchange can resolve a trustee to. */
export interface WorldRecipient {
  readonly kind: 'person' | 'security-group' | 'distribution-group' | 'dynamic-group' | 'm365-group';
  /** GUID, lower case: ExternalDirectoryObjectId. */
  readonly id: string;
  readonly sid: string;
  readonly displayName: string;
  readonly alias: string;
  readonly userPrincipalName: string | null;
  /** Empty for a person or group without mail. */
  readonly primaryAddress: string;
  /** With prefixes, as Exchange gives them: `SMTP:`, `smtp:`, `SIP:`, `X500:` … */
  readonly emailAddresses: readonly string[];
  /** Ids of members (groups only); may loop. A SID is a foreign principal that nobody can resolve. */
  readonly members: readonly string[];
  /** The account name; the alias when absent. */
  readonly samAccountName?: string;
  /** DNS name of the domain; `example.com` when absent. */
  readonly domain?: string;
  /** `DOMAIN\name` or SID of the account of another forest that opens this person's mailbox: a linked one. */
  readonly linkedMasterAccount?: string;
  /** Somebody of a trusted forest: can be a member and hold a permission, and stands in no list of this organisation. */
  readonly elsewhere?: true;
  /** `Universal` when absent. */
  readonly groupScope?: 'Global' | 'DomainLocal';
  /** Class in Active Directory; `user` or `group` when absent. */
  readonly objectClass?: string;
}

/** How the directory names a domain of its forest. */
export interface WorldDomain {
  readonly netBiosName: string;
  readonly dnsRoot: string;
}

export interface WorldPermission {
  /** As Exchange shows it: UPN, display name, SID, `NT AUTHORITY\SELF`, … */
  readonly user: string;
  readonly userSid: string;
  readonly accessRights: readonly string[];
  readonly deny: boolean;
  readonly isInherited: boolean;
}

export interface WorldMailbox {
  /** GUID, lower case: ExternalDirectoryObjectId and Guid. */
  readonly id: string;
  readonly displayName: string;
  readonly userPrincipalName: string;
  readonly primaryAddress: string;
  readonly emailAddresses: readonly string[];
  readonly type: string;
  readonly organizationalUnit: string;
  /** ISO 8601, UTC: when anything of it changed; the same moment for all when absent. */
  readonly whenChanged?: string;
  readonly permissions: readonly WorldPermission[];
}

/** A fault the stand-in module shows. */
export interface WorldExchangeFaults {
  /** Ids of mailboxes whose permissions cannot be read. */
  readonly unreadablePermissions: readonly string[];
  /** Text that connecting fails with; null when it works. */
  readonly connectError: string | null;
  /** Milliseconds each permission call takes, and each page of a thousand of a list of mailboxes. */
  readonly delayMs: number;
  /** Ids of groups whose members cannot be read. */
  readonly unreadableGroups?: readonly string[];
  /** Ids of mailboxes that are listed, and gone when their permissions are asked for. */
  readonly vanished?: readonly string[];
  /** Ids of mailboxes that exist and are not in the list: half a page that looks like a whole one. */
  readonly missingFromList?: readonly string[];
  /** Text that listing the mailboxes of `listErrorType` fails with. */
  readonly listError?: string;
  readonly listErrorType?: string;
  /** Name of a command → the text that it fails with, whatever it is asked. */
  readonly commandErrors?: Readonly<Record<string, string>>;
  /** Ids of mailboxes whose permissions are answered with nothing at all. */
  readonly emptyPermissions?: readonly string[];
  /** So many permission calls, from the first, are answered with "too many requests". */
  readonly throttledPermissionCalls?: number;
  /** Ids of mailboxes whose permissions are answered with "too many requests", however long one waits. */
  readonly throttledMailboxes?: readonly string[];
  /** Access tokens that Exchange refuses. */
  readonly refusedTokens?: readonly string[];
  /** Active Directory does not tell its domains. */
  readonly withoutDomains?: boolean;
  /** DNS names of domains of the forest that do not answer. */
  readonly silentDomains?: readonly string[];
  /** Active Directory answers no more members of a group than this; 5,000 when absent. */
  readonly directoryLimit?: number;
  /** The list of mailboxes refuses to show security descriptors. */
  readonly withoutDescriptors?: boolean;
  /** The list of mailboxes refuses to show when each changed. */
  readonly withoutWhenChanged?: boolean;
  /** Ids of mailboxes that show no security descriptor (those of `unreadablePermissions` show none either). */
  readonly nullDescriptors?: readonly string[];
  /** Ids of mailboxes whose security descriptor is of a shape that says nothing. */
  readonly garbledDescriptors?: readonly string[];
  /** Ids of mailboxes whose security descriptor shows the mailbox itself only, whoever else has access. */
  readonly staleDescriptors?: readonly string[];
  /** Names of commands whose lists are cut in half, without a word: of recipients, users, groups, or members of a group. */
  readonly halfLists?: readonly string[];
  /** No fault: a file that every question is written to, one a line, with the values of its parameters as they came. */
  readonly questionsFile?: string;
  /** The process ends, with exit code 0, at this permission call. */
  readonly dieAtPermissionCall?: number;
  /** Name of a command → its call, counted from connecting, at which the session is gone; the process lives. */
  readonly sessionEndsAt?: Readonly<Record<string, number>>;
}

/** One functional account (`/Groups`) or personal account (`/Users`) exactly as the SCIM server would answer it. */
export type WorldScimResource = Readonly<Record<string, unknown>> & { readonly id: string };

export interface World {
  readonly seed: number;
  readonly organisation: string;
  readonly domains: readonly string[];
  readonly exchange: {
    readonly mailboxes: readonly WorldMailbox[];
    readonly recipients: readonly WorldRecipient[];
    readonly faults: WorldExchangeFaults;
    /** `EXAMPLE` for `example.com` when absent. */
    readonly domains?: readonly WorldDomain[];
  };
  readonly zivver: {
    readonly apiKey: string;
    readonly users: readonly WorldScimResource[];
    readonly groups: readonly WorldScimResource[];
    /** Organisational units that exist. */
    readonly divisions: readonly string[];
    /** Addresses of guests, lower case: people outside who once received secure mail. */
    readonly guests?: readonly string[];
  };
  /** What an earlier run recorded: makes retire, readdress and "added in Zivver" possible in a first preview. */
  readonly links: readonly Link[];
}
