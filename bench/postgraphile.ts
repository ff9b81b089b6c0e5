import type { Db } from '../src/db/db.ts'
import type { Runner } from './read-race.ts'
export type Postgraphile =
  | { readonly kind: 'started'; readonly runner: Omit<Runner, 'bodies'>; body(workspaceId: string, userId: string): string; stop(): void }
  | { readonly kind: 'absent'; readonly why: string }
export async function startPostgraphile(_db: Db): Promise<Postgraphile> {
  return { kind: 'absent', why: 'not yet' }
}
