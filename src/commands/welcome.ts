import type { Config } from '../config.ts'
import type { KnownKeys } from './first-workspace.ts'

/** What to do next, ready to paste. */
export function welcome({ config, port, keys }: { readonly config: Config; readonly port: number; readonly keys: KnownKeys }): string {
  const base = `http://${hostIn(config.host)}:${port}`
  const unknown = '(not known here: kept where it was made)'
  const event = `{"userId":"ada","event":"Signed Up","properties":{"plan":"pro"}}`
  const query = `{"query":"{ profile(by: {userId: \\"ada\\"}) { id traits events { nodes { name timestamp properties } } } }"}`
  return `
Tributary is ready.

  GraphQL     ${base}/graphql (in a browser: GraphiQL)
  Tracking    ${base}/v1/batch, as every Segment SDK calls it

  Secret key  ${keys.secret ?? unknown}   everything
  Read key    ${keys.read ?? unknown}   GraphQL reads and subscriptions
  Write key   ${keys.write ?? unknown}   tracking

Send an event:

  curl ${base}/v1/track -u ${keys.write ?? 'WRITE_KEY'}: -d '${event}'

Ask for the customer:

  curl ${base}/graphql -H 'authorization: Bearer ${keys.read ?? 'READ_KEY'}' -H 'content-type: application/json' -d '${query}'

Ctrl-C stops it.
`
}

/** An address to type: what listens everywhere also listens here, and IPv6 is written in brackets. */
function hostIn(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
