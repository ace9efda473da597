/** `countersign doctor`: everything a preview needs, tried one by one; what is wrong, why, and what to do. */

import { AppError } from '../errors.ts';
import { type Check, inOrder, wrong } from '../sync/model/check.ts';
import { problemWords } from '../texts/problem-words.ts';
import { type AddCommand, subcommand } from './command.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { Colour } from './paint.ts';
import { printable } from './printable.ts';
import { problemPage } from './problem-page.ts';
import type { Screen } from './screen.ts';
import { type CommandOptions, type Session, withSession } from './session.ts';

const colours: Readonly<Record<Check['outcome'], Colour>> = {
  ok: 'green',
  warning: 'yellow',
  failed: 'red',
  skipped: 'dim',
};

export const addDoctor: AddCommand = (program, terminal, ended) => {
  subcommand(program, 'doctor', 'check everything that is needed: connections, rights, versions, clock').action(
    async (options: CommandOptions) => {
      const code = await withSession(options, terminal, async (session): Promise<ExitCode> => {
        const checks = [inOrder('configuration', null), ...(await allChecks(session))];
        const ok = checks.every(({ outcome }) => outcome === 'ok' || outcome === 'warning');
        const { screen } = session;
        session.answer(
          'doctor',
          () => ({ ok, checks: checks.map((check) => checkJson(check, screen)) }),
          () => checksText(checks, screen),
        );
        return ok ? exitCodes.done : exitCodes.failed;
      });
      ended(code);
    },
  );
};

/** A store that cannot be opened is a finding as well; what comes after it cannot be tried then. */
async function allChecks({ config, terminal, work, onSourceFailure }: Session): Promise<readonly Check[]> {
  let app: Awaited<ReturnType<typeof terminal.openApp>>;
  try {
    app = await terminal.openApp({ config, onSourceFailure });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return [wrong('store', null, { code: error.code, params: error.context })];
  }
  try {
    return await app.sync.check(work);
  } finally {
    await app.close();
  }
}

function wordsOf({ code, params }: Check, { texts }: Screen) {
  if (code === null) return null;
  return problemWords(code, params, texts) ?? { what: texts.console.unknownProblem(code), cause: '', solution: '' };
}

function checkJson(check: Check, screen: Screen) {
  const words = wordsOf(check, screen);
  const { doctor } = screen.texts;
  const fact = check.outcome === 'skipped' ? doctor.skipped : doctor.fact(check.name, check.params);
  return {
    ...check,
    params: { ...check.params },
    what: words?.what ?? fact,
    cause: words?.cause ?? null,
    solution: words?.solution ?? null,
  };
}

export function checksText(checks: readonly Check[], screen: Screen): string {
  const { doctor } = screen.texts;
  const count = (outcome: Check['outcome']) => checks.filter((check) => check.outcome === outcome).length;
  const [failed, warnings] = [count('failed'), count('warning')];
  const summary = failed + warnings === 0 ? doctor.allGood : doctor.counts(failed, warnings);
  return `${checks.map((check) => checkText(check, screen)).join('')}\n${summary}\n`;
}

function checkText(check: Check, screen: Screen): string {
  const { paint, texts } = screen;
  const { what, cause, solution } = checkJson(check, screen);
  const width = Math.max(...Object.values(texts.doctor.outcomes).map((word) => word.length));
  const outcome = paint(colours[check.outcome], texts.doctor.outcomes[check.outcome].padEnd(width));
  const head = `${outcome}  ${printable(texts.doctor.name(check.name, check.where))}: ${printable(what)}\n`;
  const labels = texts.console.problem;
  const page = check.code === null ? null : problemPage(check.code, texts);
  const indent = ' '.repeat(width + 2);
  const more = [
    ...(cause === null || cause === '' ? [] : [`${indent}${labels.cause}: ${printable(cause)}\n`]),
    ...(solution === null || solution === '' ? [] : [`${indent}${labels.solution}: ${printable(solution)}\n`]),
    ...(page === null ? [] : [`${indent}${labels.more}: ${page}\n`]),
  ];
  return head + more.join('');
}
