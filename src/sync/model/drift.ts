/** What others changed in Zivver since our last verified run. Pure data. */

export type DriftField = 'gone' | 'address' | 'name' | 'division' | 'members' | 'aliases';

export interface DriftChange {
  readonly field: DriftField;
  /** Of a field with one value. */
  readonly before: string | null;
  readonly after: string | null;
  /** Of a set: how many came and went. */
  readonly added: number;
  readonly removed: number;
}

export interface AccountDrift {
  readonly accountId: string;
  /** As we left it. */
  readonly address: string;
  readonly displayName: string;
  readonly changes: readonly DriftChange[];
}

export interface DriftReport {
  /** When the last verified run read back; ISO 8601, UTC. */
  readonly since: string;
  readonly runId: string;
  /** Accounts that were compared. */
  readonly compared: number;
  readonly accounts: readonly AccountDrift[];
}
