import { z } from 'zod'

/** As much of a Response as is needed to tell what became of a request. */
export interface Answer {
  readonly ok: boolean
  readonly status: number
  readonly headers: { get(name: string): string | null }
  text(): Promise<string>
  json(): Promise<unknown>
}

/** What a connector sends with: `fetch` as everybody knows it, but guarded by the engine, which allows no redirects and cuts long answers. */
export type Fetch = (url: string | URL, init?: RequestInit) => Promise<Answer>

/** What is delivered: a call of the tracking spec as Segment's destinations get it; a change of an audience is a `track` of Audience Entered or Exited, one of a computed trait of Trait Computed. */
export interface Payload {
  readonly type: 'track' | 'identify' | 'page' | 'screen' | 'group' | 'alias'
  /** Of `track`. */
  readonly event?: string
  readonly messageId: string
  /** ISO 8601, as are all moments. */
  readonly timestamp: string
  readonly [field: string]: unknown
}

/** One attempt at one delivery. */
export interface Delivery {
  /** The same for every attempt, so that whoever receives it twice can tell. */
  readonly id: string
  /** Counts from 1. */
  readonly attempt: number
  /** When this attempt is made. */
  readonly at: Date
  /** Others about the same profile may have been sent before it that came after it. */
  readonly outOfOrder: boolean
  readonly kind: 'event' | 'audience' | 'trait'
  readonly payload: Payload
}

export interface Call<Settings> {
  readonly settings: Settings
  readonly delivery: Delivery
  readonly fetch: Fetch
  /** Aborted when the attempt has taken too long, or the worker stops. */
  readonly signal: AbortSignal
}

export interface Definition<Shape extends z.ZodRawShape> {
  /** Its name in programs, never changed. */
  readonly slug: string
  readonly name: string
  readonly description: string
  /** Fields that are made by `secret` are never shown again, those by `address` are where it sends to. Of these two kinds at the top level. */
  readonly settings: z.ZodObject<Shape>
  /** Fills in what the user may leave to us, such as a secret. */
  complete?(settings: z.infer<z.ZodObject<Shape>>): z.infer<z.ZodObject<Shape>>
  /** Sends one delivery and gives back the answer; the engine decides by it whether to try again. Does nothing else: no retries, no state. */
  deliver(call: Call<z.infer<z.ZodObject<Shape>>>): Promise<Answer>
}

/** A connector as the engine sees it: its settings are known to nobody but itself. */
export interface Connector {
  readonly slug: string
  readonly name: string
  readonly description: string
  readonly settings: z.ZodObject
  /** Checks the settings and completes them; throws a ZodError. */
  configure(settings: unknown): { readonly [field: string]: unknown }
  /** Sends by settings that were configured before. */
  open(settings: unknown): (call: Omit<Call<unknown>, 'settings'>) => Promise<Answer>
}

export function defineConnector<Shape extends z.ZodRawShape>(definition: Definition<Shape>): Connector {
  const { slug, name, description, settings: schema, complete = (settings) => settings, deliver } = definition
  // What is no setting is a mistake of whoever wrote it.
  const strict = schema.strict() as z.ZodObject<Shape>
  return {
    slug,
    name,
    description,
    settings: strict as z.ZodObject,
    configure: (settings) => complete(strict.parse(settings)),
    open(given) {
      const settings = schema.parse(given)
      return (call) => deliver({ ...call, settings })
    },
  }
}

const kinds = z.registry<{ readonly kind: 'secret' | 'address' }>()

/** Marks a setting that nobody may read again. */
export const secret = (schema: z.ZodString): z.ZodString => schema.register(kinds, { kind: 'secret' })

/** A setting that is the address that is sent to. */
export const address = (): z.ZodURL => z.url({ protocol: /^https?$/ }).register(kinds, { kind: 'address' })

/** The names of the settings of a kind. */
export function settingsOf({ settings }: Connector, kind: 'secret' | 'address'): string[] {
  return Object.entries(settings.shape).flatMap(([field, schema]) => (kindOf(schema) === kind ? [field] : []))
}

/** The JSON Schema of the settings; secrets are write-only. */
export function schemaOfSettings(connector: Connector): object {
  const schema = z.toJSONSchema(connector.settings, { io: 'input' })
  for (const field of settingsOf(connector, 'secret')) Object.assign(schema.properties?.[field] ?? {}, { writeOnly: true })
  return schema
}

function kindOf(schema: unknown): string | undefined {
  const inner = schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable ? schema.unwrap() : schema
  return inner instanceof z.ZodType ? kinds.get(inner)?.kind : undefined
}
