import process from 'node:process'
import { listen } from './listen.ts'

/** Ears in a process of their own: all addresses given are played at once; says one line of JSON, an array of what each heard. */
const addresses = process.argv.slice(2)
process.stdout.write(`heard ${JSON.stringify(await Promise.all(addresses.map(listen)))}\n`)
