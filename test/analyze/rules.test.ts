// Every sentence of every rule, from numbers that imply it: the opposite of each is said when the numbers go the other way.
import { expect, test } from 'vitest'
import { type Finding, find, type Labels, type Numbers, type Rule } from '../../lib/analyze/findings.ts'
import { LEARNING_RATE_RULES } from '../../lib/analyze/learningRate.rules.ts'
import { LOSS_RULES } from '../../lib/analyze/losses.rules.ts'
import { OPTIMIZER_RULES } from '../../lib/analyze/optimizers.rules.ts'
import { SCHEDULE_RULES } from '../../lib/analyze/schedules.rules.ts'

const LABELS: Labels = {
  name: 'b',
  base: 'a',
  first: 'a',
  second: 'b',
  metric: 'accuracy',
  where: 'validation',
  names: 'a'
}
const SHARE = { ...LABELS, share: 'yes', comparable: 'yes' }
const { NaN: NONE, POSITIVE_INFINITY: MUCH } = Number

type Case = readonly [rule: string, numbers: Numbers, text: string, labels?: Labels]

const OPTIMIZERS: readonly Case[] = [
  ['learn', { learning: 2, candidates: 2, steps: 6 }, 'the loss falls with all 2 candidates within 6 steps'],
  [
    'learn',
    { learning: 1, candidates: 2, steps: 6 },
    'the loss does not fall within 6 steps with a: the data, the loss or the rates are wrong'
  ],
  ['learn', { learning: 0, candidates: 0, steps: 6 }, 'no run was finished: give a larger budget or fewer steps'],
  ['against', { ratio: 1.8, low: 1.7, high: 1.9, seeds: 3 }, 'b needs 1.8x fewer steps than a (1.7 to 1.9)'],
  [
    'against',
    { ratio: 0.5, low: 0.4, high: 0.8, seeds: 3 },
    'b does not help here: it needs 2x as many steps as a (1.25 to 2.5)'
  ],
  [
    'against',
    { ratio: 1.1, low: 0.9, high: 1.3, seeds: 3 },
    'no difference between b and a that 3 seeds can show: 1.1x (0.9 to 1.3)'
  ],
  [
    'against',
    { ratio: 1.1, low: -MUCH, high: MUCH, seeds: 1 },
    'b against a: 1.1x in one run, which says nothing without more seeds'
  ],
  [
    'firstBySteps',
    { ratio: 1.5, low: 1.2, high: 1.8, target: 0.3, seeds: 3 },
    'first by steps to a loss of 0.3: a, 1.5x fewer than b (1.2 to 1.8)'
  ],
  [
    'firstBySteps',
    { ratio: 0.8, low: 0.7, high: 0.9, target: 0.3, seeds: 3 },
    'first by steps to a loss of 0.3: b, before a (0.7 to 0.9)'
  ],
  [
    'firstBySteps',
    { ratio: 1.1, low: 0.7, high: 1.5, target: 0.3, seeds: 3 },
    'a and b are equally fast by steps to a loss of 0.3, as far as these seeds show'
  ],
  [
    'firstBySeconds',
    { seconds: 1, others: 2, low: 1.8, high: 2.2, busy: 0 },
    'first by seconds: a, 1 s against 2 s of b'
  ],
  [
    'firstBySeconds',
    { seconds: 1, others: 0.5, low: 0.4, high: 0.6, busy: 0 },
    'first by seconds: b, 0.5 s against 1 s of a'
  ],
  [
    'firstBySeconds',
    { seconds: 1, others: 2, low: 1.8, high: 2.2, busy: 1 },
    'no first by seconds: the times of a busy machine do not decide it'
  ],
  [
    'firstBySeconds',
    { seconds: 1, others: 1.1, low: 0.8, high: 1.2, busy: 0 },
    'no first by seconds: a and b are too close (1 and 1.1 s)'
  ],
  [
    'bestMetric',
    { value: 0.9, difference: 0.1, low: 0.05, high: 0.15, seeds: 3 },
    'best validation accuracy: a with 0.9, better than b by 0.1 (0.05 to 0.15)'
  ],
  [
    'bestMetric',
    { value: 0.9, difference: -0.1, low: -0.15, high: -0.05, seeds: 3 },
    'best validation accuracy: b, better than a by 0.1'
  ],
  [
    'bestMetric',
    { value: 0.9, difference: 0.1, low: -0.05, high: 0.25, seeds: 3 },
    'validation accuracy: no difference between a and b that 3 seeds can show (-0.05 to 0.25)'
  ],
  [
    'bestMetric',
    { value: 0.9, difference: 0.1, low: -Infinity, high: Infinity, seeds: 1 },
    'validation accuracy: a and b differ by 0.1 in one run, which says nothing without more seeds'
  ],
  [
    'gridEnds',
    { atEdge: 1, candidates: 2 },
    'the grid of rates ends at the best one of a: a rate beyond it may be better'
  ],
  ['gridEnds', { atEdge: 0, candidates: 2 }, 'the best rate of all 2 lies within the grid'],
  ['gridEnds', { atEdge: NONE, candidates: 2 }, 'no rate was tuned']
]

