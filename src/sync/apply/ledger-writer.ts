/**
 * Writes the ledger: outcomes wait for the next intent and go in the same transaction, which is on disk before the call is
 * sent. After one failed step nothing is written any more. It decides nothing.
 */

import type { Clock } from '../../platform/clock.ts';
import type { CrashPoints } from '../../platform/crash-points.ts';
import type { Item, ItemOutcome } from '../model/item.ts';
import type { Link } from '../model/link.ts';
import type { Plan } from '../model/plan.ts';
import type { Lease, LedgerStep, Store } from '../store/store.ts';
import { linkChange } from './links.ts';

interface Waiting {
  readonly outcomes: Map<string, ItemOutcome>;
  readonly intents: { itemId: string; detail: Readonly<Record<string, unknown>> }[];
  readonly unsent: string[];
  readonly links: Map<string, Link>;
  readonly endedLinks: Set<string>;
}

/** Outcomes in one transaction: some 20 ms of work. */
const portion = 200;

export class LedgerWriter {
  readonly #ledger: Pick<Store['ledger'], 'step'>;
  readonly #lease: Lease;
  readonly #clock: Clock;
  readonly #crashPoints: CrashPoints;
  readonly #links: Map<string, Link>;
  readonly #sources: ReadonlyMap<string, string>;
  readonly #undoes: boolean;
  #waiting = nothingWaits();
  #lastStep: Promise<void> = Promise.resolve();
  #nextStep: Promise<void> | undefined;

  constructor(parts: {
    readonly ledger: Pick<Store['ledger'], 'step'>;
    readonly lease: Lease;
    readonly clock: Clock;
    readonly crashPoints: CrashPoints;
    readonly plan: Plan;
    readonly links: readonly Link[];
  }) {
    this.#ledger = parts.ledger;
    this.#lease = parts.lease;
    this.#clock = parts.clock;
    this.#crashPoints = parts.crashPoints;
    this.#links = new Map(parts.links.map((link) => [link.mailboxId, link]));
    this.#undoes = parts.plan.content.undoes !== undefined;
    this.#sources = new Map(parts.plan.scope.inScope.map((mailbox) => [mailbox.mailboxId, mailbox.source]));
  }

  /** On disk when it resolves: only then may the call be sent. @throws LeaseError, StoreError */
  async intend(item: Item, detail: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#crashPoints.visit('before-intent');
    this.#waiting.intents.push({ itemId: item.id, detail });
    await this.flush();
    await this.#crashPoints.visit('after-intent');
  }

  /** Written with the next intent, or by `flush`. */
  settle(item: Item, outcome: ItemOutcome, assumed = false): void {
    this.#waiting.outcomes.set(item.id, outcome);
    if (outcome.state === 'sent' || outcome.state === 'done') this.#relink(item, outcome, assumed);
  }

  /** What a read-back adds to an outcome that is already recorded: links stay as they are. */
  revise(item: Item, outcome: ItemOutcome): void {
    this.#waiting.outcomes.set(item.id, outcome);
  }

  /** The intent of this item came to nothing: its call was certainly not sent. */
  withdraw(item: Item): void {
    this.#waiting.unsent.push(item.id);
  }

  /** Everything that waits, in one transaction. Those who come while a step is being written share the next one. */
  async flush(): Promise<void> {
    this.#nextStep ??= this.#lastStep.then(async () => {
      this.#nextStep = undefined;
      this.#lastStep = this.#writeStep();
      await this.#lastStep;
    });
    await this.#nextStep;
  }

  async #writeStep(): Promise<void> {
    await this.#writeBacklog();
    const { outcomes, intents, unsent, links, endedLinks } = this.#waiting;
    this.#waiting = nothingWaits();
    if (outcomes.size + intents.length + unsent.length === 0) return;
    await this.#step({
      outcomes: [...outcomes].map(([itemId, outcome]) => ({ itemId, outcome })),
      intents,
      unsent,
      links: [...links.values()],
      endedLinks: [...endedLinks],
    });
    if (outcomes.size > 0) await this.#crashPoints.visit('after-outcome');
  }

  /** A read-back confirms thousands at once: in portions, so that a click in between is answered in time. */
  async #writeBacklog(): Promise<void> {
    const { outcomes, links, endedLinks } = this.#waiting;
    while (outcomes.size > portion && links.size + endedLinks.size === 0) {
      const first = [...outcomes].slice(0, portion).map(([itemId, outcome]) => ({ itemId, outcome }));
      for (const { itemId } of first) outcomes.delete(itemId);
      await this.#step({ outcomes: first, intents: [], links: [], endedLinks: [] });
      await this.#clock.sleep(0);
    }
  }

  async #step(step: Omit<LedgerStep, 'at'>): Promise<void> {
    await this.#ledger.step(this.#lease, { ...step, at: this.#clock.now().toISOString() });
  }

  #relink(item: Item, outcome: ItemOutcome, assumed: boolean): void {
    const { mailboxId } = item.account;
    const previous = mailboxId === null ? undefined : this.#links.get(mailboxId);
    const source = (mailboxId === null ? undefined : this.#sources.get(mailboxId)) ?? previous?.source ?? '';
    const change = linkChange(item, {
      previous,
      source,
      accountId: outcome.accountId,
      assumed,
      at: outcome.at,
      undoes: this.#undoes,
    });
    if (change.save !== undefined) {
      this.#links.set(change.save.mailboxId, change.save);
      this.#waiting.links.set(change.save.mailboxId, change.save);
    }
    if (change.end === undefined) return;
    this.#links.delete(change.end);
    this.#waiting.endedLinks.add(change.end);
  }
}

function nothingWaits(): Waiting {
  return { outcomes: new Map(), intents: [], unsent: [], links: new Map(), endedLinks: new Set() };
}
