import type { NumberTest } from '../rule.ts'
import { raw, type Sql, sql } from './sql.ts'

const OPERATOR = { eq: '=', neq: '<>', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

/** Whether a numeric passes, exactly; the thresholds are first multiplied by `times`. NULL when the numeric is. */
export function testNumber(value: Sql, test: NumberTest, times?: Sql): Sql {
  const threshold = (bound: number) => sql`${String(bound)}::numeric${times ? sql` * ${times}` : raw('')}`
  switch (test.kind) {
    case 'eq':
    case 'neq':
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return sql`${value} ${raw(OPERATOR[test.kind])} ${threshold(test.value)}`
    case 'between':
      return sql`${value} between ${threshold(test.from)} and ${threshold(test.to)}`
  }
}
