// A parabola that is reached step by step; some parameters fail in ways of their own.
export default async function curve({ x, how }, trial) {
  if (how === 'throw') throw new RangeError('no such x')
  if (how === 'exit') process.exit(3)
  if (how === 'later') {
    setTimeout(() => {
      throw new Error('nobody caught this')
    }, 0)
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }
  if (how === 'text') return 'low'
  const value = (x - 1) ** 2
  for (let step = 1; step <= Math.min(trial.budget, 9); step++) trial.report(step, value + 1 / step)
  return value
}
