// The events that the server sends the page, as JSON. Written by viewer.ts, read by page/model.ts.
import type { Message } from './board.ts'

/** New points of a curve, or all of them with `reset`; none of them means that the curve is gone. */
export interface PointsEvent {
  readonly kind: 'points'
  readonly run: number
  readonly tag: string
  readonly reset: boolean
  readonly steps: readonly number[]
  /** null where a number is not finite. */
  readonly values: readonly (number | null)[]
}

export interface MessagesEvent {
  readonly kind: 'messages'
  readonly run: number
  readonly messages: readonly Message[]
}

/** Where a run is, and its latest numbers. */
export interface RunEvent {
  readonly kind: 'run'
  readonly run: number
  readonly name: string
  readonly step: number
  readonly epoch: number
  readonly wallTime: number
  readonly current: Readonly<Record<string, number | null>>
}

export type PageEvent = PointsEvent | MessagesEvent | RunEvent
