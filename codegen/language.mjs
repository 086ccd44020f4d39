// The language of native/rules: a parser and one printer each for C++ and TypeScript. It knows no function by name
// but `select` and `rare`, which JavaScript writes as `? :`. GRAMMAR.md is the reference; rules.mjs is the caller, and
// kernels.mjs, whose declarations have the same expressions with %.

const TOKEN =
  /\s*(?:#[^\n]*\s*)*(0x[0-9a-f.]+p[+-]?\d+|\d+\.?\d*(?:e[+-]?\d+)?|[A-Za-z_]\w*|->|[<>=!]=|[-+*/%<>=!&|(){}[\],;.:])/giy
const LEVELS = [['|'], ['&'], ['==', '!=', '<', '<=', '>', '>='], ['+', '-'], ['*', '/', '%']]

const CONSTANTS = { inf: Infinity, nan: NaN }

// A hexadecimal literal such as 0x1.8p23, which JavaScript cannot read by itself.
function number(text) {
  if (!/^0x/i.test(text)) return Number(text)
  const [whole, digits = '', power] = /^0x([0-9a-f]+)\.?([0-9a-f]*)p(.*)$/i.exec(text).slice(1)
  return Number(`0x${whole}${digits}`) * 2 ** (Number(power) - 4 * digits.length)
}

export class Parser {
  constructor(text, file) {
    this.text = text
    this.file = file
    this.end = 0
    this.read()
  }

  // The next token; `newline` says that it is the first on its line.
  read() {
    TOKEN.lastIndex = this.end
    const match = TOKEN.exec(this.text)
    const rest = this.text.slice(this.end)
    if (!match && rest.replace(/#[^\n]*/g, '').trim()) this.fail('a token')
    const space = match ? match[0].length - match[1].length : rest.length
    this.newline = rest.slice(0, space).includes('\n')
    this.start = this.end + space
    this.end = match ? this.start + match[1].length : this.text.length
    this.token = match?.[1] ?? ''
  }

  fail(expected) {
    const line = this.text.slice(0, this.start ?? this.end).split('\n').length
    throw new Error(`${this.file}:${line}: expected ${expected} but found '${this.token || 'the end'}'`)
  }
  has(token) {
    if (this.token !== token) return false
    this.read()
    return true
  }
  need(token) {
    if (!this.has(token)) this.fail(`'${token}'`)
  }
  oneOf(...words) {
    const word = this.token
    if (!words.includes(word)) this.fail(words.map((w) => `'${w}'`).join(' or '))
    this.read()
    return word
  }
  name() {
    const name = this.token
    if (!/^[a-z_]\w*$/i.test(name)) this.fail('a name')
    this.read()
    return name
  }
  // name [if flag] [= number], ... up to one of the closing tokens
  names() {
    const names = []
    while (this.token !== ')' && this.token !== ';') {
      if (names.length) this.need(',')
      const [name, flag] = [this.name(), this.has('if') ? this.name() : undefined]
      names.push({ name, flag, value: this.has('=') ? this.number() : undefined })
    }
    return names
  }
  number() {
    const sign = this.has('-') ? -1 : 1
    const value = this.token in CONSTANTS ? CONSTANTS[this.token] : number(this.token)
    if (this.token === '' || Number.isNaN(value)) this.fail('a number')
    this.read()
    return sign * value
  }
  // The lines of `##` right above the token that comes next.
  doc() {
    const lines = this.text.slice(0, this.start).trimEnd().split('\n').reverse()
    const end = lines.findIndex((line) => !line.startsWith('## '))
    return lines
      .slice(0, end < 0 ? lines.length : end)
      .reverse()
      .map((line) => line.slice(3))
  }
  // (a, b; p, q) -> [[a, b], [p, q]]
  signature() {
    this.need('(')
    const first = this.names()
    const second = this.has(';') ? this.names() : []
    this.need(')')
    return [first, second]
  }
  // { statements }, with the text between the braces
  body() {
    const from = this.start + 1
    this.need('{')
    const statements = []
    while (this.token !== '}') statements.push(this.statement())
    const source = this.text.slice(from, this.start).replace(/#[^\n]*/g, '')
    this.read()
    return {
      statements,
      source: source
        .split(/[\n;]/)
        .map((s) => s.trim())
        .filter(Boolean)
        .join('; ')
    }
  }
  statement() {
    if (this.has('if')) {
      const flag = this.name()
      const yes = this.body().statements
      return { flag, yes, no: this.has('else') ? this.body().statements : [] }
    }
    let value = this.expression(0)
    let name
    if (value.name && this.has('=')) {
      name = value.name
      value = this.expression(0)
    }
    this.has(';')
    return { name, value }
  }
  // A line ends an expression unless it is inside parentheses or ends with an operator.
  expression(level, inside = false) {
    if (level === LEVELS.length) return this.unary(inside)
    let left = this.expression(level + 1, inside)
    while (LEVELS[level].includes(this.token) && (inside || !this.newline)) {
      const op = this.token
      this.read()
      left = { op, args: [left, this.expression(level + 1, inside)] }
    }
    return left
  }
  unary(inside) {
    if (this.has('-')) {
      const arg = this.unary(inside)
      return arg.value === undefined ? { op: '-', args: [arg] } : { value: -arg.value }
    }
    if (this.has('!')) return { op: '!', args: [this.unary(inside)] }
    if (this.has('(')) {
      const value = this.expression(0, true)
      this.need(')')
      return value
    }
    if (/^\d/.test(this.token)) {
      const value = number(this.token)
      this.read()
      return { value }
    }
    const name = this.name()
    if (name in CONSTANTS) return { value: CONSTANTS[name] }
    if (this.token !== '(' || this.newline) return { name }
    this.read()
    const args = []
    while (!this.has(')')) {
      if (args.length) this.need(',')
      args.push(this.expression(0, true))
    }
    return { call: name, args }
  }
}

/** Every node of a statement or an expression; what an assignment reads comes before it. */
export function* nodes(node) {
  for (const child of [node.value, ...(node.args ?? []), ...(node.yes ?? []), ...(node.no ?? [])])
    if (child && typeof child === 'object') yield* nodes(child)
  yield node
}
export const uses = (statements, name) =>
  statements.some((s) => [...nodes(s)].some((n) => n.name === name && !('value' in n)))

/** Throws when a name is used before it is there or, unless it may be, assigned twice. */
export function checkNames(statements, given, again, where) {
  const known = new Set(given)
  for (const node of statements.flatMap((s) => [...nodes(s)])) {
    if (!node.name) continue
    if (!('value' in node) && !known.has(node.name)) throw new Error(`${where}: there is no '${node.name}'`)
    if ('value' in node && !again && known.has(node.name)) throw new Error(`${where}: '${node.name}' is assigned twice`)
    if ('value' in node) known.add(node.name)
  }
}

function literal(value) {
  if (Number.isNaN(value)) return '__builtin_nan("")'
  if (!Number.isFinite(value)) return value < 0 ? '-__builtin_inf()' : '__builtin_inf()'
  return `${value}${/[.e]/.test(`${value}`) ? '' : '.0'}`
}

// A variable as it is printed: no name of ours can meet a keyword or a function of the other language.
export const local = (name) => `${name}_`

export function cpp(e) {
  if (typeof e.value === 'number') return `lit<V>(${literal(e.value)})`
  if (e.name) return local(e.name)
  const args = e.args.map(cpp)
  if (e.call === 'rare') return `rare(${args[0]}, [&] { return ${args[1]}; }, ${args[2]})`
  if (e.call) return `${e.call}(${args.join(', ')})`
  return args.length === 1 ? `(${e.op}${args[0]})` : `(${args.join(` ${e.op} `)})`
}

const MASKS = { '&': '&&', '|': '||', '==': '===', '!=': '!==', '!': '!' }

// type: 'f32' or 'f64'
export function js(e, type) {
  if (typeof e.value === 'number') return `${type === 'f32' ? Math.fround(e.value) : e.value}`
  if (e.name) return local(e.name)
  const args = e.args.map((a) => js(a, type))
  if (e.call === 'select' || e.call === 'rare') return `(${args[0]} ? ${args[1]} : ${args[2]})`
  if (e.call) return `${e.call}_${type}(${args.join(', ')})`
  const op = MASKS[e.op] ?? e.op
  const text = args.length === 1 ? `(${op}${args[0]})` : `(${args.join(` ${op} `)})`
  return type === 'f32' && args.length === 2 && '+-*/'.includes(op) ? `fround${text}` : text
}
