import type { Db } from '../../db/db.ts'
import { engineNow } from '../../engine/clock.ts'
import { observe } from '../../engine/observe.ts'
import type { Refusal } from '../../engine/refusal.ts'
import { recordRefusals } from '../../engine/refusals.ts'

/** Records a refusal of a workspace. */
export type RecordBadRequest = (workspaceId: string, refusal: Refusal) => Promise<void>

interface Batch {
  readonly refusals: [workspaceId: string, refusal: Refusal][]
  readonly written: Promise<void>
}

/** Records bodies that were refused as a whole. One write runs at a time and the next takes all that came meanwhile, so a flood costs little. */
export function badRequestRecorder(db: Db): RecordBadRequest {
  let last: Promise<void> = Promise.resolve()
  let waiting: Batch | null = null

  const start = (): Batch => {
    const refusals: Batch['refusals'] = []
    const written = last
      .catch(() => {})
      .then(() => {
        waiting = null
        return write(db, refusals)
      })
    last = written
    return { refusals, written }
  }

  return (workspaceId, refusal) => {
    waiting ??= start()
    waiting.refusals.push([workspaceId, refusal])
    return waiting.written
  }
}

async function write(db: Db, refusals: Batch['refusals']): Promise<void> {
  const now = await engineNow(db.pool)
  for (const workspaceId of new Set(refusals.map(([id]) => id))) {
    const own = refusals.filter(([id]) => id === workspaceId).map(([, refusal]) => refusal)
    await recordRefusals(db.pool, workspaceId, own, now)
    observe(
      'refusals',
      own.map(({ code }) => code),
    )
  }
}
