import { readFileSync } from 'node:fs'
import { expect, vi } from 'vitest'
import { test } from '../helpers/graphql-server.ts'
import { createEverybody } from '../helpers/live-audience.ts'
import { startS3Server } from '../helpers/s3-server.ts'
import { page, root, snippetsOf } from './page.ts'

const [create = '', runs = '', , weekly = '', toStore = ''] = snippetsOf('docs/exports.md', 'graphql')

interface Created {
  readonly createExport: { readonly export: { readonly id: string } | null; readonly userErrors: readonly object[] }
}
interface Runs {
  readonly export: { readonly runs: { readonly nodes: readonly { readonly status: string; readonly files: readonly { readonly url: string }[] }[] } }
}

test('what the page of exports shows leads where it says', async ({ api }) => {
  await api.track({ type: 'identify', userId: 'ada', traits: { email: 'ada@example.com', plan: 'pro' } })
  await createEverybody(api, 'vips')
  const urlOf = async (id: string) =>
    vi.waitFor(async () => {
      const [run] = (await api.query<Runs>(runs, { id })).export.runs.nodes
      if (run?.status !== 'FINISHED') throw new Error('It runs.')
      return run.files[0]?.url ?? ''
    }, 20_000)

  const { createExport } = await api.query<Created>(create)
  const path = await urlOf(createExport.export?.id ?? '')
  const file = await fetch(api.url + path, { headers: { authorization: `Bearer ${api.keys.read}` } })
  expect(await file.text()).toMatch(/^profileId,identifiers\.email,traits\.plan\r\nprof_\w+,ada@example\.com,pro\r\n$/)

  expect((await api.query<Created>(weekly)).createExport.userErrors).toEqual([])

  const s3 = await startS3Server()
  const here = toStore.replace('https://s3.example.com', s3.url).replace('accessKeyId: "id"', `accessKeyId: "${s3.accessKeyId}"`)
  const stored = (await api.query<Created>(here, { secret: s3.secretAccessKey })).createExport
  expect(await urlOf(stored.export?.id ?? '')).toMatch(/^s3:\/\/files\/tributary\/[\w-]+\/part-00001\.parquet$/)
  expect(s3.objects.size).toBe(1)
  await s3.close()
  expect(api.errors).toEqual([])
})

test('the page of exports lists the options of the command', () => {
  const [, command = ''] = /\.command\('export'\)(.*?)\.action/s.exec(readFileSync(`${root}/src/main.ts`, 'utf8')) ?? []
  const options = [...command.matchAll(/\.option\('(--[a-z-]+)/g)].map(([, name]) => name)
  expect(options.length).toBeGreaterThan(5)
  const listed = page('docs/exports.md').tables.flatMap(({ rows }) => rows.map(([name = '']) => /`(--[a-z-]+)/.exec(name)?.[1]))
  expect(listed.filter((name) => name !== undefined).sort()).toEqual(options.sort())
})
