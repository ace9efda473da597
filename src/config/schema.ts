/**
 * What people write in countersign.yaml, key by key, with the sentence the documentation shows for each. Values are
 * parsed here; rules that look at two keys at once are in rules.ts. Secrets are not here: see secrets.ts.
 */

import { z } from 'zod';
import { offeredMailboxTypes, optionalMailboxTypes } from '../sync/model/mailbox.ts';
import { approvalSection, guardsSection } from './safety-schema.ts';
import { sourceSchema } from './source-schema.ts';
import { address, domain, duration, filled, filterExpression, guid, timeZone, url } from './values.ts';

const filter = z
  .strictObject({
    include: filterExpression
      .optional()
      .describe('Only mailboxes whose address matches. Words are joined by OR; AND and parentheses may be used.'),
    exclude: filterExpression
      .optional()
      .describe('All mailboxes except those whose address matches. Never together with `include`.'),
  })
  .nullable()
  .default(null);

/** The sections of the file. Each is checked by itself, so that one bad section does not hide the problems of another. */
export const sections = {
  sources: z.array(sourceSchema).min(1).describe('Where shared mailboxes are read. One or more.'),
  mailboxes: z
    .strictObject({
      types: z
        .array(z.enum([...offeredMailboxTypes, ...optionalMailboxTypes]))
        .min(1)
        .default([...offeredMailboxTypes])
        .describe('Mailbox types to synchronise. At least one.'),
      filter: filter.describe('By address: include or exclude, not both.'),
      protectedAddresses: z
        .array(address)
        .default([])
        .describe('Addresses that are never touched, in Exchange or in Zivver.'),
    })
    .prefault({})
    .describe('Which mailboxes take part.'),
  delegates: z
    .strictObject({
      expandGroups: z
        .boolean()
        .default(true)
        .describe('People who have FullAccess through a group count as delegates.'),
    })
    .prefault({})
    .describe('Who counts as a delegate.'),
  target: z
    .strictObject({
      url: url
        .prefault('https://app.zivver.com/api/scim/v2')
        .describe('Zivver’s provisioning address. The key comes from COUNTERSIGN_ZIVVER_API_KEY.'),
      domains: z.array(domain).min(1).describe('The domains your organisation has claimed in Zivver.'),
      zivverOrganizationalUnit: z
        .union([z.enum(['none', 'domain']), z.strictObject({ custom: filled })])
        .default('none')
        .describe(
          'Organisational unit in Zivver: `none`, `domain` (the domain of the address), or `{ custom: "<identifier>" }`.',
        ),
      rate: z
        .strictObject({
          calls: z.int().min(1).max(1000).default(50).describe('Calls allowed in each period.'),
          per: duration.prefault('10s').describe('Length of the period.'),
        })
        .prefault({})
        .describe('Zivver’s rate limit, shared by everything that uses the key.'),
    })
    .describe('Where functional accounts are kept.'),
  sync: z
    .strictObject({
      newOrChanged: z.boolean().default(true).describe('Propose new accounts and changes to existing ones.'),
      missing: z
        .enum(['keep', 'retire', 'delete'])
        .default('keep')
        .describe(
          'What to propose for an account whose mailbox is gone. `retire` empties delegates and aliases; `delete` loses every message of the account for good.',
        ),
      addedInZivver: z
        .enum(['propose', 'keep'])
        .default('propose')
        .describe(
          'Delegates that were added in Zivver and never had access in Exchange: propose to remove them, or keep them.',
        ),
    })
    .prefault({})
    .describe('What may be proposed.'),
  guards: guardsSection,
  approval: approvalSection,
  access: z
    .strictObject({
      tenantId: z
        .string()
        .trim()
        .toLowerCase()
        .optional()
        .describe('Entra tenant id of everybody below. Left out: that of the bot.'),
      readers: z
        .array(z.string().trim().toLowerCase())
        .default([])
        .describe('Entra object ids of people who may look.'),
      operators: z
        .array(z.string().trim().toLowerCase())
        .default([])
        .describe('Entra object ids of people who may start a preview. They may look as well.'),
      approvers: z
        .array(z.string().trim().toLowerCase())
        .default([])
        .describe('Entra object ids of people who may approve and reject. They may look as well.'),
    })
    .prefault({})
    .describe('Who may do what in chat.'),
  conversations: z
    .strictObject({
      namesAllowed: z
        .array(filled)
        .default([])
        .describe(
          'Ids of conversations where cards show names and addresses. Elsewhere they show counts; personal chats always show names.',
        ),
    })
    .prefault({})
    .describe('Where names may be shown.'),
  schedule: z
    .strictObject({ timeZone: timeZone.default('Europe/Amsterdam').describe('Time zone of the dates people see.') })
    .prefault({})
    .describe('Times.'),
  store: z
    .strictObject({
      path: filled
        .default('./data/countersign.sqlite')
        .describe('The SQLite file that holds plans, approvals, runs and the audit trail.'),
    })
    .prefault({})
    .describe('Where Countersign keeps what it must remember.'),
  bot: z
    .strictObject({
      authentication: z
        .enum(['none', 'single-tenant'])
        .optional()
        .describe('`none` only for trials on this machine. Left out: `single-tenant`.'),
      appId: guid
        .optional()
        .describe('Application id of the bot registration. Its secret comes from COUNTERSIGN_BOT_SECRET.'),
      tenantId: guid.optional().describe('Entra tenant of the bot registration.'),
      host: filled.default('127.0.0.1').describe('Address to listen on.'),
      port: z.int().min(0).max(65_535).default(3978).describe('Port to listen on.'),
      publicUrl: url.optional().describe('Origin of the links in cards. Left out: `http://<host>:<port>`.'),
    })
    .optional()
    .describe('The Teams bot. Not needed on the console.'),
  reports: z
    .strictObject({ linkLives: duration.prefault('15m').describe('How long a download link works.') })
    .prefault({})
    .describe('Reports from chat.'),
  language: z.enum(['en', 'nl']).default('en').describe('Language of cards, reports and the console.'),
} as const;

export const fileSchema = z.strictObject(sections);

/** The file with defaults filled in and values parsed. */
export type ConfigFile = z.output<typeof fileSchema>;
