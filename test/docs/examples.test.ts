// The @example blocks of docstrings run: names that they take for granted (model, optimizer, loss, x ...) are there, and
// where a line ends with `// value`, it must have that value.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import * as root from '../../lib/index.ts'
import * as landscapes from '../../lib/landscapes/index.ts'
import * as nn from '../../lib/nn/index.ts'
import * as optim from '../../lib/optim/index.ts'
import * as schedules from '../../lib/schedules/index.ts'
import * as training from '../../lib/train/index.ts'
import { ROOT } from '../declarations.ts'

const FOLDERS = ['landscapes', 'optim', 'schedules', 'train']

interface Example {
  readonly at: string
  readonly code: string
}

function examplesOf(path: string): Example[] {
  const text = readFileSync(join(ROOT, path), 'utf8')
  return [...text.matchAll(/\/\*\*(?:(?!\*\/)[\s\S])*?\n( *)\* @example\n((?:\1\*.*\n)*?)\1\*(?:\/| @)/g)].map(
    (match) => ({
      at: `${path}:${text.slice(0, match.index).split('\n').length}`,
      code: match[2]!.replace(/^ *\* ?/gm, '')
    })
  )
}

const examples = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, 'lib', folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .sort()
    .flatMap((file) => examplesOf(join('lib', folder, file)))
)

// What examples take for granted.
function surroundings(): Record<string, unknown> {
  const model = nn.mlp([2, 4, 2])
  const criterion = new nn.CrossEntropyLoss()
  const x = root.ones([3, 2])
  const y = root.tensor([0, 1, 0], { dtype: 'int32' })
  const optimizer = new optim.SGD(model.parameters(), { lr: 0.1, momentum: 0.9, weightDecay: 0.01 })
  const given = {
    model,
    criterion,
    x,
    y,
    w: root.tensor([1, 2], { requiresGrad: true }),
    optimizer,
    scheduler: new optim.StepLR(optimizer, { stepSize: 10 }),
    averaged: new optim.AveragedModel(model),
    loss: criterion.forward(model.forward(x), y),
    closure: () => {
      optimizer.zeroGrad()
      const loss = criterion.forward(model.forward(x), y)
      loss.backward()
      return loss
    },
    validationLoss: 1,
    loader: Object.assign([[x, y]], { length: 1 }),
    trainLoader: [[x, y]],
    train: () => undefined,
    trainer: { evaluate: () => undefined }
  }
  return { ...root, ...nn, ...landscapes, ...schedules, ...optim, ...training, ...given }
}

// `expression // value` where the value is a literal becomes a check.
function bodyOf(code: string): string {
  return code.replace(
    /^ *([\w.]+\(.*\)(?: < [\de.-]+)?|[\w.]+) \/\/ (-?[\d.e]+|\[[\d., -]*\]|true|false)$/gm,
    'check($1, $2)'
  )
}

function check(got: unknown, want: unknown): void {
  const plain = (v: unknown): unknown =>
    typeof v === 'number' ? Number(v.toPrecision(5)) : Array.isArray(v) ? v.map(plain) : v
  expect(plain(got)).toEqual(plain(want))
}

type Body = (...args: unknown[]) => Promise<unknown>
const AsyncFunction = (async () => undefined).constructor as new (...args: string[]) => Body

test.each(examples)('$at', async ({ code }) => {
  const context: Record<string, unknown> = { ...surroundings(), check }
  const names = Object.keys(context).filter((name) => name !== 'var' && name !== 'default')
  const run = new AsyncFunction(...names, `{\n${bodyOf(code)}\n}`)
  await run(...names.map((name) => context[name]))
})

test('there are examples, many with values', () => {
  expect(examples.length).toBeGreaterThan(60)
  expect(examples.filter(({ code }) => bodyOf(code) !== code).length).toBeGreaterThanOrEqual(20)
})
