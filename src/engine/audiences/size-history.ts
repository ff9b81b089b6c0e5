import type { Queryable } from '../../db/db.ts'
import { asMillis, engineNow, type Millis } from '../clock.ts'
import { ValidationError } from '../errors.ts'
import { WIDTHS } from './roll-sizes.ts'

/** The size at a moment, and what entered and left since the point before. */
export interface SizePoint {
  readonly at: Millis
  readonly size: number
  readonly entered: number
  readonly exited: number
}

export interface SizeHistoryQuery {
  readonly workspaceId: string
  readonly audienceId: string
  readonly from: Millis
  /** Null: now. */
  readonly to: Millis | null
  /** Null: a point for each commit that changed the membership. */
  readonly every: Millis | null
}

export const MOST_POINTS = 2000

/** The size of an audience over (from, to], oldest first; computed back from its present size, so that it is exact. */
export async function readSizeHistory(db: Queryable, query: SizeHistoryQuery): Promise<readonly SizePoint[]> {
  const now = await engineNow(db)
  const to = Math.min(query.to ?? now, now)
  if (query.from >= to) throw new ValidationError('`from` is before `to`, and before now.', ['from'])
  if (query.every !== null && Math.ceil((to - query.from) / query.every) > MOST_POINTS)
    throw new ValidationError(
      `There would be more than ${MOST_POINTS} points: make \`every\` longer, or the time between \`from\` and \`to\` shorter.`,
      ['every'],
    )
  const { size, steps } = await readSteps(db, { ...query, to })
  if (query.every === null && steps.length > MOST_POINTS)
    throw new ValidationError(`The membership changed more than ${MOST_POINTS} times: say by \`every\` how far apart the points shall be.`, ['every'])
  const moments = query.every === null ? steps.map((step) => step.at) : evenly(query.from, to, query.every)
  return pointsAt(moments, { size, steps })
}

/** The end of each stretch; the last one may be shorter. */
const evenly = (from: Millis, to: Millis, every: Millis): readonly Millis[] =>
  Array.from({ length: Math.ceil((to - from) / every) }, (_, i) => Math.min(from + (i + 1) * every, to))

interface Steps {
  /** At `to`. */
  readonly size: number
  readonly steps: readonly Omit<SizePoint, 'size'>[]
}

/** What changed in (from, to], folded into stretches of `every`, or by commit; and the size at the end: what it is now, less what came since. */
async function readSteps(db: Queryable, query: SizeHistoryQuery & { readonly to: Millis }): Promise<Steps> {
  const { workspaceId, audienceId, from, to, every } = query
  const rolled = every === null ? null : await findRolled(db, { ...query, every })
  const stretch = (at: string) => (every === null ? at : `$3 + ceil((${at} - $3) / $5) * $5`)
  const { rows } = await db.query<{ size: string; since: string; at: Millis | null; entered: string; exited: string }>(
    `with changed as (${rolled ? ROLLED : RAW}), step as (
       select ${stretch('at')} as at, at > $4 as later, ${every === null ? 'version' : 'null::bigint'} as version, sum(entered) as entered, sum(exited) as exited from changed group by 1, 2, 3
     )
     select c.size, coalesce((select sum(entered - exited) from step where later), 0) as since, step.at, step.entered, step.exited
     from audience_counters c left join (select * from step where not later order by at, version limit ${MOST_POINTS + 1}) step on true
     where c.workspace_id = $1 and c.audience_id = $2 order by step.at, step.version`,
    [workspaceId, audienceId, from, to, ...(every === null ? [] : [every]), ...(rolled ? [rolled.width, rolled.until] : [])],
  )
  return {
    size: Number(rows[0]?.size ?? 0) - Number(rows[0]?.since ?? 0),
    steps: rows.flatMap(({ at, entered, exited }) =>
      at === null ? [] : [{ at: Math.min(at, to), entered: Number(entered), exited: Number(exited) }],
    ),
  }
}

/** The widest stretches that are counted already and of which none is longer than `every`, and up to when they are. Null: there are none. */
async function findRolled(
  db: Queryable,
  { workspaceId, audienceId, from, every }: SizeHistoryQuery & { readonly every: Millis },
): Promise<{ readonly width: Millis; readonly until: Millis } | null> {
  const width = WIDTHS.findLast((one) => one <= every)
  if (width === undefined) return null
  const { rows } = await db.query<{ until: Millis }>(
    `select ${asMillis('until')} as until from audience_sizes_until where workspace_id = $1 and audience_id = $2`,
    [workspaceId, audienceId],
  )
  const until = Math.floor((rows[0]?.until ?? 0) / width) * width
  return until > from ? { width, until } : null
}

/** Rows (at, version, entered, exited) of all that changed after `from`, one for each commit. */
const RAW = `select ${asMillis('committed_at')} as at, version,
    count(*) filter (where change = 'ENTERED') as entered, count(*) filter (where change = 'EXITED') as exited
  from audience_changes where workspace_id = $1 and audience_id = $2 and committed_at > to_timestamp($3::float8 / 1000.0) and $4::float8 is not null
  group by committed_at, version`

const ONE_CHANGE = `${asMillis('committed_at')} as at, null::bigint as version, (change = 'ENTERED')::int as entered, (change = 'EXITED')::int as exited`

/** The version of the last change that is rolled up at or before a moment. */
const versionAt = (moment: string): string => `coalesce((select version from audience_sizes
  where workspace_id = $1 and audience_id = $2 and width = $6 and at <= to_timestamp((${moment}) / 1000.0) order by at desc limit 1), 0)`

/** The same from what is rolled up, where no point lies within a stretch of it; from the changes themselves where one does, and for the latest. */
const ROLLED = `select at, null::bigint as version, entered, exited from (
    select ${asMillis('at')} as at, entered, exited from audience_sizes
    where workspace_id = $1 and audience_id = $2 and width = $6 and at > to_timestamp($3::float8 / 1000.0) and at <= to_timestamp($7::float8 / 1000.0)
  ) rolled where at - $6 >= $4 or at <= $4 and at - $6 >= $3 + (ceil((at - $3) / $5) - 1) * $5
  union all
  select * from (
    select ${ONE_CHANGE} from (
      select ${versionAt('start')} as first, ${versionAt('start + $6')} as last from (
        select distinct floor(point / $6) * $6 as start
        from (select least($3::float8 + i * $5::float8, $4::float8) as point from generate_series(0, ceil(($4 - $3) / $5)::int) i) points
        where point < $7 and floor(point / $6) * $6 <> point
      ) stretch
    ) cut join audience_changes c on c.workspace_id = $1 and c.audience_id = $2 and c.version > cut.first and c.version <= cut.last
    union all
    select ${ONE_CHANGE} from audience_changes where workspace_id = $1 and audience_id = $2 and version > ${versionAt('$7::float8')}
  ) single where at > $3`

function pointsAt(moments: readonly Millis[], { size, steps }: Steps): readonly SizePoint[] {
  const points: SizePoint[] = []
  let after = size
  let next = steps.length - 1
  for (let i = moments.length - 1; i >= 0; i--) {
    const at = moments[i] as Millis
    let [entered, exited] = [0, 0]
    // By commit there is a step for each moment; evenly at most one.
    if (steps[next]?.at === at) ({ entered = 0, exited = 0 } = steps[next--] ?? {})
    points.push({ at, size: after, entered, exited })
    after -= entered - exited
  }
  return points.reverse()
}
