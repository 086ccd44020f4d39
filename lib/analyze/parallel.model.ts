// What a step takes on several machines: measured compute of a part of the batch, bytes of the split, and links of a given
// bandwidth and latency. Called by parallel.ts.
import type { MemoryEstimate } from '../inspect/memory/planMemory.ts'
import type { SplitPlan } from '../inspect/memory/split.ts'

/** The ways to divide a run. */
export type Split = 'data' | 'ZeRO-1' | 'ZeRO-2' | 'tensor' | 'pipeline'

export interface Link {
  /** Bits a second of each machine, each way. */
  readonly bandwidth: number
  /** Seconds of a message. */
  readonly latency: number
  /** Whether gradients travel while backward computes. */
  readonly overlap: boolean
}

/** A step on `machines` machines. */
export interface SplitStep {
  readonly split: Split
  readonly machines: number
  /** Bytes that a machine holds, and that it sends in a step. */
  readonly bytesEach: number
  readonly bytesSent: number
  readonly computeSeconds: number
  readonly communicationSeconds: number
  /** Share of the step in which a machine of a pipeline waits for others. */
  readonly bubble: number
  readonly secondsPerStep: number
}

/**
 * The steps of every split over `n` machines.
 *
 * @param seconds measured seconds of a step with so many samples
 * @param batch samples of the whole batch
 */
export function stepsOver(
  plan: MemoryEstimate,
  n: number,
  batch: number,
  link: Link,
  seconds: (samples: number) => number
): SplitStep[] {
  const splits = plan.over(n)
  const { data, tensor, pipeline } = splits
  const part = seconds(Math.ceil(batch / n))
  const { optimizer, gradients, total } = data.perMachine
  const step = (
    split: Split,
    bytesEach: number,
    sent: SplitPlan['sent'],
    messages: number,
    compute: number
  ): SplitStep => {
    const communication = n === 1 ? 0 : (8 * sent.float32) / link.bandwidth + messages * link.latency
    // Sums within layers, and what stages wait for, lie on the path of the step.
    const hidden = link.overlap && split !== 'tensor' && split !== 'pipeline'
    return {
      split,
      machines: n,
      bytesEach,
      bytesSent: n === 1 ? 0 : sent.float32,
      computeSeconds: compute,
      communicationSeconds: communication,
      bubble: split === 'pipeline' ? (n - 1) / (splits.microbatches + n - 1) : 0,
      secondsPerStep: hidden ? Math.max(compute, communication) : compute + communication
    }
  }
  const ring = 2 * (n - 1)
  const kept = 1 - 1 / n
  const steps = [step('data', total.float32, data.sent, ring, part)]
  if (n === 1) return steps
  steps.push(
    // Gradients are summed in parts, each machine updates its part of the weights, and the parts are gathered: as many
    // bytes as a ring all-reduce (Rajbhandari et al. 2020).
    step('ZeRO-1', total.float32 - kept * optimizer.float32, data.sent, ring, part),
    step('ZeRO-2', total.float32 - kept * (optimizer.float32 + gradients.float32), data.sent, ring, part),
    step('tensor', tensor.perMachine.total.float32, tensor.sent, 2 * ring, seconds(batch) / n)
  )
  if (pipeline !== null) {
    const m = splits.microbatches
    const stage = seconds(Math.ceil(batch / m)) / n
    steps.push(step('pipeline', pipeline.perMachine.total.float32, pipeline.sent, 2 * m, (m + n - 1) * stage))
  }
  return steps
}
