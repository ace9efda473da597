import type { en } from '../en/en.ts';
import { cards } from './cards.ts';
import { chat } from './chat.ts';
import { configuration } from './configuration.ts';
import { console } from './console.ts';
import { doctor } from './doctor.ts';
import { downloads } from './downloads.ts';
import { explain } from './explain.ts';
import { pace } from './pace.ts';
import { parts } from './parts.ts';
import { plan } from './plan.ts';
import { problemsChannel } from './problems-channel.ts';
import { problemsDoctor } from './problems-doctor.ts';
import { problemsSource } from './problems-source.ts';
import { problemsStore } from './problems-store.ts';
import { problemsTarget } from './problems-target.ts';
import { refusals } from './refusals.ts';
import { report } from './report.ts';
import { signIn } from './sign-in.ts';
import { words } from './words.ts';

/** Dutch. */
export const nl: typeof en = {
  problemsChannel,
  doctor,
  downloads,
  chat,
  cards,
  configuration,
  console,
  explain,
  parts,
  pace,
  plan,
  problemsDoctor,
  problemsSource,
  problemsStore,
  problemsTarget,
  refusals,
  report,
  signIn,
  words,
};
