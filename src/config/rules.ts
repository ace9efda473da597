/** Rules that look at more than one key. Each takes the sections that are valid by themselves and says what is wrong. */

import { isLoopbackHost, isLoopbackUrl } from '../platform/loopback.ts';
import { dangerClasses } from '../sync/model/mutation.ts';
import type { ConfigProblem, ConfigProblemCode, ConfigWarning, ConfigWarningCode } from './config-problem.ts';
import type { Environment } from './environment.ts';
import type { ConfigFile } from './schema.ts';
import { unsignedMixes } from './unsigned-mixes.ts';
import { type Locate, type Path, pathText, shown } from './zod-problems.ts';

export type ValidSections = Partial<ConfigFile>;
type Fault<Code> = {
  readonly code: Code;
  readonly path: Path;
  readonly found?: unknown;
  readonly params?: ConfigProblem['params'];
};
type Rule<Code> = (file: ValidSections, env: Environment, locate: Locate) => readonly Fault<Code>[];

const problemRules: readonly Rule<ConfigProblemCode>[] = [
  includeOrExclude,
  uniqueSourceNames,
  kerberosAndScheme,
  encryptedTarget,
  standInsOnLoopback,
  signInExceptOnLoopback,
  botIdentity,
  entraIds,
  oneTenant,
  namedApproversApprove,
  enoughNamedApprovers,
];
const warningRules: readonly Rule<ConfigWarningCode>[] = [
  missingIsTaken,
  rateOverKnown,
  somebodyApproves,
  mixedPlansCanBeSigned,
];

export function brokenRules(file: ValidSections, env: Environment, locate: Locate): ConfigProblem[] {
  return problemRules.flatMap((rule) => rule(file, env, locate).map((fault) => located(fault, locate)));
}

export function warnings(file: ValidSections, env: Environment, locate: Locate): ConfigWarning[] {
  return warningRules.flatMap((rule) => rule(file, env, locate).map((fault) => located(fault, locate)));
}

export function located<Code extends string>({ code, path, found, params = {} }: Fault<Code>, locate: Locate) {
  return { code, path: pathText(path), origin: locate(path), found: found === undefined ? null : shown(found), params };
}

function includeOrExclude({ mailboxes }: ValidSections, _env: Environment, locate: Locate): Fault<ConfigProblemCode>[] {
  if (!mailboxes?.filter) return [];
  const { include, exclude } = mailboxes.filter;
  if (include === undefined && exclude === undefined)
    return [{ code: 'include-or-exclude-missing', path: ['mailboxes', 'filter'] }];
  if (include === undefined || exclude === undefined) return [];
  const other = locate(['mailboxes', 'filter', 'exclude']);
  const params = { other: 'mailboxes.filter.exclude', line: other.kind === 'file' ? other.line : 0 };
  return [{ code: 'include-and-exclude', path: ['mailboxes', 'filter', 'include'], found: include, params }];
}

function uniqueSourceNames({ sources = [] }: ValidSections): Fault<ConfigProblemCode>[] {
  const names = sources.map(sourceName);
  return names.flatMap((name, index) =>
    names.indexOf(name) === index
      ? []
      : [
          {
            code: 'duplicate-name' as const,
            path: ['sources', index],
            found: name,
            params: { other: `sources[${names.indexOf(name)}]` },
          },
        ],
  );
}

/** The kind is name enough while there is one of it. */
export function sourceName(source: ConfigFile['sources'][number]): string {
  return source.name ?? (source.type.startsWith('exchange-') ? 'exchange' : source.type);
}

/** The pair that the vendor's manual warns of: the wrong one gives an error 400 that says nothing. */
function kerberosAndScheme({ sources = [] }: ValidSections): Fault<ConfigProblemCode>[] {
  return sources.flatMap((source, index): Fault<ConfigProblemCode>[] => {
    if (source.type !== 'exchange-on-premise') return [];
    const path = ['sources', index, 'serverUrl'];
    const isHttp = source.serverUrl.startsWith('http:');
    if (source.kerberos && !isHttp) return [{ code: 'kerberos-needs-http', path, found: source.serverUrl }];
    return !source.kerberos && isHttp ? [{ code: 'https-without-kerberos', path, found: source.serverUrl }] : [];
  });
}

function encryptedTarget({ target }: ValidSections): Fault<ConfigProblemCode>[] {
  if (target === undefined || target.url.startsWith('https:') || isLoopbackUrl(target.url)) return [];
  return [{ code: 'https-needed', path: ['target', 'url'], found: target.url }];
}

function standInsOnLoopback({ sources = [], target }: ValidSections): Fault<ConfigProblemCode>[] {
  if (target === undefined || isLoopbackUrl(target.url)) return [];
  return sources.flatMap((source, index): Fault<ConfigProblemCode>[] => {
    const fault = { code: 'stand-in-needs-loopback' as const, params: { target: target.url } };
    if (source.type === 'recorded' && source.signed) return [];
    if (source.type === 'recorded') return [{ ...fault, path: ['sources', index, 'type'], found: source.type }];
    if (!('powershell' in source) || source.powershell.standInModules === null) return [];
    return [
      { ...fault, path: ['sources', index, 'powershell', 'standInModules'], found: source.powershell.standInModules },
    ];
  });
}

