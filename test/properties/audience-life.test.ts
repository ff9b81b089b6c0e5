import fc from 'fast-check'
import { describe, expect } from 'vitest'
import { RuleCycleError } from '../../src/engine/audiences/dependencies.ts'
import { updateAudience } from '../../src/engine/audiences/manage.ts'
import { previewEdit } from '../../src/engine/audiences/preview-edit.ts'
import { readMembersAsOf, readSizeAsOf } from '../../src/engine/profiles/members-as-of.ts'
import { readLedger } from '../../src/engine/profiles/membership-ledger.ts'
import { InvalidRuleError } from '../../src/engine/rules/invalid-rule.ts'
import { setNow, test } from '../helpers/database.ts'
import { runScenario, type World } from './run-scenario.ts'
import { scenario } from './stream-generator.ts'

const START = Date.parse('2026-03-15T12:00:00.000Z')
const RUNS = Math.ceil(Number(process.env['PROPERTY_RUNS'] ?? 300) / 20)
const SEED = Number(process.env['PROPERTY_SEED'] ?? Date.now() % 2 ** 31)
const ALL = { after: null, before: null, limit: 10_000, reverse: false }

// A clock that goes back makes one moment two.
const streams = scenario(START, false).map((one) => ({ ...one, steps: one.steps.filter(({ kind }) => kind !== 'behind') }))

const audiencesOf = ({ db, workspace }: World) => db.prisma.audience.findMany({ where: { workspaceId: workspace.id }, orderBy: { number: 'asc' } })

const membersOf = async ({ db }: World, audienceId: string) =>
  (await db.prisma.audienceMember.findMany({ where: { audienceId }, orderBy: { profileId: 'asc' } })).map(({ profileId }) => profileId)

describe('the life of audiences', { timeout: 300_000 }, () => {
  test('who was in as of a moment is who was in then, and what playing the ledger up to it gives', async ({ db }) => {
    let compared = 0
    const property = fc.asyncProperty(streams, async (stream) => {
      const seen = new Map<string, { audienceId: string; at: number; members: readonly string[] }>()
      let last: World | undefined
      await runScenario(db, START, stream, async (world) => {
        last = world
        for (const { id } of await audiencesOf(world))
          seen.set(`${id} ${world.now}`, { audienceId: id, at: world.now, members: await membersOf(world, id) })
      })
      for (const { audienceId, at, members } of seen.values()) {
        const asOf = { workspaceId: last?.workspace.id ?? '', audienceId, at }
        expect(await readMembersAsOf(db.pool, asOf, ALL)).toEqual(members)
        expect(await readSizeAsOf(db.pool, asOf)).toBe(members.length)
        const ledger = await readLedger(db.pool, { ...asOf, kinds: null, reasons: null, profileIds: null }, ALL)
        const played = new Set<string>()
        for (const { change, profileId, committedAt } of ledger)
          if (committedAt <= at) change === 'ENTERED' ? played.add(profileId) : played.delete(profileId)
        expect([...played].sort()).toEqual(members)
        if (members.length > 0 && at < (last?.now ?? 0)) compared++
      }
    })
    await fc.assert(property, { numRuns: RUNS, seed: SEED })
    expect(compared).toBeGreaterThan(0)
  })

  test('what an edit is said to change is what it changes', async ({ db }) => {
    let [edits, entered, left] = [0, 0, 0]
    const property = fc.asyncProperty(streams, async (stream) => {
      let step = 0
      await runScenario(db, START, stream, async (world) => {
        const audiences = (await audiencesOf(world)).filter(({ entity }) => entity === 'PROFILE')
        const audience = audiences[step % audiences.length]
        const rule = stream.rules[(step++ + 1) % stream.rules.length]
        if (!audience || !rule) return
        // What was looked at before it stays as it was at its moment.
        world.now += 1
        await setNow(db, new Date(world.now))
        await world.worker.quiet()
        const said = await previewEdit(db, audience, rule).catch((error: unknown) => {
          if (error instanceof RuleCycleError || error instanceof InvalidRuleError) return null
          throw error
        })
        if (!said) return
        const before = await membersOf(world, audience.id)
        await updateAudience(db, { workspaceId: world.workspace.id, id: audience.id, rule })
        world.rules.set(audience.key, rule)
        await world.worker.quiet()
        const after = await membersOf(world, audience.id)
        const entering = after.filter((id) => !before.includes(id))
        const leaving = before.filter((id) => !after.includes(id))
        expect(said).toEqual({
          ...{ size: before.length, sizeAfter: after.length, entering: entering.length, leaving: leaving.length },
          ...{ enteringIds: entering.slice(0, 10), leavingIds: leaving.slice(0, 10) },
        })
        edits++
        entered += entering.length
        left += leaving.length
      })
    })
    await fc.assert(property, { numRuns: RUNS, seed: SEED })
    for (const occurs of [edits, entered, left]) expect(occurs).toBeGreaterThan(0)
  })
})
