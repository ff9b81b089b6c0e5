// Everybody in an audience, page by page, as NDJSON: `> members.ndjson`.
//   READ_KEY=… node examples/export-members.mjs [AUDIENCE_KEY]
const { TRIBUTARY_URL = 'http://localhost:4000', READ_KEY = '' } = process.env
const [key = 'big_spenders'] = process.argv.slice(2)

const query = `query Members($key: String!, $after: String) {
  audience(by: { key: $key }) {
    members(first: 250, after: $after) {
      nodes { since profile { id traits } }
      pageInfo { hasNextPage endCursor }
    }
  }
}`

async function page(after) {
  const response = await fetch(`${TRIBUTARY_URL}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${READ_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { key, after } }),
  })
  const { data, errors } = await response.json()
  if (errors) throw new Error(errors.map(({ message }) => message).join(' '))
  if (!data.audience) throw new Error(`There is no audience ${key}.`)
  return data.audience.members
}

let after = null
let more = true
while (more) {
  const { nodes, pageInfo } = await page(after)
  for (const { since, profile } of nodes) console.log(JSON.stringify({ since, id: profile.id, ...profile.traits }))
  after = pageInfo.endCursor
  more = pageInfo.hasNextPage
}
