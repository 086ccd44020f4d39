// Reads what loggers wrote, by other means than theirs: for tests.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BinaryReader, type WireType } from '@bufbuild/protobuf/wire'

/** What a log says of each step, without times: JSON lines or the rows of a CSV file. */
export function linesOf(path: string): unknown[] {
  const text = readFileSync(path, 'utf8')
  if (!text.endsWith('\n')) throw new Error(`${path} does not end with a line`)
  const lines = text.split('\n').slice(0, -1)
  if (!path.endsWith('.csv')) {
    return lines.map((line) => {
      const { wallTime, ...rest } = JSON.parse(line) as { wallTime: number }
      if (typeof wallTime !== 'number') throw new Error(line)
      return rest
    })
  }
  const [names, ...rows] = lines.map((line) => line.split(','))
  return rows.map((row) => {
    if (row.length !== names!.length) throw new Error(row.join())
    const cells = row.map((cell, k) => [names![k]!, cell] as const)
    return Object.fromEntries(cells.filter(([name, cell]) => name !== 'wallTime' && cell !== ''))
  })
}

export interface Event {
  wallTime: number
  step: number
  fileVersion?: string
  status?: number
  values: Value[]
}

export interface Value {
  tag: string
  number?: number
  plugin?: string
  dtype?: number
  shape?: number[]
  doubles?: number[]
  text?: string
}

// Bit by bit, as the polynomial is defined; the library has a table.
export function crcBitwise(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    for (let bit = 0; bit < 8; bit++) crc = ((crc ^ (byte >> bit)) & 1 ? 0x82f63b78 : 0) ^ (crc >>> 1)
  }
  return ~crc >>> 0
}

function masked(bytes: Uint8Array): number {
  const crc = crcBitwise(bytes)
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0
}

// Field numbers by path; what is not named is skipped.
function fields(bytes: Uint8Array, read: Record<number, (reader: BinaryReader, type: WireType) => void>): void {
  const reader = new BinaryReader(bytes)
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag()
    if (read[field] === undefined) throw new Error(`an unknown field ${field}`)
    read[field](reader, type)
  }
}

function readValue(bytes: Uint8Array): Value {
  const value: Value = { tag: '' }
  fields(bytes, {
    1: (r) => {
      value.tag = r.string()
    },
    2: (r) => {
      value.number = r.float()
    },
    9: (r) =>
      fields(r.bytes(), {
        1: (m) =>
          fields(m.bytes(), {
            1: (p) => {
              value.plugin = p.string()
            }
          }),
        4: (m) => {
          if (m.int32() !== 2) throw new Error('expected the class of tensors')
        }
      }),
    8: (r) =>
      fields(r.bytes(), {
        1: (t) => {
          value.dtype = t.int32()
        },
        2: (t) => {
          value.shape = []
          fields(t.bytes(), { 2: (d) => fields(d.bytes(), { 1: (s) => value.shape!.push(Number(s.int64())) }) })
        },
        4: (t) => {
          const data = t.bytes().slice()
          value.doubles = [...new Float64Array(data.buffer)]
        },
        8: (t) => {
          value.text = t.string()
        }
      })
  })
  return value
}

/** The events of a file; throws unless lengths and checksums hold. A record that is cut off ends the file. */
export function eventsOf(path: string): Event[] {
  const bytes = new Uint8Array(readFileSync(path))
  const view = new DataView(bytes.buffer)
  const events: Event[] = []
  for (let at = 0; at + 12 <= bytes.length; ) {
    const length = Number(view.getBigUint64(at, true))
    if (view.getUint32(at + 8, true) !== masked(bytes.subarray(at, at + 8))) throw new Error(`length at ${at}`)
    if (at + 16 + length > bytes.length) break
    const data = bytes.subarray(at + 12, at + 12 + length)
    if (view.getUint32(at + 12 + length, true) !== masked(data)) throw new Error(`data at ${at}`)
    const event: Event = { wallTime: Number.NaN, step: Number.NaN, values: [] }
    fields(data, {
      1: (r) => {
        event.wallTime = r.double()
      },
      2: (r) => {
        event.step = Number(r.int64())
      },
      3: (r) => {
        event.fileVersion = r.string()
      },
      5: (r) => fields(r.bytes(), { 1: (s) => event.values.push(readValue(s.bytes())) }),
      7: (r) =>
        fields(r.bytes(), {
          1: (s) => {
            event.status = s.int32()
          }
        })
    })
    events.push(event)
    at += 16 + length
  }
  return events
}

/** What TensorBoard makes of the files of a folder: a start makes all it has of that step and later ones void. */
export function shownIn(folder: string): [step: number, value: Value][] {
  let shown: [number, Value][] = []
  for (const name of readdirSync(folder).sort()) {
    for (const { step, status, values } of eventsOf(join(folder, name))) {
      if (status === 1) shown = shown.filter(([at]) => at < step)
      shown.push(...values.map((value): [number, Value] => [step, value]))
    }
  }
  return shown
}
