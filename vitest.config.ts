import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/private-temporary-folder.ts'],
    setupFiles: ['tests/support/loopback-only.ts'],
    // Real servers, databases and PowerShell processes: generous, so that a busy machine is not taken for a failure.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    allowOnly: false,
  },
});
