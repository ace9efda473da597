/**
 * Every failure of the Exchange stand-in, from real PowerShell to the sentence a person reads: the mailbox that is hit loses
 * nobody, the others go on, and card, console and report say what happened, in both languages.
 */

import { afterAll, expect, it } from 'vitest';
import type { WorldExchangeFaults, WorldMailbox, WorldRecipient } from '../../../sandbox/tenant/world.ts';
import { planCard } from '../../../src/cards/plan-card.ts';
import { planText } from '../../../src/cli/print-plan.ts';
import { createScreen } from '../../../src/cli/screen.ts';
import type { PlanDetails } from '../../../src/sync/index.ts';
import { byText } from '../../../src/sync/model/address.ts';
import { atOnce } from '../../../src/sync/model/at-once.ts';
import type { Plan } from '../../../src/sync/model/plan.ts';
import { computePlan } from '../../../src/sync/plan/compute-plan.ts';
import { digest } from '../../../src/sync/plan/fingerprint.ts';
import { rendering } from '../../../src/sync/report/render-report.ts';
import type { OnlineSignIn } from '../../../src/sync/source/exchange/exchange-access.ts';
import type { ExchangeSourceOptions } from '../../../src/sync/source/exchange/exchange-source.ts';
import { textsFor } from '../../../src/texts/texts.ts';
import { account, link, person, planInput, policy } from '../../support/build.ts';
import { contextIn } from '../../support/example-cards.ts';
import {
  exchangeBoxes,
  idOf,
  noFaults,
  worldGroup,
  worldMailbox,
  worldPerson,
} from '../../support/exchange-in-a-box.ts';
import { describeWithPowerShell } from '../../support/powershell.ts';
import { staff } from '../../support/stored-plan.ts';
import { stringsOf } from '../../support/walk-card.ts';

const options = { signal: new AbortController().signal };
const languages = ['en', 'nl'] as const;

interface Row {
  readonly says: string;
  readonly faults?: Partial<WorldExchangeFaults>;
  readonly options?: Partial<ExchangeSourceOptions>;
  /** Of a question 20 mailboxes are asked: with more, those after them are in another one. */
  readonly mailboxes?: number;
  readonly change?: Partial<WorldMailbox>;
  readonly recipients?: readonly WorldRecipient[];
  /** Numbers of the mailboxes that lose nobody although one member in Zivver is too many; the others lose that one. */
  readonly hit: readonly number[];
  readonly sentences: Readonly<Record<(typeof languages)[number], readonly string[]>>;
}

const upTo = (count: number) => Array.from({ length: count }, (_, at) => at + 1);
const granted = (user: string) => [
  { user, userSid: '', accessRights: ['FullAccess'], deny: false, isInherited: false },
];
const frozen = (count: number) => ({
  en: `${count} shared ${count === 1 ? 'mailbox' : 'mailboxes'} did not show who has access. Nothing is gained or lost there in this plan.`,
  nl: `Van ${count} ${count === 1 ? 'gedeeld postvak' : 'gedeelde postvakken'} is niet te zien wie toegang heeft. Daar komt in dit plan niets bij en gaat niets af.`,
});
const because = (count: number, en: string, nl: string): Row['sentences'] => ({
  en: [frozen(count).en, `${en}: ${count}`],
  nl: [frozen(count).nl, `${nl}: ${count}`],
});
const unresolved = {
  en: '1 holder of FullAccess could not be identified. Nobody loses access to those mailboxes.',
  nl: '1 houder van FullAccess is niet te herkennen. Bij die postvakken verliest niemand toegang.',
};

const rows: readonly Row[] = [
  {
    says: 'an error that stops nothing, and no output',
    faults: { unreadablePermissions: [idOf(1)] },
    hit: [1],
    sentences: because(1, 'Exchange is not working at the moment', 'Exchange werkt op dit moment niet'),
  },
  {
    says: 'an empty answer and no error',
    faults: { emptyPermissions: [idOf(1)] },
    hit: [1],
    sentences: because(1, 'Exchange showed nobody at all', 'Exchange toonde helemaal niemand'),
  },
  {
    says: 'throttling that never ends',
    faults: { throttledMailboxes: [idOf(1)] },
    hit: [1],
    sentences: because(1, 'Exchange asked to slow down', 'Exchange vroeg om rustiger aan te doen'),
  },
  {
    says: 'a process that dies in the same question every time',
    faults: { dieAtPermissionCall: 15 },
    mailboxes: 23,
    hit: upTo(20),
    sentences: because(20, 'PowerShell ended while it was reading', 'PowerShell stopte tijdens het lezen'),
  },
  {
    says: 'a session that ends at every question about a group',
    faults: { sessionEndsAt: { 'Get-DistributionGroupMember': 1 } },
    change: { permissions: granted('Group 201') },
    recipients: [worldGroup(201, [101])],
    hit: [1],
    sentences: {
      en: [unresolved.en, 'The connection to Exchange ended: 1'],
      nl: [unresolved.nl, 'De verbinding met Exchange is verbroken: 1'],
    },
  },
  {
    says: 'a token that is refused in the middle, and every one after it',
    faults: {
      refusedTokens: upTo(50)
        .slice(1)
        .map((number) => `token-${number}`),
    },
    options: { connection: signedIn(), types: ['SharedMailbox'], recycleAfter: 5 },
    mailboxes: 23,
    hit: [21, 22, 23],
    sentences: because(3, 'The connection to Exchange ended', 'De verbinding met Exchange is verbroken'),
  },
  {
    says: 'two people of one name',
    change: { permissions: granted('Jan de Vries') },
    recipients: [103, 104].map((number) => worldPerson(number, { displayName: 'Jan de Vries' })),
    hit: [1],
    sentences: { en: [unresolved.en], nl: [unresolved.nl] },
  },
  {
    says: 'half a page: what the list left out is asked by its id, and nothing counts as missing',
    faults: { missingFromList: [idOf(1)], unreadablePermissions: [idOf(1)] },
    hit: [1],
    sentences: {
      en: [
        '1 of 2 mailboxes were read from exchange: the list is incomplete. No mailbox counts as missing.',
        frozen(1).en,
      ],
      nl: [
        '1 van de 2 postvakken zijn gelezen uit exchange: de lijst is onvolledig. Geen enkel postvak geldt als verdwenen.',
        frozen(1).nl,
      ],
    },
  },
];

