import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/order.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Learning takes seconds: once, and not in the first hook of some suite.
    globalSetup: ['test/support/learnt.ts'],
    setupFiles: ['test/support/file.ts'],
    pool: 'forks',
    // The files of a worker share what they import: loading the program takes longer than most of them.
    isolate: false,
    // Two, not one per core: some suites start a database or a browser of their own.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    testTimeout: 20_000,
    // The first start of a browser on a cold disk takes its time.
    hookTimeout: 60_000,
    globals: false,
    unstubEnvs: true,
    watch: false,
  },
});
