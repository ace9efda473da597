/** Live progress on stderr: one line that rewrites itself for a person who watches, a new line per step for a log. */

import { createPaceMeter, type Pace } from '../sync/model/pace.ts';
import type { Progress, SignInRequest } from '../sync/model/progress.ts';
import type { Texts } from '../texts/texts.ts';
import { printable } from './printable.ts';
import type { Terminal } from './terminal.ts';

export interface ProgressLine {
  readonly show: (progress: Progress) => void;
  /** Clears the line: something else will be written. */
  end(): void;
}

export interface ProgressLineOptions {
  readonly texts: () => Texts;
  readonly quiet: boolean;
  /** Milliseconds. */
  readonly now: () => number;
}

export function createProgressLine(
  terminal: Pick<Terminal, 'talk' | 'interactive' | 'columns'>,
  { texts, quiet, now }: ProgressLineOptions,
): ProgressLine {
  const meter = createPaceMeter();
  let shown = '';
  let signIn = '';
  let lastStep = '';

  function show(progress: Progress): void {
    if (progress.signIn !== undefined) askToSignIn(progress.signIn);
    const pace = meter.see(progress, now());
    if (quiet) return;
    const text = textOf(progress, pace, texts());
    if (!terminal.interactive) {
      const step = `${progress.step} ${progress.what}`;
      if (step !== lastStep) terminal.talk(`${text}\n`);
      lastStep = step;
      return;
    }
    shown = text.slice(0, Math.max(20, terminal.columns - 1));
    terminal.talk(`\r\u001B[2K${shown}`);
  }

  /** Also when progress is quiet: without the person the work stands still. The address must not be cut. */
  function askToSignIn(request: SignInRequest): void {
    if (request.url === signIn) return;
    signIn = request.url;
    end();
    terminal.talk(`${texts().signIn.asked(request)}:\n${printable(request.url)}\n`);
  }

  function end(): void {
    if (shown !== '') terminal.talk('\r\u001B[2K');
    shown = '';
  }

  return { show, end };
}

function textOf(progress: Progress, pace: Pace | null, texts: Texts): string {
  const { step, what, done, total, where, waitingUntil } = progress;
  const { console: words } = texts;
  const text = words.progress({
    step: words.steps[step],
    what: words.counted[what],
    done,
    total,
    where: printable(where ?? ''),
  });
  const waiting = waitingUntil === null ? [] : [words.waiting(waitingUntil.slice(11, 19))];
  return [text, ...paceWords(pace, texts), ...waiting].join(', ');
}

function paceWords(pace: Pace | null, { pace: words, cards: { common } }: Texts): readonly string[] {
  if (pace === null) return [];
  if (pace.remainingMs === null) return [words.perMinute(pace.perMinute)];
  const seconds = Math.max(1, Math.round(pace.remainingMs / 1000));
  const duration = seconds < 60 ? common.seconds(seconds) : common.minutes(Math.floor(seconds / 60), seconds % 60);
  return [words.perMinute(pace.perMinute), words.aboutLeft(duration)];
}
