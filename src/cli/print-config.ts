/** Everything that is wrong with a configuration, in words and as JSON. */

import type { ConfigProblem, ConfigWarning, InvalidConfigError, Origin } from '../config/config-problem.ts';
import type { Texts } from '../texts/texts.ts';
import type { JsonOf } from './json-shapes.ts';
import { printable } from './printable.ts';

type Fault = JsonOf<'validate'>['problems'][number];

export function configProblemsText(error: InvalidConfigError, texts: Texts): string {
  const { configuration: words, console: hints } = texts;
  const problems = error.problems.map((problem) => problemText(problem, texts));
  const warnings = error.warnings.length === 0 ? '' : `\n${configWarningsText(error.warnings, texts)}`;
  return `${words.problems(error.problems.length, error.file)}\n\n${problems.join('\n')}\n${hints.configHint}\n${warnings}`;
}

export function configWarningsText(warnings: readonly ConfigWarning[], texts: Texts): string {
  const { configuration: words } = texts;
  const lines = warnings.map(
    ({ path, origin, code, params }) => `  ${placeText(path, origin, texts)}\n    ${words.warning(code, params)}\n`,
  );
  return `${words.warnings(warnings.length)}\n\n${lines.map(keepLines).join('')}\n`;
}

export function problemFault({ path, origin, code, found, params }: ConfigProblem, texts: Texts): Fault {
  return { ...place(origin), code, path, found, expected: texts.configuration.expectation(code, params) };
}

export function warningFault({ path, origin, code, found, params }: ConfigWarning, texts: Texts): Fault {
  return { ...place(origin), code, path, found, expected: texts.configuration.warning(code, params) };
}

function problemText({ path, origin, code, found, params }: ConfigProblem, texts: Texts): string {
  const { configuration: words } = texts;
  const lines = [`  ${placeText(path, origin, texts)}`];
  if (found !== null) lines.push(`    ${words.found} ${found}`);
  lines.push(`    ${words.expected} ${words.expectation(code, params)}`);
  return keepLines(`${lines.join('\n')}\n`);
}

function placeText(path: string, origin: Origin, { configuration: words }: Texts): string {
  const name = path === '' ? words.wholeFile : path;
  if (origin.kind === 'file') return `${name} (${words.line(origin.line, origin.column)})`;
  if (origin.kind === 'environment')
    return origin.name === path ? name : `${name} (${words.fromEnvironment(origin.name)})`;
  return origin.kind === 'flag' ? `${name} (${words.fromFlag(origin.name)})` : name;
}

function place(origin: Origin): Pick<Fault, 'line' | 'column' | 'from'> {
  if (origin.kind === 'file') return { line: origin.line, column: origin.column, from: null };
  return { line: null, column: null, from: origin.kind === 'nowhere' ? null : origin.name };
}

/** The file is the reader's own, but what is quoted from it is shown as it is, code for code. */
function keepLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}
