import { renderGraphiQL } from '@graphql-yoga/render-graphiql'

const WELCOME = `# Put a key of your workspace into the headers below, then run an operation.
query Welcome {
  viewer { kind scopes }
  pipeline { backlog lagMs }
  audiences(first: 10) { nodes { key name status size } }
}
`

// The page sends the headers of its editor with HTTP only; on a socket they belong into the first message.
const SOCKET_HEADERS = `<script>
  const send = WebSocket.prototype.send
  WebSocket.prototype.send = function (data) {
    const message = JSON.parse(data)
    if (message.type !== 'connection_init') return send.call(this, data)
    const { tabs, activeTabIndex } = JSON.parse(localStorage.getItem('graphiql:tabState') ?? '{"tabs":[]}')
    const headers = JSON.parse(tabs[activeTabIndex]?.headers || '{}')
    send.call(this, JSON.stringify({ ...message, payload: { ...headers, ...message.payload } }))
  }
</script>`

let page: string | undefined

/** The page for browsers: everything is in it, so that it works without a network. */
export function graphiqlPage(): string {
  page ??= renderGraphiQL({
    title: 'Tributary',
    defaultQuery: WELCOME,
    headers: '{\n  "authorization": "Bearer YOUR_KEY"\n}',
    shouldPersistHeaders: true,
    subscriptionsProtocol: 'WS',
    credentials: 'omit',
  }).replace('<script>', `${SOCKET_HEADERS}<script>`)
  return page
}
