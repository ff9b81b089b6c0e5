import type { Millis } from '../../clock.ts'
import type { Rule } from '../rule.ts'

/** About whom, and at which moment, a rule is asked. */
export interface Scope {
  readonly workspaceId: string
  readonly entity: 'PROFILE' | 'ACCOUNT'
  readonly now: Millis
  /** The rules of the audiences of this entity, by key: what a rule may refer to. Of one that is missing nobody is a member. */
  readonly audiences: ReadonlyMap<string, Rule>
  /** Only these profiles; absent: all of the workspace. */
  readonly profileIds?: readonly string[]
}
