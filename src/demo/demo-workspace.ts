import { type Db, type Queryable, transaction } from '../db/db.ts'
import { createAudience, KeyTakenError } from '../engine/audiences/manage.ts'
import { createComputedTrait } from '../engine/audiences/manage-computed-traits.ts'
import { asMillis, type Millis } from '../engine/clock.ts'
import { createWorkspace, type WorkspaceKeys } from '../engine/workspaces.ts'
import { AUDIENCES } from './audiences.ts'
import { COMPUTED_TRAITS } from './computed-traits.ts'

const DEMO_WORKSPACE = 'demo'

/** Any number, always the same. */
const LOCK = 7_461_002

export interface DemoWorkspace {
  readonly workspaceId: string
  /** Where its calls come from: the oldest, whatever its name is by now. */
  readonly sourceId: string
  readonly createdAt: Millis
}

/** Creates the workspace of the demo with these keys unless it exists. */
export async function ensureDemoWorkspace(db: Db, keys: WorkspaceKeys): Promise<{ created: boolean }> {
  return transaction(db.pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [LOCK])
    if (await findDemoWorkspace(client)) return { created: false }
    await createWorkspace(client, { name: DEMO_WORKSPACE, keys })
    return { created: true }
  })
}

export async function findDemoWorkspace(db: Queryable): Promise<DemoWorkspace | null> {
  const { rows } = await db.query<DemoWorkspace>(
    `select w.id as "workspaceId", s.id as "sourceId", ${asMillis('w.created_at')} as "createdAt"
     from workspaces w join sources s on s.workspace_id = w.id where w.name = $1 order by s.created_at, s.id limit 1`,
    [DEMO_WORKSPACE],
  )
  return rows[0] ?? null
}

/** Up to when what was made has taken effect; null: nothing has. Every visit begins with a page. */
export async function lastVisit(db: Queryable, { workspaceId }: DemoWorkspace): Promise<Millis | null> {
  const { rows } = await db.query<{ at: Millis }>(
    `select ${asMillis('timestamp')} as at from events where workspace_id = $1 and name = 'Page Viewed' order by timestamp desc limit 1`,
    [workspaceId],
  )
  return rows[0]?.at ?? null
}

/** Creates those computed traits and audiences that are not there. */
export async function ensureDemoAudiences(db: Db, { workspaceId }: DemoWorkspace): Promise<void> {
  for (const trait of COMPUTED_TRAITS) {
    await createComputedTrait(db, { workspaceId, ...trait, entity: 'PROFILE', enabled: true }).catch((error: unknown) => {
      if (!(error instanceof KeyTakenError)) throw error
    })
  }
  for (const audience of AUDIENCES) {
    await createAudience(db, { workspaceId, ...audience, entity: 'PROFILE', enabled: true, notifyExisting: false }).catch((error: unknown) => {
      if (!(error instanceof KeyTakenError)) throw error
    })
  }
}
