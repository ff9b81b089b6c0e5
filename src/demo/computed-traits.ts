import type { JsonObject } from '../engine/json.ts'

export interface DemoTrait {
  readonly key: string
  readonly name: string
  readonly definition: JsonObject
}

/** Each after those that it reads. */
export const COMPUTED_TRAITS: readonly DemoTrait[] = [
  { key: 'orders_count', name: 'Orders', definition: { count: { event: 'Order Completed' } } },
  { key: 'lifetime_value', name: 'Lifetime value', definition: { sum: { event: 'Order Completed', property: 'total' } } },
  { key: 'average_order', name: 'Average order', definition: { formula: 'round(lifetime_value / orders_count * 100) / 100' } },
  { key: 'favourite_category', name: 'Favourite category', definition: { mode: { event: 'Product Viewed', property: 'category' } } },
  {
    key: 'engagement',
    name: 'Engagement',
    definition: {
      score: {
        rules: [{ rule: { trait: { path: 'newsletter', is: { eq: true } } }, points: 5 }],
        events: [
          { event: 'Product Viewed', points: 1, halfLife: 'P7D' },
          { event: 'Order Completed', points: 20, halfLife: 'P30D' },
        ],
        max: 100,
      },
    },
  },
]
