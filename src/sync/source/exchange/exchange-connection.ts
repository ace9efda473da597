/**
 * One connection to Exchange: a PowerShell session that is connected when first asked, connected again when it died, and
 * always disconnected at the end. Answers are parsed here; which questions to ask is decided in read-exchange.ts.
 */

import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { SourceError } from '../../../errors.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { SourceFailure } from '../../model/source-failure.ts';
import { type Connected, type ConnectOptions, connectExchange, importModule } from './connect-exchange.ts';
import { disconnect, endProcess } from './end-session.ts';
import { createErrorReader, type ErrorReader } from './error-reader.ts';
import type { ExchangeAccess, TokenOptions } from './exchange-access.ts';
import type { ExchangeErrorCode } from './exchange-errors.ts';
import {
  domainRow,
  type HolderRow,
  holderRow,
  type MailboxRow,
  type MembersRow,
  mailboxRow,
  membersRow,
  type PermissionsRow,
  permissionsRow,
  principalRow,
} from './exchange-rows.ts';
import { assertPowerShell, type InstalledModule } from './module-choice.ts';
import type { DomainRow, PrincipalRow } from './recipient-index.ts';
import { PowerShellSession, type Session, type SessionOptions, sessionDefaults } from './session.ts';
import { visibleEnvironment } from './visible-environment.ts';

export type StartSession = (options: SessionOptions, signal: AbortSignal) => Promise<Session>;

export interface PowerShellOptions {
  /** Absolute path or name of `pwsh`. */
  readonly executable: string;
  /** Folder that holds stand-in modules; null for the installed ones. */
  readonly standInModules: string | null;
  readonly standInEnvironment: Readonly<Record<string, string>>;
  /** The variables of this process; PowerShell gets the few it needs. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The second one shows SIDs. Which is faster differs from tenant to tenant. */
export type PermissionCommand = 'Get-EXOMailboxPermission' | 'Get-MailboxPermission';

export interface ConnectionOptions {
  /** Of the source. */
  readonly name: string;
  readonly connection: ExchangeAccess;
  readonly powershell: PowerShellOptions;
  readonly startSession?: StartSession;
  /** After so many questions a fresh process goes on: the module keeps more and more memory. */
  readonly recycleAfter?: number;
  readonly clock: Clock;
  /** 0 ≤ value < 1, for the jitter of pauses. */
  readonly random: () => number;
  /** Told of every text of an error, whole; the same text once. */
  readonly onFailure?: (failure: SourceFailure) => void;
}

export interface MailboxQuery {
  readonly type: string;
  readonly organizationalUnit: string | null;
  readonly limit: number | null;
  /** With the security descriptor of each mailbox; online only. */
  readonly descriptors?: boolean;
  /** With a mark of its last change; a server shows it in any case. */
  readonly changeMarks?: boolean;
}

export interface PrincipalQuery {
  readonly list: 'recipients' | 'users' | 'groups';
  readonly limit: number | null;
}

export interface Answer<Row> {
  readonly rows: readonly Row[];
  /** Items of a batch that failed, by id. */
  readonly failed: ReadonlyMap<string, SourceError>;
}

export interface AskOptions extends TokenOptions {
  readonly onRow?: () => void;
  /** Told before a pause; ISO 8601, UTC. Null when it is over. */
  readonly onWait?: (until: string | null) => void;
}

const attempts = 3;
const sessionEnded = 'exchange-session-ended' satisfies ExchangeErrorCode;
/** A question is 20 mailboxes; this is 10,000 of them. */
const recycleAfter = 500;
/** A token that ends sooner than this is renewed before the next question. */
const renewBeforeMs = 5 * 60_000;
const scripts = ['./connect.ps1', './exchange.ps1'].map((file) => fileURLToPath(new URL(file, import.meta.url)));

interface Live {
  readonly session: Session;
  readonly connected: Connected;
  questions: number;
}

export class ExchangeConnection {
  readonly #options: ConnectionOptions;
  readonly #errors: ErrorReader;
  #live: Live | null = null;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    const { name: source, onFailure } = options;
    this.#errors = createErrorReader({ source, ...(onFailure === undefined ? {} : { onFailure }) });
  }

