import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readRecords } from '../../../src/engine/import/csv/read-records.ts'
import type { Lines } from '../../../src/engine/import/read-lines.ts'

const options = { offset: 0, line: 0, delimiter: 44, quote: 34, maxRecordBytes: 200, groupLines: 3, groupBytes: 60 }

async function* iterate(chunks: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* chunks
}

async function read(chunks: readonly Buffer[], more: Partial<typeof options> = {}): Promise<Lines[]> {
  const groups: Lines[] = []
  for await (const group of readRecords(iterate(chunks), { ...options, ...more })) groups.push(group)
  return groups
}

const cut = (bytes: Buffer, cuts: readonly number[]): Buffer[] => {
  const edges = [0, ...cuts.filter((at) => at < bytes.length).sort((a, b) => a - b), bytes.length]
  return edges.slice(1).map((edge, i) => bytes.subarray(edges[i], edge))
}
const flat = (groups: readonly Lines[]) => groups.flatMap(({ lines }) => lines).map((line) => ({ ...line, bytes: line.bytes.toString() }))

describe('readRecords', () => {
  test('finds the records that a whole parser finds, wherever the chunks are cut, and goes on from the end of any group', async () => {
    const cell = fc.array(fc.constantFrom('a', 'é', ' ', ',', '"', '\n', '\r\n', "'"), { maxLength: 6 }).map((parts) => parts.join(''))
    const quoted = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
    const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom('\n', '\r\n'), fc.boolean(), fc.array(fc.nat(150)), async (table, end, closed, cuts) => {
        const bytes = Buffer.from(table.map((row) => row.map(quoted).join(',')).join(end) + (closed ? end : ''))
        const groups = await read(cut(bytes, cuts))
        const found = flat(groups)
          .filter((line) => line.bytes !== '')
          .map((line) => parse(line.bytes, { record_delimiter: '\n', relax_column_count: true })[0])
        expect(found).toEqual(parse(bytes, { record_delimiter: end, relax_column_count: true, skip_empty_lines: true }))
        let before = 0
        for (const { lines, end: offset, count } of groups) {
          before += lines.length
          expect(flat(await read([bytes.subarray(offset)], { offset, line: count }))).toEqual(flat(groups).slice(before))
        }
        expect(groups.at(-1)?.end ?? 0).toBe(bytes.length)
      }),
      { numRuns: 300 },
    )
  })

  test('numbers a record by its first line', async () => {
    const groups = await read([Buffer.from('1,"a\nb\nc"\n2,d\n\n5,"e\r\nf"\n7')])
    expect(flat(groups).map(({ number, bytes }) => [number, bytes])).toEqual([
      [1, '1,"a\nb\nc"'],
      [4, '2,d'],
      [5, ''],
      [6, '5,"e\r\nf"'],
      [8, '7'],
    ])
  })

  test.for([
    ['in the middle', `1,a\n2,"open\n${'3,b\n'.repeat(100)}`],
    ['near the end', '1,a\n2,"open\n3,b\n3,b\n'],
    ['in the last line', '1,a\n3,b\n2,"open'],
  ] as const)('loses one line to a quote that is not closed: %s', async ([, text]) => {
    for (const cuts of [[], [5, 9, 14, 90, 200]]) {
      const lines = flat(await read(cut(Buffer.from(text), cuts)))
      expect(lines.filter((line) => line.unclosed).map(({ bytes }) => bytes)).toEqual(['2,"open'])
      expect(lines.filter(({ bytes }) => bytes === '3,b')).toHaveLength(text.split('3,b').length - 1)
      expect(lines[0]).toMatchObject({ number: 1, bytes: '1,a' })
    }
  })

  test('keeps nothing of a line that is too long, and goes on behind it', async () => {
    for (const size of [50, 1000]) {
      const bytes = Buffer.from(`1,a\n${'x'.repeat(1000)}\n3,b\n${'y'.repeat(1000)}`)
      const chunks = cut(
        bytes,
        Array.from({ length: 60 }, (_, i) => i * size),
      )
      const groups = await read(chunks)
      expect(flat(groups).map(({ number, tooLong, bytes: text }) => [number, tooLong, text])).toEqual([
        [1, false, '1,a'],
        [2, true, ''],
        [3, false, '3,b'],
        [4, true, ''],
      ])
      expect(groups.at(-1)?.end).toBe(bytes.length)
    }
  })
})
