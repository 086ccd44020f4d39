// The entry of `npm run bench`, built to dist/bench.mjs.
import { bench } from './main.ts'

bench(process.argv.slice(2), { out: (line) => console.log(line), note: (line) => console.error(line) }).then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    console.error(error)
    process.exitCode = 1
  }
)
