// What the package gives to those who import it: built (unless a fresh build is there), put where a user has it, loaded as
// ESM and as CommonJS, and compiled against by its own program. No optional package is there, so nothing may load one on
// import.
import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import { build } from 'tsdown'
import ts from 'typescript'
import { beforeAll, describe, expect, test } from 'vitest'
import * as bessel from '../../lib/ops/bessel.ts'
import * as bits from '../../lib/ops/bits.ts'
import * as aliases from '../../lib/ops/gen/aliases.ts'
import * as elementwise from '../../lib/ops/gen/elementwise.ts'
import * as pointwise from '../../lib/ops/pointwise.ts'
import * as polynomials from '../../lib/ops/polynomials.ts'
import * as sampling from '../../lib/ops/sampling.ts'
import { ROOT } from '../declarations.ts'
import { temporaryFolder } from '../util/folder.ts'

const NAMES: Record<string, string> = {
  '.': `tensor zeros ones full empty arange linspace eye rand randn randint randperm fromArray
    zerosLike onesLike fullLike emptyLike randLike randnLike Tensor hasDtype
    ${Object.keys({ ...elementwise, ...aliases, ...bits, ...bessel, ...pointwise, ...polynomials, ...sampling }).join(' ')}
    floorDivide clampMin clampMax polygamma zeta igamma igammac multigammaln
    amax amin aminmax varMean stdMean nansum nanmean countNonzero dist renorm
    add sub mul div pow
    gelu clamp lerp eq ne lt le gt ge where
    logicalAnd logicalOr logicalXor logicalNot isnan isfinite any all pad
    sum mean prod var variance std norm max min argmax argmin logsumexp softmax logSoftmax dropout
    addbmm addmm addmv addr baddbmm bilinear blockDiag bmm cdist chainMatmul corrcoef cosineSimilarity cov cross dot einsum inner
    cholesky choleskyInverse choleskySolve det inverse linalg logdet matrixExp pinverse slogdet
    kron matrixPower mm mv normalize outer pairwiseDistance tensordot trace vdot
    conv3d convTranspose1d convTranspose2d convTranspose3d maxPool1d maxPool3d avgPool1d avgPool3d adaptiveAvgPool1d adaptiveAvgPool3d
    adaptiveMaxPool1d adaptiveMaxPool2d adaptiveMaxPool3d lpPool1d lpPool2d lpPool3d fractionalMaxPool2d fractionalMaxPool3d
    maxUnpool1d maxUnpool2d maxUnpool3d unfold fold pixelShuffle pixelUnshuffle channelShuffle interpolate affineGrid gridSample
    localResponseNorm instanceNorm dropout1d dropout2d dropout3d alphaDropout featureAlphaDropout
    matmul linear conv1d conv2d maxPool2d avgPool2d adaptiveAvgPool2d layerNorm rmsNorm groupNorm batchNorm
    scaledDotProductAttention embedding indexSelect gather scatterAdd oneHot
    reshape flatten squeeze unsqueeze permute transpose expand slice select cat stack split chunk unbind contiguous clone
    detach to crossEntropy nllLoss mseLoss l1Loss smoothL1Loss huberLoss binaryCrossEntropy binaryCrossEntropyWithLogits
    klDiv hingeEmbeddingLoss poissonNllLoss softMarginLoss multilabelSoftMarginLoss multilabelMarginLoss multiMarginLoss
    marginRankingLoss cosineEmbeddingLoss tripletMarginLoss tripletMarginWithDistanceLoss gaussianNllLoss linearCrossEntropy ctcLoss embeddingBag
    prelu rrelu glu softmin
    sort argsort msort topk kthvalue median nanmedian quantile nanquantile mode unique uniqueConsecutive searchsorted
    bucketize bincount histc isin cumsum cumprod cummax cummin logcumsumexp diff trapezoid cumulativeTrapezoid
    narrow logspace at put indexPut take takeAlongDim scatter scatterReduce indexAdd indexCopy indexFill indexReduce
    maskedFill maskedSelect maskedScatter nonzero argwhere selectScatter sliceScatter diagonalScatter
    diag diagonal diagEmbed diagflat tril triu trilIndices triuIndices
    flip fliplr flipud roll rot90 tile repeat repeatInterleave movedim swapaxes unflatten ravel t broadcastTo expandAs
    reshapeAs viewAs broadcastTensors atleast1d atleast2d atleast3d tensorSplit hsplit vsplit dsplit
    hstack vstack dstack columnStack block meshgrid cartesianProd combinations vander
    autocast background isAutocastEnabled noGrad enableGrad isGradEnabled checkpoint scope keep gradcheck manualSeed Generator sparseGrad backend setBackend setNumThreads
    ThalwegError ShapeError OptionError TensorReleasedError CheckpointError IndexError BufferError BackendError NonFiniteError LinAlgError
    AutogradError DataError LogError DistributedError
    customFunction detectAnomaly grad gradgradcheck hessian hvp jacobian jvp vjp`,
  './analyze': 'analyze Analysis experimentOf',
  './nn': `Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d MaxPool1d MaxPool3d AvgPool1d AvgPool3d AdaptiveAvgPool1d AdaptiveAvgPool3d
    AdaptiveMaxPool1d AdaptiveMaxPool2d AdaptiveMaxPool3d LPPool1d LPPool2d LPPool3d FractionalMaxPool2d FractionalMaxPool3d
    MaxUnpool1d MaxUnpool2d MaxUnpool3d Unfold Fold PixelShuffle PixelUnshuffle ChannelShuffle Upsample UpsamplingNearest2d
    UpsamplingBilinear2d ConstantPad1d ConstantPad2d ConstantPad3d ZeroPad1d ZeroPad2d ZeroPad3d ReflectionPad1d ReflectionPad2d
    ReflectionPad3d ReplicationPad1d ReplicationPad2d ReplicationPad3d CircularPad1d CircularPad2d CircularPad3d BatchNorm3d
    InstanceNorm1d InstanceNorm2d InstanceNorm3d LocalResponseNorm CrossMapLRN2d Dropout1d Dropout2d Dropout3d AlphaDropout
    FeatureAlphaDropout Unflatten LazyLinear LazyConv1d LazyConv2d LazyConv3d LazyConvTranspose1d LazyConvTranspose2d
    LazyConvTranspose3d LazyBatchNorm1d LazyBatchNorm2d LazyBatchNorm3d LazyInstanceNorm1d LazyInstanceNorm2d LazyInstanceNorm3d
    Module Linear Conv1d Conv2d MaxPool2d AvgPool2d AdaptiveAvgPool2d BatchNorm1d BatchNorm2d LayerNorm RMSNorm
    GroupNorm Embedding Dropout Flatten Identity ReLU LeakyReLU ELU GELU SiLU Sigmoid Tanh Softmax LogSoftmax Softplus
    ReLU6 RReLU SELU CELU GLU Hardshrink Hardsigmoid Hardswish Hardtanh LogSigmoid Mish PReLU Softmax2d Softmin Softshrink
    Softsign Tanhshrink Threshold ModuleList ModuleDict ParameterList ParameterDict SoftMarginLoss MultiLabelSoftMarginLoss
    MultiLabelMarginLoss MultiMarginLoss MarginRankingLoss CosineEmbeddingLoss TripletMarginLoss TripletMarginWithDistanceLoss
    GaussianNLLLoss CTCLoss LinearCrossEntropyLoss AdaptiveLogSoftmaxWithLoss EmbeddingBag CosineSimilarity PairwiseDistance Bilinear RNNCell LSTMCell GRUCell
    PackedSequence packPaddedSequence padPackedSequence packSequence unpackSequence padSequence unpadSequence weightNorm
    spectralNorm registerParametrization removeParametrizations isParametrized parametersToVector vectorToParameters
    Transformer TransformerEncoder TransformerDecoder TransformerEncoderLayer TransformerDecoderLayer
    MultiheadAttention RNN LSTM GRU Sequential mlp init parameter buffer MSELoss L1Loss SmoothL1Loss HuberLoss
    CrossEntropyLoss NLLLoss BCELoss BCEWithLogitsLoss KLDivLoss HingeEmbeddingLoss PoissonNLLLoss`,
  './config': 'defineConfig',
  './data': `DataLoader TensorDataset Subset ConcatDataset subset randomSplit collate compose normalize randomCrop
    randomHorizontalFlip columnOf padCollate stratifiedSplit groupedSplit SequentialSampler RandomSampler SubsetRandomSampler
    WeightedRandomSampler BatchSampler randomRotation randomAffine colorJitter randomErasing cutout mixup Vocabulary ImageFolder JsonLines
    readImage readImageFolder readJsonLines readParquet readSqlite readCsv readTable fitTable applyTable Table readCifar readIdx readNpy writeNpy Philox permutation randomBelow randomFloat`,
  './metrics': `Accuracy TopKAccuracy Precision Recall F1 ConfusionMatrix MeanAbsoluteError MeanSquaredError R2 AUROC AveragePrecision
    BalancedAccuracy MatthewsCorrelation LogLoss BrierScore CalibrationError
    CohenKappa JaccardIndex DiceScore Perplexity MeanAbsolutePercentageError MedianAbsoluteError ExplainedVariance
    RetrievalNormalizedDCG RetrievalRecall RetrievalPrecision RetrievalMRR`,
  './checkpoint': 'loadSafetensors saveSafetensors loadCheckpoint saveCheckpoint',
  './distributed': 'init',
  './distributions': `Bernoulli Beta Binomial Categorical Cauchy Chi2 Dirichlet Distribution Exponential Gamma Geometric Gumbel HalfNormal
    Independent Laplace LogNormal Multinomial MultivariateNormal Normal OneHotCategorical Poisson StudentT Uniform klDivergence`,
  './landscapes': 'rosenbrock makeRosenbrock pathological trimodal beale himmelblau rastrigin ackley gaussian sumOf',
  './plot': `Picture pageOf plotHistory plotLandscape plotTrajectories plotSchedules plotRange plotSearch plotBatchSizes
    plotProfile plotMemory plotConfusion plotCalibration modelLandscape KeepWeights`,
  './preprocessing': `StandardScaler MinMaxScaler RobustScaler OneHotEncoder OrdinalEncoder LabelEncoder SimpleImputer ToFloat
    DatetimeEncoder Pipeline ColumnTransformer`,
  './schedules': `stepLR multiStepLR constantLR linearLR exponentialLR polynomialLR cosineAnnealingLR
    cosineAnnealingWarmRestarts cyclicLR oneCycleLR warmupCosine sequential chained`,
  './optim': `Optimizer SGD Adam AdamW Adamax Adagrad Adadelta RMSprop NAdam RAdam ASGD Rprop LRScheduler StepLR MultiStepLR
    ConstantLR LinearLR ExponentialLR PolynomialLR LambdaLR MultiplicativeLR CosineAnnealingLR CosineAnnealingWarmRestarts
    CyclicLR OneCycleLR ReduceLROnPlateau SequentialLR ChainedScheduler SWALR WarmupCosineLR WeightDecayScheduler
    clipGradNorm clipGradValue getTotalNorm AveragedModel emaAvg swaAvg updateBn decayGroups layerGroups
    GradientAccumulator gradientDescentStep LBFGS Adafactor Muon ComposedOptimizer option needed testOptimizer`,
  './search': 'search SearchResult TrialPruned choice int logUniform uniform when',
  './train': `minimize Trainer EarlyStopping ModelCheckpoint ProgressBar profile Profile
    planMemory findBatchSize BatchSizeSearch histogram JsonLinesLogger CsvLogger TensorBoardLogger HistogramMonitor
    Lambda LearningRateMonitor GradientMonitor LearningRateFinder findLearningRate LearningRateCurve OptimizerSwitch
    BatchSizeSchedule Timer Summary summary Advisor LivePage ResourceMonitor`
}
// Entries that are still growing: what is listed must be there.
const GROWING = ['./optim', './train']

