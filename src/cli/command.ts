/** How a command joins the program: its name, its words, its options, its work. */

import type { Command } from 'commander';
import { Option } from 'commander';
import type { ExitCode } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

/** Adds one command to the program. `ended` takes its exit code. */
export type AddCommand = (program: Command, terminal: Terminal, ended: (code: ExitCode) => void) => void;

/** A subcommand with the options that all have. */
export function subcommand(program: Command, name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .addOption(
      new Option('-c, --config <file>', 'configuration file').default('./countersign.yaml').env('COUNTERSIGN_CONFIG'),
    )
    .option('--json', 'print the answer as JSON (docs/schemas)')
    .addOption(new Option('--language <language>', 'language of the answer').choices(['en', 'nl']))
    .option('--store <file>', 'the SQLite file, instead of store.path')
    .option('--target-url <url>', 'Zivver’s address, instead of target.url');
}

export const asOption = () =>
  new Option('--as <name>', 'who decides; without sign-in only against a Zivver on this machine');
export const allOption = () => new Option('--all', 'print every row, not only the first hundred');
