import { MAX_BATCH_MESSAGES, MAX_EVENT_NAME_LENGTH, MAX_IDENTIFIER_LENGTH, MAX_MESSAGE_ID_LENGTH } from '../../engine/ingest/limits.ts'

/** A schema of JSON, or whatever else the document is made of. */
export interface Part {
  readonly [key: string]: unknown
}

export const schemaRef = (name: keyof typeof SCHEMAS): Part => ({ $ref: `#/components/schemas/${name}` })

const object = (properties: Part, description: string, required: readonly string[] = []): Part => ({
  type: 'object',
  description,
  properties,
  ...(required.length > 0 && { required }),
})
const text = (description: string, more: Part = {}): Part => ({ type: 'string', description, ...more })
const id = (description: string): Part => ({ type: ['string', 'null'], maxLength: MAX_IDENTIFIER_LENGTH, description })
const moment = (description: string): Part => ({ type: ['string', 'null'], description: `${description} ISO 8601, from 1970 to 9999.` })

const TRAITS: Part = { type: ['object', 'null'], description: 'What is known; null as a value deletes a trait.' }
const PROPERTIES: Part = { type: ['object', 'null'], description: 'What belongs to the event.' }
const CONTEXT: Part = {
  type: ['object', 'null'],
  description: "Circumstances, as Segment's spec names them: page, library, device, ip, traits, externalIds, consent …",
}
const INTEGRATIONS: Part = { type: ['object', 'null'], description: 'Which destinations may get the call.' }

/** What every call has. */
const COMMON: Part = {
  userId: id("The person's id in your own database. Either this, an anonymousId, or an entry of context.externalIds is needed."),
  anonymousId: id('The id of a device or a session.'),
  messageId: { type: ['string', 'null'], maxLength: MAX_MESSAGE_ID_LENGTH, description: 'Makes the call count once, however often it is sent.' },
  timestamp: moment('When it happened.'),
  originalTimestamp: moment("When it happened, by the client's clock; goes before timestamp."),
  sentAt: moment("When it was sent, by the client's clock, which it corrects."),
  context: CONTEXT,
  integrations: INTEGRATIONS,
  writeKey: text('Whose call it is, where no header says it.'),
}

const name = text('The name of the page or screen.')
const event = text('What the person did; does not begin with $.', { minLength: 1, maxLength: MAX_EVENT_NAME_LENGTH })
const groupId = text("The account's id in your own database.", { minLength: 1, maxLength: MAX_IDENTIFIER_LENGTH })
const previousId = text('The id that was used before.', { minLength: 1, maxLength: MAX_IDENTIFIER_LENGTH })

const rejection = object(
  {
    index: { type: ['integer', 'null'], description: 'Which message of the batch; null: the body as a whole.' },
    messageId: { type: ['string', 'null'], description: 'As it was sent.' },
    code: text('Why: one of the codes of docs/refusals.md.'),
    message: text('The same in words.'),
  },
  'A message that was not taken; it is also listed by `refusals` in GraphQL.',
  ['index', 'messageId', 'code', 'message'],
)

export const SCHEMAS = {
  Identify: object({ ...COMMON, traits: TRAITS }, 'Who somebody is.'),
  Track: object({ ...COMMON, event, properties: PROPERTIES }, 'What somebody did.', ['event']),
  Page: object({ ...COMMON, name, category: text('A group of pages.'), properties: PROPERTIES }, 'A page was seen.'),
  Screen: object({ ...COMMON, name, category: text('A group of screens.'), properties: PROPERTIES }, 'A screen of an app was seen.'),
  Group: object({ ...COMMON, groupId, traits: TRAITS }, 'Somebody belongs to an account.', ['groupId']),
  Alias: object({ ...COMMON, previousId }, 'Stored and delivered; joins nobody.', ['previousId', 'userId']),
  Batch: object(
    {
      batch: {
        type: 'array',
        maxItems: MAX_BATCH_MESSAGES,
        items: object(
          { type: { enum: ['identify', 'track', 'page', 'screen', 'group', 'alias'], description: 'The kind of call.' } },
          'A call, with its type.',
          ['type'],
        ),
      },
      context: CONTEXT,
      integrations: INTEGRATIONS,
      sentAt: COMMON['sentAt'],
      writeKey: COMMON['writeKey'],
    },
    'Several calls. What the batch says counts for each of them.',
    ['batch'],
  ),
  Taken: object(
    { success: { const: true }, rejected: { type: 'array', items: rejection, description: 'Absent when everything was taken.' } },
    'What is not in `rejected` is committed.',
    ['success'],
  ),
  Problem: object({ success: { const: false }, code: text('Which problem it is.'), message: text('The same in words.') }, 'Nothing was taken.', [
    'success',
    'code',
    'message',
  ]),
  Settings: object(
    {
      integrations: object({ 'Segment.io': { type: 'object', description: 'Where events go.' } }, 'One: this server.', ['Segment.io']),
      plan: { type: 'object', description: 'Every event is wanted.' },
    },
    "What Segment's SDKs for browsers and phones fetch first.",
    ['integrations', 'plan'],
  ),
  SourceConfig: object(
    {
      source: object(
        { id: text('Of the source.'), config: { type: 'object' }, destinations: { type: 'array', maxItems: 0 }, enabled: { type: 'boolean' } },
        'A source without destinations.',
        ['id', 'config', 'destinations', 'enabled'],
      ),
    },
    "What RudderStack's SDKs fetch first.",
    ['source'],
  ),
} as const satisfies Record<string, Part>
