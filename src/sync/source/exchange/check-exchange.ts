/** Tries the way to Exchange step by step, as a reading would go it, and reads five mailboxes with each command there is. */

import { SourceError } from '../../../errors.ts';
import type { Clock } from '../../../platform/clock.ts';
import { type Check, type CheckName, inOrder, skipped, wrong } from '../../model/check.ts';
import type { ReadingProblem } from '../../model/snapshot.ts';
import { agrees } from './agrees-with-descriptor.ts';
import type { Connected } from './connect-exchange.ts';
import type { ExchangeAccess } from './exchange-access.ts';
import type { Answer, MailboxRow, PermissionCommand, PermissionsRow } from './exchange-connection.ts';
import { type InstalledModule, knowsDescriptors } from './module-choice.ts';
import { first, type Reading } from './read-exchange.ts';
import { listOne } from './read-mailbox-list.ts';

export interface CheckExchangeOptions {
  readonly name: string;
  readonly access: ExchangeAccess;
  readonly types: readonly string[];
  readonly organizationalUnit: string | null;
  readonly bulkPermissions: 'auto' | 'off';
  readonly clock: Clock;
}

const sampleSize = 5;

export async function checkExchange(options: CheckExchangeOptions, reading: Reading): Promise<readonly Check[]> {
  const connection = first(reading);
  const opening = await attempt(() => connection.open(reading));
  const way = wayChecks(options, opening);
  if (opening instanceof SourceError)
    return [...way, skipped('rights', options.name), skipped('permissions', options.name)];
  reading.road.bulk = opening.module !== null && knowsDescriptors(opening.module);
  const sample = await attempt(() => sampleOf(options, reading));
  if (sample instanceof SourceError) {
    const rights = wrong('rights', options.name, problemOf(sample));
    return [...way, rights, skipped('permissions', options.name)];
  }
  const { module } = opening;
  return [...way, rightsCheck(options, sample), await permissionsCheck(options, { sample, module }, reading)];
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
  reading: Reading,
): Promise<readonly MailboxRow[]> {
  const sample: MailboxRow[] = [];
  for (const type of types) {
    const limit = sampleSize - sample.length;
    if (limit <= 0) break;
    sample.push(...(await listOne(reading, { type, organizationalUnit, limit })).rows);
  }
  return sample;
}

function rightsCheck({ name }: CheckExchangeOptions, sample: readonly MailboxRow[]): Check {
  if (sample.length > 0) return inOrder('rights', name, { mailboxes: sample.length });
  return wrong('rights', name, { code: 'doctor-no-mailboxes', params: {}, outcome: 'warning' });
}

/** Which command is faster differs from tenant to tenant: both are timed on the same mailboxes. */
async function permissionsCheck(
  options: CheckExchangeOptions,
  { sample, module }: { readonly sample: readonly MailboxRow[]; readonly module: InstalledModule | null },
  reading: Reading,
): Promise<Check> {
  const { name, access, clock } = options;
  if (sample.length === 0) return skipped('permissions', name);
  const ids = sample.map(({ id }) => id);
  const commands: readonly PermissionCommand[] =
    access.kind === 'on-premise' ? ['Get-MailboxPermission'] : ['Get-EXOMailboxPermission', 'Get-MailboxPermission'];
  const times: Record<string, number> = {};
  let bulk: BulkRoad | null = null;
  for (const command of commands) {
    const began = clock.now().getTime();
    const answer = await attempt(() => first(reading).permissions(ids, command, reading));
    if (answer instanceof SourceError) return wrong('permissions', name, problemOf(answer));
    const [failure] = [...answer.failed.values()];
    if (failure !== undefined) return wrong('permissions', name, problemOf(failure));
    times[command] = Math.round((clock.now().getTime() - began) / ids.length);
    if (command === 'Get-MailboxPermission' && module !== null) bulk = bulkRoad(reading, { sample, module, answer });
  }
  const params = { mailboxes: ids.length, ...times };
  if (bulk === null) return inOrder('permissions', name, params);
  const { code } = bulk;
  if (code === 'agrees' || options.bulkPermissions === 'off')
    return inOrder('permissions', name, { ...params, bulk: code });
  return wrong('permissions', name, { code, params: { ...params, ...bulk.params }, outcome: 'warning' });
}

type BulkRoad = Pick<ReadingProblem, 'code' | 'params'>;

interface BothWays {
  readonly sample: readonly MailboxRow[];
  readonly module: InstalledModule;
  readonly answer: Answer<PermissionsRow>;
}

/** Whether who has access could come from the list, or the code of why not. */
function bulkRoad(reading: Reading, { sample, module, answer }: BothWays): BulkRoad {
  const [refused] = reading.problems.filter(({ code }) => code.startsWith('bulk-permissions-'));
  if (refused !== undefined) return refused;
  if (!reading.road.bulk) return { code: 'bulk-permissions-old-module', params: { version: module.version } };
  const rows = new Map(answer.rows.map(({ id, permissions }) => [id, permissions]));
  const answers = sample.map((mailbox) => agrees(mailbox.descriptor, rows.get(mailbox.id) ?? []));
  if (answers.includes('differs')) return { code: 'bulk-permissions-differ', params: { sample: sample.length } };
  return { code: answers.includes('agrees') ? 'agrees' : 'bulk-permissions-unclear', params: {} };
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
