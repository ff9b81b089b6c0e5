import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { LaneRunner } from '../../src/queue/lane-runner.ts'

describe('a process that drains lanes', () => {
  test('drains each at most once at a time, so many at once, and once more for what came meanwhile', async () => {
    const drained: number[] = []
    const running = new Set<number>()
    let most = 0
    const drain = async (lane: number) => {
      expect(running.has(lane)).toBe(false)
      running.add(lane)
      most = Math.max(most, running.size)
      await sleep(20)
      running.delete(lane)
      drained.push(lane)
    }
    const runner = new LaneRunner({ concurrency: 2, drain, onError: () => {} })
    expect([runner.take(1), runner.take(2), runner.take(3), runner.take(1), runner.take(1)]).toEqual([true, true, true, true, true])
    await Promise.all([runner.run(3), runner.run(4), runner.run(2)])
    await runner.close()
    expect(most).toBe(2)
    // What waited goes before what comes again.
    expect(drained.slice(0, 4).toSorted()).toEqual([1, 2, 3, 4])
    expect(drained.toSorted()).toEqual([1, 1, 2, 2, 3, 4])
  })

  test('reports what fails and goes on', async () => {
    const errors: Error[] = []
    let drains = 0
    const drain = async () => {
      if (drains++ === 0) throw new Error('planted')
    }
    const runner = new LaneRunner({ concurrency: 1, drain, onError: (error) => errors.push(error) })
    await runner.run(1)
    await runner.run(1)
    expect([drains, errors.map(({ message }) => message)]).toEqual([2, ['planted']])
  })

  test('finishes what runs when it is closed, and begins nothing more', async () => {
    let drains = 0
    const drain = async () => {
      await sleep(50)
      drains++
    }
    const runner = new LaneRunner({ concurrency: 1, drain, onError: () => {} })
    runner.take(1)
    runner.take(1)
    const waiting = runner.run(2)
    await runner.close()
    await waiting
    expect([drains, runner.take(1)]).toEqual([1, false])
  })
})
