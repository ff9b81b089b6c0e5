import type { Queryable } from '../../../db/db.ts'
import { SECOND } from '../../clock.ts'
import { LimitReachedError, ValidationError } from '../../errors.ts'
import { requireRules } from '../change-rules.ts'
import { compileRules } from '../identity-rules.ts'
import { rulesInForce } from '../rules-in-force.ts'
import { readByHand } from './by-hand.ts'
import { type Comparison, compare } from './compare.ts'
import { SetCollector } from './distinct-sets.ts'
import { chooseProfiles, readHistory } from './read-history.ts'
import { replay } from './replay.ts'

export const MOST_SAMPLED = 100_000
const LONGEST = 120 * SECOND

export interface WantedSimulation {
  readonly workspaceId: string
  /** Undefined: the rules in force. */
  readonly rules: unknown
  readonly sample?: number | null | undefined
}

export interface Simulation extends Comparison {
  readonly events: number
  readonly ofNobodyBefore: number
  readonly ofNobodyAfter: number
  /** How often a set of identifiers would be refused, by code. */
  readonly refusals: readonly { readonly code: string; readonly count: number }[]
}

/** What people would be by other rules, if all that has been came again in the order in which it came. Nothing is changed, and nothing is held meanwhile. */
export async function simulateRules(db: Queryable, { workspaceId, rules: input, sample = null }: WantedSimulation): Promise<Simulation> {
  if (sample !== null && (sample < 1 || sample > MOST_SAMPLED))
    throw new ValidationError(`A sample is of 1 to ${MOST_SAMPLED} profiles; ${sample} were asked for.`, ['sample'])
  const started = performance.now()
  const rules = input === undefined ? await rulesInForce(db, workspaceId) : compileRules(0, requireRules(input, ['rules']))
  const collected = new SetCollector(workspaceId, rules)
  for await (const page of readHistory(db, workspaceId, { rules, profileIds: await chooseProfiles(db, workspaceId, sample) })) {
    for (const event of page) collected.add(event)
    if (performance.now() - started > LONGEST)
      throw new LimitReachedError(`It takes longer than ${LONGEST / SECOND} seconds; try a sample of the profiles.`, ['sample'])
  }
  const replayed = await replay(collected.sets.values(), await readByHand(db, workspaceId, rules), rules)
  return {
    ...compare(collected, replayed),
    events: collected.events,
    ofNobodyBefore: collected.ofNobodyBefore,
    ofNobodyAfter: collected.ofNobodyAfter,
    refusals: [...replayed.refusals].map(([code, count]) => ({ code, count })),
  }
}
