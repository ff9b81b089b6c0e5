import type { Queryable } from '../../db/db.ts'
import type { WatchOptions } from './audience-watch.ts'
import { Feed } from './feed.ts'
import type { Listening } from './listening.ts'
import { exportTopic } from './topics.ts'
import { Watched } from './watched.ts'

/** That the latest run of an export has come further. */
export interface ExportFrame {
  readonly runId: string
}

interface Found extends ExportFrame {
  readonly exportId: string
  /** What changes whenever it does. */
  readonly stand: string
}

interface Watcher {
  readonly feed: Feed<ExportFrame>
  seen: Found | undefined
}

/** How far exports are, as of each second at the latest. */
export class ExportWatch {
  readonly #db: Queryable
  readonly #watched: Watched<Watcher>

  constructor(db: Queryable, listening: Listening, onError: (error: Error) => void) {
    this.#db = db
    this.#watched = new Watched({ listening, look: (keys) => this.#look(keys), onError })
  }

  /** The latest run of an export, once there is one; ends when the export is deleted. */
  one({ workspaceId, throttle, exportId }: WatchOptions & { readonly exportId: string }): Feed<ExportFrame> {
    const feed = new Feed<ExportFrame>({ throttle })
    return this.#watched.watch(feed, { key: exportId, watcher: { feed, seen: undefined }, topic: exportTopic(workspaceId) })
  }

  async #look(keys: readonly string[]): Promise<void> {
    const { rows } = await this.#db.query<{ exportId: string; runId: string | null; stand: string }>({
      name: 'export-frames',
      text: `select e.id as "exportId", r.id as "runId", concat_ws(' ', r.status, r.done, r.rows, r.bytes, r.started_at, r.error) as stand
        from exports e left join lateral (select * from export_runs where export_id = e.id order by id desc limit 1) r on true
        where e.id = any($1::uuid[]) and e.deleted_at is null`,
      values: [keys],
    })
    const found = new Map(rows.map((row) => [row.exportId, row]))
    for (const key of keys) {
      const now = found.get(key)
      for (const watcher of this.#watched.of(key)) {
        if (!now) watcher.feed.end()
        else if (now.runId !== null) show(watcher, { ...now, runId: now.runId })
      }
    }
  }
}

function show(watcher: Watcher, now: Found): void {
  if (watcher.seen?.runId === now.runId && watcher.seen.stand === now.stand) return
  watcher.seen = now
  watcher.feed.offer({ part: now.exportId, value: { runId: now.runId } })
}
