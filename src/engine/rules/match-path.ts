import { isObject, type Json } from '../json.ts'
import type { Path } from './rule.ts'

const INDEX = /^(0|[1-9]\d*)$/

/**
 * The values at a path, as the candidates of a test: one, or one per element for each `*`. Undefined is a missing value, and so is
 * JSON null; a list without elements, or no list at all, leaves one missing candidate.
 */
export function valuesAt(root: Json | undefined, path: Path): readonly (Json | undefined)[] {
  if (path.every((segment) => segment.kind === 'key')) return [single(root, path)]
  let values: readonly (Json | undefined)[] = [root]
  for (const segment of path) {
    values = values.flatMap((value): readonly (Json | undefined)[] => {
      if (segment.kind === 'key') return [child(value, segment.key)]
      return Array.isArray(value) && value.length > 0 ? (value as readonly Json[]) : [undefined]
    })
  }
  return values.map((value) => value ?? undefined)
}

function single(root: Json | undefined, path: Path): Json | undefined {
  let value = root
  for (const segment of path) value = segment.kind === 'key' ? child(value, segment.key) : undefined
  return value ?? undefined
}

function child(value: Json | undefined, key: string): Json | undefined {
  if (Array.isArray(value)) return INDEX.test(key) ? (value as readonly Json[])[Number(key)] : undefined
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
}
