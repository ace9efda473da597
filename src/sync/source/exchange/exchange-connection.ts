/**
 * One connection to Exchange: a PowerShell session that is connected when first asked, connected again when it died, and
 * always disconnected at the end. Answers are parsed here; which questions to ask is decided in read-exchange.ts.
 */

import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { SourceError } from '../../../errors.ts';
import type { Clock } from '../../../platform/clock.ts';
import { classifyExchangeText, exchangeError } from './exchange-errors.ts';
import type { ItemError } from './frames.ts';
import type { PrincipalRow } from './recipient-index.ts';
import type { PermissionRow } from './resolve-delegates.ts';
import { PowerShellSession, sessionDefaults } from './session.ts';
import { visibleEnvironment } from './visible-environment.ts';

export interface OnlineCertificate {
  readonly kind: 'online-certificate';
  /** Absolute path of a .pfx file. */
  readonly certificateFile: string;
  /** Called right before it leaves for PowerShell. */
  readonly certificatePassword: () => string;
  readonly applicationId: string;
  readonly organization: string;
}

export interface PowerShellOptions {
  /** Absolute path or name of `pwsh`. */
  readonly executable: string;
  /** Folder that holds a stand-in `ExchangeOnlineManagement` folder; null for the installed module. */
  readonly standInModules: string | null;
  readonly standInEnvironment: Readonly<Record<string, string>>;
  /** The variables of this process; PowerShell gets the few it needs. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** The second one shows SIDs. Which is faster differs from tenant to tenant. */
export type PermissionCommand = 'Get-EXOMailboxPermission' | 'Get-MailboxPermission';

export interface ConnectionOptions {
  readonly connection: OnlineCertificate;
  readonly powershell: PowerShellOptions;
  readonly clock: Clock;
  /** 0 ≤ value < 1, for the jitter of pauses. */
  readonly random: () => number;
}

export interface MailboxRow {
  readonly id: string;
  readonly displayName: string;
  readonly primaryAddress: string;
  readonly proxyAddresses: readonly string[];
  readonly type: string;
}

export interface Answer<Row> {
  readonly rows: readonly Row[];
  /** Items of a batch that failed, by id. */
  readonly failed: ReadonlyMap<string, SourceError>;
}

export interface AskOptions {
  readonly signal: AbortSignal;
  readonly onRow?: () => void;
  /** Told before a pause; ISO 8601, UTC. Null when it is over. */
  readonly onWait?: (until: string | null) => void;
}

const mailboxRow = z.object({
  id: z.string().min(1),
  displayName: z.string(),
  primaryAddress: z.string(),
  proxyAddresses: z.array(z.string()),
  type: z.string(),
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
});
const permission: z.ZodType<PermissionRow> = z.object({
  user: z.string(),
  sid: z.string(),
  rights: z.array(z.string()),
  deny: z.boolean(),
  inherited: z.boolean(),
});
const permissionsRow = z.object({ id: z.string(), permissions: z.array(permission) });
const membersRow = z.object({ id: z.string(), members: z.array(z.string()) });

export type PermissionsRow = z.infer<typeof permissionsRow>;
export type MembersRow = z.infer<typeof membersRow>;

/** Oldest PowerShell that can run the scripts. */
const oldestVersion = [7, 4] as const;
const attempts = 3;

export class ExchangeConnection {
  readonly #options: ConnectionOptions;
  #session: PowerShellSession | null = null;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  /** Starts and connects, unless that is done already. @throws SourceError */
  async open(signal: AbortSignal): Promise<PowerShellSession> {
    if (this.#session?.alive === true) return this.#session;
    await this.#session?.close();
    const { executable, environment, standInModules, standInEnvironment } = this.#options.powershell;
    const script = fileURLToPath(new URL('./exchange.ps1', import.meta.url));
    const visible = { ...visibleEnvironment(environment), ...(standInModules === null ? {} : standInEnvironment) };
    const session = await PowerShellSession.start(
      { ...sessionDefaults, executable, script, environment: visible },
      signal,
    );
    try {
      assertVersion(session.version);
      await this.#connect(session, signal);
    } catch (error) {
      await session.close();
      throw error;
    }
    this.#session = session;
    return session;
  }

  async mailboxes(type: string, organizationalUnit: string | null, options: AskOptions): Promise<Answer<MailboxRow>> {
    return this.#ask('mailboxes', { type, organizationalUnit }, mailboxRow, options);
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

  async principals(list: 'recipients' | 'users' | 'groups', options: AskOptions): Promise<Answer<PrincipalRow>> {
    return this.#ask(list, {}, principalRow, options);
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
    const session = this.#session;
    this.#session = null;
    if (session === null) return;
    try {
      if (session.alive) await session.call('disconnect', {}, { signal: AbortSignal.timeout(5000) });
    } catch {
      // The process is ended next; Exchange drops the connection by itself.
    } finally {
      await session.close();
    }
  }

  async #connect(session: PowerShellSession, signal: AbortSignal): Promise<void> {
    const { connection, powershell } = this.#options;
    const { certificateFile, applicationId, organization } = connection;
    const certificatePassword = connection.certificatePassword();
    const modulePath =
      powershell.standInModules === null
        ? null
        : `${powershell.standInModules}/ExchangeOnlineManagement/ExchangeOnlineManagement.psd1`;
    try {
      const request = { modulePath, certificateFile, certificatePassword, applicationId, organization };
      await session.call('connect', request, { signal });
    } catch (error) {
      throw exchangeError(`connecting to Exchange Online for "${organization}"`, error, [certificatePassword]);
    }
  }

  /** Asks, and asks again when the table of errors says that may help. A repeat starts with no rows. */
  async #ask<Row>(
    operation: string,
    parameters: Readonly<Record<string, unknown>>,
    row: z.ZodType<Row>,
    options: AskOptions,
  ): Promise<Answer<Row>> {
    for (let attempt = 1; ; attempt++) {
      const session = await this.open(options.signal);
      try {
        return await askOnce(session, { operation, parameters, row }, options);
      } catch (error) {
        const known = exchangeError(`asking Exchange for ${operation}`, error, []);
        if (!(known instanceof SourceError) || known.retry === 'never' || attempt === attempts) throw known;
        if (known.code === 'exchange-session-ended') await this.close();
        await pauseBefore(attempt, known.code, this.#options, options);
      }
    }
  }
}

interface Question<Row> {
  readonly operation: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly row: z.ZodType<Row>;
}

async function askOnce<Row>(
  session: PowerShellSession,
  question: Question<Row>,
  options: AskOptions,
): Promise<Answer<Row>> {
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

function assertVersion(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor, oldestMinor] = oldestVersion;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new SourceError('powershell-too-old', `starting PowerShell: version ${version} is older than 7.4`, {
    context: { said: `PowerShell ${version}`, version },
  });
}
