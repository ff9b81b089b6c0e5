import type { IServerAdapter } from '@bull-board/api/typings/app'
import { Queue } from 'bullmq'
import type { Queues } from './queues.ts'

/** Hands bull-board, loaded only now, to an adapter: of every queue, on either backend, to look at only. */
export async function attachBoard({ all }: Pick<Queues, 'all'>, serverAdapter: IServerAdapter): Promise<void> {
  const [{ createBullBoard }, { BullMQAdapter }] = await Promise.all([import('@bull-board/api'), import('@bull-board/api/bullMQAdapter')])
  const queues = all.filter((queue) => queue instanceof Queue).map((queue) => new BullMQAdapter(queue, { readOnlyMode: true, allowRetries: false }))
  createBullBoard({ queues, serverAdapter, options: { uiConfig: { boardTitle: 'Tributary: queues' } } })
}
