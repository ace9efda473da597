/** A process that stays beside the measurement: it says when it is ready, and answers when it is asked. */

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** @param script beside this file; it sends one message when it is ready */
export async function started<Ready>(
  script: string,
  ...given: readonly (string | number)[]
): Promise<[ChildProcess, Ready]> {
  const child = fork(fileURLToPath(new URL(`./${script}`, import.meta.url)), given.map(String), {
    execArgv: ['--expose-gc'],
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${script} ended with ${code} before it was ready`);
  });
  const [ready] = (await Promise.race([once(child, 'message'), ended])) as [Ready];
  ended.catch(() => {});
  return [child, ready];
}

export async function asked<Answer>(child: ChildProcess, what: string): Promise<Answer> {
  child.send(what);
  const [answer] = (await once(child, 'message')) as [Answer];
  return answer;
}
