// What native/kernels.def declares, as its generator reads it; and where the repository is.
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..')

export interface BufferDeclaration {
  readonly id: string
  /** '' for an input, else out, out=, inout, opt, opt out. */
  readonly role: string
  readonly type: 'T' | 'f32' | 'f64' | 'i32' | 'u8' | 'any'
  /** How many buffers, when it is a list. */
  readonly count: string | undefined
  readonly out: boolean
  readonly optional: boolean
}

export interface KernelDeclaration {
  readonly name: string
  readonly types: '' | 'f' | 'w'
  readonly buffers: readonly BufferDeclaration[]
  readonly sizes: readonly { readonly id: string; readonly count: string | undefined }[]
  readonly numbers: readonly string[]
}

interface Generator {
  parseKernels(text: string): KernelDeclaration[]
}

// The generators are plain JavaScript without declarations.
const generator = (await import(join(ROOT, 'codegen/kernels.mjs') as string)) as Generator

export const DEF = readFileSync(join(ROOT, 'native/kernels.def'), 'utf8')
export const DECLARATIONS: readonly KernelDeclaration[] = generator.parseKernels(DEF)
