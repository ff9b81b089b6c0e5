import type { GraphqlOptions } from '../graphql.ts'
import type { Limits } from './admission.ts'
import type { KeyWatch } from './key-watch.ts'
import type { Prepare } from './operation.ts'
import type { Subscriptions } from './subscriptions.ts'

/** What both transports share. */
export interface LiveOptions extends GraphqlOptions {
  readonly prepare: Prepare
  readonly subscriptions: Subscriptions
  readonly keys: KeyWatch
  readonly limits: Limits
}
