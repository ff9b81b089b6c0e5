import { builder } from './builder.ts'

export const OrderDirection = builder.enumType('OrderDirection', {
  description: 'A direction to order in.',
  values: {
    ASC: { description: 'The smallest, or the earliest, first.' },
    DESC: { description: 'The largest, or the latest, first.' },
  },
})
