// The flags of a command line: what is read, and what wrong ones are told.
import { afterEach, describe, expect, test, vi } from 'vitest'
import { OptionError } from '../../lib/errors.ts'
import { asProgram, describeFlags, helpFlag, numberFlag, readFlags, textFlag } from '../../lib/util/flags.ts'
import { number, wholeNumber } from '../../lib/util/options.ts'

const FLAGS = {
  epochs: numberFlag('N', wholeNumber({ min: 0 }), 'epochs of the run'),
  lr: numberFlag('X', number(), 'learning rate'),
  out: textFlag('FILE', 'where it goes'),
  resume: { help: 'continue' },
  help: helpFlag
}
const read = (...args: string[]) => readFlags('train', args, FLAGS)

afterEach(() => {
  process.exitCode = undefined
  vi.restoreAllMocks()
})

test('values by name, of the flag’s kind', () => {
  const { values, positionals } = read('a.ts', '--epochs', '3', '--lr=1e-3', '--resume', '-h', 'b')
  expect(values).toEqual({ epochs: 3, lr: 1e-3, resume: true, help: true })
  expect(positionals).toEqual(['a.ts', 'b'])
  expect(read('--out', '7').values).toEqual({ out: '7' })
  expect(read('--lr', '-1').values).toEqual({ lr: -1 })
  expect(read('--out=').values).toEqual({ out: '' })
})

describe('refused', () => {
  test.each([
    [['--epoch', '3'], 'train: unknown flag --epoch; did you mean --epochs?'],
    [['-x'], 'train: unknown flag -x; the flags are --epochs, --lr, --out, --resume, --help'],
    [['--constructor'], 'train: unknown flag --constructor; the flags are --epochs, --lr, --out, --resume, --help'],
    [['--epochs'], 'train: expected a value after --epochs: --epochs N'],
    [['--epochs', 'abc'], "train: expected --epochs to be a whole number >= 0 but received 'abc'"],
    [['--epochs', ''], "train: expected --epochs to be a whole number >= 0 but received ''"],
    [['--epochs', '1.5'], "train: expected --epochs to be a whole number >= 0 but received '1.5'"],
    [['--resume=3'], "train: expected no value after --resume but received '3'"]
  ])('%j', (args, message) => {
    expect(() => read(...args)).toThrow(new OptionError(message))
  })
})

test('the list of flags', () => {
  expect(describeFlags(FLAGS).split('\n')).toEqual([
    '  --epochs N   epochs of the run',
    '  --lr X       learning rate',
    '  --out FILE   where it goes',
    '  --resume     continue',
    '  -h, --help   this text'
  ])
})

test('a program prints what the library says, without a stack, and passes on what nobody expected', async () => {
  const print = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  await asProgram(() => {
    throw new OptionError('train: no')
  })
  expect(print.mock.calls).toEqual([['train: no']])
  expect(process.exitCode).toBe(2)
  await expect(
    asProgram(() => {
      throw new TypeError('a bug')
    })
  ).rejects.toThrow('a bug')
})

test('CLI11#403, command-line-args#10: a negative number is a value', () => {
  const flags = { lr: numberFlag('X', number(), 'the rate') }
  for (const args of [['--lr', '-0.5'], ['--lr=-0.5'], ['--lr', '-5e-1']])
    expect(readFlags('x', args, flags).values.lr).toBe(-0.5)
})
