import type { Texts } from '../texts.ts';
import { cards } from './cards.ts';
import { chat } from './chat.ts';
import { configuration } from './configuration.ts';
import { console } from './console.ts';
import { downloads } from './downloads.ts';
import { plan } from './plan.ts';
import { problemsChannel } from './problems-channel.ts';
import { problemsSource } from './problems-source.ts';
import { problemsStore } from './problems-store.ts';
import { problemsTarget } from './problems-target.ts';
import { refusals } from './refusals.ts';
import { report } from './report.ts';
import { signIn } from './sign-in.ts';
import { words } from './words.ts';

/** Dutch. */
export const nl: Texts = {
  problemsChannel,
  downloads,
  chat,
  cards,
  configuration,
  console,
  plan,
  problemsSource,
  problemsStore,
  problemsTarget,
  refusals,
  report,
  signIn,
  words,
};
