// The root of the public API.
export { type BackendName, backend, type Level, setBackend, setNumThreads } from './backend/index.ts'
export {
  BackendError,
  BufferError,
  CheckpointError,
  DataError,
  IndexError,
  OptionError,
  ShapeError,
  ThalwegError
} from './errors.ts'
