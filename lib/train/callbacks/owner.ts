// Which run a checkpoint belongs to. Called by modelCheckpoint.ts.
import { open } from 'node:fs/promises'
import { readFully } from '../../util/files.ts'

/** The id of the run that wrote a checkpoint: '' in files of earlier versions, null if missing or not a checkpoint. */
export async function ownerOf(path: string): Promise<string | null> {
  try {
    const file = await open(path, 'r')
    try {
      const prefix = new Uint8Array(8)
      await readFully(file, prefix, 0)
      const length = Number(new DataView(prefix.buffer).getBigUint64(0, true))
      if (length > (await file.stat()).size) return null
      const header = new Uint8Array(length)
      await readFully(file, header, 8)
      const { __metadata__: metadata } = JSON.parse(Buffer.from(header).toString())
      const run: unknown = JSON.parse(metadata['thalweg.state']).position.run
      return typeof run === 'string' ? run : ''
    } finally {
      await file.close()
    }
  } catch {
    return null
  }
}
