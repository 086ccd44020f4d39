// A use of every class and of most functions that take options: what they make with the given options, as something
// that inspect shows in full. For optional.test.ts, which hands in undefined for every option.
import { Writable } from 'node:stream'
import * as data from '../../lib/data/index.ts'
import * as t from '../../lib/index.ts'
import { gaussian, makeRosenbrock, rosenbrock } from '../../lib/landscapes/index.ts'
import * as metrics from '../../lib/metrics/index.ts'
import * as nn from '../../lib/nn/index.ts'
import * as optim from '../../lib/optim/index.ts'
import * as schedules from '../../lib/optim/schedules/index.ts'
import * as plot from '../../lib/plot/index.ts'
import { logUniform, int as searchInt, uniform as searchUniform } from '../../lib/search/index.ts'
import * as train from '../../lib/train/index.ts'
import { distributionCases } from './optionCasesDistributions.ts'
import { familyCases } from './optionCasesFamilies.ts'
import { imageCases } from './optionCasesImages.ts'
import { augmentCases, tableCases } from './optionCasesTables.ts'

type Use = (options: object) => unknown

const x = t.arange(24).reshape([2, 3, 4]).add(0.5).div(24)
const image = t.arange(96).reshape([2, 3, 4, 4]).div(96)
const values = x.reshape([6, 4])
const classes = t.tensor([0, 1, 2, 3, 1, 0], { dtype: 'int32' })
const wide = t.arange(36).reshape([6, 6]).div(36)
const half = t.full([6, 4], 0.25)

/** Modules: what they print and their state. */
const module = (made: nn.Module): unknown => [String(made), made.stateDict()]

type Metric = new (options: never) => metrics.Metric
const metric =
  (Kind: Metric, prediction: t.Tensor, target: t.Tensor): Use =>
  (options) => {
    const made = new Kind(options as never)
    made.update(prediction, target)
    return [made.name, made.compute(), made.state()]
  }
const scores: Record<string, [t.Tensor, t.Tensor]> = {
  AUROC: [values.select(1, { index: 0 }), classes.lt(1)],
  MeanAbsoluteError: [values, half],
  MeanSquaredError: [values, half],
  R2: [values, half],
  TopKAccuracy: [wide, classes],
  LogLoss: [half, classes],
  BrierScore: [half, classes],
  CalibrationError: [half, classes],
  Perplexity: [half, classes],
  RetrievalMRR: [wide, classes],
  RetrievalNormalizedDCG: [wide, classes],
  RetrievalPrecision: [wide, classes],
  RetrievalRecall: [wide, classes],
  ExplainedVariance: [values, half],
  MedianAbsoluteError: [values, half],
  MeanAbsolutePercentageError: [values, half]
}

const optimizer = (): optim.SGD => new optim.SGD([t.ones([2])], { lr: 0.1, momentum: 0.9 })

/** The rates of a few steps. */
function rates(make: (of: optim.SGD) => { step(metric?: never): void }): unknown {
  const of = optimizer()
  const scheduler = make(of)
  return Array.from({ length: 6 }, () => {
    of.step()
    scheduler.step(1 as never)
    return [of.paramGroups[0]!.lr, of.paramGroups[0]!.momentum]
  })
}

type Scheduler = new (of: optim.SGD, options: never) => { step(metric?: never): void }
const scheduler =
  (Kind: Scheduler, required: object): Use =>
  (options) =>
    rates((of) => new Kind(of, { ...options, ...required } as never))
const schedule =
  (make: (options: never) => (step: number) => number, required: object): Use =>
  (options) =>
    [0, 1, 5, 9].map(make({ ...options, ...required } as never))

const quiet = (): NodeJS.WritableStream => new Writable({ write: (_chunk, _encoding, done) => done() })

