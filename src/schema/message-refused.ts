import { DomainError } from '../engine/errors.ts'
import type { RejectedMessage } from '../engine/ingest/inspect-body.ts'

/** A message of a batch that cannot be taken; the others are. */
export class MessageRefusedError extends DomainError {
  readonly code = 'MESSAGE_REFUSED'
  readonly index: number
  readonly refusalCode: string
  readonly messageId: string | null

  constructor({ index, code, message, messageId }: RejectedMessage) {
    super(message, index === null ? ['batch'] : ['batch', String(index)])
    this.index = index ?? 0
    this.refusalCode = code
    this.messageId = messageId
  }
}
