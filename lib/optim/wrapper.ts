// The base of optimizers that wrap another one: they share its groups, names, states and options, so that schedulers,
// clipping and checkpoints work on them as on any other.
import { OptionError } from '../errors.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { show } from '../util/options.ts'
import type { GivenOptions, GroupOptions, ParamGroup } from './groups.ts'
import type { StateShapes } from './memory.ts'
import { Optimizer, type Scalars } from './optimizer.ts'

export abstract class WrapperOptimizer<O extends GroupOptions> extends Optimizer<O> {
  /** The inner optimizer. */
  readonly inner: Optimizer<O>
  override readonly stateGroups: Optimizer['stateGroups']
  override readonly separable: boolean

  protected constructor(kind: string, inner: Optimizer<O>) {
    if (!(inner instanceof Optimizer)) {
      throw new OptionError(`${kind}: expected an optimizer to wrap but received ${show(inner)}`)
    }
    super(kind, inner)
    this.inner = inner
    this.stateGroups = inner.stateGroups
    this.separable = inner.separable
    Object.assign(this.shared, inner.shared)
    if (inner.evalWeights !== undefined) this.evalWeights = (body) => inner.evalWeights!(body)
  }

  /** The parameters that the next step updates. */
  protected moving(): Tensor[] {
    return this.paramGroups.flatMap(({ params }) => params.filter((p) => p.grad !== null))
  }

  protected update(): void {}

  override addParamGroup(group: { params: unknown } & GivenOptions<O>): void {
    this.inner.addParamGroup(group)
  }

  override onLoad(): void {
    for (const name of Object.keys(this.inner.shared)) this.inner.shared[name] = this.shared[name]!
    this.inner.onLoad()
  }

  override stateDict(): ReturnType<Optimizer<O>['stateDict']> {
    Object.assign(this.shared, this.inner.shared)
    return super.stateDict()
  }

  override initialScalars(group: ParamGroup<O>): Scalars {
    return this.inner.initialScalars(group)
  }

  override requiredSlots(step: number): readonly string[] {
    return this.inner.requiredSlots(step)
  }

  override stateShapes(shape: readonly number[], group: ParamGroup<O>): StateShapes {
    return this.inner.stateShapes(shape, group)
  }

  override slotFits(name: string, slot: Tensor, p: Tensor): boolean {
    return this.inner.slotFits(name, slot, p) || super.slotFits(name, slot, p)
  }
}
