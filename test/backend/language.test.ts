// The language of native/rules: how texts are read, what is refused, and what C++ and JavaScript come out.
import { expect, test } from 'vitest'

// Plain JavaScript, which the build uses without TypeScript.
const path = '../../codegen/language.mjs'
const { checkNames, cpp, js, Parser } = await import(path)

const body = (text: string) => new Parser(`{ ${text} }`, 'test.def').body()
const expression = (text: string) => body(text).statements[0].value

test('the usual precedence, left to right', () => {
  expect(js(expression('a - b - c * -d / 2'), 'f64')).toBe('((a_ - b_) - ((c_ * (-d_)) / 2))')
  expect(js(expression('a < b + 1 & !m | x == y'), 'f64')).toBe('(((a_ < (b_ + 1)) && (!m_)) || (x_ === y_))')
})

test('float32 is rounded after every operation and literal', () => {
  expect(js(expression('a + 0.1 * b'), 'f32')).toBe(`fround(a_ + fround(${Math.fround(0.1)} * b_))`)
  expect(js(expression('-fma(a, b, 0x1.8p1)'), 'f32')).toBe('(-fma_f32(a_, b_, 3))')
})

test('select and rare are the conditional of JavaScript; rare is lazy in C++ too', () => {
  expect(js(expression('select(a > 0, a, rare(b > 0, exp(b), 0))'), 'f64')).toBe(
    '((a_ > 0) ? a_ : ((b_ > 0) ? exp_f64(b_) : 0))'
  )
  expect(cpp(expression('rare(m, exp(b), c)'))).toBe('rare(m_, [&] { return exp(b_); }, c_)')
})

test('constants', () => {
  expect(cpp(expression('select(m, -inf, nan)'))).toBe(
    'select(m_, lit<V>(-__builtin_inf()), lit<V>(__builtin_nan("")))'
  )
  expect(cpp(expression('1e22 + 3'))).toBe('(lit<V>(1e+22) + lit<V>(3.0))')
  expect(expression('0x1p-126').value).toBe(2 ** -126)
})

test('a line ends a statement outside parentheses and not after an operator', () => {
  expect(body('a = 1 +\n 2\n b = (a\n - 1)\n -b').statements).toHaveLength(3)
  expect(body('a = 1; b = 2; a').statements).toHaveLength(3)
  expect(body('# why\n a = 1 # because\n a').source).toBe('a = 1; a')
})

test('flags', () => {
  const [statement] = body('if momentum { b = g } else { b = 0 }').statements
  expect(statement).toMatchObject({ flag: 'momentum', yes: [{ name: 'b' }], no: [{ name: 'b' }] })
})

test('what is wrong is said with file and line', () => {
  expect(() => body('a = (1\n+ 2')).toThrow("test.def:2: expected ')' but found '}'")
  expect(() => body('a = \n *')).toThrow("test.def:2: expected a name but found '*'")
  expect(() => body('a ? b')).toThrow('test.def:1: expected a token')
  expect(() => body('a')).not.toThrow()
  const check = (text: string) => () => checkNames(body(text).statements, ['x'], false, 'test.def: f')
  expect(check('y = x + 1; y')).not.toThrow()
  expect(check('x + z')).toThrow("test.def: f: there is no 'z'")
  expect(check('y = y + 1; y')).toThrow("test.def: f: there is no 'y'")
  expect(check('x = 1; x')).toThrow("test.def: f: 'x' is assigned twice")
})
