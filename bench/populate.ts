import type { Db } from '../src/db/db.ts'
import { NAMES } from './workload.ts'

/**
 * People with events of the last 90 days, written straight into the tables: where only their number matters, and not how they came. Nothing is computed of
 * them yet, as after a restore without state.
 */
export async function populate(
  db: Db,
  { workspaceId, profiles, eventsEach }: { workspaceId: string; profiles: number; eventsEach: number },
): Promise<void> {
  await db.pool.query(
    `insert into profiles (workspace_id, id, entity, traits, seq, created_at, updated_at, first_seen_at, last_seen_at, evaluated_at)
      select $1, gen_random_uuid(), 'PROFILE',
        jsonb_build_object('plan', (array['free', 'pro', 'team', 'enterprise'])[1 + floor(random() * 4)],
          'country', (array['DE', 'US', 'FR', 'JP'])[1 + floor(random() * 4)], 'age', 18 + floor(random() * 60)),
        $3, engine_now(), engine_now(), engine_now() - interval '90 days', engine_now(), engine_now()
      from generate_series(1, $2)`,
    [workspaceId, profiles, eventsEach],
  )
  await db.pool.query(
    `insert into events (workspace_id, id, profile_id, profile_seq, type, name, timestamp, received_at, source_id, message_id, identifiers, properties, context, schema_version)
      select $1, gen_random_uuid(), p.id, n, 'TRACK', ($3::text[])[1 + floor(random() * cardinality($3::text[]))],
        engine_now() - random() * interval '90 days', engine_now(), (select id from sources s where s.workspace_id = $1 limit 1), gen_random_uuid()::text, '{}',
        jsonb_build_object('revenue', round((random() * 200)::numeric, 2), 'quantity', 1 + floor(random() * 5), 'category', ($4::text[])[1 + floor(random() * 3)]),
        '{}', 1
      from profiles p, generate_series(1, $2) n
      where p.workspace_id = $1 and p.entity = 'PROFILE' and not exists (select from identifiers i where i.workspace_id = $1 and i.profile_id = p.id)`,
    [workspaceId, eventsEach, NAMES, ['shoes', 'books', 'garden']],
  )
  await db.pool.query('vacuum analyze')
}
