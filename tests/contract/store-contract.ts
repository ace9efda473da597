/** What every store must do, whatever it keeps its rows in. An adapter's test calls `storeContract` and adds its own oddities. */

import { afterEach, beforeEach, describe } from 'vitest';
import type { Store } from '../../src/sync/store/store.ts';
import { auditContract } from './store-contract-audit.ts';
import { interventionsContract } from './store-contract-interventions.ts';
import { ledgerContract } from './store-contract-ledger.ts';
import { memoryContract } from './store-contract-memory.ts';
import { plansContract } from './store-contract-plans.ts';

export interface StoreUnderTest {
  readonly store: Store;
  /** Another process's view of the same data. */
  openAgain(): Promise<Store>;
  /** Closes everything it opened. */
  close(): Promise<void>;
}

/** The parts of a contract ask for the store of the running test. */
export interface StoreInTest {
  (): Store;
  openAgain(): Promise<Store>;
}

export function storeContract(name: string, makeStore: () => Promise<StoreUnderTest>): void {
  describe(`the store contract on ${name}`, () => {
    let current: StoreUnderTest;
    beforeEach(async () => {
      current = await makeStore();
    });
    afterEach(async () => {
      await current.close();
    });
    const store: StoreInTest = Object.assign(() => current.store, { openAgain: () => current.openAgain() });

    plansContract(store);
    ledgerContract(store);
    interventionsContract(store);
    memoryContract(store);
    auditContract(store);
  });
}
