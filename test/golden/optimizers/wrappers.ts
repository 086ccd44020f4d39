// Lookahead: Zhang et al. 2019, algorithm 1, around SGD. SAM: Foret et al. 2021; its formula is that of a parabola, in
// test/optim/wrappers.test.ts.
import { Lookahead, SAM, SGD } from '../../../lib/optim/index.ts'
import type { Formula, Row } from '../../optim/row.ts'

interface Options {
  k?: number
  alpha?: number
}

function lookahead({ k = 5, alpha = 0.5 }: Options): Formula {
  let slow: number[] | null = null
  return (p, g, t) => {
    slow ??= [...p]
    for (const i of p.keys()) p[i]! -= 0.1 * g[i]!
    if (t % k !== 0) return
    for (const i of p.keys()) {
      slow[i] = slow[i]! + alpha * (p[i]! - slow[i]!)
      p[i] = slow[i]!
    }
  }
}

export const rows: Record<string, Row> = {
  Lookahead: {
    formula: lookahead,
    cases: [{}, { k: 3, alpha: 0.8 }],
    make: (params, options) => new Lookahead(new SGD([...params], { lr: 0.1 }), options),
    parabola: {},
    refused: [
      [{ k: 0 }, 'expected k to be a whole number >= 1 but received 0'],
      [{ alpha: 0 }, 'expected alpha to be a finite number > 0 and <= 1 but received 0']
    ]
  },
  SAM: {
    make: (params, options) => new SAM(new SGD([...params], { lr: 0.1 }), options),
    closure: true,
    reach: 'all',
    whole: true,
    parabola: { rho: 0.01 },
    refused: [
      [{ rho: -1 }, 'expected rho to be a finite number >= 0 but received -1'],
      [{ adaptive: 1 }, 'expected adaptive to be true or false but received 1']
    ]
  }
}
