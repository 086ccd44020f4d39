// ModelCheckpoint: saves the state of a run: the last one, and the best ones by a monitored value. A file belongs to
// the run whose id is in it; files of other runs are neither deleted nor counted.
import { mkdir, unlink } from 'node:fs/promises'
import { isAbsolute, join, normalize, relative } from 'node:path'
import { CheckpointError } from '../../errors.ts'
import { checkOptions, either, mismatch, oneOf, required, rule, text, wholeNumber } from '../../util/options.ts'
import type { Callback, EpochEvent, FitStartEvent, Row, StepEvent } from '../events.ts'
import type { Trainer } from '../trainer.ts'
import { Monitor, type MonitorOptions, monitorRules } from './monitor.ts'
import { ownerOf } from './owner.ts'

/** Options of ModelCheckpoint. */
export interface ModelCheckpointOptions extends MonitorOptions {
  /** The folder for the files; created if missing. */
  folder: string
  /** Epochs between writes of `last.safetensors`, or { steps }: optimizer steps. Default 1. */
  every?: number | { steps: number } | undefined
  /** With monitor: how many of the best states are kept, a whole number >= 1. Default 1. */
  best?: number | undefined
  /**
   * With monitor: the name of their files; {epoch}, {step} and columns of the history in braces. Default 'best-{step}'.
   */
  fileName?: string | undefined
  /** If a file cannot be written: 'throw' ends the run, 'warn' continues with a warning. Default 'throw'. */
  onFailure?: 'throw' | 'warn' | undefined
}

interface Kept {
  path: string
  value: number
  /** Whether an earlier version wrote it, without a run id. */
  early?: true
}

// File names in the folder; earlier versions saved paths.
interface State {
  kept: readonly ({ readonly file: string; readonly value: number; readonly early?: true } | Kept)[]
}

// The pause between step-based writes, as a multiple of the last write's time: hashing and writing take CPUs and a
// disk that training may need.
const REST = 9

const every = wholeNumber({ min: 1 })
const RULES = {
  ...monitorRules,
  folder: required(text),
  every: either(
    every,
    rule('{ steps }, a whole number >= 1', (v) => every.test((v as { steps?: unknown } | null)?.steps))
  ),
  best: every,
  fileName: text,
  onFailure: oneOf('throw', 'warn')
}

/**
 * Writes `last.safetensors` into a folder during the run and at its end, be it planned, an error or a signal; with
 * `monitor` also the best states. Under `model.` the best files have the weights that were measured (with an ema or a
 * schedule-free optimizer those of evaluation); resuming from one continues with those of training.
 *
 * Files from an earlier part of the run are kept and deleted as the run's own, even after the folder was moved
 * or copied; those of other runs are never deleted. A new run overwrites files of the same name; a resumed one gives
 * its best file another name.
 *
 * In a distributed run it belongs on every rank, and rank 0 writes.
 *
 * Training continues while a file is written. Step-based writes, however frequent, take at most a tenth
 * of the time: a write due sooner is skipped, so that a kill costs at most ten times a write's time. Epoch-based
 * writes wait for the previous write.
 *
 * @param options folder, every, monitor, mode, best, fileName, onFailure
 * @throws OptionError; during the run CheckpointError when a file cannot be written. The last good file stays
 * @example
 * const callbacks = [new ModelCheckpoint({ folder: 'run', monitor: 'valLoss', best: 2, fileName: 'epoch-{epoch}' })]
 * await trainer.fit(loader, { epochs: 3, validation, callbacks })
 */
export class ModelCheckpoint implements Callback {
  readonly name = 'ModelCheckpoint'
  readonly key?: string
  readonly variant: string
  readonly last = true
  /** The kept best states, the best first. */
  kept: readonly Kept[] = []
  readonly #options: ModelCheckpointOptions
  readonly #monitor: Monitor | null
  #writing: Promise<void> | null = null
  /** Aborts the write of the last state. */
  #giveUp: AbortController | null = null
  /** When the next step-based write may start. */
  #rested = 0
  #failure: unknown = null
  #trainer: Trainer | null = null
  #fromTheStart = false
  #written = false
  #resumed = false

