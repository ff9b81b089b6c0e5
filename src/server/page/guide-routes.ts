import { readFile } from 'node:fs/promises'
import { posix } from 'node:path'
import { HttpError } from '../http-error.ts'
import { pathOf, type Route } from '../route.ts'
import { escapeHtml, renderMarkdown } from './markdown.ts'
import { PROTECTION } from './protection.ts'

const ROOT = new URL('../../../', import.meta.url)
/** By their addresses here: those of the repository, with `docs/` in front of what is beside it. */
const AT_THE_ROOT = ['README.md', 'CONTRIBUTING.md']
const NAME = /^([\w-]+\/)?[\w-]+\.(md|png)$/

/** The guide, as it is in the repository, under /docs/. */
export function guideRoutes(): Route[] {
  return ['/docs/*', '/docs/*/*'].map((path) => ({
    method: 'GET',
    path,
    async handle(request, response) {
      const file = fileOf(pathOf(request).slice('/docs/'.length))
      const content = file && (await readFile(new URL(file, ROOT)).catch(() => null))
      if (!file || content === null) throw new HttpError({ status: 404, code: 'not_found', message: 'The guide has no such page.' })
      const isPage = file.endsWith('.md')
      response.writeHead(200, { ...PROTECTION, 'content-type': isPage ? 'text/html; charset=utf-8' : 'image/png', 'cache-control': 'no-cache' })
      response.end(isPage ? pageOf(file, String(content)) : content)
    },
  }))
}

const fileOf = (name: string): string | null => (AT_THE_ROOT.includes(name) ? name : NAME.test(name) ? `docs/${name}` : null)

/** The address of a page that another one links to. */
function resolveFrom(file: string, href: string): string | null {
  if (/^https?:/.test(href) || href.startsWith('#')) return href
  const [path = '', anchor] = href.split('#')
  const target = posix.join(posix.dirname(file), path).replace(/\/$/, '/README.md')
  const name = target.startsWith('docs/') ? target.slice('docs/'.length) : target
  return fileOf(name) === target ? `/docs/${name}${anchor === undefined ? '' : `#${anchor}`}` : null
}

function pageOf(file: string, text: string): string {
  const title = /^# (.*)$/m.exec(text)?.[1] ?? file
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)} · Tributary</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/style.css">
</head>
<body data-state="reading">
<header class="bar"><a class="brand" href="/">Tributary</a><nav aria-label="Elsewhere"><a href="/graphql">GraphiQL</a><a href="/docs/README.md">Guide</a></nav></header>
<main class="guide">
${renderMarkdown(text, (href) => resolveFrom(file, href))}
</main>
</body>
</html>
`
}
