/** What a person may choose when starting the demo. */

import { parseArgs } from 'node:util';

export const demoSources = ['generated', 'spreadsheet', 'exchange'] as const;
export type DemoSource = (typeof demoSources)[number];

export interface DemoOptions {
  readonly mailboxes: number;
  readonly seed: number;
  /** Null: real PowerShell where there is one, else generated. */
  readonly source: DemoSource | null;
  readonly language: 'en' | 'nl';
  /** End after the scripted part. */
  readonly exit: boolean;
  readonly port: number;
  readonly playgroundPort: number;
}

export const demoUsage = `Usage: npm run demo -- [options]
  --mailboxes <number>   size of the made-up organisation (200)
  --source <source>      generated, spreadsheet or exchange (through PowerShell)
  --seed <number>        another organisation (1)
  --language <en|nl>     language of the cards (en)
  --exit                 end after the scripted part
  --port <number>        port of the bot, 0 for a free one (3978)
  --playground <number>  port of the Playground, 0 for a free one (56150)
`;

/** The options, or the sentence that says what is wrong. */
export function readDemoOptions(args: readonly string[]): DemoOptions | { readonly mistake: string } {
  let values: Readonly<Record<string, string | boolean | undefined>>;
  try {
    const text = { type: 'string' } as const;
    ({ values } = parseArgs({
      args: [...args],
      options: {
        mailboxes: text,
        source: text,
        seed: text,
        language: text,
        port: text,
        playground: text,
        exit: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }));
  } catch (error) {
    return { mistake: error instanceof Error ? error.message : String(error) };
  }
  if (values['help'] === true) return { mistake: '' };
  const numbers = { mailboxes: 200, seed: 1, port: 3978, playground: 56150 };
  for (const name of ['mailboxes', 'seed', 'port', 'playground'] as const) {
    const text = values[name];
    if (text === undefined) continue;
    if (typeof text !== 'string' || !/^\d{1,6}$/.test(text))
      return { mistake: `--${name} "${text}" is not a whole number` };
    numbers[name] = Number(text);
  }
  if (numbers.mailboxes < 10 || numbers.mailboxes > 100_000)
    return { mistake: '--mailboxes must be between 10 and 100000' };
  const source = demoSources.find((each) => each === values['source']) ?? null;
  if (values['source'] !== undefined && source === null)
    return { mistake: `--source "${values['source']}" is none of ${demoSources.join(', ')}` };
  const language = values['language'] ?? 'en';
  if (language !== 'en' && language !== 'nl') return { mistake: `--language "${language}" is neither en nor nl` };
  return {
    mailboxes: numbers.mailboxes,
    seed: numbers.seed,
    port: numbers.port,
    playgroundPort: numbers.playground,
    source,
    language,
    exit: values['exit'] === true,
  };
}
