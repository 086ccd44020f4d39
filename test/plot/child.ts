// Prints the hash of every picture in every form, in another process. Called by picture.test.ts with one backend or the other.
import { createHash } from 'node:crypto'
import '../../lib/ops/methods.ts'
import { backend } from '../../lib/backend/index.ts'
import { pictures } from './pictures.ts'

const hash = (text: string): string => createHash('sha256').update(text).digest('hex')
const hashes: Record<string, string[]> = {}
for (const [name, picture] of Object.entries(pictures())) {
  hashes[name] = [await picture.toSVG(), await picture.toHTML(), picture.toText()].map(hash)
}
console.log(JSON.stringify({ backend: backend.name, hashes }))
