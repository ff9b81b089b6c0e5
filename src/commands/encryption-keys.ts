import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import type { Config } from '../config.ts'
import { createSecretFile, readSecretFile } from '../db/secret-file.ts'

const KeyFile = z.object({ key: z.base64() })

/** What secrets are encrypted by. Beside an embedded Postgres there is always a key, in a file of its own; one that is given goes before it. */
export function encryptionKeys({
  encryptionKeys: given,
  databaseUrl,
  dataDir,
}: Pick<Config, 'encryptionKeys' | 'databaseUrl' | 'dataDir'>): readonly Buffer[] {
  if (databaseUrl !== undefined) return given
  const file = join(dataDir, 'encryption-key.json')
  createSecretFile(file, { key: randomBytes(32).toString('base64') })
  return [...given, Buffer.from(KeyFile.parse(readSecretFile(file)).key, 'base64')]
}
