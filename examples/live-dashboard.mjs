// The sizes of all audiences, live: one subscription, one line for each change.
//   READ_KEY=… node examples/live-dashboard.mjs
import { createClient } from 'graphql-ws'
import WebSocket from 'ws'

const { TRIBUTARY_URL = 'http://localhost:4000', READ_KEY = '' } = process.env

const client = createClient({
  url: `${TRIBUTARY_URL.replace(/^http/, 'ws')}/graphql`,
  webSocketImpl: WebSocket,
  connectionParams: { authorization: `Bearer ${READ_KEY}` },
  retryAttempts: Number.POSITIVE_INFINITY,
  shouldRetry: () => true,
})

const query = `subscription Dashboard {
  audienceCounts(throttle: "PT1S") { key status size version entered exited }
}`
const sizes = new Map()
for await (const { data, errors } of client.iterate({ query })) {
  if (errors) throw new Error(errors.map(({ message }) => message).join(' '))
  const { key, status, size } = data.audienceCounts
  const change = size - (sizes.get(key) ?? size)
  sizes.set(key, size)
  console.log(
    `${key.padEnd(24)} ${String(size).padStart(8)} ${change > 0 ? `+${change}` : change || ''} ${status === 'LIVE' ? '' : status}`.trimEnd(),
  )
}
