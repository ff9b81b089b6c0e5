/** What was opened, to be closed in the opposite order. */
export interface Closing {
  add(close: () => Promise<void> | void): void
  /** Closes everything, once, even if some of it fails; then throws the first failure. */
  close(): Promise<void>
}

export function createClosing(): Closing {
  const opened: (() => Promise<void> | void)[] = []
  let closed: Promise<void> | null = null
  return {
    add: (close) => void opened.push(close),
    close() {
      closed ??= closeAll(opened)
      return closed
    },
  }
}

async function closeAll(opened: (() => Promise<void> | void)[]): Promise<void> {
  const failures: unknown[] = []
  for (let close = opened.pop(); close; close = opened.pop()) {
    try {
      await close()
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
}
