import type { Reporter, TestModule } from 'vitest/node'

/** Ends a run with the one line that continuous integration reads: `N passed, N failed`. A file that cannot be loaded counts as one failure. */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>, unhandledErrors: ReadonlyArray<unknown>): void {
    let passed = 0
    let failed = unhandledErrors.length
    for (const module of modules) {
      if (module.errors().length > 0)
        failed += 1
      for (const test of module.children.allTests()) {
        const state = test.result().state
        if (state === 'passed')
          passed += 1
        // A skipped or pending test is a test that showed nothing: it counts as failed.
        else failed += 1
      }
    }
    if (failed > 0)
      process.exitCode = 1
    process.on('exit', () => process.stdout.write(`\n${passed} passed, ${failed} failed\n`))
  }
}
