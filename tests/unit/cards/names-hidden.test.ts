import { describe, expect, test } from 'vitest';
import { refuse } from '../../../src/sync/model/refusal.ts';
import { everyCard } from '../../support/every-card.ts';
import { contextIn, exampleCards } from '../../support/example-cards.ts';
import { approver, exampleMutations, requester } from '../../support/example-plan.ts';
import { stringsOf } from '../../support/walk-card.ts';

const { problemCard, refusalCard } = everyCard;

const context = contextIn('nl', { names: false });
const secrets = [
  requester.name,
  approver.name,
  ...exampleMutations.flatMap(({ account, person, before, after }) => [
    account.displayName,
    account.address,
    person?.name,
    person?.address,
    before,
    after,
  ]),
  'Zonder',
  'balie',
].filter((secret): secret is string => typeof secret === 'string' && secret !== 'NL-01');

describe('a conversation where names are not allowed', () => {
  test.each(Object.entries(exampleCards(context)))('%s shows no name and no address', (_name, card) => {
    const shown = stringsOf({ ...card, $schema: '' }).filter(
      (string) => !string.startsWith('https://countersign.example.nl/reports/'),
    );

    for (const string of shown) {
      expect(string).not.toContain('@');
      for (const secret of secrets) expect(string).not.toContain(secret);
    }
  });

  test('the plan card still has its counts, its findings and its buttons', () => {
    const strings = stringsOf(exampleCards(context).plan).join('\n');

    expect(strings).toContain('18 wijzigingen voor 8 functionele accounts');
    expect(strings).toContain('14 functionele accounts in Zivver zonder postvak');
    expect(strings).toContain('Goedkeuren');
  });

  test('an address in the parameters of a refusal or a problem is left out', () => {
    const refusal = refusalCard(context, {
      refusal: refuse('unknown-command', { command: 'preview jan@example.nl', nearest: 'preview' }),
    });
    const problem = problemCard(context, {
      code: 'target-refused',
      params: { text: 'bad jan@example.nl', address: 'jan' },
    });

    expect(stringsOf([refusal, problem]).join(' ')).not.toMatch(/jan/);
  });
});
