/** The port to where desired state is read. Adapters only read; nothing is ever written to a source. */

import type { Check } from '../model/check.ts';
import type { SharedMailbox } from '../model/mailbox.ts';
import type { OnProgress } from '../model/progress.ts';
import type { LookUpAnswer, SourceSnapshot } from '../model/snapshot.ts';

export type ListedMailbox = Omit<SharedMailbox, 'source' | 'delegates'>;

export interface ReadOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: OnProgress;
  /** Every mailbox is asked itself, now, whatever is remembered or comes with a list. */
  readonly fresh?: boolean;
  /**
   * Of the mailboxes that were listed, those to be asked for their delegates, in this order; the others stay unreadable,
   * `not-asked`. Absent: all. A source that has no cost for each mailbox may read all of them.
   */
  readonly choose?: (listed: readonly ListedMailbox[]) => readonly string[];
}

export interface Source {
  /** Unique among the configured sources; stands in snapshots, links and texts. */
  readonly name: string;
  /** True for made-up data (generated, spreadsheet on disk excluded): such a source may feed loopback targets only. */
  readonly standIn: boolean;
  /**
   * Everything: all mailboxes of the selected types and their FullAccess delegates. What could not be read is said in
   * the snapshot's completeness and never left out silently.
   * @throws SourceError when nothing could be read at all
   */
  read(options: ReadOptions): Promise<SourceSnapshot>;
  /** The named mailboxes again, fresh. A mailbox that is gone is absent from the answer; `list` speaks of these ids only. */
  reread(ids: readonly string[], options: ReadOptions): Promise<SourceSnapshot>;
  /** By stable id, without type, OU or filter. Every id asked has an answer. */
  lookUp(ids: readonly string[], options: ReadOptions): Promise<ReadonlyMap<string, LookUpAnswer>>;
  /**
   * Does anything at all hold this address, as its primary one or as an alias, whatever its id, type or OU? A mailbox that
   * was deleted and made again has another id. Every address asked has an answer.
   */
  lookUpAddresses(addresses: readonly string[], options: ReadOptions): Promise<ReadonlyMap<string, LookUpAnswer>>;
  /** Tries every step of a reading and says which are in order. Absent: a reading tells all there is. Never throws SourceError. */
  check?(options: ReadOptions): Promise<readonly Check[]>;
  close(): Promise<void>;
}
