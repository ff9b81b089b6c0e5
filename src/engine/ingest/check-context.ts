import { isObject, type Json, type JsonObject } from '../json.ts'
import { type Rejection, reject } from './rejection.ts'

/** What Segment demands of a context: the shape of consent and of the advertising id. */
export function checkContext(context: JsonObject): Rejection | null {
  return checkConsent(context['consent'] ?? null) ?? checkDevice(context['device'] ?? null)
}

function checkConsent(consent: Json): Rejection | null {
  if (consent === null) return null
  const categories = isObject(consent) ? (consent['categoryPreferences'] ?? null) : null
  if (categories === null) {
    return reject('consent_categorypreferences_should_exist', 'context.consent has no categoryPreferences: it maps each category to true or false.')
  }
  if (!isObject(categories)) {
    return reject('consent_categorypreferences_fields_should_be_object', 'context.consent.categoryPreferences is not an object of categories.')
  }
  for (const [category, allowed] of Object.entries(categories)) {
    if (typeof allowed === 'boolean') continue
    return reject('consent_categorypreferences_fields_should_be_bool', `context.consent.categoryPreferences.${category} is neither true nor false.`)
  }
  const version = isObject(consent) ? (consent['version'] ?? null) : null
  if (version === null || typeof version === 'number') return null
  return reject('consent_version_should_be_number', 'context.consent.version is not a number.')
}

function checkDevice(device: Json): Rejection | null {
  const id = isObject(device) ? (device['advertisingId'] ?? null) : null
  if (id === null || typeof id === 'string') return null
  return reject('device_advertisingid_should_be_string', 'context.device.advertisingId is not a string.')
}
