// A vitest reporter whose last line is "N passed, N failed", for machines that read the log. Whatever makes a run fail
// without a failing test (a file that does not load, an error that nobody caught) counts as a failure.
export default class Tally {
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
