// Run as a program of its own, to be killed: imports the file it is given, and says so whenever it has stored some of it.
import { connect } from '../../src/db/db.ts'
import { openCsv } from '../../src/engine/import/csv/csv-format.ts'
import { importFile } from '../../src/engine/import/import-file.ts'
import { NDJSON } from '../../src/engine/import/import-format.ts'
import { openSourceFile } from '../../src/engine/import/source-file.ts'

const [url = '', path = '', workspaceId = '', sourceId = ''] = process.argv.slice(2)
const db = connect(url, { max: 3, name: 'import' })
const say = (line: unknown) => process.stdout.write(`${JSON.stringify(line)}\n`)
const source = await openSourceFile(path)
const { file, format } = /\.csv(\.gz)?$/.test(path) ? await openCsv(source, {}) : { file: source, format: NDJSON }
say(await importFile({ db, workspaceId, sourceId, hints: { wake() {} }, file, format, again: false, room: async () => {}, onProgress: say }))
await db.close()
