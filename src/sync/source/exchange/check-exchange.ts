/**
 * Tries the way to Exchange step by step, as a reading would go it, then everything that a reading asks for, each on a few.
 * What can be tried although something else is wrong, is.
 */

import { SourceError } from '../../../errors.ts';
import { type Check, type CheckName, inOrder, skipped, wrong } from '../../model/check.ts';
import type { CheckExchangeOptions } from './check-exchange-options.ts';
import { attempt, checkQuestions, problemOf, questionChecks } from './check-questions.ts';
import type { Connected } from './connect-exchange.ts';
import { knowsDescriptors } from './module-choice.ts';
import { first, type Reading } from './read-exchange.ts';

export async function checkExchange(options: CheckExchangeOptions, reading: Reading): Promise<readonly Check[]> {
  const opening = await attempt(() => first(reading).open(reading));
  const way = wayChecks(options, opening);
  if (opening instanceof SourceError) {
    const tried = await Promise.all(way.map((check) => tryAlone(check, opening, reading)));
    return [...tried, ...questionChecks.map((name) => skipped(name, options.name))];
  }
  reading.road.bulk = opening.module !== null && knowsDescriptors(opening.module);
  return [...way, ...(await checkQuestions(options, opening.module, reading))];
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
  const at = steps.indexOf(stepOf(opening));
  return steps.map((step, index) => {
    if (index < at) return inOrder(step, name);
    return index === at ? wrong(step, name, problemOf(opening)) : skipped(step, name);
  });
}

/** The module does not hang on the certificate: whoever must mend both is told both. */
async function tryAlone(check: Check, opening: SourceError, reading: Reading): Promise<Check> {
  const { name, where } = check;
  if (name !== 'module' || check.outcome !== 'skipped' || stepOf(opening) !== 'certificate') return check;
  const module = await attempt(() => first(reading).tryModule(reading));
  if (module instanceof SourceError) return wrong(name, where, problemOf(module));
  return inOrder(name, where, { version: module.version });
}

function stepInOrder(step: CheckName, name: string, { powershell, module, warnings }: Connected): Check {
  const [warning] = warnings;
  if (step === 'certificate' && warning !== undefined)
    return wrong(step, name, { code: warning.code, params: warning.params, outcome: 'warning' });
  if (step === 'powershell') return inOrder(step, name, { version: powershell });
  return step === 'module' && module !== null ? inOrder(step, name, { version: module.version }) : inOrder(step, name);
}

/**
 * Where it went wrong; signing in uses all that came before, so that there the code tells better what is at fault. Whether
 * this PowerShell can reach a server at all is asked before its modules are.
 */
function stepOf({ code, context }: SourceError): CheckName {
  if (code.startsWith('powershell-') || code === 'exchange-on-premise-needs-windows') return 'powershell';
  if (context.step === 'certificate' || context.step === 'module') return context.step;
  if (code.startsWith('exchange-certificate-')) return 'certificate';
  return /^exchange-(module-|powershellget|active-directory)/.test(code) ? 'module' : 'connection';
}
