import type { JsonObject } from './json.ts'

/** What somebody's data are about to be used for. */
export interface Use {
  readonly workspaceId: string
  /** Null: they belong to nobody. */
  readonly profileId: string | null
  /** What the event said about consent, where it is about one and said anything. */
  readonly consent: JsonObject | null
  readonly purpose: { readonly kind: 'delivery'; readonly destinationId: string }
}

/** The one gate before data are used; answers why they may not be, or null. Nobody can set a policy yet, so everything passes. */
export function refusedByConsent(_use: Use): string | null {
  return null
}
