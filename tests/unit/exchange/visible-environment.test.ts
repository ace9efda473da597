import { expect, it } from 'vitest';
import { visibleEnvironment } from '../../../src/sync/source/exchange/visible-environment.ts';

it('PowerShell sees what it needs to run and reach the network, and no secret', () => {
  const environment = {
    PATH: '/usr/bin',
    Path: 'C:\\Windows',
    https_proxy: 'http://proxy.example.nl:3128',
    TMPDIR: undefined,
    COUNTERSIGN_ZIVVER_API_KEY: 'secret',
    COUNTERSIGN_CERTIFICATE_PASSWORD: 'secret',
    NODE_OPTIONS: '--inspect',
    NODE_POWERSHELL: '/elsewhere/pwsh',
  };

  expect(visibleEnvironment(environment)).toEqual({
    PATH: '/usr/bin',
    Path: 'C:\\Windows',
    https_proxy: 'http://proxy.example.nl:3128',
  });
});
