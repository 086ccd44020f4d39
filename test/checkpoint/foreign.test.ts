// Files that other tools made, by name; the types of a checkpoint.
import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { loadCheckpoint, loadSafetensors, saveCheckpoint, saveSafetensors } from '../../lib/checkpoint/index.ts'
import { CheckpointError } from '../../lib/errors.ts'
import { tensor } from '../../lib/index.ts'
import { Linear } from '../../lib/nn/index.ts'
import { SGD } from '../../lib/optim/index.ts'
import { temporaryFolder } from '../util/folder.ts'

const file = temporaryFolder()

test.each([
  [
    'PK\x03\x04\x00\x00\x08\x08archive/data.pkl',
    'the file was made by torch.save; convert it in Python: safetensors.torch.save_file'
  ],
  ['\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19.', 'the file was made by torch.save'],
  ['\x80\x04\x95\x00\x00\x00\x00\x00\x00\x00', 'the file is a Python pickle'],
  ['\x89HDF\r\n\x1a\n', 'the file is HDF5, as Keras writes it'],
  [
    'version https://git-lfs.github.com/spec/v1\n',
    'the file is a pointer of Git LFS; fetch the file itself: git lfs pull'
  ],
  ['<!DOCTYPE html><html>', 'the file is a web page'],
  ['\x1f\x8b\x08\x00\x00\x00\x00\x00', 'the file is gzipped; unpack it'],
  ['GGUF\x03\x00\x00\x00', 'the file is GGUF']
])('%j', async (bytes, message) => {
  writeFileSync(file('foreign'), Buffer.from(bytes, 'latin1'))
  for (const load of [loadSafetensors, loadCheckpoint]) {
    await expect(load(file('foreign'))).rejects.toThrow(CheckpointError)
    await expect(load(file('foreign'))).rejects.toThrow(message)
  }
})

test('the state of a module and an optimizer goes in and comes out with no word for the types', async () => {
  const model = new Linear(2, 1)
  const optimizer = new SGD(model.parameters(), { lr: 0.1, momentum: 0.9 })
  await saveCheckpoint(file('run'), { model: model.stateDict(), optimizer: optimizer.stateDict(), epoch: 3 })
  const { model: weights, optimizer: state } = await loadCheckpoint(file('run'))
  expect(model.loadStateDict(weights)).toEqual({ missing: [], unexpected: [] })
  optimizer.loadStateDict(state)
  const { epoch } = await loadCheckpoint<{ epoch: number }>(file('run'))
  expect(epoch + 1).toBe(4)
})

test('ComfyUI#15602, airllm#137: bytes too many or too few are told', async () => {
  await saveSafetensors(file('whole'), { x: tensor([1, 2]) })
  const bytes = readFileSync(file('whole'))
  for (const [content, message] of [
    [Buffer.concat([bytes, Buffer.alloc(3)]), 'expected 8 bytes of data after the header but there are 11'],
    [bytes.subarray(0, -1), 'expected 8 bytes of data after the header but there are 7'],
    [Buffer.alloc(0), 'expected at least 8 bytes but the file has 0']
  ] as const) {
    writeFileSync(file('changed'), content)
    await expect(loadSafetensors(file('changed'))).rejects.toThrow(message)
  }
})
