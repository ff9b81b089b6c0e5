import { spawnSync } from 'node:child_process'
import { createServer } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { type Connector, type Delivery, schemaOfSettings, settingsOf } from '../../src/connectors/contract.ts'
import { connectors } from '../../src/connectors/index.ts'
import { attempt } from '../../src/engine/delivery/attempt.ts'
import { createGuardedFetch } from '../../src/engine/delivery/guarded-fetch.ts'
import { masked } from '../../src/engine/delivery/manage-destinations.ts'
import { type Answer, startFarEnd, status } from '../helpers/far-end.ts'

/** Settings of each connector that lead to the far end; whoever adds a connector adds them here. */
const SETTINGS: Readonly<Record<string, (url: string) => object>> = {
  webhook: (url) => ({ url, secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=' }),
}

const ROOT = new URL('../..', import.meta.url)
const EVENT: Delivery = {
  ...{ id: 'dlv_1', attempt: 1, at: new Date('2026-11-25T12:00:00Z'), outOfOrder: false, kind: 'event' },
  payload: {
    type: 'track',
    event: 'Order Completed',
    messageId: 'm1',
    timestamp: '2026-11-25T11:59:00.000Z',
    userId: 'ada',
    properties: { total: 5 },
  },
}
const PAYLOADS: readonly Delivery[] = [
  EVENT,
  ...(['identify', 'page', 'screen', 'group', 'alias'] as const).map((type) => ({ ...EVENT, payload: { ...EVENT.payload, type } })),
  ...(['Audience Entered', 'Audience Exited'] as const).map((event) => ({
    ...EVENT,
    kind: 'audience' as const,
    payload: { ...EVENT.payload, event },
  })),
]

describe.each([...connectors.values()])('the connector $slug', (connector) => {
  const settingsFor = (url: string) => connector.configure(SETTINGS[connector.slug]?.(url) ?? {})

  async function send(url: string, { delivery = EVENT, signal = AbortSignal.timeout(10_000) } = {}) {
    const { fetch, close } = createGuardedFetch({ allowPrivate: true })
    onTestFinished(close)
    return attempt({ deliver: connector.open(settingsFor(url)), delivery, fetch, signal })
  }

  async function farEnd(answer?: Answer) {
    const end = await startFarEnd(answer)
    onTestFinished(end.close)
    return end
  }

  test('is registered under its slug, and says what it is', () => {
    expect(connectors.get(connector.slug)).toBe(connector)
    expect(connector.slug).toMatch(/^[a-z][a-z0-9-]*$/)
    expect(connector.name).not.toBe('')
    expect(connector.description).toMatch(/\.$/)
    for (const field of Object.values(connector.settings.shape) as { description?: string }[]) expect(field.description).toMatch(/\.$/)
  })

  test('does nothing when it is imported', () => {
    const script = `const before = process.getActiveResourcesInfo().length
      await import('./src/connectors/${connector.slug}.ts')
      if (process.getActiveResourcesInfo().length > before) throw new Error('It has opened something.')`
    const options = { cwd: ROOT, encoding: 'utf8' as const }
    const { status: code, stderr } = spawnSync(process.execPath, ['--import', './bin/typescript.mjs', '--input-type=module', '-e', script], options)
    expect([code, stderr]).toEqual([0, ''])
  })

  test('takes its own settings, also those it has completed, and refuses what is none', () => {
    const settings = settingsFor('https://example.com/')
    expect(connector.configure(settings)).toEqual(settings)
    expect(JSON.parse(JSON.stringify(settings))).toEqual(settings)
    for (const wrong of [
      null,
      5,
      [],
      { ...settings, more: 1 },
      ...settingsOf(connector, 'address').map((field) => ({ ...settings, [field]: 'no address' })),
    ])
      expect(() => connector.configure(wrong), JSON.stringify(wrong)).toThrow(expect.objectContaining({ name: 'ZodError' }))
  })

  test('hides its secrets', () => {
    const settings = settingsFor('https://example.com/')
    const shown = JSON.stringify(masked(connector, settings as never))
    for (const field of settingsOf(connector, 'secret')) {
      expect(shown).not.toContain(String(settings[field]))
      expect(schemaOfSettings(connector)).toMatchObject({ properties: { [field]: { writeOnly: true } } })
    }
    // A setting that is called a secret is one.
    const suspicious = Object.keys(connector.settings.shape).filter((field) => /secret|token|password|key$/i.test(field))
    expect(settingsOf(connector, 'secret')).toEqual(expect.arrayContaining(suspicious))
  })

  test.each(PAYLOADS)('delivers $payload.type $payload.event with its id, the same at every attempt', async (delivery) => {
    const end = await farEnd()
    expect(await send(end.url, { delivery })).toEqual({ kind: 'delivered' })
    expect(await send(end.url, { delivery: { ...delivery, attempt: 2, at: new Date('2026-11-25T13:00:00Z') } })).toEqual({ kind: 'delivered' })
    for (const { headers, body } of end.received) expect(JSON.stringify(headers) + body).toContain(delivery.id)
  })

  test.each([
    [204, 'delivered'],
    [400, 'refused'],
    [429, 'failed'],
    [500, 'failed'],
    [503, 'failed'],
  ])('hands back an answer of %i as it is', async (code, kind) => {
    const end = await farEnd(status(code))
    expect(await send(end.url)).toMatchObject({ kind })
    expect(end.received).toHaveLength(1)
  })

  test('follows no redirect', async () => {
    const other = await farEnd()
    const end = await farEnd(status(307, { location: other.url }))
    expect(await send(end.url)).toMatchObject({ kind: 'failed', error: expect.stringContaining('HTTP 307') })
    expect(other.received).toEqual([])
  })

  test('survives an answer of 10 MB, and shows little of it', async () => {
    const end = await farEnd(status(200, {}, 'x'.repeat(1e7)))
    expect(await send(end.url)).toEqual({ kind: 'delivered' })
    end.answer(status(500, {}, 'x'.repeat(1e7)))
    const outcome = await send(end.url)
    expect(JSON.stringify(outcome).length).toBeLessThan(400)
  })

  test.each<[string, Answer]>([
    ['no answer', () => {}],
    ['one that never ends', (response) => void response.writeHead(200).write('x')],
    [
      'one that trickles',
      (response) => {
        const timer = setInterval(() => response.write('x'), 20)
        response.on('close', () => clearInterval(timer))
      },
    ],
  ])('gives up when it is told to: %s', async (_what, answer) => {
    const end = await farEnd(answer)
    expect(await send(end.url, { signal: AbortSignal.timeout(300) })).toMatchObject({ kind: 'failed', error: expect.stringContaining('timeout') })
  })

  test('takes a far end that is not there, hangs up, or is not who it should be, for a failure', async () => {
    const rude = createServer((socket) => socket.destroy())
    await new Promise<void>((resolve) => rude.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void rude.close())
    const { port } = rude.address() as { port: number }
    expect(await send(`http://127.0.0.1:${port}/`)).toMatchObject({ kind: 'failed' })
    expect(await send(`https://127.0.0.1:${port}/`)).toMatchObject({ kind: 'failed' })
    expect(await send('http://127.0.0.1:1/')).toMatchObject({ kind: 'failed', error: expect.stringContaining('ECONNREFUSED') })
    const end = await farEnd()
    expect(await send(end.url.replace('http:', 'https:'))).toMatchObject({ kind: 'failed' })
    expect(end.received).toEqual([])
  })
})

test('every connector has settings to be tested with', () => {
  expect(Object.keys(SETTINGS).sort()).toEqual([...connectors.keys()].sort())
  expect([...connectors.values()].every((connector: Connector) => connector.slug in SETTINGS)).toBe(true)
})
