/**
 * Rows of a CSV text (RFC 4180): quoted cells may hold separators, line breaks and doubled quotes. The separator is the
 * semicolon or comma that occurs first outside quotes in the heading. Empty lines are skipped; a BOM is cut.
 */
export function parseCsv(text: string): string[][] {
  const source = text.replace(/^\uFEFF/, '')
  const separator = separatorOf(source)
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let isQuoted = false
  const endRow = (): void => {
    row.push(cell)
    if (row.some(value => value !== ''))
      rows.push(row)
    row = []
    cell = ''
  }
  for (let at = 0; at < source.length; at++) {
    const sign = source[at] ?? ''
    if (isQuoted) {
      if (sign === '"' && source[at + 1] === '"')
        cell += source[at++]
      else if (sign === '"')
        isQuoted = false
      else
        cell += sign
    }
    else if (sign === '"' && cell === '') {
      isQuoted = true
    }
    else if (sign === separator) {
      row.push(cell)
      cell = ''
    }
    else if (sign === '\n') {
      endRow()
    }
    else if (sign !== '\r') {
      cell += sign
    }
  }
  endRow()
  return rows
}

function separatorOf(source: string): string {
  const heading = source.slice(0, source.search(/[\r\n]|$/)).replace(/"[^"]*"/g, '')
  return /[;,\t]/.exec(heading)?.[0] ?? ','
}
