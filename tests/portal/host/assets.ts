import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const built = new Map<string, Promise<string>>()

function once(name: string, make: () => Promise<string>): Promise<string> {
  const known = built.get(name)
  if (known !== undefined)
    return known
  const making = make()
  built.set(name, making)
  return making
}

/** The browser modules as one script; built at the first request of the process and kept. */
export function clientScript(): Promise<string> {
  return once('script', async () => {
    const result = await build({
      entryPoints: [here('./client/main.ts')],
      bundle: true,
      format: 'esm',
      target: 'es2022',
      minify: true,
      write: false,
      logLevel: 'silent',
    })
    return result.outputFiles[0]?.text ?? ''
  })
}

/** All style sheets in the order of their names. */
export function styleSheet(): Promise<string> {
  return once('styles', async () => readdirSync(here('./styles/')).filter(name => name.endsWith('.css')).sort().map(name => readFileSync(here(`./styles/${name}`), 'utf8')).join('\n'))
}
