// Which run a checkpoint belongs to. Called by modelCheckpoint.ts.
import { readMetadata } from '../../checkpoint/safetensors.ts'

/** What `ownerOf` says of a file that is not a readable checkpoint of a run: nobody may write over it. */
export const FOREIGN = 'another program'

/** The id of the run that wrote a checkpoint: '' in files of earlier versions, null if there is no such file. */
export async function ownerOf(path: string): Promise<string | null> {
  try {
    const metadata = await readMetadata(path)
    const run: unknown = JSON.parse(metadata['thalweg.state']!).position.run
    return typeof run === 'string' ? run : ''
  } catch (error) {
    // Only a file that is not there leaves its name free: one that cannot be read may be anything.
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : FOREIGN
  }
}
