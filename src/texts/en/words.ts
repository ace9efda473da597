/** A reading that asked some mailboxes and remembers the delegates of others. Times in ISO 8601. */
interface PartlyRemembered {
  readonly takenAt: string;
  readonly mailboxes: number;
  readonly remembered: { readonly mailboxes: number; readonly oldest: string };
}

/** One word for one thing (docs/architecture.md, Words). */
export const words = {
  product: 'Countersign',
  sharedMailbox: 'shared mailbox',
  sharedMailboxes: (count: number) => (count === 1 ? '1 shared mailbox' : `${count} shared mailboxes`),
  askedNow: ({ takenAt, mailboxes, remembered }: PartlyRemembered) =>
    `${mailboxes - remembered.mailboxes} of ${mailboxes} shared mailboxes asked now, the others at most ${age(takenAt, remembered.oldest)} ago`,
  repeatsRecording: 'only repeats a recording, so that nothing of it is approved without a person',
  functionalAccount: 'functional account',
  functionalAccounts: (count: number) => (count === 1 ? '1 functional account' : `${count} functional accounts`),
};

function age(now: string, then: string): string {
  const hours = Math.max(1, Math.ceil((Date.parse(now) - Date.parse(then)) / 3_600_000));
  if (hours < 48) return hours === 1 ? '1 hour' : `${hours} hours`;
  return `${Math.ceil(hours / 24)} days`;
}
