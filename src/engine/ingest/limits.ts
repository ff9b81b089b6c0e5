/** Of a batch body, in bytes of JSON. */
export const MAX_BATCH_BYTES = 500 * 1024
/** Of one message, in bytes of JSON, with what the batch adds to it. */
export const MAX_MESSAGE_BYTES = 32 * 1024
export const MAX_BATCH_MESSAGES = 2500
export const MAX_DEPTH = 100
export const MAX_MESSAGE_ID_LENGTH = 100
export const MAX_EVENT_NAME_LENGTH = 255
export const MAX_TRAIT_NAME_LENGTH = 255
export const MAX_IDENTIFIER_LENGTH = 500
