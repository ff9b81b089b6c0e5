import { readTraitPage } from '../../engine/profiles/trait-page.ts'
import { printUuid } from '../../engine/public-id.ts'
import { storable } from '../../schema/storable.ts'
import type { Asked } from './asked.ts'
import { cursorOf } from './cursor.ts'
import { limitOf, listIn, oneOf, TRAIT_LIMITS } from './parameters.ts'

/** What is known of a profile, by name; the next page begins at the name that its cursor says. */
export async function answerTraits({ db, workspaceId, entity, ids, url }: Asked): Promise<object> {
  const { searchParams: query } = url
  const limit = limitOf(query, TRAIT_LIMITS)
  const verbose = oneOf(query, 'verbose', ['true', 'false']) === 'true'
  const names = listIn(query, 'include')?.map(storable) ?? null
  const only = oneOf(query, 'class', ['audience', 'computed_trait'])
  const found = await readTraitPage(db, { workspaceId, entity, ids, only, names, from: storable(query.get('next') ?? ''), limit: limit + 1 })
  const traits = found.slice(0, limit).map(({ name, value, sourceId, updatedAt }) => {
    const sent = { value, source_id: sourceId && printUuid('src', sourceId), updated_at: new Date(updatedAt).toISOString() }
    return [name, verbose ? sent : value] as const
  })
  return { traits: Object.fromEntries(traits), cursor: cursorOf(url, limit, found[limit]?.name ?? null) }
}
