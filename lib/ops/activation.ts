// The option of ops that end with an activation, such as linear and conv2d.
/** What an op can do to its result in the same pass. */
export interface ActivationOptions {
  /** 'relu': the positive part of the result, with the bits of a `relu` after it. Default none. */
  activation?: 'relu'
}
