/** The pages of docs/ that are made from the program itself: configuration.md, commands.md, and the JSON Schemas. */

import type { Command } from 'commander';
import { z } from 'zod';
import { createProgram } from '../src/cli/cli.ts';
import { exitCodes } from '../src/cli/exit-codes.ts';
import { jsonShapes } from '../src/cli/json-shapes.ts';
import type { Terminal } from '../src/cli/terminal.ts';
import { fileJsonSchema } from '../src/config/known-keys.ts';
import { overrides } from '../src/config/overrides.ts';
import { minimumReadingKey, secretVariables } from '../src/config/secrets.ts';
import { systemClock } from '../src/platform/clock.ts';
import { allProblems } from '../src/texts/problem-words.ts';
import { textsFor } from '../src/texts/texts.ts';

const generated = '<!-- Generated from the program by `npm run docs`; edit the sources, not this page. -->';

/** Path below docs/ → content. */
export function generatedDocs(): ReadonlyMap<string, string> {
  return new Map([
    ['configuration.md', configurationPage()],
    ['commands.md', commandsPage()],
    ['problems.md', problemsPage()],
    ['schemas/configuration.json', json(fileJsonSchema())],
    ...Object.entries(jsonShapes).map(([name, shape]): [string, string] => [
      `schemas/${name}.json`,
      json(z.toJSONSchema(shape, { target: 'draft-2020-12' })),
    ]),
  ]);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** One heading a code: cards, console and `doctor` lead here. */
function problemsPage(): string {
  const problems = allProblems(textsFor('en')).map(({ code: name, what, cause, solution }) =>
    [`## ${name}`, `**${what}.**`, `*Cause.* ${cause}`, `*What to do.* ${solution}`].join('\n\n'),
  );
  return `${[
    '# Problems',
    generated,
    'Every problem has a code. A card, the console and `countersign doctor` show it with its cause and what to do, and lead to this page: the console to the file in the installation, a card to `/problems` of the bot’s own server, in its language. A fact of the moment is shown as … here.',
    ...problems,
  ].join('\n\n')}\n`;
}

type Schema = z.core.JSONSchema.BaseSchema;

function configurationPage(): string {
  const sections = Object.entries(fileJsonSchema().properties ?? {}).map(([name, schema]) =>
    sectionPart(name, schema as Schema),
  );
  return [
    '# Configuration',
    generated,
    'Countersign reads `countersign.yaml` (another file: `--config`). An unknown key is an error, and every problem is told at once, with its line: `countersign validate` shows them and needs no network. Relative paths start in the folder of the file. Editors can check the file against [schemas/configuration.json](schemas/configuration.json).',
    'Times are written as `30s`, `15m`, `24h` or `7d`.',
    '## Where a setting comes from',
    'A flag wins over the environment, the environment over the file, the file over the default.',
    markdownTable(
      ['Setting', 'Flag', 'Environment'],
      overrides.map(({ path, flag, variable }) => [code(path.join('.')), code(flag), code(variable)]),
    ),
    '## Secrets',
    'Secrets never stand in the file. Each comes from a variable, or from a file that the variable with `_FILE` behind its name points to.',
    markdownTable(
      ['Variable', 'What it is', 'When it is needed'],
      [
        [code(secretVariables.apiKey), 'Zivver’s API key', 'always, but for `countersign read`'],
        [
          code(secretVariables.certificatePassword),
          'password of the certificate (at least 12 characters)',
          'a source `exchange-online-certificate`',
        ],
        [
          code(secretVariables.signInSecret),
          'secret of the registration that an administrator signs in through',
          'a source `exchange-online-mfa`, unless `deviceCode` is on',
        ],
        [code(secretVariables.exchangePassword), 'password of `userName`', 'a source `exchange-on-premise`'],
        [
          code(secretVariables.readingKey),
          `key that signs recorded readings (at least ${minimumReadingKey} characters); the same on both machines`,
          '`countersign read`, or a source `recorded` that is `signed`',
        ],
        [
          code(secretVariables.botSecret),
          'secret of the bot registration',
          'a `bot` section with sign-in, but for `countersign read`',
        ],
      ],
    ),
    ...sections,
    '## The address filter',
    'Values separated by a space, a new line, `;` or `OR` mean *any of these*; `AND` means *all of these* and binds tighter; parentheses group. A value matches when the primary address contains it, whatever the case. `^` in front and `$` behind tie it to the beginning and the end; quotes keep a word such as `"or"` a value.',
    '```yaml\nmailboxes:\n  filter:\n    include: sales OR (info AND @example.nl$)\n```',
    '',
  ].join('\n\n');
}

function sectionPart(name: string, schema: Schema): string {
  const title = `## \`${name}\`\n\n${schema.description ?? ''}`.trimEnd();
  const variants = (schema.items as Schema | undefined)?.oneOf ?? (schema.items as Schema | undefined)?.anyOf;
  if (variants !== undefined) {
    return [title, ...variants.map((variant) => `### \`type: ${typeOf(variant)}\`\n\n${keysTable(variant)}`)].join(
      '\n\n',
    );
  }
  return schema.properties === undefined
    ? `${title}\n\n${markdownTable(['Values', 'Default'], [[valuesOf(schema), defaultOf(schema)]])}`
    : `${title}\n\n${keysTable(schema)}`;
}

function typeOf(schema: Schema): string {
  return String((schema.properties?.['type'] as Schema | undefined)?.const);
}

function keysTable(schema: Schema): string {
  return markdownTable(['Key', 'Values', 'Default', 'Meaning'], keyRows(schema, ''));
}

function keyRows(schema: Schema, prefix: string): string[][] {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const key = property as Schema;
    const inner =
      key.properties === undefined
        ? (key.anyOf ?? [])
            .map((variant) => variant)
            .find((variant) => variant.properties !== undefined && key.default === null)
        : key;
    if (inner !== undefined) {
      const row = key.description === undefined ? [] : [[code(`${prefix}${name}`), '', '', key.description]];
      return [...row, ...keyRows(inner, `${prefix}${name}.`)];
    }
    if (key.const !== undefined) return [];
    return [
      [
        code(`${prefix}${name}`),
        valuesOf(key),
        required.has(name) ? '**required**' : defaultOf(key),
        key.description ?? '',
      ],
    ];
  });
}

