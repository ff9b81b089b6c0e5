import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Lines, readLines } from '../../src/engine/import/read-lines.ts'

const options = { offset: 0, line: 0, maxLineBytes: 10, groupLines: 3, groupBytes: 25 }

async function read(chunks: readonly Buffer[], from = { offset: 0, line: 0 }): Promise<Lines[]> {
  const groups: Lines[] = []
  for await (const group of readLines(iterate(chunks), { ...options, ...from })) groups.push(group)
  return groups
}

async function* iterate(chunks: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* chunks
}

const flat = (groups: readonly Lines[]) => groups.flatMap(({ lines }) => lines).map((line) => ({ ...line, bytes: line.bytes.toString() }))

describe('readLines', () => {
  test('cuts at line feeds wherever the chunks are cut, and goes on from the end of any group', async () => {
    const content = fc
      .array(fc.constantFrom('a', 'é', '{}', '\n', '\n', '\r\n', 'x'.repeat(9), 'y'.repeat(40)))
      .map((parts) => Buffer.from(parts.join('')))
    await fc.assert(
      fc.asyncProperty(content, fc.array(fc.nat(60)), async (bytes, cuts) => {
        const edges = [0, ...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length]
        const groups = await read(edges.slice(1).map((edge, i) => bytes.subarray(edges[i], edge)))
        const texts = bytes.toString().split('\n')
        if (texts.at(-1) === '') texts.pop()
        expect(flat(groups)).toEqual(
          texts.map((text, i) => {
            const tooLong = Buffer.byteLength(text) > options.maxLineBytes
            return { bytes: tooLong ? '' : text, number: i + 1, tooLong }
          }),
        )
        let line = 0
        for (const { lines, end } of groups) {
          line += lines.length
          expect(flat(await read([bytes.subarray(end)], { offset: end, line }))).toEqual(flat(groups).slice(line))
        }
        expect(groups.at(-1)?.end ?? 0).toBe(bytes.length)
      }),
      { numRuns: 300 },
    )
  })

  test('ends a group with the line that reaches its limits', async () => {
    const sizes = (groups: readonly Lines[]) => groups.map(({ lines }) => lines.length)
    expect(sizes(await read([Buffer.from('1\n2\n3\n4\n')]))).toEqual([3, 1])
    expect(sizes(await read([Buffer.from(`${'x'.repeat(30)}\n2\n3\n`)]))).toEqual([1, 2])
  })
})
