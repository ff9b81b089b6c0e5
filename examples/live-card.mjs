// Keeps a customer's card up to date: prints her as she is, then after each change.
//   READ_KEY=… node examples/live-card.mjs [USER_ID]
import { createClient } from 'graphql-ws'
import WebSocket from 'ws'

const { TRIBUTARY_URL = 'http://localhost:4000', READ_KEY = '' } = process.env
const [userId = 'grace'] = process.argv.slice(2)

const client = createClient({
  url: `${TRIBUTARY_URL.replace(/^http/, 'ws')}/graphql`,
  webSocketImpl: WebSocket,
  connectionParams: { authorization: `Bearer ${READ_KEY}` },
  // The server may be restarted: come back, however often it takes.
  retryAttempts: Number.POSITIVE_INFINITY,
  shouldRetry: () => true,
})

const query = `subscription LiveCard($userId: String!) {
  profileUpdated(by: { userId: $userId }, throttle: "PT0.5S") {
    version
    profile { traits audiences { nodes { audience { key } } } }
  }
}`
for await (const { data, errors } of client.iterate({ query, variables: { userId } })) {
  if (errors) throw new Error(errors.map(({ message }) => message).join(' '))
  const { profile, version } = data.profileUpdated
  console.log(version, JSON.stringify(profile?.traits), profile?.audiences.nodes.map(({ audience }) => audience.key).join(' '))
}
