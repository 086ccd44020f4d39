// A vitest reporter whose first line names the backend that the tests use and whose last line is "N passed, N failed", for machines that read the log. Whatever makes a run fail
// without a failing test (a file that does not load, an error that nobody caught) counts as a failure.
import { spawnSync } from 'node:child_process'

const BACKEND = `import { backend } from './lib/backend/index.ts'
const reason = backend.reason === undefined ? '' : ', ' + backend.reason
console.log('backend: ' + backend.name + ', ' + backend.level + ', threads ' + backend.threads + reason)`

export default class Tally {
  onInit() {
    // The reason is in the line, so the warning is not needed.
    const args = ['--no-warnings', '--import', 'tsx', '--input-type=module', '--eval', BACKEND]
    const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' })
    process.stdout.write(stdout)
  }

  onTestRunEnd(modules, errors) {
    let passed = 0
    let failed = errors.length
    for (const module of modules) {
      failed += module.errors().length
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === 'passed') passed++
        if (state === 'failed') failed++
      }
    }
    process.stdout.write(`${passed} passed, ${failed} failed\n`)
  }
}
