import { z } from 'zod'
import { LaneRunner, type LaneRunnerOptions } from './lane-runner.ts'
import { patiently } from './patiently.ts'
import { type HintQueue, LANES, type Queues } from './queues.ts'

const Hint = z.object({ lane: z.number().int().nonnegative() })

export interface LaneWorkerOptions extends Pick<LaneRunnerOptions, 'concurrency' | 'drain'> {
  /** Whose hints; by default those of the inbox. */
  readonly of?: Pick<HintQueue, 'name' | 'hints'>
}

export interface LaneWorker {
  /** Takes no more lanes and waits for those that run. */
  close(): Promise<void>
}

/** Drains a lane for each hint, of this process or another; the hints that come meanwhile are one more drain afterwards. */
export async function startLaneWorker(queues: Queues, { concurrency, drain, of }: LaneWorkerOptions): Promise<LaneWorker> {
  const { name, hints } = of ?? { name: LANES, hints: queues.hints }
  const runner = new LaneRunner({ concurrency, drain, onError: queues.report })
  const worker = queues.backend.worker<unknown>(
    name,
    async (job) => {
      const hint = Hint.safeParse(job.data)
      // What is not ours to understand is dropped: every lane is looked at once per second.
      if (hint.success) await runner.run(hint.data.lane)
    },
    { concurrency },
  )
  await worker.waitUntilReady()
  hints.handOver(runner)
  return {
    async close() {
      const closing = worker.close()
      await runner.close()
      // What BullMQ has to say about it to its server is not worth waiting for.
      await patiently(closing)
    },
  }
}
