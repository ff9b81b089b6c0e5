import { z } from 'zod'
import { patiently } from './patiently.ts'
import { LANES, type Queues } from './queues.ts'

const Hint = z.object({ lane: z.number().int().nonnegative() })

export interface LaneWorkerOptions {
  /** How many lanes are drained at the same time. */
  readonly concurrency: number
  /** Drains a lane until it is empty; idempotent, and harmless where there is nothing to do. */
  readonly drain: (lane: number) => Promise<void>
}

export interface LaneWorker {
  /** Takes no more lanes and waits for those that run. */
  close(): Promise<void>
}

/** Drains a lane for each hint; the hints that come meanwhile are one more drain afterwards, never two at once. */
export async function startLaneWorker({ backend }: Queues, { concurrency, drain }: LaneWorkerOptions): Promise<LaneWorker> {
  const running = new Set<Promise<void>>()
  const worker = backend.worker<unknown>(
    LANES,
    async (job) => {
      const hint = Hint.safeParse(job.data)
      // What is not ours to understand is dropped: the sweep finds every lane.
      if (!hint.success) return
      const work = drain(hint.data.lane)
      running.add(work)
      await work.finally(() => running.delete(work))
    },
    { concurrency },
  )
  await worker.waitUntilReady()
  return {
    async close() {
      const closing = worker.close()
      // However long they take; what BullMQ has to say about it to its server afterwards is not worth waiting for.
      await Promise.allSettled(running)
      await patiently(closing)
    },
  }
}
