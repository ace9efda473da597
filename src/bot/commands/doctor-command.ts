import { startDoctor } from '../start-work.ts';
import type { Command } from './command.ts';

/** `doctor`: is everything there that a preview needs? Answers at once, works in the background. */
export const doctorCommand: Command = {
  name: 'doctor',
  needs: 'operator',
  async run(services, turn) {
    await startDoctor(services, turn);
  },
};
