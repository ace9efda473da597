/** `countersign audit`: walks the hash chain of the audit trail. */

import { type AddCommand, subcommand } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { type CommandOptions, withApp } from './session.ts';

export const addAudit: AddCommand = (program, terminal, ended) => {
  subcommand(program, 'audit', 'check that no entry of the audit trail was changed or removed').action(
    async (options: CommandOptions) => {
      const code = await withApp(options, terminal, async ({ app, screen, answer }) => {
        const result = await app.verifyAudit();
        const { console: words } = screen.texts;
        answer(
          'audit',
          () => ({
            ok: result.ok,
            entries: result.ok ? result.entries : null,
            brokenAt: result.ok ? null : result.brokenAt,
          }),
          () => `${result.ok ? words.auditHolds(result.entries) : words.auditBroken(result.brokenAt)}\n`,
        );
        return result.ok ? exitCodes.done : exitCodes.failed;
      });
      ended(code);
    },
  );
};
