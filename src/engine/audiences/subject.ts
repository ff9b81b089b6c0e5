import type { Queryable } from '../../db/db.ts'
import type { Millis } from '../clock.ts'
import { type FoldedTraits, foldLosers } from '../identity/fold-losers.ts'
import type { LockedProfile, LockedProfiles } from '../identity/lock-profiles.ts'
import type { JsonObject } from '../json.ts'
import { combine, EMPTY } from '../rules/leaf-state.ts'
import { decodeState, emptyState, forgetLeaf, type ProfileState } from '../rules/state-codec.ts'
import type { Definitions } from './definitions.ts'
import type { Program } from './program.ts'

/** A locked profile while its transaction works on it. */
export interface Subject {
  readonly profile: LockedProfile
  /** The moment it is evaluated at: never before its latest evaluation, on whatever machine that was. */
  readonly now: Millis
  /** Where its events are: itself and those it absorbed. */
  readonly profileIds: readonly string[]
  readonly state: ProfileState
  /** The numbers of leaves that new events were added to. */
  readonly touched: Set<number>
  /** Losers folded into it now, with the audiences they were in. */
  readonly folded: readonly { readonly profileId: string; readonly members: ReadonlySet<number> }[]
  /** Custom and computed. */
  traits: JsonObject
  /** Which of them are computed: what is said about a custom trait of such a name does not show. */
  readonly computed: ReadonlySet<string>
  /** The number of its newest event. */
  seq: number
  /** Whether something the API shows has changed. */
  changed: boolean
  firstSeenAt: Millis | null
  lastSeenAt: Millis | null
  /** Nothing of it is left: it is in no audience, and whoever says so deletes it. */
  gone: boolean
}

/** Folds the losers of locked profiles into them and reads what is known of each. A leaf that either of two has not computed is left out. */
export async function loadSubjects(
  client: Queryable,
  workspaceId: string,
  { locked, definitions, now }: { readonly locked: LockedProfiles; readonly definitions: Definitions; readonly now: Millis },
): Promise<Map<string, Subject>> {
  const traits = await foldLosers(client, workspaceId, locked)
  const states = await readStates(client, workspaceId, { locked, definitions })
  const losersOf = new Map<string, LockedProfile[]>()
  for (const loser of locked.losers.values()) {
    const root = locked.rootOf(loser.id)
    losersOf.set(root, [...(losersOf.get(root) ?? []), loser])
  }
  const subjects = new Map<string, Subject>()
  for (const profile of locked.roots.values())
    subjects.set(profile.id, makeSubject(profile, losersOf.get(profile.id) ?? [], { states, traits, locked, definitions, now }))
  return subjects
}

interface Sources {
  readonly states: ReadonlyMap<string, ProfileState>
  readonly traits: FoldedTraits
  readonly locked: LockedProfiles
  readonly definitions: Definitions
  readonly now: Millis
}

function makeSubject(profile: LockedProfile, losers: readonly LockedProfile[], { states, traits, locked, definitions, now }: Sources): Subject {
  const program = definitions.programs[profile.entity]
  const stateOf = ({ id, isNew }: LockedProfile) => states.get(id) ?? (isNew ? newState(program) : emptyState())
  const all = [profile, ...losers]
  const seen = (pick: (one: LockedProfile) => Millis | null) => all.map(pick).filter((at) => at !== null)
  const firsts = seen((one) => one.firstSeenAt)
  const lasts = seen((one) => one.lastSeenAt)
  return {
    profile,
    now: Math.max(now, ...all.map((one) => one.evaluatedAt)),
    profileIds: [profile.id, ...locked.absorbed(profile.id)],
    touched: new Set(),
    state: losers.map(stateOf).reduce((sum, state) => combineStates(program, sum, state), stateOf(profile)),
    folded: losers.map((loser) => ({ profileId: loser.id, members: stateOf(loser).members })),
    traits: foldedTraits(traits.get(profile.id), program, all),
    computed: program.computed,
    seq: Math.max(...all.map((one) => one.seq)),
    changed: losers.length > 0 || profile.isNew,
    firstSeenAt: firsts.length > 0 ? Math.min(...firsts) : null,
    lastSeenAt: lasts.length > 0 ? Math.max(...lasts) : null,
    gone: false,
  }
}

/** A root keeps the computed traits that it had, until they are evaluated; those that stand still it takes over where it had none. */
function foldedTraits(custom: JsonObject | undefined, { computed }: Program, [root, ...losers]: readonly LockedProfile[]): JsonObject {
  if (!root || !custom) return root?.traits ?? {}
  const entries = [...losers, root].flatMap(({ traits }) => Object.entries(traits).filter(([name]) => computed.has(name)))
  return Object.fromEntries([...Object.entries(custom).filter(([name]) => !computed.has(name)), ...entries])
}

/** Of a profile without events everything is known: each leaf is empty. */
const newState = ({ layout }: Program): ProfileState => ({ ...emptyState(), computed: layout.numbers })

/** Nothing was ever evaluated of both together. */
function combineStates({ layout }: Program, a: ProfileState, b: ProfileState): ProfileState {
  const computed = a.computed === b.computed ? a.computed : new Set([...a.computed].filter((number) => b.computed.has(number)))
  const both = { ...a, leaves: new Map(), computed, pending: [...a.pending, ...b.pending].sort((x, y) => x - y), stamp: 0 }
  for (const number of new Set([...a.leaves.keys(), ...b.leaves.keys()])) {
    const leaf = layout.leaves.get(number)?.leaf
    if (!leaf || !computed.has(number)) continue
    const state = combine(leaf, a.leaves.get(number) ?? EMPTY, b.leaves.get(number) ?? EMPTY)
    if (state) both.leaves.set(number, state)
    else forgetLeaf(both, number)
  }
  return both
}

async function readStates(
  client: Queryable,
  workspaceId: string,
  { locked, definitions }: Pick<Sources, 'locked' | 'definitions'>,
): Promise<Map<string, ProfileState>> {
  const known = new Map([...locked.roots.values(), ...locked.losers.values()].filter(({ isNew }) => !isNew).map(({ id, entity }) => [id, entity]))
  if (known.size === 0) return new Map()
  const { rows } = await client.query<{ profile_id: string; state: Buffer }>({
    name: 'read-states',
    text: 'select profile_id, state from leaf_state where workspace_id = $1 and profile_id = any($2::uuid[])',
    values: [workspaceId, [...known.keys()]],
  })
  return new Map(rows.map(({ profile_id: id, state }) => [id, decodeState(state, definitions.programs[known.get(id) ?? 'PROFILE'].layout)]))
}
