import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, onTestFinished, vi } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import { type LaneWorkerOptions, startLaneWorker } from '../../src/queue/lane-worker.ts'
import { openQueues } from '../../src/queue/queues.ts'
import { test } from '../helpers/database.ts'
import { type QueueBackend, queueBackends } from '../helpers/queue-backends.ts'

describe.each(queueBackends())('lanes on $name', (backend) => {
  test('a hint drains its lane', async ({ db }) => {
    const drained: number[] = []
    const { queues } = await open(backend, db, { drain: async (lane) => void drained.push(lane) })
    queues.hints.wake([3])
    queues.hints.wake([5])
    await vi.waitFor(() => expect(drained.toSorted()).toEqual([3, 5]))
  })

  test('hints that come while a lane is drained become one drain afterwards, never two at once', async ({ db }) => {
    let running = 0
    let drains = 0
    let atOnce = 0
    let finish = () => {}
    const first = new Promise<void>((resolve) => {
      finish = resolve
    })
    const drain = async (lane: number) => {
      // The test before may have left hints for other lanes.
      if (lane !== 1) return
      drains++
      atOnce = Math.max(atOnce, ++running)
      await first
      running--
    }
    const { queues } = await open(backend, db, { drain })
    for (let n = 0; n < 20; n++) {
      queues.hints.wake([1])
      await sleep(5)
    }
    // So that the last of them has come.
    await sleep(300)
    finish()
    await vi.waitFor(() => expect(drains).toBe(2), 10_000)
    await sleep(300)
    expect(atOnce).toBe(1)
    expect(drains).toBe(2)
  })

  test('lanes are drained at the same time, up to the concurrency', async ({ db }) => {
    let running = 0
    let atOnce = 0
    const drain = async () => {
      atOnce = Math.max(atOnce, ++running)
      await sleep(100)
      running--
    }
    const { queues } = await open(backend, db, { concurrency: 3, drain })
    queues.hints.wake([0, 1, 2, 3, 4, 5])
    await vi.waitFor(() => expect(atOnce).toBe(3))
  })

  test('a drain that fails leaves its lane open for the next hint, and is reported', async ({ db }) => {
    let drains = 0
    const { queues, errors } = await open(backend, db, {
      drain: async (lane) => {
        // The test before may have left hints for other lanes.
        if (lane === 7 && ++drains === 1) throw new Error('planted')
      },
    })
    queues.hints.wake([7])
    await vi.waitFor(() => expect(errors.map((error) => error.message)).toContain('planted'))
    queues.hints.wake([7])
    await vi.waitFor(() => expect(drains).toBe(2))
  })

  test('closing the worker waits for the drain that runs', async ({ db }) => {
    let finished = false
    const drain = async () => {
      await sleep(400)
      finished = true
    }
    const { queues, worker } = await open(backend, db, { drain })
    queues.hints.wake([2])
    await sleep(150)
    await worker.close()
    expect(finished).toBe(true)
  })

  test('no job is left behind', async ({ db }) => {
    let drains = 0
    const { queues } = await open(backend, db, { drain: async () => void drains++ })
    for (let n = 0; n < 10; n++) {
      queues.hints.wake([n])
      await sleep(20)
    }
    await vi.waitFor(() => expect(drains).toBeGreaterThanOrEqual(10))
    await vi.waitFor(async () =>
      expect(await queues.lanes.getJobCounts()).toMatchObject({ waiting: 0, active: 0, completed: 0, failed: 0, delayed: 0 }),
    )
  })
})

/** A process that works, and another that sends it hints. */
async function open(backend: QueueBackend, db: Db, options: Partial<LaneWorkerOptions>) {
  const { connection, stop } = await backend.start(db)
  const errors: Error[] = []
  const queues = await openQueues(connection)
  const working = await openQueues(connection, { onError: (error) => errors.push(error) })
  const worker = await startLaneWorker(working, { concurrency: 2, drain: async () => {}, ...options })
  onTestFinished(async () => {
    await worker.close()
    await Promise.all([queues.close(), working.close()])
    await stop()
  })
  return { queues, worker, errors }
}
