/** The valid file → Config: names, absolute paths, the policy. Decides nothing; everything was checked before. */

import { dirname, resolve } from 'node:path';
import { InternalError } from '../errors.ts';
import { type DangerClass, dangerClasses } from '../sync/model/mutation.ts';
import type { DivisionRule, Policy } from '../sync/model/policy.ts';
import type { AccessConfig, Config, PowerShellConfig, SourceConfig } from './config.ts';
import type { Origin } from './config-problem.ts';
import { sourceName } from './rules.ts';
import type { ConfigFile } from './schema.ts';
import type { Secret } from './secret.ts';
import { type SecretVariable, secretVariables } from './secrets.ts';

export interface ValidInput {
  readonly file: string;
  readonly content: ConfigFile;
  readonly secrets: ReadonlyMap<SecretVariable, Secret>;
  /** Values that did not come from the file, by dotted path: their relative paths start in the working directory. */
  readonly fromFlagOrEnvironment: ReadonlyMap<string, Origin>;
}

export function toConfig({ file, content, secrets, fromFlagOrEnvironment }: ValidInput): Config {
  const besideFile = (path: string) => resolve(dirname(file), path);
  const storePath = content.store.path;
  return deepFreeze({
    file,
    sources: content.sources.map((source) => toSource(source, besideFile, secrets)),
    expandGroups: content.delegates.expandGroups,
    policy: toPolicy(content),
    target: {
      url: content.target.url,
      apiKey: secretOf(secrets, secretVariables.apiKey),
      rate: { calls: content.target.rate.calls, perMs: content.target.rate.per },
    },
    approval: { expiresAfterMs: content.approval.expiresAfter, rereadAfterMs: content.approval.rereadAfter },
    access: toAccess(content),
    conversations: content.conversations,
    timeZone: content.schedule.timeZone,
    store: { path: fromFlagOrEnvironment.has('store.path') ? resolve(storePath) : besideFile(storePath) },
    bot: toBot(content.bot, secrets),
    readingKey: secrets.get(secretVariables.readingKey) ?? null,
    reports: { linkLivesMs: content.reports.linkLives },
    language: content.language,
  });
}

function toSource(
  source: ConfigFile['sources'][number],
  besideFile: (path: string) => string,
  secrets: ValidInput['secrets'],
): SourceConfig {
  const name = sourceName(source);
  if (source.type === 'spreadsheet')
    return { type: source.type, name, file: besideFile(source.file), sheet: source.sheet };
  if (source.type === 'recorded') {
    const { recordedPlace: place = '', recordedOrganizationalUnit: organizationalUnit } = source;
    const key = () => secretOf(secrets, secretVariables.readingKey);
    const signed = source.signed ? { place, organizationalUnit, key: key() } : null;
    return { type: source.type, name, file: besideFile(source.file), signed };
  }
  const { permissionsMaxAge: permissionsMaxAgeMs, ...written } = source;
  const exchange = { name, permissionsMaxAgeMs, powershell: toPowerShell(source.powershell, besideFile) };
  if (written.type === 'exchange-on-premise')
    return { ...written, ...exchange, password: secretOf(secrets, secretVariables.exchangePassword) };
  if (written.type === 'exchange-online-mfa') {
    const clientSecret = written.deviceCode ? null : secretOf(secrets, secretVariables.signInSecret);
    return { ...written, ...exchange, clientSecret };
  }
  const certificatePassword = secretOf(secrets, secretVariables.certificatePassword);
  return { ...written, ...exchange, certificateFile: besideFile(written.certificateFile), certificatePassword };
}

function toPowerShell(
  { executable, standInModules, standInEnvironment }: PowerShellConfig,
  besideFile: (path: string) => string,
): PowerShellConfig {
  return {
    // A bare name is looked up in PATH; anything with a slash is a file.
    executable: /[\\/]/.test(executable) ? besideFile(executable) : executable,
    standInModules: standInModules === null ? null : besideFile(standInModules),
    standInEnvironment,
  };
}

