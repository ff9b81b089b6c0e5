import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, vi } from 'vitest'
import { DELAYS } from '../../src/engine/delivery/outcome.ts'
import { test } from '../helpers/graphql-server.ts'
import { freePort } from '../helpers/postgres.ts'
import { page, snippetsOf } from './page.ts'

const PAGE = 'docs/destinations.md'
const [create = '', list = '', replay = ''] = snippetsOf(PAGE, 'graphql')
const [receiver = ''] = snippetsOf(PAGE, 'js')

/** Runs the receiver of the page; what it prints is kept. */
async function startReceiver(secret: string, port: number) {
  const folder = mkdtempSync(join(tmpdir(), 'tributary-receiver-'))
  const file = join(folder, 'receiver.mjs')
  writeFileSync(file, receiver)
  const child = spawn(process.execPath, [file], { env: { PATH: process.env['PATH'], WEBHOOK_SECRET: secret, PORT: String(port) } })
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  onTestFinished(() => {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true })
  })
  await vi.waitFor(() => fetch(`http://127.0.0.1:${port}`), { timeout: 20_000, interval: 50 })
  return { lines: () => output.split('\n').filter((line) => line !== '') }
}

test('the receiver of the page takes what is genuine, and nothing else', { timeout: 60_000 }, async ({ api }) => {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}/`
  interface Created {
    readonly createDestination: { readonly destination: { readonly id: string }; readonly secrets: { readonly secret: string } }
  }
  const { createDestination } = await api.query<Created>(create, { url })
  const { lines } = await startReceiver(createDestination.secrets.secret, port)
  expect(
    (await fetch(url, { method: 'POST', body: '{}', headers: { 'webhook-id': 'x', 'webhook-timestamp': String(Date.now() / 1000) } })).status,
  ).toBe(401)
  await api.track({ type: 'track', event: 'Order Completed', userId: 'ada' }, { type: 'identify', userId: 'ada', traits: { plan: 'pro' } })
  await expect.poll(lines, { timeout: 20_000 }).toEqual(['event.track Order Completed ada', 'event.identify  ada'])
  const { id } = createDestination.destination
  expect(await api.query(list, { id })).toMatchObject({ destination: { enabled: true, deliveries: { nodes: [] } } })
  expect(await api.query(replay, { id })).toEqual({ replayDeliveries: { replayed: 0, userErrors: [] } })
})

test('the page says when it is tried again', () => {
  const said = page(PAGE).text.replaceAll(/\s+/g, ' ')
  expect(said).toContain('after 5, 10, 20, 40, 60, 60 and 60 seconds')
  expect(said).toContain('after 5 and 30 minutes, and 2, 5, 10, 14, 20 and 24 hours')
  const written = [...[5, 10, 20, 40, 60, 60, 60], ...[5, 30].map((minutes) => minutes * 60), ...[2, 5, 10, 14, 20, 24].map((hours) => hours * 3600)]
  expect(DELAYS).toEqual(written.map((seconds) => seconds * 1000))
})
