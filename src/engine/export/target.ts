/** Where the files of a run go. */
export interface Target {
  /** Begins a file; one of the same name that was not finished is begun anew. */
  open(name: string): Promise<Sink>
}

/** One file being written. It is there once it is finished, or not at all. */
export interface Sink {
  write(bytes: Buffer): Promise<void>
  finish(): Promise<void>
  /** Gives up what was written. */
  discard(): Promise<void>
}

/** The place that is written to does not take it. */
export class TargetError extends Error {
  /** Trying again would change nothing. */
  readonly permanent: boolean

  constructor(message: string, { permanent, ...options }: ErrorOptions & { readonly permanent: boolean }) {
    super(message, options)
    this.name = 'TargetError'
    this.permanent = permanent
  }
}
