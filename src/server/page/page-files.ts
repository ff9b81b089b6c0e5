import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

const FOLDER = new URL('../../page/', import.meta.url)
const pack = promisify(gzip)

export interface PageFile {
  readonly type: string
  readonly body: Buffer
  readonly gzip: Buffer
  /** Changes with the content. */
  readonly etag: string
}

/** What the page loads, by name. */
export type PageFiles = ReadonlyMap<string, PageFile>

/** Bundles the program and its style. Takes a moment, so it is done once, and only when somebody looks. */
export async function buildPageFiles(): Promise<PageFiles> {
  const [bundled, icon] = await Promise.all([bundle(), readFile(new URL('icon.svg', FOLDER))])
  const files = [...bundled, { name: 'icon.svg', body: icon }].map(async ({ name, body }) => [name, await pageFile(name, body)] as const)
  return new Map(await Promise.all(files))
}

export const readPage = (): Promise<string> => readFile(new URL('index.html', FOLDER), 'utf8')

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

async function pageFile(name: string, body: Buffer): Promise<PageFile> {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  return { type: TYPES[extname(name)] ?? 'application/octet-stream', body, gzip: await pack(body), etag }
}

async function bundle(): Promise<{ readonly name: string; readonly body: Buffer }[]> {
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    entryPoints: { app: fileURLToPath(new URL('main.ts', FOLDER)), style: fileURLToPath(new URL('style.css', FOLDER)) },
    outdir: fileURLToPath(FOLDER),
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2023',
    legalComments: 'none',
    logLevel: 'silent',
  })
  return outputFiles.map(({ path, contents }) => ({ name: basename(path), body: Buffer.from(contents) }))
}