function toPolicy({ sources, mailboxes, target, sync, guards, approval }: ConfigFile): Policy {
  return {
    scope: {
      sources: sources.map((source) => [kindOf(source), sourceName(source), placeOf(source)].join(' ')).sort(),
      types: sortedSet(mailboxes.types),
      filter: toFilter(mailboxes.filter),
      domains: sortedSet(target.domains),
      protectedAddresses: sortedSet(mailboxes.protectedAddresses),
      division: toDivision(target.zivverOrganizationalUnit),
    },
    sync,
    guards: { ...guards, waivable: sortedSet(guards.waivable) },
    approval: {
      secondPersonFor: sortedSet(approval.secondPersonFor),
      votes: approval.votes,
      typedNumberFor: sortedSet(approval.typedNumberFor),
      // That people are named is a rule of the plan; who they are is not.
      ...(namedFor(approval).length === 0 ? {} : { namedApproversFor: namedFor(approval) }),
    },
  };
}

type SourceInFile = ConfigFile['sources'][number];

function kindOf(source: SourceInFile): string {
  return source.type === 'recorded' ? source.recordedFrom : source.type;
}

/** Which organisation, server or file: another one is another source, whatever it is called. */
function placeOf(source: SourceInFile): string {
  if (source.type === 'recorded') {
    const { recordedPlace, recordedOrganizationalUnit: unit, file } = source;
    return `${recordedPlace ?? file}${unit === null ? '' : ` ${unit}`}`;
  }
  if (source.type === 'spreadsheet') return source.sheet === null ? source.file : `${source.file} ${source.sheet}`;
  const unit = source.exchangeOrganizationalUnit === null ? '' : ` ${source.exchangeOrganizationalUnit}`;
  if (source.type === 'exchange-on-premise') return `${source.serverUrl}${unit}`;
  return `${source.type === 'exchange-online-mfa' ? source.tenantId : source.organization}${unit}`;
}

function toFilter(filter: ConfigFile['mailboxes']['filter']): Policy['scope']['filter'] {
  if (filter?.include !== undefined) return { kind: 'include', expression: filter.include };
  if (filter?.exclude !== undefined) return { kind: 'exclude', expression: filter.exclude };
  return null;
}

function toDivision(unit: ConfigFile['target']['zivverOrganizationalUnit']): DivisionRule {
  return typeof unit === 'string' ? { kind: unit } : { kind: 'custom', identifier: unit.custom };
}

/** Without a tenant nobody matches: an empty id is nobody's. */
function toAccess({ access, bot, approval }: ConfigFile): AccessConfig {
  return {
    tenantId: access.tenantId ?? bot?.tenantId ?? '',
    readers: sortedSet(access.readers),
    operators: sortedSet(access.operators),
    approvers: sortedSet(access.approvers),
    approversFor: Object.fromEntries(
      namedFor(approval).map((name) => [name, sortedSet(approval.approversFor[name] ?? [])]),
    ),
  };
}

function namedFor({ approversFor }: ConfigFile['approval']): readonly DangerClass[] {
  return dangerClasses.filter((name) => approversFor[name] !== undefined);
}

/** No `bot` section: the console. `serve` asks for one before it listens. */
function toBot(bot: ConfigFile['bot'], secrets: ValidInput['secrets']): Config['bot'] {
  const {
    host = '127.0.0.1',
    port = 3978,
    publicUrl = `http://${urlHost(host)}:${port}`,
    authentication,
    appId,
    tenantId,
  } = bot ?? {};
  if (bot === undefined || authentication === 'none')
    return { host, port, publicUrl, authentication: { kind: 'none' } };
  if (appId === undefined || tenantId === undefined)
    throw new InternalError('a bot without appId or tenantId passed the rules');
  return {
    host,
    port,
    publicUrl,
    authentication: { kind: 'single-tenant', appId, tenantId, secret: secretOf(secrets, secretVariables.botSecret) },
  };
}

function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

function secretOf(secrets: ValidInput['secrets'], variable: SecretVariable): Secret {
  const secret = secrets.get(variable);
  if (secret === undefined) throw new InternalError(`${variable} passed the rules without a value`);
  return secret;
}

/** The order in which people write a list is not part of a plan. */
function sortedSet<T extends string>(values: readonly T[]): T[] {
  return [...new Set(values)].sort();
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
