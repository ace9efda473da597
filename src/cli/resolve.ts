/** `countersign resolve [item] [--done | --not-done] --reason <why> --as <name>`: what became of an uncertain change. */

import { isRefusal } from '../sync/model/refusal.ts';
import type { UncertainItem } from '../sync/model/uncertain-item.ts';
import { type AddCommand, asOption, subcommand } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { printable } from './printable.ts';
import type { Screen } from './screen.ts';
import { type CommandOptions, withApp } from './session.ts';
import { table } from './table.ts';
import { runJson, uncertainJson } from './to-json.ts';

interface Options extends CommandOptions {
  readonly run?: string;
  readonly done?: true;
  readonly notDone?: true;
  readonly reason: string;
}

export const addResolve: AddCommand = (program, terminal, ended) => {
  subcommand(program, 'resolve', 'show a change of which nobody knows whether it happened, and say what became of it')
    .argument('[item]', 'number of the change; left out: the first that is uncertain')
    .option('--run <run>', 'run or plan; left out: the newest with an uncertain change')
    .option('--done', 'it happened')
    .option('--not-done', 'it did not happen')
    .option('--reason <text>', 'why you say so; kept with the run', '')
    .addOption(asOption())
    .action(async (itemId: string | undefined, options: Options) => {
      const code = await withApp(options, terminal, async ({ app, screen, work, answer, no, decider }) => {
        const asked = {
          ...(options.run === undefined ? {} : { planId: options.run }),
          ...(itemId === undefined ? {} : { itemId }),
        };
        const found = await app.sync.uncertain(asked, work);
        if (isRefusal(found)) return no(found);
        if ((options.done === true) === (options.notDone === true)) {
          answer(
            'resolve',
            () => ({ item: uncertainJson(found), run: null }),
            () => uncertainText(found, screen),
          );
          return exitCodes.done;
        }
        const by = decider();
        if (isRefusal(by)) return no(by);
        const { planId, item } = found;
        const happened = options.done === true;
        const run = await app.sync.resolve(
          { by, mayDecide: true, planId, itemId: item.id, happened, reason: options.reason },
          work,
        );
        if (isRefusal(run)) return no(run);
        answer(
          'resolve',
          () => ({ item: uncertainJson(found), run: runJson(run) }),
          () => `${screen.texts.chat.resolved(item.id, run.id, happened)}\n`,
        );
        return exitCodes.done;
      });
      ended(code);
    });
};

function uncertainText(found: UncertainItem, { texts, paint }: Screen): string {
  const { uncertain } = texts.cards;
  const text = (value: string | null) => (value === null ? texts.plan.nothingSet : printable(value));
  const { account, id } = found.item;
  const rows = found.lines.map(({ mutation: { kind, before, after }, now, asPlanned }) => [
    texts.plan.kinds[kind].label,
    uncertain.line(text(before), text(after), text(now)),
    asPlanned ? uncertain.asPlanned : uncertain.notAsPlanned,
  ]);
  return [
    paint('bold', uncertain.heading(id, found.runId)),
    `${printable(account.displayName)} (${printable(account.address)})`,
    ...(found.exists ? [] : [uncertain.noAccount]),
    table(rows, '  '),
    ...(found.others > 0 ? [uncertain.others(found.others)] : []),
    `${uncertain.explain} ${uncertain.console}`,
    '',
  ].join('\n');
}
