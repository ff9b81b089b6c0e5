import { join } from 'node:path'
import type { Config } from '../config.ts'
import { connect, type Db } from '../db/db.ts'
import { ensureDemoWorkspace, findDemoWorkspace } from '../demo/demo-workspace.ts'
import { DAY } from '../engine/clock.ts'
import type { Queues } from '../queue/queues.ts'
import type { Closing } from './closing.ts'
import { type Log, reportErrors } from './log.ts'
import { type KnownKeys, prepareWorkspace } from './workspace-keys.ts'

const HISTORY = 21 * DAY
// One holds the lock.
const CONNECTIONS = 3

/** Creates the demo's workspace where there is none. Its keys are made up and kept in the data folder, beside those of the first. */
export function prepareDemoWorkspace(db: Db, { dataDir }: Config): Promise<KnownKeys> {
  return prepareWorkspace(db, {
    file: join(dataDir, 'demo-keys.json'),
    given: {},
    isMissing: async () => (await findDemoWorkspace(db.pool)) === null,
    create: (keys) => ensureDemoWorkspace(db, keys),
  })
}

export interface DemoCommand {
  readonly config: Config
  readonly databaseUrl: string
  readonly queues: Queues
  readonly log: Log
}

/** Starts the traffic of the demo. Nobody waits for it: what it is made of is loaded only now. */
export function openDemo({ config, databaseUrl, queues, log }: DemoCommand, closing: Closing): void {
  const db = connect(databaseUrl, { max: CONNECTIONS, name: 'tributary-demo' })
  closing.add(db.close)
  const onError = reportErrors('Demo', log)
  const starting = import('../demo/start-demo.ts').then(({ startDemo }) =>
    startDemo({ db, hints: queues.hints, history: HISTORY, rate: config.demoRate, clock: Date.now, onError }),
  )
  closing.add(async () => (await starting).stop())
}
