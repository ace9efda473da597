/** On the console there is no bot server: this one listens on this machine while a person signs in, for that one answer. */

import restify, { type Request, type Response } from 'restify';
import { send } from './reply.ts';
import { answerSignIn, type SignInRouteOptions, signInPath } from './sign-in-route.ts';

export interface SignInServer {
  close(): Promise<void>;
}

export async function startSignInServer(port: number, options: SignInRouteOptions): Promise<SignInServer> {
  const server = restify.createServer({ name: 'Countersign', handleUncaughtExceptions: false });
  server.get(signInPath, answering(options));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
  return {
    // The last page is still on its way when the sign-in is complete: connections end by themselves.
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function answering(options: SignInRouteOptions) {
  return async (request: Request, response: Response): Promise<void> => {
    await send(response, await answerSignIn(options, request.url ?? ''));
  };
}