function signedIn(): OnlineSignIn {
  let given = 0;
  const token = async () => ({ accessToken: `token-${++given}`, expiresAt: '2036-01-01T00:00:00.000Z' });
  return { kind: 'online-sign-in', userName: 'admin@example.nl', token };
}

describeWithPowerShell('What Exchange fails to say, up to the words that a person reads', (executable) => {
  const boxes = exchangeBoxes(executable);
  afterAll(async () => await boxes.close());

  /** Each mailbox is linked, and its account has one member more than Exchange grants: person 102. */
  async function planOf({ faults = {}, options: more = {}, mailboxes = 2, change = {}, recipients = [] }: Row) {
    const numbers = upTo(mailboxes);
    const held = numbers.map((number) => worldMailbox(number, ['person101@example.nl'], number === 1 ? change : {}));
    const people = [worldPerson(101), worldPerson(102), ...recipients];
    const exchange = { mailboxes: held, recipients: people, faults: { ...noFaults, ...faults } };
    const { source } = await boxes.open({ exchange }, more);
    const reading = await source.read(options);
    const read = new Set(reading.mailboxes.map(({ id }) => id));
    const absent = numbers.map(idOf).filter((id) => !read.has(id));
    const rules = policy({ sync: { missing: 'retire' } });
    const members = ['p-person101', 'p-person102'];
    return computePlan({
      ...planInput({
        policy: rules,
        people: [person('person101'), person('person102')],
        accounts: numbers.map((number) => account(`mailbox${number}`, { displayName: `Mailbox ${number}`, members })),
        links: numbers.map((number) => link(`mailbox${number}`, { mailboxId: idOf(number), seenDelegates: members })),
        lookUps: await source.lookUp(absent, options),
        baselines: [{ source: 'exchange', mailboxes, scopeDigest: digest(rules.scope) }],
      }),
      sources: [reading],
    });
  }

  it.each(rows)('$says', async (row) => {
    const computed = await planOf(row);

    const spared = new Set(row.hit);
    const others = upTo(row.mailboxes ?? 2).filter((number) => !spared.has(number));
    const said = computed.content.mutations.map(
      ({ kind, account: { address }, before }) => `${kind} ${address} ${before}`,
    );
    const expected = others.map((number) => `revoke mailbox${number}@example.nl person102@example.nl`);
    expect(said.toSorted(byText)).toEqual(expected.toSorted(byText));
    const plan: Plan = {
      ...computed,
      id: 'plan-abc123',
      state: 'proposed',
      requester: staff('olga'),
      createdAt: '2026-03-02T08:00:00.000Z',
      expiresAt: '2026-03-03T08:00:00.000Z',
    };
    for (const language of languages) {
      const read = readBy(plan, language);
      for (const sentence of row.sentences[language]) {
        const where = Object.entries(read).flatMap(([name, text]) => (text.includes(sentence) ? [name] : []));
        expect({ sentence, where }).toEqual({ sentence, where: ['card', 'console', 'report'] });
      }
    }
  });
});

/** What a person reads of a plan: on the card, on the console, in the report. */
function readBy(plan: Plan, language: (typeof languages)[number]) {
  const view = { plan, votes: [], page: 0, mayDecide: true, reportAvailable: true };
  const screen = createScreen({
    language,
    timeZone: 'Europe/Amsterdam',
    colours: false,
    all: true,
    program: 'countersign',
  });
  const context = { texts: textsFor(language), language, timeZone: 'Europe/Amsterdam' };
  const details: PlanDetails = { plan, votes: [], items: [], run: null };
  return {
    card: stringsOf(planCard(contextIn(language), view)).join('\n'),
    console: planText(plan, screen),
    report: [...atOnce(rendering(details, 'html', context)).pieces()].join(''),
  };
}
