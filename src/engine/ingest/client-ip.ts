import { isObject, type Json, type JsonObject } from '../json.ts'
import { merged, type SharedFields } from './shared-fields.ts'

/** Libraries that run where the person is, so that the address a call comes from is theirs. */
const CLIENT_LIBRARIES: ReadonlySet<Json | undefined> = new Set([
  'analytics.js',
  'analytics-ios',
  'analytics-swift',
  'analytics-android',
  'analytics-kotlin',
  '@segment/analytics-react-native',
  'analytics-react-native',
  'analytics_flutter',
])
const CLIENT_CHANNELS: ReadonlySet<Json | undefined> = new Set(['browser', 'web', 'mobile'])

/** Where a call came from, with what its batch says. */
interface Arrival {
  readonly ip: string | null
  readonly shared: SharedFields
}

/** The address that belongs into the context of a message, which does not say it itself; else null. */
export function missingIp(message: JsonObject, { ip, shared }: Arrival): string | null {
  if (ip === null) return null
  const context = merged(message['context'], shared.context)
  if ((context?.['ip'] ?? null) !== null) return null
  return isFromClient(message, context) ? ip : null
}

/** Calls written by hand say by `context.direct` that they come from the person's own device. */
function isFromClient(message: JsonObject, context: JsonObject | null): boolean {
  const direct = context?.['direct']
  if (typeof direct === 'boolean') return direct
  if (typeof message['channel'] === 'string') return CLIENT_CHANNELS.has(message['channel'])
  const library = context?.['library']
  return isObject(library) && CLIENT_LIBRARIES.has(library['name'])
}
