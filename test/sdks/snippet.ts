import { page } from '../docs/page.ts'
import type { TestServer } from '../helpers/server.ts'

/** The code below a heading of docs/sdks.md. */
export function sdkSnippet(heading: string): string {
  const { text } = page('docs/sdks.md')
  const [, section = ''] = text.split(`\n## ${heading}\n`)
  const [, code] = /^```\w+\n(.*?)^```$/ms.exec(section.split('\n## ')[0] ?? '') ?? []
  if (code === undefined) throw new Error(`docs/sdks.md has no code below "${heading}".`)
  return code
}

/** Code of the guide, with the address and the write key of a server. */
export function pointedAt({ url, keys }: TestServer, code: string): string {
  return code.replaceAll('http://localhost:4000', url).replaceAll('WRITE_KEY', keys.write)
}
