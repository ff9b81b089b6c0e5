// Somebody browses, signs up and buys, sent with Segment's own SDK for Node.
//   WRITE_KEY=… node examples/track-from-node.mjs [USER_ID]
import { randomUUID } from 'node:crypto'
import { Analytics } from '@segment/analytics-node'

const { TRIBUTARY_URL = 'http://localhost:4000', WRITE_KEY = '' } = process.env
const [userId = 'grace'] = process.argv.slice(2)

const analytics = new Analytics({ writeKey: WRITE_KEY, host: TRIBUTARY_URL })
analytics.on('error', ({ code, reason }) => {
  console.error(`Not sent: ${code} ${reason ?? ''}`)
  process.exitCode = 1
})

// Before she is known, a browser has only an id of its own making.
const anonymousId = randomUUID()
analytics.page({ anonymousId, name: 'Pricing' })
analytics.track({ anonymousId, event: 'Product Viewed', properties: { sku: 'tea-01', price: 12 } })

// From here on both ids are one person, and what she did before is hers.
analytics.identify({ anonymousId, userId, traits: { email: `${userId}@example.com`, name: userId, plan: 'pro' } })
analytics.track({ userId, event: 'Order Completed', properties: { total: 120, products: [{ sku: 'tea-01', quantity: 10 }] } })

await analytics.closeAndFlush()
console.log(`Sent four calls about ${userId}.`)
