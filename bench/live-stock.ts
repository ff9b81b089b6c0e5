import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { useServer } from 'graphql-ws/use/ws'
import { WebSocketServer } from 'ws'
import { connect } from '../src/db/db.ts'
import { createCredentials } from '../src/engine/credentials.ts'
import { createBackPressure } from '../src/engine/ingest/back-pressure.ts'
import { LiveHub } from '../src/engine/live/live-hub.ts'
import { openQueues } from '../src/queue/queues.ts'
import { schema } from '../src/schema/index.ts'
import { KEYS } from './program.ts'

// Our schema and our hub behind graphql-ws as it is: each subscription is executed and printed for each subscriber.
const [databaseUrl = ''] = process.argv.slice(2)
const db = connect(databaseUrl, { max: 10, name: 'bench-stock' })
const queues = await openQueues({ kind: 'postgres', url: databaseUrl })
const hub = new LiveHub({ db: db.pool, relay: queues.relay, onError: console.error })
const credential = await createCredentials(db.pool).find(KEYS.secret)
const context = { db, hub, hints: queues.hints, backPressure: createBackPressure(db.pool, { maxBytes: 1e9 }), credential }

const server = createServer()
useServer({ schema, context }, new WebSocketServer({ server, path: '/graphql', perMessageDeflate: false }))
server.listen(0, '127.0.0.1', () => process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
