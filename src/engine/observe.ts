import { type Channel, channel } from 'node:diagnostics_channel'

/** What the program tells whoever counts. */
export interface Observations {
  /** A call or batch was stored, or refused as a whole. */
  readonly intake: { readonly accepted: number; readonly refused: readonly string[] }
  /** A chunk took effect. */
  readonly chunk: { readonly messages: number; readonly seconds: number }
  /** A chunk failed: by a lost race, a shortage, trouble of the database, or by itself. */
  readonly chunkFailed: { readonly kind: string }
  /** Refusals were recorded, each with its code. */
  readonly refusals: readonly string[]
  /** A leaf of so many profiles was read from the events: it was not computed yet, or an edge of its window runs through a bucket. */
  readonly leafRead: { readonly why: 'missing' | 'edge'; readonly profiles: number }
  /** An operation of GraphQL was answered, or a subscription began. The code is that of its first error; the time is null where it says nothing. */
  readonly operation: { readonly type: string; readonly code: string | null; readonly seconds: number | null }
  /** A live connection was opened (1) or closed (-1). */
  readonly connection: { readonly transport: 'websocket' | 'sse'; readonly change: 1 | -1 }
  /** A subscription began (1) or ended (-1). */
  readonly subscription: { readonly change: 1 | -1 }
  /** An attempt to deliver ended. */
  readonly delivery: { readonly destination: string; readonly outcome: string; readonly seconds: number }
  /** A file of an export is whole. */
  readonly exportFile: { readonly rows: number; readonly bytes: number }
  /** A run of an export ended, or was put off. */
  readonly exportRun: { readonly outcome: string; readonly seconds: number }
}

type Kind = keyof Observations

const CHANNELS: Readonly<Record<Kind, Channel>> = {
  intake: channel('tributary.intake'),
  chunk: channel('tributary.chunk'),
  chunkFailed: channel('tributary.chunkFailed'),
  refusals: channel('tributary.refusals'),
  leafRead: channel('tributary.leafRead'),
  operation: channel('tributary.operation'),
  connection: channel('tributary.connection'),
  subscription: channel('tributary.subscription'),
  delivery: channel('tributary.delivery'),
  exportFile: channel('tributary.exportFile'),
  exportRun: channel('tributary.exportRun'),
}

/** Tells whoever counts, which is nobody unless metrics are on; costs next to nothing then. */
export function observe<K extends Kind>(kind: K, what: Observations[K]): void {
  const { [kind]: told } = CHANNELS
  if (told.hasSubscribers) told.publish(what)
}

/** Listens until what it answers is called. */
export function onObserved<K extends Kind>(kind: K, listener: (what: Observations[K]) => void): () => void {
  const hear = (what: unknown) => listener(what as Observations[K])
  CHANNELS[kind].subscribe(hear)
  return () => void CHANNELS[kind].unsubscribe(hear)
}
