/** `npm run bench -- <name> [--json] [--short]`: measures, shows every figure with its bar, and exits with 1 when a bar is missed. */

import { asTable, type Bench, machine } from './figure.ts';

const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  apply: async () => (await import('./apply.ts')).applyBench,
  chat: async () => (await import('./chat.ts')).chatBench,
  plan: async () => (await import('./plan.ts')).planBench,
  read: async () => (await import('./read.ts')).readBench,
};

const [name = '', ...flags] = process.argv.slice(2);
const json = flags.includes('--json');
const short = flags.includes('--short');
const load = Object.hasOwn(benches, name) ? benches[name] : undefined;

if (load === undefined || flags.some((flag) => flag !== '--json' && flag !== '--short')) {
  process.stderr.write(`usage: npm run bench -- ${Object.keys(benches).join('|')} [--json] [--short]\n`);
  process.exitCode = 64;
} else {
  const bench = await load();
  const before = machine();
  process.stderr.write(`${before}\nOther work on this machine makes times longer; ratios suffer least.\n`);
  const figures = await bench((text) => process.stderr.write(`  ${text}\n`), { short });
  process.stderr.write(`${machine()}\n\n`);
  process.stdout.write(json ? figures.map((one) => `${JSON.stringify(one)}\n`).join('') : `${asTable(figures)}\n`);
  process.exitCode = figures.every(({ ok }) => ok) ? 0 : 1;
}
