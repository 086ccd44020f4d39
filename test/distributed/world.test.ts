// What needs no launcher: which library is opened, and a world of one.
import { expect, test } from 'vitest'
import { init } from '../../lib/distributed/index.ts'
import { launcherOf, librariesOf } from '../../lib/distributed/library.ts'
import { World } from '../../lib/distributed/world.ts'
import { DistributedError, OptionError } from '../../lib/errors.ts'
import { tensor } from '../../lib/index.ts'

test('the launcher is known by its environment', () => {
  expect(launcherOf({})).toBe(null)
  expect(launcherOf({ OMPI_COMM_WORLD_SIZE: '4', PMIX_RANK: '0' })).toEqual({ family: 'openmpi', size: 4 })
  expect(launcherOf({ PMI_SIZE: '2', PMI_RANK: '1' })).toEqual({ family: 'mpich', size: 2 })
  expect(launcherOf({ PMIX_RANK: '3' })).toEqual({ family: null, size: null })
  expect(launcherOf({ PMI_SIZE: 'many' })).toBe(null)
})

test("the launcher's own library is tried first, or the one that the environment names", () => {
  const names = (family: 'openmpi' | 'mpich' | null, env = {}, platform = 'linux') =>
    librariesOf({ family, size: 2 }, env, platform).names
  expect(names('openmpi')[0]).toBe('libmpi.so.40')
  expect(names('openmpi')).not.toContain('libmpich.so.12')
  expect(names('mpich')).toContain('libmpi.so.12')
  expect(names('mpich')[0]).toBe('libmpich.so.12')
  expect(names(null)).toEqual(expect.arrayContaining(['libmpi.so.40', 'libmpich.so.12', 'libmpi_abi.so.1']))
  expect(names('openmpi', {}, 'darwin')[0]).toBe('libmpi.40.dylib')
  expect(librariesOf({ family: 'mpich', size: 2 }, { THALWEG_LIBMPI: '/a/b.so', THALWEG_MPIABI: 'standard' })).toEqual({
    names: ['/a/b.so'],
    abi: 'standard'
  })
  expect(() => librariesOf({ family: 'mpich', size: 2 }, { THALWEG_MPIABI: 'lam' })).toThrow(
    "init: expected THALWEG_MPIABI to be one of 'openmpi', 'mpich', 'standard' but received lam"
  )
})

test('init without a launcher gives the same world of one each time', async () => {
  const world = await init()
  expect(await init({ timeout: 5 })).toBe(world)
  expect([world.rank, world.size, world.engine, world.timeout]).toEqual([0, 1, null, 300])
  await expect(init({ timeout: 0 })).rejects.toThrow('init: expected timeout to be a finite number > 0 but received 0')
  await expect(init({ timout: 1 } as never)).rejects.toThrow(OptionError)
})

test('a world of one answers alone', async () => {
  const world = new World(null, 0, 1, 10)
  const x = tensor([1, 2, 3])
  expect(await world.allReduce(x)).toBe(x)
  expect(x.toArray()).toEqual([1, 2, 3])
  // A view is changed as a tensor is.
  const view = tensor([
    [1, 2],
    [3, 4]
  ]).transpose(0, 1)
  expect((await world.allReduce(view, { op: 'avg' })).toArray()).toEqual([
    [1, 3],
    [2, 4]
  ])
  expect(await world.broadcast(x)).toBe(x)
  const [copy, ...none] = await world.allGather(x)
  expect(none).toEqual([])
  expect(copy!.toArray()).toEqual([1, 2, 3])
  x.data[0] = 9
  expect(copy!.toArray()).toEqual([1, 2, 3])
  await world.barrier()
  expect(world.bytesSent).toBe(0)
})

test('arguments that do not fit are refused', async () => {
  const world = new World(null, 0, 1, 10)
  await expect(world.allReduce([1] as never)).rejects.toThrow('allReduce: expected x to be a tensor')
  await expect(world.allReduce(tensor([true]))).rejects.toThrow(
    'allReduce: expected x to be float32 or float64 or int32'
  )
  await expect(world.allReduce(tensor([1]), { op: 'mean' as never })).rejects.toThrow('allReduce: expected op')
  await expect(world.allReduce(tensor([1], { dtype: 'int32' }), { op: 'avg' })).rejects.toThrow(
    "allReduce: expected float32 or float64 for op 'avg' but received int32; take the sum"
  )
  await expect(world.broadcast(tensor([1]), { src: 1 })).rejects.toThrow('broadcast: expected src')
})

test('a world that was finalized refuses calls', async () => {
  const world = new World(null, 0, 1, 10)
  await world.finalize()
  await world.finalize()
  await expect(world.barrier()).rejects.toThrow(DistributedError)
  await expect(world.barrier()).rejects.toThrow('barrier: expected a world in use but it was finalized')
})
