import type { Queryable } from '../../db/db.ts'
import type { Subject } from '../audiences/subject.ts'
import { readEvents } from '../events/read-events.ts'
import type { Entity } from '../identity/lock-profiles.ts'
import { applyTraits, type TraitCall, writeTraits } from './write-traits.ts'

/** Writes what the calls say about traits, and what earlier calls said that were dated into a future which has now come. Answers what has been said by now. */
export async function updateTraits(
  client: Queryable,
  workspaceId: string,
  { subjects, calls }: { readonly subjects: ReadonlyMap<string, Subject>; readonly calls: readonly TraitCall[] },
): Promise<readonly TraitCall[]> {
  const due = [...matured(subjects)]
  const arrived = due.length === 0 ? [] : await readMatured(client, workspaceId, { subjects, due })
  const now = (call: TraitCall) => subjects.get(call.profileId)?.now ?? 0
  for (const call of calls) {
    const pending = subjects.get(call.profileId)?.state.pending
    if (call.timestamp > now(call) && pending && !pending.includes(call.timestamp)) {
      pending.push(call.timestamp)
      pending.sort((a, b) => a - b)
    }
  }
  const said = [...arrived, ...calls.filter((call) => call.timestamp <= now(call))]
  const changed = await writeTraits(client, workspaceId, said)
  for (const [profileId, traits] of changed) {
    const subject = subjects.get(profileId)
    if (!subject) continue
    const shown = subject.computed.size === 0 ? traits : traits.filter(({ name }) => !subject.computed.has(name))
    if (shown.length === 0) continue
    subject.traits = applyTraits(subject.traits, shown)
    subject.changed = true
  }
  return said
}

interface Due {
  readonly subject: Subject
  readonly at: readonly number[]
}

/** Takes the moments that have come out of what is pending. */
function* matured(subjects: ReadonlyMap<string, Subject>): Generator<Due> {
  for (const subject of subjects.values()) {
    const { pending } = subject.state
    const count = pending.filter((at) => at <= subject.now).length
    if (count > 0) yield { subject, at: pending.splice(0, count) }
  }
}

async function readMatured(
  client: Queryable,
  workspaceId: string,
  { subjects, due }: { subjects: ReadonlyMap<string, Subject>; due: readonly Due[] },
): Promise<readonly TraitCall[]> {
  const calls: TraitCall[] = []
  for (const entity of ['PROFILE', 'ACCOUNT'] satisfies Entity[]) {
    const stretches = due
      .filter(({ subject }) => subject.profile.entity === entity)
      .flatMap(({ subject, at }) => at.map((moment) => ({ profileIds: subject.profileIds, after: moment - 1, until: moment, subject })))
    const type = entity === 'PROFILE' ? 'IDENTIFY' : 'GROUP'
    const events = await readEvents(client, workspaceId, stretches, { entity, names: null, type, columns: new Set(['traits']) })
    for (const event of events) {
      const profileId = stretches[event.stretch]?.subject.profile.id
      if (profileId && subjects.has(profileId) && event.traits) calls.push({ ...event, profileId, traits: event.traits })
    }
  }
  return calls
}
