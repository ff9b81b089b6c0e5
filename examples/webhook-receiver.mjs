// The far end of a webhook: checks the signature, takes each delivery once, answers soon.
//   WEBHOOK_SECRET=whsec_… node examples/webhook-receiver.mjs
import { createServer } from 'node:http'
import { Webhook } from 'standardwebhooks'

const { WEBHOOK_SECRET = '', PORT = '4001' } = process.env
const webhook = new Webhook(WEBHOOK_SECRET)
// Deliveries come at least once: one that was answered too late comes again, with the same id. Yours belong into your database.
const seen = new Set()

const server = createServer((request, response) => {
  const chunks = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', () => {
    try {
      // The text as it came: what is parsed and written again may differ.
      const { type, data } = webhook.verify(Buffer.concat(chunks).toString(), request.headers)
      const id = request.headers['webhook-id']
      if (!seen.has(id)) console.log(type, data.userId ?? data.anonymousId ?? '', data.properties?.audience_key ?? data.event ?? '')
      seen.add(id)
      response.writeHead(204).end()
    } catch {
      response.writeHead(401).end()
    }
  })
})
server.listen(Number(PORT), '127.0.0.1', () => console.log(`Listening on ${PORT}.`))
