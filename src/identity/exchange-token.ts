/** Whether what Entra gave is the right account's, and opens Exchange. Pure. */

import type { AuthenticationResult } from '@azure/msal-node';
import { z } from 'zod';
import { IdentityError } from '../errors.ts';

/** Delegated permission of Office 365 Exchange Online; `Exchange.ManageV2` is not enough. */
export const exchangeScope = 'Exchange.Manage';

export interface ExpectedAccount {
  /** Lower case. */
  readonly userName: string;
  readonly tenantId: string;
}

/** @throws IdentityError exchange-sign-in-other-account, exchange-sign-in-scope */
export function checkToken({ account, accessToken }: AuthenticationResult, expected: ExpectedAccount): void {
  const isExpected =
    account?.username.toLowerCase() === expected.userName && account.tenantId.toLowerCase() === expected.tenantId;
  if (!isExpected) {
    throw new IdentityError('exchange-sign-in-other-account', 'signing in for Exchange: another account signed in', {
      context: { account: expected.userName },
    });
  }
  // `.default` can give the right audience without this permission: what is in the token counts.
  const scopes = scopesOf(accessToken);
  if (scopes.includes(exchangeScope)) return;
  throw new IdentityError('exchange-sign-in-scope', `signing in for Exchange: no ${exchangeScope} in the token`, {
    context: { scopes: scopes.join(', ') || '-' },
  });
}

const claims = z.object({ scp: z.string() });

/** Read, not trusted: Exchange checks the signature, this only spares a connection that cannot work. */
function scopesOf(accessToken: string): readonly string[] {
  try {
    const payload: unknown = JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return claims.parse(payload).scp.split(' ');
  } catch {
    return [];
  }
}
