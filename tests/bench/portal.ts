import { execFile, fork } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { performance } from 'node:perf_hooks'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** What the stand-in portal manages. */
export interface PortalBench {
  /** From the start of the process to `ready`, with the default demo data, ms. */
  startMs: number
  /** Single REST reads (`crm.item.get`) per second; the portal has a process of its own. */
  readsPerSecond: number
  /** The same per second of the portal's own processor time: what one core gives when nobody else wants it. */
  readsPerCoreSecond: number
  /** `crm.item.list` pages with a filter per second. */
  listsPerSecond: number
  /** Memory of the portal after all that, megabytes. */
  memoryMb: number
  /** Telling the story of 100,000 leads in a process of its own: seconds, and resident memory afterwards, megabytes. */
  bigStorySeconds: number
  bigStoryMb: number
}

const connections = 16
const measureMs = 4_000
const warmUpMs = 1_000

/** Starts a portal of its own on a free port, measures, ends it. The first word is the number of demo leads (2000). */
export async function run({ args }: { args: readonly string[] }): Promise<PortalBench> {
  const demoLeads = Number(args[0] ?? 2_000)
  const main = fileURLToPath(new URL('../portal/main.ts', import.meta.url))
  const startedAt = performance.now()
  const portal = fork(main, { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'pipe', 'inherit', 'ipc'], env: { ...process.env, PORTAL_PORT: '0', PORTAL_WEBHOOK: 'bench', DEMO_LEADS: String(demoLeads) } })
  try {
    const url = await new Promise<string>((resolve, reject) => {
      portal.once('error', reject)
      portal.once('exit', code => reject(new Error(`The portal ended with code ${code} before it was ready`)))
      let text = ''
      portal.stdout?.on('data', (chunk) => {
        text += String(chunk)
        const ready = /ready portal=(\S+)/.exec(text)
        if (ready?.[1])
          resolve(ready[1])
      })
    })
    const startMs = Math.round(performance.now() - startedAt)
    const read = `${url}/rest/1/bench/crm.item.get?entityTypeId=1&id=`
    const list = `${url}/rest/1/bench/crm.item.list?entityTypeId=1&start=-1&order[id]=ASC&select[]=id&select[]=stageId&filter[%3Eid]=`
    await callsPerSecond(() => read + anyId(demoLeads), warmUpMs)
    const busyBefore = await processorSeconds(portal.pid)
    const readsPerSecond = await callsPerSecond(() => read + anyId(demoLeads), measureMs)
    const busySeconds = await processorSeconds(portal.pid) - busyBefore
    const listsPerSecond = await callsPerSecond(() => list + anyId(demoLeads), measureMs)
    const memoryMb = await memoryOf(portal.pid)
    const readsPerCoreSecond = busySeconds > 0 ? Math.round(readsPerSecond * measureMs / 1000 / busySeconds) : 0
    return { startMs, readsPerSecond, readsPerCoreSecond, listsPerSecond, memoryMb, ...await bigStory() }
  }
  finally {
    portal.removeAllListeners('exit')
    portal.kill('SIGTERM')
  }
}

function anyId(leads: number): number {
  return 1 + Math.floor(Math.random() * leads)
}

async function callsPerSecond(address: () => string, forMs: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const endAt = performance.now() + forMs
  let calls = 0
  const worker = async (): Promise<void> => {
    while (performance.now() < endAt) {
      await call(address(), agent)
      calls += 1
    }
  }
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: connections }, worker))
  agent.destroy()
  return Math.round(calls / (performance.now() - startedAt) * 1000)
}

/** @throws Error when the portal refuses: a bench of refusals means nothing */
function call(url: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    request(url, { agent }, (response) => {
      response.resume()
      response.on('end', () => response.statusCode === 200 ? resolve() : reject(new Error(`${response.statusCode} for ${url}`)))
    }).on('error', reject).end()
  })
}

/** A hundred thousand leads, told in a process of its own. */
async function bigStory(): Promise<Pick<PortalBench, 'bigStorySeconds' | 'bigStoryMb'>> {
  const probe = fileURLToPath(new URL('../contract/crm-size-probe.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', '--import', 'tsx', probe, '100000'])
  const { seconds, rssMb } = JSON.parse(stdout) as { seconds: number, rssMb: number }
  return { bigStorySeconds: Math.round(seconds * 10) / 10, bigStoryMb: Math.round(rssMb) }
}

/** Processor time a process has used, seconds, with the system's for it; 0 where the system does not tell. */
async function processorSeconds(pid: number | undefined): Promise<number> {
  const ticksPerSecond = 100
  try {
    const facts = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? []
    return (Number(facts[11]) + Number(facts[12])) / ticksPerSecond
  }
  catch {
    // Only Linux has /proc.
    return 0
  }
}

/** Resident memory as the system counts it; 0 where it does not tell. */
async function memoryOf(pid: number | undefined): Promise<number> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8')
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024)
  }
  catch {
    // Only Linux has /proc.
    return 0
  }
}
