import { startUncertain } from '../start-work.ts';
import type { Command } from './command.ts';

/** `resolve [run or plan] [item]`: shows an uncertain change as it was, should be and is now, with the two answers. */
export const resolveCommand: Command = {
  name: 'resolve',
  needs: 'approver',
  async run(services, turn, argument) {
    const words = argument.split(' ').filter((word) => word !== '');
    const itemId = words.find((word) => /^\d{1,9}$/.test(word)) ?? '';
    const planId = words.find((word) => word !== itemId) ?? '';
    await startUncertain(services, turn, { planId, itemId });
  },
};
