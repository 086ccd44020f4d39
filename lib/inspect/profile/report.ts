// A profile as text. Called by profile.ts.
import { formatBytes, table } from '../../report/table.ts'
import { busyText } from '../clock/clock.ts'
import type { Profile } from './profile.ts'

const LAYERS = 12
const KERNELS = 8

const ms = (seconds: number): string => (seconds * 1e3).toFixed(3)
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`
const giga = (rate: number): string => (rate > 0 ? (rate / 1e9).toFixed(1) : '')

/** Phases, layers and kernels as tables, memory, machine, the bottleneck and the advice. */
export function reportOf(profile: Profile): string {
  const { machine, memory } = profile
  const head = `${profile.steps} steps of ${profile.samples} samples: ${ms(profile.seconds)} ms a step, ${Math.round(profile.samplesPerSecond)} samples/s (${ms(profile.watchedSeconds)} ms while watched)`
  const busy = busyText(profile) ?? ''
  const limits = `machine: ${machine.backend} ${machine.level}, ${machine.threads} threads: ${giga(machine.flops)} GFLOP/s, ${giga(machine.bandwidth)} GB/s, ${(machine.call * 1e6).toFixed(2)} us a kernel call`
  const held = `memory: parameters ${formatBytes(memory.parameters)}, gradients ${formatBytes(memory.gradients)}, states ${formatBytes(memory.states)}, activations and temporaries at most ${formatBytes(memory.scopes)}`
  const advice = profile.advice.map((line) => `- ${line}`).join('\n')
  const { kind, name, share } = profile.bottleneck
  const bottleneck = `bottleneck: ${kind}${name === kind ? '' : ` ${name}`}, ${percent(share)} of a step`
  const parts = [head, busy, phases(profile), layers(profile), kernels(profile), held, limits, bottleneck, advice]
  return parts.filter((part) => part !== '').join('\n\n')
}

function phases({ phases: list }: Profile): string {
  const rows = list.map(({ name, seconds, share, peak, calls, flopsPerSecond, bytesPerSecond }) => [
    name,
    ms(seconds),
    percent(share),
    formatBytes(peak),
    calls.toFixed(0),
    giga(flopsPerSecond),
    giga(bytesPerSecond)
  ])
  return table(['phase', 'ms', 'share', 'scopes at most', 'kernels', 'GFLOP/s', 'GB/s'], rows)
}

function layers({ layers: list }: Profile): string {
  const rows = list
    .slice(0, LAYERS)
    .map(({ path, kind, forward, backward, share, memory, flopsPerSecond, bytesPerSecond }) => [
      path === '' ? '(the model itself)' : path,
      kind,
      ms(forward),
      ms(backward),
      percent(share),
      formatBytes(memory),
      giga(flopsPerSecond),
      giga(bytesPerSecond)
    ])
  const more = list.length > LAYERS ? `\n... and ${list.length - LAYERS} more` : ''
  const head = ['layer', 'class', 'forward ms', 'backward ms', 'share', 'kept', 'GFLOP/s', 'GB/s']
  return table(head, rows, 2) + more
}

function kernels({ kernels: list }: Profile): string {
  const rows = list
    .slice(0, KERNELS)
    .map(({ name, calls, seconds, share, flopsPerSecond, bytesPerSecond }) => [
      name,
      calls.toFixed(0),
      ms(seconds),
      percent(share),
      giga(flopsPerSecond),
      giga(bytesPerSecond)
    ])
  return rows.length === 0 ? '' : table(['kernel', 'calls', 'ms', 'share', 'GFLOP/s', 'GB/s'], rows)
}