interface Target {
  readonly types: string
  readonly default: string
}
type Manifest = { readonly exports: Record<string, string | { readonly import: Target; readonly require: Target }> }

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest
const entries = Object.entries(manifest.exports).filter(([path]) => path !== './package.json')
const user = temporaryFolder()('user')
const home = join(user, 'node_modules/thalweg')

// Whether every file of the build is younger than all that it is made of.
function isFresh(): boolean {
  if (!existsSync(join(ROOT, 'dist/index.mjs'))) return false
  const within = (folder: string): string[] =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path))
  const timeOf = (path: string): number => statSync(join(ROOT, path)).mtimeMs
  const sources = [...within('lib'), 'tsdown.config.ts', 'tsconfig.json', 'package.json', 'package-lock.json']
  return Math.min(...within('dist').map(timeOf)) > Math.max(...sources.map(timeOf))
}

beforeAll(async () => {
  const outDir = join(home, 'dist')
  if (isFresh()) cpSync(join(ROOT, 'dist'), outDir, { recursive: true })
  else await build({ config: join(ROOT, 'tsdown.config.ts'), cwd: ROOT, outDir, logLevel: 'error' })
  copyFileSync(join(ROOT, 'package.json'), join(home, 'package.json'))
  mkdirSync(join(home, 'build/Release'), { recursive: true })
  cpSync(join(ROOT, 'build/Release/thalweg.node'), join(home, 'build/Release/thalweg.node'))
}, 120_000)

