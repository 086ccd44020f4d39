#!/usr/bin/env node
// The program `thalweg`, built to dist/cli.mjs.
import { main } from './main.ts'

void main(process.argv.slice(2), {
  out: (line) => console.log(line),
  error: (line) => console.error(line)
}).then((code) => {
  process.exitCode = code
})
