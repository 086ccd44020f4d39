// The findings of an Advisor and how they write numbers. Called by the files next to it and by advisor.ts.

/** What an Advisor can find. */
export type FindingKind =
  | 'oscillation'
  | 'plateau'
  | 'divergence'
  | 'spike'
  | 'overfitting'
  | 'deadLayer'
  | 'frozenState'
  | 'dataStarved'

/** A sentence with numbers of the run. */
export interface Advice {
  readonly kind: FindingKind
  readonly text: string
}

/** A number to three digits. */
export function show(value: number): string {
  return String(Number(value.toPrecision(3)))
}

export function percent(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`
}
