import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect } from 'vitest'
import type { Db } from '../../../src/db/db.ts'
import { openCsv } from '../../../src/engine/import/csv/csv-format.ts'
import type { CsvMap } from '../../../src/engine/import/csv/csv-map.ts'
import { importFile } from '../../../src/engine/import/import-file.ts'
import { openSourceFile } from '../../../src/engine/import/source-file.ts'
import { csvOptionsFor, messagesInInbox, test } from '../fixtures.ts'

const EVENTS = `type,userId,event,timestamp,properties.total,properties.sku:string,properties.new
track,ada,Order Completed,2025-10-01T09:00:00Z,120,0012,true
track,ada,"Order, large",2025-10-02 09:00:00,1.5,12,
identify,lin,,2025-10-03,,,
`
const CUSTOMERS = `Kunde;E-Mail;Umsatz;Seit;Newsletter;Notiz
7;Ada@example.com;1.234,50;31.12.2024;ja;"sagt: ""hallo"";
zweimal"
8;lin@example.com;;01.02.2025;nein;
`
const MAP: CsvMap = {
  columns: {
    Kunde: 'userId',
    'E-Mail': 'traits.email',
    Umsatz: { to: 'traits.revenue', type: 'number', decimal: ',' },
    Seit: { to: ['traits.since', 'timestamp'], type: 'date', format: 'dd.MM.yyyy' },
    Notiz: 'traits.crm.note',
  },
  constants: { 'traits.imported': true },
}

const write = (folder: string, name: string, content: string | Buffer): string => {
  const path = join(folder, name)
  writeFileSync(path, name.endsWith('.gz') ? gzipSync(content) : content)
  return path
}
const refusals = async (db: Db): Promise<string[]> =>
  (await db.pool.query(`select message from refusals order by substr(message, 6, strpos(message, ':') - 6)::int`)).rows.map(({ message }) => message)
const plan = async (folder: string, header: string, map: CsvMap = {}) => openCsv(await openSourceFile(write(folder, 'x.csv', `${header}\n`)), map)