const SCHEDULES: readonly Case[] = [
  [
    'gain',
    { difference: 0.05, low: 0.03, high: 0.07, seeds: 3 },
    'b is better than a: validation accuracy by 5.0 points (3.0 to 7.0)',
    SHARE
  ],
  [
    'gain',
    { difference: -0.05, low: -0.07, high: -0.03, seeds: 3 },
    'b is worse than a: validation accuracy by 0.05 (0.03 to 0.07)'
  ],
  [
    'gain',
    { difference: 0.05, low: 0.03, high: 0.07, seeds: 3 },
    'b is better than a: training loss by 0.05 (0.03 to 0.07)',
    { ...LABELS, where: 'training', metric: 'loss' }
  ],
  [
    'gain',
    { difference: 0.05, low: -0.01, high: 0.11, seeds: 3 },
    'no difference between b and a that 3 seeds can show (accuracy -1.0 to 11.0)',
    SHARE
  ],
  [
    'gain',
    { difference: 0.05, low: -MUCH, high: MUCH, seeds: 1 },
    'b against a: 1 run each decide nothing; give more seeds or a larger budget'
  ],
  [
    'top',
    { best: 0.93, equal: 0, candidates: 4, seeds: 3 },
    'the best is a (accuracy 0.93), better than each of the other 3'
  ],
  [
    'top',
    { best: 0.93, equal: 2, candidates: 4, seeds: 3 },
    'a, b, c are equal as far as 3 seeds can show; the best on average is a (accuracy 0.93)',
    { ...LABELS, names: 'a, b, c' }
  ],
  [
    'top',
    { best: 0.93, equal: 3, candidates: 4, seeds: 1 },
    'a has the best accuracy (0.93), in one run: more seeds would show whether it is better'
  ],
  [
    'tuned',
    { difference: 0.05, low: 0.03, high: 0.07, seeds: 3 },
    'each at its best rate: b is still better than a, accuracy by 5.0 points (3.0 to 7.0)',
    SHARE
  ],
  [
    'tuned',
    { difference: -0.05, low: -0.07, high: -0.03, seeds: 3 },
    'each at its best rate: a is better than b, accuracy by 5.0 points',
    SHARE
  ],
  [
    'tuned',
    { difference: 0.01, low: -0.07, high: 0.09, seeds: 3 },
    'each at its best rate: no difference between b and a that 3 seeds can show (accuracy -7.0 to 9.0): a better rate may replace the schedule',
    SHARE
  ],
  [
    'settled',
    { fall: 0.1, epochs: 5, runs: 3 },
    'the last of 5 epochs still lowered the validation loss by 10.0 %: the runs ended before it settled; give more epochs'
  ],
  [
    'settled',
    { fall: -0.01, epochs: 5, runs: 3 },
    'the last of 5 epochs raised the validation loss by 1.0 %: the runs were long enough'
  ],
  [
    'settled',
    { fall: 0.01, epochs: 5, runs: 3 },
    'the last of 5 epochs lowered the validation loss by 1.0 %: the runs were long enough'
  ],
  [
    'settled',
    { fall: NONE, epochs: 1, runs: 3 },
    'whether the loss has settled is unknown: it takes two epochs and a validation'
  ]
]

