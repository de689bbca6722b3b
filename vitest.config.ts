import { availableParallelism } from 'node:os'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

/** Four kinds of tests, from the quickest to the slowest; `npm test` runs them all. */
export default defineConfig({
  test: {
    // Most of a test's time is waiting for servers: one worker, the default on two processors, leaves half of them idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    reporters: ['default', './tests/support/closing-line-reporter.ts'],
    projects: [
      { plugins: [vue()], test: { name: 'unit', include: ['tests/unit/**/*.test.ts'] } },
      // No module of the stand-in keeps state, so the files of a worker share what they import: half the time.
      { test: { name: 'contract', include: ['tests/contract/**/*.test.ts'], isolate: false, testTimeout: 30_000, hookTimeout: 60_000 } },
      { test: { name: 'integration', include: ['tests/integration/**/*.test.ts'], globalSetup: ['tests/support/start-engines.ts'], testTimeout: 60_000, hookTimeout: 120_000 } },
      { test: { name: 'e2e', include: ['tests/e2e/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 180_000, fileParallelism: false } },
    ],
  },
})
