import type pg from 'pg'
import { transaction } from '../db/db.ts'
import { rollSizes } from './audiences/roll-sizes.ts'
import { forgetAnswers } from './idempotency.ts'
import { forgetValues } from './traits/computed-values.ts'

/** Upkeep that any worker may do at any time: partitions for what is to come, and an end for what is past. */
export async function maintain(pool: pg.Pool): Promise<void> {
  await transaction(pool, async (client) => {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_xact_lock(7002, 0) as mine')
    if (!rows[0]?.mine) return
    await client.query(`set local lock_timeout = '500ms'`)
    await client.query('select ensure_inbox_partitions()')
    await client.query('select ensure_event_partitions(engine_now())')
  })
  await dropUsedPartitions(pool)
  await pool.query('delete from refusals where expires_at < (select engine_now())')
  await forgetAnswers(pool)
  await forgetValues(pool)
  await rollSizes(pool)
  await pool.query(`delete from refusal_counts where hour < (select engine_now()) - interval '30 days'`)
}

/** Drops the inbox partitions that no id will ever reach again. Locked first and looked at afterwards, so that nothing that is being written is lost. */
async function dropUsedPartitions(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `select relname as name from pg_class c, inbox_id_seq where relname ~ '^inbox_p[0-9]+$' and relispartition
       and substr(relname, 8)::bigint < last_value / 500000`,
  )
  for (const { name } of rows) {
    await transaction(pool, async (client) => {
      await client.query(`set local lock_timeout = '200ms'`)
      await client.query('lock table inbox in access exclusive mode')
      const { rowCount } = await client.query(`select from ${name} limit 1`)
      if (rowCount === 0) await client.query(`drop table ${name}`)
    })
  }
}
