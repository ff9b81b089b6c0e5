import type { Path } from './rule.ts'

/** Reads `items.*.price`: `.` separates, `\.` is a literal dot, `*` any element of a list. Null: a segment is empty. */
export function parsePath(text: string): Path | null {
  const keys = text.split(/(?<!\\)\./).map((part) => part.replaceAll('\\.', '.'))
  return keys.includes('') ? null : keys.map((key) => (key === '*' ? { kind: 'any' } : { kind: 'key', key }))
}

export function printPath(path: Path): string {
  return path.map((segment) => (segment.kind === 'any' ? '*' : segment.key.replaceAll('.', '\\.'))).join('.')
}
