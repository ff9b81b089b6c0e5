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
  survive(pool)
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

/**
 * Lets no lost connection end the process: an idle one is replaced by the pool, any other fails its next statement. The listeners stay for as long
 * as the connections do, because the pool takes its own away a moment before whoever waits for the connection can add one.
 */
export function survive(pool: pg.Pool): void {
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
}

/** Runs `work` in one transaction on one connection: commits its result, rolls back what it throws. */
export async function transaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
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
    client.release(broken)
  }
}
