import type { problemsChannel as en } from '../en/problems-channel.ts';
import type { SameKeys } from '../same-keys.ts';

export const problemsChannel: SameKeys<typeof en> = {
  'teams-refused': {
    what: 'Teams nam een bericht niet aan',
    cause: (p) => `Teams antwoordde met status ${p.status ?? 'onbekend'}.`,
    solution:
      'Controleer of de app nog in dit gesprek is geïnstalleerd en of de aanmelding van de bot geldig is, en probeer het opnieuw.',
  },
  'roster-unanswered': {
    what: 'Teams zei niet op tijd wie je bent',
    cause: 'Zonder dat laat Countersign niemand iets doen.',
    solution: 'Probeer het over een minuut opnieuw.',
  },
  'conversation-unknown': {
    what: 'Countersign kan in dit gesprek niet schrijven',
    cause: 'De app is hier verwijderd, of het gesprek hoort bij een andere organisatie.',
    solution: 'Installeer de app opnieuw in dit gesprek.',
  },
  'bot-open-in-production': {
    what: 'De bot is niet gestart',
    cause: '`bot.authentication` is `none` terwijl NODE_ENV `production` is: iedereen zou ertegen kunnen praten.',
    solution: 'Stel app-id, tenant en geheim van de bot in.',
  },
  'bot-open-to-network': {
    what: 'De bot is niet gestart',
    cause: (p) =>
      `\`bot.authentication\` is \`none\` terwijl hij luistert op ${p.host ?? 'het netwerk'}: iedereen zou ertegen kunnen praten.`,
    solution: 'Luister op 127.0.0.1, of stel app-id, tenant en geheim van de bot in.',
  },
};
