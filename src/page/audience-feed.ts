import { AUDIENCES, COUNTS } from './documents.ts'
import type { AudiencesQuery } from './generated/graphql.ts'
import type { Session } from './session.ts'

type Described = AudiencesQuery['audiences']['nodes'][number]

/** An audience, and how its size has moved since the page was opened. */
export interface WatchedAudience extends Described {
  readonly openedAt: number
  readonly points: readonly Point[]
}

export interface Point {
  readonly at: number
  readonly size: number
}

export interface AudienceFeed {
  /** Undefined until the first answer. */
  all(): readonly WatchedAudience[] | undefined
  /** Why the sizes stand still, if they do. */
  problem(): string | null
  /** Calls back at each change, from now until the answered function is called. */
  watch(changed: () => void): () => void
  close(): void
}

/** So much of the past is drawn, at most. */
export const SPAN = 180_000
const LIST_AGAIN = 20_000

/** The sizes of all audiences, live. Definitions are read again now and then, for what was created or deleted meanwhile. */
export function followAudiences(session: Session): AudienceFeed {
  let known: Map<string, WatchedAudience> | undefined
  let unread: string | null = null
  let stopped: string | null = null
  const watchers = new Set<() => void>()
  const tell = () => watchers.forEach((changed) => void changed())

  const list = async () => {
    const { audiences } = await session.query(AUDIENCES, {})
    unread = null
    known = new Map(audiences.nodes.map((one) => [one.id, { ...start(one), ...known?.get(one.id), name: one.name, description: one.description }]))
    tell()
  }
  const listOrTell = () =>
    void list().catch((error: unknown) => {
      unread = error instanceof Error ? error.message : String(error)
      tell()
    })

  listOrTell()
  const timer = setInterval(listOrTell, LIST_AGAIN)
  const end = session.subscribe(
    COUNTS,
    {},
    {
      next({ audienceCounts: { audienceId, size, status } }) {
        const before = known?.get(audienceId)
        if (!before) return known && listOrTell()
        known?.set(audienceId, { ...before, size, status, points: [...recent(before.points), { at: Date.now(), size }] })
        tell()
      },
      failed: ({ message }) => {
        stopped = message
        tell()
      },
    },
  )
  return {
    all: () => known && [...known.values()],
    problem: () => stopped ?? unread,
    watch(changed) {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
    close() {
      clearInterval(timer)
      end()
      watchers.clear()
    },
  }
}

const start = (audience: Described): WatchedAudience => ({
  ...audience,
  openedAt: audience.size,
  points: [{ at: Date.now(), size: audience.size }],
})

/** With the last one before the span: the line begins at it. */
function recent(points: readonly Point[]): readonly Point[] {
  const first = points.findLastIndex(({ at }) => at < Date.now() - SPAN)
  return first > 0 ? points.slice(first) : points
}
