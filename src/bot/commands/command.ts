/** What a typed command is. Each lives in a file of its own. */

import type { Need } from '../authorize.ts';
import type { BotServices } from '../bot-services.ts';
import type { Turn } from '../turn.ts';

export interface Command {
  readonly name: string;
  /** Null: anybody of the tenant. */
  readonly needs: Need | null;
  run(services: BotServices, turn: Turn, argument: string): Promise<void>;
}
