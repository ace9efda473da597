/** `countersign serve`: the Teams bot and its web server, until it is told to stop. */

import { once } from 'node:events';
import { isLoopbackUrl } from '../platform/loopback.ts';
import { refuse } from '../sync/model/refusal.ts';
import { type AddCommand, subcommand } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { type CommandOptions, withSession } from './session.ts';

export const addServe: AddCommand = (program, terminal, ended) => {
  subcommand(program, 'serve', 'run the Teams bot')
    .option('--host <address>', 'address to listen on, instead of bot.host')
    .option('--port <number>', 'port to listen on, instead of bot.port')
    .option('--public-url <url>', 'origin of the links in cards, instead of bot.publicUrl')
    .action(async (options: CommandOptions) => {
      const code = await withSession(options, terminal, async ({ config, screen, no }) => {
        // A bot that asks nobody who he is must not reach a Zivver with real messages in it.
        if (config.bot.authentication.kind === 'none' && !isLoopbackUrl(config.target.url))
          return no(refuse('target-not-loopback'));
        const service = await terminal.openService({ config });
        try {
          terminal.talk(`${screen.texts.console.serving(service.url)}\n`);
          if (!terminal.signal.aborted) await once(terminal.signal, 'abort');
          terminal.talk(`${screen.texts.console.stopping}\n`);
          return exitCodes.done;
        } finally {
          await service.close();
        }
      });
      ended(code);
    });
};
