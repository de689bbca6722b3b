import { readFile } from 'node:fs/promises'
import process from 'node:process'

/**
 * A text that is the same as long as this process lives and differs when its number is given to another one; empty when
 * no such process lives. Exact on Linux (start in ticks since boot, and which boot); elsewhere only "alive".
 * @see proc(5), field 22 of `/proc/<pid>/stat`
 */
export async function processStart(pid: number): Promise<string> {
  if (process.platform !== 'linux')
    return isRunning(pid) ? 'alive' : ''
  try {
    const [stat, bootId] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
    ])
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return state === 'Z' ? '' : `${fields[18]}@${bootId.trim()}`
  }
  catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ESRCH')
      return ''
    throw error
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  }
  catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
