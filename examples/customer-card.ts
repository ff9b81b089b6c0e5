// What a support page shows of a customer: a typed query, as a server of yours would ask it.
//   READ_KEY=… node --import ./bin/typescript.mjs examples/customer-card.ts [USER_ID] [AUDIENCE_KEY]
import { GraphQLClient } from 'graphql-request'
import { graphql } from './generated/index.ts'

const { TRIBUTARY_URL = 'http://localhost:4000', READ_KEY = '' } = process.env
const [userId = 'grace', audienceKey = 'big_spenders'] = process.argv.slice(2)

const CustomerCard = graphql(`
  query CustomerCard($userId: String!, $audienceKey: String!) {
    profile(by: { userId: $userId }) {
      id
      traits
      lastSeenAt
      inAudience(key: $audienceKey)
      audiences { nodes { since audience { key name } } }
      events(first: 5) { nodes { id name timestamp } totalCount { count precision } }
    }
  }
`)

const client = new GraphQLClient(`${TRIBUTARY_URL}/graphql`, { headers: { authorization: `Bearer ${READ_KEY}` } })
const { profile } = await client.request(CustomerCard, { userId, audienceKey })
if (profile) {
  const { traits, lastSeenAt, inAudience, audiences, events } = profile
  console.log(`${traits['name'] ?? userId} <${traits['email'] ?? 'no address'}>, plan ${traits['plan'] ?? 'unknown'}`)
  console.log(`Last seen ${lastSeenAt ?? 'never'}; ${events.totalCount.count} events, of late:`)
  for (const { name, timestamp } of events.nodes) console.log(`  ${timestamp}  ${name}`)
  console.log(`In ${audienceKey}: ${inAudience ? 'yes' : 'no'}; in all: ${audiences.nodes.map(({ audience }) => audience.key).join(', ') || 'none'}`)
} else console.log(`Nobody has the user id ${userId}.`)
