import { connect } from '../src/db/db.ts'
import { DefinitionsCache } from '../src/engine/audiences/definitions-cache.ts'
import { drainLane } from '../src/engine/ingest/drain-lane.ts'
import { LANES } from '../src/engine/ingest/lanes.ts'

/** What the parent is told when every lane is empty: milliseconds of CPU, and how many messages this process took. */
export interface Drained {
  readonly cpu: number
  readonly messages: number
  readonly errors: readonly string[]
}

// One worker: a process with its own event loop, one lane at a time. Each message of the parent makes it drain all lanes once.
const [url = '', first = '0'] = process.argv.slice(2)
const db = connect(url, { max: 4, name: 'bench-worker' })
const context = { pool: db.pool, definitions: new DefinitionsCache() }

process.on('message', async () => {
  const before = process.cpuUsage()
  const errors: string[] = []
  let messages = 0
  const onChunk = (chunk: { readonly messages: number }) => {
    messages += chunk.messages
  }
  // Two workers begin at different lanes; a lane that the other one holds is passed by.
  for (let i = 0; i < LANES; i++)
    await drainLane(context, { lane: (i + Number(first)) % LANES, onChunk, onError: (error) => errors.push(String(error)) })
  const { user, system } = process.cpuUsage(before)
  process.send?.({ cpu: (user + system) / 1000, messages, errors } satisfies Drained)
})
process.on('disconnect', () => db.close())
process.send?.('ready')
