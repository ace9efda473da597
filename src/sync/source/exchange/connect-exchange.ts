/**
 * Makes the connection of a fresh PowerShell session: everything that can be checked is checked before anything connects,
 * each with its own reason. Answers what was found on the way.
 */

import { z } from 'zod';
import { SourceError } from '../../../errors.ts';
import type { ReadingProblem } from '../../model/snapshot.ts';
import { checkCertificate } from './certificate-check.ts';
import { disconnect } from './end-session.ts';
import type { ErrorReader } from './error-reader.ts';
import {
  type ExchangeAccess,
  type ExchangeToken,
  type OnlineCertificate,
  type OnlineSignIn,
  type OnPremise,
  placeOf,
  type TokenOptions,
} from './exchange-access.ts';
import type { ConnectStep } from './exchange-errors.ts';
import { assertPowerShell, assertSigned, chooseModule, type InstalledModule } from './module-choice.ts';
import type { Session } from './session.ts';

export interface ConnectOptions {
  readonly access: ExchangeAccess;
  /** Folder that holds stand-in modules; null for the installed ones. */
  readonly standInModules: string | null;
  readonly platform: NodeJS.Platform;
  readonly now: Date;
  readonly errors: ErrorReader;
}

export interface Connected {
  readonly powershell: string;
  /** Null on-premise: the server brings its own commands. */
  readonly module: InstalledModule | null;
  /** ISO 8601, UTC; null when it does not end by itself. */
  readonly expiresAt: string | null;
  readonly warnings: readonly ReadingProblem[];
}

/** For each step of connecting. Exchange answers a question within 15 minutes, but lets somebody in within one, or not at all. */
const connectWithinMs = 3 * 60_000;

const installedModule = z.object({ version: z.string(), path: z.string().min(1) });
const signature = z.object({ file: z.string(), status: z.string(), signer: z.string() });
const certificate = z.object({
  hasPrivateKey: z.boolean(),
  notBefore: z.iso.datetime(),
  notAfter: z.iso.datetime(),
  thumbprint: z.string(),
});

/** @throws SourceError */
export async function connectExchange(
  session: Session,
  options: ConnectOptions,
  asking: TokenOptions,
): Promise<Connected> {
  const { access } = options;
  assertPowerShell(session.version);
  const known = { powershell: session.version, module: null, expiresAt: null, warnings: [] };
  if (access.kind === 'on-premise') {
    await connectOnPremise(session, access, options, asking);
    return known;
  }
  const warning = access.kind === 'online-certificate' ? await openCertificate(session, access, options, asking) : null;
  const module = await importModule(session, options, asking);
  const found = { ...known, module, warnings: warning === null ? [] : [warning] };
  if (access.kind === 'online-certificate') {
    await connectWithCertificate(session, access, options, asking);
    return found;
  }
  const { expiresAt } = await connectWithToken(session, access, options, asking);
  return { ...found, expiresAt };
}

/** A token can be refused that should not have ended yet: then another one is asked for, once. */
async function connectWithToken(
  session: Session,
  access: OnlineSignIn,
  { errors }: ConnectOptions,
  asking: TokenOptions,
): Promise<ExchangeToken> {
  const attempt = async (token: ExchangeToken) => {
    errors.hide(token.accessToken);
    const request = { accessToken: token.accessToken, userName: access.userName };
    await connect(session, { op: 'connect-token', access, request, errors }, asking);
    return token;
  };
  const token = await access.token(asking);
  try {
    return await attempt(token);
  } catch (error) {
    if (!(error instanceof SourceError) || error.code !== 'exchange-session-ended') throw error;
    return await attempt(await access.token({ ...asking, refused: token.accessToken }));
  }
}

async function openCertificate(
  session: Session,
  access: OnlineCertificate,
  { now, errors }: ConnectOptions,
  asking: TokenOptions,
): Promise<ReadingProblem | null> {
  const file = access.certificateFile;
  const password = access.certificatePassword();
  errors.hide(password);
  const doing = `opening the certificate "${file}"`;
  const at = { step: 'certificate', doing, errors } as const;
  const question = { op: 'certificate', parameters: { file, password }, row: certificate, ...at };
  const [facts] = await rowsOf(session, question, asking);
  if (facts === undefined) throw new SourceError('powershell-protocol', `${doing}: no answer`);
  return checkCertificate(facts, file, now);
}

