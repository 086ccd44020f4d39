// Situations of public reports, rebuilt here; docs/tried-reports.md has the table.
import { writeFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { applyTable, DataLoader, fitTable, readCsv, readNpy, TensorDataset } from '../../lib/data/index.ts'
import { DataError } from '../../lib/errors.ts'
import { tensor } from '../../lib/index.ts'
import { temporaryFolder } from '../util/folder.ts'

const file = temporaryFolder()
const write = (name: string, content: string | Uint8Array): string => {
  writeFileSync(file(name), content)
  return file(name)
}

describe('tables', () => {
  test('jasp-desktop#403: 1.000,92 is not a category', async () => {
    const path = write('x.csv', 'a;b\n1.000,92;1\n2.000,5;2\n')
    await expect(readCsv(path, { delimiter: ';' })).rejects.toThrow("line 2, column 'a': expected a decimal number")
  })

  test('pandas#64655: a number with a comma behind it is none', async () => {
    await expect(readCsv(write('x.csv', 'a\n1\n2\n3\n"1 ,"\n'))).rejects.toThrow("line 5, column 'a'")
  })

  test('TablePress#198: semicolons in the header, commas in the rows', async () => {
    await expect(readCsv(write('x.csv', 'a;b\n1;x, y\n2;z\n'))).rejects.toThrow(
      /Invalid Record Length: expect 1, got 2 on line 2/
    )
  })

  test('category_encoders#154, dummyPy#10: rows whose categories are all unknown', () => {
    const fitted = fitTable([{ c: 'a' }, { c: 'b' }], { unknown: 'ignore' })
    expect(applyTable(fitted, [{ c: 'x' }, { c: 'y' }]).features.toArray()).toEqual([
      [0, 0],
      [0, 0]
    ])
  })
})

describe('.npy', () => {
  const npy = (header: string, data: Uint8Array): string => {
    const text = Buffer.from(`${header.padEnd(117)}\n`)
    const head = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, text.length, 0])
    return write('x.npy', Buffer.concat([head, text, data]))
  }

  test.each([
    ['npyjs#42', "[('name', '<U10'), ('age', '<i4')]", 'structured dtypes have no place in a tensor'],
    [
      'numpy#14142',
      "[('id', '|V16'), ('timeax', ('|O', {'vlen': dtype('float64')}))]",
      'structured dtypes have no place'
    ],
    ['libnpy#26', "'<c8'", 'expected a dtype of f2, f4, f8']
  ])('%s: %s is refused', async (_, descr, message) => {
    const path = npy(`{'descr': ${descr}, 'fortran_order': False, 'shape': (2,), }`, Buffer.alloc(16))
    await expect(readNpy(path)).rejects.toThrow(DataError)
    await expect(readNpy(path)).rejects.toThrow(message)
  })

  test('npy-ocaml#4: a shape that is not a Python tuple', async () => {
    const path = npy(
      "{'descr': '<f8', 'fortran_order': True, 'shape': (2), }",
      new Uint8Array(new Float64Array([1, 2]).buffer)
    )
    expect((await readNpy(path)).toArray()).toEqual([1, 2])
  })
})

describe('loaders with workers', () => {
  const loaders: DataLoader<unknown>[] = []
  afterAll(() => Promise.all(loaders.map((loader) => loader.close())))
  const loaderOf = (body: string): DataLoader<unknown> => {
    const name = `t${loaders.length}.mjs`
    const transform = write(name, `export default (batch) => { if (batch[0].data[0] === 3) ${body}; return batch }`)
    const data = new TensorDataset(tensor([[1], [2], [3], [4]]))
    loaders.push(new DataLoader(data as never, { transform, workers: 2 }))
    return loaders.at(-1)!
  }

  test('mxnet#13126: a loop that is left at once; the next one is whole', async () => {
    const loader = loaderOf('{}')
    for await (const _ of loader) break
    let count = 0
    for await (const _ of loader) count++
    expect(count).toBe(4)
  })

  test.each([
    ['throw new Error("boom")', 'boom'],
    ['process.exit(3)', 'the worker ended with code 3']
  ])('infinibatch#17: a worker that fails (%s) ends the loop with an error', async (body, message) => {
    const read = async () => {
      for await (const _ of loaderOf(body));
    }
    await expect(read()).rejects.toThrow(message)
  })
})
