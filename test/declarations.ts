// What native/kernels.def declares, as its generator reads it; and where the repository is.
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..')

export interface BufferDeclaration {
  readonly id: string
  /** Whether it may be exactly the memory of an input: out= of kernels.def. */
  readonly same: boolean
  readonly type: 'T' | 'f32' | 'f64' | 'i32' | 'u8' | 'any'
  /** How many buffers, when it is a list: an expression of JavaScript. */
  readonly count: string | undefined
  readonly out: boolean
  readonly optional: boolean
}

export interface KernelDeclaration {
  readonly name: string
  readonly types: '' | 'f' | 'w'
  readonly buffers: readonly BufferDeclaration[]
  readonly sizes: readonly { readonly id: string; readonly count: object | undefined }[]
  readonly numbers: readonly { readonly id: string; readonly count: object | undefined }[]
}

interface Generator {
  parseKernels(text: string): KernelDeclaration[]
  print(expression: unknown, name: (id: string) => string): string
}

// The generators are plain JavaScript without declarations.
const generator = (await import(join(ROOT, 'codegen/kernels.mjs') as string)) as Generator

export const DEF = readFileSync(join(ROOT, 'native/kernels.def'), 'utf8')
export const DECLARATIONS: readonly KernelDeclaration[] = generator.parseKernels(DEF).map((kernel) => ({
  ...kernel,
  buffers: kernel.buffers.map((b) => ({ ...b, count: b.count && generator.print(b.count, (id) => id) }))
}))
