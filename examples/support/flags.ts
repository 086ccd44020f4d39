// The flags of an example, checked and without a stack where they are wrong. Called by examples that take some.
export { asProgram, numberFlag, readFlags, textFlag } from '../../lib/util/flags.ts'
export { wholeNumber } from '../../lib/util/options.ts'
