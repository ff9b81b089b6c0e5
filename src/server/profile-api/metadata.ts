import { readEvents } from '../../engine/profiles/events-of.ts'
import { printUuid } from '../../engine/public-id.ts'
import type { Asked } from './asked.ts'
import { iso } from './external-ids.ts'
import { oneOf } from './parameters.ts'

/** When a profile was created and changed, and its first and last message. */
export async function answerMetadata({ db, workspaceId, entity, profile, ids, url }: Asked): Promise<object> {
  oneOf(url.searchParams, 'verbose', ['true', 'false'])
  const end = async (reverse: boolean) => {
    const query = { workspaceId, entity, people: [ids], names: null, from: null, to: null }
    const [[event] = []] = await readEvents(db, query, { after: null, before: null, limit: 1, reverse })
    return { message: event?.messageId ?? null, source: event ? printUuid('src', event.sourceId) : null }
  }
  const [first, last] = [await end(true), await end(false)]
  return {
    metadata: {
      created_at: iso(profile.createdAt),
      updated_at: iso(profile.updatedAt),
      // Nothing here ends by itself.
      expires_at: null,
      first_message_id: first.message,
      first_source_id: first.source,
      last_message_id: last.message,
      last_source_id: last.source,
    },
  }
}
