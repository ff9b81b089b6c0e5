import { expect } from 'vitest'
import { snippetsOf } from '../docs/page.ts'
import { graphql } from '../generated/gql.ts'
import { test } from '../helpers/graphql-server.ts'

const APPLY = graphql(`
  mutation ApplyRules($input: ApplyIdentityRulesInput!) {
    applyIdentityRules(input: $input) { run { id status total rules { version reason } } userErrors { code path } }
  }
`)
const CANCEL = graphql(`
  mutation CancelRun($id: ID!) { cancelIdentityRun(input: { id: $id }) { run { status } userErrors { code path } } }
`)
const RUNS = graphql(`
  query AppliedRules { identityRuns(first: 10) { nodes { id status done joined profilesBefore profilesAfter etaSeconds refusals { code } finishedAt } } }
`)
const RUN = graphql(`query AppliedRun($id: ID!) { identityRun(id: $id) { status startedAt error } node(id: $id) { id } }`)
const PEOPLE = graphql(`query PeopleOfRun($a: ProfileBy!, $b: ProfileBy!) { a: profile(by: $a) { id } b: profile(by: $b) { id } }`)

interface Frame {
  readonly status: string
  readonly done: number
  readonly total: number | null
  readonly joined: number
}

test('the example of the guide makes one person of two, shows how far it is, and ends', async ({ api }) => {
  await api.track(
    { type: 'identify', userId: 'ada', traits: { email: 'ada@example.com' } },
    { type: 'identify', anonymousId: 'a', traits: { email: 'ada+news@example.com' } },
  )
  const [document = ''] = snippetsOf('docs/identity.md', 'graphql').filter((text) => text.includes('mutation Apply'))
  const [mutation = '', subscription = ''] = document.split(/(?=subscription )/)
  type Applied = { applyIdentityRules: { run: { id: string }; userErrors: unknown[] } }
  const { applyIdentityRules } = await api.query<Applied>(mutation)
  expect(applyIdentityRules).toMatchObject({ run: { rules: { version: 1 } }, userErrors: [] })
  const { id } = applyIdentityRules.run
  const frames: Frame[] = []
  await new Promise<void>((resolve, reject) => {
    api
      .socket(api.keys.read)
      .subscribe<{ identityRunProgress: Frame }>(
        { query: subscription, variables: { id } },
        { next: ({ data }) => data && frames.push(data.identityRunProgress), error: reject, complete: resolve },
      )
  })
  expect(frames.at(-1)).toMatchObject({
    status: 'FINISHED',
    done: 1,
    total: 1,
    joined: 1,
    profilesBefore: 2,
    profilesAfter: 1,
    refusals: [],
    error: null,
  })
  const { a, b } = await api.request(PEOPLE, { a: { userId: 'ada' }, b: { anonymousId: 'a' } })
  expect(a?.id).toBe(b?.id)
  expect((await api.request(RUNS, {})).identityRuns).toMatchObject({ nodes: [{ id, status: 'FINISHED', joined: 1, etaSeconds: 0 }] })
  expect(api.errors).toEqual([])
})

test('says what cannot be applied or canceled, and who may', async ({ api }) => {
  expect((await api.request(APPLY, { input: { rules: { mostMerges: -1 } } })).applyIdentityRules).toEqual({
    run: null,
    userErrors: [{ code: 'VALIDATION', path: ['rules', 'mostMerges'] }],
  })
  expect((await api.request(APPLY, { input: { basedOn: 3 } })).applyIdentityRules.userErrors).toEqual([{ code: 'CONFLICT', path: ['basedOn'] }])
  const { run } = (await api.request(APPLY, { input: { rules: { mostMerges: 5 }, reason: 'fewer' } })).applyIdentityRules
  expect(run?.rules).toEqual({ version: 1, reason: 'fewer' })
  const id = run?.id ?? ''
  await expect.poll(async () => (await api.request(RUN, { id })).identityRun?.status).toBe('FINISHED')
  expect((await api.request(RUN, { id })).node).toEqual({ id })
  expect((await api.request(CANCEL, { id })).cancelIdentityRun).toEqual({ run: null, userErrors: [{ code: 'CONFLICT', path: ['id'] }] })
  expect((await api.request(CANCEL, { id: 'idr_nobody' })).cancelIdentityRun.userErrors).toEqual([{ code: 'NOT_FOUND', path: ['id'] }])
  await expect(api.query('mutation { applyIdentityRules(input: {}) { run { id } } }', {}, api.keys.read)).rejects.toThrow('FORBIDDEN')
})
