import { describe, expect } from 'vitest'
import { PARENT_TRAITS } from '../../src/engine/profiles/account-hierarchy.ts'
import { test } from '../helpers/database.ts'
import { page } from './page.ts'

const { text } = page('docs/accounts.md')

describe('docs/accounts.md', () => {
  test('names the traits of a parent in the order in which they count', () => {
    const [, names = ''] = /by a trait that has the parent's group id: (.*)\.\n/.exec(text) ?? []
    expect([...names.matchAll(/`(\w+)`/g)].map(([, name]) => name)).toEqual([...PARENT_TRAITS])
  })

  test('names those that the index is of', async ({ db }) => {
    const { rows } = await db.pool.query<{ condition: string }>(
      `select pg_get_expr(indpred, indrelid) as condition from pg_index where indexrelid = 'traits_parent_idx'::regclass`,
    )
    expect([...(rows[0]?.condition ?? '').matchAll(/'(\w+)'::text/g)].map(([, name]) => name)).toEqual([...PARENT_TRAITS, 'string'])
  })
})
