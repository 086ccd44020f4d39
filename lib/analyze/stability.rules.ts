// The sentences of analyze.stability. Called by stability.ts.
import { digits, intervalVerdict, type Numbers, percent, plural, type Rule, range } from './findings.ts'

// From these shares of elements on, something is wrong.
const LOST = 0.05
const FEW = 0.01
const EPS = 0.1
// A norm so many times the median is a tail that clipping cuts.
const TAIL = 5
// Noise alone changes the sign of the change of the loss half of the time.
const SWINGS = 0.55

export const STABILITY_RULES = {
  finite: {
    name: 'finite',
    needs: ['steps', 'diverged'],
    judge: ({ steps, diverged }) => (diverged! > 0 ? 'no' : steps! > 0 ? 'yes' : 'unclear'),
    yes: { level: 'note', text: (n) => `all ${n.steps} losses are finite` },
    no: {
      level: 'warning',
      text: (n) => `the loss or the norm of the gradients is not finite in step ${n.diverged}: the run ends there`
    },
    unclear: { level: 'warning', text: () => 'no step was made: give a larger budget' }
  },
  /** Whether gradients reach the weights at all. */
  reach: {
    name: 'gradients',
    needs: ['median', 'largest'],
    judge: ({ largest }) => (largest! > 0 ? 'yes' : 'no'),
    yes: {
      level: 'note',
      text: (n) =>
        `norms of gradients: median ${digits(n.median!)}, 90 % below ${digits(n.p90!)}, largest ${digits(n.largest!)}`
    },
    no: { level: 'warning', text: () => 'no gradient reaches the weights: the loss does not depend on them' },
    unclear: { level: 'note', text: () => 'no gradients were seen' }
  },
  spikes: {
    name: 'spikes',
    needs: ['spikes', 'steps'],
    judge: ({ spikes, steps }) => (spikes! > 0 ? 'yes' : steps! < 10 ? 'unclear' : 'no'),
    yes: {
      level: 'warning',
      text: (n) =>
        `${plural(n.spikes!, 'spike')} of the loss, the first in step ${n.first}: ${digits(n.loss!)} where ${digits(n.usual!)} is usual; look at that batch, or clip`
    },
    no: { level: 'note', text: (n) => `no spike of the loss in ${n.steps} steps` },
    unclear: { level: 'note', text: (n) => `${n.steps} steps are too few to tell a spike` }
  },
  oscillation: {
    name: 'oscillation',
    needs: ['share', 'low', 'high', 'changes'],
    judge: ({ low, changes }) => (changes! < 10 ? 'unclear' : low! > SWINGS ? 'yes' : 'no'),
    yes: {
      level: 'warning',
      text: (n) =>
        `the loss swings: it turns around after ${percent(n.share!)} of the steps (${percent(n.low!)} to ${percent(n.high!)}), noise alone makes 50 %; lower the learning rate`
    },
    no: {
      level: 'note',
      text: (n) =>
        `no swing of the loss that these steps can show: it turns around after ${percent(n.share!)} of them; noise alone makes 50 %`
    },
    unclear: { level: 'note', text: () => 'too few steps to tell whether the loss swings' }
  },
  dead: {
    name: 'dead units',
    needs: ['dead', 'units', 'layerDead', 'layerUnits'],
    judge: ({ dead, units }) => (units === 0 ? 'unclear' : dead! > 0 ? 'yes' : 'no'),
    yes: {
      level: 'warning',
      text: (n, { layer }) =>
        n.layerDead === n.layerUnits
          ? `layer ${layer} is dead: no gradient reaches any of its ${n.layerUnits} units`
          : `${n.dead} of ${n.units} units are dead, most of them in layer ${layer} (${n.layerDead} of ${n.layerUnits})`
    },
    no: { level: 'note', text: (n) => `a gradient reaches each of ${n.units} units` },
    unclear: { level: 'note', text: () => 'no linear or convolutional layer has units to look at' }
  },
  lost: {
    name: 'lost updates',
    needs: ['share', 'layerShare'],
    judge: ({ layerShare }) => (layerShare! > LOST ? 'yes' : 'no'),
    yes: {
      level: 'warning',
      text: (n, { layer }) =>
        `${percent(n.layerShare!)} of the updates of layer ${layer} are lost: a step is below half the spacing of float32 at its weight (half an ulp)`
    },
    no: {
      level: 'note',
      text: (n) =>
        n.share === 0 ? 'no update is lost to rounding' : `${percent(n.share!)} of the updates are lost to rounding`
    },
    unclear: { level: 'note', text: () => 'no update was seen' }
  },
  states: {
    name: 'states',
    needs: ['since', 'notFinite'],
    judge: ({ since }) => (since! > 0 ? 'no' : 'yes'),
    yes: { level: 'note', text: () => 'the states of the optimizer are finite' },
    no: {
      level: 'warning',
      text: (n, { state }) =>
        `state ${state} is not finite: ${plural(n.notFinite!, 'element')} frozen since step ${n.since}`
    },
    unclear: { level: 'note', text: () => 'the optimizer has no states' }
  },
  squares: {
    name: 'squares',
    needs: ['share'],
    judge: ({ share }) => (share! > FEW ? 'yes' : 'no'),
    yes: {
      level: 'warning',
      text: (n) =>
        `${percent(n.share!)} of the second moments are zero or subnormal although a gradient is there: its square is below float32; scale the loss up`
    },
    no: {
      level: 'note',
      text: (n) =>
        n.share === 0
          ? 'the squares of the gradients are within float32'
          : `${percent(n.share!)} of the second moments are zero or subnormal although a gradient is there`
    },
    unclear: { level: 'note', text: () => 'the optimizer has no second moments' }
  },
  eps: {
    name: 'eps',
    needs: ['share'],
    judge: ({ share }) => (share! > EPS ? 'yes' : 'no'),
    yes: {
      level: 'advice',
      text: (n) =>
        `eps has a share in the step of ${percent(n.share!)} of the weights: the root of their second moment is below 10 eps; lower eps`
    },
    no: { level: 'note', text: (n) => `eps has a share in the step of ${percent(n.share!)} of the weights` },
    unclear: { level: 'note', text: () => 'the optimizer has no eps' }
  },
  fp16: {
    name: 'fp16 gradients',
    needs: ['fp16', 'bf16'],
    judge: ({ fp16 }) => (fp16! > FEW ? 'yes' : 'no'),
    yes: {
      level: 'note',
      text: (n) =>
        `fp16 would lose ${percent(n.fp16!)} of the elements of gradients (${percent(n.tiny!)} too small, ${percent(n.huge!)} too large), bf16 ${percent(n.bf16!)}`
    },
    no: {
      level: 'note',
      text: (n) => `fp16 would keep ${percent(1 - n.fp16!)} of the gradients, bf16 ${percent(1 - n.bf16!)}`
    },
    unclear: { level: 'note', text: () => 'no gradient was seen' }
  },
  activations: {
    name: 'fp16 activations',
    needs: ['largest', 'huge'],
    judge: ({ huge }) => (huge! > 0 ? 'yes' : 'no'),
    yes: {
      level: 'advice',
      text: (n) => `activations up to ${digits(n.largest!)}: ${plural(n.huge!, 'value')} beyond the range of fp16`
    },
    no: { level: 'note', text: (n) => `the largest activation is ${digits(n.largest!)}: within the range of fp16` },
    unclear: { level: 'note', text: () => 'no activation was seen' }
  },
  tail: {
    name: 'tail',
    needs: ['median', 'largest', 'maxNorm', 'touched'],
    judge: ({ median, largest }) => (largest! > TAIL * median! ? 'yes' : 'no'),
    yes: {
      level: 'advice',
      text: (n) =>
        `the largest norm of gradients is ${digits(n.largest! / n.median!)}x the median: clipGradNorm: ${n.maxNorm} would touch ${percent(n.touched!)} of the steps`
    },
    no: {
      level: 'note',
      text: (n) =>
        `the norms of gradients have no long tail: the largest is ${digits(n.largest! / n.median!)}x the median; clipGradNorm: ${n.maxNorm} would touch ${percent(n.touched!)} of the steps`
    },
    unclear: { level: 'note', text: () => 'no maxNorm: there are no finite norms' }
  },
  gain: {
    name: 'clipping',
    needs: ['difference', 'low', 'high', 'seeds', 'plainDiverged', 'clippedDiverged'],
    judge: ({ low, high, plainDiverged, clippedDiverged }) => {
      if (plainDiverged !== clippedDiverged) return plainDiverged! > clippedDiverged! ? 'yes' : 'no'
      return intervalVerdict(low!, high!, 0)
    },
    yes: {
      level: 'advice',
      text: (n) =>
        n.plainDiverged! > n.clippedDiverged!
          ? `clipGradNorm: ${n.maxNorm} helps: ${n.plainDiverged} of ${plural(n.seeds!, 'run')} diverge without it, ${n.clippedDiverged} with it`
          : `clipGradNorm: ${n.maxNorm} lowers the loss at the end by ${digits(n.difference!)} (${range(n)})`
    },
    no: {
      level: 'note',
      text: (n) =>
        n.plainDiverged! < n.clippedDiverged!
          ? `clipGradNorm: ${n.maxNorm} does not help: ${n.clippedDiverged} of ${plural(n.seeds!, 'run')} diverge with it, ${n.plainDiverged} without it`
          : `clipGradNorm: ${n.maxNorm} does not help: the loss at the end is higher by ${digits(-n.difference!)} (${digits(-n.high!)} to ${digits(-n.low!)})`
    },
    unclear: { level: 'note', text: noGain }
  }
} satisfies Record<string, Rule>

function noGain(n: Numbers): string {
  const what = `clipGradNorm: ${n.maxNorm}`
  if (n.plainDiverged! > 0 && n.plainDiverged === n.seeds)
    return `${what} does not help: every run diverges with and without it`
  if (!(n.seeds! > 1)) return `${what} was tried in ${plural(n.seeds!, 'run')}, which says nothing without more seeds`
  return `${what} makes no difference to the loss at the end that ${plural(n.seeds!, 'seed')} can show (${range(n)})`
}
