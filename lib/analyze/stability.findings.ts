// The findings of analyze.stability, from losses and counts. Called by stability.ts.
import { ascending, pairedDifference, quantile, wilson } from '../util/statistics.ts'
import { type Finding, find } from './findings.ts'
import { smooth } from './record.ts'
import { STABILITY_RULES as RULES } from './stability.rules.ts'
import type { Counts, StabilityWatch } from './stability.watch.ts'
import type { WatchedRun } from './watched.ts'

/** The losses at the end: as it is, and clipped. */
export type Pair = readonly [plain: number, clipped: number]

/** The smoothed loss at the end; Infinity of a run that diverged. */
export const endOf = ({ losses, diverged }: WatchedRun): number =>
  diverged > 0 ? Infinity : (smooth(losses).at(-1) ?? NaN)

/** Of losses and norms. */
export function runFindings({ losses, diverged }: WatchedRun, watch: StabilityWatch): Finding[] {
  const steps = losses.length
  const norms = ascending(watch.norms)
  const findings = [find(RULES.finite, { steps, diverged })]
  if (steps === 0) return findings
  const swings = swingsOf(losses)
  return [
    ...findings,
    find(RULES.reach, { median: quantile(norms, 0.5), p90: quantile(norms, 0.9), largest: norms.at(-1) ?? Number.NaN }),
    find(RULES.spikes, { ...spikesOf(losses), steps }),
    find(RULES.oscillation, { ...swings, ...wilson(swings.share * swings.changes, swings.changes) })
  ]
}

// The losses that a spike is compared with: so many before it, at least a few.
const WINDOW = 50
const LEAST = 8

/** Losses above the median of those before them by six median absolute deviations; neighbors are one spike. */
export function spikesOf(losses: readonly number[]): { spikes: number; first: number; loss: number; usual: number } {
  const found = { spikes: 0, first: 0, loss: Number.NaN, usual: Number.NaN }
  let above = false
  losses.forEach((loss, k) => {
    const before = losses.slice(Math.max(0, k - WINDOW), k)
    if (before.length < LEAST) return
    const usual = quantile(ascending(before), 0.5)
    const deviation = quantile(ascending(before.map((each) => Math.abs(each - usual))), 0.5)
    // Of a loss that hardly moves, a rounding error is not a spike.
    const was = above
    above = loss > usual + Math.max(6 * 1.4826 * deviation, 0.01 * Math.abs(usual))
    if (!above || was) return
    if (found.spikes++ === 0) Object.assign(found, { first: k + 1, loss, usual })
  })
  return found
}

/** The share of the changes of the smoothed loss whose sign differs from that of the change before. */
export function swingsOf(losses: readonly number[]): { share: number; changes: number } {
  const smoothed = smooth(losses)
  const moves = smoothed.slice(1).map((loss, k) => Math.sign(loss - smoothed[k]!))
  const changes = Math.max(0, moves.length - 1)
  const turned = moves.slice(1).filter((move, k) => move * moves[k]! < 0).length
  return { share: changes === 0 ? 0 : turned / changes, changes }
}

/** Of what was counted element by element. */
export function numberFindings(watch: StabilityWatch): Finding[] {
  const total = watch.total()
  // That no gradient is there is said once.
  if (total.reached === 0) return []
  const share = (count: keyof Counts, of = total): number => of[count] / of.reached
  const lost = [...watch.layers].map(([layer, counts]) => ({ layer, share: share('lost', counts) }))
  // A layer without gradients has no share.
  const worst = lost.reduce((a, b) => (b.share > a.share || Number.isNaN(a.share) ? b : a))
  const units = [...watch.units()].map(([layer, each]) => ({ layer, ...each }))
  const [dead, all] = [units.reduce((n, u) => n + u.dead, 0), units.reduce((n, u) => n + u.units, 0)]
  const deadest = units.reduce((a, b) => (b.dead / b.units > a.dead / a.units ? b : a), {
    layer: '',
    dead: 0,
    units: 1
  })
  const { elements, largest, hugeFp16 } = watch.activations
  const { tinyFp16, hugeFp16: huge, tinyBf16, hugeBf16, reached, moments } = total
  return [
    find(
      RULES.dead,
      { dead, units: all, layerDead: deadest.dead, layerUnits: deadest.units },
      { layer: deadest.layer }
    ),
    find(RULES.lost, { share: share('lost'), layerShare: worst.share }, { layer: worst.layer }),
    ...(watch.hasStates
      ? [find(RULES.states, { since: watch.frozenSince, notFinite: total.notFinite }, { state: watch.frozen })]
      : []),
    ...(watch.hasSquares
      ? [
          find(RULES.squares, { share: share('squareLost') }),
          find(RULES.eps, { share: moments === 0 ? Number.NaN : total.epsShare / moments })
        ]
      : []),
    find(RULES.fp16, {
      fp16: (tinyFp16 + huge) / reached,
      bf16: (tinyBf16 + hugeBf16) / reached,
      tiny: tinyFp16 / reached,
      huge: huge / reached
    }),
    find(RULES.activations, { largest: elements === 0 ? Number.NaN : largest, huge: hugeFp16 })
  ]
}

/** Of the tail of the norms, and of the runs with and without clipping. */
export function clipFindings(
  { norms: all }: StabilityWatch,
  norms: readonly number[],
  maxNorm: number,
  pairs: readonly Pair[]
): Finding[] {
  if (!(maxNorm > 0)) return []
  const touched = all.filter((norm) => norm > maxNorm).length / all.length
  const finite = pairs.filter((pair) => pair.every(Number.isFinite))
  const { mean, low, high } = pairedDifference(
    finite.map(([plain]) => plain),
    finite.map(([, other]) => other)
  )
  const [plainDiverged, clippedDiverged] = [0, 1].map((k) => pairs.filter((pair) => !Number.isFinite(pair[k]!)).length)
  const differ = plainDiverged !== clippedDiverged || finite.length === 0
  return [
    find(RULES.tail, { median: quantile(norms, 0.5), largest: Math.max(...all), maxNorm, touched }),
    find(RULES.gain, {
      ...(differ ? { difference: 0, low: 0, high: 0 } : { difference: mean, low, high }),
      seeds: pairs.length,
      plainDiverged: plainDiverged!,
      clippedDiverged: clippedDiverged!,
      maxNorm
    })
  ]
}
