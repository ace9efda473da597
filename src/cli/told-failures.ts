/** What a source was answered by errors that nobody knows: printed whole when a command ends, for there is no log on the console. */

import type { SourceFailure } from '../sync/model/source-failure.ts';
import type { Texts } from '../texts/texts.ts';
import { printable } from './printable.ts';

export interface ToldFailures {
  add(failure: SourceFailure): void;
  /** Each text once; empty when there is none. */
  text(texts: Texts): string;
}

const unknown = 'exchange-failed';

export function createToldFailures(): ToldFailures {
  const kept = new Map<string, SourceFailure>();
  return {
    add(failure) {
      if (failure.code === unknown && !kept.has(failure.reference)) kept.set(failure.reference, failure);
    },
    text: (texts) => [...kept.values()].map((failure) => failureText(failure, texts)).join(''),
  };
}

function failureText({ reference, doing, whole }: SourceFailure, { console: words }: Texts): string {
  const lines = [
    `${words.problem.whole} (${reference}, ${doing}):`,
    ...whole.split(/\r?\n/).map((line) => `  ${line}`),
  ];
  return lines.map((line) => `${printable(line)}\n`).join('');
}
