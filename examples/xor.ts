// XOR in ten lines: the smallest problem that needs a hidden layer. Run: npx tsx examples/xor.ts
import { mseLoss, tensor } from 'thalweg'
import { mlp } from 'thalweg/nn'
import { Adam } from 'thalweg/optim'

const x = tensor([0, 0, 0, 1, 1, 0, 1, 1], { shape: [4, 2] })
const y = tensor([0, 1, 1, 0], { shape: [4, 1] })
const model = mlp([2, 8, 1], { activation: 'tanh' })
const optimizer = new Adam(model.parameters(), { lr: 0.05 })
for (let step = 0; step < 300; step++) {
  optimizer.zeroGrad()
  mseLoss(model.forward(x), y).backward()
  optimizer.step()
}
console.log(String(model.forward(x).detach()))
