import { readdir } from 'node:fs/promises'
import process from 'node:process'

/** What a bench is given: the words after its name. */
export interface BenchOptions {
  args: readonly string[]
}

/** A bench: `tests/bench/<name>.ts` exports `run`. Its result is flat: names with their unit, and numbers. */
interface Bench {
  run: (options: BenchOptions) => Promise<object>
}

/** Runs one bench by name: `npm run bench -- <name> [--json]`. With `--json` the last line is one JSON object. */
async function main(argv: readonly string[]): Promise<void> {
  const [name, ...rest] = argv.filter(word => word !== '--json')
  const names = await benchNames()
  if (name === undefined || !names.includes(name)) {
    console.error(`Usage: npm run bench -- <name> [--json]\nBenches: ${names.join(', ')}`)
    process.exitCode = 2
    return
  }
  // The cast: each listed file is a bench; one without `run` fails in the next line.
  const bench = await import(`./${name}.ts`) as Bench
  const result = await bench.run({ args: rest })
  if (argv.includes('--json'))
    console.log(JSON.stringify(result))
  else
    console.table(result)
}

/** Files of this folder that are benches; their parts live in folders of their own. */
async function benchNames(): Promise<string[]> {
  const entries = await readdir(new URL('.', import.meta.url), { withFileTypes: true })
  return entries
    .filter(entry => entry.isFile() && entry.name.endsWith('.ts') && entry.name !== 'main.ts')
    .map(entry => entry.name.slice(0, -'.ts'.length))
    .sort()
}

await main(process.argv.slice(2))
process.exit()