function signInExceptOnLoopback({ bot, target }: ValidSections, env: Environment): Fault<ConfigProblemCode>[] {
  if (bot?.authentication !== 'none') return [];
  const path = ['bot', 'authentication'];
  const faults: Fault<ConfigProblemCode>[] = [];
  const needsLoopback = (where: string, value: string): Fault<ConfigProblemCode> => ({
    code: 'no-sign-in-needs-loopback',
    path,
    found: 'none',
    params: { where, value },
  });
  if (!isLoopbackHost(bot.host)) faults.push(needsLoopback('bot.host', bot.host));
  if (bot.publicUrl !== undefined && !isLoopbackUrl(bot.publicUrl))
    faults.push(needsLoopback('bot.publicUrl', bot.publicUrl));
  if (target !== undefined && !isLoopbackUrl(target.url)) faults.push(needsLoopback('target.url', target.url));
  if (env['NODE_ENV'] === 'production') faults.push({ code: 'no-sign-in-in-production', path, found: 'none' });
  return faults;
}

function botIdentity({ bot }: ValidSections): Fault<ConfigProblemCode>[] {
  if (bot === undefined || bot.authentication === 'none') return [];
  return (['appId', 'tenantId'] as const).flatMap((key) =>
    bot[key] === undefined ? [{ code: 'bot-identity-missing' as const, path: ['bot', key], params: { key } }] : [],
  );
}

/** Trials without sign-in use made-up ids. */
function entraIds({ access, bot }: ValidSections): Fault<ConfigProblemCode>[] {
  if (access === undefined || bot?.authentication === 'none') return [];
  const lists = (['readers', 'operators', 'approvers'] as const).flatMap((list) =>
    access[list].map((id, index) => ({ id, path: ['access', list, index] })),
  );
  const ids = access.tenantId === undefined ? lists : [{ id: access.tenantId, path: ['access', 'tenantId'] }, ...lists];
  return ids.flatMap(({ id, path }) =>
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? [] : [{ code: 'guid' as const, path, found: id }],
  );
}

function oneTenant({ access, bot }: ValidSections): Fault<ConfigProblemCode>[] {
  if (access?.tenantId === undefined || bot?.tenantId === undefined || access.tenantId === bot.tenantId) return [];
  return [
    { code: 'tenants-differ', path: ['access', 'tenantId'], found: access.tenantId, params: { other: bot.tenantId } },
  ];
}

function namedApproversApprove({ access, approval }: ValidSections): Fault<ConfigProblemCode>[] {
  if (access === undefined || approval === undefined) return [];
  return dangerClasses.flatMap((name) =>
    (approval.approversFor[name] ?? []).flatMap((id, index) =>
      access.approvers.includes(id)
        ? []
        : [{ code: 'not-an-approver' as const, path: ['approval', 'approversFor', name, index], found: id }],
    ),
  );
}

/** A plan that can never have its votes waits for nobody. */
function enoughNamedApprovers({ approval }: ValidSections): Fault<ConfigProblemCode>[] {
  if (approval === undefined) return [];
  return dangerClasses.flatMap((name) => {
    const named = approval.approversFor[name];
    const minimum = approval.votes[name];
    if (named === undefined || new Set(named).size >= minimum) return [];
    return [{ code: 'too-few' as const, path: ['approval', 'approversFor', name], found: named, params: { minimum } }];
  });
}

function missingIsTaken({ sync }: ValidSections): Fault<ConfigWarningCode>[] {
  return sync === undefined || sync.missing === 'keep'
    ? []
    : [{ code: 'missing-is-taken', path: ['sync', 'missing'], found: sync.missing }];
}

function rateOverKnown({ target }: ValidSections): Fault<ConfigWarningCode>[] {
  if (target === undefined || target.rate.calls / target.rate.per <= 50 / 10_000) return [];
  return [
    {
      code: 'rate-over-known',
      path: ['target', 'rate'],
      found: target.rate.calls,
      params: { calls: target.rate.calls, seconds: target.rate.per / 1000 },
    },
  ];
}

function somebodyApproves({ access, bot }: ValidSections): Fault<ConfigWarningCode>[] {
  return bot === undefined || access === undefined || access.approvers.length > 0
    ? []
    : [{ code: 'nobody-approves', path: ['access', 'approvers'] }];
}

function mixedPlansCanBeSigned({ approval }: ValidSections): Fault<ConfigWarningCode>[] {
  if (approval === undefined) return [];
  return unsignedMixes(approval).map(({ classes, people, votes }) => ({
    code: 'nobody-signs-mixed',
    path: ['approval', 'approversFor'],
    params: { classes: classes.join(', '), people, votes },
  }));
}
