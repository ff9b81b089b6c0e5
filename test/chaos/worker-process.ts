// Run as a program of its own, to be killed: a worker that ends itself by SIGKILL at a point of the pipeline, the n-th time it passes it.
import pg from 'pg'
import { connect } from '../../src/db/db.ts'
import { startEngine } from '../../src/engine/worker.ts'
import { openQueues } from '../../src/queue/queues.ts'
import type { Moment, WorkerOrder } from './kill-points.ts'

const { databaseUrl, queue, kill } = JSON.parse(process.argv[2] ?? '') as WorkerOrder
const say = (line: unknown) => process.stdout.write(`${JSON.stringify(line)}\n`)
const onError = (error: unknown) => say({ error: String(error), cause: error instanceof Error ? String(error.cause) : undefined })
const die = () => process.kill(process.pid, 'SIGKILL')

const name = `chaos-${process.pid}`
const db = connect(databaseUrl, { max: 12, name })
const queues = await openQueues(queue, { onError })
let passes = 0
const engine = await startEngine({ db, queues, concurrency: 2, onError, passed: (point) => (kill ? passed(point, kill) : undefined) })
process.on('SIGTERM', async () => {
  await engine.stop()
  await queues.close()
  await db.close()
  process.exit(0)
})
say('ready')

async function passed(point: string, { moment, pass }: { readonly moment: Moment; readonly pass: number }): Promise<void> {
  if (point !== (moment === 'copying' ? 'held' : moment) || ++passes !== pass) return
  if (moment === 'copying') await dieInMidCopy()
  else die()
}

/** From now on a row takes its time, see kill-points.ts; while Postgres is at it, some are in and some are not. */
async function dieInMidCopy(): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query('insert into slow_copies values ($1)', [name])
  const look = async (): Promise<void> => {
    const { rowCount } = await client.query(`select from pg_stat_activity where application_name = $1 and wait_event = 'PgSleep'`, [name])
    if (rowCount !== null && rowCount > 0) die()
    else setTimeout(look, 1)
  }
  void look()
}
