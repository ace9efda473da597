import type { ErrorContext } from '../../errors.ts';

/** Problems with Teams and with starting the bot, by the code of the ChannelError or ConfigError. */
export const problemsChannel = {
  'teams-refused': {
    what: 'Teams did not take a message',
    cause: (p: ErrorContext) => `Teams answered with status ${p.status ?? 'unknown'}.`,
    solution:
      'Check that the app is still installed in this conversation and that the bot’s sign-in is valid, then try again.',
  },
  'roster-unanswered': {
    what: 'Teams did not say in time who you are',
    cause: 'Without that, Countersign lets nobody act.',
    solution: 'Try again in a minute.',
  },
  'conversation-unknown': {
    what: 'Countersign cannot write in this conversation',
    cause: 'The app was removed here, or the conversation belongs to another organisation.',
    solution: 'Install the app again in this conversation.',
  },
  'bot-open-in-production': {
    what: 'The bot was not started',
    cause: '`bot.authentication` is `none` while NODE_ENV is `production`: anybody could speak to it.',
    solution: 'Configure the bot’s app id, tenant and secret.',
  },
  'bot-open-to-network': {
    what: 'The bot was not started',
    cause: (p: ErrorContext) =>
      `\`bot.authentication\` is \`none\` while it listens on ${p.host ?? 'the network'}: anybody could speak to it.`,
    solution: 'Listen on 127.0.0.1, or configure the bot’s app id, tenant and secret.',
  },
};
