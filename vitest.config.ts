import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Learning takes seconds: once, and not in the first hook of some suite.
    globalSetup: ['test/support/learnt.ts'],
    pool: 'forks',
    // Two, not one per core: some suites start a database or a browser of their own.
    maxWorkers: 2,
    testTimeout: 20_000,
    globals: false,
    watch: false,
  },
});
