import type { Queryable } from '../../db/db.ts'
import { type Definitions, loadDefinitions } from './definitions.ts'

/** The compiled definitions of each workspace, kept as long as their version is in force. */
export class DefinitionsCache {
  readonly #byWorkspace = new Map<string, Definitions>()

  /** `version` is what holdSettings answered in this transaction. */
  async get(client: Queryable, workspaceId: string, version: string): Promise<Definitions> {
    const known = this.#byWorkspace.get(workspaceId)
    if (known?.version === version) return known
    const loaded = await loadDefinitions(client, workspaceId, version)
    this.#byWorkspace.set(workspaceId, loaded)
    return loaded
  }
}