function valuesOf(schema: Schema): string {
  if (schema.enum !== undefined) return schema.enum.map((value) => code(String(value))).join(' · ');
  if (schema.const !== undefined) return code(String(schema.const));
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants !== undefined)
    return [...new Set(variants.map((variant) => valuesOf(variant)).filter((text) => text !== ''))].join(' · ');
  if (schema.type === 'array') return `list of ${valuesOf(schema.items as Schema)}`;
  if (schema.type === 'integer')
    return schema.minimum === undefined ? 'whole number' : `${schema.minimum} to ${schema.maximum}`;
  if (schema.properties !== undefined) return code(`{ ${Object.keys(schema.properties).join(', ')} }`);
  const words: Readonly<Record<string, string>> = {
    string: 'text',
    boolean: '`true` · `false`',
    object: 'names and values',
    null: '',
  };
  return words[String(schema.type)] ?? '';
}

function defaultOf(schema: Schema): string {
  const value: unknown = schema.default;
  if (Array.isArray(value)) return value.length === 0 ? '' : code(value.join(', '));
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? code(`${value}`) : '';
}

/** Help needs no working terminal. */
const nowhere: Terminal = {
  out: () => {},
  talk: () => {},
  colours: false,
  interactive: false,
  columns: 100,
  env: {},
  userName: '',
  version: '',
  program: 'countersign',
  signal: new AbortController().signal,
  clock: systemClock,
  openApp: () => Promise.reject(new Error('documentation opens nothing')),
  openService: () => Promise.reject(new Error('documentation opens nothing')),
  storeCare: {
    backup: () => Promise.reject(new Error('documentation opens nothing')),
    restore: () => Promise.reject(new Error('documentation opens nothing')),
  },
  recordReading: () => Promise.reject(new Error('documentation opens nothing')),
};

const exitMeanings: Readonly<Record<keyof typeof exitCodes, string>> = {
  done: 'done, or nothing to do',
  failed: 'something outside failed, or not everything was applied',
  changesWaiting: 'changes wait for approval (`preview --detailed-exit-code` only)',
  refused: 'refused: the answer is no, and says what to do',
  usage: 'the command was not understood',
  configuration: 'the configuration is not valid',
};

function commandsPage(): string {
  const program = createProgram(nowhere, () => {});
  const shared = sharedOptions(program.commands);
  return [
    '# Commands',
    generated,
    'Data goes to standard output, talk (progress, warnings, what to do next) to standard error. Deciding (`approve`, `reject`, `apply`) needs `--as <name>` and works only against a Zivver on this machine: elsewhere people decide in Teams.',
    '## Options of every command',
    optionsTable(program.commands[0], (flags) => shared.has(flags)),
    ...program.commands.map((command) => commandPart(command, shared)),
    '## Exit codes',
    markdownTable(
      ['Code', 'Meaning'],
      Object.entries(exitCodes).map(([name, value]) => [String(value), exitMeanings[name as keyof typeof exitCodes]]),
    ),
    '',
  ].join('\n\n');
}

function sharedOptions(commands: readonly Command[]): ReadonlySet<string> {
  const all = commands.map((command) => command.options.map(({ flags }) => flags));
  return new Set((all[0] ?? []).filter((flags) => all.every((own) => own.includes(flags))));
}

function commandPart(command: Command, shared: ReadonlySet<string>): string {
  const parts = [
    `## \`countersign ${command.name()}\``,
    sentence(command.description()),
    `\`countersign ${command.name()} ${command.usage()}\``,
  ];
  const rows = command.registeredArguments.map((argument) => [
    code(argument.name()),
    argument.required ? '**required**' : '',
    argument.description,
  ]);
  if (rows.length > 0) parts.push(markdownTable(['Argument', '', 'Meaning'], rows));
  const options = optionsTable(command, (flags) => !shared.has(flags));
  if (options !== '') parts.push(options);
  if (command.name() in jsonShapes)
    parts.push(
      `\`--json\`: [schemas/${command.name()}.json](schemas/${command.name()}.json); a refusal or problem: [schemas/no.json](schemas/no.json).`,
    );
  return parts.join('\n\n');
}

function optionsTable(command: Command | undefined, wanted: (flags: string) => boolean): string {
  const rows = (command?.options ?? [])
    .filter(({ flags }) => wanted(flags))
    .map((option) => {
      const choices = option.argChoices === undefined ? '' : ` (${option.argChoices.join(', ')})`;
      const value: unknown = option.defaultValue;
      return [
        code(option.flags),
        typeof value === 'string' && value !== '' ? code(value) : typeof value === 'number' ? code(`${value}`) : '',
        `${option.description}${choices}${option.envVar === undefined ? '' : `; environment: ${code(option.envVar)}`}`,
      ];
    });
  return rows.length === 0 ? '' : markdownTable(['Option', 'Default', 'Meaning'], rows);
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function code(text: string): string {
  return `\`${text}\``;
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
