import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Pool } from 'pg'
import { describe, expect, inject } from 'vitest'
import { connect } from '../../src/db/db.ts'
import { withSchemaEngine } from '../../src/db/migrate.ts'
import { test } from '../helpers/database.ts'
import { emptyDatabase } from '../helpers/empty-database.ts'

const schema = readFileSync(fileURLToPath(new URL('../../prisma/schema.prisma', import.meta.url)), 'utf8')

describe('schema.prisma', () => {
  test('has the tables, columns and keys of the migrations', async ({ db }) => {
    const described = await describedDatabase()
    expect(described.tables.length).toBeGreaterThan(20)
    const migrated = await shapeOf(db.pool)
    expect(described.tables).toEqual(migrated.tables)
    expect(described.columns).toEqual(migrated.columns)
    expect(described.enums).toEqual(migrated.enums)
    expect(described.keys).toEqual(migrated.keys)
  })
})

/** The shape of a database made from schema.prisma alone. */
async function describedDatabase(): Promise<Shape> {
  const { url, drop } = await emptyDatabase(inject('templateUrl'))
  const db = connect(url, { max: 1, name: 'test' })
  try {
    await db.pool.query(await scriptOf(url))
    return await shapeOf(db.pool)
  } finally {
    await db.close()
    await drop()
  }
}

async function scriptOf(url: string): Promise<string> {
  return withSchemaEngine(url, async (engine) => {
    const { stdout } = await engine.diff({
      from: { tag: 'empty' },
      to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: schema }] },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    })
    // Ids of inbox rows come from a sequence of their own, which a schema cannot say.
    return `create sequence inbox_id_seq;\n${stdout}`
  })
}

interface Shape {
  readonly tables: unknown[]
  readonly columns: unknown[]
  readonly enums: unknown[]
  readonly keys: unknown[]
}

const TABLES = `select oid, relname from pg_class
  where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition and relname <> '_prisma_migrations'`

async function shapeOf(pool: Pool): Promise<Shape> {
  const read = async (text: string) => (await pool.query<Record<string, unknown>>(text)).rows
  return {
    tables: await read(`select relname from (${TABLES}) t order by relname`),
    // A list in a schema is never null, yet Prisma does not say so to Postgres.
    columns: await read(`select relname, attname, format_type(atttypid, atttypmod) as type, attnotnull or attndims > 0 as required
      from (${TABLES}) t join pg_attribute on attrelid = t.oid where attnum > 0 and not attisdropped order by relname, attname`),
    enums: await read(`select typname, array_agg(enumlabel::text order by enumsortorder) as labels
      from pg_type join pg_enum on enumtypid = pg_type.oid group by typname order by typname`),
    keys: await read(`select relname, indisprimary, (select array_agg(attname::text order by n)
        from unnest(indkey::int2[]) with ordinality k (attnum, n) join pg_attribute a on a.attrelid = indrelid and a.attnum = k.attnum) as columns
      from (${TABLES}) t join pg_index on indrelid = t.oid where indisunique and indpred is null order by relname, indisprimary, columns`),
  }
}
