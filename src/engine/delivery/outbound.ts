import { type Connector, type Fetch, schemaOfSettings } from '../../connectors/contract.ts'
import type { SecretBox } from './secret-box.ts'

/** What leaves the program: handed in by the command line. */
export interface Outbound {
  /** By slug. */
  readonly connectors: ReadonlyMap<string, Connector>
  readonly fetch: Fetch
  /** Whether addresses within private networks, and http without TLS, are allowed. */
  readonly allowPrivate: boolean
  /** What the secrets of destinations are sealed by in the database. */
  readonly secretBox: SecretBox
}

// What the API shows of connectors; it knows them only through the engine.
export type { Connector }
export const settingsSchema = (connector: Connector): object => schemaOfSettings(connector)
