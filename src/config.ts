import { z } from 'zod'

const Key = z
  .string()
  .min(24, 'a key has 24 or more characters')
  .regex(/^[\x21-\x7e]+$/, 'a key has no spaces and only ASCII')
const Role = z.enum(['api', 'worker'])
const LogLevel = z.enum(['debug', 'info', 'warn', 'error', 'silent'])
const Bytes = z
  .string()
  .regex(/^\d+\s*(B|KB|MB|GB)?$/i, 'a number of bytes, such as 2GB or 500000000')
  .transform((text) => {
    const [, digits, unit = 'B'] = /^(\d+)\s*(\w*)$/.exec(text) ?? []
    const power = { B: 0, KB: 1, MB: 2, GB: 3 }[(unit || 'B').toUpperCase()] ?? 0
    return Number(digits) * 1000 ** power
  })

const EncryptionKeys = z.string().transform((text, context) => {
  const keys = text.split(',').map((key) => Buffer.from(key.trim(), 'base64'))
  if (keys.some((key) => key.length !== 32)) context.addIssue({ code: 'custom', message: 'keys of 32 bytes in base64, separated by commas' })
  return keys
})

const Env = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('.tributary'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  ROLES: z
    .string()
    .default('api,worker')
    .transform((text) => text.split(',').map((role) => role.trim()))
    .pipe(z.array(Role).min(1)),
  TRIBUTARY_SECRET_KEY: Key.optional(),
  TRIBUTARY_READ_KEY: Key.optional(),
  TRIBUTARY_WRITE_KEY: Key.optional(),
  INBOX_MAX: Bytes.default(2_000_000_000),
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  DEMO: z.enum(['0', '1']).optional(),
  DEMO_RATE: z.coerce.number().min(0.1).max(1000).default(5),
  LOG_LEVEL: LogLevel.default('info'),
  ENCRYPTION_KEYS: EncryptionKeys.default([]),
  ALLOW_PRIVATE_DESTINATIONS: z.enum(['0', '1']).default('0'),
})

export type Role = z.infer<typeof Role>

export interface Config {
  /** Of the API; a worker alone has its health and metrics there if it was given, else on any free port, so that the two can share a machine. */
  readonly port: number
  readonly workerPort: number
  readonly host: string
  /** Where embedded Postgres and generated keys live. */
  readonly dataDir: string
  /** Absent: Postgres is embedded. */
  readonly databaseUrl: string | undefined
  /** Absent: BullMQ runs on Postgres. */
  readonly redisUrl: string | undefined
  readonly roles: readonly Role[]
  /** The first workspace's keys, taken as they are when the database is empty. */
  readonly keys: { readonly secret?: string | undefined; readonly read?: string | undefined; readonly write?: string | undefined }
  /** Above this many waiting bytes, tracking answers 429. */
  readonly inboxMaxBytes: number
  /** So many proxies in front of HTTP are believed when they say whom a request comes from. */
  readonly trustedProxies: number
  /** Whether there is a second workspace with traffic of its own. */
  readonly demo: boolean
  /** Its events a second. */
  readonly demoRate: number
  readonly logLevel: z.infer<typeof LogLevel>
  /** What secrets are encrypted by in the database: the first encrypts, all decrypt. None: with embedded Postgres one is made up. */
  readonly encryptionKeys: readonly Buffer[]
  /** Whether deliveries may go to private and loopback addresses, and by http. */
  readonly allowPrivateDestinations: boolean
}

/** Called once by each entry point; nothing else in src/ reads the environment. Names every mistake at once. */
export function parseConfig(env: NodeJS.ProcessEnv): Config {
  // An empty variable is an absent one, as shells and compose files treat it.
  const parsed = Env.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')))
  if (!parsed.success) throw new Error(`Invalid environment:\n${z.prettifyError(parsed.error)}`)
  const e = parsed.data
  return {
    port: e.PORT ?? 4000,
    workerPort: e.PORT ?? 0,
    host: e.HOST,
    dataDir: e.DATA_DIR,
    databaseUrl: e.DATABASE_URL,
    redisUrl: e.REDIS_URL,
    roles: [...new Set(e.ROLES)],
    keys: { secret: e.TRIBUTARY_SECRET_KEY, read: e.TRIBUTARY_READ_KEY, write: e.TRIBUTARY_WRITE_KEY },
    inboxMaxBytes: e.INBOX_MAX,
    trustedProxies: e.TRUST_PROXY,
    demo: e.DEMO === undefined ? e.DATABASE_URL === undefined : e.DEMO === '1',
    demoRate: e.DEMO_RATE,
    logLevel: e.LOG_LEVEL,
    encryptionKeys: e.ENCRYPTION_KEYS,
    allowPrivateDestinations: e.ALLOW_PRIVATE_DESTINATIONS === '1',
  }
}