const LOSSES: readonly Case[] = [
  [
    'labels',
    { classes: 10, majority: 0.108, samples: 2000 },
    'always predicting the most frequent of 10 classes is right for 10.8 % of 2000 samples: the accuracy to beat'
  ],
  ['labels', { classes: 1, majority: 1, samples: 64 }, 'all 64 samples have one class: there is nothing to learn'],
  ['labels', { classes: 0, majority: 0, samples: 0 }, 'the training loader gave no labels'],
  [
    'start',
    { loss: 2.31, uniform: 2.3 },
    'b: the untrained loss is 2.31, where all classes alike give 2.3: well initialized'
  ],
  [
    'start',
    { loss: 9.7, uniform: 2.3 },
    'b: the untrained loss is 9.7, where all classes alike give 2.3: the first outputs are too large; scale the inputs or the last layer down'
  ],
  ['start', { loss: NONE, uniform: 2.3 }, 'b: the loss of the first batch is not a number: look for NaN in the data'],
  [
    'baseline',
    { below: 2, losses: 2, steps: 9 },
    'after 9 steps every loss lies below its baseline, what the labels alone give'
  ],
  [
    'baseline',
    { below: 1, losses: 2, steps: 9 },
    'a: after 9 steps not below the baseline, what the labels alone give: no better than an answer that ignores the inputs'
  ],
  ['baseline', { below: NONE, losses: 2, steps: 9 }, 'no loss has a baseline'],
  [
    'against',
    { difference: 0.05, low: 0.03, high: 0.07, seeds: 3 },
    'b trains a better model than a: accuracy by 5.0 points (3.0 to 7.0)',
    SHARE
  ],
  [
    'against',
    { difference: -0.05, low: -0.07, high: -0.03, seeds: 3 },
    'b trains a worse model than a: accuracy by 5.0 points (3.0 to 7.0)',
    SHARE
  ],
  [
    'against',
    { difference: 0.01, low: -0.07, high: 0.09, seeds: 3 },
    'no difference between b and a that 3 seeds can show (accuracy -7.0 to 9.0)',
    SHARE
  ],
  [
    'against',
    { difference: NONE, low: NONE, high: NONE, seeds: 3 },
    'b and a cannot be compared: the experiment has no metric to judge them by',
    { ...LABELS, comparable: '' }
  ]
]

