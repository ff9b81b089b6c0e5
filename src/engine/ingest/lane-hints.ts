/** Tells workers that lanes have work. A hint may be lost and may come twice: every lane is also looked at once per second. */
export interface LaneHints {
  wake(lanes: Iterable<number>): void
}
