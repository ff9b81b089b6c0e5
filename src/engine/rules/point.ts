import type { Millis } from '../clock.ts'
import { compareText } from './match-value.ts'

/**
 * One moment that counts: with its number (sum, avg, min, max; of a sequence, its steps as bits) or its value as text (uniqueCount, and what gives
 * values).
 */
export interface Point {
  readonly at: Millis
  readonly value: number | string | null
  /** Decides between points of one moment, where that matters: the messageId. */
  readonly tie?: string
}

export const comparePoints = (a: Point, b: Point): number => a.at - b.at || (a.tie === undefined ? 0 : compareText(a.tie, b.tie ?? ''))

export const inOrder = (points: Point[]): readonly Point[] => points.sort(comparePoints)
