import type { Json } from './json.ts'

export type RefusalKind = 'MESSAGE' | 'IDENTIFIER' | 'MERGE' | 'TRAIT' | 'PROPERTY' | 'DELIVERY' | 'INTERNAL'

/** Something that was not taken, and why. Recorded with the commit that decided it, and listable. */
export interface Refusal {
  readonly kind: RefusalKind
  /** A closed, documented code: docs/refusals.md. */
  readonly code: string
  /** What was wrong, where, and what would be right. */
  readonly message: string
  readonly sourceId: string
  readonly messageId: string | null
  /** Hashes of the identifiers concerned, where they are known. */
  readonly identifiers: readonly string[]
  /** What was refused; bounded in size when it is recorded. */
  readonly sample: Json
}
