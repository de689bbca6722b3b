const BIGINT = 20
const TIMESTAMPTZ = 1184

/** Reads a bigint; ours are ids, counters and minor units of money, all far below 2^53. */
function parseBigint(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value))
    throw new RangeError(`The database holds ${text}, a number too big to be exact.`)
  return value
}

/** The one place where column text becomes our values, for both engines: by the type's object id. */
export const columnParsers: Readonly<Record<number, (text: string) => unknown>> = {
  [BIGINT]: parseBigint,
  /** Milliseconds since the epoch. */
  [TIMESTAMPTZ]: text => Date.parse(text),
}
