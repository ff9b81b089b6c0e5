import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient } from './generated/client.ts'

/** The two ways to the database: `pool` for the hot paths, `prisma` for configuration. Both share one pool of connections. */
export interface Db {
  readonly url: string
  readonly pool: pg.Pool
  readonly prisma: PrismaClient
  close(): Promise<void>
}

/** Anything that runs SQL: the pool, or one connection within a transaction. */
export type Queryable = Pick<pg.ClientBase, 'query'>

export function connect(url: string, options: { readonly max: number; readonly name: string }): Db {
  const pool = new pg.Pool({ connectionString: url, max: options.max, application_name: options.name, options: '-c timezone=UTC -c jit=off' })
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) })
  return {
    url,
    pool,
    prisma,
    async close() {
      await prisma.$disconnect()
      await pool.end()
    },
  }
}

/** Runs `work` in one transaction on one connection: commits its result, rolls back what it throws. */
export async function transaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  // A connection that is lost while it waits for us fails its next statement; without a listener it would end the process.
  client.on('error', ignore)
  let broken: Error | undefined
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch((rollback: Error) => {
      broken = rollback
    })
    throw error
  } finally {
    client.off('error', ignore)
    client.release(broken)
  }
}

const ignore = () => {}