function node(...args: string[]): string {
  return execFileSync(process.execPath, args, { cwd: user, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

test('every export is of a file that the build makes', () => {
  const targets = entries.flatMap(([, to]) => (typeof to === 'string' ? [to] : [to.import, to.require].flatMap(files)))
  expect(targets.length).toBe(4 * entries.length)
  expect(targets.filter((path) => !existsSync(join(home, path)))).toEqual([])
})

const files = (target: Target): string[] => [target.types, target.default]

test('every entry is listed here', () => {
  expect(entries.map(([path]) => path).sort()).toEqual(Object.keys(NAMES).sort())
})

// By entry, its names by import and by require; each entry in a worker that has loaded nothing before.
let found: Record<string, { imported: string[]; required: string[] }> = {}
beforeAll(() => {
  found = JSON.parse(node('-e', WORKERS, ...Object.keys(NAMES).map(nameOf))) as typeof found
})

const WORKERS = `
  const { Worker } = require('node:worker_threads')
  const code = \`
    const { parentPort, workerData } = require('node:worker_threads')
    import(workerData).then((all) => {
      parentPort.postMessage({ imported: Object.keys(all).sort(), required: Object.keys(require(workerData)).sort() })
    })\`
  const namesOf = (name) => new Promise((resolve, reject) => {
    new Worker(code, { eval: true, workerData: name }).on('message', resolve).on('error', reject)
  })
  async function main() {
    const found = {}
    for (const name of process.argv.slice(1)) found[name] = await namesOf(name)
    process.stdout.write(JSON.stringify(found))
  }
  main()`

const nameOf = (path: string): string => path.replace('.', 'thalweg')

describe.each(Object.keys(NAMES))('%s', (path) => {
  const names = [...new Set(NAMES[path]!.split(/\s+/))].sort()
  const wanted = GROWING.includes(path) ? expect.arrayContaining(names) : names

  test('the same names by import and by require', () => {
    const { imported, required } = found[nameOf(path)]!
    expect(imported).toEqual(wanted)
    expect(required).toEqual(wanted)
  })
})

test('an entry alone gives tensors with all their methods', () => {
  const program = `
    import { collate } from 'thalweg/data'
    import { backend } from 'thalweg'
    process.stdout.write(backend.name + collate([1, 2, 3]).add(1).sum().item())`
  expect(node('--input-type=module', '-e', program)).toMatch(/^(native|js)9$/)
})

test('entries share one Tensor', () => {
  const program = `
    const { ones } = require('thalweg'), { Linear } = require('thalweg/nn'), { TensorDataset } = require('thalweg/data')
    console.log(new Linear(3, 2).forward(new TensorDataset(ones([4, 3])).get(1)[0].unsqueeze(0)).shape.join())`
  expect(node('-e', program)).toBe('1,2\n')
})

test('the command line', () => {
  expect(node(join(home, 'dist/cli.mjs'), 'info')).toMatch(/^thalweg +\d/)
  expect(readFileSync(join(home, 'dist/cli.mjs'), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
})

test('importing the root loads the library alone', () => {
  const program = `
    require('thalweg')
    console.log(Object.keys(require.cache).filter((path) => !/node_modules.thalweg.(dist.[\\w-]+\\.cjs|build.Release.thalweg\\.node)$/.test(path)).length)`
  expect(node('-e', program)).toBe('0\n')
})

// What is read before the first line of a program runs. A time would depend on the machine.
test('importing the root reads few files and little code', () => {
  const read = new Map<string, number>()
  const visit = (name: string): void => {
    if (read.has(name)) return
    const text = readFileSync(join(home, 'dist', name), 'utf8')
    read.set(name, text.length)
    for (const [, path] of text.matchAll(/^(?:import|export)\s(?:[^'"]*?from\s*)?"\.\/([^"]+)"/gm)) visit(path!)
  }
  visit('index.mjs')
  const total = [...read.values()].reduce((sum, n) => sum + n)
  expect(read.size).toBeLessThanOrEqual(6)
  // Smaller than this by a third would mean that the scan has missed a chunk.
  expect(total).toBeGreaterThan(800_000)
  expect(total).toBeLessThan(1_150_000)
})

const PROGRAM = `
import { backend, tensor, type Tensor } from 'thalweg'
import { type NamedTensors, loadSafetensors } from 'thalweg/checkpoint'
import { DataLoader, TensorDataset } from 'thalweg/data'
import { Accuracy, type Metric } from 'thalweg/metrics'
import * as nn from 'thalweg/nn'

class Net extends nn.Module {
  readonly body = new nn.Linear(2, 8)
  readonly head = nn.mlp([8, 4, 3])
  override forward(x: Tensor): Tensor {
    return this.head.forward(this.body.forward(x).relu())
  }
}

const x: Tensor = tensor([[1, 2]])
const shape: readonly number[] = x.sum({ dim: 1 }).shape
const loader = new DataLoader(new TensorDataset(x, x), { batchSize: 1, shuffle: true })
for (const [a, b] of loader) new Net().forward(a).add(b)
const name: 'native' | 'js' = backend.name
const metric: Metric = new Accuracy()
const weights: Promise<NamedTensors> = loadSafetensors('a.safetensors').then((file) => file.tensors)
// @ts-expect-error an option that is not there
new nn.Linear(2, 3, { biass: true })
// @ts-expect-error a tensor is not a number
const wrong: number = x.sum()
export { shape, name, metric, weights, wrong }
`

// A CommonJS module that adds to the library's types, and an ES module that hands classes with private members to it.
const MIXED: Record<string, string> = {
  'required.cts': `
import type { Tensor } from 'thalweg'
import type { Trainer } from 'thalweg/train'
declare module 'thalweg' {
  interface Tensor { readonly fromRequired?: 1 }
}
declare module 'thalweg/train' {
  interface TrainerOptions { readonly fromRequired?: 1 }
}
export declare const same: <T extends Tensor | Trainer>(value: T) => T
`,
  'imported.mts': `
import type { Tensor } from 'thalweg'
import type { Trainer, TrainerOptions } from 'thalweg/train'
import { same } from './required.cjs'
declare module 'thalweg' {
  interface Tensor { readonly fromImported?: 2 }
}
export const tensorOf = (x: Tensor): Tensor => same(x)
export const trainerOf = (trainer: Trainer): Trainer => same(trainer)
export const added = (x: Tensor, options: TrainerOptions): (1 | 2 | undefined)[] => [
  x.fromRequired, x.fromImported, options.fromRequired
]
// @ts-expect-error nobody added it
export const absent = (x: Tensor): unknown => x.fromNobody
`
}

describe('the declarations', () => {
  const files = ['program.mts', 'program.cts', 'hover.mts', ...Object.keys(MIXED)].map((name) => join(user, name))
  let program: ts.Program
  beforeAll(() => {
    for (const file of files.slice(0, 2)) writeFileSync(file, PROGRAM)
    for (const [name, text] of Object.entries(MIXED)) writeFileSync(join(user, name), text)
    writeFileSync(
      files[2]!,
      "import { ones } from 'thalweg'\nexport const { relu, softmax, add_, reshape } = ones([2])\n"
    )
    program = ts.createProgram(files, {
      noEmit: true,
      strict: true,
      module: ts.ModuleKind.NodeNext,
      target: ts.ScriptTarget.ES2022,
      lib: ['lib.es2023.d.ts']
    })
  })

  test('are written once: those of an ES module name those of CommonJS', () => {
    const dist = join(home, 'dist')
    const imported = readdirSync(dist).filter((name) => name.endsWith('.d.mts'))
    const line = (name: string): string => `export * from './${name.replace('.d.mts', '.cjs')}'\n`
    expect(imported.filter((name) => readFileSync(join(dist, name), 'utf8') !== line(name))).toEqual([])
    expect(imported).toHaveLength(entries.length)
  })

  test('compile alone, from ESM and from CommonJS, which share their classes and what modules add', () => {
    const host = {
      getCurrentDirectory: () => user,
      getCanonicalFileName: (name: string) => name,
      getNewLine: () => '\n'
    }
    expect(ts.formatDiagnostics(ts.getPreEmitDiagnostics(program), host)).toBe('')
  })

  test('tell an editor what a method does', () => {
    const checker = program.getTypeChecker()
    const [, statement] = program.getSourceFile(files[2]!)!.statements
    const methods = checker.getTypeAtLocation(
      (statement as ts.VariableStatement).declarationList.declarations[0]!.initializer!
    )
    const doc = (name: string): string =>
      ts.displayPartsToString(methods.getProperty(name)!.getDocumentationComment(checker))
    expect(doc('relu')).toBe('max(x, 0); gradient 0 at 0.')
    for (const name of ['softmax', 'add_', 'reshape', 'conv2d']) expect(doc(name)).toMatch(/^\S.*\S/)
  })
})
