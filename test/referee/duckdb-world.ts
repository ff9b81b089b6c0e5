import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import type { Db } from '../../src/db/db.ts'

/** The tables that the third referee asks, as queries of what is stored: people and accounts, their identifiers, who belongs to what, and events. */
const TABLES = {
  p: {
    columns: { id: 'VARCHAR', entity: 'VARCHAR', traits: 'JSON' },
    query: `select id, entity, traits from profiles p where workspace_id = $1 and not exists (select from profile_aliases a where a.workspace_id = $1 and a.loser_id = p.id)`,
  },
  i: {
    columns: { person: 'VARCHAR', type: 'VARCHAR' },
    query:
      'select coalesce(a.root_id, i.profile_id) as person, i.type from identifiers i left join profile_aliases a on a.workspace_id = $1 and a.loser_id = i.profile_id where i.workspace_id = $1',
  },
  m: {
    columns: { account: 'VARCHAR', person: 'VARCHAR' },
    query: `select distinct coalesce(b.root_id, e.account_id) as account, coalesce(a.root_id, e.profile_id) as person from events e
      left join profile_aliases a on a.workspace_id = $1 and a.loser_id = e.profile_id
      left join profile_aliases b on b.workspace_id = $1 and b.loser_id = e.account_id
      where e.workspace_id = $1 and e.type = 'GROUP' and e.account_id is not null and e.profile_id is not null`,
  },
  e: {
    columns: {
      ...{ person: 'VARCHAR', account: 'VARCHAR', type: 'VARCHAR', name: 'VARCHAR', ts: 'BIGINT' },
      ...{ properties: 'JSON', traits: 'JSON', context: 'JSON' },
    },
    query: `select coalesce(a.root_id, e.profile_id) as person, coalesce(b.root_id, e.account_id) as account, e.type, e.name,
        round(extract(epoch from e.timestamp) * 1000)::bigint as ts, e.properties, coalesce(e.traits, '{}') as traits, e.context
      from events e left join profile_aliases a on a.workspace_id = $1 and a.loser_id = e.profile_id
        left join profile_aliases b on b.workspace_id = $1 and b.loser_id = e.account_id where e.workspace_id = $1`,
  },
} as const

/** Copies a workspace into a database of DuckDB; whoever opened it closes it. */
export async function openDuckdb(db: Db, workspaceId: string): Promise<DuckDBConnection> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  const folder = await mkdtemp(join(tmpdir(), 'tributary-referee-'))
  try {
    for (const [name, { columns, query }] of Object.entries(TABLES)) {
      const { rows } = await db.pool.query<{ line: string }>(`select row_to_json(row)::text as line from (${query}) row`, [workspaceId])
      const file = join(folder, `${name}.ndjson`)
      await writeFile(file, rows.map(({ line }) => line).join('\n'))
      const typed = Object.entries(columns).map(([column, type]) => `'${column}': '${type}'`)
      await connection.run(`create table ${name} (${Object.entries(columns).map(([column, type]) => `${column} ${type}`)})`)
      if (rows.length > 0)
        await connection.run(`insert into ${name} select * from read_json('${file}', format = 'newline_delimited', columns = {${typed}})`)
    }
    return connection
  } finally {
    await rm(folder, { recursive: true })
  }
}

export async function idsOf(connection: DuckDBConnection, query: string): Promise<string[]> {
  return (await connection.runAndReadAll(query)).getRows().map(([id]) => String(id))
}
