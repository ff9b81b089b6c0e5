import type { Queryable } from '../../db/db.ts'
import type { WatchOptions } from './audience-watch.ts'
import { Feed } from './feed.ts'
import type { Listening } from './listening.ts'
import { identityRunTopic } from './topics.ts'
import { Watched } from './watched.ts'

/** That a run which applies identity rules has come further. */
export interface IdentityRunFrame {
  readonly runId: string
}

interface Watcher {
  readonly feed: Feed<IdentityRunFrame>
  /** What changes whenever the run does. */
  seen: string | null
}

/** How far such runs are, as of each second at the latest. */
export class IdentityRunWatch {
  readonly #db: Queryable
  readonly #watched: Watched<Watcher>

  constructor(db: Queryable, listening: Listening, onError: (error: Error) => void) {
    this.#db = db
    this.#watched = new Watched({ listening, look: (keys) => this.#look(keys), onError })
  }

  /** Ends when the run has ended. */
  one({ workspaceId, throttle, runId }: WatchOptions & { readonly runId: string }): Feed<IdentityRunFrame> {
    const feed = new Feed<IdentityRunFrame>({ throttle })
    return this.#watched.watch(feed, { key: runId, watcher: { feed, seen: null }, topic: identityRunTopic(workspaceId) })
  }

  async #look(keys: readonly string[]): Promise<void> {
    const { rows } = await this.#db.query<{ id: string; stand: string; ended: boolean }>({
      name: 'identity-run-frames',
      text: `select id, concat_ws(' ', status, events, total, done, error) as stand, finished_at is not null as ended
        from identity_runs where id = any($1::uuid[])`,
      values: [keys],
    })
    const found = new Map(rows.map((row) => [row.id, row]))
    for (const key of keys) {
      const now = found.get(key)
      for (const watcher of this.#watched.of(key)) {
        if (now && watcher.seen !== now.stand) {
          watcher.seen = now.stand
          watcher.feed.offer({ part: key, value: { runId: key } })
        }
        if (!now || now.ended) watcher.feed.end()
      }
    }
  }
}
