/** `countersign explain <address|person>`: why something is proposed, or why not. Reads both sides, changes nothing. */

import { cardAsText } from '../cards/card-as-text.ts';
import { explainCard } from '../cards/explain-card.ts';
import { type AddCommand, subcommand } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { type CommandOptions, withApp } from './session.ts';
import { explanationJson } from './to-json.ts';

export const addExplain: AddCommand = (program, terminal, ended) => {
  subcommand(program, 'explain', 'say why a change is proposed for a mailbox or person, or why none is')
    .argument('<who>', 'address of a mailbox, account or person, or part of a name')
    .action(async (who: string, options: CommandOptions) => {
      const code = await withApp(options, terminal, async ({ app, config, screen, work, answer }) => {
        const explanation = await app.sync.explain(who, work);
        const context = { texts: screen.texts, language: config.language, timeZone: config.timeZone, names: true };
        answer(
          'explain',
          () => explanationJson(explanation),
          () => `${cardAsText(explainCard(context, { explanation }))}\n`,
        );
        return exitCodes.done;
      });
      ended(code);
    });
};
