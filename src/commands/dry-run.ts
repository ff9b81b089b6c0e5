import type { Input } from './import-input.ts'
import { count } from './import-progress.ts'
import type { Say } from './log.ts'

const SHOWN = 3
const SHOWN_REFUSALS = 10

/** Says what the first group of a file would become, and stores nothing. */
export async function dryRun({ file, format }: Input, say: Say): Promise<void> {
  let taken = 0
  let refused = 0
  for await (const { lines } of format.read(file, { offset: 0, lines: 0 }).groups) {
    for (const line of lines) {
      const read = format.call(line, `import-${file.digest.slice(0, 32)}-${line.number}`)
      switch (read.kind) {
        case 'blank':
          break
        case 'call':
          if (taken++ < SHOWN) say(JSON.stringify(JSON.parse(read.json.toString()), null, 2))
          break
        case 'refused':
          if (refused++ < SHOWN_REFUSALS) say(`Line ${line.number}: ${read.rejection.message}`)
      }
    }
    break
  }
  say(`Of the first ${count(taken + refused)}: ${count(taken)} would be taken, ${count(refused)} refused. Nothing was stored.`)
}
