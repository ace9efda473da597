/**
 * One connection to Exchange: a PowerShell session that is connected when first asked, connected again when it died, and
 * always disconnected at the end. Answers are parsed here; which questions to ask is decided in read-exchange.ts.
 */

import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { SourceError } from '../../../errors.ts';
import type { Clock } from '../../../platform/clock.ts';
import { type Connected, connectExchange } from './connect-exchange.ts';
import type { ExchangeAccess, TokenOptions } from './exchange-access.ts';
import { classifyExchangeText, exchangeError } from './exchange-errors.ts';
import type { ItemError } from './frames.ts';
import type { PermissionRow } from './permission-row.ts';
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
  readonly connection: ExchangeAccess;
  readonly powershell: PowerShellOptions;
  readonly startSession?: StartSession;
  /** After so many questions a fresh process goes on: the module keeps more and more memory. */
  readonly recycleAfter?: number;
  readonly clock: Clock;
  /** 0 ≤ value < 1, for the jitter of pauses. */
  readonly random: () => number;
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

export interface MailboxRow {
  readonly id: string;
  readonly displayName: string;
  readonly primaryAddress: string;
  readonly proxyAddresses: readonly string[];
  readonly type: string;
  /** SDDL; empty when it was not asked for, or when there is none. */
  readonly descriptor: string;
  /** Moves when anything of the mailbox changes; empty when it was not asked for, or when there is none. */
  readonly changeMark: string;
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

const mailboxRow = z.object({
  id: z.string().trim().min(1),
  displayName: z.string(),
  primaryAddress: z.string(),
  proxyAddresses: z.array(z.string()),
  type: z.string(),
  descriptor: z.string(),
  changeMark: z.string(),
});
const principalRow: z.ZodType<PrincipalRow> = z.object({
  id: z.string().min(1),
  guid: z.string(),
  name: z.string(),
  displayName: z.string(),
  alias: z.string(),
  primaryAddress: z.string(),
  emailAddresses: z.array(z.string()),
  type: z.string(),
  userPrincipalName: z.string(),
  sid: z.string(),
  samAccountName: z.string(),
  linkedMasterAccount: z.string(),
  distinguishedName: z.string(),
});
const domainRow: z.ZodType<DomainRow> = z.object({ name: z.string().min(1), dnsRoot: z.string().min(1) });
const permission: z.ZodType<PermissionRow> = z.object({
  user: z.string(),
  sid: z.string(),
  rights: z.array(z.string()),
  deny: z.boolean(),
  inherited: z.boolean(),
});
const permissionsRow = z.object({ id: z.string(), permissions: z.array(permission) });
const holderRow = z.object({ address: z.string() });
const memberRow = z.object({ key: z.string(), sid: z.string() });
const membersRow = z.object({ id: z.string(), members: z.array(memberRow) });

export type PermissionsRow = z.infer<typeof permissionsRow>;
export type HolderRow = z.infer<typeof holderRow>;
export type MemberRow = z.infer<typeof memberRow>;
export type MembersRow = z.infer<typeof membersRow>;

const attempts = 3;
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
  #live: Live | null = null;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  /** Starts and connects, unless that is done already and still good. @throws SourceError */
  async open(asking: TokenOptions): Promise<Connected> {
    if (this.#live !== null && this.#isGood(this.#live)) return this.#live.connected;
    await this.close();
    const session = await this.#start(asking.signal);
    const { connection: access, powershell, clock } = this.#options;
    const { standInModules } = powershell;
    const options = { access, standInModules, platform: process.platform, now: clock.now() };
    try {
      const connected = await connectExchange(session, options, asking);
      this.#live = { session, connected, questions: 0 };
      return connected;
    } catch (error) {
      await session.close();
      throw error;
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

  async principals(list: 'recipients' | 'users' | 'groups', options: AskOptions): Promise<Answer<PrincipalRow>> {
    return this.#ask(list, {}, principalRow, options);
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

  /** Disconnects and ends the process. Never throws: the reading is over either way. */
  async close(): Promise<void> {
    const session = this.#live?.session ?? null;
    this.#live = null;
    if (session === null) return;
    try {
      if (session.alive) await session.call('disconnect', {}, { signal: AbortSignal.timeout(5000) });
    } catch {
      // The process is ended next; Exchange drops the connection by itself.
    } finally {
      await session.close();
    }
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
        return await askOnce(this.#used(), { operation, parameters, row }, options);
      } catch (error) {
        const known = exchangeError(`asking Exchange for ${operation}`, error, []);
        if (!(known instanceof SourceError) || known.retry === 'never' || attempt === attempts) throw known;
        if (known.code === 'exchange-session-ended') await this.close();
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
    onItemError: (error) => failed.set(error.item, itemFailure(question.operation, error)),
  });
  return { rows, failed };
}

function parseRow<Row>(question: Question<Row>, value: unknown): Row {
  const parsed = question.row.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new SourceError('powershell-protocol', `asking Exchange for ${question.operation}: a row has another shape`);
}

function itemFailure(operation: string, error: ItemError): SourceError {
  const { code, retry } = classifyExchangeText(`${error.message} ${error.code}`);
  return new SourceError(code, `asking Exchange for ${operation} of "${error.item}": ${error.message}`, { retry });
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
