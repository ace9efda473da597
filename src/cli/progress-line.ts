/** Live progress on stderr: one line that rewrites itself for a person who watches, a new line per step for a log. */

import type { Progress } from '../sync/model/progress.ts';
import type { Texts } from '../texts/texts.ts';
import { printable } from './printable.ts';
import type { Terminal } from './terminal.ts';

export interface ProgressLine {
  readonly show: (progress: Progress) => void;
  /** Clears the line: something else will be written. */
  end(): void;
}

export function createProgressLine(terminal: Terminal, texts: () => Texts, quiet: boolean): ProgressLine {
  let shown = '';
  let lastStep = '';

  function show(progress: Progress): void {
    if (quiet) return;
    const text = textOf(progress, texts());
    if (!terminal.interactive) {
      const step = `${progress.step} ${progress.what}`;
      if (step !== lastStep) terminal.talk(`${text}\n`);
      lastStep = step;
      return;
    }
    shown = text.slice(0, Math.max(20, terminal.columns - 1));
    terminal.talk(`\r\u001B[2K${shown}`);
  }

  function end(): void {
    if (shown !== '') terminal.talk('\r\u001B[2K');
    shown = '';
  }

  return { show, end };
}

function textOf({ step, what, done, total, where, waitingUntil }: Progress, { console: words }: Texts): string {
  const text = words.progress({
    step: words.steps[step],
    what: words.counted[what],
    done,
    total,
    where: printable(where ?? ''),
  });
  return waitingUntil === null ? text : `${text}, ${words.waiting(waitingUntil.slice(11, 19))}`;
}
