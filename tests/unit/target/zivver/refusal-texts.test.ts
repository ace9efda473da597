import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../../../src/sync/target/zivver/refusal-texts.ts';

describe('a refusal by Zivver', () => {
  it.each([
    ['Account is outside the organization', 'target-address-taken', {}],
    ['Error creating alias: Domain Not Owned', 'target-foreign-domain', {}],
    [
      'Error creating alias: Alias is already taken for help@example.nl',
      'target-alias-taken',
      { alias: 'help@example.nl' },
    ],
    ['Error creating alias: Alias is already taken', 'target-alias-taken', {}],
    ['Error creating alias: Alias is a guest: guest@example.nl.', 'target-alias-guest', { alias: 'guest@example.nl' }],
    ['Unknown in set', 'target-unknown-member', {}],
    ['Error creating member: Member Not Found', 'target-unknown-member', {}],
    ['Invalid division: NL 01', 'target-unknown-ou', { division: 'NL 01' }],
    ['Something new', 'target-refused', { said: 'Something new' }],
    ['', 'target-refused', { said: '' }],
  ])('“%s” is %s', (body, code, context) => {
    expect(refusalOf(body)).toEqual({ code, context });
  });

  it.each(['detail', 'message', 'error', 'description'])('is understood in JSON too, under “%s”', (key) => {
    const body = JSON.stringify({ code: 400, [key]: 'Error creating alias: Domain Not Owned' });

    expect(refusalOf(body).code).toBe('target-foreign-domain');
  });

  it('quotes an unknown text on one line, and no more of it than a card can hold', () => {
    const { context } = refusalOf(`first\nsecond\u0007 ${'x'.repeat(500)}`);

    expect(context.said).toMatch(/^first second x+…$/);
    expect(String(context.said)).toHaveLength(200);
  });
});
