import { createFakeTarget } from '../fakes/fake-target.ts';
import { describeTargetContract } from './target-contract.ts';

describeTargetContract('the Zivver in memory', async (seed) => {
  const target = createFakeTarget({ seed });
  return {
    target,
    loseNextAnswerOfUpdate: () => target.fail({ on: 'update', answer: 'target-outcome-unknown', effect: true }),
    limitNextUpdate: () => target.fail({ on: 'update', answer: 'target-rate-limited' }),
    refuseKeyOnce: () => target.fail({ on: 'update', answer: 'target-key-refused' }),
    shortenNextAccountList: () => target.shortenLists({ accounts: 1 }),
    takeReaddress: (how) => target.takeReaddress(how),
    callsMade: () => target.calls.length,
    close: () => target.close(),
  };
});
