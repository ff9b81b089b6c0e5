import { arrayText } from '../../db/array-text.ts'
import type { Queryable } from '../../db/db.ts'
import type { Millis } from '../clock.ts'
import { encodeState } from '../rules/state-codec.ts'
import type { Definitions } from './definitions.ts'
import type { Subject } from './subject.ts'

interface Outcome {
  readonly subjects: readonly Subject[]
  readonly definitions: Definitions
  readonly dueAt: ReadonlyMap<string, Millis>
  /** Profiles whose membership of something changed. */
  readonly moved: ReadonlySet<string>
}

/** Writes the rows of the profiles and their states, and removes the states of those that were folded. */
export async function writeSubjects(client: Queryable, workspaceId: string, outcome: Outcome): Promise<void> {
  if (outcome.subjects.length === 0) return
  await writeProfiles(client, workspaceId, outcome)
  await writeStates(client, workspaceId, outcome)
  const folded = outcome.subjects.flatMap((subject) => subject.folded.map((loser) => loser.profileId))
  if (folded.length > 0) await client.query('delete from leaf_state where workspace_id = $1 and profile_id = any($2::uuid[])', [workspaceId, folded])
}

async function writeProfiles(client: Queryable, workspaceId: string, { subjects, dueAt, moved }: Outcome): Promise<void> {
  const shows = ({ changed, seq, profile }: Subject) => changed || seq > profile.seq || moved.has(profile.id)
  await client.query({
    name: 'write-profiles',
    text: `update profiles p set
        seq = v.seq,
        version = p.version + case when v.shows then 1 else 0 end,
        updated_at = case when v.shows then to_timestamp(v.now / 1000.0) else p.updated_at end,
        traits = coalesce(v.traits::jsonb, p.traits),
        first_seen_at = to_timestamp(v.first_seen / 1000.0),
        last_seen_at = to_timestamp(v.last_seen / 1000.0),
        evaluated_at = to_timestamp(v.now / 1000.0),
        due_at = to_timestamp(v.due / 1000.0)
      from unnest($2::uuid[], $3::bigint[], $4::boolean[], $5::float8[], $6::text[], $7::float8[], $8::float8[], $9::float8[])
        as v (id, seq, shows, now, traits, first_seen, last_seen, due)
      where p.workspace_id = $1 and p.id = v.id`,
    values: [
      workspaceId,
      arrayText(subjects.map(({ profile }) => profile.id)),
      arrayText(subjects.map(({ seq }) => seq)),
      arrayText(subjects.map(shows)),
      arrayText(subjects.map(({ now }) => now)),
      subjects.map(({ traits, profile }) => (traits === profile.traits ? null : JSON.stringify(traits))),
      arrayText(subjects.map(({ firstSeenAt }) => firstSeenAt)),
      arrayText(subjects.map(({ lastSeenAt }) => lastSeenAt)),
      arrayText(subjects.map((subject) => nextDue(subject, dueAt.get(subject.profile.id)))),
    ],
  })
}

/** Due moments only move earlier here: an indexed column that rarely changes is cheap. One that comes too early is put right when it comes. */
function nextDue({ profile, now }: Subject, due: Millis | undefined): Millis | null {
  const before = profile.dueAt
  if (before !== null && before > now && (due === undefined || before <= due)) return before
  return due ?? null
}

async function writeStates(client: Queryable, workspaceId: string, { subjects, definitions }: Outcome): Promise<void> {
  await client.query({
    name: 'write-states',
    text: `insert into leaf_state (workspace_id, profile_id, state) select $1, profile_id, state from unnest($2::uuid[], $3::bytea[]) as v (profile_id, state)
      on conflict (workspace_id, profile_id) do update set state = excluded.state`,
    values: [
      workspaceId,
      subjects.map(({ profile }) => profile.id),
      subjects.map(({ state, profile }) => encodeState(state, definitions.programs[profile.entity].layout)),
    ],
  })
}
