// The option of ops that end with an activation, such as linear and conv2d.
/** An activation fused into an op. */
export interface ActivationOptions {
  /** 'relu': the positive part of the result, with the bits of a `relu` after it. Default none. */
  activation?: 'relu' | undefined
}
