import type { Config } from '../config.ts'
import type { KnownKeys } from './workspace-keys.ts'

const UNKNOWN = '(not known here: kept where it was made)'

export interface WelcomeOptions {
  readonly config: Config
  readonly port: number
  readonly keys: KnownKeys
  readonly demoKeys: KnownKeys | null
}

/** What to do next, ready to paste. */
export function welcome({ config, port, keys, demoKeys }: WelcomeOptions): string {
  const base = `http://${hostIn(config.host)}:${port}`
  const event = `{"userId":"ada","event":"Signed Up","properties":{"plan":"pro"}}`
  const query = `{"query":"{ profile(by: {userId: \\"ada\\"}) { id traits events { nodes { name timestamp properties } } } }"}`
  return `
Tributary is ready.

  Page        ${base}/ (in a browser: what is going on, live)
  GraphQL     ${base}/graphql (in a browser: GraphiQL)
  Tracking    ${base}/v1/batch, as every Segment SDK calls it

  Secret key  ${keys.secret ?? UNKNOWN}   everything
  Read key    ${keys.read ?? UNKNOWN}   GraphQL reads and subscriptions
  Write key   ${keys.write ?? UNKNOWN}   tracking
${demoKeys ? demo(demoKeys) : ''}
Send an event:

  curl ${base}/v1/track -u ${keys.write ?? 'WRITE_KEY'}: -d '${event}'

Ask for the customer:

  curl ${base}/graphql -H 'authorization: Bearer ${keys.read ?? 'READ_KEY'}' -H 'content-type: application/json' -d '${query}'

Ctrl-C stops it.
`
}

const demo = (keys: KnownKeys): string => `
The workspace above is empty, and yours. A second one is a demo: a shop with traffic of its own (DEMO=0 does without).

  Secret key  ${keys.secret ?? UNKNOWN}
  Read key    ${keys.read ?? UNKNOWN}
  Write key   ${keys.write ?? UNKNOWN}
`

/** An address to type: what listens everywhere also listens here, and IPv6 is written in brackets. */
export function hostIn(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
