/** Who acts, as the channel says it: the activity, and the roster for address, tenant and guests. Decides nothing. */

import { TeamsInfo, type TurnContext } from 'botbuilder';
import { ChannelError } from '../errors.ts';
import type { Clock } from '../platform/clock.ts';
import { canonicalAddress, sortedUnique } from '../sync/model/address.ts';
import type { Caller } from './authorize.ts';
import { tenantOf } from './conversation-references.ts';

export interface Callers {
  /** @throws ChannelError when the roster does not answer in time: nobody acts unknown */
  identify(context: TurnContext): Promise<Caller>;
}

interface Member {
  readonly tenantId: string | null;
  readonly guest: boolean;
  readonly name: string;
  readonly addresses: readonly string[];
}

/** A click is answered within 2 s, so the roster gets less; what it said is good for ten minutes. */
const deadlineMs = 1_500;
const goodForMs = 10 * 60 * 1000;
const atMost = 1_000;

export function createCallers(options: { readonly clock: Clock }): Callers {
  const seen = new Map<string, { readonly member: Member; readonly until: number }>();

  async function memberOf(context: TurnContext): Promise<Member> {
    const key = `${context.activity.conversation.id}|${context.activity.from.id}`;
    const now = options.clock.monotonic();
    const kept = seen.get(key);
    if (kept !== undefined && kept.until > now) return kept.member;
    const member = await askRoster(context);
    if (seen.size >= atMost) seen.clear();
    seen.set(key, { member, until: now + goodForMs });
    return member;
  }

  return {
    async identify(context) {
      const { activity } = context;
      const said = tenantOf(activity);
      const objectId = activity.from.aadObjectId?.toLowerCase() ?? null;
      if (objectId === null) return { objectId, tenantIds: [], guest: true, name: activity.from.name, addresses: [] };
      const member = await memberOf(context);
      const tenantIds = [said, member.tenantId].filter((id) => id !== undefined && id !== null);
      return { objectId, tenantIds, guest: member.guest, name: member.name, addresses: member.addresses };
    },
  };
}

async function askRoster(context: TurnContext): Promise<Member> {
  const { from } = context.activity;
  const asked = TeamsInfo.getMember(context, from.id);
  try {
    const account = await Promise.race([asked, afterDeadline()]);
    const role = (account as { readonly userRole?: string }).userRole ?? '';
    const addresses = [account.userPrincipalName, account.email].filter(
      (each): each is string => each !== undefined && each !== '',
    );
    return {
      tenantId: account.tenantId ?? null,
      guest: role === 'guest' || role === 'anonymous',
      name: account.name ?? from.name,
      addresses: sortedUnique(addresses.map((each) => canonicalAddress(each) ?? each.toLowerCase())),
    };
  } catch (cause) {
    throw new ChannelError('roster-unanswered', 'asking Teams who the person is', { retry: 'backoff', cause });
  }
}

async function afterDeadline(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`no answer within ${deadlineMs} ms`)), deadlineMs).unref();
  });
}
