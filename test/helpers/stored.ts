import type { Db } from '../../src/db/db.ts'
import { testWorker } from './engine.ts'

/** An event as it was stored. */
export interface Stored {
  readonly type: string
  readonly name: string
  readonly messageId: string
  readonly userId: string | null
  readonly anonymousId: string | null
  readonly groupId: string | null
  readonly previousId: string | null
  readonly properties: Readonly<Record<string, unknown>>
  readonly traits: Readonly<Record<string, unknown>> | null
  readonly context: Readonly<Record<string, unknown>>
  readonly integrations: Readonly<Record<string, unknown>> | null
  readonly timestamp: Date
  readonly originalTimestamp: Date | null
  readonly sentAt: Date | null
  readonly receivedAt: Date
}

/** Lets everything that waits take effect; answers all events, by type and name. */
export async function storedEvents(db: Db): Promise<Stored[]> {
  const worker = testWorker(db)
  await worker.drain()
  if (worker.errors.length > 0) throw new AggregateError(worker.errors)
  const { rows } = await db.pool.query<Stored>(
    `select type, name, message_id as "messageId", user_id as "userId", anonymous_id as "anonymousId", group_id as "groupId",
       previous_id as "previousId", properties, traits, context, integrations,
       timestamp, original_timestamp as "originalTimestamp", sent_at as "sentAt", received_at as "receivedAt"
     from events order by type, name, message_id collate "C"`,
  )
  return rows
}

/** Codes of what was refused or left out. */
export async function refusedCodes(db: Db): Promise<string[]> {
  const { rows } = await db.pool.query<{ code: string }>('select code from refusals order by code')
  return rows.map(({ code }) => code)
}
