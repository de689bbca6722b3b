// Runs a Postgres for the tests and ends it, and its folder, when whoever asked for it is gone: by then our standard
// input is closed, even after a kill -9. Arguments: one JSON document, see `PostgresKeeperTask` in start-test-postgres.ts.
import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import process from 'node:process'

const { command, args, owner, folder } = JSON.parse(process.argv[2])
let isRestarting = false
let server = start()

function start() {
  return spawn(command, args, { ...owner, stdio: ['ignore', 'ignore', 'inherit'] }).on('exit', (code) => {
    if (isRestarting) {
      isRestarting = false
      server = start()
      return
    }
    rmSync(folder, { recursive: true, force: true })
    process.exit(code ?? 1)
  })
}

function end() {
  isRestarting = false
  server.kill('SIGINT')
  setTimeout(() => server.kill('SIGKILL'), 5_000).unref()
}

// Anything we are told means: end at once, without a last checkpoint, and start again.
process.stdin.on('data', () => {
  isRestarting = true
  server.kill('SIGQUIT')
})
process.stdin.on('end', end).on('error', end)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, end)
