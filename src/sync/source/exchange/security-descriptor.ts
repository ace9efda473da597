/**
 * The security descriptor of a mailbox, in SDDL, as far as FullAccess goes. Pure. Whatever is not clear makes the whole
 * descriptor unreadable: then the mailbox is asked itself. (Format: MS-DTYP 2.5.1; rights of mailboxes: Exchange's
 * MailboxRights, whose FullAccess is 1.)
 */

/** An entry of the mailbox itself that allows or denies FullAccess. Inherited entries and other rights are left out. */
export interface FullAccessEntry {
  readonly sid: string;
  readonly deny: boolean;
}

const fullAccess = 0x1;
/** Generic rights mean whatever the reader makes of them. */
const generic = 0xf0000000;
const rightBits: Readonly<Record<string, number>> = {
  CC: 0x1,
  DC: 0x2,
  LC: 0x4,
  SW: 0x8,
  RP: 0x10,
  WP: 0x20,
  DT: 0x40,
  LO: 0x80,
  CR: 0x100,
  SD: 0x10000,
  RC: 0x20000,
  WD: 0x40000,
  WO: 0x80000,
};
/** Two letters that mean the same everywhere; those of a domain (`DA`) cannot be told from here. */
const wellKnown: Readonly<Record<string, string>> = { PS: 'S-1-5-10', SY: 'S-1-5-18', AU: 'S-1-5-11', WD: 'S-1-1-0' };
const list = /^(?:O:[^:()]*)?(?:G:[^:()]*)?D:(?:P|AI|AR)*((?:\([^()]*\))+)(?:S:.*)?$/s;
const entry = /^(A|D);((?:[A-Z]{2})*);(0x[0-9a-f]+|[0-9]+|(?:[A-Z]{2})*);;;(S-1-[0-9-]+|[A-Z]{2})$/i;

/** Null: not clear, or no list at all (which would mean everybody). */
export function readDescriptor(text: string): readonly FullAccessEntry[] | null {
  const entries = list.exec(text.trim())?.[1];
  if (entries === undefined) return null;
  const found: FullAccessEntry[] = [];
  for (const each of entries.slice(1, -1).split(')(')) {
    const read = readEntry(each);
    if (read === 'unclear') return null;
    if (read !== 'other') found.push(read);
  }
  return found;
}

function readEntry(text: string): FullAccessEntry | 'other' | 'unclear' {
  const parts = entry.exec(text);
  if (parts === null) return 'unclear';
  const [, type = '', flags = '', rights = '', trustee = ''] = parts;
  const mask = maskOf(rights);
  if (mask === null) return 'unclear';
  const flagged = pairsOf(flags.toUpperCase());
  if (flagged.includes('ID')) return 'other';
  if ((mask & generic) !== 0) return 'unclear';
  if ((mask & fullAccess) === 0) return 'other';
  // Meant for what is inside the mailbox only: not what the cmdlets show as access to it.
  if (flagged.includes('IO')) return 'unclear';
  const sid = wellKnown[trustee.toUpperCase()] ?? trustee.toUpperCase();
  return sid.startsWith('S-1-') ? { sid, deny: type.toUpperCase() === 'D' } : 'unclear';
}

function maskOf(rights: string): number | null {
  if (/^[0-9]/.test(rights)) return Number(rights);
  const bits = pairsOf(rights.toUpperCase()).map((pair) => rightBits[pair]);
  return bits.some((bit) => bit === undefined) ? null : bits.reduce<number>((mask, bit = 0) => mask | bit, 0);
}

function pairsOf(text: string): readonly string[] {
  return text.match(/../g) ?? [];
}
