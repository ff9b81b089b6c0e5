import { serverAudits } from 'graphql-http'
import { describe, expect } from 'vitest'
import { test } from '../helpers/graphql-server.ts'

describe('GraphQL over HTTP', () => {
  test('all 61 audits of graphql-http pass with a key', async ({ api }) => {
    const headers = { authorization: `Bearer ${api.keys.read}` }
    const fetchFn = (url: string, init: RequestInit = {}) => fetch(url, { ...init, headers: { ...init.headers, ...headers } })
    const audits = serverAudits({ url: `${api.url}/graphql`, fetchFn })
    const results = await Promise.all(audits.map(({ fn }) => fn()))
    expect(results.filter(({ status }) => status !== 'ok')).toEqual([])
    expect(results).toHaveLength(61)
  })

  test('without a key every one of their requests is answered with 401', async ({ api }) => {
    const statuses = new Set<number>()
    const fetchFn = async (url: string, init?: RequestInit) => {
      const response = await fetch(url, init)
      statuses.add(response.status)
      return response
    }
    await Promise.all(serverAudits({ url: `${api.url}/graphql`, fetchFn }).map(({ fn }) => fn()))
    expect([...statuses]).toEqual([401])
    expect(api.errors).toEqual([])
  })
})
