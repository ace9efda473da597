/** Every command people can type, in the order of `help`. */

import type { Command } from './command.ts';
import { doctorCommand } from './doctor-command.ts';
import { explainCommand } from './explain-command.ts';
import { helpCommand } from './help-command.ts';
import { historyCommand } from './history-command.ts';
import { mailboxesCommand } from './mailboxes-command.ts';
import { muteCommand, unmuteCommand } from './mute-command.ts';
import { previewCommand } from './preview-command.ts';
import { reportCommand } from './report-command.ts';
import { resolveCommand } from './resolve-command.ts';
import { resumeCommand } from './resume-command.ts';
import { statusCommand } from './status-command.ts';
import { stopCommand } from './stop-command.ts';
import { undoCommand } from './undo-command.ts';
import { whoamiCommand } from './whoami-command.ts';

export const allCommands: readonly Command[] = [
  previewCommand,
  mailboxesCommand,
  explainCommand,
  statusCommand,
  historyCommand,
  reportCommand,
  stopCommand,
  resumeCommand,
  undoCommand,
  muteCommand,
  unmuteCommand,
  resolveCommand,
  doctorCommand,
  whoamiCommand,
  helpCommand,
];
