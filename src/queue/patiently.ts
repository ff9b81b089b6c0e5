const PATIENCE = 2_000

/** Waits for what needs the server to answer, but not for long: while it is away BullMQ waits for ever, and closing must end. */
export async function patiently(work: PromiseLike<unknown> | null): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, PATIENCE)
  })
  try {
    await Promise.race([work, enough])
  } finally {
    clearTimeout(timer)
  }
}
