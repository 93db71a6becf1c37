import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['server/src/**/*.test.ts', 'web/src/**/*.test.ts', 'e2e/stand-ins/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
