import { arrayText } from '../../db/array-text.ts'
import type { Queryable } from '../../db/db.ts'
import type { Millis } from '../clock.ts'

export type MembershipReason = 'EVENT' | 'TRAIT' | 'CLOCK' | 'MERGED' | 'SPLIT' | 'DELETED' | 'DEFINITION'

export interface MembershipChange {
  readonly audienceId: string
  readonly profileId: string
  readonly change: 'ENTERED' | 'EXITED'
  readonly reason: MembershipReason
  /** The moment it became true. */
  readonly at: Millis
}

/** Writes who is in and who is out; the sizes follow in countChanges, last before the commit. */
export async function writeMembers(client: Queryable, workspaceId: string, changes: readonly MembershipChange[]): Promise<void> {
  const entered = changes.filter((one) => one.change === 'ENTERED')
  const exited = changes.filter((one) => one.change === 'EXITED')
  if (exited.length > 0) {
    const { texts } = pack(exited)
    await client.query({
      name: 'delete-members',
      text: `delete from audience_members m using (select ($2::uuid[])[audience] as audience_id, ($3::uuid[])[profile] as profile_id
          from unnest($4::int[], $5::int[]) as exited (audience, profile)) gone
        where m.workspace_id = $1 and m.audience_id = gone.audience_id and m.profile_id = gone.profile_id`,
      values: [workspaceId, texts.audienceIds, texts.profileIds, texts.audience, texts.profile],
    })
  }
  if (entered.length > 0) {
    const { texts } = pack(entered)
    await client.query({
      name: 'insert-members',
      text: `insert into audience_members (workspace_id, audience_id, profile_id, since)
        select $1, ($2::uuid[])[audience], ($3::uuid[])[profile], to_timestamp(at / 1000.0)
        from unnest($4::int[], $5::int[], $6::float8[]) as entered (audience, profile, at)`,
      values: [workspaceId, texts.audienceIds, texts.profileIds, texts.audience, texts.profile, texts.at],
    })
  }
}

/** Changes as arrays that are quickly read: each id once, and by its place from there on. A commit can have ten thousands, of few audiences. */
function pack(changes: readonly MembershipChange[]) {
  const audiences = new Places()
  const profiles = new Places()
  const audience = changes.map((one) => audiences.of(one.audienceId))
  const profile = changes.map((one) => profiles.of(one.profileId))
  return {
    audience,
    audienceIds: audiences.ids,
    texts: {
      audienceIds: arrayText(audiences.ids),
      profileIds: arrayText(profiles.ids),
      audience: arrayText(audience),
      profile: arrayText(profile),
      at: arrayText(changes.map((one) => one.at)),
    },
  }
}

/** Counted from 1, as Postgres does. */
class Places {
  readonly #places = new Map<string, number>()

  get ids(): readonly string[] {
    return [...this.#places.keys()]
  }

  of(id: string): number {
    const known = this.#places.get(id)
    if (known !== undefined) return known
    this.#places.set(id, this.#places.size + 1)
    return this.#places.size
  }
}

/**
 * Brings the sizes up to date and numbers the changes of this commit, in one statement that takes the counters in order. Called last, because
 * whoever holds a counter holds up every other worker. Answers the audiences whose version grew.
 */
export async function countChanges(client: Queryable, workspaceId: string, changes: readonly MembershipChange[]): Promise<readonly string[]> {
  if (changes.length === 0) return []
  const { texts, audience, audienceIds } = pack(changes)
  const counts = audienceIds.map(() => ({ entered: 0, exited: 0 }))
  const ordinals = changes.map(({ change }, i) => {
    const count = counts[(audience[i] as number) - 1] as (typeof counts)[number]
    count[change === 'ENTERED' ? 'entered' : 'exited']++
    return count.entered + count.exited
  })
  const { rows } = await client.query<{ audience_id: string }>({
    name: 'count-changes',
    text: `with total as (
        select audience, audience_id, entered, exited
        from unnest($2::uuid[], $3::int[], $4::int[]) with ordinality as t (audience_id, entered, exited, audience)
      ), held as materialized (
        select audience_id from audience_counters where workspace_id = $1 and audience_id = any($2::uuid[]) order by audience_id for no key update
      ), counted as (
        update audience_counters c set size = c.size + t.entered - t.exited, version = c.version + 1,
          entered = c.entered + t.entered, exited = c.exited + t.exited,
          -- Never back, whatever the clock does: what was so at a moment stays so.
          updated_at = greatest(c.updated_at, engine_now())
        from total t join held using (audience_id) where c.workspace_id = $1 and c.audience_id = t.audience_id
        returning t.audience, c.audience_id, c.version, c.updated_at
      ), logged as (
        insert into audience_changes (workspace_id, audience_id, version, ordinal, profile_id, change, reason, at, committed_at)
        select $1, audience_id, version, ordinal, ($5::uuid[])[profile], change, reason, to_timestamp(at / 1000.0), updated_at
        from unnest($6::int[], $7::int[], $8::int[], $9::membership_change[], $10::membership_reason[], $11::float8[])
          as change (audience, profile, ordinal, change, reason, at)
        join counted using (audience)
      )
      select audience_id from counted`,
    values: [
      ...[workspaceId, texts.audienceIds, arrayText(counts.map(({ entered }) => entered)), arrayText(counts.map(({ exited }) => exited))],
      ...[texts.profileIds, texts.audience, texts.profile, arrayText(ordinals)],
      ...[arrayText(changes.map((one) => one.change)), arrayText(changes.map((one) => one.reason)), texts.at],
    ],
  })
  return rows.map((row) => row.audience_id)
}
