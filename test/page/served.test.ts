import { readdirSync } from 'node:fs'
import { request } from 'node:http'
import { describe, expect, test } from 'vitest'
import { startHttpServer } from '../../src/server/http.ts'
import { renderMarkdown } from '../../src/server/page/markdown.ts'
import { pageRoutes } from '../../src/server/page/page-routes.ts'
import { root } from '../docs/page.ts'

const KEY = 'read-key-of-the-demo-"quoted"'

/** Asks a server with nothing but the page, as somebody else would write the headers. */
async function ask(path: string, headers: Record<string, string> = {}, demoKey: string | null = KEY) {
  const server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    routes: pageRoutes({ demoKey }),
    onError: (error) => expect.unreachable(String(error)),
  })
  const answer = await new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: Buffer }>((resolve, reject) => {
    request({ host: '127.0.0.1', port: server.port, path, headers: { host: 'localhost', ...headers } }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }))
    })
      .on('error', reject)
      .end()
  })
  await server.close(0)
  return answer
}

const filledIn = async (headers?: Record<string, string>, demoKey?: string | null) => (await ask('/', headers, demoKey)).body.includes('demo-key')

describe('GET /', () => {
  test('loads nothing from elsewhere and runs nothing inline', async () => {
    const { status, headers, body } = await ask('/')
    expect(status).toBe(200)
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    expect(headers['content-security-policy']).toMatch(/^default-src 'self';/)
    expect(headers['content-security-policy']).not.toContain('unsafe')
    expect(String(body)).not.toMatch(/https?:|<script>|<style| style=| on\w+=/)
  })

  test('has the key of the demo for whoever sits at this machine, and nobody else', async () => {
    expect(String((await ask('/')).body)).toContain('content="read-key-of-the-demo-&#34;quoted&#34;"')
    for (const host of ['localhost:4000', '127.0.0.1', '127.0.0.1:4000', '[::1]:4000']) expect(await filledIn({ host }), host).toBe(true)
    for (const host of ['example.com', 'localhost.example.com', '10.0.0.1', 'evil:4000']) expect(await filledIn({ host }), host).toBe(false)
    for (const name of ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip']) expect(await filledIn({ [name]: '127.0.0.1' }), name).toBe(false)
    expect(await filledIn({}, null)).toBe(false)
  })

  test('is not kept by any cache: it may hold a key', async () => {
    expect((await ask('/')).headers['cache-control']).toBe('no-store')
  })
})

describe('GET /assets/…', () => {
  test('are packed, and named by their content', async () => {
    for (const [name, type] of [
      ['app.js', 'text/javascript; charset=utf-8'],
      ['style.css', 'text/css; charset=utf-8'],
      ['icon.svg', 'image/svg+xml'],
    ]) {
      const plain = await ask(`/assets/${name}`)
      expect(plain.headers['content-type']).toBe(type)
      const packed = await ask(`/assets/${name}`, { 'accept-encoding': 'br, gzip' })
      expect(packed.headers['content-encoding']).toBe('gzip')
      expect(packed.headers.etag).toBe(plain.headers.etag)
      expect((await ask(`/assets/${name}`, { 'if-none-match': String(plain.headers.etag) })).status).toBe(304)
    }
  })

  test('are those three and no others', async () => {
    for (const name of ['main.ts', 'index.html', '..%2f..%2fpackage.json', '']) expect((await ask(`/assets/${name}`)).status).toBe(404)
  })
})

describe('GET /docs/…', () => {
  const pages = [
    'README.md',
    'CONTRIBUTING.md',
    ...readdirSync(`${root}/docs`, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md')),
  ]

  test('shows every page of the guide, and leads to no page that is not there', async () => {
    for (const name of pages) {
      const { status, body } = await ask(`/docs/${name}`)
      expect(status, name).toBe(200)
      const links = [...String(body).matchAll(/href="(\/docs\/[^"#]+)/g)].map(([, href = '']) => href.slice('/docs/'.length))
      expect(links.filter((link) => !pages.includes(link))).toEqual([])
      for (const [, src = ''] of String(body).matchAll(/<img src="([^"]+)"/g)) expect((await ask(src)).headers['content-type']).toBe('image/png')
      expect(String(body), name).not.toContain('```')
    }
  })

  test('has nothing but the guide', async () => {
    for (const name of ['nothing.md', '..%2fpackage.json', 'LICENSE', 'decisions/..%2f..%2fpackage.md'])
      expect((await ask(`/docs/${name}`)).status).toBe(404)
  })

  test('writes as text what looks like markup', () => {
    const html = renderMarkdown('# <b>\n\n`<i>` **bold** [x](javascript:alert(1)) "<script>"\n\n| a \\| b | `c` |\n|---|---|\n| d |', () => null)
    expect(html).toBe(
      '<h1 id="b">&#60;b&#62;</h1>\n<p><code>&#60;i&#62;</code> <strong>bold</strong> x) &#34;&#60;script&#62;&#34;</p>\n' +
        '<div class="wide"><table><thead><tr><th>a | b</th><th><code>c</code></th></tr></thead><tbody><tr><td>d</td></tr></tbody></table></div>',
    )
  })
})
