import { startZivverServer } from '../../sandbox/zivver/zivver-server.ts';
import { createZivverTarget } from '../../src/sync/target/zivver/zivver-target.ts';
import { scimWorldOf } from '../support/scim-of-seed.ts';
import { describeTargetContract } from './target-contract.ts';

describeTargetContract('the Zivver client over HTTP', async (seed) => {
  const server = await startZivverServer({ world: scimWorldOf(seed) });
  const target = createZivverTarget({ url: server.url, apiKey: () => server.apiKey });
  return {
    target,
    loseNextAnswerOfUpdate: () => server.addFault({ kind: 'drop-after', match: { method: 'PUT' } }),
    limitNextUpdate: () =>
      server.addFault({ kind: 'too-many-requests', match: { method: 'PUT' }, retryAfterSeconds: 0 }),
    refuseKeyOnce: () => server.addFault({ kind: 'status', status: 401, body: 'Unauthorized' }),
    shortenNextAccountList: () =>
      server.addFault({ kind: 'short-list', keep: 1, match: { path: '^/Groups' }, times: null }),
    takeReaddress: (how) => server.setBehaviour({ externalIdChange: how }),
    callsMade: () => server.arrivals().length,
    close: async () => {
      await target.close();
      await server.close();
    },
  };
});
