/** Tells the workers where there is work. Only a hint: what is lost here, a sweep finds. Call it after the commit. */
export interface LaneHints {
  wake(lanes: Iterable<number>): void
}
