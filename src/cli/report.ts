/** `countersign report [plan|run]`: writes the report of a plan and its run to a file, with its checksum. */

import { createHash } from 'node:crypto';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Option } from 'commander';
import { atOnce } from '../sync/model/at-once.ts';
import { isRefusal } from '../sync/model/refusal.ts';
import { type ReportFormat, rendering, reportFormats } from '../sync/report/render-report.ts';
import { type AddCommand, subcommand } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { type CommandOptions, withApp } from './session.ts';

type Options = CommandOptions & { readonly format: ReportFormat; readonly out?: string };

export const addReport: AddCommand = (program, terminal, ended) => {
  subcommand(program, 'report', 'write the report of a plan and its run; `--out -` prints it')
    .argument('[which]', 'plan, run or beginning of a fingerprint; left out: the newest plan')
    .addOption(new Option('--format <format>', 'form of the report').choices(reportFormats).default('html'))
    .option('--out <file>', 'where to write it; left out: a file named after the run or plan, in the working directory')
    .action(async (which: string | undefined, options: Options) => {
      const code = await withApp(options, terminal, async ({ app, config, screen, requester, answer, hint, no }) => {
        const details = await app.sync.details(which);
        if (isRefusal(details)) return no(details);
        const { language, timeZone } = config;
        const report = atOnce(rendering(details, options.format, { ...screen, language, timeZone }));
        const { bytes, sha256 } = measured(report.pieces());
        const { fileName } = report;
        const { plan, run } = details;
        // Written before it is handed over: no report leaves without its entry.
        await app.sync.audit({
          at: new Date().toISOString(),
          actor: requester,
          what: 'report-downloaded',
          planId: plan.id,
          runId: run?.id ?? null,
          payload: { format: options.format, of: run?.id ?? plan.id, fileName, sha256 },
        });
        if (options.out === '-') {
          for (const piece of report.pieces()) terminal.out(piece);
          return exitCodes.done;
        }
        const file = resolve(options.out ?? fileName);
        write(file, report.pieces());
        answer(
          'report',
          () => ({ file, format: options.format, planId: plan.id, runId: run?.id ?? null, bytes, sha256 }),
          () => `${screen.texts.console.reportWritten(file, bytes)}\n`,
        );
        hint(`${screen.texts.console.checksum(sha256)}\n`);
        return exitCodes.done;
      });
      ended(code);
    });
};

function measured(pieces: Iterable<string>): { readonly bytes: number; readonly sha256: string } {
  const sum = createHash('sha256');
  let bytes = 0;
  for (const piece of pieces) {
    bytes += Buffer.byteLength(piece);
    sum.update(piece);
  }
  return { bytes, sha256: sum.digest('hex') };
}

function write(file: string, pieces: Iterable<string>): void {
  const target = openSync(file, 'w');
  try {
    for (const piece of pieces) writeFileSync(target, piece);
  } finally {
    closeSync(target);
  }
}
