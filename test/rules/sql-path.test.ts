import { describe, expect } from 'vitest'
import { test } from '../helpers/database.ts'
import { insertEvents, insertProfiles, membersOf, person } from './world.ts'

/** [traits, path, test, holds] */
const CASES: readonly (readonly [string, string, object, boolean])[] = [
  ['{"a": {"b": 1}}', 'a.b', { eq: 1 }, true],
  ['{"a.b": 1}', 'a.b', { exists: true }, false],
  ['{"a.b": 1}', 'a\\.b', { eq: 1 }, true],
  ['{"a\\\\b": 1}', 'a\\b', { eq: 1 }, true],
  ['{"a": [5, 6]}', 'a.0', { eq: 5 }, true],
  ['{"a": [5, 6]}', 'a.1', { eq: 6 }, true],
  ['{"a": [5, 6]}', 'a.2', { exists: false }, true],
  ['{"a": [5, 6]}', 'a.-1', { exists: true }, false],
  ['{"a": [5, 6]}', 'a.01', { exists: true }, false],
  ['{"a": [5, 6]}', 'a.+1', { exists: true }, false],
  ['{"a": [5, 6]}', 'a. 1', { exists: true }, false],
  ['{"a": [5, 6]}', 'a.1 ', { exists: true }, false],
  ['{"a": [5, 6]}', 'a.1e0', { exists: true }, false],
  ['{"a": [5, 6]}', 'a.99999999999999999999', { exists: true }, false],
  ['{"a": [5, 6]}', 'a.length', { exists: true }, false],
  ['{"a": {"0": 5, "-1": 6, "01": 7}}', 'a.0', { eq: 5 }, true],
  ['{"a": {"0": 5, "-1": 6, "01": 7}}', 'a.-1', { eq: 6 }, true],
  ['{"a": {"0": 5, "-1": 6, "01": 7}}', 'a.01', { eq: 7 }, true],
  ['{"a": "text"}', 'a.0', { exists: true }, false],
  ['{"a": "text"}', 'a.length', { exists: true }, false],
  ['{"a": 5}', 'a.0', { exists: true }, false],
  ['{"a": null}', 'a.b', { exists: false }, true],
  ['{"a": [[1, 2], [3]]}', 'a.1.0', { eq: 3 }, true],
  ['{"__proto__": 1}', '__proto__', { eq: 1 }, true],
  ['{}', '__proto__', { exists: true }, false],
  ['{}', 'constructor.name', { exists: true }, false],
  [`{"it's \\"q\\" $1 ? \\\\ {}": 1}`, `it's "q" $1 ? \\ {}`, { eq: 1 }, true],

  ['{"a": [1, 2]}', 'a.*', { eq: 2 }, true],
  ['{"a": [1, 2]}', 'a.*', { neq: 2 }, true],
  ['{"a": [2, 2]}', 'a.*', { neq: 2 }, false],
  ['{"a": [1, 2]}', 'a.*', { exists: false }, false],
  ['{"a": [1, null]}', 'a.*', { exists: false }, true],
  ['{"a": []}', 'a.*', { exists: false }, true],
  ['{"a": []}', 'a.*', { exists: true }, false],
  ['{"a": 5}', 'a.*', { exists: false }, true],
  ['{"a": 5}', 'a.*', { eq: 5 }, false],
  ['{"a": {"*": 5}}', 'a.*', { eq: 5 }, false],
  ['{}', 'a.*', { exists: false }, true],
  ['{"a": [{"b": 1}, {"c": 2}]}', 'a.*.b', { eq: 1 }, true],
  ['{"a": [{"b": 1}, {"c": 2}]}', 'a.*.b', { exists: false }, true],
  ['{"a": [{"b": 1}, {"b": 2}]}', 'a.*.b', { exists: false }, false],
  ['{"a": [{"b": [1]}, {"b": [2, 3]}]}', 'a.*.b.*', { eq: 3 }, true],
  ['{"a": [{"b": [1]}, {"b": [2, 3]}]}', 'a.*.b.1', { eq: 3 }, true],
  ['{"a": [{"b": [1]}, {"b": []}]}', 'a.*.b.*', { exists: false }, true],
  ['{"a": [{"b": [1]}, {"b": 1}]}', 'a.*.b.*', { exists: false }, true],
  ['{"a": [[1, [2]], [[3]]]}', 'a.*.*.*', { eq: 3 }, true],
  ['{"a": [[1, [2]], [[3]]]}', 'a.*.*.*', { exists: false }, true],
  ['{"a": [["x"], ["y"]]}', 'a.*', { contains: 'y' }, true],
]

describe('a path in SQL', () => {
  test('leads to exactly the values it names, in traits and in properties', async ({ db }) => {
    await insertProfiles(
      db,
      CASES.map(([traits], i) => ({ id: person(i), traits })),
    )
    await insertEvents(
      db,
      CASES.map(([properties], i) => ({ profileId: person(i), properties })),
    )
    for (const [i, [json, path, is, holds]] of CASES.entries()) {
      const only = { profileIds: [person(i)] }
      const expected = holds ? [person(i)] : []
      const label = `${json} ${path} ${JSON.stringify(is)}`
      expect(await membersOf(db, { trait: { path, is } }, only), label).toEqual(expected)
      expect(await membersOf(db, { event: { name: 'Order Completed', where: { property: { path, is } } } }, only), label).toEqual(expected)
    }
  })
})
