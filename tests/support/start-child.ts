import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** A TypeScript file of this folder that runs as a process of its own. */
export interface Child {
  pid: number
  /** Every line it said so far. */
  lines: readonly string[]
  /** Resolves with the first line that matches; rejects when it ends before. */
  line: (matches: (line: string) => boolean) => Promise<string>
  /** Ends it without warning, as a power cut would. */
  kill: () => Promise<void>
}

/** Starts `tests/support/<file>` with arguments. */
export function startChild(file: string, args: string[], env: NodeJS.ProcessEnv = {}): Child {
  const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
  const path = fileURLToPath(new URL(`./${file}`, import.meta.url))
  const child = spawn(process.execPath, ['--import', loader, path, ...args], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...env } })
  const lines: string[] = []
  createInterface({ input: child.stdout }).on('line', line => lines.push(line))
  return { pid: child.pid ?? 0, lines, line: matches => firstLine(child, lines, matches), kill: () => kill(child) }
}

async function firstLine(child: ChildProcess, lines: readonly string[], matches: (line: string) => boolean): Promise<string> {
  for (;;) {
    const found = lines.find(matches)
    if (found !== undefined)
      return found
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`The child ended before it said what was expected; it said: ${lines.join(' | ')}`)
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null)
    return
  child.kill('SIGKILL')
  await once(child, 'exit')
}
