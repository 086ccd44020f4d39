// A Wasserstein GAN with gradient penalty (Gulrajani et al. 2017) that learns eight clusters on a circle.
// Run: npx tsx examples/ports/gan.ts [--fast]
import { cdist, grad, manualSeed, noGrad, rand, randint, randn, scope, type Tensor, tensor } from 'thalweg'
import { mlp } from 'thalweg/nn'
import { Adam } from 'thalweg/optim'

const fast = process.argv.includes('--fast')
manualSeed(1)
const [BATCH, NOISE, CRITIC_STEPS, PENALTY] = [128, 4, 5, 0.1]

const angles = Array.from({ length: 8 }, (_, k) => (k * Math.PI) / 4)
const centers = tensor(angles.map((angle) => [2 * Math.cos(angle), 2 * Math.sin(angle)]))
const real = (count: number): Tensor => centers.at(randint(0, 8, [count])).add(randn(count, 2).mul(0.1))

const generator = mlp([NOISE, 64, 64, 2])
const critic = mlp([2, 64, 64, 1])
const generatorOptimizer = new Adam(generator.parameters(), { lr: 2e-3, betas: [0.5, 0.9] })
const criticOptimizer = new Adam(critic.parameters(), { lr: 2e-3, betas: [0.5, 0.9] })
const fake = (count: number): Tensor => generator.forward(randn(count, NOISE))

// How far the slope of the critic is from 1 between real and generated points.
function penalty(x: Tensor, y: Tensor): Tensor {
  const between = x.lerp(y, rand(BATCH, 1))
  between.requiresGrad = true
  const [slope] = grad(critic.forward(between).sum(), between, { createGraph: true })
  return slope.norm(2, { dim: 1 }).sub(1).square().mean()
}

function trainCritic(): void {
  const x = real(BATCH)
  const y = noGrad(() => fake(BATCH))
  const distance = critic.forward(x).mean().sub(critic.forward(y).mean())
  criticOptimizer.zeroGrad()
  penalty(x, y).mul(PENALTY).sub(distance).backward()
  criticOptimizer.step()
}

function trainGenerator(): void {
  generatorOptimizer.zeroGrad()
  critic.forward(fake(BATCH)).mean().neg().backward()
  generatorOptimizer.step()
}

// The energy distance of two samples: 0 if they come from the same distribution.
const distance = (x: Tensor, y: Tensor): number =>
  2 * cdist(x, y).mean().item() - cdist(x, x).mean().item() - cdist(y, y).mean().item()
const report = (when: string): void => {
  const points = noGrad(() => fake(1000))
  const near = cdist(points, centers).amin(1).lt(0.3).to('float32').mean().item()
  console.log(`${when}: energy distance ${distance(points, real(1000)).toFixed(4)}, near a center ${near.toFixed(3)}`)
}

report('before')
for (let step = 0; step < (fast ? 400 : 4000); step++) {
  for (let k = 0; k < CRITIC_STEPS; k++) scope(trainCritic)
  scope(trainGenerator)
}
report('after')
