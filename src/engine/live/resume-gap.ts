/** The changes after a cursor are no longer kept: read the members again, then go on from now. */
export class ResumeGapError extends Error {
  override readonly name = 'ResumeGapError'
}
