import { type Db, transaction } from '../../db/db.ts'
import type { SecretBox } from '../delivery/secret-box.ts'
import { KeptStore, openStore, sealStore } from './store.ts'

/** Seals by the first key what was kept in clear or by an older one. */
export async function resealStores({ pool }: Pick<Db, 'pool'>, box: SecretBox): Promise<void> {
  await transaction(pool, async (client) => {
    const { rows } = await client.query<{ id: string; store: unknown }>(
      'select id, store from exports where store is not null order by id for update',
    )
    for (const { id, store } of rows) {
      const kept = KeptStore.parse(store)
      if (!box.isStale(kept.secretAccessKey)) continue
      await client.query('update exports set store = $2 where id = $1', [id, JSON.stringify(sealStore(box, id, openStore(box, id, kept)))])
    }
  })
}
