import { EVENT_LIMITS, EXTERNAL_ID_LIMITS, LINK_LIMITS, type Limits, TRAIT_LIMITS } from '../profile-api/parameters.ts'
import type { Part } from './schemas.ts'

const json = (schema: Part): Part => ({ 'application/json': { schema } })
const ref = (name: string): Part => ({ $ref: `#/components/schemas/${name}` })
const object = (properties: Part, required: readonly string[] = Object.keys(properties)): Part => ({ type: 'object', properties, required })
const text: Part = { type: 'string' }
const moment: Part = { type: 'string', format: 'date-time' }
const maybe = (type: string): Part => ({ type: [type, 'null'] })

const parameter = (name: string, description: string, schema: Part = text): Part => ({ name, in: 'query', description, schema })
const page = ({ usual, most }: Limits): Part[] => [
  parameter('limit', 'How many.', { type: 'integer', minimum: 1, maximum: most, default: usual }),
  parameter('next', 'The `next` of the cursor of the page before.'),
]
const verbose = (description: string): Part => parameter('verbose', description, { enum: ['true', 'false'] })

const list = (item: string): Part => object({ data: { type: 'array', items: ref(item) }, cursor: ref('Cursor') })

const SCHEMAS: Part = {
  Cursor: object({ url: text, has_more: { type: 'boolean' }, next: text, limit: { type: 'integer' } }),
  ExternalId: object({
    source_id: text,
    collection: { enum: ['users', 'accounts'] },
    id: text,
    type: text,
    created_at: moment,
    encoding: { const: 'none' },
  }),
  Traits: object({ traits: { type: 'object', description: 'By name; verbose, each as value, source_id and updated_at.' }, cursor: ref('Cursor') }),
  ExternalIds: list('ExternalId'),
  Event: object({
    external_ids: { type: 'array' },
    context: { type: 'object' },
    type: { const: 'track' },
    message_id: text,
    source_id: text,
    timestamp: moment,
    properties: { type: 'object' },
    event: text,
    related: { type: 'object' },
  }),
  Events: list('Event'),
  Metadata: object({
    metadata: object({
      created_at: moment,
      updated_at: moment,
      expires_at: { type: 'null' },
      first_message_id: maybe('string'),
      first_source_id: maybe('string'),
      last_message_id: maybe('string'),
      last_source_id: maybe('string'),
    }),
  }),
  Link: object({ to_collection: { enum: ['users', 'accounts'] }, external_ids: { type: 'array', items: ref('ExternalId') } }),
  Links: list('Link'),
  Error: object({ error: object({ code: text, message: text }) }),
}

const problem = (description: string): Part => ({ description, content: json(ref('Error')) })
const PROBLEMS: Part = {
  '400': problem('A parameter is not as it should be (`invalid_request_error`), or the address is not escaped as it says (`validation_error`).'),
  '401': problem('The user name is not a key that may read (`authentication_error`).'),
  '404': problem('There is no such profile, or the space is not that of the key (`not_found`).'),
}

interface RouteDocument {
  readonly name: string
  readonly summary: string
  readonly schema: string
  readonly parameters: readonly Part[]
}

const ROUTES: readonly RouteDocument[] = [
  {
    name: 'traits',
    summary: 'What is known, by name',
    schema: 'Traits',
    parameters: [
      parameter('class', 'Only audiences, or only computed traits.', { enum: ['audience', 'computed_trait'] }),
      parameter('include', 'Names, with commas between.'),
      ...page(TRAIT_LIMITS),
      verbose('With source and moment.'),
    ],
  },
  {
    name: 'external_ids',
    summary: 'The identifiers',
    schema: 'ExternalIds',
    parameters: [
      parameter('include', 'Types, with commas between.'),
      ...page(EXTERNAL_ID_LIMITS),
      verbose('With the moment when each was last seen.'),
    ],
  },
  {
    name: 'events',
    summary: 'The track calls of the last 14 days',
    schema: 'Events',
    parameters: [
      parameter('include', 'Names of events, with commas between.'),
      parameter('exclude', 'The same of those that are not wanted.'),
      parameter('start', 'Only after this day or moment.'),
      parameter('end', 'Only before this day or moment.'),
      parameter('sort', 'Newest first, unless it says asc.', { enum: ['asc', 'desc'] }),
      ...page(EVENT_LIMITS),
    ],
  },
  { name: 'metadata', summary: 'When it was created, and its first and last message', schema: 'Metadata', parameters: [verbose('Changes nothing.')] },
  { name: 'links', summary: 'The accounts of a person, or the people of an account', schema: 'Links', parameters: page(LINK_LIMITS) },
]

const IN_PATH: readonly Part[] = [
  { name: 'spaceId', in: 'path', required: true, description: 'The id of the workspace, or its name.', schema: text },
  { name: 'profile', in: 'path', required: true, description: 'An identifier, as type:value, or the id of the profile.', schema: text },
]

function pathOf(collection: string, { name, summary, schema, parameters }: RouteDocument): [string, Part] {
  const operation = {
    operationId: `${collection}_${name}`,
    summary,
    tags: [collection],
    parameters: [...IN_PATH, ...parameters],
    responses: { '200': { description: 'What there is.', content: json(ref(schema)) }, ...PROBLEMS },
  }
  return [`/v1/spaces/{spaceId}/collections/${collection}/profiles/{profile}/${name}`, { get: operation }]
}

/** Segment's Profile API in OpenAPI 3.1. */
export const profileApiDocument = {
  openapi: '3.1.0',
  info: {
    title: 'Tributary Profile API',
    version: '1',
    summary: "Segment's Profile API: one person or account over plain HTTP, for servers.",
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: '/' }],
  tags: [
    { name: 'users', description: 'People.' },
    { name: 'accounts', description: 'What group calls put people into.' },
  ],
  security: [{ basic: [] }],
  paths: {
    ...Object.fromEntries(['users', 'accounts'].flatMap((collection) => ROUTES.map((route) => pathOf(collection, route)))),
    '/v1/spaces/openapi.json': {
      get: {
        operationId: 'openapi',
        summary: 'This document',
        responses: { '200': { description: 'OpenAPI 3.1.', content: json({ type: 'object' }) } },
        security: [],
      },
    },
  },
  components: {
    securitySchemes: { basic: { type: 'http', scheme: 'basic', description: 'A secret key or a read key is the user name; there is no password.' } },
    schemas: SCHEMAS,
  },
}
