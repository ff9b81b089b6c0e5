import type { Json } from '../json.ts'
import type { RefusalKind } from '../refusal.ts'

/** A part of a message that was left out; the rest of it counts. */
export interface Omission {
  readonly kind: RefusalKind
  readonly code:
    | 'identifier_too_long'
    | 'number_not_finite'
    | 'timestamp_invalid'
    | 'trait_name_too_long'
    | 'context_not_object'
    | 'integrations_not_object'
  readonly message: string
  readonly sample: Json
}
