import { option, report, withBench } from './harness.ts'
import { seedPeople } from './profile-data.ts'
import { KEYS, startProgram } from './program.ts'
import { race, ratio, startFloor, summary } from './read-race.ts'

// A page of 100 members of an audience with their traits over GraphQL, against the same by one statement behind node:http.
const PEOPLE = option('people', 5000)

const QUERY = `query Members($after: String) {
  audience(by: { key: "audience_0" }) {
    members(first: 100, after: $after) { nodes { since profile { id traits } } pageInfo { hasNextPage endCursor } }
  }
}`

const STATEMENT = `select json_build_object('members', (
    select json_agg(m) from (
      select m.since, p.id, p.traits from audience_members m join profiles p on p.workspace_id = m.workspace_id and p.id = m.profile_id and p.deleted_at is null
      where m.workspace_id = $1 and m.audience_id = a.id order by m.profile_id limit 100
    ) m
  ))::text as body
  from audiences a where a.workspace_id = $1 and a.key = $2 and a.deleted_at is null`

await withBench(async ({ db, postgresCpu }) => {
  const program = await startProgram(db.url)
  const { rows } = await db.pool.query<{ id: string }>('select id from workspaces')
  const workspaceId = rows[0]?.id ?? ''
  const { audienceKey } = await seedPeople(db, { workspaceId, people: PEOPLE, merged: 2, events: 2 })
  const floor = await startFloor(db.url, STATEMENT)
  try {
    const runs = await race(
      [
        {
          ...{ name: 'floor', port: floor.port, pid: floor.pid, path: '/', authorization: '' },
          bodies: [JSON.stringify([workspaceId, audienceKey])],
        },
        {
          ...{
            name: 'tributary',
            port: Number(new URL(program.url).port),
            pid: program.pid,
            path: '/graphql',
            authorization: `Bearer ${KEYS.secret}`,
          },
          bodies: [JSON.stringify({ query: QUERY })],
        },
      ],
      { rounds: option('rounds', 7), seconds: option('seconds', 2), postgresCpu },
    )
    report({
      bench: 'members',
      figures: { ofFloor: { value: ratio(runs, 'tributary', 'floor'), atLeast: 0.4, aim: 0.6 } },
      details: { people: PEOPLE, ...summary(runs) },
    })
  } finally {
    floor.stop()
    await program.stop()
  }
})
