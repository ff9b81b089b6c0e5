import { RuleCycleError } from '../../src/engine/audiences/dependencies.ts'
import { InUseError } from '../../src/engine/audiences/manage.ts'
import { createComputedTrait, deleteComputedTrait, updateComputedTrait } from '../../src/engine/audiences/manage-computed-traits.ts'
import type { JsonObject } from '../../src/engine/json.ts'
import type { KeptTrait } from './compare-computed.ts'
import type { World } from './run-scenario.ts'

/** Whether a change is refused because something would depend on itself. */
export async function wouldCycle({ happened }: World, change: Promise<unknown>): Promise<boolean> {
  try {
    await change
    return false
  } catch (error) {
    if (!(error instanceof RuleCycleError)) throw error
    happened.cycles++
    return true
  }
}

/** Makes a trait, or gives it another definition. */
export async function keepTrait(
  world: World,
  { key, definition, entity = 'PROFILE' }: { readonly key: string; readonly definition: JsonObject; readonly entity?: KeptTrait['entity'] },
): Promise<void> {
  const { db, workspace, traits } = world
  const about = { workspaceId: workspace.id, definition }
  const there = await find(world, key)
  const change = there
    ? updateComputedTrait(db, { ...about, id: there.id })
    : createComputedTrait(db, { ...about, key, name: key, entity, enabled: true })
  if (!(await wouldCycle(world, change))) traits.set(key, { definition, entity })
}

export async function dropTrait(world: World, key: string): Promise<void> {
  const { db, workspace, traits, history } = world
  const trait = await find(world, key)
  if (!trait) return
  try {
    await deleteComputedTrait(db, { workspaceId: workspace.id, id: trait.id })
  } catch (error) {
    if (error instanceof InUseError) return
    throw error
  }
  traits.delete(key)
  history.forget(key)
}

const find = ({ db, workspace }: World, key: string) =>
  db.prisma.computedTrait.findFirst({ where: { workspaceId: workspace.id, key, deletedAt: null } })
