/** One file for many: to mutation testing each mutant is a run, and a run of one file starts in a fraction of the time. */

import { tables } from './of-plan.ts';

for (const file of tables) await import(file);
