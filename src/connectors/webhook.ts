import { createHmac, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { address, defineConnector, secret } from './contract.ts'

const SECRET_PREFIX = 'whsec_'
const SECRET = /^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/

/** Standard Webhooks, to the letter: https://www.standardwebhooks.com. */
export const webhook = defineConnector({
  slug: 'webhook',
  name: 'Webhook',
  description: 'POSTs each event and each change of an audience or a computed trait as signed JSON, as Standard Webhooks says.',
  settings: z.object({
    url: address().describe('Where to POST to.'),
    secret: secret(z.string().regex(SECRET, 'whsec_ and 24 to 64 bytes in base64'))
      .optional()
      .describe('What signatures are made with: whsec_ and 24 to 64 bytes in base64. Generated when it is left out.'),
  }),
  complete: (settings) => ({ ...settings, secret: settings.secret ?? `${SECRET_PREFIX}${randomBytes(32).toString('base64')}` }),
  deliver({ settings, delivery, fetch, signal }) {
    const { id, at, payload, outOfOrder } = delivery
    const body = JSON.stringify({ type: typeOf(delivery), timestamp: payload.timestamp, data: payload })
    const seconds = String(Math.floor(at.getTime() / 1000))
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Tributary',
      'webhook-id': id,
      'webhook-timestamp': seconds,
      'webhook-signature': sign(settings.secret ?? '', `${id}.${seconds}.${body}`),
      ...(outOfOrder && { 'tributary-out-of-order': 'true' }),
    }
    return fetch(settings.url, { method: 'POST', body, headers, signal })
  },
})

const sign = (secret: string, signed: string): string =>
  `v1,${createHmac('sha256', Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64'))
    .update(signed)
    .digest('base64')}`

function typeOf({
  kind,
  payload,
}: {
  readonly kind: 'event' | 'audience' | 'trait'
  readonly payload: { readonly type: string; readonly event?: string }
}): string {
  switch (kind) {
    case 'event':
      return `event.${payload.type}`
    case 'audience':
      return payload.event === 'Audience Entered' ? 'audience.entered' : 'audience.exited'
    case 'trait':
      return 'trait.computed'
  }
}
