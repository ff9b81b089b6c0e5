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
  if (exited.length > 0)
    await client.query({
      name: 'delete-members',
      text: `delete from audience_members m using unnest($2::uuid[], $3::uuid[]) as gone (audience_id, profile_id)
        where m.workspace_id = $1 and m.audience_id = gone.audience_id and m.profile_id = gone.profile_id`,
      values: [workspaceId, arrayText(exited.map((one) => one.audienceId)), arrayText(exited.map((one) => one.profileId))],
    })
  if (entered.length > 0) {
    // There can be ten thousand in a commit, of few audiences: each id is read once, and named by its place from there on.
    const [audiences, profiles] = [new Places(), new Places()]
    const [audience, profile] = [entered.map((one) => audiences.of(one.audienceId)), entered.map((one) => profiles.of(one.profileId))]
    await client.query({
      name: 'insert-members',
      text: `insert into audience_members (workspace_id, audience_id, profile_id, since)
        select $1, ($2::uuid[])[audience], ($3::uuid[])[profile], to_timestamp(at / 1000.0)
        from unnest($4::int[], $5::int[], $6::float8[]) as entered (audience, profile, at)`,
      values: [workspaceId, ...[audiences.ids, profiles.ids, audience, profile, entered.map((one) => one.at)].map(arrayText)],
    })
  }
}

/** The places of ids in the list of all, counted from 1, as Postgres does. */
class Places {
  readonly #places = new Map<string, number>()

  get ids(): readonly string[] {
    return [...this.#places.keys()]
  }

  of(id: string): number {
    const place = this.#places.get(id) ?? this.#places.size + 1
    this.#places.set(id, place)
    return place
  }
}
