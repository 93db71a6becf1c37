import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** They measure processor time. */
const measured = [
  'server/src/http/processor-time.test.ts',
  'server/src/links/reading-turns.test.ts',
];

export default defineConfig({
  test: {
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Tests wait for servers more than they compute.
    maxWorkers: availableParallelism() + 1,
    // Long enough for a busy machine; what is waited for usually comes at once.
    expect: { poll: { timeout: 10_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'server',
          include: ['server/src/**/*.test.ts'],
          exclude: measured,
          globalSetup: ['server/src/testing/stand-ins.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'processor time',
          include: measured,
          globalSetup: ['server/src/testing/stand-ins.ts'],
          fileParallelism: false,
          // After all others: tests that run beside it would be part of what it measures.
          sequence: { groupOrder: 1 },
        },
      },
      { extends: true, test: { name: 'web', include: ['web/src/**/*.test.ts'] } },
      { extends: true, test: { name: 'e2e', include: ['e2e/**/*.test.ts'] } },
    ],
  },
});
