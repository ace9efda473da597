/**
 * The sections of countersign.yaml that hold a plan back: `guards` and `approval`, key by key, with the sentence the
 * documentation shows for each. Every amount has a default; none is off.
 */

import { z } from 'zod';
import { waivableFindings } from '../sync/model/finding.ts';
import { dangerClasses } from '../sync/model/mutation.ts';
import { duration, filterExpression } from './values.ts';

const percent = z.int().min(1).max(100);
const amount = z.int().max(100_000);

/** @param whole what the percentage is taken of, in words */
function amountLimit(absolute: number, share: number, floor: number, whole: string) {
  return z
    .strictObject({
      absolute: amount.min(1).default(absolute).describe('More than this is too much.'),
      percent: percent.default(share).describe(`More than this share of ${whole} is too much.`),
      floor: amount.min(0).default(floor).describe('This many are always allowed, whatever the share.'),
    })
    .prefault({});
}

const votes = z.int().min(1).max(9);

const named = z.array(z.string().trim().toLowerCase()).min(1).optional();

export const guardsSection = z
  .strictObject({
    removals: amountLimit(10, 5, 3, 'the accounts in scope').describe('What one plan takes away.'),
    removalsPerAccount: amountLimit(25, 75, 5, 'the people of the account').describe(
      'People who lose access to one account. More is held back, until only that mailbox is previewed.',
    ),
    emptied: amountLimit(3, 2, 1, 'the accounts in scope').describe('Accounts that nobody could open after the plan.'),
    access: amountLimit(200, 25, 25, 'the access rights there are').describe(
      'Access rights that one plan adds to existing accounts.',
    ),
    accessPerAccount: amountLimit(50, 100, 25, 'the people of the account').describe(
      'People who gain access to one existing account. More is held back, until only that mailbox is previewed.',
    ),
    creates: amountLimit(250, 25, 50, 'the mailboxes in scope').describe('Accounts that one plan creates.'),
    retires: amountLimit(5, 2, 2, 'the accounts in scope').describe('Accounts that one plan takes out of use.'),
    deletes: amountLimit(2, 1, 1, 'the accounts in scope').describe(
      'Accounts that one plan deletes for good. Nobody can waive this limit.',
    ),
    overTime: z
      .strictObject({
        day: z.int().min(1).max(100).default(2).describe('In 24 hours: this many times what one plan may do.'),
        week: z.int().min(1).max(100).default(5).describe('In 7 days: this many times what one plan may do.'),
      })
      .prefault({})
      .describe('Limits over time: all runs together, for each of the amounts above but those per account.'),
    sensitiveMailboxes: filterExpression
      .nullable()
      .default(null)
      .describe(
        'Mailboxes where nobody gains access unseen, by address, written as the address filter. Such a plan needs a second person.',
      ),
    waivable: z
      .array(z.enum(waivableFindings))
      .default([...waivableFindings])
      .describe('Blocks that an approver may lift from one plan, with a reason. An empty list: none.'),
    shrink: z
      .strictObject({
        percent: percent
          .default(20)
          .describe('A reading smaller than the last good one by more than this share takes nothing away.'),
        floor: z.int().min(0).max(100_000).default(5).describe('… if it is smaller by more than this many mailboxes.'),
      })
      .prefault({})
      .describe('Limits on a reading that is suddenly smaller.'),
    absentLinksPercent: percent
      .default(20)
      .describe(
        'More linked accounts than this share gone from Zivver: the plan is blocked (another organisation’s key?).',
      ),
    createWithoutDelegates: z.boolean().default(false).describe('Create accounts that nobody could open.'),
  })
  .prefault({})
  .describe('When a plan is held back.');

export const approvalSection = z
  .strictObject({
    expiresAfter: duration.prefault('24h').describe('A plan that nobody signed expires after this time.'),
    rereadAfter: duration.prefault('15m').describe('A reading older than this is read again before applying.'),
    secondPersonFor: z
      .array(z.enum(dangerClasses))
      .default(['removal', 'destruction'])
      .describe('Danger classes that somebody other than the requester must approve.'),
    votes: z
      .strictObject({
        change: votes.default(1).describe('For plans that create, adopt or rename.'),
        access: votes.default(1).describe('For plans that give access.'),
        removal: votes.default(1).describe('For plans that take something away.'),
        destruction: votes.default(2).describe('For plans that delete accounts.'),
      })
      .prefault({})
      .describe('How many people must approve: the strictest class in the plan counts.'),
    typedNumberFor: z
      .array(z.enum(dangerClasses))
      .default(['destruction'])
      .describe('Danger classes for which whoever approves types the number of accounts concerned.'),
    approversFor: z
      .strictObject({
        change: named.describe('Plans that create, adopt or rename.'),
        access: named.describe('Plans that give access.'),
        removal: named.describe('Plans that take something away.'),
        destruction: named.describe('Plans that delete accounts.'),
      })
      .prefault({})
      .describe(
        'Entra object ids of the only people who may approve plans of a class; each of them is in `access.approvers` as well. A plan with several such classes needs people named for all of them. Left out: every approver.',
      ),
  })
  .prefault({})
  .describe('What an approval needs.');
