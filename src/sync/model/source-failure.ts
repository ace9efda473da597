/** What a source was answered when something failed, whole: too long for a card, and found again by its reference. Pure data. */

export interface SourceFailure {
  /** The same for the same text: `err-` and six characters. Whoever reads a card looks for it in the log. */
  readonly reference: string;
  readonly source: string;
  readonly code: string;
  /** Of the course of things: gone between the list and its reading, or asked again later. */
  readonly expected: boolean;
  /** What was being done. */
  readonly doing: string;
  /** Without secrets; it may name people and mailboxes. */
  readonly whole: string;
}
