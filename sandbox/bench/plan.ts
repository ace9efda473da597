/** `npm run bench -- plan`: normalize … fingerprint at three sizes, and the same on its thread as a preview has it done. */

import { type Bench, type Figure, figure } from './figure.ts';
import { inChild } from './in-child.ts';
import type { RoadTimes } from './plan-child.ts';
import type { StoredTimes } from './plan-stored.ts';
import type { PlanningTimes } from './plan-thread.ts';
import { delegatesEach, type PlanningCase, planningCases } from './planning-world.ts';

const [small, middle, large] = [1_000, 10_000, 100_000];
const barSeconds: Partial<Record<PlanningCase, number>> = { 'first-run': 5, 'no-change': 2 };
const megabyte = 1 << 20;

export const planBench: Bench = async (say) => {
  say(
    `readings of ${small}, ${middle} and ${large} mailboxes with ${delegatesEach} delegates each; the best of some rounds`,
  );
  const figures: Figure[] = [];
  for (const which of planningCases) figures.push(...(await oneCase(which, say)));
  return [...figures, ...(await afterwards(say))];
};

async function oneCase(which: PlanningCase, say: (text: string) => void): Promise<Figure[]> {
  const computed = async (mailboxes: number, times: number) => {
    const best = await inChild<PlanningTimes>('plan-child.ts', 'compute', mailboxes, which, times);
    say(`${which}, ${mailboxes}: ${best.mutations} mutations`);
    return best;
  };
  const [least, ten, hundred] = [await computed(small, 5), await computed(middle, 5), await computed(large, 5)];
  const road = await inChild<RoadTimes>('plan-child.ts', 'road', large, which, 1);
  const most = barSeconds[which];
  return [
    figure(`${which}, ${small}`, least.wall / 1000, 's'),
    figure(`${which}, ${middle}`, ten.wall / 1000, 's'),
    figure(`${which}, ${large}`, hundred.wall / 1000, 's', most === undefined ? null : { most }),
    figure(`${which}, ${large}: processor time of its thread`, hundred.processor / 1000, 's'),
    figure(`${which}, ${large}: multiple of JSON.parse of the readings`, hundred.processor / hundred.parse, '×'),
    figure(`${which}, ${middle} to ${large}: growth exponent`, Math.log10(hundred.processor / ten.processor), '', {
      most: 1.1,
    }),
    ...(hundred.mutations === 0
      ? []
      : [figure(`${which}, ${large}: states of the mailboxes, which follow the plan`, hundred.states / 1000, 's')]),
    figure(`${which}, ${large}: with readings handed over and plan handed back`, road.wall / 1000, 's'),
    figure(`${which}, ${large}: longest block of the event loop, its own work`, road.blocks.own, 'ms', { most: 50 }),
    figure(`${which}, ${large}: longest block, other programs included`, road.blocks.longest, 'ms'),
    figure(`${which}, ${large}: peak memory, both threads`, road.peakMemory / megabyte, 'MiB', { most: 2048 }),
  ];
}

/** The largest plan there is, where it goes next. */
async function afterwards(say: (text: string) => void): Promise<Figure[]> {
  const { file, cardSize, first, ...stages } = await inChild<StoredTimes>(
    'plan-child.ts',
    'stored',
    large,
    'first-run',
    1,
  );
  say(`first-run, ${large}: stored in ${(file / megabyte).toFixed(0)} MiB, loaded, its fingerprint found again`);
  const words = { store: 'stored', load: 'loaded', check: 'its fingerprint checked', card: 'its card made' } as const;
  return [
    ...Object.entries(stages).flatMap(([name, { wall, blocks }]) => [
      figure(`first-run, ${large}: ${words[name as keyof typeof stages]}`, wall / 1000, 's'),
      figure(
        `first-run, ${large}: longest block of the event loop, ${words[name as keyof typeof stages]}`,
        blocks.own,
        'ms',
        {
          most: 50,
        },
      ),
    ]),
    figure('first card of a process, of any plan: longest block of the event loop', first.blocks.own, 'ms', {
      most: 50,
    }),
    figure(`first-run, ${large}: its card`, cardSize / 1024, 'KB', { most: 18 }),
  ];
}
