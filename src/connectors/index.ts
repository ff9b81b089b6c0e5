import type { Connector } from './contract.ts'
import { webhook } from './webhook.ts'

/** Every connector there is, by its slug. */
export const connectors: ReadonlyMap<string, Connector> = new Map([webhook].map((connector) => [connector.slug, connector]))
