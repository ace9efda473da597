/** Backup and restore for the console: on the store itself, without opening the pipeline over it. */

import { backupStore } from '../sync/store/sqlite/backup-store.ts';
import type { StoreFacts } from '../sync/store/sqlite/inspect-store.ts';
import { type Restored, type RestoreRequest, restoreStore } from '../sync/store/sqlite/restore-store.ts';

export interface StoreCare {
  /** @throws StoreError when there is nothing to copy, the file is there already, or the copy is not whole */
  backup(path: string, file: string): Promise<StoreFacts>;
  /** @throws StoreError when the backup is not whole, or somebody has the store open */
  restore(request: RestoreRequest): Promise<Restored>;
}

export const storeCare: StoreCare = { backup: backupStore, restore: restoreStore };