  /** Starts and connects, unless that is done already and still good. @throws SourceError */
  async open(asking: TokenOptions): Promise<Connected> {
    if (this.#live !== null && this.#isGood(this.#live)) return this.#live.connected;
    await this.close(asking.signal);
    const session = await this.#start(asking.signal);
    try {
      const connected = await connectExchange(session, this.#connecting(), asking);
      this.#live = { session, connected, questions: 0 };
      return connected;
    } catch (error) {
      await endProcess(session, asking.signal);
      throw error;
    }
  }

  /** Loads the module in a process of its own and nothing else: it does not hang on the certificate. @throws SourceError */
  async tryModule(asking: TokenOptions): Promise<InstalledModule> {
    const session = await this.#start(asking.signal);
    try {
      assertPowerShell(session.version);
      return await importModule(session, this.#connecting(), asking);
    } finally {
      await endProcess(session, asking.signal);
    }
  }

  /** `limit` null: all of them. */
  async mailboxes(query: MailboxQuery, options: AskOptions): Promise<Answer<MailboxRow>> {
    return this.#ask('mailboxes', { ...query }, mailboxRow, options);
  }

  /** By stable id, whatever the type. Whoever is not there is among `failed` with `exchange-object-gone`. */
  async find(ids: readonly string[], options: AskOptions): Promise<Answer<MailboxRow>> {
    const answer = await this.#ask('find', { ids, groupMailbox: false }, mailboxRow, options);
    const gone = [...answer.failed].filter(([, error]) => error.code === 'exchange-object-gone').map(([id]) => id);
    if (gone.length === 0) return answer;
    // The mailbox of a Microsoft 365 group is found with a switch only.
    const groups = await this.#ask('find', { ids: gone, groupMailbox: true }, mailboxRow, options);
    const others = [...answer.failed].filter(([id]) => !gone.includes(id));
    return { rows: [...answer.rows, ...groups.rows], failed: new Map([...others, ...groups.failed]) };
  }

  /** Addresses that something holds. What nothing holds is among `failed` with `exchange-object-gone`. */
  async holders(addresses: readonly string[], options: AskOptions): Promise<Answer<HolderRow>> {
    return this.#ask('holders', { addresses }, holderRow, options);
  }

  /** `limit` null: all of them. */
  async principals({ list, limit }: PrincipalQuery, options: AskOptions): Promise<Answer<PrincipalRow>> {
    return this.#ask(list, { limit }, principalRow, options);
  }

  /** Of the forest of an Exchange server. */
  async domains(options: AskOptions): Promise<Answer<DomainRow>> {
    return this.#ask('domains', {}, domainRow, options);
  }

  async permissions(
    ids: readonly string[],
    command: PermissionCommand,
    options: AskOptions,
  ): Promise<Answer<PermissionsRow>> {
    return await this.#ask('permissions', { ids, command }, permissionsRow, options);
  }

  async members(ids: readonly string[], options: AskOptions): Promise<Answer<MembersRow>> {
    return this.#ask('members', { ids }, membersRow, options);
  }

  /** Disconnects and ends the process. Never throws: the reading is over either way. Hurries when `signal` is aborted. */
  async close(signal: AbortSignal): Promise<void> {
    const session = this.#live?.session ?? null;
    this.#live = null;
    if (session === null) return;
    await disconnect(session, signal);
    await endProcess(session, signal);
  }

  #connecting(): ConnectOptions {
    const { connection: access, powershell, clock } = this.#options;
    const { standInModules } = powershell;
    return { access, standInModules, platform: process.platform, now: clock.now(), errors: this.#errors };
  }

  #isGood({ session, connected, questions }: Live): boolean {
    const { clock } = this.#options;
    if (!session.alive || questions >= (this.#options.recycleAfter ?? recycleAfter)) return false;
    return connected.expiresAt === null || Date.parse(connected.expiresAt) - clock.now().getTime() > renewBeforeMs;
  }

  async #start(signal: AbortSignal): Promise<Session> {
    const { executable, environment, standInModules, standInEnvironment } = this.#options.powershell;
    const visible = { ...visibleEnvironment(environment), ...(standInModules === null ? {} : standInEnvironment) };
    const start = this.#options.startSession ?? PowerShellSession.start;
    return await start({ ...sessionDefaults, executable, scripts, environment: visible }, signal);
  }

  /** Asks, and asks again when the table of errors says that may help. A repeat starts with no rows. */
  async #ask<Row>(
    operation: string,
    parameters: Readonly<Record<string, unknown>>,
    row: z.ZodType<Row>,
    options: AskOptions,
  ): Promise<Answer<Row>> {
    for (let attempt = 1; ; attempt++) {
      await this.open(options);
      try {
        const answer = await askOnce(this.#used(), { operation, parameters, row, errors: this.#errors }, options);
        // The process lives, and every further question would be answered like this: the next one connects anew.
        if ([...answer.failed.values()].some(({ code }) => code === sessionEnded)) await this.close(options.signal);
        return answer;
      } catch (error) {
        const known = this.#errors.ofCall(`asking Exchange for ${operation}`, error);
        if (!(known instanceof SourceError) || known.retry === 'never' || attempt === attempts) throw known;
        if (known.code === sessionEnded) await this.close(options.signal);
        await pauseBefore(attempt, known.code, this.#options, options);
      }
    }
  }

  #used(): Session {
    if (this.#live === null) throw new Error('a question before a connection');
    this.#live.questions += 1;
    return this.#live.session;
  }
}

interface Question<Row> {
  readonly operation: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly row: z.ZodType<Row>;
  readonly errors: ErrorReader;
}

async function askOnce<Row>(session: Session, question: Question<Row>, options: AskOptions): Promise<Answer<Row>> {
  const rows: Row[] = [];
  const failed = new Map<string, SourceError>();
  await session.call(question.operation, question.parameters, {
    signal: options.signal,
    onRow: (value) => {
      rows.push(parseRow(question, value));
      options.onRow?.();
    },
    onItemError: (error) =>
      failed.set(error.item, question.errors.ofItem(`asking Exchange for ${question.operation}`, error)),
  });
  return { rows, failed };
}

function parseRow<Row>(question: Question<Row>, value: unknown): Row {
  const parsed = question.row.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new SourceError('powershell-protocol', `asking Exchange for ${question.operation}: a row has another shape`);
}

/** Throttling passes in tens of seconds, the rest sooner. Growing pauses with jitter, so that workers do not come together. */
export async function pauseBefore(
  attempt: number,
  code: string,
  { clock, random }: Pick<ConnectionOptions, 'clock' | 'random'>,
  { signal, onWait }: AskOptions,
): Promise<void> {
  const first = code === 'exchange-throttled' ? 20_000 : 500;
  const ms = Math.round(first * 2 ** (attempt - 1) * (0.75 + random() / 2));
  onWait?.(new Date(clock.now().getTime() + ms).toISOString());
  await clock.sleep(ms, signal);
  onWait?.(null);
}
