#!/usr/bin/env node
// The program `thalweg`, built to dist/cli.mjs.
import { main } from './main.ts'

// If a promise that the command awaits never settles, Node.js exits because nothing is left to do.
process.exitCode = 1
const lost = (): void =>
  console.error('thalweg: the program ended before the run did: something it awaits, such as the data, never settles')
process.once('beforeExit', lost)

void main(process.argv.slice(2), {
  out: (line) => console.log(line),
  error: (line) => console.error(line)
}).then((code) => {
  process.off('beforeExit', lost)
  process.exitCode = code
})
