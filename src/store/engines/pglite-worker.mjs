// A worker thread inherits no loader that reads TypeScript, neither from tsx nor from the test runner, so it brings its own.
import { register } from 'tsx/esm/api'

register()
await import('./pglite-thread.ts')
