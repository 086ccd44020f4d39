// The functions of special.ts that have a row of the tape. Not in index.ts.
import type { Differentiable, Node } from '../../autograd/tape.ts'
import type { Tensor } from '../../tensor/tensor.ts'
import { neg } from '../gen/elementwise.ts'
import { igammaGradient, polygammaGradient, zetaGradient } from '../special.ts'
import { unbroadcast } from './shared.ts'

function igammaRow({ inputs: [a, x], details }: Node, g: Tensor): (Tensor | null)[] {
  return [null, unbroadcast(igammaGradient(details === 0 ? g : neg(g), a!, x!), x!.shape)]
}

export const specialRows: Readonly<Record<string, Differentiable>> = {
  polygamma: ({ inputs: [x], details }, g) => [polygammaGradient(g, x!, details as number)],
  zeta: ({ inputs: [x, q] }, g) => [null, unbroadcast(zetaGradient(g, x!, q!), q!.shape)],
  igamma: igammaRow
}