describe('a file of CSV', () => {
  test('needs no mapping when its header names where things go', async ({ db, folder }) => {
    const result = await importFile(await csvOptionsFor(db, write(folder, 'events.csv', EVENTS)))
    expect(result).toMatchObject({ lines: 4, taken: 3, refused: 0, skipped: 0 })
    const messages = await messagesInInbox(db)
    expect(messages.map(({ type, name, properties }) => [type, name, properties])).toEqual([
      ['TRACK', 'Order Completed', { total: 120, sku: '0012', new: true }],
      ['TRACK', 'Order, large', { total: 1.5, sku: '12' }],
      ['IDENTIFY', '$identify', {}],
    ])
    expect(messages.map(({ timestamp }) => new Date(timestamp).toISOString().slice(0, 10))).toEqual(['2025-10-01', '2025-10-02', '2025-10-03'])
  })

  test('is mapped: names, types, formats, constants, several places for one cell; a cell may have line feeds', async ({ db, folder }) => {
    await importFile(await csvOptionsFor(db, write(folder, 'kunden.csv', CUSTOMERS), MAP))
    const messages = await messagesInInbox(db)
    expect(messages.map(({ type, traits }) => [type, traits])).toEqual([
      ['IDENTIFY', { email: 'Ada@example.com', revenue: 1234.5, since: '2024-12-31', crm: { note: 'sagt: "hallo";\nzweimal' }, imported: true }],
      ['IDENTIFY', { email: 'lin@example.com', since: '2025-02-01', imported: true }],
    ])
    expect(messages.map(({ timestamp }) => new Date(timestamp).toISOString())).toEqual(['2024-12-31T00:00:00.000Z', '2025-02-01T00:00:00.000Z'])
    expect((await openCsv(await openSourceFile(join(folder, 'kunden.csv')), MAP)).plan.unused).toEqual(['Newsletter'])
  })

  test.for([
    ['x.csv', Buffer.from(`\ufeff${EVENTS}`)],
    ['x.csv.gz', Buffer.from(EVENTS)],
    ['x.csv', Buffer.from(`\ufeff${EVENTS}`, 'utf16le')],
    ['x.tsv', Buffer.from(EVENTS.replace('"Order, large"', 'Order, large').replaceAll(/,(?! )/g, '\t'))],
    ['x.csv', Buffer.from(EVENTS.replaceAll('\n', '\r\n'))],
    ['x.csv', Buffer.from(EVENTS.replace('"Order, large"', 'Order large').replaceAll(',', ';'))],
  ] as const)('is read with its mark, packed, as UTF-16, with tabs, with CRLF, with semicolons: %#', async ([name, content], { db, folder }) => {
    expect(await importFile(await csvOptionsFor(db, write(folder, name, content)))).toMatchObject({ taken: 3, refused: 0 })
    expect((await messagesInInbox(db)).map(({ properties }) => properties['total'])).toEqual([120, 1.5, undefined])
  })

  test('is read in the encoding that is said', async ({ db, folder }) => {
    const content = Buffer.from('userId,traits.name,traits.city\nada,Zoë,Köln\n', 'latin1')
    await importFile(await csvOptionsFor(db, write(folder, 'x.csv', content), { encoding: 'windows-1252' }))
    expect((await messagesInInbox(db)).map(({ traits }) => traits)).toEqual([{ name: 'Zoë', city: 'Köln' }])
  })

  test('refuses bad rows by line and column, and takes the others', async ({ db, folder }) => {
    const content = `userId,traits.mrr:number,traits.born:date,event
ada,12,1990-01-02,A
lin,much,1990-01-02,A
"multi
line",1,2.1.1990,A

eve,1,1990-01-02
kai,1,1990-01-02,A,B
,1,1990-01-02,A
joe,1,1990-01-02,"A"B
sue,1,1990-01-02,"A
zoe,1,1990-01-02,A
`
    const result = await importFile(await csvOptionsFor(db, write(folder, 'x.csv', content)))
    expect(result).toMatchObject({ lines: 12, taken: 2, refused: 7 })
    expect((await messagesInInbox(db)).map(({ name }) => name)).toEqual(['A', 'A'])
    expect(await refusals(db)).toEqual([
      'Line 3: Column "traits.mrr:number": "much" is not a number.',
      'Line 4: Column "traits.born:date": "2.1.1990" is not a date of its format.',
      'Line 7: The row has 3 cells, but the header names 4 columns.',
      'Line 8: The row has 5 cells, but the header names 4 columns.',
      'Line 9: There is neither a userId nor an anonymousId of 1 to 500 characters.',
      'Line 10: The row is no CSV: a quote that does not end its field; write it twice within quotes.',
      'Line 11: A quote that is opened here is not closed.',
    ])
  })

  test('changes nothing the second time, and with another mapping is another import', async ({ db, folder }) => {
    const path = write(folder, 'kunden.csv', CUSTOMERS)
    await importFile(await csvOptionsFor(db, path, MAP))
    const first = await messagesInInbox(db)
    expect(await importFile(await csvOptionsFor(db, path, MAP))).toMatchObject({ taken: 0, skipped: 4 })
    await importFile(await csvOptionsFor(db, path, MAP, { again: true }))
    expect(new Set((await messagesInInbox(db)).map(({ messageId }) => messageId))).toEqual(new Set(first.map(({ messageId }) => messageId)))
    await importFile(await csvOptionsFor(db, path, { ...MAP, constants: { type: 'track', event: 'Imported' } }))
    expect(new Set((await messagesInInbox(db)).map(({ messageId }) => messageId)).size).toBe(4)
  })

  test.for(['x.csv', 'x.csv.gz'])('goes on where it was interrupted, between rows of several lines: %s', async (name, { db, folder }) => {
    const rows = Array.from({ length: 5000 }, (_, n) => `u-${n},Signed Up,"a\nb ""${n}""\n"`)
    const path = write(folder, name, `userId,event,properties.note\n${rows.join('\n')}\n`)
    let groups = 0
    const room = async () => {
      if (++groups === 3) throw new Error('interrupted')
    }
    await expect(importFile(await csvOptionsFor(db, path, {}, { room }))).rejects.toThrow('interrupted')
    const before = (await messagesInInbox(db)).length
    expect(before).toBeLessThan(5000)
    expect(await importFile(await csvOptionsFor(db, path))).toMatchObject({ lines: 15_001, taken: 5000 - before, refused: 0 })
    const notes = (await messagesInInbox(db)).map(({ properties }) => properties['note'])
    expect(new Set(notes)).toEqual(new Set(rows.map((_, n) => `a\nb "${n}"\n`)))
  })

  test('says before it begins what is not clear', async ({ folder }) => {
    const cases: [string, CsvMap, RegExp][] = [
      ['userId,plan', {}, /^It is not clear where the columns "plan" go: .*--column 'plan=traits\.plan'/],
      ['id,plan', { columns: { id: 'traits.id' } }, /^Nothing says whose a row is/],
      ['userId,userId', {}, /^The header names the column "userId" twice\.$/],
      ['userId,', {}, /^The header names no column 2\.$/],
      ['userId', { columns: { plan: 'traits.plan' } }, /^There is no column "plan"; the header has: userId\.$/],
      ['userId,a', { columns: { a: 'trait.a' } }, /^The column "a" goes to "trait\.a", which is not one of type, event/],
      ['userId,a', { columns: { a: { to: 'traits.a', type: 'date', format: 'MMM' } } }, /^The column "a" has a format or zone that is none/],
      ['userId,a,b', { columns: { a: 'traits.x', b: 'traits.x' } }, /^Two columns or constants go to traits\.x\.$/],
      ['userId,a,b', { columns: { a: 'traits.x', b: 'traits.x.y' } }, /^Something goes to traits\.x, and something else into it\.$/],
      ['', {}, /^The first line is empty/],
    ]
    for (const [header, map, problem] of cases) await expect(plan(folder, header, map), header).rejects.toThrow(problem)
    expect((await plan(folder, 'userId,plan,a.b', { rest: 'traits' })).plan.columns.map(({ paths }) => paths)).toEqual([
      [['userId']],
      [['traits', 'plan']],
      [['traits', 'a.b']],
    ])
  })
})
