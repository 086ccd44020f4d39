// JsonLinesLogger: a JSON object a line, which every language and most tools read.
import { type Content, LineLogger } from './lineLogger.ts'
import type { LogPlace } from './logger.ts'

/**
 * Writes a line for every record: `{"step":3,"epoch":1,"wallTime":1767225600.5,"loss":0.25,"learningRate":0.01}`; texts and
 * histograms as `"texts":{tag: text}` and `"histograms":{tag: {edges, counts, nonFinite}}`. JSON has no NaN: numbers that
 * are not finite are the strings "NaN", "Infinity" and "-Infinity".
 *
 * A new run begins the file again. One that resumes cuts off what lies after its checkpoint and continues; where the file has
 * the log of another run, that stays and the run continues in 'log-2.jsonl' with a warning. Without a Trainer
 * records are added to what is there.
 *
 * @param path the file; its folder is made
 * @throws OptionError
 * @example
 * await trainer.fit(loader, { epochs: 2, loggers: [new JsonLinesLogger('run/log.jsonl')] })
 */
export class JsonLinesLogger extends LineLogger {
  constructor(path: string) {
    super('JsonLinesLogger', path)
  }

  protected override placeOf(line: string): LogPlace {
    const { step, wallTime } = parsed(line)
    return { step: Number(step ?? Number.NaN), wallTime: Number(wallTime ?? Number.NaN) }
  }

  protected override opened(): Promise<void> {
    return Promise.resolve()
  }

  protected override append(records: readonly Content[]): Promise<void> {
    return this.file.append(records.map(lineOf).join(''))
  }
}

// Nothing of a line that somebody else wrote.
function parsed(line: string): { step?: unknown; wallTime?: unknown } {
  try {
    return (JSON.parse(line) as object | null) ?? {}
  } catch {
    return {}
  }
}

function lineOf(record: Content): string {
  const { step, epoch, wallTime } = record
  const place = { step, epoch, wallTime }
  if (record.kind === 'scalars') return `${JSON.stringify({ ...place, ...record.scalars }, words)}\n`
  if (record.kind === 'text') return `${JSON.stringify({ ...place, texts: record.texts })}\n`
  return `${JSON.stringify({ ...place, histograms: record.histograms })}\n`
}

const words = (_: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
