import type { Millis } from '../../clock.ts'
import type { Rule } from '../rule.ts'

/** About whom, and at which moment, a rule is asked. */
export interface Scope {
  readonly workspaceId: string
  readonly entity: 'PROFILE' | 'ACCOUNT'
  readonly now: Millis
  /** The rules of the audiences, by key: what a rule, or one about what is related, may refer to. Of one that is missing nobody is a member. */
  readonly audiences: ReadonlyMap<string, Rule>
  /** The ids of those that stand still, by key: whoever is a member counts as one, whatever the rule says. */
  readonly frozen?: ReadonlyMap<string, string>
  /** Only these profiles; absent: all of the workspace. */
  readonly profileIds?: readonly string[]
}
