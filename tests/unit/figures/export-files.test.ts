import type { Readable } from 'node:stream'
import type { Sheet, SheetCell } from '../../../src/figures/export/sheet.ts'
import { Buffer } from 'node:buffer'
import { inflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { csvFile } from '../../../src/figures/export/csv-file.ts'
import { cellText } from '../../../src/figures/export/sheet.ts'
import { xlsxFile } from '../../../src/figures/export/xlsx-file.ts'

const AT = Date.UTC(2026, 9, 24, 21, 30)

function sheet(rows: SheetCell[][], language: 'ru' | 'en' = 'ru'): Sheet {
  async function* each(): AsyncGenerator<SheetCell[]> {
    yield* rows
  }
  return {
    title: 'Источники: [2026]',
    columns: [{ title: 'Источник', kind: 'text' }, { title: 'Доля', kind: 'share' }, { title: 'Выручка', kind: 'money' }, { title: 'Время', kind: 'duration' }, { title: 'Создана', kind: 'instant' }],
    rows: each(),
    language,
    timeZone: 'Europe/Berlin',
  }
}

async function read(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream)
    chunks.push(Buffer.from(chunk as Uint8Array))
  return Buffer.concat(chunks)
}

/** The text of every entry of an archive, from its central directory. */
function unzip(file: Buffer): string {
  const texts: string[] = []
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4B, 5, 6]))
  let place = file.readUInt32LE(end + 16)
  for (let entry = file.readUInt16LE(end + 10); entry > 0; entry--) {
    const [size, offset] = [file.readUInt32LE(place + 20), file.readUInt32LE(place + 42)]
    const start = offset + 30 + file.readUInt16LE(offset + 26) + file.readUInt16LE(offset + 28)
    const body = file.subarray(start, start + size)
    texts.push((file.readUInt16LE(place + 10) === 0 ? body : inflateRawSync(body)).toString('utf8'))
    place += 46 + file.readUInt16LE(place + 28) + file.readUInt16LE(place + 30) + file.readUInt16LE(place + 32)
  }
  return texts.join('\n')
}

describe('files of figures', () => {
  it('open in a Russian spreadsheet: byte order mark, semicolons, decimal commas, the portal\'s clock', async () => {
    const text = (await read(csvFile(sheet([['Яндекс; «Поиск» "A"', 0.7425, 1234.5, 5_400_000, AT], [null, null, null, null, null]])))).toString('utf8')
    expect(text.startsWith('\uFEFF')).toBe(true)
    expect(text.slice(1).split('\r\n')).toEqual([
      'Источник;Доля;Выручка;Время, ч;Создана',
      '"Яндекс; «Поиск» ""A""";74,3%;1234,5;1,5;24.10.2026 23:30',
      ';;;;',
      '',
    ])
  })

  it('speak English to the others', async () => {
    const text = (await read(csvFile(sheet([['Ads', 0.5, 1.5, 0, AT]], 'en')))).toString('utf8')
    expect(text.split('\r\n')[1]).toBe('Ads,50%,1.5,0,2026-10-24 23:30')
  })

  it.each(['=1+1', '+7 999', '-1', '@sum', '\t=1', '\r=1', ' =1', '＝1', '\u0000=1', '\u200B=1'])('never start a cell as a formula: %j', (text) => {
    expect(cellText(text).startsWith('\'')).toBe(true)
  })

  it('leave other texts alone and drop what files cannot hold', () => {
    expect(['Яндекс 🚀', 'a=b', '', 'it\'s', 'a\u0000b\uFFFFc', 'x\uD800y'].map(cellText)).toEqual(['Яндекс 🚀', 'a=b', '', 'it\'s', 'abc', 'x\uFFFDy'])
  })

  it('a workbook holds the same rows as texts, numbers and dates, and no formula', async () => {
    const content = unzip(await read(await xlsxFile(sheet([['=HYPERLINK("http://x")', 0.7425, 1234.5, 5_400_000, AT], ['🚀 <&>', null, null, null, null]]))))
    expect(content).toContain('\'=HYPERLINK(')
    expect(content).toContain('🚀 &lt;&amp;&gt;')
    expect(content).toContain('<v>0.7425</v>')
    expect(content).toContain('<v>1.5</v>')
    // 24 October 2026 23:30 of the portal's clock, in days since 1900.
    expect(content).toMatch(/<v>46319\.979166\d*<\/v>/)
    expect(content).not.toContain('<f>')
  })
})
