import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseId, parseUuid, printId, printUuid } from '../../src/schema/global-id.ts'

test('an id is read back as it was printed, sorts as its bytes do, and nothing else is an id', () => {
  const bytes = fc.uint8Array({ minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(bytes, bytes, fc.string(), (a, b, text) => {
      expect(parseId('evt', printId('evt', a))).toEqual(a)
      expect(parseId('aud', printId('evt', a))).toBeNull()
      if (a.length === b.length)
        expect(Math.sign(Buffer.compare(a, b))).toBe(printId('evt', a) < printId('evt', b) ? -1 : Number(printId('evt', a) > printId('evt', b)))
      const parsed = parseId('evt', text)
      if (parsed) expect(printId('evt', parsed)).toBe(text)
    }),
  )
})

test('a uuid has an id of 26 letters and digits', () => {
  fc.assert(
    fc.property(fc.uuid(), (uuid) => {
      const id = printUuid('prof', uuid)
      expect(id).toMatch(/^prof_[0-9a-v]{26}$/)
      expect(parseUuid('prof', id)).toBe(uuid)
    }),
  )
  expect(parseUuid('prof', printId('prof', new Uint8Array(15)))).toBeNull()
})
