// Whole runs against PyTorch's: forward, loss, backward, clipping and SGD with momentum (test/golden/training.json).
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { scope } from '../../lib/autograd/scope.ts'
import * as nn from '../../lib/nn/index.ts'
import { slice } from '../../lib/ops/index.ts'
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
  optimizer: string
  options: { lr: number; momentum: number }
  scheduler: [string, { step_size: number; gamma: number }]
  losses: number[]
  gradNorms: number[]
  final: number[][]
}

const file = JSON.parse(readFileSync(new URL('../golden/training.json', import.meta.url), 'utf8')) as { cases: Run[] }

for (const run of file.cases.filter((c) => c.optimizer === 'SGD')) {
  for (const scoped of [false, true]) {
    test(`SGD in ${run.dtype}${scoped ? ', every step in a scope' : ''}`, () => {
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
      const parameters = model.parameters()
      const momenta = parameters.map((p) => new Float64Array(p.size))
      const tolerance = dtype === 'float64' ? 1e-10 : 2e-5
      const step = (t: number): { loss: number; norm: number } => {
        const start = 16 * (t % 3)
        model.zeroGrad()
        const batch = slice(x, { start, end: start + 16 })
        const loss = criterion.forward(model.forward(batch), slice(y, { start, end: start + 16 }))
        loss.backward()
        const norm = Math.sqrt(
          parameters.reduce((sum, p) => sum + Array.from(p.grad!.data).reduce((s, g) => s + g * g, 0), 0)
        )
        const clip = Math.min(1, run.clipGradNorm / (norm + 1e-6))
        const [, { step_size, gamma }] = run.scheduler
        const lr = run.options.lr * gamma ** Math.floor(t / step_size)
        parameters.forEach((p, k) => {
          const [values, g, m] = [p.data, p.grad!.data, momenta[k]!]
          for (let i = 0; i < p.size; i++) {
            m[i] = t === 0 ? clip * g[i]! : run.options.momentum * m[i]! + clip * g[i]!
            values[i]! -= lr * m[i]!
          }
        })
        return { loss: loss.item(), norm }
      }
      run.losses.forEach((wanted, t) => {
        const { loss, norm } = scoped ? scope(() => step(t)) : step(t)
        expect(Math.abs(loss - wanted), `loss ${t}`).toBeLessThanOrEqual(tolerance)
        expect(Math.abs(norm - run.gradNorms[t]!), `norm ${t}`).toBeLessThanOrEqual(tolerance * 10)
      })
      parameters.forEach((p, k) => {
        run.final[k]!.forEach((wanted, i) => {
          expect(Math.abs(p.data[i]! - wanted)).toBeLessThanOrEqual(tolerance * 10)
        })
      })
    })
  }
}
