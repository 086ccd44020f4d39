// A variational autoencoder (Kingma and Welling 2014) of digits. Run: npx tsx examples/ports/vae.ts [--fast]
import { binaryCrossEntropy, binaryCrossEntropyWithLogits, manualSeed, noGrad, scope, type Tensor } from 'thalweg'
import { DataLoader } from 'thalweg/data'
import { klDivergence, Normal } from 'thalweg/distributions'
import { Module, mlp } from 'thalweg/nn'
import { Adam } from 'thalweg/optim'
import { digits, ink, together } from '../support/digits.ts'

const fast = process.argv.includes('--fast')
const seed = 1
manualSeed(seed)
const LATENT = 16
const prior = new Normal(0, 1)

class VAE extends Module {
  readonly encoder = mlp([784, 256, 2 * LATENT])
  readonly decoder = mlp([LATENT, 256, 784])

  encode(x: Tensor): Normal {
    const [mean, logVariance] = this.encoder.forward(x).chunk(2, 1) as [Tensor, Tensor]
    return new Normal(mean, logVariance.mul(0.5).exp())
  }

  /** The negative evidence lower bound of a batch, in nats per image. */
  override forward(x: Tensor): Tensor {
    const posterior = this.encode(x)
    const logits = this.decoder.forward(posterior.rsample())
    const reconstruction = binaryCrossEntropyWithLogits(logits, x, { reduction: 'sum' })
    return reconstruction.add(klDivergence(posterior, prior).sum()).div(x.shape[0]!)
  }
}

const { train, test } = digits(seed)
const pixels = (x: Tensor): Tensor => x.flatten(1).mul(ink(1)).clamp(0, 1)
const loader = new DataLoader(train, { batchSize: 64, shuffle: true, seed })
const model = new VAE()
const optimizer = new Adam(model.parameters(), { lr: 2e-3 })
for (let epoch = 1; epoch <= (fast ? 3 : 30); epoch++) {
  let sum = 0
  for (const [x] of loader) {
    sum += scope(() => {
      optimizer.zeroGrad()
      const loss = model.forward(pixels(x))
      loss.backward()
      optimizer.step()
      return loss.item()
    })
  }
  console.log(`epoch ${epoch}  loss ${(sum / loader.length).toFixed(2)}`)
}

// A model that knows the mean image alone, whatever it is shown.
const x = pixels(together(test)[0])
const mean = pixels(together(train)[0]).mean(0).expandAs(x)
const constant = binaryCrossEntropy(mean, x, { reduction: 'sum' }).item() / x.shape[0]!
const bound = noGrad(() => model.forward(x)).item()
console.log(`nats per test image: mean image ${constant.toFixed(1)}, model ${bound.toFixed(1)}`)
