// Every error thalweg throws on purpose. A message names the call, what was expected and what was received.

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

/** Incompatible shapes, lengths or dtypes. */
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

/** The addon could not be loaded, or an unavailable backend was requested. */
export class BackendError extends ThalwegError {
  constructor(message: string) {
    super('ERR_BACKEND', message)
  }
}

/** A matrix that a decomposition cannot take: singular, not positive definite, or one that does not converge. */
export class LinAlgError extends ThalwegError {
  constructor(message: string) {
    super('ERR_LINALG', message)
  }
}

/** Use of a tensor whose memory was released at the end of its scope. */
export class TensorReleasedError extends ThalwegError {
  constructor(message: string) {
    super('ERR_RELEASED', message)
  }
}

/** Invalid use of the autograd graph: backward twice, a modified tensor, a missing gradient. */
export class AutogradError extends ThalwegError {
  constructor(message: string) {
    super('ERR_AUTOGRAD', message)
  }
}

/** A checkpoint or weights file that is damaged, incomplete or of the wrong kind. */
export class CheckpointError extends ThalwegError {
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_CHECKPOINT', message)
    if (options !== undefined && 'cause' in options) this.cause = options.cause
  }
}

/** Data that cannot be read or collated: a malformed file, samples that do not stack, a worker that failed. */
export class DataError extends ThalwegError {
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_DATA', message)
    if (options !== undefined && 'cause' in options) this.cause = options.cause
  }
}

/** A loss or a gradient norm is NaN or infinite. */
export class NonFiniteError extends ThalwegError {
  constructor(message: string) {
    super('ERR_NON_FINITE', message)
  }
}

/** A logger of a run failed, and the run's options say to end then. */
export class LogError extends ThalwegError {
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_LOG', message)
    if (options !== undefined && 'cause' in options) this.cause = options.cause
  }
}

/** Ranks that do not get together: MPI is missing, a rank does not answer in time, or the ranks call different things. */
export class DistributedError extends ThalwegError {
  constructor(message: string, options?: ErrorOptions) {
    super('ERR_DISTRIBUTED', message)
    if (options !== undefined && 'cause' in options) this.cause = options.cause
  }
}
