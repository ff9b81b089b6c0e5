/** Chance that comes out the same for the same seed. */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number
  chance(probability: number): boolean
  /** A whole number, both ends included. */
  between(from: number, to: number): number
  pick<T>(from: readonly [T, ...T[]]): T
  /** One of the choices, each as often as its weight says. */
  weighted<T>(choices: readonly Weighted<T>[]): T
}

export type Weighted<T> = readonly [weight: number, choice: T]

export function createRandom(...seed: readonly (string | number)[]): Random {
  const next = mulberry32(seedOf(...seed))
  const between = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    chance: (probability) => next() < probability,
    between,
    pick: ([first, ...rest]) => [first, ...rest][between(0, rest.length)] ?? first,
    weighted(choices) {
      let left = next() * choices.reduce((sum, [weight]) => sum + weight, 0)
      const found = choices.find(([weight]) => {
        left -= weight
        return left < 0
      })
      const [, choice] = found ?? choices[choices.length - 1] ?? []
      if (choice === undefined) throw new Error('There is nothing to choose from.')
      return choice
    },
  }
}

/** 32 bits of FNV-1a over the parts. */
export function seedOf(...parts: readonly (string | number)[]): number {
  let hash = 0x811c9dc5
  for (const char of parts.join('\n')) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193)
  return hash >>> 0
}

function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
