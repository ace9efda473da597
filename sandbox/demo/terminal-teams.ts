/** A Teams group chat that happens in the terminal: says things to the real bot endpoint and receives its cards on a connector of its own. */

import { setTimeout as pause } from 'node:timers/promises';
import { type ConnectorStub, startConnectorStub } from '../teams/connector-stub.ts';
import {
  type PlaygroundPerson,
  playgroundConversations,
  playgroundPeople,
  playgroundTenantId,
} from '../teams/playground-config.ts';

export type CardJson = Readonly<Record<string, unknown>>;

export interface TerminalTeams {
  say(person: PlaygroundPerson, text: string): Promise<void>;
  /** Presses a button of the newest card; answers the card or text the clicker got. */
  click(person: PlaygroundPerson, verb: string, input?: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** The newest state of the newest card. */
  newest(): CardJson | undefined;
  /** Waits for a newest card that is as wished. @throws when none comes in time */
  waitUntil(wished: (card: CardJson) => boolean, withinMs: number): Promise<CardJson>;
  close(): Promise<void>;
}

export async function openTerminalTeams(botUrl: string): Promise<TerminalTeams> {
  const connector = await startConnectorStub();
  for (const { id, objectId, name, address } of Object.values(playgroundPeople)) {
    connector.addMember({ id, aadObjectId: objectId, name, userPrincipalName: address, tenantId: playgroundTenantId });
  }
  const send = async (activity: object): Promise<unknown> => {
    const response = await fetch(`${botUrl}/api/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(activity),
    });
    const body = await response.text();
    if (!response.ok) throw new Error(`the bot answered ${response.status}: ${body}`);
    return body === '' ? null : (JSON.parse(body) as unknown);
  };
  const newest = (): CardJson | undefined => connector.messages.findLast(({ cards }) => cards.length > 0)?.cards.at(-1);
  return {
    newest,
    async say(person, text) {
      await send({ ...envelope(connector, person), type: 'message', id: 'said', text: `<at>Countersign</at> ${text}` });
    },
    async click(person, verb, input = {}) {
      const data = buttonOf(newest(), verb);
      if (data === undefined) throw new Error(`no card shows a button "${verb}"`);
      const value = { action: { type: 'Action.Execute', verb, data: { ...data, ...input } }, trigger: 'manual' };
      const replyToId = connector.messages.findLast(({ cards }) => cards.length > 0)?.id;
      return send({ ...envelope(connector, person), type: 'invoke', name: 'adaptiveCard/action', value, replyToId });
    },
    async waitUntil(wished, withinMs) {
      const until = Date.now() + withinMs;
      while (Date.now() < until) {
        const card = newest();
        if (card !== undefined && wished(card)) return card;
        await pause(50);
      }
      throw new Error(
        `the expected card did not come within ${withinMs / 1000} s; the newest one says:\n${JSON.stringify(newest())}`,
      );
    },
    close: () => connector.close(),
  };
}

function envelope(connector: ConnectorStub, { id, name, objectId }: PlaygroundPerson) {
  return {
    channelId: 'msteams',
    serviceUrl: connector.url,
    from: { id, name, aadObjectId: objectId },
    recipient: { id: '28:bot', name: 'Countersign' },
    conversation: { id: playgroundConversations.group, conversationType: 'groupChat', tenantId: playgroundTenantId },
    channelData: { tenant: { id: playgroundTenantId } },
  };
}

/** What the first button with this verb sends; undefined when there is none. */
export function buttonOf(part: unknown, verb: string): CardJson | undefined {
  if (typeof part !== 'object' || part === null) return undefined;
  const one = part as Record<string, unknown>;
  if (one['type'] === 'Action.Execute' && one['verb'] === verb) return (one['data'] ?? {}) as CardJson;
  for (const inner of Object.values(one)) {
    const found = buttonOf(inner, verb);
    if (found !== undefined) return found;
  }
  return undefined;
}
