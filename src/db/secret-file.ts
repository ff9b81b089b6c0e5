import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** The JSON of a file that only its owner reads; undefined where there is none. */
export function readSecretFile(path: string): unknown {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined
}

/** Writes it whole or not at all, readable by its owner alone. */
export function writeSecretFile(path: string, content: unknown): void {
  renameSync(writeBeside(path, content), path)
}

/** The same, but only where there is none; of several processes one writes it. */
export function createSecretFile(path: string, content: unknown): void {
  if (existsSync(path)) return
  const written = writeBeside(path, content)
  try {
    // Unlike renaming, linking fails where there is a file already.
    linkSync(written, path)
  } catch (error) {
    if (!existsSync(path)) throw error
  } finally {
    rmSync(written)
  }
}

function writeBeside(path: string, content: unknown): string {
  mkdirSync(dirname(path), { recursive: true })
  const unfinished = `${path}.${process.pid}.new`
  writeFileSync(unfinished, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 })
  return unfinished
}
