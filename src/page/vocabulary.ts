import { VOCABULARY } from './documents.ts'
import type { Vocabulary } from './rule-builder.ts'
import type { Session } from './session.ts'

/** The names that the latest people and their events carry. */
export async function readVocabulary(session: Session): Promise<Vocabulary> {
  const { audiences, profiles } = await session.query(VOCABULARY, {})
  const events = profiles.nodes.flatMap((profile) => profile.events.nodes)
  return {
    audiences: audiences.nodes.filter(({ entity }) => entity === 'PROFILE'),
    events: distinct(events.map(({ name }) => name)),
    properties: distinct(events.flatMap(({ properties }) => Object.keys(properties))),
    traits: distinct(profiles.nodes.flatMap(({ traits }) => Object.keys(traits))),
  }
}

const distinct = (names: readonly string[]): readonly string[] => [...new Set(names)].filter((name) => !name.startsWith('$')).toSorted()
