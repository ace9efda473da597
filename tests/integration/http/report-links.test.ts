import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { planningWorld } from '../../../sandbox/bench/planning-world.ts';
import { createReportLinks } from '../../../src/http/report-links.ts';
import { isRefusal } from '../../../src/sync/model/refusal.ts';
import { computePlan } from '../../../src/sync/plan/compute-plan.ts';
import { type Harness, people, startHarness, tenantId } from '../../support/bot-harness.ts';
import { clockOf } from '../../support/clock-of.ts';
import { say } from '../../support/teams-client.ts';

let harness: Harness;
let now: number;
const clock = clockOf(() => new Date(now));

const carla = { id: people.carla.objectId ?? '', tenantId, name: 'Carla <b>', address: null };

beforeEach(async () => {
  now = Date.now();
  harness = await startHarness({ clock });
  await say(harness, people.ann, 'preview');
  await harness.quiet();
});
afterEach(() => harness.close());

function linkOf(format: string, of = 'plan-000001', key = Buffer.alloc(32, 7)): string {
  const mint = createReportLinks({ key, publicUrl: () => harness.url, livesMs: 60_000, clock });
  return mint(of, carla).links.find((link) => link.format === format)?.url ?? '';
}

const open = (url: string) => fetch(url);
const take = (url: string) => fetch(url, { method: 'POST' });
const downloads = () => harness.sync.auditTrail.filter((entry) => entry.what === 'report-downloaded');

describe('a report link', () => {
  test('shows a page first, however often a scanner opens it, and uses nothing up', async () => {
    const url = linkOf('csv');

    const [first, again] = [await open(url), await open(url)];
    const page = await first.text();

    expect([first.status, again.status]).toEqual([200, 200]);
    expect(page).toContain('method="post"');
    expect(page).toContain('Carla &lt;b&gt;');
    expect(first.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(downloads()).toEqual([]);
  });

  test.each([
    ['csv', 'text/csv; charset=utf-8', 'attachment'],
    ['json', 'application/json; charset=utf-8', 'attachment'],
    ['html', 'text/html; charset=utf-8', 'inline'],
  ])(
    'delivers %s on the button, with the right headers, and writes it to the audit trail',
    async (format, type, how) => {
      const response = await take(linkOf(format));
      const body = await response.text();

      expect(response.status).toBe(200);
      expect(body).toContain('sales');
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': type,
        'content-disposition': `${how}; filename="plan-000001.${format}"`,
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
      });
      expect(response.headers.get('content-security-policy')).toContain('sandbox');
      expect(downloads()).toMatchObject([
        { actor: { id: people.carla.objectId }, planId: 'plan-000001', payload: { format } },
      ]);
    },
  );

  test('is delivered whole however long it is, and whoever goes away in the middle leaves the others undisturbed', async () => {
    const details = await harness.sync.details('plan-000001');
    if (isRefusal(details)) throw new Error('no plan');
    const computed = computePlan(planningWorld(2_000, 'first-run'));
    harness.sync.details = async () => ({ ...details, plan: { ...details.plan, ...computed } });

    const whole = JSON.parse(await (await take(linkOf('json'))).text());
    const broken = await take(linkOf('json'));
    await broken.body?.getReader().cancel();

    expect(whole.rows).toHaveLength(computed.content.mutations.length);
    expect((await fetch(`${harness.url}/health`)).status).toBe(200);
    expect(harness.logged.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('ends when its time is over', async () => {
    const url = linkOf('csv');
    now += 60_001;

    expect([(await open(url)).status, (await take(url)).status]).toEqual([404, 404]);
    expect(downloads()).toEqual([]);
  });

  test('ends when its person may no longer read', async () => {
    const url = linkOf('csv');
    harness.access.current = { ...harness.access.current, readers: [] };

    expect([(await open(url)).status, (await take(url)).status]).toEqual([403, 403]);
    expect(downloads()).toEqual([]);
  });

  test.each([
    ['signed with another key', () => linkOf('csv', 'plan-000001', Buffer.alloc(32, 8))],
    [
      'with a letter changed',
      () => linkOf('csv').replace(/reports\/(.)/, (_, first: string) => `reports/${first === 'A' ? 'B' : 'A'}`),
    ],
    ['without a signature', () => linkOf('csv').split('.').slice(0, -1).join('.')],
    ['made up', () => `${harness.url}/reports/aaaa.bbbb`],
    ['far too long', () => `${harness.url}/reports/${'a'.repeat(5_000)}`],
  ])('%s delivers nothing', async (_what, url) => {
    expect([(await open(url())).status, (await take(url())).status]).toEqual([404, 404]);
    expect(downloads()).toEqual([]);
  });

  test('of a plan nobody knows says that it no longer works', async () => {
    expect((await take(linkOf('csv', 'plan-zzzzzz'))).status).toBe(404);
  });
});
