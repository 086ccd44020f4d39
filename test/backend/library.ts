// What the child processes of the tests import: the public root, and the kernels' layer under it.
export { OPS } from '../../lib/backend/gen/elementwise.ts'
export * from '../../lib/backend/index.ts'
export { defaultThreads } from '../../lib/util/threads.ts'
