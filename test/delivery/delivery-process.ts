// Run as a program of its own, to be killed: a worker that delivers.
import { connectors } from '../../src/connectors/index.ts'
import { connect } from '../../src/db/db.ts'
import { startDeliveries } from '../../src/engine/delivery/delivery-worker.ts'
import { createGuardedFetch } from '../../src/engine/delivery/guarded-fetch.ts'
import type { QueueConnection } from '../../src/queue/backend.ts'
import { openQueues } from '../../src/queue/queues.ts'
import { secretBox } from '../helpers/secret-box.ts'

const { databaseUrl, queue } = JSON.parse(process.argv[2] ?? '') as { readonly databaseUrl: string; readonly queue: QueueConnection }
const onError = (error: unknown) => void process.stderr.write(`${String(error)}\n`)
const { fetch } = createGuardedFetch({ allowPrivate: true })
const db = connect(databaseUrl, { max: 6, name: `delivery-${process.pid}` })
const queues = await openQueues(queue, { onError })
const deliveries = await startDeliveries({ db, queues, outbound: { connectors, fetch, allowPrivate: true, secretBox }, onError })
process.on('SIGTERM', async () => {
  await deliveries.stop()
  await queues.close()
  await db.close()
  process.exit(0)
})
process.send?.('ready')
