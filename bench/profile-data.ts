import type { Db } from '../src/db/db.ts'
import { DAY } from '../src/engine/clock.ts'
import { uuidv7 } from '../src/engine/id.ts'
import { identifierHash } from '../src/engine/identity/identifier.ts'

export interface People {
  readonly workspaceId: string
  readonly people: number
  /** How many other profiles each has absorbed. */
  readonly merged: number
  /** Events of each, spread evenly over the months. */
  readonly events: number
}

const IDENTIFIERS = ['user_id', 'email', 'phone', 'ios.idfa', 'ga_client_id', ...Array.from({ length: 5 }, () => 'anonymous_id')]
const AUDIENCES = 5
const MONTHS = 36

/** People as they look after a long life, written past the pipeline: ten identifiers each, in five audiences, with events in each of 36 months. */
export async function seedPeople(db: Db, { workspaceId, people, merged, events }: People): Promise<{ userIds: string[]; audienceKey: string }> {
  const now = Date.now()
  const ids = Array.from({ length: people }, (_, n) => uuidv7(now - 40 * 30 * DAY + n))
  const sourceId = await one(db, 'select id from sources where workspace_id = $1 limit 1', [workspaceId])
  const run = (text: string, values: unknown[] = []) => db.pool.query(text, [workspaceId, ids, ...values])
  await run(
    `insert into profiles (workspace_id, id, entity, traits, seq, version, created_at, updated_at, first_seen_at, last_seen_at, evaluated_at)
      select $1, id, 'PROFILE', jsonb_build_object('name', 'Person ' || n, 'email', 'person' || n || '@example.com', 'plan', 'pro', 'age', 20 + n % 60, 'country', 'AT',
          'company', 'Company ' || n % 100, 'created', '2026-01-01', 'score', n % 100, 'city', 'Graz', 'newsletter', true),
        $3, 100, now() - interval '40 months', now(), now() - interval '36 months', now(), now()
      from unnest($2::uuid[]) with ordinality as p (id, n)`,
    [events],
  )
  await run(
    `insert into profile_aliases (workspace_id, loser_id, root_id, folded_at) select $1, gen_random_uuid(), id, now() from unnest($2::uuid[]) as p (id), generate_series(1, $3)`,
    [merged],
  )
  const held = ids.flatMap((id, n) =>
    IDENTIFIERS.map((type, i) => ({ id, type, value: type === 'user_id' ? `user-${n}` : `${type}-${n}-${i}`, at: new Date(now - (i + 1) * DAY) })),
  )
  await db.pool.query(
    `insert into identifiers (hash, workspace_id, type, value, raw, profile_id, first_seen_at, last_seen_at, source_id)
      select hash, $1, type, value, value, id, at, now(), $6 from unnest($2::bigint[], $3::text[], $4::text[], $5::uuid[], $7::timestamptz[]) as i (hash, type, value, id, at)`,
    [
      workspaceId,
      held.map(({ type, value }) => identifierHash(workspaceId, type, value)),
      held.map(({ type }) => type),
      held.map(({ value }) => value),
      held.map(({ id }) => id),
      sourceId,
      held.map(({ at }) => at),
    ],
  )
  // Each event arrived at one of the profiles that are now one, the newest tenth at the root itself.
  await run(
    `with owner as (
        select root_id, array_agg(loser_id) as losers from profile_aliases where workspace_id = $1 group by root_id
      )
      insert into events (workspace_id, id, profile_id, profile_seq, type, name, timestamp, original_timestamp, sent_at, received_at, source_id, message_id, user_id,
        identifiers, properties, context, schema_version)
      select $1, gen_random_uuid(), case when n <= $4::integer / 10 then p.id else coalesce(losers[1 + (n * 7) % cardinality(losers)], p.id) end, n, 'TRACK',
        (array['Order Completed', 'Product Viewed', 'Cart Viewed', 'Search'])[1 + n % 4], at, at, at, at, $3, gen_random_uuid()::text, 'user-' || ordinality - 1, '{}',
        jsonb_build_object('category', 'shoes', 'revenue', n * 1.5, 'currency', 'EUR', 'sku', 'sku-' || n, 'url', 'https://shop.example.com/' || md5(n::text), 'title', 'Product ' || n,
          'tags', jsonb_build_array('shoes', 'sale')),
        jsonb_build_object('ip', '203.0.113.7', 'library', jsonb_build_object('name', 'analytics.js', 'version', '2.1.0'), 'page', jsonb_build_object('path', '/', 'url', 'https://shop.example.com/')), 1
      from unnest($2::uuid[]) with ordinality as p (id, ordinality) left join owner on root_id = id, generate_series(1, $4::integer) n,
        lateral (select date_trunc('milliseconds', now() - (n - 0.5) * interval '${MONTHS} months' / $4::integer - random() * interval '1 hour')) t (at)`,
    [sourceId, events],
  )
  // As folding leaves it.
  await db.pool.query(
    `update profile_aliases a set first_event_at = coalesce(span.first_at, 'infinity'), last_event_at = coalesce(span.last_at, '-infinity')
      from profile_aliases b left join (
        select profile_id, min(timestamp) as first_at, max(timestamp) as last_at from events where workspace_id = $1 group by profile_id
      ) span on span.profile_id = b.loser_id
      where a.workspace_id = $1 and b.workspace_id = $1 and a.loser_id = b.loser_id`,
    [workspaceId],
  )
  for (let n = 0; n < AUDIENCES; n++) {
    const audienceId = uuidv7(now + n)
    await db.pool.query(
      `insert into audiences (id, workspace_id, key, name, entity, rule, enabled, status, created_at, updated_at)
        values ($1, $2, $3, $4, 'PROFILE', '{"all": []}', true, 'LIVE', now(), now())`,
      [audienceId, workspaceId, `audience_${n}`, `Audience ${n}`],
    )
    await run(
      'insert into audience_members (workspace_id, audience_id, profile_id, since) select $1, $3, id, now() from unnest($2::uuid[]) as p (id)',
      [audienceId],
    )
    await db.pool.query('insert into audience_counters (workspace_id, audience_id, size, updated_at) values ($1, $2, $3, now())', [
      workspaceId,
      audienceId,
      people,
    ])
  }
  await db.pool.query('vacuum analyze')
  return { userIds: ids.map((_, n) => `user-${n}`), audienceKey: 'audience_0' }
}

async function one(db: Db, text: string, values: unknown[]): Promise<string> {
  const { rows } = await db.pool.query<{ id: string }>(text, values)
  return rows[0]?.id ?? ''
}
