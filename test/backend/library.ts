// What the child processes of the tests import: the kernels' layer, and what the tests of its queue need above it.
export { background } from '../../lib/autograd/background.ts'
export { OPS } from '../../lib/backend/gen/elementwise.ts'
export * from '../../lib/backend/index.ts'
export { pending } from '../../lib/backend/pending.ts'
export { randn, scope } from '../../lib/index.ts'
export { defaultThreads } from '../../lib/util/threads.ts'
