/** Who may import whom (docs/architecture.md, Import rules). tests/integration/boundaries plants a violation of each rule. */

const leaves = ['^src/errors[.]ts$', '(^|/)node_modules/zod/'];
const model = '^src/sync/model/';
const texts = '^src/texts/';
const platform = '^src/platform/';
const reports = '^src/sync/(report|digest)/';
const ports = '^src/sync/(announcer|source/source|source/look-up-addresses|target/target|store/store)[.]ts$';
const door = '^src/sync/index[.]ts$';

/** Files under `from` may import only what matches one of `allowed`, themselves, and the leaves. */
function only(name, from, allowed, comment) {
  return {
    name,
    comment,
    severity: 'error',
    from: { path: from },
    to: { path: '.', pathNot: [...[].concat(from), ...leaves, ...allowed] },
  };
}

/** `module` may be imported in `owners` only. */
function stays(module, owners) {
  // As a path, or as the bare name when it is not installed.
  const pattern = `(^|/)node_modules/${module}/|^${module}(/|$)`;
  return {
    name: `${module.replace('@azure/', '').replace('@', '')}-stays`,
    comment: `${module} stays in ${owners.join(', ')}`,
    severity: 'error',
    from: { path: '^src/', pathNot: owners },
    to: { path: pattern },
  };
}

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Modules form layers, and so do their types.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'not-resolvable',
      comment: 'Every import leads somewhere.',
      severity: 'error',
      from: { path: '^(src|sandbox|scripts)/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'src-stands-alone',
      comment: 'The product imports neither tests nor the sandbox.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(tests|sandbox|scripts)/' },
    },
    {
      name: 'no-development-packages',
      comment: 'The package ships without development dependencies.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },

    only('errors-is-a-leaf', '^src/errors[.]ts$', [], 'errors.ts imports nothing.'),
    only(
      'texts-are-a-leaf',
      texts,
      ['^src/config/config-problem[.]ts$', model, reports, ports],
      'texts/ holds words; it knows shapes, nothing that acts.',
    ),
    only(
      'platform-knows-no-domain',
      platform,
      ['(^|/)node_modules/', '^node:', '^[a-z_/]+$'],
      'platform/ is for any program.',
    ),
    only(
      'model-is-pure',
      model,
      ['^(node:)?url$'],
      'sync/model imports only itself, and node:url for domains: no I/O, clock or randomness.',
    ),
    only(
      'plan-is-pure',
      '^src/sync/plan/',
      [model, '^(node:)?(crypto|url)$'],
      'sync/plan imports only itself and the model; node:url for domains.',
    ),
    {
      name: 'crypto-in-fingerprint',
      comment: 'In sync/plan only fingerprint.ts imports node:crypto: hashing is no source of randomness there.',
      severity: 'error',
      from: { path: '^src/sync/plan/', pathNot: '^src/sync/plan/fingerprint[.]ts$' },
      to: { path: '^(node:)?crypto$' },
    },
    only(
      'approve-apply-use-ports',
      '^src/sync/(approve|apply)/',
      [model, door, '^src/sync/plan/', '^src/sync/plan-history[.]ts$', ports, platform, '^(node:)?crypto$'],
      'sync/approve and sync/apply import model, plan, what the ledger remembers for it, ports, platform.',
    ),
    only(
      'cards-are-pure',
      '^src/cards/',
      [
        model,
        reports,
        texts,
        door,
        '(^|/)node_modules/(adaptivecards-templating|adaptive-expressions)/',
        '^(node:)?(fs|path|url)$',
      ],
      'cards/ imports model, report, texts, adaptivecards-templating.',
    ),

    {
      name: 'one-door-to-sync',
      comment: 'bot, cli, http and jobs enter sync/ through index.ts, announcer.ts, model/, report/ and digest/.',
      severity: 'error',
      from: { path: '^src/(bot|cli|http|jobs|main[.]ts)' },
      to: { path: '^src/sync/', pathNot: [door, '^src/sync/(announcer|store/store)[.]ts$', model, reports] },
    },
    {
      name: 'store-port-as-type',
      comment: 'Edges know the shape of the store (cards, conversations); they are handed one.',
      severity: 'error',
      from: { path: '^src/(bot|cli|http|jobs|main[.]ts)' },
      to: { path: '^src/sync/store/store[.]ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'texts-for-people-only',
      comment: 'Only edges that face people import texts/; config/ knows the names of the languages.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(texts|cards|cli|http|bot|app)/', reports] },
      to: { path: texts, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'app-is-the-root',
      comment: 'Only main and cli import app/.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(app|cli)/', '^src/main[.]ts$'] },
      to: { path: '^src/app/' },
    },
    {
      name: 'adapters-are-apart',
      comment: 'An adapter imports its port, model, platform; never another adapter.',
      severity: 'error',
      from: { path: '^src/sync/(source|target|store)/([^/]+)/' },
      to: {
        path: '^src/',
        pathNot: ['^src/sync/$1/$2/', '^src/sync/$1/[^/]+[.]ts$', model, platform, '^src/errors[.]ts$'],
      },
    },
    {
      name: 'adapters-are-composed-in-app',
      comment: 'Only app/ knows concrete adapters.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/app/', '^src/sync/(source|target|store)/[^/]+/'] },
      to: { path: '^src/sync/(source|target|store)/[^/]+/' },
    },
    {
      name: 'environment-in-config',
      comment: 'Nothing but app/, cli/ and main reads configuration; the rest is given what it needs.',
      severity: 'error',
      from: { path: '^src/(sync|cards|jobs|identity|platform)/' },
      to: { path: '^src/config/', pathNot: '^src/config/secret[.]ts$' },
    },

    stays('botbuilder', ['^src/bot/']),
    stays('restify', ['^src/http/']),
    stays('@azure/msal-node', ['^src/identity/']),
    stays('undici', ['^src/sync/target/zivver/', '^src/identity/']),
    stays('node-powershell', ['^src/sync/source/exchange/']),
    stays('better-sqlite3', ['^src/platform/sqlite[.]ts$', '^src/(sync/store|jobs)/']),
    stays('kysely', ['^src/platform/sqlite[.]ts$', '^src/(sync/store|jobs)/']),
    stays('commander', ['^src/cli/']),
    stays('yaml', ['^src/config/']),
    stays('adaptivecards-templating', ['^src/cards/']),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(node_modules/.*/node_modules|dist|build)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.cjs', '.json'],
    },
    skipAnalysisNotInRules: true,
  },
};
