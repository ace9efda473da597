import { startUndo } from '../start-work.ts';
import type { Command } from './command.ts';

/** `undo [run]`: proposes the inverse of a run, to be approved like every plan. Answers at once, works in the background. */
export const undoCommand: Command = {
  name: 'undo',
  needs: 'operator',
  async run(services, turn, argument) {
    await startUndo(services, turn, argument);
  },
};
