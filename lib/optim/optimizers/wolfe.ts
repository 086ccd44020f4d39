// The line search of LBFGS: a step length that satisfies the strong Wolfe conditions (Nocedal and Wright, "Numerical
// optimization", algorithms 3.5 and 3.6, with cubic interpolation). It makes the same decisions as PyTorch's search,
// which are those of minFunc.

/** The objective at a step length: its value, its slope along the direction, and any data of the caller. */
export interface Place<G> {
  t: number
  value: number
  slope: number
  gradient: G
}

export interface Found<G> {
  place: Place<G>
  evaluations: number
}

const C1 = 1e-4
const C2 = 0.9

// The minimum of the cubic through two points with their slopes, within bounds.
function cubic<G>(a: Place<G>, b: Place<G>, bounds?: readonly [number, number]): number {
  const [low, high] = bounds ?? (a.t <= b.t ? [a.t, b.t] : [b.t, a.t])
  const d1 = a.slope + b.slope - (3 * (a.value - b.value)) / (a.t - b.t)
  const square = d1 * d1 - a.slope * b.slope
  if (!(square >= 0)) return (low + high) / 2
  const d2 = Math.sqrt(square)
  const best =
    a.t <= b.t
      ? b.t - (b.t - a.t) * ((b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2))
      : a.t - (a.t - b.t) * ((a.slope + d2 - d1) / (a.slope - b.slope + 2 * d2))
  return Math.min(Math.max(best, low), high)
}

/**
 * @param evaluate the objective at a step length
 * @param start the point at step length 0
 * @param first the step length to try first
 * @param reach the largest absolute element of the direction
 * @param tolerance a bracket that moves no parameter by more than this is small enough
 * @param most evaluations after the first
 */
export function strongWolfe<G>(
  evaluate: (t: number) => Place<G>,
  start: Place<G>,
  first: number,
  reach: number,
  tolerance: number,
  most: number
): Found<G> {
  const steep = (place: Place<G>): boolean => place.value > start.value + C1 * place.t * start.slope
  const flat = (place: Place<G>): boolean => Math.abs(place.slope) <= -C2 * start.slope
  let now = evaluate(first)
  let before = start
  let tries = 0
  let bracket: [Place<G>, Place<G>] = [start, now]
  for (; tries < most; tries++) {
    bracket = [before, now]
    if (steep(now) || (tries > 1 && now.value >= before.value)) break
    if (flat(now)) return { place: now, evaluations: tries + 1 }
    if (now.slope >= 0) break
    const t = cubic(before, now, [now.t + 0.01 * (now.t - before.t), now.t * 10])
    before = now
    now = evaluate(t)
  }
  if (tries === most) bracket = [start, now]
  const [place, more] = zoom(evaluate, bracket, { steep, flat }, reach, tolerance, most - tries)
  return { place, evaluations: tries + 1 + more }
}

// Narrows a bracket around a good point.
function zoom<G>(
  evaluate: (t: number) => Place<G>,
  bracket: [Place<G>, Place<G>],
  { steep, flat }: Record<'steep' | 'flat', (place: Place<G>) => boolean>,
  reach: number,
  tolerance: number,
  most: number
): [Place<G>, number] {
  let low = bracket[0].value <= bracket[1].value ? 0 : 1
  let stuck = false
  let tries = 0
  while (tries < most && Math.abs(bracket[1].t - bracket[0].t) * reach >= tolerance) {
    let t = cubic(bracket[0], bracket[1])
    const left = Math.min(bracket[0].t, bracket[1].t)
    const right = Math.max(bracket[0].t, bracket[1].t)
    const margin = 0.1 * (right - left)
    // Close to the edge twice, or on it: go a tenth of the bracket inside.
    if (Math.min(right - t, t - left) < margin) {
      if (stuck || t >= right || t <= left) {
        t = Math.abs(t - right) < Math.abs(t - left) ? right - margin : left + margin
        stuck = false
      } else stuck = true
    } else stuck = false
    const now = evaluate(t)
    tries++
    const high = 1 - low
    if (steep(now) || now.value >= bracket[low]!.value) {
      bracket[high] = now
      low = bracket[0].value <= bracket[1].value ? 0 : 1
      continue
    }
    const done = flat(now)
    if (!done && now.slope * (bracket[high]!.t - bracket[low]!.t) >= 0) bracket[high] = bracket[low]!
    bracket[low] = now
    if (done) break
  }
  return [bracket[low]!, tries]
}
