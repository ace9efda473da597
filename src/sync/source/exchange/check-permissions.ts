/** Both commands that show who has access, timed on the same mailboxes; and whether the list says the same. */

import { SourceError } from '../../../errors.ts';
import { type Check, inOrder, wrong } from '../../model/check.ts';
import type { ReadingProblem } from '../../model/snapshot.ts';
import { agrees } from './agrees-with-descriptor.ts';
import type { CheckExchangeOptions } from './check-exchange-options.ts';
import type { PermissionCommand } from './exchange-connection.ts';
import type { MailboxRow } from './exchange-rows.ts';
import type { InstalledModule } from './module-choice.ts';
import type { PermissionRow } from './permission-row.ts';
import { type Asked, askPermissions, type Reading } from './read-exchange.ts';

interface Sample {
  readonly sample: readonly MailboxRow[];
  readonly module: InstalledModule | null;
}

type Permissions = Asked<readonly PermissionRow[]>['rows'];

/** Which command is faster differs from tenant to tenant. The other one is needed where a name fits two people. */
export async function checkPermissions(
  options: CheckExchangeOptions,
  { sample, module }: Sample,
  reading: Reading,
): Promise<Check> {
  const { name, access, clock } = options;
  const ids = sample.map(({ id }) => id);
  const commands: readonly PermissionCommand[] =
    access.kind === 'on-premise' ? ['Get-MailboxPermission'] : ['Get-EXOMailboxPermission', 'Get-MailboxPermission'];
  const times: Record<string, number> = {};
  const refused: { readonly command: PermissionCommand; readonly error: SourceError }[] = [];
  let withSids: Permissions = new Map();
  for (const permissionCommand of commands) {
    const began = clock.monotonic();
    const answer = await ask({ ...reading, permissionCommand }, ids);
    if (answer instanceof SourceError) refused.push({ command: permissionCommand, error: answer });
    else times[permissionCommand] = Math.round((clock.monotonic() - began) / ids.length);
    if (permissionCommand === 'Get-MailboxPermission' && !(answer instanceof SourceError)) withSids = answer;
  }
  const chosen = commands.length === 1 ? commands[0] : reading.permissionCommand;
  const worst = refused.find(({ command }) => command === chosen) ?? refused[0];
  if (worst !== undefined) {
    const { code, context: params } = worst.error;
    const outcome = worst.command === chosen ? 'failed' : 'warning';
    return wrong('permissions', name, { code, params: { ...params, command: worst.command }, outcome });
  }
  return roadCheck(options, { ...times, mailboxes: ids.length }, bulkRoad(reading, { sample, module, withSids }));
}

/** Of those that are still there; nothing at all is no answer. */
async function ask(reading: Reading, ids: readonly string[]): Promise<Permissions | SourceError> {
  const { rows, failed } = await askPermissions(reading, ids);
  const [failure] = [...failed.values()].filter(({ code }) => code !== 'exchange-object-gone');
  if (failure !== undefined) return failure;
  const context = { command: reading.permissionCommand };
  if (rows.size === 0) return new SourceError('doctor-no-permissions', 'nobody was shown', { context });
  return rows;
}

type BulkRoad = Pick<ReadingProblem, 'code' | 'params'>;

function roadCheck(options: CheckExchangeOptions, params: Check['params'], road: BulkRoad | null): Check {
  const { name, bulkPermissions } = options;
  if (road === null) return inOrder('permissions', name, params);
  const { code } = road;
  if (code === 'agrees' || bulkPermissions === 'off') return inOrder('permissions', name, { ...params, bulk: code });
  return wrong('permissions', name, { code, params: { ...params, ...road.params }, outcome: 'warning' });
}

/** Whether who has access could come from the list, or the code of why not. Null on a server. */
function bulkRoad(
  reading: Reading,
  { sample, module, withSids }: Sample & { readonly withSids: Permissions },
): BulkRoad | null {
  if (module === null) return null;
  const [refused] = reading.problems.filter(({ code }) => code.startsWith('bulk-permissions-'));
  if (refused !== undefined) return refused;
  if (!reading.road.bulk) return { code: 'bulk-permissions-old-module', params: { version: module.version } };
  const answers = sample.map((mailbox) => agrees(mailbox.descriptor, withSids.get(mailbox.id) ?? []));
  if (answers.includes('differs')) return { code: 'bulk-permissions-differ', params: { sample: sample.length } };
  return { code: answers.includes('agrees') ? 'agrees' : 'bulk-permissions-unclear', params: {} };
}
