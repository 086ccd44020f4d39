// TensorBoard's events: the messages of its protocol buffers, as far as a logger writes them, and the frame of a record.
// Field numbers are those of tensorboard/compat/proto (event, summary, tensor, tensor_shape). Called by tensorBoard.ts.
import type { BinaryWriter } from '@bufbuild/protobuf/wire'
import { maskedCrc32c } from './crc32c.ts'
import type { Histogram, LogPlace } from './logger.ts'

type Wire = typeof import('@bufbuild/protobuf/wire')
type Fill = (writer: BinaryWriter) => void

// Wire types, and the values of enumerations.
const [VARINT, BIT64, BYTES, BIT32] = [0, 1, 2, 5] as const
const [DT_DOUBLE, DT_STRING] = [2, 7]
const DATA_CLASS_TENSOR = 2
const SESSION_START = 1

/** What an event says. */
export type Said =
  | { readonly fileVersion: string }
  /** Makes readers forget what earlier files of the folder say of this step and later ones. */
  | { readonly start: true }
  | { readonly scalars: Readonly<Record<string, number>> }
  | { readonly texts: Readonly<Record<string, string>> }
  | { readonly histograms: Readonly<Record<string, Histogram>> }

/** Encodes events with the library that it is given. */
export class EventEncoder {
  readonly #wire: Wire

  constructor(wire: Wire) {
    this.#wire = wire
  }

  /** An event in its frame, as it stands in a file. */
  record(wallTime: number, step: number, said: Said): Uint8Array {
    const writer = new this.#wire.BinaryWriter()
    writer.tag(1, BIT64).double(wallTime).tag(2, VARINT).int64(step)
    if ('fileVersion' in said) writer.tag(3, BYTES).string(said.fileVersion)
    else if ('start' in said) nest(writer, 7, (log) => log.tag(1, VARINT).int32(SESSION_START))
    else nest(writer, 5, (summary) => eachValue(said, (fill) => nest(summary, 1, fill)))
    return frame(writer.finish())
  }
}

function eachValue(said: Exclude<Said, { fileVersion: string } | { start: true }>, value: (fill: Fill) => void): void {
  if ('scalars' in said) {
    for (const [tag, number] of Object.entries(said.scalars)) {
      value((writer) => writer.tag(1, BYTES).string(tag).tag(2, BIT32).float(number))
    }
  } else if ('texts' in said) {
    for (const [tag, text] of Object.entries(said.texts)) {
      value((writer) => plugin(writer, tag, 'text', DT_STRING, [], (tensor) => tensor.tag(8, BYTES).string(text)))
    }
  } else {
    for (const [tag, histogram] of Object.entries(said.histograms)) {
      const buckets = histogram.counts.length
      // A histogram of nothing has no edges to show.
      if (buckets > 0) {
        value((writer) =>
          plugin(writer, tag, 'histograms', DT_DOUBLE, [buckets, 3], (tensor) =>
            tensor.tag(4, BYTES).bytes(tableOf(histogram))
          )
        )
      }
    }
  }
}

// A value that a plugin of TensorBoard shows: its tag, the plugin's name and a tensor.
function plugin(writer: BinaryWriter, tag: string, name: string, dtype: number, shape: number[], content: Fill): void {
  writer.tag(1, BYTES).string(tag)
  nest(writer, 9, (metadata) => {
    nest(metadata, 1, (data) => data.tag(1, BYTES).string(name))
    metadata.tag(4, VARINT).int32(DATA_CLASS_TENSOR)
  })
  nest(writer, 8, (tensor) => {
    tensor.tag(1, VARINT).int32(dtype)
    nest(tensor, 2, (sizes) => {
      for (const size of shape) nest(sizes, 2, (dim) => dim.tag(1, VARINT).int64(size))
    })
    content(tensor)
  })
}

// Rows of left edge, right edge and count.
function tableOf({ edges, counts }: Histogram): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(24 * counts.length))
  for (const [k, count] of counts.entries()) {
    for (const [column, number] of [edges[k]!, edges[k + 1]!, count].entries()) {
      bytes.setFloat64(24 * k + 8 * column, number, true)
    }
  }
  return new Uint8Array(bytes.buffer)
}

/** When the values of a file of events were logged; what a killed process left half-written is left out. */
export function placesIn(file: Buffer): LogPlace[] {
  const places: LogPlace[] = []
  for (let at = 0; at + 12 <= file.length; ) {
    const length = Number(file.readBigUInt64LE(at))
    const event = file.subarray(at + 12, at + 12 + length)
    if (event.length < length) break
    const place = placeOf(event)
    if (place !== null) places.push(place)
    at += 16 + length
  }
  return places
}

// The first fields of an event: wall time, step (0 is left out by some) and then a summary, or else it says no value.
function placeOf(event: Buffer): LogPlace | null {
  if (event.length < 10 || event[0] !== tagOf(1, BIT64)) return null
  let [at, step] = [9, 0]
  if (event[at] === tagOf(2, VARINT)) {
    for (let scale = 1, more = true; more; scale *= 0x80) {
      const byte = event[++at] ?? 0
      step += (byte & 0x7f) * scale
      more = byte >= 0x80
    }
    at++
  }
  return event[at] === tagOf(5, BYTES) ? { step, wallTime: event.readDoubleLE(1) } : null
}

const tagOf = (field: number, type: number): number => (field << 3) | type

function nest(writer: BinaryWriter, field: number, fill: Fill): void {
  fill(writer.tag(field, BYTES).fork())
  writer.join()
}

/** Length, its checksum, data, its checksum: the form of a TFRecord. */
export function frame(data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(16 + data.length)
  const view = new DataView(bytes.buffer)
  view.setBigUint64(0, BigInt(data.length), true)
  view.setUint32(8, maskedCrc32c(bytes.subarray(0, 8)), true)
  bytes.set(data, 12)
  view.setUint32(12 + data.length, maskedCrc32c(data), true)
  return bytes
}
