import { vi } from 'vitest'
import type { WorkspaceKeys } from '../../src/engine/workspaces.ts'
import type { TestApi } from '../helpers/graphql-server.ts'

/** A workspace in which every list of the API has something, and every text of it the name. */
export interface FullWorkspace {
  readonly name: string
  readonly keys: WorkspaceKeys
  /** Of each type that has ids, one that is connected with everything it can be; what its program brings along is not its own. */
  readonly ids: Readonly<Record<string, string>>
  query<Data>(text: string, variables?: object): Promise<Data>
  /** One more of everything, behind what a page has shown. */
  grow(): Promise<void>
}

const OLD = '2026-01-01T00:00:00.000Z'
const LATE = '2026-02-01T00:00:00.000Z'
const EACH = 4

export async function fillWorkspace(api: TestApi, keys: WorkspaceKeys, name: string): Promise<FullWorkspace> {
  const query: FullWorkspace['query'] = (text, variables) => api.query(text, variables, keys.secret)
  const numbers = Array.from({ length: EACH }, (_, n) => n)
  for (const n of numbers) await configure(query, name, n)
  // Destinations are told of what changes once it is LIVE: how many deliveries there are would otherwise be a matter of chance.
  await settle(query)
  await track(
    api,
    keys,
    numbers.flatMap((n) => callsOf(name, n, n === EACH - 1 ? LATE : OLD)),
  )
  for (const n of numbers) await finish(query, name, n)
  let grown = EACH
  return {
    name,
    keys,
    query,
    ids: await findIds(query, name),
    async grow() {
      const n = grown++
      await configure(query, name, n)
      await track(api, keys, callsOf(name, n, OLD))
      await finish(query, name, n)
    },
  }
}

type Query = FullWorkspace['query']

async function configure(query: Query, name: string, n: number): Promise<void> {
  const text = `mutation Configure(
    $audience: CreateAudienceInput!, $companies: CreateAudienceInput!, $trait: CreateComputedTraitInput!, $ofCompanies: CreateComputedTraitInput!
    $source: CreateSourceInput!, $destination: CreateDestinationInput!, $export: CreateExportInput!
  ) {
    createAudience(input: $audience) { userErrors { message } }
    companies: createAudience(input: $companies) { userErrors { message } }
    createComputedTrait(input: $trait) { userErrors { message } }
    ofCompanies: createComputedTrait(input: $ofCompanies) { userErrors { message } }
    createSource(input: $source) { userErrors { message } }
    createDestination(input: $destination) { userErrors { message } }
    createExport(input: $export) { userErrors { message } }
  }`
  const settings = { url: `http://127.0.0.1:9/${name}/${n}` }
  const answer = await query<Record<string, { userErrors: unknown[] }>>(text, {
    audience: {
      key: `${name}_${n}`,
      name: `${name} ${n}`,
      description: `about ${name}`,
      labels: [name, `${name} ${n}`],
      folder: name,
      definition: { rule: { not: { trait: { path: name, is: { eq: name } } } } },
    },
    companies: { key: `${name}_companies_${n}`, name: `${name} companies ${n}`, entity: 'ACCOUNT', definition: { rule: { all: [] } } },
    trait: { key: `${name}_bought_${n}`, name: `${name} bought ${n}`, definition: { count: { event: `${name} bought` } } },
    ofCompanies: { key: `${name}_joined_${n}`, name: `${name} joined ${n}`, entity: 'ACCOUNT', definition: { count: { event: '$group' } } },
    source: { name: `${name} source ${n}` },
    // One is sent to; where it would be sent to there is nobody, so that its deliveries stay.
    destination: {
      name: `${name} destination ${n}`,
      connector: 'webhook',
      settings,
      sendEvents: n === 0,
      sendAudiences: n === 0,
      sendTraits: n === 0,
      // Of each kind one: of all of them there would be more deliveries than fit in a page.
      audienceKeys: [`${name}_${n}`],
      traitKeys: [`${name}_bought_${n}`],
    },
    export: { name: `${name} export ${n}`, audience: { key: `${name}_${n}` }, format: 'NDJSON', traits: [name], schedule: { cron: '0 0 1 1 *' } },
  })
  const problems = Object.values(answer).flatMap(({ userErrors }) => userErrors)
  if (problems.length > 0) throw new Error(JSON.stringify(problems))
}

/** What is done with what was tracked: one more account is merged, and the first export runs once more. */
async function finish(query: Query, name: string, n: number): Promise<void> {
  const input = { into: { groupId: `${name}-group-0` }, account: { groupId: `${name}-merged-${n}` }, reason: `${name} ${n}` }
  await query('mutation ($input: MergeAccountsInput!) { mergeAccounts(input: $input) { userErrors { message } } }', { input })
  await runExport(query)
  await applyIdentityRules(query)
}

