import { describe, expect, test } from 'vitest'
import { datePattern } from '../../../src/engine/import/csv/date-pattern.ts'
import { readCell } from '../../../src/engine/import/csv/read-cell.ts'

const date = (format: string, text: string, zone = 'UTC') => datePattern(format, zone)?.(text)
const iso = datePattern('iso', 'UTC') ?? (() => null)
const cell = (type: 'auto' | 'number' | 'boolean' | 'json' | 'string', text: string, decimal: '.' | ',' = '.') => {
  const read = readCell(text, { type, decimal, date: iso })
  return 'value' in read ? read.value : undefined
}

describe('cells', () => {
  test.for([
    ['12', 12],
    ['-0.5', -0.5],
    ['true', true],
    ['false', false],
    ['007', '007'],
    ['1.50', '1.50'],
    ['+49 30 1', '+49 30 1'],
    ['1e5', '1e5'],
    ['12345678901234567890', '12345678901234567890'],
    ['TRUE', 'TRUE'],
    ['null', 'null'],
    [' 12', ' 12'],
  ] as const)('without a type is a number only where JSON would write it so: %s', ([text, value]) => {
    expect(cell('auto', text)).toBe(value)
  })

  test('reads numbers with either separator, and nothing that is none', () => {
    expect(['1,234.50', '-12', '+3', '1e3', ' 7 '].map((text) => cell('number', text))).toEqual([1234.5, -12, 3, 1000, 7])
    expect(['1.234,50', '0,5', '12'].map((text) => cell('number', text, ','))).toEqual([1234.5, 0.5, 12])
    expect(['1,23', '12 €', 'abc', '0x10', 'Infinity', '1e999', '1,2345.6', ''].map((text) => cell('number', text))).toEqual(Array(8).fill(undefined))
  })

  test('reads truth as people write it', () => {
    expect(['true', 'Yes', 'Y', '1', 't'].map((text) => cell('boolean', text))).toEqual(Array(5).fill(true))
    expect(['false', 'NO', 'n', '0', 'f'].map((text) => cell('boolean', text))).toEqual(Array(5).fill(false))
    expect(cell('boolean', 'maybe')).toBeUndefined()
    expect(cell('json', '[{"a":1}]')).toEqual([{ a: 1 }])
    expect(cell('json', '[')).toBeUndefined()
    expect(cell('string', '12')).toBe('12')
  })

  test('reads dates by their format', () => {
    expect(date('dd.MM.yyyy', '31.12.2024')).toBe('2024-12-31')
    expect(date('M/d', '1/2')).toBeUndefined()
    expect(date('MM/dd/yyyy', '2/28/1955')).toBe('1955-02-28')
    expect(date('MM/dd/yyyy', '2/29/2023')).toBeNull()
    expect(date('yyyy-MM-dd HH:mm:ss', '2024-06-01 12:30:00', '+02:00')).toBe('2024-06-01T10:30:00.000Z')
    expect(date('iso', '2024-06-01')).toBe('2024-06-01')
    expect(date('iso', '2024-02-30')).toBeNull()
    expect(date('iso', '2024-06-01 12:30')).toBe('2024-06-01T12:30:00.000Z')
    expect(date('iso', '2024-06-01T12:30:00+02:00')).toBe('2024-06-01T10:30:00.000Z')
    expect(date('iso', '2024-06-01T12:30:00', '-05:00')).toBe('2024-06-01T17:30:00.000Z')
    expect(date('unix', '1717243800')).toBe('2024-06-01T12:10:00.000Z')
    expect(date('unix_ms', '1717243800123')).toBe('2024-06-01T12:10:00.123Z')
    expect([date('iso', 'yesterday'), date('unix', 'x'), date('unix_ms', '99999999999999')]).toEqual([null, null, '5138-11-16T09:46:39.999Z'])
    expect([datePattern('yyyy', 'UTC'), datePattern('dd.MM.yyyy', 'Europe/Berlin'), datePattern('dd dd MM yyyy', 'UTC')]).toEqual([null, null, null])
  })
})
