import { request } from 'undici'
import { describe, expect } from 'vitest'
import { test } from '../helpers/server.ts'

const LIBRARY = '/analytics.js/v1/any-key/analytics.min.js'

describe('analytics.js', () => {
  test('is a script, packed for who takes it so', async ({ server }) => {
    const packed = await fetch(server.url + LIBRARY)
    expect(Object.fromEntries(packed.headers)).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'content-encoding': 'gzip',
      'access-control-allow-origin': '*',
      vary: 'accept-encoding',
    })
    const plain = await request(server.url + LIBRARY)
    expect([plain.statusCode, plain.headers['content-encoding']]).toEqual([200, undefined])
    expect(await plain.body.text()).toBe(await packed.text())
  })

  test('gives out its own parts and no other file', async ({ server }) => {
    const names = ['standalone.js', 'index.js', '..%2f..%2fpackage.json', '../package.json', 'queryString.bundle.js', 'nothing.bundle.0.js', '%ff']
    for (const name of names) expect((await fetch(`${server.url}/analytics-next/bundles/${name}`)).status, name).toBe(404)
    expect(server.errors).toEqual([])
  })
})
