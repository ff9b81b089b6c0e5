import { renderGraphiQL } from '@graphql-yoga/render-graphiql'

const WELCOME = `# Put a key of your workspace into the headers below, then run an operation.
query Welcome {
  viewer { kind scopes }
  pipeline { backlog lagMs }
  audiences(first: 10) { nodes { key name status size } }
}
`

let page: string | undefined

/** The page for browsers: everything is in it, so that it works without a network. */
export function graphiqlPage(): string {
  page ??= renderGraphiQL({
    title: 'Tributary',
    defaultQuery: WELCOME,
    headers: '{\n  "authorization": "Bearer YOUR_KEY"\n}',
    // The first executor of the page looks where it was served from.
    subscriptionsProtocol: 'WS',
    credentials: 'omit',
    shouldPersistHeaders: true,
  })
  return page
}
