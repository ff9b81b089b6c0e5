import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, onTestFinished, vi } from 'vitest'
import { startLaneWorker } from '../../src/queue/lane-worker.ts'
import { openQueues } from '../../src/queue/queues.ts'
import { test } from '../helpers/database.ts'
import { queueBackends } from '../helpers/queue-backends.ts'
import { startRedis } from '../helpers/redis.ts'

const onRedis = queueBackends().some((backend) => backend.name === 'redis')

describe.runIf(onRedis)('a Redis that is killed', () => {
  test('and comes back empty takes hints and messages again; meanwhile nothing fails', async () => {
    const redis = await startRedis()
    const queues = await openQueues({ kind: 'redis', url: redis.url })
    const working = await openQueues({ kind: 'redis', url: redis.url })
    const drained: number[] = []
    const heard: unknown[] = []
    const worker = await startLaneWorker(working, { concurrency: 2, drain: async (lane) => void drained.push(lane) })
    await working.relay.subscribe('audiences.one', (data) => heard.push(data))
    onTestFinished(async () => {
      await worker.close()
      await Promise.all([queues.close(), working.close()])
      await redis.stop()
    })
    queues.hints.wake([1])
    await vi.waitFor(() => expect(drained).toEqual([1]))

    await redis.kill()
    for (let n = 0; n < 50; n++) {
      queues.hints.wake([1, 2, 3])
      queues.relay.publish('audiences.one', 'lost')
      await sleep(4)
    }
    await redis.start()
    const again = async (happened: () => boolean) => {
      queues.hints.wake([4])
      queues.relay.publish('audiences.one', 'found')
      await sleep(50)
      return expect(happened()).toBe(true)
    }
    await vi.waitFor(() => again(() => drained.includes(4)), 5_000)
    await vi.waitFor(() => again(() => heard.includes('found')), 10_000)
  }, 30_000)

  test('does not keep a process from doing its own work', async () => {
    const redis = await startRedis()
    const queues = await openQueues({ kind: 'redis', url: redis.url })
    const drained: number[] = []
    const heard: unknown[] = []
    const worker = await startLaneWorker(queues, { concurrency: 1, drain: async (lane) => void drained.push(lane) })
    await queues.relay.subscribe('audiences.one', (data) => heard.push(data))
    onTestFinished(() => redis.stop())
    await redis.kill()
    queues.hints.wake([1])
    queues.relay.publish('audiences.one', 'news')
    expect([drained, heard]).toEqual([[1], ['news']])
    await worker.close()
    await queues.close()
  }, 30_000)

  test('does not keep the program from closing', async () => {
    const redis = await startRedis()
    const queues = await openQueues({ kind: 'redis', url: redis.url })
    const worker = await startLaneWorker(queues, { concurrency: 1, drain: () => sleep(300) })
    onTestFinished(() => redis.stop())
    queues.hints.wake([1])
    await sleep(100)
    await redis.kill()
    const before = Date.now()
    await worker.close()
    await queues.close()
    expect(Date.now() - before).toBeLessThan(9_000)
  }, 30_000)
})

test('queues on a server that is not there are refused, and nothing is left behind', async () => {
  await expect(openQueues({ kind: 'redis', url: 'redis://127.0.0.1:1' })).rejects.toThrow()
  await expect(openQueues({ kind: 'postgres', url: 'postgresql://127.0.0.1:1/none' })).rejects.toThrow()
})

test('Postgres ending every connection of the queue is a short interruption', async ({ db }) => {
  const errors: Error[] = []
  const queues = await openQueues({ kind: 'postgres', url: db.url })
  const working = await openQueues({ kind: 'postgres', url: db.url }, { onError: (error) => errors.push(error) })
  const drained: number[] = []
  const heard: unknown[] = []
  const worker = await startLaneWorker(working, { concurrency: 2, drain: async (lane) => void drained.push(lane) })
  await working.relay.subscribe('audiences.one', (data) => heard.push(data))
  onTestFinished(async () => {
    await worker.close()
    await Promise.all([queues.close(), working.close()])
  })
  await db.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name <> 'test' and datname = current_database()`)
  await vi.waitFor(async () => {
    queues.hints.wake([4])
    queues.relay.publish('audiences.one', 'found')
    await sleep(50)
    expect([drained.includes(4), heard.includes('found')]).toEqual([true, true])
  }, 10_000)
  expect(errors.length).toBeGreaterThan(0)
}, 20_000)

test('processes that start together migrate the queue once, and each holds at most 6 connections', async ({ db }) => {
  const opened = await Promise.all(Array.from({ length: 3 }, () => openQueues({ kind: 'postgres', url: db.url })))
  const workers = await Promise.all(opened.map((queues) => startLaneWorker(queues, { concurrency: 4, drain: () => sleep(5) })))
  for (let n = 0; n < 100; n++) for (const queues of opened) queues.hints.wake([n % 8])
  await sleep(300)
  const { rows } = await db.pool.query<{ n: string }>(
    `select count(*) as n from pg_stat_activity where datname = current_database() and application_name <> 'test'`,
  )
  expect(Number(rows[0]?.n)).toBeLessThanOrEqual(18)
  await Promise.all(workers.map((worker) => worker.close()))
  await Promise.all(opened.map((queues) => queues.close()))
})
