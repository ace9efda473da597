/** After the tables: a run ends at its first failure, and most mutants do not come as far as the made-up worlds. */

import { properties } from './of-plan.ts';

for (const file of properties) await import(file);
