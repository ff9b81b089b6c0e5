import type { Backend, JobQueue, OnError } from './backend.ts'
import type { LaneRunner } from './lane-runner.ts'
import { patiently } from './patiently.ts'

/** At most one sending per this many milliseconds; the first goes at once. */
const PAUSE = 5

export interface HintSender {
  /** Has lanes drained soon. Never throws: a hint that fails is dropped, because every lane is looked at once per second. */
  wake(lanes: Iterable<number>): void
  /** From now on, leaves lanes to a worker of this process: that saves a job, and the way to the server and back. What it cannot do soon, others find within a second. */
  handOver(runner: Pick<LaneRunner, 'take'>): void
  /** Sends what is waiting, then nothing more. */
  close(): Promise<void>
}

/**
 * Adds one job per lane. Folds hints: whatever is asked for while a sending runs, or within PAUSE after it, becomes one. So
 * a slow server holds back a handful of lane numbers, never a pile of requests.
 */
export function startHintSender(queue: JobQueue, backend: Pick<Backend, 'isUp'>, onError: OnError): HintSender {
  const waiting = new Set<number>()
  let here: Pick<LaneRunner, 'take'> | null = null
  let sending: Promise<void> | null = null
  let closed = false

  const run = async () => {
    while (waiting.size > 0) {
      const lanes = [...waiting]
      waiting.clear()
      if (backend.isUp()) await queue.addBulk(lanes.map(hint)).catch(onError)
      if (!closed) await pause()
    }
    sending = null
  }

  return {
    wake(lanes) {
      if (closed) return
      for (const lane of lanes) if (!here?.take(lane)) waiting.add(lane)
      if (waiting.size > 0) sending ??= run()
    },
    handOver(runner) {
      here = runner
    },
    async close() {
      closed = true
      await patiently(sending)
    },
  }
}

const hint = (lane: number) => ({
  name: 'drain',
  data: { lane },
  // While the lane's job runs, one more is kept for afterwards; while it waits, none is needed.
  opts: { deduplication: { id: String(lane), keepLastIfActive: true }, removeOnComplete: true, removeOnFail: true },
})

const pause = () => new Promise<void>((resolve) => setTimeout(resolve, PAUSE))
