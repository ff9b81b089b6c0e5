import { MAX_BATCH_BYTES, MAX_MESSAGE_BYTES } from '../../engine/ingest/limits.ts'
import { type Part, SCHEMAS, schemaRef } from './schemas.ts'

const json = (schema: Part, more: Part = {}): Part => ({ 'application/json': { schema, ...more } })
const answer = (name: string): Part => ({ $ref: `#/components/responses/${name}` })
const problem = (description: string, headers?: Part): Part => ({ description, content: json(schemaRef('Problem')), ...(headers && { headers }) })
const seconds = (description: string): Part => ({ description, schema: { type: 'integer' } })
const inPath = (name: string, description: string, schema: Part = { type: 'string' }): Part => ({
  name,
  in: 'path',
  required: true,
  description,
  schema,
})

const RESPONSES: Part = {
  Taken: { description: 'It is committed in Postgres.', content: json(schemaRef('Taken')) },
  BadRequest: problem(
    `The body is not JSON, is not packed as it says, or is larger than ${MAX_BATCH_BYTES / 1024} KB (${MAX_MESSAGE_BYTES / 1024} KB for a single call).`,
  ),
  UnknownSource: problem('There is no such key, or it may not track, or its source is disabled.'),
  NotFound: problem('There is nothing here.'),
  TooManyRequests: problem('Too much is waiting: send it again.', {
    'Retry-After': seconds('After so many seconds.'),
    'X-RateLimit-Reset': seconds('The same.'),
  }),
  Unavailable: problem('The database does not take it: send it again.', { 'Retry-After': seconds('After so many seconds.') }),
}
const INTAKE = { '400': answer('BadRequest'), '401': answer('UnknownSource'), '429': answer('TooManyRequests'), '503': answer('Unavailable') }
const LOOKUP = { '401': answer('UnknownSource'), '503': answer('Unavailable') }

interface CallDocument {
  readonly name: string
  readonly schema: keyof typeof SCHEMAS
  readonly paths: readonly string[]
  readonly summary: string
  readonly example: Part
}

const ADA = { userId: 'ada', messageId: 'm-1', timestamp: '2026-01-15T10:00:00Z' }
const call = (name: string, schema: keyof typeof SCHEMAS, more: Pick<CallDocument, 'summary' | 'example'>): CallDocument => ({
  name,
  schema,
  paths: [`/v1/${name}`, `/v1/${name.slice(0, 1)}`],
  ...more,
})

const CALLS: readonly CallDocument[] = [
  call('identify', 'Identify', { summary: 'Says who somebody is', example: { ...ADA, traits: { email: 'ada@example.com', plan: 'pro' } } }),
  call('track', 'Track', { summary: 'Says what somebody did', example: { ...ADA, event: 'Order Completed', properties: { total: 120 } } }),
  call('page', 'Page', { summary: 'Says that somebody saw a page', example: { ...ADA, name: 'Pricing', properties: { path: '/pricing' } } }),
  call('screen', 'Screen', { summary: 'Says that somebody saw a screen of an app', example: { ...ADA, name: 'Home' } }),
  call('group', 'Group', { summary: 'Says that somebody belongs to an account', example: { ...ADA, groupId: 'acme', traits: { name: 'Acme' } } }),
  call('alias', 'Alias', { summary: 'Says that somebody had another id', example: { ...ADA, previousId: 'old' } }),
  {
    name: 'batch',
    schema: 'Batch',
    paths: ['/v1/batch', '/v1/import', '/v1/b', '/beacon/v1/batch'],
    summary: 'Several calls at once',
    example: { sentAt: '2026-01-15T10:00:05Z', batch: [{ ...ADA, type: 'track', event: 'Signed In' }] },
  },
]

function callPaths({ name, schema, paths, summary, example }: CallDocument): [string, Part][] {
  const requestBody = { required: true, content: json(schemaRef(schema), { example }) }
  return paths.map((path, i) => {
    const operationId = i === 0 ? name : `${name}${path.replaceAll(/\W+(\w)/g, (_, letter: string) => letter.toUpperCase())}`
    return [path, { post: { operationId, summary, tags: ['Calls'], requestBody, responses: { '200': answer('Taken'), ...INTAKE } } }]
  })
}

