import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { type Db, transaction } from './db.ts'
import { PrismaClient } from './generated/client.ts'

/** Each holds a connection while others of the same pool may be needed to go on. */
const MOST_AT_ONCE = 4

export interface Atomic {
  /** Runs `work` with a Db all of whose statements are one transaction: commits its result, rolls back what it throws. What `work` begins itself are savepoints. */
  run<T>(work: (db: Db, client: pg.PoolClient) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Makes one commit of what was written to be several. */
export function createAtomic(db: Db): Atomic {
  const free: Slot[] = []
  const waiting: (() => void)[] = []
  let running = 0
  return {
    async run(work) {
      while (running === MOST_AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve))
      running++
      const slot = free.pop() ?? makeSlot(db.url)
      try {
        const result = await transaction(db.pool, (client) => {
          slot.use(client)
          return work(slot.db, client)
        })
        free.push(slot)
        return result
      } catch (error) {
        // What failed may have left something running, which must not come into the transaction of another.
        slot.use(null)
        await slot.db.close()
        throw error
      } finally {
        running--
        waiting.shift()?.()
      }
    },
    async close() {
      await Promise.all(free.map((slot) => slot.db.close()))
    },
  }
}

/** A Db that speaks through the connection it is given. Used again, because Prisma takes a while to start. */
interface Slot {
  readonly db: Db
  use(client: pg.PoolClient | null): void
}

function makeSlot(url: string): Slot {
  let current: pg.PoolClient | null = null
  let running: Promise<unknown> = Promise.resolve()
  // One after the other: resolvers ask side by side, a connection answers one question at a time.
  const query = (...args: unknown[]): Promise<unknown> => {
    const answer = running.then(() => {
      if (!current) throw new Error('The transaction has ended.')
      return Reflect.apply(current.query, current, args)
    })
    running = answer.catch(() => {})
    return answer
  }
  let savepoints = 0
  let last: Promise<void> = Promise.resolve()
  const connect = async () => {
    // Savepoints are a stack: the next one begins when the one before has ended.
    const before = last
    let release = () => {}
    last = new Promise<void>((resolve) => {
      release = resolve
    })
    await before
    const savepoint = `nested_${++savepoints}`
    return { query: (...args: unknown[]) => query(...withinTransaction(args, savepoint)), release, on() {}, removeListener() {} }
  }
  // Prisma takes nothing but a pool; this one never connects.
  const pool = Object.assign(new pg.Pool(), { query, connect }) as unknown as pg.Pool
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) })
  return {
    db: { url, pool, prisma, close: () => prisma.$disconnect() },
    use(client) {
      current = client
    },
  }
}

/** The beginning and the end of a transaction as those of a savepoint. */
function withinTransaction([first, ...rest]: unknown[], savepoint: string): unknown[] {
  const text = typeof first === 'string' ? first : (first as { readonly text?: unknown }).text
  switch (String(text).toLowerCase()) {
    case 'begin':
      return [`savepoint ${savepoint}`]
    case 'commit':
      return [`release savepoint ${savepoint}`]
    case 'rollback':
      return [`rollback to savepoint ${savepoint}`]
    default:
      return [first, ...rest]
  }
}
