import { describe, expect, test } from 'vitest'
import { parsePath, printPath } from '../../src/engine/rules/path.ts'

const keys = (text: string) => parsePath(text)?.map((segment) => (segment.kind === 'any' ? null : segment.key))

describe('a path', () => {
  test.each<[string, (string | null)[]]>([
    ['plan', ['plan']],
    ['a.b.c', ['a', 'b', 'c']],
    ['items.*.price', ['items', null, 'price']],
    ['*', [null]],
    ['items.0', ['items', '0']],
    ['a\\.b.c', ['a.b', 'c']],
    ['a\\.\\.b', ['a..b']],
    ['\\.', ['.']],
    ['a\\b', ['a\\b']],
    ['a\\\\b', ['a\\\\b']],
    ['a b.ü.😀', ['a b', 'ü', '😀']],
    ['**', ['**']],
    ['a.\\*', ['a', '\\*']],
    ['__proto__.constructor', ['__proto__', 'constructor']],
    [' ', [' ']],
  ])('%j has its segments, and prints as it was', (text, expected) => {
    expect(keys(text)).toEqual(expected)
    expect(printPath(parsePath(text) ?? [])).toBe(text)
  })

  test.each(['', '.', 'a.', '.a', 'a..b'])('%j has an empty segment', (text) => {
    expect(parsePath(text)).toBeNull()
  })
})
