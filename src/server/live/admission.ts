export interface Limits {
  /** At most so many connections of a kind in this process. */
  readonly open: number
  /** At most so many new ones in a second. */
  readonly perSecond: number
}

/** Answers why there is no room for one more connection, or null. */
export function createAdmission({ open, perSecond }: Limits, count: () => number): () => 'full' | 'hasty' | null {
  let second = 0
  let begun = 0
  return () => {
    if (count() >= open) return 'full'
    const now = Math.floor(performance.now() / 1000)
    if (now !== second) begun = 0
    second = now
    return ++begun > perSecond ? 'hasty' : null
  }
}
