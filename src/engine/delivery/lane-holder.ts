import type pg from 'pg'

/** Of the two-part advisory locks; the second part is the lane, or the number of the run. */
const LOCKS = { deliveries: 7003, exports: 7004, identity: 7005 } as const

/** The connection that holds lanes. What is written through it cannot be written by somebody who has lost them. */
export interface Session {
  /** Runs work on it alone: one after the other. */
  use<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T>
  /** Aborted when the connection breaks, and with it every lane. */
  readonly lost: AbortSignal
  /** Closes it, not to be used again: its locks end with it. */
  end(): void
}

/**
 * Holds lanes of deliveries, or runs of something, for this process, by locks of one connection: no transaction is open while something is sent, and when a process
 * dies Postgres gives its lanes back at once, without a lease that would have to run out first.
 */
export class LaneHolder {
  readonly #pool: pg.Pool
  readonly #of: keyof typeof LOCKS
  #session: Promise<Session> | null = null

  constructor(pool: pg.Pool, of: keyof typeof LOCKS = 'deliveries') {
    this.#pool = pool
    this.#of = of
  }

  /** Null: another process has it. */
  async take(lane: number): Promise<Session | null> {
    const session = await this.#open()
    const { rows } = await session.use((client) =>
      client.query<{ mine: boolean }>({
        name: 'hold-lane',
        text: 'select pg_try_advisory_lock($1, $2) as mine',
        values: [LOCKS[this.#of], lane],
      }),
    )
    return rows[0]?.mine ? session : null
  }

  async release({ use, lost }: Session, lane: number): Promise<void> {
    if (lost.aborted) return
    await use((client) => client.query({ name: 'let-lane-go', text: 'select pg_advisory_unlock($1, $2)', values: [LOCKS[this.#of], lane] }))
  }

  /** Gives everything back. */
  async close(): Promise<void> {
    const session = await this.#session?.catch(() => null)
    this.#session = null
    if (session && !session.lost.aborted) await session.use(async () => session.end())
  }

  #open(): Promise<Session> {
    this.#session ??= this.#connect().catch((error: unknown) => {
      this.#session = null
      throw error
    })
    return this.#session
  }

  async #connect(): Promise<Session> {
    const client = await this.#pool.connect()
    const lost = new AbortController()
    // Also one that was closed already may still hear of an error.
    let released = false
    const release = (reason: Error | true) => {
      if (!released) client.release(reason)
      released = true
    }
    client.on('error', (error) => {
      if (released) return
      this.#session = null
      lost.abort(new Error('The connection that held the lanes was lost.', { cause: error }))
      release(error)
    })
    // What a crash of Postgres forgets is sent once more, which receivers must stand anyway. A peer that vanished is noticed within a minute.
    await client.query('set synchronous_commit = off; set tcp_keepalives_idle = 20; set tcp_keepalives_interval = 10; set tcp_keepalives_count = 3')
    let last: Promise<unknown> = Promise.resolve()
    return {
      lost: lost.signal,
      end: () => release(true),
      use(work) {
        const mine = last.then(() => {
          lost.signal.throwIfAborted()
          return work(client)
        })
        last = mine.catch(() => {})
        return mine
      },
    }
  }
}
