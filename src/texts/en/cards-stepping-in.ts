/** What cards say when people step in: a change of unknown outcome, and what others changed. */

import { numberWords } from '../text-params.ts';

const { figure, counted } = numberWords('en-GB');
const accounts = (n: number) => counted(n, 'functional account', 'functional accounts');

export const cardsSteppingIn = {
  uncertain: {
    heading: (item: string, runId: string) => `Did change ${item} of ${runId} happen?`,
    explain: 'It was sent and no answer came. Look at how it is now, and say what became of it. Nothing is written.',
    hint: 'For instance: I looked in Zivver',
    line: (before: string, after: string, now: string) => `${before} → ${after}. Now: ${now}.`,
    asPlanned: 'As planned.',
    notAsPlanned: 'Not as planned.',
    noAccount: 'Zivver has no such account now.',
    others: (n: number) => `${counted(n, 'further change is', 'further changes are')} uncertain.`,
    console: 'Add --done or --not-done, with --reason.',
  },
  drift: {
    looking: 'Looking what others changed in Zivver since the last run …',
    unknown: 'What others changed in Zivver is not known now: Zivver did not answer.',
    none: (n: number, runId: string, since: string) =>
      `${accounts(n)} compared with Zivver: nothing was changed by others since ${runId} (${since}).`,
    some: (n: number, runId: string, since: string) =>
      `${accounts(n)} changed in Zivver by others since ${runId} (${since})`,
    remedy: 'A preview shows what would be set right.',
    fields: {
      gone: 'no longer there',
      address: 'address',
      name: 'name',
      division: 'organisational unit',
      members: 'people',
      aliases: 'aliases',
    },
    counts: (added: number, removed: number) =>
      [...(added > 0 ? [`+${figure(added)}`] : []), ...(removed > 0 ? [`−${figure(removed)}`] : [])].join(' '),
  },
};
