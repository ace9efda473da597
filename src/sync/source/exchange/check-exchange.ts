/** Tries the way to Exchange step by step, as a reading would go it, and reads five mailboxes with each command there is. */

import { SourceError } from '../../../errors.ts';
import type { Clock } from '../../../platform/clock.ts';
import { type Check, type CheckName, inOrder, skipped, wrong } from '../../model/check.ts';
import type { Connected } from './connect-exchange.ts';
import type { ExchangeAccess } from './exchange-access.ts';
import type { ExchangeConnection, MailboxRow, PermissionCommand } from './exchange-connection.ts';
import type { Reading } from './read-exchange.ts';
import { first } from './read-exchange.ts';

export interface CheckExchangeOptions {
  readonly name: string;
  readonly access: ExchangeAccess;
  readonly types: readonly string[];
  readonly organizationalUnit: string | null;
  readonly clock: Clock;
}

const sampleSize = 5;

export async function checkExchange(options: CheckExchangeOptions, reading: Reading): Promise<readonly Check[]> {
  const connection = first(reading);
  const opening = await attempt(() => connection.open(reading));
  const way = wayChecks(options, opening);
  if (opening instanceof SourceError)
    return [...way, skipped('rights', options.name), skipped('permissions', options.name)];
  const sample = await attempt(() => sampleOf(options, connection, reading));
  if (sample instanceof SourceError) {
    const rights = wrong('rights', options.name, problemOf(sample));
    return [...way, rights, skipped('permissions', options.name)];
  }
  return [...way, rightsCheck(options, sample), await permissionsCheck(options, sample, reading)];
}

/** The steps of connecting in their order: those before the one that failed were in order. */
function wayChecks({ name, access }: CheckExchangeOptions, opening: Connected | SourceError): readonly Check[] {
  const steps: readonly CheckName[] = [
    'powershell',
    ...(access.kind === 'online-certificate' ? (['certificate'] as const) : []),
    'module',
    'connection',
  ];
  if (!(opening instanceof SourceError)) return steps.map((step) => stepInOrder(step, name, opening));
  const at = steps.indexOf(stepOf(opening.code));
  return steps.map((step, index) => {
    if (index < at) return inOrder(step, name);
    return index === at ? wrong(step, name, problemOf(opening)) : skipped(step, name);
  });
}

function stepInOrder(step: CheckName, name: string, { powershell, module, warnings }: Connected): Check {
  const [warning] = warnings;
  if (step === 'certificate' && warning !== undefined)
    return wrong(step, name, { code: warning.code, params: warning.params, outcome: 'warning' });
  if (step === 'powershell') return inOrder(step, name, { version: powershell });
  return step === 'module' && module !== null ? inOrder(step, name, { version: module.version }) : inOrder(step, name);
}

function stepOf(code: string): CheckName {
  if (code.startsWith('powershell-')) return 'powershell';
  if (code.startsWith('exchange-certificate-')) return 'certificate';
  return /^exchange-(module-|powershellget|active-directory)/.test(code) ? 'module' : 'connection';
}

async function sampleOf(
  { types, organizationalUnit }: CheckExchangeOptions,
  connection: ExchangeConnection,
  reading: Reading,
): Promise<readonly MailboxRow[]> {
  const sample: MailboxRow[] = [];
  for (const type of types) {
    const limit = sampleSize - sample.length;
    if (limit <= 0) break;
    sample.push(...(await connection.mailboxes({ type, organizationalUnit, limit }, reading)).rows);
  }
  return sample;
}

function rightsCheck({ name }: CheckExchangeOptions, sample: readonly MailboxRow[]): Check {
  if (sample.length > 0) return inOrder('rights', name, { mailboxes: sample.length });
  return wrong('rights', name, { code: 'doctor-no-mailboxes', params: {}, outcome: 'warning' });
}

/** Which command is faster differs from tenant to tenant: both are timed on the same mailboxes. */
async function permissionsCheck(
  { name, access, clock }: CheckExchangeOptions,
  sample: readonly MailboxRow[],
  reading: Reading,
): Promise<Check> {
  if (sample.length === 0) return skipped('permissions', name);
  const ids = sample.map(({ id }) => id);
  const commands: readonly PermissionCommand[] =
    access.kind === 'on-premise' ? ['Get-MailboxPermission'] : ['Get-EXOMailboxPermission', 'Get-MailboxPermission'];
  const times: Record<string, number> = {};
  for (const command of commands) {
    const began = clock.now().getTime();
    const answer = await attempt(() => first(reading).permissions(ids, command, reading));
    if (answer instanceof SourceError) return wrong('permissions', name, problemOf(answer));
    const [failure] = [...answer.failed.values()];
    if (failure !== undefined) return wrong('permissions', name, problemOf(failure));
    times[command] = Math.round((clock.now().getTime() - began) / ids.length);
  }
  return inOrder('permissions', name, { mailboxes: ids.length, ...times });
}

function problemOf({ code, context }: SourceError) {
  return { code, params: context };
}

async function attempt<T>(work: () => Promise<T>): Promise<T | SourceError> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SourceError) return error;
    throw error;
  }
}
