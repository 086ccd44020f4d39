// Which run a checkpoint belongs to. Called by modelCheckpoint.ts.
import { open } from 'node:fs/promises'
import { readFully } from '../../util/files.ts'

/** What `ownerOf` says of a file that is not a readable checkpoint of a run: nobody may write over it. */
export const FOREIGN = 'another program'

/** The id of the run that wrote a checkpoint: '' in files of earlier versions, null if there is no such file. */
export async function ownerOf(path: string): Promise<string | null> {
  try {
    const file = await open(path, 'r')
    try {
      const prefix = new Uint8Array(8)
      await readFully(file, prefix, 0)
      const length = Number(new DataView(prefix.buffer).getBigUint64(0, true))
      if (8 + length > (await file.stat()).size) return FOREIGN
      const header = new Uint8Array(length)
      await readFully(file, header, 8)
      const { __metadata__: metadata } = JSON.parse(Buffer.from(header).toString())
      const run: unknown = JSON.parse(metadata['thalweg.state']).position.run
      return typeof run === 'string' ? run : ''
    } finally {
      await file.close()
    }
  } catch (error) {
    // Only a file that is not there leaves its name free: one that cannot be read may be anything.
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : FOREIGN
  }
}
