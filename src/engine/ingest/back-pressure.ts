import type { Queryable } from '../../db/db.ts'
import { HOUR, SECOND } from '../clock.ts'

export interface BackPressure {
  /** Null: come in. Else the seconds after which to try again. */
  retryAfter(): Promise<number | null>
}

interface Options {
  readonly maxBytes: number
  /** A clock that never goes back, in milliseconds. */
  readonly elapsed?: () => number
}

/** When the oldest message has waited for so long, nothing more is taken. */
export const MAX_LAG = HOUR
const LOOK_EVERY = SECOND
/** Looking takes at most this share of the time, so that a long inbox is not made longer by being counted. */
const LOOK_SHARE = 0.05
/** When nobody asked for so long, the answer is waited for. */
const TOO_OLD = 10 * SECOND
const RETRY_AFTER_SECONDS = 10

/** Says when too much is waiting, from a look at the whole inbox about once a second, while anybody asks. */
export function createBackPressure(db: Queryable, { maxBytes, elapsed = () => performance.now() }: Options): BackPressure {
  let full = false
  let nextLook = Number.NEGATIVE_INFINITY
  let looking: Promise<void> | null = null

  const look = async () => {
    const start = elapsed()
    const { bytes, lag } = await readInbox(db)
    full = bytes > maxBytes || lag > MAX_LAG
    const end = elapsed()
    nextLook = end + Math.max(LOOK_EVERY, (end - start) / LOOK_SHARE)
  }

  return {
    async retryAfter() {
      if (elapsed() >= nextLook) {
        looking ??= look().finally(() => {
          looking = null
        })
        if (elapsed() - nextLook > TOO_OLD) await looking
        // A look that fails leaves the answer as it was; the insert will say that the database is gone.
        else looking.catch(() => {})
      }
      return full ? RETRY_AFTER_SECONDS : null
    },
  }
}

async function readInbox(db: Queryable): Promise<{ bytes: number; lag: number }> {
  const { rows } = await db.query<{ bytes: number; lag: number }>({
    name: 'read-inbox-size',
    text: `select coalesce(sum(bytes), 0)::float8 as bytes,
        coalesce(extract(epoch from engine_now() - min(received_at)) * 1000, 0)::float8 as lag from inbox`,
  })
  return rows[0] ?? { bytes: 0, lag: 0 }
}