const losses = { MSELoss: nn.MSELoss, L1Loss: nn.L1Loss, SmoothL1Loss: nn.SmoothL1Loss, HuberLoss: nn.HuberLoss }
const probabilities = { BCELoss: nn.BCELoss, BCEWithLogitsLoss: nn.BCEWithLogitsLoss, KLDivLoss: nn.KLDivLoss }
const others = { HingeEmbeddingLoss: nn.HingeEmbeddingLoss, PoissonNLLLoss: nn.PoissonNLLLoss }
const dense = { ...losses, ...probabilities, ...others } as unknown as Record<string, new (o: object) => nn.Module>
const lossCases = Object.entries(dense).map(([name, Kind]): [string, Use] => [
  name,
  (o) => {
    const loss = new Kind(o)
    return [String(loss), (loss.forward as (a: t.Tensor, b: t.Tensor) => unknown).call(loss, values, half)]
  }
])

const recurrent = { RNN: nn.RNN, LSTM: nn.LSTM, GRU: nn.GRU } as Record<string, new (...a: never[]) => nn.Module>
const norms = { BatchNorm1d: nn.BatchNorm1d, BatchNorm2d: nn.BatchNorm2d, LayerNorm: nn.LayerNorm, RMSNorm: nn.RMSNorm }
const one = { Dropout: nn.Dropout, LeakyReLU: nn.LeakyReLU, ELU: nn.ELU, GELU: nn.GELU, Softplus: nn.Softplus }
const layers: Record<string, Use> = Object.fromEntries([
  ...Object.entries(recurrent).map(([name, Kind]) => [
    name,
    (o: object) => module(new Kind(...([3, 4, o] as never[])))
  ]),
  ...Object.entries(norms).map(([name, Kind]) => [name, (o: object) => module(new Kind(4, o))]),
  ...Object.entries(one).map(([name, Kind]) => [name, (o: object) => module(new Kind(o))])
])

const reductions = ['sum', 'mean', 'prod', 'std', 'variance', 'logsumexp', 'max', 'min', 'argmax', 'argmin'] as const
const reduced = reductions.map((name): [string, Use] => {
  const op = t[name] as (x: t.Tensor, options: object) => unknown
  const dim = name === 'max' || name === 'min' ? { dim: 1 } : {}
  return [name, (o) => op(x, { ...o, ...dim })]
})

const dataset = new data.TensorDataset(values, classes)
const table = [
  { a: 1, b: 'x' },
  { a: 2, b: 'y' }
]

