import type { SignInRequest } from '../../sync/model/progress.ts';

/** Signing in for Exchange: what the person is asked, and the page the browser ends at. */
export const signIn = {
  asked: ({ account, code }: SignInRequest) =>
    code === null
      ? `Exchange waits until ${account} signs in`
      : `Exchange waits until ${account} signs in with the code ${code}`,
  anAdministrator: 'an administrator',
  link: 'Sign in',
  outcomes: {
    'signed-in': { title: 'Signed in', line: 'Countersign goes on reading Exchange. You can close this page.' },
    'not-awaited': {
      title: 'Nobody waits for this sign-in',
      line: 'The address is old or was used already. Start a new preview in Teams and follow its link.',
    },
    'other-account': {
      title: 'Another account',
      line: 'Only the account in the configuration may be used. Follow the link again and choose that account.',
    },
    'no-access': {
      title: 'No access to Exchange',
      line: 'The permission Exchange.Manage is missing from the sign-in. Ask for it at the app registration.',
    },
    refused: { title: 'Not signed in', line: 'Microsoft refused the sign-in. Follow the link again to retry.' },
  },
};
