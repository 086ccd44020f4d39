// plotLandscape and plotTrajectories: levels, where paths end, what is refused.
import { expect, test } from 'vitest'
import '../../../lib/ops/methods.ts'
import { gaussian, pathological, rosenbrock } from '../../../lib/landscapes/index.ts'
import type { Figure, Mark } from '../../../lib/plot/index.ts'
import { plotLandscape, plotTrajectories } from '../../../lib/plot/index.ts'
import type { Tensor } from '../../../lib/tensor/tensor.ts'
import { runs } from '../pictures.ts'

type Of<K extends Mark['kind']> = Extract<Mark, { kind: K }>
const marksOf = <K extends Mark['kind']>(figure: Figure, kind: K, panel = figure.panels.length - 1): Of<K>[] =>
  figure.panels[panel]!.marks.filter((m): m is Of<K> => m.kind === kind)
const levelsOf = (figure: Figure) =>
  marksOf(figure, 'areas')[0]!
    .areas.slice(1)
    .map(({ level }) => level)

// numpy 2: logspace(log10(Z.min()), log10(Z.max()), 10) for the grid of 50 x 50 points.
const LEVELS = [
  1.000433839780419, 2.387310826601331, 5.696781492376183, 13.594090476304512, 32.43924593654574, 77.40897993624087,
  184.7191573592851, 440.79081165555664, 1051.8483432774174, 2509.999999999999
]

// PyTorch 2.13, float32, 99 steps: SGD(lr=1e-3, momentum=0.9), RMSprop(lr=0.2, alpha=0.9), Adam(lr=0.9).
const ENDS: Record<string, [number, number]> = {
  Momentum: [0.9723960757255554, 0.9490059614181519],
  RMSprop: [-0.6882982850074768, 0.31303825974464417],
  Adam: [1.0416271686553955, 1.0802197456359863]
}

test('Rosenbrock: ten levels evenly spaced in the logarithm from the lowest to the highest value', () => {
  const levels = levelsOf(plotLandscape(rosenbrock, { trajectories: runs() }).figure)
  expect(levels).toHaveLength(10)
  for (const [k, level] of levels.entries()) expect(Math.abs(level / LEVELS[k]! - 1)).toBeLessThan(1e-12)
})

test('its paths begin at (-1, 2) and end where those of PyTorch do', () => {
  const { figure } = plotLandscape(rosenbrock, { trajectories: runs() })
  const lines = marksOf(figure, 'line')
  expect(lines.map(({ name }) => name)).toEqual(Object.keys(ENDS))
  for (const { name, x, y } of lines) {
    expect([x.length, x[0], y[0]], name).toEqual([100, -1, 2])
    for (const [k, end] of [x.at(-1)!, y.at(-1)!].entries()) {
      expect(Math.abs(end - ENDS[name]![k]!), `${name} ends at ${end}`).toBeLessThan(1e-5)
    }
  }
  const { paths } = figure.panels[0]!.surface!
  expect(paths.map(({ x, z }) => [x.at(-1), z.length])).toEqual(lines.map(({ x }) => [x.at(-1), 100]))
  expect(paths[0]!.z[0]).toBe(105)
  const [stars] = marksOf(figure, 'points').filter(({ shape }) => shape === 'star')
  expect([stars!.x, stars!.y]).toEqual([[1], [1]])
})

test('views, axes, levels of your own', () => {
  const both = plotLandscape(pathological).figure.panels
  expect(both.map(({ surface }) => surface === undefined)).toEqual([false, true])
  expect([both[1]!.x.from, both[1]!.x.to, both[1]!.scale!.log]).toEqual([-3, 3, false])
  const { figure } = plotLandscape(pathological, {
    view: 'contours',
    x: [0, 1],
    y: [0, 2],
    points: 5,
    levels: [0.7, 0.5]
  })
  expect(figure.panels).toHaveLength(1)
  expect(levelsOf(figure)).toEqual([0.5, 0.7])
  expect([
    figure.panels[0]!.y.to,
    plotLandscape(pathological, { view: 'surface', points: 5 }).figure.panels.length
  ]).toEqual([2, 1])
  const even = levelsOf(
    plotLandscape((x: Tensor, y: Tensor) => x.add(y), { x: [0, 1], y: [0, 1], points: 3, levels: 5 }).figure
  )
  expect(even).toEqual([0, 0.5, 1, 1.5, 2])
})