  constructor(options: ModelCheckpointOptions) {
    checkOptions('ModelCheckpoint', options, RULES)
    const { monitor, mode, best, fileName } = options
    if (monitor === undefined && (mode ?? best ?? fileName) !== undefined) {
      throw mismatch(
        'ModelCheckpoint',
        'monitor',
        'a column of the history, which mode, best and fileName need',
        monitor
      )
    }
    this.#options = options
    this.#monitor = monitor === undefined ? null : new Monitor('ModelCheckpoint', monitor, mode)
    if (this.#monitor !== null) this.key = this.#monitor.key
    this.variant = normalize(`${options.folder}/.`).replaceAll('\\', '/')
  }

  /** The path of the last state. */
  get lastPath(): string {
    return join(this.#options.folder, 'last.safetensors')
  }

  async onFitStart(event: FitStartEvent, trainer: Trainer): Promise<void> {
    this.#monitor?.check(event, trainer)
    if (!event.resumed) this.kept = []
    this.#resumed = event.resumed
    this.#failure = null
    this.#written = false
    this.#trainer = trainer
    if (!trainer.writes) return
    await mkdir(this.#options.folder, { recursive: true })
    if (event.resumed) await this.#claim(trainer.runId)
    if (!this.#fromTheStart) return
    this.#write(trainer, this.lastPath)
    await this.#writing
    this.#report()
  }

  // A file named in the state belongs to this run if it exists and holds the run's id.
  async #claim(run: string): Promise<void> {
    const own = await Promise.all(this.kept.map((each) => isOf(each, run)))
    this.kept = this.kept.filter((_, k) => own[k])
    const owner = await ownerOf(this.lastPath)
    if (owner === null || owner === '' || owner === run) return
    process.emitWarning(
      `ModelCheckpoint: ${this.lastPath} belongs to another run and will be overwritten; give every run its own folder`,
      { code: 'THALWEG_CHECKPOINT' }
    )
  }

  /** @internal Writes `last.safetensors` before the first step, so that a run can be rolled back to it. */
  startAtOnce(): void {
    this.#fromTheStart = true
  }

  /** @internal The path of the last complete state of this fit; null before there is one. */
  async settled(): Promise<string | null> {
    await this.#writing
    // Other ranks read what rank 0 has written.
    await this.#trainer?.meet()
    return this.#written || this.#trainer?.writes === false ? this.lastPath : null
  }

  async onStep(event: StepEvent, trainer: Trainer): Promise<void> {
    if (!trainer.writes) return
    this.#report()
    if (event.metrics !== undefined) await this.#best(event.metrics, trainer)
    const { every } = this.#options
    if (typeof every !== 'object' || !event.updated || event.step % every.steps !== 0) return
    if (this.#writing === null && performance.now() >= this.#rested) this.#write(trainer, this.lastPath)
  }

  async onEpoch(event: EpochEvent, trainer: Trainer): Promise<void> {
    if (!trainer.writes) return
    this.#report()
    await this.#best(event.metrics, trainer)
    const { every = 1 } = this.#options
    if (typeof every === 'object' || event.epoch % every !== 0) return
    await this.#writing
    this.#write(trainer, this.lastPath)
  }

  async onFitEnd(_: unknown, trainer: Trainer): Promise<void> {
    if (!trainer.writes) return
    await this.#giveUpOlder()
    this.#report()
    this.#write(trainer, this.lastPath)
    await this.#writing
    this.#report()
  }

  async onError(_: unknown, trainer: Trainer): Promise<void> {
    if (!trainer.writes) return
    await this.#giveUpOlder()
    this.#write(trainer, this.lastPath)
    await this.#writing
  }

  // The final state replaces one that is still being written.
  async #giveUpOlder(): Promise<void> {
    this.#giveUp?.abort()
    await this.#writing
  }

  // Copies the state now and writes it while training continues.
  #write(trainer: Trainer, path: string, then?: () => Promise<void>): void {
    const giveUp = new AbortController()
    const began = performance.now()
    const weights = then === undefined ? 'training' : 'evaluation'
    const writing = trainer
      .save(path, { signal: giveUp.signal, weights })
      .then(() => {
        if (path === this.lastPath) this.#written = true
        return then?.()
      })
      .catch((error: unknown) => {
        if (!giveUp.signal.aborted) this.#failure = error
      })
      .then(() => {
        if (this.#writing === writing) this.#writing = null
        const now = performance.now()
        this.#rested = now + REST * (now - began)
      })
    this.#giveUp = then === undefined ? giveUp : null
    this.#writing = writing
  }

  // Reports what failed since the last call.
  #report(): void {
    const failure = this.#failure
    this.#failure = null
    if (failure === null) return
    if (this.#options.onFailure !== 'warn' || !(failure instanceof CheckpointError)) throw failure
    process.emitWarning(`ModelCheckpoint: the run continues without a checkpoint: ${failure.message}`, {
      code: 'THALWEG_CHECKPOINT'
    })
  }

  async #best(row: Row, trainer: Trainer): Promise<void> {
    if (this.#monitor === null) return
    const value = this.#monitor.valueIn(row)
    if (value === null || !Number.isFinite(value)) return
    const { folder, best = 1, fileName = 'best-{step}' } = this.#options
    const worst = this.kept.length < best ? null : this.kept[this.kept.length - 1]!.value
    if (!this.#monitor.better(value, worst)) return
    const path = await this.#free(join(folder, fill(fileName, row)), trainer.runId)
    const at = this.kept.findIndex((other) => this.#monitor!.better(value, other.value))
    const kept = this.kept.filter((other) => other.path !== path)
    kept.splice(at < 0 ? kept.length : Math.min(at, kept.length), 0, { path, value })
    const dropped = kept.splice(best)
    this.kept = kept
    await this.#writing
    // Worse files are deleted only once the better one is written.
    this.#write(trainer, path, async () => {
      for (const each of dropped) {
        // Another run's file may have replaced it.
        if (await isOf(each, trainer.runId)) await unlink(each.path).catch(() => undefined)
      }
    })
    await this.#writing
    this.#report()
  }

  // A resumed run leaves files of other runs as they are; a new one takes the folder over.
  async #free(name: string, run: string): Promise<string> {
    for (let k = 1; ; k++) {
      const path = `${k === 1 ? name : `${name}-${k}`}.safetensors`
      const owner = this.#resumed ? await ownerOf(path) : null
      if (owner === null || owner === run || this.kept.some((each) => each.path === path)) return path
    }
  }

  /** Files by their names in the folder, which may be moved. */
  stateDict(): Record<string, unknown> {
    return { kept: this.kept.map(({ path, ...rest }) => ({ file: relative(this.#options.folder, path), ...rest })) }
  }

  loadStateDict({ kept }: State): void {
    const { folder } = this.#options
    this.kept = kept.flatMap((each) => {
      const file = 'file' in each ? each.file : relative(folder, each.path)
      // This callback owns nothing outside the folder.
      if (file.startsWith('..') || isAbsolute(file)) return []
      const early = 'path' in each || each.early === true
      return [{ path: join(folder, file), value: each.value, ...(early ? { early: true as const } : {}) }]
    })
  }
}

async function isOf({ path, early }: Kept, run: string): Promise<boolean> {
  const owner = await ownerOf(path)
  return owner === run || (owner === '' && early === true)
}

function fill(template: string, row: Row): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = row[name]
    if (value === undefined) {
      throw mismatch(
        'ModelCheckpoint',
        'fileName',
        `a name with some of ${Object.keys(row)
          .map((n) => `{${n}}`)
          .join(', ')}`,
        template
      )
    }
    return Number.isInteger(value) ? String(value) : value.toFixed(4)
  })
}
