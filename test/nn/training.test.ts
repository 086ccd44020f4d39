// Whole runs against PyTorch's: forward, loss, backward, clipping, optimizer and scheduler (test/golden/training.json).
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { scope } from '../../lib/autograd/scope.ts'
import * as nn from '../../lib/nn/index.ts'
import { slice } from '../../lib/ops/index.ts'
import * as optim from '../../lib/optim/index.ts'
import { tensor } from '../../lib/tensor/create.ts'

interface Numbers {
  shape: number[]
  data: number[]
}
interface Run {
  dtype: 'float32' | 'float64'
  init: Numbers[]
  x: Numbers
  y: Numbers
  clipGradNorm: number
  optimizer: 'SGD' | 'Adam' | 'AdamW'
  options: { lr: number; momentum?: number; weight_decay?: number }
  scheduler: ['StepLR', { step_size: number; gamma: number }] | ['CosineAnnealingLR', { T_max: number }] | null
  losses: number[]
  gradNorms: number[]
  final: number[][]
}

const file = JSON.parse(readFileSync(new URL('../golden/training.json', import.meta.url), 'utf8')) as { cases: Run[] }

function optimizerOf(run: Run, parameters: ReturnType<nn.Module['parameters']>): optim.Optimizer {
  const { lr, momentum, weight_decay: weightDecay } = run.options
  if (run.optimizer === 'SGD') return new optim.SGD(parameters, { lr, ...(momentum === undefined ? {} : { momentum }) })
  return new optim[run.optimizer](parameters, { lr, ...(weightDecay === undefined ? {} : { weightDecay }) })
}

function schedulerOf(run: Run, optimizer: optim.Optimizer): optim.LRScheduler | null {
  if (run.scheduler === null) return null
  const [name, options] = run.scheduler
  return name === 'StepLR'
    ? new optim.StepLR(optimizer, { stepSize: options.step_size, gamma: options.gamma })
    : new optim.CosineAnnealingLR(optimizer, { tMax: options.T_max })
}

for (const run of file.cases) {
  for (const scoped of [false, true]) {
    test(`${run.optimizer} in ${run.dtype}${scoped ? ', every step in a scope' : ''}`, () => {
      const { dtype } = run
      const model = new nn.Sequential(
        new nn.Linear(6, 16, { dtype }),
        new nn.Tanh(),
        new nn.Linear(16, 16, { dtype }),
        new nn.ReLU(),
        new nn.Linear(16, 3, { dtype })
      )
      const names = Object.keys(model.stateDict())
      model.loadStateDict(
        Object.fromEntries(run.init.map((n, k) => [names[k]!, tensor(n.data, { shape: n.shape, dtype })]))
      )
      const x = tensor(run.x.data, { shape: run.x.shape, dtype })
      const y = tensor(run.y.data, { dtype: 'int32' })
      const criterion = new nn.CrossEntropyLoss()
      const optimizer = optimizerOf(run, model.parameters())
      const scheduler = schedulerOf(run, optimizer)
      const tolerance = dtype === 'float64' ? 1e-10 : 2e-5
      const step = (t: number): { loss: number; norm: number } => {
        const start = 16 * (t % 3)
        optimizer.zeroGrad()
        const batch = slice(x, { start, end: start + 16 })
        const loss = criterion.forward(model.forward(batch), slice(y, { start, end: start + 16 }))
        loss.backward()
        const norm = optim.clipGradNorm(model.parameters(), { maxNorm: run.clipGradNorm })
        optimizer.step()
        scheduler?.step()
        return { loss: loss.item(), norm }
      }
      run.losses.forEach((wanted, t) => {
        const { loss, norm } = scoped ? scope(() => step(t)) : step(t)
        expect(Math.abs(loss - wanted), `loss ${t}`).toBeLessThanOrEqual(tolerance)
        expect(Math.abs(norm - run.gradNorms[t]!), `norm ${t}`).toBeLessThanOrEqual(tolerance * 10)
      })
      model.parameters().forEach((p, k) => {
        run.final[k]!.forEach((wanted, i) => {
          expect(Math.abs(p.data[i]! - wanted)).toBeLessThanOrEqual(tolerance * 10)
        })
      })
    })
  }
}
