/** How a command ends, for scripts. Shown in docs/commands.md. */

export const exitCodes = {
  done: 0,
  failed: 1,
  changesWaiting: 2,
  refused: 3,
  usage: 64,
  configuration: 78,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