/** Runs the first export once more. */
async function runExport(query: Query): Promise<void> {
  const { exports } = await query<{ exports: { nodes: { id: string }[] } }>('{ exports(first: 1) { nodes { id } } }')
  const variables = { id: exports.nodes[0]?.id ?? 'none' }
  await query('mutation ($id: ID!) { startExport(input: { id: $id }) { userErrors { message } } }', variables)
  await vi.waitFor(async () => {
    const text = 'query ($id: ID!) { export(id: $id) { runs(first: 1) { nodes { status } } } }'
    const { export: one } = await query<{ export: { runs: { nodes: { status: string }[] } } }>(text, variables)
    if (one.runs.nodes[0]?.status !== 'FINISHED') throw new Error('The export still runs.')
  }, 30_000)
}

/** Applies the rules that are in force, by which everybody is already. */
async function applyIdentityRules(query: Query): Promise<void> {
  await query('mutation { applyIdentityRules(input: {}) { userErrors { message } } }')
  await vi.waitFor(async () => {
    const { identityRuns } = await query<{ identityRuns: { nodes: { status: string }[] } }>('{ identityRuns(first: 1) { nodes { status } } }')
    if (identityRuns.nodes[0]?.status !== 'FINISHED') throw new Error('The rules are still being applied.')
  }, 30_000)
}

/** Of one person everything there is, of one account several members, and one more of each. */
function callsOf(name: string, n: number, timestamp: string): object[] {
  const userId = `${name}-ada`
  const id = (kind: string) => `${name}-${kind}-${n}`
  return [
    { type: 'track', messageId: id('track'), userId, event: `${name} bought`, timestamp, properties: { of: name } },
    {
      type: 'identify',
      messageId: id('identify'),
      userId,
      anonymousId: id('anonymous'),
      timestamp,
      traits: { email: `${name}-${n}@example.org`, of: name },
    },
    { type: 'group', messageId: id('group'), userId, groupId: id('group'), timestamp, traits: { of: name, parentGroupId: `${name}-group-0` } },
    {
      ...{ type: 'group', messageId: id('member'), userId: id('user'), groupId: `${name}-group-0`, timestamp },
      context: { externalIds: [{ collection: 'accounts', type: 'crm_id', id: id('crm'), encoding: 'none' }] },
    },
    { type: 'track', messageId: id('merged'), userId, event: `${name} bought`, timestamp, context: { groupId: id('merged') } },
    { type: 'track', messageId: id('refused'), userId, properties: { of: name } },
  ]
}

async function track(api: TestApi, keys: WorkspaceKeys, calls: readonly object[]): Promise<void> {
  const headers = { authorization: `Basic ${btoa(`${keys.write}:`)}` }
  const response = await fetch(`${api.url}/v1/batch`, { method: 'POST', body: JSON.stringify({ batch: calls }), headers })
  if (response.status !== 200) throw new Error(await response.text())
  await settle((text, variables) => api.query(text, variables, keys.secret))
}

/** Waits until everything is computed and processed. */
async function settle(query: Query): Promise<void> {
  await vi.waitFor(async () => {
    type Computed = { nodes: { status: string }[] }
    const { pipeline, audiences, computedTraits } = await query<{ pipeline: { backlog: number }; audiences: Computed; computedTraits: Computed }>(
      '{ pipeline { backlog } audiences { nodes { status } } computedTraits { nodes { status } } }',
    )
    const computed = [...audiences.nodes, ...computedTraits.nodes]
    if (pipeline.backlog > 0 || computed.some(({ status }) => status !== 'LIVE')) throw new Error('Something is still to be done.')
  }, 30_000)
}

async function findIds(query: Query, name: string): Promise<Record<string, string>> {
  const text = `{
    profile(by: { userId: "${name}-ada" }) { id events(first: 1) { nodes { id } } audiences(first: 1) { nodes { id } } }
    account(by: { groupId: "${name}-group-0" }) { id }
    audience(by: { key: "${name}_0" }) { id }
    computedTrait(by: { key: "${name}_bought_0" }) { id }
    refusals(first: 1) { nodes { id } }
    sources(last: 1) { nodes { id } }
    destinations(first: 1) { nodes { id deliveries(first: 1) { nodes { id } } } }
    exports(first: 1) { nodes { id runs(first: 1) { nodes { id } } } }
    identityRuns(first: 1) { nodes { id } }
  }`
  type Found = { id: string; [list: string]: { nodes: Found[] } | string }
  const found = await query<Record<string, Found>>(text)
  const first = (parent: unknown): Found | undefined => (parent as { nodes: Found[] } | undefined)?.nodes[0]
  const destination = first(found['destinations'])
  const ids = {
    Profile: found['profile'],
    Event: first(found['profile']?.['events']),
    Membership: first(found['profile']?.['audiences']),
    Account: found['account'],
    Audience: found['audience'],
    ComputedTrait: found['computedTrait'],
    Refusal: first(found['refusals']),
    Source: first(found['sources']),
    Destination: destination,
    Export: first(found['exports']),
    ExportRun: first(first(found['exports'])?.['runs']),
    IdentityRun: first(found['identityRuns']),
    Delivery: first(destination?.['deliveries']),
  }
  return Object.fromEntries(Object.entries(ids).map(([type, row]) => [type, row?.id ?? `no ${type}`]))
}
