import { setTimeout as sleep } from 'node:timers/promises'
import type { Queryable } from '../../db/db.ts'
import type { Millis } from '../clock.ts'

/** Looking is a query, and a group of lines takes less than this. */
const LOOK_EVERY = 100

export interface WaitOptions {
  /** Ends the waiting with its reason. */
  readonly signal: AbortSignal
  /** Called after each look, with how long nothing has left the inbox. */
  readonly onWaiting: (stuckFor: Millis) => void
}

export interface RoomOptions extends WaitOptions {
  readonly maxMessages: number
  readonly maxBytes: number
}

/** Waits until the inbox holds less than so much, so that a file never fills the disk faster than the workers empty it. */
export function inboxRoom(db: Queryable, { maxMessages, maxBytes, ...wait }: RoomOptions): () => Promise<void> {
  let looked = Number.NEGATIVE_INFINITY
  return async () => {
    wait.signal.throwIfAborted()
    if (performance.now() - looked < LOOK_EVERY) return
    await waitUntil(db, wait, ({ messages, bytes }) => messages < maxMessages && bytes < maxBytes)
    looked = performance.now()
  }
}

/** Waits until everything that is in the inbox now has taken effect. */
export async function untilDrained(db: Queryable, wait: WaitOptions): Promise<void> {
  const { rows } = await db.query<{ last: string | null }>('select max(id) as last from inbox')
  const last = rows[0]?.last
  if (last) await waitUntil(db, wait, ({ oldest }) => oldest === null || BigInt(oldest) > BigInt(last))
}

interface Inbox {
  readonly messages: number
  readonly bytes: number
  readonly oldest: string | null
}

async function waitUntil(db: Queryable, { signal, onWaiting }: WaitOptions, enough: (inbox: Inbox) => boolean): Promise<void> {
  let inbox = await lookAt(db)
  let moved = performance.now()
  while (!enough(inbox)) {
    await sleep(LOOK_EVERY, undefined, { signal })
    const { messages } = inbox
    inbox = await lookAt(db)
    if (inbox.messages < messages) moved = performance.now()
    onWaiting(performance.now() - moved)
  }
}

async function lookAt(db: Queryable): Promise<Inbox> {
  const { rows } = await db.query<Inbox>({
    name: 'look-at-inbox',
    text: 'select coalesce(sum(messages), 0)::float8 as messages, coalesce(sum(bytes), 0)::float8 as bytes, min(id) as oldest from inbox',
  })
  return rows[0] ?? { messages: 0, bytes: 0, oldest: null }
}
