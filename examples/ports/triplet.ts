// A siamese network with triplet loss (Schroff et al. 2015): places digits so that those of a kind are near each other.
// Run: npx tsx examples/ports/triplet.ts [--fast]
import { manualSeed, noGrad, normalize, pairwiseDistance, scope, type Tensor, tensor, tripletMarginLoss } from 'thalweg'
import { Philox, randomBelow } from 'thalweg/data'
import { AUROC } from 'thalweg/metrics'
import { Conv2d, Flatten, Linear, ReLU, Sequential } from 'thalweg/nn'
import { Adam } from 'thalweg/optim'
import { digits, together } from '../support/digits.ts'

const fast = process.argv.includes('--fast')
manualSeed(1)
const BATCH = 32

const { train, test } = digits(1)
const [images, labels] = together(train)
const placesOf = Array.from({ length: 10 }, (): number[] => [])
for (const [place, label] of labels.data.entries()) placesOf[label]!.push(place)

const random = new Philox(1)
const pick = (digit: number): number => placesOf[digit]![randomBelow(random, placesOf[digit]!.length)]!
// An anchor, another image of its digit, and one of another digit.
function triple(): [anchor: number, positive: number, negative: number] {
  const digit = randomBelow(random, 10)
  return [pick(digit), pick(digit), pick((digit + 1 + randomBelow(random, 9)) % 10)]
}

const model = new Sequential(
  new Conv2d(1, 16, 3, { stride: 2, padding: 1 }),
  new ReLU(),
  new Conv2d(16, 32, 3, { stride: 2, padding: 1 }),
  new ReLU(),
  new Flatten(),
  new Linear(32 * 7 * 7, 16)
)
const embed = (x: Tensor): Tensor => normalize(model.forward(x))
const optimizer = new Adam(model.parameters(), { lr: 1e-3 })
for (let step = 0; step < (fast ? 300 : 2000); step++) {
  scope(() => {
    const places = tensor(Array.from({ length: BATCH }, triple), { dtype: 'int32' }).T // (3, BATCH)
    const [anchor, positive, negative] = embed(images.at(places.flatten())).chunk(3) as [Tensor, Tensor, Tensor]
    optimizer.zeroGrad()
    tripletMarginLoss(anchor, positive, negative, { margin: 0.5 }).backward()
    optimizer.step()
  })
}

// How well the distance tells pairs of one digit from pairs of two: 0.5 is chance, 1 is perfect.
const [x, y] = together(test, 1000)
function separation(points: Tensor): number {
  const auroc = new AUROC()
  for (let k = 1; k <= 20; k++) {
    auroc.update(pairwiseDistance(points, points.roll(k, 0)).neg(), y.eq(y.roll(k, 0)).to('int32'))
  }
  return auroc.compute()
}
const [pixels, learned] = [separation(x.flatten(1)), separation(noGrad(() => embed(x)))]
console.log(`auroc of distances between pixels ${pixels.toFixed(4)}, between embeddings ${learned.toFixed(4)}`)