/** The module is loaded by its path: another one of the same name, in another folder, is not. */
export async function importModule(
  session: Session,
  { access, standInModules, errors }: ConnectOptions,
  asking: TokenOptions,
): Promise<InstalledModule> {
  const at = { step: 'module', doing: 'loading the module ExchangeOnlineManagement', errors } as const;
  const name = 'ExchangeOnlineManagement';
  const rows = await rowsOf(
    session,
    { op: 'modules', parameters: { name, folder: standInModules }, row: installedModule, ...at },
    asking,
  );
  const options = { powershell: session.version, needsToken: access.kind === 'online-sign-in' };
  const chosen = chooseModule(rows, options);
  const parameters = { path: chosen.path };
  if (standInModules === null)
    assertSigned(await rowsOf(session, { op: 'signatures', parameters, row: signature, ...at }, asking));
  await rowsOf(session, { op: 'import', parameters, row: z.never(), ...at }, asking);
  return chosen;
}

async function connectWithCertificate(
  session: Session,
  access: OnlineCertificate,
  { errors }: ConnectOptions,
  asking: TokenOptions,
): Promise<void> {
  const { certificateFile, applicationId, organization } = access;
  const certificatePassword = access.certificatePassword();
  const request = { certificateFile, certificatePassword, applicationId, organization };
  await connect(session, { op: 'connect-certificate', access, request, errors }, asking);
}

async function connectOnPremise(
  session: Session,
  access: OnPremise,
  { platform, standInModules, errors }: ConnectOptions,
  asking: TokenOptions,
): Promise<void> {
  if (platform !== 'win32' && standInModules === null) {
    throw new SourceError('exchange-on-premise-needs-windows', `connecting to "${access.serverUrl}" from ${platform}`, {
      context: { platform },
    });
  }
  const doing = 'loading the module ActiveDirectory';
  const at = { step: 'module', doing, errors } as const;
  for (const name of standInModules === null ? ['ActiveDirectory'] : ['OnPremiseExchange', 'ActiveDirectory']) {
    const rows = await rowsOf(
      session,
      { op: 'modules', parameters: { name, folder: standInModules }, row: installedModule, ...at },
      asking,
    );
    const [module] = rows;
    if (module === undefined) throw new SourceError('exchange-active-directory-missing', `${doing}: not installed`);
    await rowsOf(session, { op: 'import', parameters: { path: module.path }, row: z.never(), ...at }, asking);
  }
  const { serverUrl, kerberos, userName } = access;
  const password = access.password();
  errors.hide(password);
  const request = { serverUrl, kerberos, userName, password };
  await connect(session, { op: 'connect-on-premise', access, request, errors }, asking);
}

interface ConnectCall {
  readonly op: string;
  readonly access: ExchangeAccess;
  readonly request: Readonly<Record<string, unknown>>;
  readonly errors: ErrorReader;
}

async function connect(session: Session, call: ConnectCall, { signal }: TokenOptions): Promise<void> {
  try {
    await session.call(call.op, call.request, { signal, withinMs: connectWithinMs });
  } catch (error) {
    // It may be half made: a session of a server is, when only its settings were refused.
    await disconnect(session, signal);
    throw call.errors.ofCall(`connecting to Exchange at "${placeOf(call.access)}"`, error, 'connection');
  }
}

interface Question<Row> {
  readonly op: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly row: z.ZodType<Row>;
  readonly step: ConnectStep;
  readonly doing: string;
  readonly errors: ErrorReader;
}

async function rowsOf<Row>(
  session: Session,
  { op, parameters, row: shape, step, doing, errors }: Question<Row>,
  { signal }: TokenOptions,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  try {
    await session.call(op, parameters, {
      signal,
      withinMs: connectWithinMs,
      onRow: (row) => rows.push(shape.parse(row)),
    });
    return rows;
  } catch (error) {
    if (error instanceof z.ZodError) throw new SourceError('powershell-protocol', `${doing}: a row has another shape`);
    throw errors.ofCall(doing, error, step);
  }
}
