import type pg from 'pg'
import { transaction } from '../../db/db.ts'
import { updateAccountMembers } from '../accounts.ts'
import { countChanges } from '../audiences/count-changes.ts'
import type { DefinitionsCache } from '../audiences/definitions-cache.ts'
import type { Subject } from '../audiences/subject.ts'
import { updateAudiences } from '../audiences/update-audiences.ts'
import { enqueueDeliveries } from '../delivery/enqueue.ts'
import { appendEvents, type NewEvent } from '../events/append-events.ts'
import { claimsOf, identityRefusal } from '../identity/claims.ts'
import { recordObservations } from '../identity/observe.ts'
import { resolveClaims } from '../identity/resolve-claims.ts'
import { holdRules } from '../identity/rules-in-force.ts'
import { recordRefusals } from '../refusals.ts'
import { applyTraitRules } from '../traits/apply-trait-rules.ts'
import { updateTraits } from '../traits/update-traits.ts'
import { acceptRow } from './accept.ts'
import { assemble } from './assemble.ts'
import { type ClaimedRows, type ClaimLimits, claimRows, deleteRows } from './claim.ts'
import { dedupe } from './dedupe.ts'
import { holdProfiles } from './hold-profiles.ts'

/** Where a chunk can die; each is a test. */
export type Point = 'claimed' | 'deduped' | 'resolved' | 'held' | 'appended' | 'written' | 'committed'

export interface PipelineContext {
  readonly pool: pg.Pool
  readonly definitions: DefinitionsCache
  /** Called at every point a chunk passes, for those who want to watch, or to break, what it does. */
  readonly passed?: ((point: Point) => void | Promise<void>) | undefined
}

export interface ChunkResult {
  readonly workspaceId: string
  readonly messages: number
  /** The audiences whose membership this commit changed. */
  readonly audienceIds: readonly string[]
  /** The lanes of deliveries that it put something into. */
  readonly deliveryLanes: readonly number[]
  /** The codes of what was refused of them. */
  readonly refused: readonly string[]
  readonly subjects: ReadonlyMap<string, Subject>
  readonly events: readonly NewEvent[]
}

/** What went wrong with a chunk, and how much it had claimed: the worker retries with less until one message is left. */
export class ChunkError extends Error {
  readonly claimed: ClaimedRows

  constructor(claimed: ClaimedRows, cause: unknown) {
    super(`A chunk of ${claimed.messages} messages failed.`, { cause })
    this.claimed = claimed
  }
}

/**
 * Takes the next chunk of a lane through every stage. All its effects and the removal of its rows from the inbox are one commit; only
 * identity commits before it, which is idempotent, so that a crash anywhere is harmless. Undefined: nothing to do.
 */
export async function processChunk(context: PipelineContext, lane: number, limits: ClaimLimits): Promise<ChunkResult | undefined> {
  const passed = context.passed ?? (() => {})
  const result = await transaction(context.pool, async (client) => {
    const claimed = await claimRows(client, lane, limits)
    if (!claimed) return undefined
    try {
      await passed('claimed')
      const effects = await takeEffect(context, client, claimed)
      await passed('written')
      return { workspaceId: claimed.workspaceId, messages: claimed.messages, ...effects }
    } catch (error) {
      throw new ChunkError(claimed, error)
    }
  })
  if (result) await passed('committed')
  return result
}

type Effects = Pick<ChunkResult, 'audienceIds' | 'deliveryLanes' | 'refused' | 'subjects' | 'events'>

async function takeEffect(context: PipelineContext, client: pg.PoolClient, { workspaceId, rows }: ClaimedRows): Promise<Effects> {
  const passed = context.passed ?? (() => {})
  const accepted = rows.map(acceptRow)
  const messages = await dedupe(
    client,
    workspaceId,
    accepted.flatMap((one) => one.messages),
  )
  await passed('deduped')
  const rules = await holdRules(client, workspaceId)
  const claimed = messages.map((message) => claimsOf(workspaceId, message, rules))
  const claims = claimed.map((one) => one.claims)
  const resolution = await resolveClaims(context.pool, workspaceId, {
    claims: claims.flatMap(({ person, account }) => [person, account].filter((claim) => claim !== undefined)),
    rules,
  })
  await passed('resolved')
  const held = await holdProfiles(client, workspaceId, { claims, resolution, definitions: context.definitions })
  await passed('held')
  const { subjects, definitions, now } = held
  const work = assemble(claims, { ...held, rulesVersion: rules.version })
  await appendEvents(client, workspaceId, work.events)
  await passed('appended')
  const said = await updateTraits(client, workspaceId, { subjects, calls: work.traitCalls })
  await applyTraitRules(client, workspaceId, { subjects, definitions, calls: said })
  await updateAccountMembers(client, workspaceId, work.memberships)
  const { changes, values } = await updateAudiences(client, workspaceId, { subjects: [...subjects.values()], definitions, occasion: 'EVENT' })
  const deliveryLanes = await enqueueDeliveries(client, workspaceId, { definitions, events: work.events, changes, values, now })
  await recordObservations(client, workspaceId, work.observations)
  const refusals = [
    ...accepted.flatMap((one) => one.refusals),
    ...claimed.flatMap((one) => one.refusals),
    ...resolution.refusals.map(identityRefusal),
  ]
  await recordRefusals(client, workspaceId, refusals, now)
  await deleteRows(client, rows[0]?.lane ?? 0, rows)
  const audienceIds = await countChanges(client, workspaceId, changes)
  return { audienceIds, deliveryLanes, refused: refusals.map(({ code }) => code), subjects, events: work.events }
}
