/** Where Microsoft sends the browser back to after signing in for Exchange. Says in one sentence how it went; keeps nothing. */

import type { Language, Texts } from '../texts/texts.ts';
import { renderPage } from './page.ts';
import { pageReply, type Reply } from './reply.ts';

export const signInPath = '/sign-in/callback';

export type SignInOutcome = 'signed-in' | 'not-awaited' | 'other-account' | 'no-access' | 'refused';

export interface SignInRouteOptions {
  readonly complete: (callback: {
    readonly state: string;
    readonly code: string;
    readonly error: string;
  }) => Promise<SignInOutcome>;
  readonly texts: Texts;
  readonly language: Language;
}

/** `url`: path and query as they came. */
export async function answerSignIn({ complete, texts, language }: SignInRouteOptions, url: string): Promise<Reply> {
  const query = new URL(url, 'http://localhost').searchParams;
  const value = (name: string) => (query.get(name) ?? '').slice(0, 8_192);
  const outcome = await complete({ state: value('state'), code: value('code'), error: value('error') });
  const { title, line } = texts.signIn.outcomes[outcome];
  const page = renderPage({ language, title, lines: [line], button: null });
  return pageReply(outcome === 'signed-in' ? 200 : 400, page);
}