test('a fine grid has the lowest color below its first level', () => {
  const { figure } = plotLandscape((x: Tensor, y: Tensor) => x.add(y), {
    view: 'contours',
    x: [0, 1],
    y: [0, 1],
    points: 500,
    levels: [1.5]
  })
  expect(marksOf(figure, 'areas')[0]!.areas.map(({ level }) => level)).toEqual([0, 1.5])
})

test('a function with values that are not finite has holes there; one without any is refused', () => {
  const root = (x: Tensor): Tensor => x.sqrt()
  const { figure } = plotLandscape(root, { x: [-1, 1], y: [0, 1], points: 5 })
  expect(figure.panels[0]!.surface!.z[0]).toEqual([null, null, 0, Math.SQRT1_2, 1])
  expect(() => plotLandscape(root, { x: [-2, -1], y: [0, 1] })).toThrow(
    'plotLandscape: expected finite values but there are none'
  )
})

const wrong: [string, () => unknown, string][] = [
  [
    'no domain',
    () => plotLandscape((x: Tensor) => x),
    'plotLandscape: expected x, from where to where, because fn has no domain'
  ],
  [
    'log of what is negative',
    () => plotLandscape(gaussian(), { log: true }),
    'plotLandscape: expected positive values with log but the lowest is -0.1'
  ],
  [
    'one number',
    () => plotLandscape((x: Tensor) => x.sum(), { x: [0, 1], y: [0, 1] }),
    'plotLandscape: expected fn to return a tensor of shape [2500], elementwise, but it returned one of shape []'
  ],
  ['no tensor', () => plotLandscape((() => 3) as never, { x: [0, 1], y: [0, 1] }), 'elementwise, but it returned 3'],
  [
    'range',
    () => plotLandscape(rosenbrock, { x: [1, 1] }),
    'plotLandscape: expected x to be two numbers, the first below the second but received [1, 1]'
  ],
  [
    'no range',
    () => plotLandscape(rosenbrock, { x: 5 as never }),
    'plotLandscape: expected x to be two numbers, the first below the second but received 5'
  ],
  [
    'option',
    () => plotLandscape(rosenbrock, { trajectory: {} } as never),
    'plotLandscape: unknown option trajectory; did you mean trajectories?'
  ],
  [
    'path',
    () => plotLandscape(rosenbrock, { trajectories: { a: [[1, 2, 3]] } }),
    'plotLandscape: expected trajectories.a to be points of two numbers each, or a result of minimize but received [[...]]'
  ],
  [
    'results',
    () => plotTrajectories({}),
    'plotTrajectories: expected results to be results of minimize by name but received an object'
  ],
  [
    'result',
    () => plotTrajectories({ a: [[1, 2]] } as never),
    'plotTrajectories: expected results.a to be a result of minimize but received [[...]]'
  ]
]

test.each(wrong)('the message of %s', (_, body, message) => {
  expect(body).toThrow(expect.objectContaining({ code: 'ERR_OPTION', message: expect.stringContaining(message) }))
})

test('trajectories: the same colors on both sides, and moving parts only when animated', () => {
  const still = plotTrajectories(runs()).figure
  expect(still.panels.map(({ title }) => title)).toEqual(['Paths', 'Loss'])
  expect(still.animate).toBe(false)
  const { figure } = plotTrajectories(runs(), { landscape: rosenbrock, animate: true, points: 10 })
  const [paths, losses] = [marksOf(figure, 'line', 0), marksOf(figure, 'line', 1)]
  expect(paths.map(({ color }) => color)).toEqual(losses.map(({ color }) => color))
  expect([...paths, ...losses].every(({ moves }) => moves === true)).toBe(true)
  expect([figure.animate, figure.panels[1]!.y.log, losses[0]!.y.length, losses[0]!.y[0]]).toEqual([true, true, 99, 105])
})
