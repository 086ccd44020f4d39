// Draws the picture of a landscape in the README: `npm run pictures`.
// test/plot/assets.test.ts checks that it is what the library draws now.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { tensor } from '../lib/index.ts'
import { rosenbrock } from '../lib/landscapes/index.ts'
import { Adam, RMSprop, SGD } from '../lib/optim/index.ts'
import { plotLandscape } from '../lib/plot/index.ts'
import { minimize } from '../lib/train/index.ts'

/** The text of the file. */
export function landscapeSvg() {
  const path = (optimizer) => {
    const params = rosenbrock.start.map((v) => tensor(v, { requiresGrad: true }))
    return minimize(rosenbrock, { params, optimizer, steps: 99 })
  }
  const trajectories = {
    'SGD with momentum': path((params) => new SGD(params, { lr: 1e-3, momentum: 0.9 })),
    RMSprop: path((params) => new RMSprop(params, { lr: 0.2, alpha: 0.9 })),
    Adam: path((params) => new Adam(params, { lr: 0.9 }))
  }
  return plotLandscape(rosenbrock, { points: 31, trajectories, title: "Rosenbrock's valley" }).toSVG()
}

const file = fileURLToPath(new URL('../docs/assets/landscape.svg', import.meta.url))
if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(file, await landscapeSvg())
