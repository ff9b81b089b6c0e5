import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Program {
  readonly child: ChildProcess
  /** What it has printed so far, on either stream. */
  output(): string
  /** Resolves when it has printed this; rejects when it ends without. */
  printed(text: string): Promise<string>
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>
}

/** Runs the program as a user does, with these variables and none of ours. */
export function runProgram(args: readonly string[], env: Readonly<Record<string, string>>): Program {
  const child = spawn(process.execPath, ['bin/tributary.mjs', ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const ended = once(child, 'close').then(([code, signal]) => code ?? signal)
  const printed = async (text: string) => {
    while (!output.includes(text)) {
      const over = await Promise.race([
        ended.then(() => true),
        once(child.stdout, 'data').then(() => false),
        once(child.stderr, 'data').then(() => false),
      ])
      if (over && !output.includes(text)) throw new Error(`It ended without printing ${JSON.stringify(text)}:\n${output}`)
    }
    return output
  }
  return { child, output: () => output, printed, ended }
}
