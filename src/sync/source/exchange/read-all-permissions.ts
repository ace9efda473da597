/**
 * Who may do what with each mailbox, by one of two roads: mailbox by mailbox, or from the descriptors that came with the
 * list. The second is taken only when a sample read both ways agrees in every entry, and never for what is not clear.
 */

import type { ReadingProblem } from '../../model/snapshot.ts';
import { type Candidate, chooseSample } from './bulk-sample.ts';
import type { MailboxRow } from './exchange-rows.ts';
import { isSystemGroup, type PermissionRow } from './permission-row.ts';
import { type PermissionsReading, type Reading, readPermissions, settleNames } from './read-exchange.ts';
import { findTrustee, type RecipientIndex } from './recipient-index.ts';
import { directAccess } from './resolve-delegates.ts';
import { readDescriptor } from './security-descriptor.ts';

export interface AllPermissions extends PermissionsReading {
  /** Mailboxes that were not asked themselves: what is known of them came with the list. */
  readonly secondHand: ReadonlySet<string>;
}

export interface AllPermissionsOptions {
  readonly index: RecipientIndex;
  /** The mailboxes came with their descriptors. */
  readonly bulk: boolean;
  /** Told for each mailbox that was asked itself: how many of the sample, null outside it. */
  readonly onRead: (sample: number | null) => void;
}

/** Where the problems are; needs no translation. */
export const descriptorProperty = 'ExoExchangeSecurityDescriptor';
/** With fewer mailboxes the sample would be most of them. */
const worthwhile = 40;

export async function readAllPermissions(
  reading: Reading,
  mailboxes: readonly MailboxRow[],
  options: AllPermissionsOptions,
): Promise<AllPermissions> {
  const clear = options.bulk && mailboxes.length >= worthwhile ? candidatesOf(mailboxes, options.index) : null;
  if (clear?.length === 0)
    reading.problems.push({ code: 'bulk-permissions-unclear', place: descriptorProperty, params: {} });
  const sample = chooseSample(clear ?? [], { index: options.index, random: reading.pauses.random });
  const asked = new Set(sample.map(({ mailbox }) => mailbox.id));
  const sampled = await readSingly(reading, [...asked], { ...options, sample: asked.size });
  const problem = sample.length === 0 ? null : disagreement(sample, sampled, options.index);
  if (problem !== null) reading.problems.push(problem);
  const others = (problem === null ? (clear ?? []) : []).filter(({ mailbox }) => !asked.has(mailbox.id));
  const believed = new Map(others.map(({ mailbox, rows }) => [mailbox.id, rows]));
  const left = mailboxes.map(({ id }) => id).filter((id) => !asked.has(id) && !believed.has(id));
  const rest = await readSingly(reading, left, { ...options, sample: null });
  return {
    rows: new Map([...believed, ...sampled.rows, ...rest.rows]),
    gone: new Set([...sampled.gone, ...rest.gone]),
    secondHand: new Set(believed.keys()),
  };
}

async function readSingly(
  reading: Reading,
  ids: readonly string[],
  { index, sample, onRead }: AllPermissionsOptions & { readonly sample: number | null },
): Promise<PermissionsReading> {
  const { rows, gone } = await readPermissions(reading, ids, () => onRead(sample));
  return { rows: await settleNames(reading, rows, index), gone };
}

/** In order of their ids, as a sample that is spread over them wants it. */
function candidatesOf(mailboxes: readonly MailboxRow[], index: RecipientIndex): readonly Candidate[] {
  return mailboxes
    .flatMap((mailbox) => {
      const rows = rowsOf(mailbox.descriptor, index);
      return rows === null ? [] : [{ mailbox, rows }];
    })
    .toSorted((a, b) => (a.mailbox.id < b.mailbox.id ? -1 : 1));
}

/**
 * Null: the mailbox must be asked itself. So it is when somebody is not known by SID: the cmdlets may show a name there,
 * and whether nobody has the SID any more is theirs to say. A mailbox shows at least itself: nobody at all is no answer.
 */
function rowsOf(descriptor: string, index: RecipientIndex): readonly PermissionRow[] | null {
  const entries = readDescriptor(descriptor) ?? [];
  const isClear = entries.length > 0 && entries.every(({ sid }) => isSystem(sid) || isKnown(sid, index));
  if (!isClear) return null;
  return entries.map(({ sid, deny }) => {
    const user = isSystem(sid) ? `NT AUTHORITY\\${sid}` : sid;
    return { user, sid, rights: ['FullAccess'], deny, inherited: false };
  });
}

/** SELF, SYSTEM and the like: one number behind the authority of Windows itself. */
function isSystem(sid: string): boolean {
  return /^S-1-5-\d+$/.test(sid);
}

function isKnown(sid: string, index: RecipientIndex): boolean {
  const [only, ...others] = findTrustee(index, sid, sid);
  return only !== undefined && others.length === 0 && !isSystemGroup(only.displayName);
}

/** What could not be read of the sample says nothing; too much of that, and nothing was compared. */
function disagreement(
  sample: readonly Candidate[],
  singly: PermissionsReading,
  index: RecipientIndex,
): ReadingProblem | null {
  const compared = sample.filter(({ mailbox }) => singly.rows.has(mailbox.id));
  const other = compared.find(({ mailbox, rows }) => {
    const asked = directAccess(singly.rows.get(mailbox.id) ?? [], index);
    return asked.join('\n') !== directAccess(rows, index).join('\n');
  });
  const params = { sample: compared.length };
  if (other !== undefined) return { code: 'bulk-permissions-differ', place: other.mailbox.primaryAddress, params };
  if (compared.length * 2 >= sample.length) return null;
  return { code: 'bulk-permissions-unchecked', place: descriptorProperty, params };
}
