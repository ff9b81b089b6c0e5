import { randomBytes } from 'node:crypto'
import { withClient } from './postgres.ts'

/** A database without any table, on the server of the given one. */
export async function emptyDatabase(serverUrl: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `test_empty_${randomBytes(6).toString('hex')}`
  const admin = new URL(serverUrl)
  admin.pathname = '/postgres'
  await withClient(admin.href, (client) => client.query(`create database ${name} template template0`))
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => withClient(admin.href, async (client) => void (await client.query(`drop database ${name} with (force)`))) }
}
