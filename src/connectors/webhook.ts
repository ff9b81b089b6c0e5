import { randomBytes } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { z } from 'zod'
import { address, defineConnector, secret } from './contract.ts'

const SECRET = /^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/

/** Standard Webhooks, to the letter: https://www.standardwebhooks.com. */
export const webhook = defineConnector({
  slug: 'webhook',
  name: 'Webhook',
  description: 'POSTs each event and each change of an audience as signed JSON, as Standard Webhooks says.',
  settings: z.object({
    url: address().describe('Where to POST to.'),
    secret: secret(z.string().regex(SECRET, 'whsec_ and 24 to 64 bytes in base64'))
      .optional()
      .describe('What signatures are made with: whsec_ and 24 to 64 bytes in base64. Generated when it is left out.'),
  }),
  complete: (settings) => ({ ...settings, secret: settings.secret ?? `whsec_${randomBytes(32).toString('base64')}` }),
  deliver({ settings, delivery, fetch, signal }) {
    const { id, at, payload, outOfOrder } = delivery
    const body = JSON.stringify({ type: typeOf(delivery), timestamp: payload.timestamp, data: payload })
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Tributary',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(settings.secret ?? '').sign(id, at, body),
      ...(outOfOrder && { 'tributary-out-of-order': 'true' }),
    }
    return fetch(settings.url, { method: 'POST', body, headers, signal })
  },
})

function typeOf({
  kind,
  payload,
}: {
  readonly kind: 'event' | 'audience'
  readonly payload: { readonly type: string; readonly event?: string }
}): string {
  switch (kind) {
    case 'event':
      return `event.${payload.type}`
    case 'audience':
      return payload.event === 'Audience Entered' ? 'audience.entered' : 'audience.exited'
  }
}
