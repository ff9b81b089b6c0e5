import type { JsonObject } from '../engine/json.ts'

export interface DemoAudience {
  readonly key: string
  readonly name: string
  readonly description: string
  readonly rule: JsonObject
}

const event = (name: string, condition: JsonObject = {}): JsonObject => ({ event: { name, ...condition } })
const last = (duration: string): JsonObject => ({ window: { last: duration } })
const activeIn = (duration: string): JsonObject => ({
  any: [{ event: { type: 'PAGE', ...last(duration) } }, { event: { type: 'TRACK', ...last(duration) } }],
})
const member = (key: string): JsonObject => ({ audience: { key } })
const known: JsonObject = { identifier: { type: 'user_id' } }

/** Each after those that it refers to; the ones that move fastest come first. */
export const AUDIENCES: readonly DemoAudience[] = [
  {
    key: 'active_now',
    name: 'Active now',
    description: 'Did something within the last 2 minutes.',
    rule: activeIn('PT2M'),
  },
  {
    key: 'anonymous_now',
    name: 'Anonymous and active',
    description: 'Active now, and the shop does not know yet who it is.',
    rule: { all: [member('active_now'), { not: known }] },
  },
  {
    key: 'comparing',
    name: 'Comparing products',
    description: 'Looked at 3 or more different products within 5 minutes.',
    rule: event('Product Viewed', { ...last('PT5M'), measure: { uniqueCount: 'product_id' }, is: { gte: 3 } }),
  },
  {
    key: 'in_checkout',
    name: 'At the checkout',
    description: 'Started to check out within 2 minutes and has not bought since.',
    rule: { all: [event('Checkout Started', last('PT2M')), { not: event('Order Completed', last('PT2M')) }] },
  },
  {
    key: 'cart_abandoners',
    name: 'Left a cart behind',
    description: 'Filled a cart within 15 minutes, did not buy, and has done nothing for a minute.',
    rule: { all: [event('Product Added', last('PT15M')), { not: event('Order Completed', last('PT15M')) }, { not: activeIn('PT1M') }] },
  },
  {
    key: 'just_bought',
    name: 'Just bought',
    description: 'Completed an order within 5 minutes.',
    rule: event('Order Completed', last('PT5M')),
  },
  {
    key: 'new_today',
    name: 'New customers today',
    description: 'Signed up within 24 hours.',
    rule: event('Signed Up', last('PT24H')),
  },
  {
    key: 'two_devices',
    name: 'On two devices',
    description: 'Known on two devices or more, joined by signing in.',
    rule: { identifier: { type: 'anonymous_id', count: { gte: 2 } } },
  },
  {
    key: 'big_spenders',
    name: 'Big spenders',
    description: 'Spent 300 or more within 30 days.',
    rule: event('Order Completed', { ...last('P30D'), measure: { sum: 'total' }, is: { gte: 300 } }),
  },
  {
    key: 'repeat_buyers',
    name: 'Repeat buyers',
    description: 'Bought on 2 or more days within 90 days.',
    rule: event('Order Completed', { ...last('P90D'), measure: { unit: 'UTC_DAYS' }, is: { gte: 2 } }),
  },
  {
    key: 'loyal',
    name: 'Loyal customers',
    description: 'Spent 500 or more in all, and is still engaged: both are computed traits.',
    rule: { all: [{ trait: { path: 'lifetime_value', is: { gte: 500 } } }, { trait: { path: 'engagement', is: { gte: 20 } } }] },
  },
  {
    key: 'newsletter_readers',
    name: 'Came by newsletter',
    description: 'Arrived from the newsletter within a day and wants to go on receiving it.',
    rule: {
      all: [
        { event: { type: 'PAGE', where: { context: { path: 'campaign.source', is: { eq: 'newsletter' } } }, ...last('PT24H') } },
        { not: { trait: { path: 'newsletter', is: { eq: false } } } },
      ],
    },
  },
  {
    key: 'gone_silent',
    name: 'Gone silent',
    description: 'Bought once, and has not been back for 7 days.',
    rule: { all: [event('Order Completed'), { not: activeIn('P7D') }] },
  },
]
