import { arrayText } from '../../db/array-text.ts'
import type { Queryable } from '../../db/db.ts'
import { digestUuid } from '../id.ts'
import type { Message } from './message.ts'

/**
 * Keeps the messages whose ids have never taken effect in this workspace, each once, the first of equal ids; remembers them with this
 * commit. Ids are written in order, so that two workers with the same ones wait for each other instead of deadlocking.
 */
export async function dedupe(client: Queryable, workspaceId: string, messages: readonly Message[]): Promise<readonly Message[]> {
  const byKey = new Map<string, Message>()
  for (const message of messages) {
    const key = digestUuid(workspaceId, message.messageId)
    if (!byKey.has(key)) byKey.set(key, message)
  }
  if (byKey.size === 0) return []
  const keys = [...byKey.keys()].sort()
  const { rows } = await client.query<{ key: string }>({
    name: 'remember-messages',
    text: `insert into messages (key, month) select key, month from unnest($1::uuid[], $2::date[]) as message (key, month)
      on conflict do nothing returning key`,
    values: [arrayText(keys), arrayText(keys.map((key) => monthOf((byKey.get(key) as Message).timestamp)))],
  })
  if (rows.length === byKey.size) return [...byKey.values()]
  const fresh = new Set(rows.map((row) => row.key))
  return [...byKey].filter(([key]) => fresh.has(key)).map(([, message]) => message)
}

const monthOf = (at: number): string => `${new Date(at).toISOString().slice(0, 7)}-01`
