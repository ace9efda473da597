/** What cards say of carrying a plan out, of what came of it, and of plans that are closed. */

import { numberWords } from '../text-params.ts';

const { figure, counted } = numberWords('en-GB');

const changes = (n: number) => counted(n, 'change', 'changes');

export const cardsRun = {
  running: {
    heading: (n: number) => `${changes(n)} being applied`,
    approvedBy: 'Approved by',
    starting: 'Checking the plan again before the first change',
    explain: 'Each account is checked right before its change. The summary follows here.',
  },
  result: {
    heading: {
      running: (done: number, total: number) => `${figure(done)} of ${changes(total)} applied so far`,
      applied: (_done: number, total: number) => `${changes(total)} applied`,
      'partly-applied': (done: number, total: number) => `${figure(done)} of ${changes(total)} applied`,
      stopped: (done: number, total: number) => `${figure(done)} of ${changes(total)} applied, then stopped`,
      failed: (done: number, total: number) => `${figure(done)} of ${changes(total)} applied, then failed`,
    },
    waits: (done: number, total: number) => `${figure(done)} of ${changes(total)} applied, waiting for Zivver`,
    summary: 'Summary of the changes',
    outcome: (n: number, state: string) => `${figure(n)} ${state}`,
    notDone: (n: number) =>
      n === 1
        ? '1 functional account where not everything happened'
        : `${figure(n)} functional accounts where not everything happened`,
    verified: (n: number, moment: string) => `Read back at ${moment}: all ${changes(n)} seen in Zivver.`,
    verifiedPart: (seen: number, total: number, moment: string) =>
      `Read back at ${moment}: ${figure(seen)} of ${changes(total)} seen in Zivver.`,
    lost: (n: number) => `${changes(n)} accepted by Zivver but not there when read back.`,
    repaired: (n: number) => `${changes(n)} needed a second write.`,
    readBackIncomplete: 'Not everything could be read back.',
    waitsFor: (addresses: string) => `It waits for a change to ${addresses} that did not happen.`,
    foundNow: (value: string) => `In Zivver it is now: ${value}.`,
    notVerified: 'Nothing was read back.',
    verification: 'Verification',
    approvedBy: 'Approved by',
    startedBy: 'Started by',
    duration: 'Duration',
    calls: 'Calls to Zivver',
    run: 'Run',
    code: (code: string) => `Code: ${code}`,
  },
  closed: {
    rejected: (id: string) => `${id} was rejected`,
    superseded: (id: string) => `${id} was superseded`,
    expired: (id: string) => `${id} has expired`,
    withdrawn: (id: string) => `${id} was withdrawn`,
    other: (id: string, state: string) => `${id}: ${state}`,
    by: 'By',
    reason: 'Reason',
    noReason: '(not given)',
    contained: 'Contained',
    expiredOn: 'Expired',
    explain: {
      rejected: 'Nothing was changed in Zivver.',
      superseded: 'A newer plan takes its place. This one can no longer be applied.',
      expired: 'Its time is over, so it can no longer be applied. A new preview proposes what is still needed.',
      withdrawn: 'Nothing was changed in Zivver.',
      other: 'This card no longer decides anything.',
    },
  },
};