export const classCases: Record<string, Use> = {
  ...Object.fromEntries(
    Object.entries(metrics).flatMap(([name, Kind]) =>
      typeof Kind === 'function' ? [[name, metric(Kind as Metric, ...(scores[name] ?? [values, classes]))]] : []
    )
  ),
  ...layers,
  ...familyCases,
  ...imageCases,
  ...distributionCases,
  ...tableCases,
  ...Object.fromEntries(lossCases),
  CrossEntropyLoss: (o) => new nn.CrossEntropyLoss(o).forward(values, classes),
  NLLLoss: (o) => new nn.NLLLoss(o).forward(values, classes),
  Linear: (o) => module(new nn.Linear(3, 4, o)),
  MultiheadAttention: (o) => module(new nn.MultiheadAttention(4, 2, o)),
  Conv1d: (o) => module(new nn.Conv1d(2, 4, 3, o)),
  Conv2d: (o) => module(new nn.Conv2d(2, 4, 3, o)),
  MaxPool2d: (o) => new nn.MaxPool2d(2, o).forward(image),
  AvgPool2d: (o) => new nn.AvgPool2d(2, o).forward(image),
  Embedding: (o) => module(new nn.Embedding(5, 3, o)),
  Flatten: (o) => new nn.Flatten(o).forward(image),
  DataLoader: (o) => [...(new data.DataLoader(dataset, o) as Iterable<unknown>)],
  AveragedModel: (o) => module(new optim.AveragedModel(new nn.Linear(2, 2), o).model),
  GradientAccumulator: (o) => Object.keys(new optim.GradientAccumulator(optimizer(), { ...o, steps: 2 } as never)),
  CosineAnnealingLR: scheduler(optim.CosineAnnealingLR, { tMax: 5 }),
  CosineAnnealingWarmRestarts: scheduler(optim.CosineAnnealingWarmRestarts, { t0: 2 }),
  WarmupCosineLR: scheduler(optim.WarmupCosineLR, { warmupSteps: 2, totalSteps: 6 }),
  CyclicLR: scheduler(optim.CyclicLR, { baseLr: 0.01, maxLr: 0.1 }),
  OneCycleLR: scheduler(optim.OneCycleLR, { maxLr: 0.1, totalSteps: 10 }),
  StepLR: scheduler(optim.StepLR, { stepSize: 2 }),
  MultiStepLR: scheduler(optim.MultiStepLR, { milestones: [2, 4] }),
  ConstantLR: scheduler(optim.ConstantLR, {}),
  LinearLR: scheduler(optim.LinearLR, {}),
  ExponentialLR: scheduler(optim.ExponentialLR, { gamma: 0.5 }),
  PolynomialLR: scheduler(optim.PolynomialLR, {}),
  LambdaLR: scheduler(optim.LambdaLR, { lrLambda: (k: number) => 1 / (k + 1) }),
  MultiplicativeLR: scheduler(optim.MultiplicativeLR, { lrLambda: () => 0.5 }),
  ReduceLROnPlateau: scheduler(optim.ReduceLROnPlateau, {}),
  SWALR: scheduler(optim.SWALR, { swaLr: 0.05 }),
  Summary: (o) => new train.Summary({ ...o, stream: quiet() } as never),
  BatchSizeSchedule: (o) => new train.BatchSizeSchedule({ schedule: [[1, 2]], ...o } as never),
  Advisor: (o) => new train.Advisor(o),
  EarlyStopping: (o) => new train.EarlyStopping(o),
  GradientMonitor: (o) => new train.GradientMonitor(o),
  HistogramMonitor: (o) => new train.HistogramMonitor(o),
  Lambda: (o) => [new train.Lambda(o).name, Object.values(new train.Lambda(o))],
  LearningRateFinder: (o) => new train.LearningRateFinder(o),
  LearningRateMonitor: (o) => new train.LearningRateMonitor(o),
  ModelCheckpoint: (o) => new train.ModelCheckpoint({ ...o, folder: 'none' }),
  LivePage: (o) => Object.keys(new train.LivePage(o)),
  ResourceMonitor: (o) => new train.ResourceMonitor(o),
  OptimizerSwitch: (o) => new train.OptimizerSwitch({ ...o, to: optimizer, epoch: 2 } as never),
  ProgressBar: (o) => Object.keys(new train.ProgressBar(o)),
  Timer: (o) => Object.keys(new train.Timer(o)),
  KeepWeights: (o) => new plot.KeepWeights(o),
  Picture: (o) => new plot.Picture({ title: 'None', columns: 1, panels: [], ...o }).figure.title,
  Trainer: (o) => {
    const model = new nn.Linear(2, 2)
    const sgd = new optim.SGD(model.parameters(), { lr: 0.1 })
    return String(new train.Trainer({ model, optimizer: sgd, ...o, loss: t.mseLoss }).model)
  }
}

