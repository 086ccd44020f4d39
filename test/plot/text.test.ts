// Text: known pictures, letter by letter.
import { expect, test } from 'vitest'
import '../../lib/ops/methods.ts'
import { rosenbrock } from '../../lib/landscapes/index.ts'
import { Braille } from '../../lib/plot/draw/braille.ts'
import { plotHistory, plotLandscape } from '../../lib/plot/index.ts'
import { pictures } from './pictures.ts'

const lines = (text: string) => text.split('\n')

const CURVES = [
  '    │⡄',
  '2.0 ┤⣧',
  '    │⢹',
  '    │⢸⡆',
  '1.5 ┤ ⡇',
  '    │ ⢻',
  '    │ ⢸⡀',
  '    │ ⠈⣇',
  '1.0 ┤  ⠹⣆',
  '    │   ⠹⣆',
  '    │    ⠑⢕⢄',
  '0.5 ┤     ⠈⠢⣉⠒⢄⡀',
  '    │        ⠉⠒⠬⠭⣑⠒⠢⠤⠤⣀⣀⣀⣀⡀',
  '    │             ⠉⠑⠒⠒⠒⠒⠤⠤⢌⣉⣉⣉⣉⣒⣒⠒⠒⠒⠒⠒⠒⠒⠤⠤⠤⠤⠤⠤⠤b',
  '    │                            ⠉⠉⠉⠉⠉⠉⠉⠉⠉⠒⠒⠒⠒⠒a'
]

test('dots: a diagonal, a frame, letters, and what lies beyond', () => {
  const canvas = new Braille(4, 2)
  canvas.line(0, 0, 1, 1)
  expect(canvas.lines()).toEqual(['  ⡠⠊', '⡠⠊  '])
  const frame = new Braille(4, 2)
  for (const [a, b, c, d] of [
    [0, 0, 1, 0],
    [1, 0, 1, 1],
    [1, 1, 0, 1],
    [0, 1, 0, 0]
  ] as const)
    frame.line(a, b, c, d)
  expect(frame.lines()).toEqual(['⡏⠉⠉⢹', '⣇⣀⣀⣸'])
  frame.line(0, 0, 1, 0, true)
  expect(frame.lines()).toEqual(['⡏⠉⠉⢹', '    '])
  frame.write(0.4, 1, 'abcdef')
  frame.write(2, 5, 'z')
  frame.line(-3, 0.5, 5, 0.5)
  expect(frame.lines()).toEqual(['⡏abc', '⠉⠉⠉⠉'])
})

test('a confusion matrix: blocks by value, with their numbers', () => {
  expect(lines(pictures().confusion!.toText({ columns: 40 }))).toEqual([
    'Confusion matrix (true)',
    'cat ┤████████8█████████░░░░░░░░2░░░░░░░░',
    'dog ┤        1         ████████9████████',
    '    └────────┬─────────────────┬────────',
    '            cat               dog',
    '                  predicted',
    '░▒▓█ count 0 to 9'
  ])
})

test('a history: axes, lines, letters at their ends, a legend', () => {
  const epoch = Array.from({ length: 20 }, (_, k) => k + 1)
  const losses = { epoch, trainLoss: epoch.map((k) => 2 / k), valLoss: epoch.map((k) => 2 / k + 0.1) }
  expect(lines(plotHistory(losses).toText({ columns: 48 }))).toEqual([
    'History of a run',
    '',
    'loss',
    ...CURVES,
    '    └────────────────────┬─────────────────────┬',
    '                        10                    20',
    '                        epoch',
    'a trainLoss   b valLoss'
  ])
})

test('a surface alone says where it can be seen', () => {
  const text = plotLandscape(rosenbrock, { view: 'surface', points: 5 }).toText()
  expect(text).toBe('rosenbrock\n\nA surface: see it as SVG or HTML.')
})

test('no line is longer than it may be, and no text is empty', () => {
  for (const [name, picture] of Object.entries(pictures())) {
    for (const columns of [24, 80, 133]) {
      const text = lines(picture.toText({ columns }))
      expect(
        text.filter((line) => [...line].length > columns),
        `${name} at ${columns}`
      ).toEqual([])
      expect(text.length, name).toBeGreaterThan(4)
    }
  }
})

test('a landscape: contours, paths over them, the minimum', () => {
  const text = pictures().landscape!.toText({ columns: 60 })
  expect(text).toContain('a Momentum   b RMSprop   c Adam   * minimum\n░▒▓█ value 1 to 2510')
  const row = lines(text).find((line) => line.startsWith(' 1 ┤'))!
  expect(row).toContain('ac')
})
