import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { compressAssets } from './compress-assets.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const target = join(root, 'dist/widgets')
const stamp = join(target, 'lead-tab/index.html')
const sources = ['widgets', 'src/domain', 'src/contracts', 'vite.config.ts', 'package-lock.json'].map(path => join(root, path))

function newestMs(path: string): number {
  const stat = statSync(path)
  return stat.isDirectory() ? Math.max(0, ...readdirSync(path).map(name => newestMs(join(path, name)))) : stat.mtimeMs
}

function isFresh(): boolean {
  return existsSync(stamp) && sources.every(source => newestMs(source) < statSync(stamp).mtimeMs)
}

/**
 * Builds all widgets into `dist/widgets` unless they are newer than their sources: the lean card field first, then the pages.
 * Built aside and renamed into place, so that a running server or a second builder never sees half a build.
 * @param always build even when nothing changed
 */
export async function buildWidgets(always = false): Promise<void> {
  if (!always && isFresh())
    return
  const aside = `${target}.${process.pid}`
  // A test runner sets NODE_ENV to "test", and Vue would be built for developers: half as large again, and slower.
  const { NODE_ENV } = process.env
  process.env.NODE_ENV = 'production'
  try {
    for (const mode of ['lean', 'production'])
      await build({ root: join(root, 'widgets'), configFile: join(root, 'vite.config.ts'), mode, logLevel: 'warn', build: { outDir: aside } })
  }
  finally {
    if (NODE_ENV === undefined)
      delete process.env.NODE_ENV
    else process.env.NODE_ENV = NODE_ENV
  }
  compressAssets(aside)
  rmSync(target, { recursive: true, force: true })
  renameSync(aside, target)
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await buildWidgets(process.argv.includes('--always'))
