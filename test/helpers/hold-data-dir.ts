// Run as a program of its own, to be killed: holds the data folder it is given until it ends.
import { startEmbedded } from '../../src/db/embedded.ts'

const embedded = await startEmbedded({
  dataDir: process.argv[2] ?? '',
  log: (line) => process.stdout.write(`${line}\n`),
  onLost: () => process.exit(1),
})
process.stdout.write(`${embedded.kind}\n`)
// Nothing else keeps the process alive.
setInterval(() => {}, 60_000)
