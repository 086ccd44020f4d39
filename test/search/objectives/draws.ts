// What a tensor drawn at random holds: it depends on the seed that the search has given.
import { rand } from '../../../lib/index.ts'

export default function draws(): number {
  return rand([1]).item()
}
