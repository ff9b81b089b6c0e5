import type { Config } from '../config.ts'
import { connectors } from '../connectors/index.ts'
import { createGuardedFetch } from '../engine/delivery/guarded-fetch.ts'
import type { Outbound } from '../engine/delivery/outbound.ts'
import type { Closing } from './closing.ts'

/** What this process sends by. */
export function openOutbound({ allowPrivateDestinations: allowPrivate }: Config, closing: Closing): Outbound {
  const { fetch, close } = createGuardedFetch({ allowPrivate })
  closing.add(close)
  return { connectors, fetch, allowPrivate }
}
