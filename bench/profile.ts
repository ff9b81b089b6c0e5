import { identifierHash } from '../src/engine/identity/identifier.ts'
import { option, report, withBench } from './harness.ts'
import { startPostgraphile } from './postgraphile.ts'
import { seedPeople } from './profile-data.ts'
import { KEYS, startProgram } from './program.ts'
import { type Runner, race, ratio, startFloor, summary } from './read-race.ts'

// Everything about a person over GraphQL, against the same by one statement behind node:http, and against PostGraphile on the same tables.
const PEOPLE = option('people', 1000)
const MERGED = option('merged', 50)
const EVENTS = option('events', 40)

const QUERY = `query Profile360($userId: String!) {
  profile(by: { userId: $userId }) {
    id createdAt lastSeenAt traits
    identifiers(first: 10) { nodes { type value firstSeenAt lastSeenAt } }
    events(first: 20) { nodes { id type name timestamp properties context } pageInfo { hasNextPage } }
    audiences(first: 5) { nodes { since audience { key name } } }
  }
}`

// A plain statement, not the best one: it reads the events of every id of the person over all months. That an alias says between which moments
// the events of its id lie, which Tributary uses, it leaves aside.
const STATEMENT = `select json_build_object('id', p.id, 'createdAt', p.created_at, 'lastSeenAt', p.last_seen_at, 'traits', p.traits,
    'identifiers', (
      select json_agg(i) from (
        select type, value, first_seen_at as "firstSeenAt", last_seen_at as "lastSeenAt" from identifiers
        where workspace_id = $1 and profile_id = p.id order by first_seen_at, hash limit 10
      ) i
    ),
    'events', (
      select json_agg(e) from (
        select e.* from (select p.id union all select loser_id from profile_aliases where workspace_id = $1 and root_id = p.id) part
        cross join lateral (
          select id, type, name, timestamp, properties, context from events
          where workspace_id = $1 and profile_id = part.id order by timestamp desc, message_id collate "C" desc limit 20
        ) e
        order by timestamp desc limit 20
      ) e
    ),
    'audiences', (
      select json_agg(a) from (
        select m.since, a.key, a.name from audience_members m join audiences a on a.id = m.audience_id and a.deleted_at is null
        where m.workspace_id = $1 and m.profile_id = p.id order by a.id limit 5
      ) a
    ))::text as body
  from identifiers i join profiles p on p.workspace_id = i.workspace_id and p.id = i.profile_id and p.deleted_at is null
  where i.hash = $2 and i.workspace_id = $1 and i.type = 'user_id' and i.value = $3`

await withBench(async ({ db, postgresCpu }) => {
  const program = await startProgram(db.url)
  const { rows } = await db.pool.query<{ id: string }>('select id from workspaces')
  const workspaceId = rows[0]?.id ?? ''
  const { userIds } = await seedPeople(db, { workspaceId, people: PEOPLE, merged: MERGED, events: EVENTS })
  const floor = await startFloor(db.url, STATEMENT)
  const postgraphile = process.argv.includes('--postgraphile')
    ? await startPostgraphile(db)
    : { kind: 'absent' as const, why: 'not asked for: --postgraphile' }
  const runners: Runner[] = [
    {
      ...{ name: 'floor', port: floor.port, pid: floor.pid, path: '/', authorization: '' },
      bodies: userIds.map((userId) => JSON.stringify([workspaceId, identifierHash(workspaceId, 'user_id', userId), userId])),
    },
    {
      ...{ name: 'tributary', port: Number(new URL(program.url).port), pid: program.pid, path: '/graphql', authorization: `Bearer ${KEYS.secret}` },
      bodies: userIds.map((userId) => JSON.stringify({ query: QUERY, variables: { userId } })),
    },
    ...(postgraphile.kind === 'started' ? [{ ...postgraphile.runner, bodies: userIds.map((userId) => postgraphile.body(workspaceId, userId)) }] : []),
  ]
  try {
    const runs = await race(runners, { rounds: option('rounds', 7), seconds: option('seconds', 2), postgresCpu })
    report({
      bench: 'profile',
      figures: {
        ofFloor: { value: ratio(runs, 'tributary', 'floor'), atLeast: 0.45, aim: 0.6 },
        ...(postgraphile.kind === 'started' && { ofPostgraphile: { value: ratio(runs, 'tributary', 'postgraphile'), atLeast: 1.2, aim: 1.5 } }),
      },
      details: {
        ...(postgraphile.kind === 'absent' && { postgraphile: postgraphile.why }),
        people: PEOPLE,
        merged: MERGED,
        events: EVENTS,
        ...summary(runs),
      },
    })
  } finally {
    floor.stop()
    if (postgraphile.kind === 'started') postgraphile.stop()
    await program.stop()
  }
})
