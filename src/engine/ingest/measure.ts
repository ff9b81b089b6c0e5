import { MAX_DEPTH } from './limits.ts'

export interface Measure {
  /** Of its JSON text, roughly; in no encoding does the text have more than six bytes for each. */
  readonly characters: number
  readonly tooDeep: boolean
  /** Whether it holds a number that is no finite double, such as 1e400. */
  readonly infinite: boolean
}

/** Looks once at every value of parsed JSON. Nothing below MAX_DEPTH levels is visited. */
export function measure(value: unknown): Measure {
  const sum = { characters: 0, tooDeep: false, infinite: false }
  walk(value, 1, sum)
  return sum
}

function walk(value: unknown, level: number, sum: { characters: number; tooDeep: boolean; infinite: boolean }): void {
  if (typeof value === 'string') {
    sum.characters += value.length + 3
  } else if (typeof value === 'number') {
    sum.characters += 8
    if (!Number.isFinite(value)) sum.infinite = true
  } else if (typeof value !== 'object' || value === null) {
    sum.characters += 6
  } else if (level > MAX_DEPTH) {
    sum.tooDeep = true
  } else if (Array.isArray(value)) {
    sum.characters += 3
    for (const element of value) walk(element, level + 1, sum)
  } else {
    sum.characters += 3
    // No prototype of ours has enumerable keys, and this loop is several times faster than Object.keys.
    for (const key in value) {
      sum.characters += key.length + 4
      walk((value as Record<string, unknown>)[key], level + 1, sum)
    }
  }
}
