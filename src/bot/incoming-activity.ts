/** The door for what a channel sends: the parts Countersign reads, checked once. Everything else of an activity is ignored. */

import { z } from 'zod';

const account = z.looseObject({
  id: z.string().min(1),
  name: z.string().optional(),
  aadObjectId: z.string().optional(),
});

export const incomingActivitySchema = z.looseObject({
  type: z.string().min(1).max(100),
  id: z.string().max(1000).optional(),
  name: z.string().max(200).optional(),
  text: z.string().max(10_000).optional(),
  channelId: z.string().min(1).max(100),
  serviceUrl: z.url().max(1000),
  from: account,
  recipient: account.partial({ id: true }).optional(),
  replyToId: z.string().max(1000).optional(),
  conversation: z.looseObject({
    id: z.string().min(1).max(1000),
    conversationType: z.string().optional(),
    tenantId: z.string().optional(),
  }),
  channelData: z.looseObject({ tenant: z.looseObject({ id: z.string() }).optional() }).optional(),
  value: z.unknown().optional(),
  action: z.string().optional(),
});

export type IncomingActivity = z.infer<typeof incomingActivitySchema>;

/** Microsoft's own hosts for Teams: a token answers to nobody else. */
export function isTeamsServiceUrl(url: URL): boolean {
  if (url.protocol !== 'https:' || url.username !== '' || url.port !== '') return false;
  return url.hostname === 'smba.trafficmanager.net' || url.hostname.endsWith('.teams.microsoft.com');
}
