// A model as something that answers requests: their shape, a request of one sample of the data, and the server of a
// replica. Called by serving.ts and the command line.
import { noGrad } from '../autograd/tape.ts'
import { loadSafetensors } from '../checkpoint/index.ts'
import { OptionError } from '../errors.ts'
import { tensorsIn } from '../inspect/memory/measure.ts'
import { elementsOf, type Tensor } from '../tensor/tensor.ts'
import { canResize, firstBatch, resized } from './batches.ts'
import type { Loaded } from './evaluate.weights.ts'
import { buildSeeded, type Experiment } from './experiment.ts'
import { type Answer, answerWith, ModelServer, type RequestShape, type ServeOptions } from './serving.server.ts'

export interface Served {
  /** A request of the first sample, as JSON. */
  readonly body: string
  /** Its rows. */
  readonly row: readonly number[][]
  readonly answer: Answer
}

/**
 * What the model of a run answers, in evaluation mode.
 *
 * @throws OptionError unless its batches are tensors, the target last
 */
export async function servedBy({ trainer, train, validation, plain }: Omit<Loaded, 'seed'>): Promise<Served> {
  const whole = await firstBatch(validation ?? train)
  if (!Array.isArray(whole) || tensorsIn(whole).length < 2 || !canResize(whole)) {
    throw new OptionError(
      'analyze.serving: expected batches [...inputs, target] of tensors with a row for each sample; a request is a row of the inputs'
    )
  }
  const inputs = tensorsIn(resized(whole, 1)).slice(0, -1)
  const shape: RequestShape = { inputs: inputs.map((t) => ({ shape: t.shape.slice(1), dtype: t.dtype })) }
  if (plain) trainer.model.eval()
  const forward = (...rows: Tensor[]): Tensor =>
    plain ? noGrad(() => trainer.model.forward(...(rows as never[])) as Tensor) : trainer.predict(...rows)
  const row = inputs.map((t) => Array.from(elementsOf(t)))
  return { body: JSON.stringify({ inputs: row }), row, answer: answerWith(shape, forward) }
}

/** The server of a replica: the experiment's model with weights of a file. */
export async function replicaServer(
  experiment: Experiment,
  { weights, seed, ...options }: ServeOptions & { readonly weights: string; readonly seed: number }
): Promise<ModelServer> {
  const built = await buildSeeded(experiment, { seed })
  built.trainer.model.loadStateDict((await loadSafetensors(weights)).tensors)
  const { answer, row } = await servedBy({ ...built, plain: true })
  // The first forward is slow: better now than for a user.
  answer([row])
  return new ModelServer(answer, options)
}
