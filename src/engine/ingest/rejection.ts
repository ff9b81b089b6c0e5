/** Why a message cannot be taken: Segment's codes, described in docs/refusals.md. */
export type RejectionCode =
  | 'bad_request'
  | 'empty_batch'
  | 'no_user_anon_id'
  | 'event_not_defined'
  | 'event_not_string'
  | 'properties_not_object'
  | 'traits_not_object'
  | 'name_not_string'
  | 'category_not_string'
  | 'id_required'
  | 'id_not_string'
  | 'consent_categorypreferences_should_exist'
  | 'consent_categorypreferences_fields_should_be_object'
  | 'consent_categorypreferences_fields_should_be_bool'
  | 'consent_version_should_be_number'
  | 'device_advertisingid_should_be_string'

export interface Rejection {
  readonly code: RejectionCode
  readonly message: string
}

export const reject = (code: RejectionCode, message: string): Rejection => ({ code, message })
