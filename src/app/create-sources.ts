/** Configured sources → adapters. */

import type { Config, SourceConfig } from '../config/config.ts';
import type { Environment } from '../config/environment.ts';
import type { Clock } from '../platform/clock.ts';
import { createExchangeSource } from '../sync/source/exchange/exchange-source.ts';
import { createRecordedSource } from '../sync/source/recorded/recorded-source.ts';
import type { Source } from '../sync/source/source.ts';
import { createSpreadsheetSource } from '../sync/source/spreadsheet/spreadsheet-source.ts';

export interface SourceSurroundings {
  readonly clock: Clock;
  /** PowerShell gets the few variables it needs. */
  readonly environment: Environment;
}

export function createSources(config: Config, surroundings: SourceSurroundings): Source[] {
  return config.sources.map((source) => createSource(source, config, surroundings));
}

function createSource(
  source: SourceConfig,
  { policy, expandGroups }: Config,
  { clock, environment }: SourceSurroundings,
): Source {
  if (source.type === 'spreadsheet') return createSpreadsheetSource({ ...source, clock });
  if (source.type === 'recorded') return createRecordedSource({ ...source, clock });
  const { certificateFile, certificatePassword, applicationId, organization } = source;
  return createExchangeSource({
    name: source.name,
    connection: {
      kind: 'online-certificate',
      certificateFile,
      certificatePassword: () => certificatePassword.reveal(),
      applicationId,
      organization,
    },
    powershell: { ...source.powershell, environment },
    organizationalUnit: source.exchangeOrganizationalUnit,
    types: policy.scope.types,
    expandGroups,
    clock,
  });
}
