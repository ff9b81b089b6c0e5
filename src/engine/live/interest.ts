import { z } from 'zod'
import { SECOND } from '../clock.ts'

/** What a process wants to hear of beside audiences, which are always announced. */
export const Interest = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('profiles'), workspaceId: z.string() }),
  z.object({
    kind: z.literal('events'),
    workspaceId: z.string(),
    /** Null: all of them. */
    names: z.array(z.string()).nullable(),
    sourceId: z.string().nullable(),
  }),
])
export type Interest = z.infer<typeof Interest>

/** An interest, and where it is to be told. */
export const Announcement = z.object({ topic: z.string(), interest: Interest })
export type Announcement = z.infer<typeof Announcement>

export const ANNOUNCE_EVERY = SECOND
/** An interest that was not announced for so long is over: its process may have died. */
export const LAPSE_AFTER = 5 * SECOND
