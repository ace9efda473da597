/** Configured sources → adapters. */

import type { Config, ExchangeSourceConfig, SourceConfig } from '../config/config.ts';
import type { Environment } from '../config/environment.ts';
import type { Clock } from '../platform/clock.ts';
import type { SourceFailure } from '../sync/model/source-failure.ts';
import type { ExchangeAccess } from '../sync/source/exchange/exchange-access.ts';
import { createExchangeSource } from '../sync/source/exchange/exchange-source.ts';
import { createRecordedSource, type RecordedSourceOptions } from '../sync/source/recorded/recorded-source.ts';
import type { ReadingOrigin } from '../sync/source/recorded/signed-reading.ts';
import { rememberDelegates } from '../sync/source/remembering/remembering-source.ts';
import type { Source } from '../sync/source/source.ts';
import { createSpreadsheetSource } from '../sync/source/spreadsheet/spreadsheet-source.ts';
import type { Store } from '../sync/store/store.ts';
import type { SignIns } from './create-sign-ins.ts';

export interface SourceSurroundings {
  readonly clock: Clock;
  /** PowerShell gets the few variables it needs. */
  readonly environment: Environment;
  readonly signIns: SignIns;
  readonly memory: Store['delegates'];
  /** Told what a source was answered when something failed, whole. */
  readonly onFailure: ((failure: SourceFailure) => void) | undefined;
}

export function createSources(config: Config, surroundings: SourceSurroundings): Source[] {
  return config.sources.map((source) => createSource(source, config, surroundings));
}

function createSource(source: SourceConfig, config: Config, surroundings: SourceSurroundings): Source {
  const { clock, environment, signIns, memory, onFailure } = surroundings;
  if (source.type === 'spreadsheet') return createSpreadsheetSource({ ...source, clock });
  if (source.type === 'recorded') return createRecordedSource(recordedOptions(source, config, clock));
  const { name, workers, permissionCommand, permissionsMaxAgeMs: maxAgeMs } = source;
  const exchange = createExchangeSource({
    name,
    connection: accessTo(source, signIns),
    powershell: { ...source.powershell, environment },
    organizationalUnit: source.exchangeOrganizationalUnit,
    types: config.policy.scope.types,
    expandGroups: config.expandGroups,
    workers,
    permissionCommand,
    bulkPermissions: source.type === 'exchange-on-premise' ? 'off' : source.bulkPermissions,
    changeMarks: maxAgeMs !== null,
    clock,
    ...(onFailure === undefined ? {} : { onFailure }),
  });
  if (maxAgeMs === null) return exchange;
  return rememberDelegates(exchange, { memory, maxAgeMs, setUp: setUpOf(source, config), clock });
}

/** What makes the same mailbox another one, or its delegates others. */
function setUpOf(source: ExchangeSourceConfig, { expandGroups }: Config): string {
  return JSON.stringify([source.type, placeOf(source), expandGroups]);
}

/** Which organisation, server or file. */
function placeOf(source: SourceConfig): string {
  if (source.type === 'spreadsheet' || source.type === 'recorded') return source.file;
  if (source.type === 'exchange-on-premise') return source.serverUrl;
  return source.type === 'exchange-online-mfa' ? source.tenantId : source.organization;
}

/** What a reading of this source is of. */
export function originOf(source: SourceConfig, { policy }: Config): ReadingOrigin {
  const organizationalUnit = 'exchangeOrganizationalUnit' in source ? source.exchangeOrganizationalUnit : null;
  return { place: placeOf(source), organizationalUnit, types: policy.scope.types };
}

function recordedOptions(
  { name, file, signed }: Extract<SourceConfig, { readonly type: 'recorded' }>,
  { policy }: Config,
  clock: Clock,
): RecordedSourceOptions {
  if (signed === null) return { name, file, clock };
  const { place, organizationalUnit, key } = signed;
  const origin = { place, organizationalUnit, types: policy.scope.types };
  return { name, file, clock, signed: { ...origin, key: () => key.reveal() } };
}

/** Whoever switches remembering off leaves nothing of it behind. */
export async function forgetUnused({ sources }: Config, memory: Store['delegates']): Promise<void> {
  const remembering = sources.filter(
    (source) => 'permissionsMaxAgeMs' in source && source.permissionsMaxAgeMs !== null,
  );
  await memory.forgetOthers(remembering.map(({ name }) => name));
}

function accessTo(source: ExchangeSourceConfig, signIns: SignIns): ExchangeAccess {
  if (source.type === 'exchange-online-mfa') {
    const { name, userName } = source;
    return { kind: 'online-sign-in', userName, token: (options) => signIns.token(name, options) };
  }
  if (source.type === 'exchange-on-premise') {
    const { serverUrl, kerberos, userName, password } = source;
    return { kind: 'on-premise', serverUrl, kerberos, userName, password: () => password.reveal() };
  }
  const { certificateFile, certificatePassword, applicationId, organization } = source;
  return {
    kind: 'online-certificate',
    certificateFile,
    certificatePassword: () => certificatePassword.reveal(),
    applicationId,
    organization,
  };
}
