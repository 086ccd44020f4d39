// Every error thalweg throws on purpose. A message names the call, what was expected and what came.

/**
 * The base of all errors of this library. `code` is stable across releases; the message is for people.
 *
 * @example
 * try { setNumThreads(0) } catch (error) { if (error instanceof ThalwegError) console.log(error.code) }
 */
export class ThalwegError extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.name = new.target.name
    this.code = code
  }
}

/** Shapes, lengths or dtypes that do not go together. */
export class ShapeError extends ThalwegError {
  constructor(message: string) {
    super('ERR_SHAPE', message)
  }
}

/** An option or argument outside its range, of the wrong type or of an unknown name. */
export class OptionError extends ThalwegError {
  constructor(message: string) {
    super('ERR_OPTION', message)
  }
}

/** A buffer that cannot be used: detached, too short, or overlapping another one. */
export class BufferError extends ThalwegError {
  constructor(message: string) {
    super('ERR_BUFFER', message)
  }
}

/** An index beyond the dimension it indexes. */
export class IndexError extends ThalwegError {
  constructor(message: string) {
    super('ERR_INDEX', message)
  }
}

/** The addon could not be loaded, or a backend that is not there was asked for. */
export class BackendError extends ThalwegError {
  constructor(message: string) {
    super('ERR_BACKEND', message)
  }
}

/** A tensor whose memory went back to the free list at the end of its scope was used. */
export class TensorReleasedError extends ThalwegError {
  constructor(message: string) {
    super('ERR_RELEASED', message)
  }
}

/** A use of the autograd graph that has no meaning: backward twice, a changed tensor, a missing gradient. */
export class AutogradError extends ThalwegError {
  constructor(message: string) {
    super('ERR_AUTOGRAD', message)
  }
}

/** A checkpoint or weights file that is damaged, incomplete or not what it claims to be. */
export class CheckpointError extends ThalwegError {
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_CHECKPOINT', message)
    if (options !== undefined && 'cause' in options) this.cause = options.cause
  }
}

/** Data that cannot be read or put together: a malformed file, samples that do not stack, a worker that failed. */
export class DataError extends ThalwegError {
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_DATA', message)
    if (options !== undefined && 'cause' in options) this.cause = options.cause
  }
}

/** A number that should be finite is NaN or infinite: a loss, or the norm of the gradients. */
export class NonFiniteError extends ThalwegError {
  constructor(message: string) {
    super('ERR_NON_FINITE', message)
  }
}

/** A logger of a training failed, and the training was told to end then. */
export class LogError extends ThalwegError {
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_LOG', message)
    if (options !== undefined && 'cause' in options) this.cause = options.cause
  }
}
