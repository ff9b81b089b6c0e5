// Run as a program of its own, to be killed: a worker that exports.
import { connect } from '../../src/db/db.ts'
import { createGuardedFetch } from '../../src/engine/delivery/guarded-fetch.ts'
import { createSecretBox } from '../../src/engine/delivery/secret-box.ts'
import { startExports } from '../../src/engine/export/export-worker.ts'
import type { QueueConnection } from '../../src/queue/backend.ts'
import { openQueues } from '../../src/queue/queues.ts'

interface Given {
  readonly databaseUrl: string
  readonly queue: QueueConnection
  readonly dataDir: string
}

const { databaseUrl, queue, dataDir } = JSON.parse(process.argv[2] ?? '') as Given
const onError = (error: unknown) => void process.stderr.write(`${String(error)}\n`)
const { fetch } = createGuardedFetch({ allowPrivate: true })
const db = connect(databaseUrl, { max: 4, name: `export-${process.pid}` })
const queues = await openQueues(queue, { onError })
await startExports({ db, queues, outbound: { fetch, secretBox: createSecretBox([]) }, dataDir, onError })
