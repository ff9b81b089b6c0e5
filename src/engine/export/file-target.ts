import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { type Sink, type Target, TargetError } from './target.ts'

/** The folder of a run's files. */
export const folderOf = (dataDir: string, runId: string): string => join(dataDir, 'exports', runId)

/** Files in a folder, which only their owner reads. */
export async function fileTarget(folder: string): Promise<Target> {
  await orTargetError(async () => {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    // What somebody who was killed has left.
    for (const name of await readdir(folder)) if (name.endsWith(UNFINISHED)) await rm(join(folder, name), { force: true })
  })
  return { open: (name) => openFile(join(folder, name)) }
}

const UNFINISHED = '.unfinished'

/** A file that appears under its name once it is whole and on the disk. */
export async function openFile(path: string): Promise<Sink> {
  // Of a name of its own, so that one who should have given up cannot write into it.
  const unfinished = `${path}.${randomBytes(4).toString('hex')}${UNFINISHED}`
  const file = await orTargetError(() => open(unfinished, 'wx', 0o600))
  return {
    write: (bytes) => orTargetError(() => file.writeFile(bytes)),
    finish: () =>
      orTargetError(async () => {
        await file.sync()
        await file.close()
        await rename(unfinished, path)
        await syncFolder(dirname(path))
      }),
    async discard() {
      await file.close().catch(() => {})
      await rm(unfinished, { force: true }).catch(() => {})
    },
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  await folder.sync().finally(() => folder.close())
}

async function orTargetError<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const { code = 'unknown', path } = error as NodeJS.ErrnoException
    throw new TargetError(`${path ? basename(path) : 'The file'} cannot be written: ${code}.`, { permanent: false, cause: error })
  }
}