interface GetDocument {
  readonly operationId: string
  readonly summary: string
  readonly parameters?: readonly Part[]
  readonly responses: Part
}

const get = (document: GetDocument): Part => ({ get: { tags: ['For SDKs'], ...document } })
const script = { '200': { description: 'The script.', content: { 'text/javascript': {} } } }
const writeKey = inPath('writeKey', 'A write key.')

const OTHERS: Part = {
  '/v1/pixel/{type}': get({
    operationId: 'pixel',
    summary: 'Takes a call from the address of an image: `data` is its JSON in base64, or each parameter is a field, dotted where it is nested',
    parameters: [
      inPath('type', 'The kind of call; .gif may follow.', { enum: CALLS.slice(0, 6).flatMap(({ name }) => [name, `${name}.gif`]) }),
      { name: 'data', in: 'query', description: 'A call with its writeKey, as JSON in base64.', schema: { type: 'string' } },
    ],
    responses: { '200': { description: 'An image of one pixel, whatever comes of the call.', content: { 'image/gif': {} } } },
  }),
  '/v1/projects/{writeKey}/settings': get({
    operationId: 'settings',
    summary: "What Segment's SDKs for browsers and phones fetch first",
    parameters: [writeKey],
    responses: { '200': { description: 'The settings.', content: json(schemaRef('Settings')) }, '404': answer('NotFound'), ...LOOKUP },
  }),
  ...Object.fromEntries(
    ['/sourceConfig/', '/sourceConfig'].map((path, i) => [
      path,
      get({
        operationId: i === 0 ? 'sourceConfig' : 'sourceConfigOfPhones',
        summary: "What RudderStack's SDKs fetch first",
        responses: { '200': { description: 'The source.', content: json(schemaRef('SourceConfig')) }, ...LOOKUP },
      }),
    ]),
  ),
  '/v1/m': {
    post: {
      operationId: 'metrics',
      summary: 'Takes what SDKs measure of themselves, and drops it',
      tags: ['For SDKs'],
      responses: { '200': answer('Taken') },
    },
  },
  '/analytics.js/v1/{writeKey}/analytics.min.js': get({
    operationId: 'analyticsJs',
    summary: 'analytics.js, for a script tag',
    parameters: [writeKey],
    responses: script,
  }),
  '/analytics-next/bundles/{name}': get({
    operationId: 'analyticsJsBundle',
    summary: 'A part that analytics.js loads',
    parameters: [inPath('name', 'Of the file.')],
    responses: { ...script, '404': answer('NotFound') },
  }),
  '/openapi.json': get({
    operationId: 'openapi',
    summary: 'This document',
    responses: { '200': { description: 'OpenAPI 3.1.', content: json({ type: 'object' }) } },
  }),
}

/** The tracking API in OpenAPI 3.1. */
export const openapiDocument = {
  openapi: '3.1.0',
  info: {
    title: 'Tributary tracking API',
    version: '1',
    summary: "Segment's calls over HTTP. A 200 is a commit.",
    description: 'The body is JSON whatever its content type says, plain or packed with gzip, deflate or brotli. Pages of any origin may call.',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: '/' }],
  tags: [
    { name: 'Calls', description: 'What is told of people and accounts.' },
    { name: 'For SDKs', description: 'What SDKs ask for of their own accord.' },
  ],
  // The last: the key is in the body.
  security: [{ basic: [] }, { query: [] }, {}],
  paths: { ...Object.fromEntries(CALLS.flatMap(callPaths)), ...OTHERS },
  components: {
    securitySchemes: {
      basic: { type: 'http', scheme: 'basic', description: 'The write key is the user name; there is no password.' },
      query: { type: 'apiKey', in: 'query', name: 'writeKey' },
    },
    responses: RESPONSES,
    schemas: SCHEMAS,
  },
}
