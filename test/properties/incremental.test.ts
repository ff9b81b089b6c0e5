import fc from 'fast-check'
import { describe, expect } from 'vitest'
import { test } from '../helpers/database.ts'
import { type Happened, runScenario } from './run-scenario.ts'
import { scenario } from './stream-generator.ts'

const START = Date.parse('2026-03-15T12:00:00.000Z')
const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 180)
const SEED = Number(process.env['PROPERTY_SEED'] ?? Date.now() % 2 ** 31)

describe.each([
  { title: 'within the identity limits', mixed: false, runs: RUNS },
  { title: 'across the identity limits', mixed: true, runs: Math.ceil(RUNS / 3) },
])('what the engine keeps up to date is what SQL makes of the events, $title', ({ mixed, runs }) => {
  test(`in ${runs} random streams`, { timeout: 600_000 }, async ({ db }) => {
    const cases: Happened[] = []
    const property = fc.asyncProperty(scenario(START, mixed), async (one) => {
      cases.push(await runScenario(db, START, one))
    })
    await fc.assert(property, { numRuns: runs, seed: SEED, endOnFailure: process.env['PROPERTY_STOP'] === '1' })
    const share = (happens: (one: Happened) => boolean) => cases.filter(happens).length / cases.length
    const statistics = {
      seed: SEED,
      clockChange: share((one) => one.clockChanges > 0),
      merge: share((one) => one.merges > 0),
      accountMerge: share((one) => one.accountMerges > 0),
      split: share((one) => one.splits > 0),
      lateAcrossEdge: share((one) => one.lateAcrossEdge > 0),
      ties: share((one) => one.ties > 0),
      overflow: share((one) => one.overflow > 0),
      future: share((one) => one.future > 0),
      refusal: share((one) => one.refusals > 0),
      cycle: share((one) => one.cycles > 0),
      // More than there are traits and people.
      values: share((one) => one.values > 12),
    }
    console.log(JSON.stringify({ mixed, ...statistics }))
    for (const occurs of [statistics.clockChange, statistics.merge, statistics.ties, statistics.overflow, statistics.future])
      expect(occurs).toBeGreaterThan(0)
    if (mixed) expect(statistics.refusal).toBeGreaterThan(0)
    if (mixed) return
    expect(statistics.clockChange).toBeGreaterThanOrEqual(0.3)
    expect(statistics.merge).toBeGreaterThanOrEqual(0.2)
    expect(statistics.split).toBeGreaterThan(0)
    // Too seldom to be in every few dozen.
    expect(statistics.values).toBeGreaterThan(0)
    expect(statistics.accountMerge).toBeGreaterThan(0)
    expect(statistics.lateAcrossEdge).toBeGreaterThanOrEqual(0.1)
  })
})
