/** The console: argv → one command → exit code. Holds no logic of its own; everything is asked of `Sync`. */

import { Command, CommanderError } from 'commander';
import { addApply } from './apply.ts';
import { addApprove } from './approve.ts';
import { addAudit } from './audit.ts';
import { addBackup } from './backup.ts';
import type { AddCommand } from './command.ts';
import { addDoctor } from './doctor.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { addExplain } from './explain.ts';
import { addHistory } from './history.ts';
import { addMailboxes } from './mailboxes.ts';
import { addMute, addUnmute } from './mute.ts';
import { addPreview } from './preview.ts';
import { addRead } from './read.ts';
import { addReject } from './reject.ts';
import { addReport } from './report.ts';
import { addResolve } from './resolve.ts';
import { addRestore } from './restore.ts';
import { addResume } from './resume.ts';
import { addServe } from './serve.ts';
import { addShow } from './show.ts';
import { addSplit } from './split.ts';
import { addStatus } from './status.ts';
import { addStop } from './stop.ts';
import type { Terminal } from './terminal.ts';
import { addUndo } from './undo.ts';
import { addValidate } from './validate.ts';
import { addWaive } from './waive.ts';

const commands: readonly AddCommand[] = [
  addPreview,
  addShow,
  addSplit,
  addApprove,
  addReject,
  addWaive,
  addApply,
  addStop,
  addResume,
  addUndo,
  addMute,
  addUnmute,
  addResolve,
  addHistory,
  addStatus,
  addReport,
  addMailboxes,
  addRead,
  addExplain,
  addValidate,
  addDoctor,
  addAudit,
  addBackup,
  addRestore,
  addServe,
];

export async function runCli(argv: readonly string[], terminal: Terminal): Promise<number> {
  let code: ExitCode = exitCodes.done;
  const program = createProgram(terminal, (ended) => {
    code = ended;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  }
}

/** Also read by the generator of docs/commands.md. */
export function createProgram(terminal: Terminal, ended: (code: ExitCode) => void): Command {
  const program = new Command('countersign')
    .description(
      'Keeps Zivver functional accounts equal to Exchange shared mailboxes. Nothing changes that a person has not signed.',
    )
    .version(terminal.version, '--version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .showHelpAfterError('(add --help for help)');
  for (const add of commands) add(program, terminal, ended);
  // Output and exit go through the terminal that was passed in, in every command.
  for (const command of [program, ...program.commands]) {
    command
      .exitOverride()
      .configureOutput({ writeOut: (text) => terminal.out(text), writeErr: (text) => terminal.talk(text) });
  }
  return program;
}