const OWN = { lr: 0.1, loss: 0.3, seeds: 3, rates: 9, steps: 100 }
const LEARNING_RATES: readonly Case[] = [
  ['learn', { rates: 4, points: 9, steps: 100 }, 'the loss falls within 100 steps at 4 of 9 rates'],
  [
    'learn',
    { rates: 0, points: 9, steps: 100 },
    'the loss falls at none of 9 rates within 100 steps: the data, the loss or the range is wrong'
  ],
  ['learn', { rates: 0, points: 0, steps: 100 }, 'no run was finished: give a larger budget or fewer steps'],
  ['stable', { largest: 0.3, first: 1, diverged: 2, max: 1 }, 'stable up to 0.3; at 1 the loss diverged in 2 runs'],
  ['stable', { largest: 0.3, first: 1, diverged: 0, max: 1 }, 'stable up to 0.3; at 1 the loss no longer falls'],
  ['stable', { largest: 1, first: MUCH, diverged: 0, max: 1 }, 'stable up to the largest rate that was tried, 1'],
  ['stable', { largest: NONE, first: 1, diverged: 0, max: 1 }, 'the largest stable rate is unknown'],
  ['best', { lr: 0.1, loss: 0.3, steps: 100, atEdge: 0 }, 'fastest: 0.1, with a loss of 0.3 after 100 steps'],
  [
    'best',
    { lr: 1, loss: 0.3, steps: 100, atEdge: 1 },
    'fastest: 1, the largest rate that was tried: the grid ends here, a larger one may be faster'
  ],
  ['best', { lr: NONE, loss: NONE, steps: 100, atEdge: 0 }, 'no rate is the fastest'],
  [
    'own',
    { ...OWN, own: 0.01, nearest: 0.01, difference: 0.5, low: 0.4, high: 0.6 },
    "the config's rate, 0.01, is too small: at 0.1 the loss after 100 steps is lower by 0.5"
  ],
  [
    'own',
    { ...OWN, own: 2, nearest: 1, difference: 0.5, low: 0.4, high: 0.6 },
    "1, the rate of the grid nearest to the config's 2, is too large: at 0.1 the loss after 100 steps is lower by 0.5"
  ],
  [
    'own',
    { ...OWN, own: 1, nearest: 1, difference: MUCH, low: MUCH, high: MUCH },
    "the config's rate, 1, diverged; at 0.1 the loss after 100 steps is 0.3"
  ],
  [
    'own',
    { ...OWN, own: 0.1, nearest: 0.1, difference: 0, low: 0, high: 0 },
    "the config's rate, 0.1, has the lowest loss of 9 rates after 100 steps: 0.3"
  ],
  [
    'own',
    { ...OWN, own: 0.2, nearest: 0.1, difference: 0, low: 0, high: 0 },
    "0.1, the rate of the grid nearest to the config's 0.2, has the lowest loss of 9 rates after 100 steps: 0.3"
  ],
  [
    'own',
    { ...OWN, own: 0.2, nearest: 0.2, difference: 0.1, low: -0.4, high: 0.6 },
    "no difference between the config's rate, 0.2, and 0.1 that 3 seeds can show"
  ],
  [
    'own',
    { ...OWN, own: 50, nearest: 1, difference: NONE, low: 0, high: 0 },
    "no rate within a factor of 10 of the config's, 50, was tried: the nearest is 1"
  ],
  ['range', { suggestion: 0.1, lr: 0.2, factor: 2 }, 'the range test suggests 0.1, which agrees with the runs'],
  [
    'range',
    { suggestion: 0.01, lr: 0.2, factor: 20 },
    'the range test suggests 0.01, 20x away from the rate that learns fastest in runs: trust the runs'
  ],
  ['range', { suggestion: NONE, lr: 0.2, factor: NONE }, 'the range test suggests nothing: its loss never fell'],
  [
    'sharpness',
    { limit: 0.1, largest: 0.5, share: 5 },
    '2/λ at the start is 0.1; rates up to 5 times that are stable: it is not a limit here'
  ],
  [
    'sharpness',
    { limit: 0.1, largest: 0.05, share: 0.5 },
    '2/λ at the start is 0.1; the largest stable rate is 0.5 times that'
  ],
  [
    'sharpness',
    { limit: -0.1, largest: 0.05, share: -0.5 },
    '2/λ is unknown: the curvature at the start is not positive, or no rate is stable'
  ]
]

/** The rules of each analysis and the sentences that they are made to say. A new analysis adds a line. */
const ALL: readonly (readonly [string, Readonly<Record<string, Rule>>, readonly Case[]])[] = [
  ['optimizers', OPTIMIZER_RULES, OPTIMIZERS],
  ['schedules', SCHEDULE_RULES, SCHEDULES],
  ['losses', LOSS_RULES, LOSSES],
  ['learning-rate', LEARNING_RATE_RULES, LEARNING_RATES]
]

test.each(ALL)('the sentences of %s', (_, rules, cases) => {
  for (const [name, numbers, text, labels = LABELS] of cases)
    expect(find(rules[name]!, numbers, labels).text).toBe(text)
})

test.each(ALL)('every sentence of %s has a case', (_, rules, cases) => {
  const said = new Set(
    cases.map(
      ([name, numbers, , labels = LABELS]) =>
        `${name} ${verdictOf(rules[name]!, find(rules[name]!, numbers, labels), labels)}`
    )
  )
  const all = Object.keys(rules).flatMap((name) => ['yes', 'no', 'unclear'].map((verdict) => `${name} ${verdict}`))
  expect(all.filter((each) => !said.has(each))).toEqual([])
})

function verdictOf(rule: Rule, { from, text, certain }: Finding, labels: Labels): string {
  if (!certain) return 'unclear'
  const sentence = (['yes', 'no'] as const).find(
    (each) => rule[each].text(from, labels) === text && rule.judge(from) === each
  )
  return sentence ?? 'none'
}

test('a finding rests on numbers: all of them must be there', () => {
  expect(() => find(OPTIMIZER_RULES.learn, { learning: 1 })).toThrow('rule learn: expected the number candidates')
  expect(find(OPTIMIZER_RULES.learn, { learning: NONE, candidates: 2, steps: 6 }).certain).toBe(false)
})