export const functionCases: Record<string, Use> = {
  ...Object.fromEntries(reduced),
  norm: (o) => t.norm(x, o),
  any: (o) => t.any(x.gt(0.5), o),
  all: (o) => t.all(x.gt(0.5), o),
  mseLoss: (o) => t.mseLoss(values, half, o),
  crossEntropy: (o) => t.crossEntropy(values, classes, o),
  eye: (o) => t.eye(2, o),
  arange: (o) => t.arange(3, o),
  linspace: (o) => t.linspace(0, 1, 3, o),
  tensor: (o) => t.tensor([1, 2], o),
  full: (o) => t.full([2], 3, o),
  ...Object.fromEntries(
    (['emptyLike', 'zerosLike', 'onesLike', 'randLike', 'randnLike'] as const).map((name): [string, Use] => [
      name,
      (o) => {
        const made = t[name](x.to('float64'), o)
        return [made.dtype, made.shape, name === 'emptyLike' ? null : made]
      }
    ])
  ),
  fullLike: (o) => t.fullLike(classes, 7, o),
  randint: (o) => t.randint(0, 9, [5], o),
  randperm: (o) => t.randperm(5, o),
  conv2d: (o) => t.conv2d(image, t.ones([2, 3, 2, 2]), null, o),
  conv1d: (o) => t.conv1d(x, t.ones([2, 3, 2]), null, o),
  chunk: (o) => t.chunk(x, { chunks: 2, ...o }),
  expand: (o) => t.expand(t.ones([1, 2]), { ...o, size: [3, 2] }),
  split: (o) => [t.split(x, { ...o, splitSize: 1 }), t.split(x, { ...o, size: 1 } as never)],
  oneHot: (o) => [t.oneHot(classes, { ...o, numClasses: 4 }), t.oneHot(classes, { ...o, classes: 4 } as never)],
  flatten: (o) => t.flatten(x, o),
  slice: (o) => t.slice(x, o),
  squeeze: (o) => t.squeeze(x, o),
  unbind: (o) => t.unbind(x, o),
  scaledDotProductAttention: (o) => t.scaledDotProductAttention(x, x, x, o),
  dropout: (o) => t.dropout(x, { ...o }),
  gelu: (o) => t.gelu(x, o),
  clamp: (o) => t.clamp(x, { ...o, min: 0.4 }),
  leakyRelu: (o) => t.leakyRelu(x, o),
  elu: (o) => t.elu(x, o),
  softplus: (o) => t.softplus(x, o),
  embedding: (o) => t.embedding(values, classes, o),
  indexSelect: (o) => t.indexSelect(values, t.tensor([1], { dtype: 'int32' }), o),
  linear: (o) => t.linear(values, t.ones([2, 4]), null, o),
  layerNorm: (o) => t.layerNorm(x, null, null, o),
  rmsNorm: (o) => t.rmsNorm(x, null, o),
  batchNorm: (o) => t.batchNorm(image, null, null, { ...o, training: true }),
  pad: (o) => t.pad(x, { pad: [1, 1], ...o }),
  maxPool2d: (o) => t.maxPool2d(image, { kernelSize: 2, ...o }),
  avgPool2d: (o) => t.avgPool2d(image, { kernelSize: 2, ...o }),
  mlp: (o) => module(nn.mlp([2, 3, 1], o)),
  randomSplit: (o) => data.randomSplit(dataset, [4, 2], o).map(({ length }) => length),
  randomCrop: (o) => data.randomCrop({ size: 2, ...o } as never),
  fitTable: (o) => data.fitTable(table, o),
  ...augmentCases,
  gaussian: (o) => gaussian(o)(t.tensor([2]), t.tensor([3])),
  plotLandscape: (o) => plot.plotLandscape(rosenbrock, { ...o, points: 6 }),
  plotHistory: (o) => plot.plotHistory({ a: [{ trainLoss: [3, 2] }, { trainLoss: [2, 2] }] }, o),
  plotSchedules: (o) => plot.plotSchedules({ half: (step) => 1 / (step + 2) }, { ...o, steps: 5 }),
  plotConfusion: (o) =>
    plot.plotConfusion(
      [
        [1, 2],
        [3, 4]
      ],
      o
    ),
  plotCalibration: (o) => plot.plotCalibration([0.5, 0.9], [1, 1], o),
  makeRosenbrock: (o) => makeRosenbrock(o)(t.tensor([2]), t.tensor([3])),
  clipGradNorm: (o) => optim.clipGradNorm([t.ones([2])], { ...o, maxNorm: 1 } as never),
  decayGroups: (o) => optim.decayGroups(new nn.Linear(2, 2), { ...o, weightDecay: 0.1 }).map((g) => g.weightDecay),
  searchInt: (o) => searchInt(1, 5, o),
  searchUniform: (o) => searchUniform(1, 5, o),
  logUniform: (o) => logUniform(1, 5, o),
  cosineAnnealingLR: schedule(schedules.cosineAnnealingLR, { tMax: 5 }),
  warmupCosine: schedule(schedules.warmupCosine, { warmupSteps: 2, totalSteps: 10 }),
  stepLR: schedule(schedules.stepLR, { stepSize: 2 }),
  constantLR: schedule(schedules.constantLR, {}),
  linearLR: schedule(schedules.linearLR, {}),
  polynomialLR: schedule(schedules.polynomialLR, {}),
  summary: (o) => {
    const { optimizer: of, ...batch } = { optimizer: undefined, ...o }
    return String(train.summary(new nn.Linear(2, 2), { inputShape: [2], ...batch }, { optimizer: of }))
  }
}
