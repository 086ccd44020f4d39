// LivePage: the page of a run, read over HTTP as a browser reads it.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { Advisor, LivePage, ResourceMonitor } from '../../../lib/train/index.ts'
import { ROOT } from '../../declarations.ts'
import { temporaryFolder } from '../../util/folder.ts'
import { programs } from '../../util/programs.ts'
import { collect, type Seen } from '../../watch/events.ts'
import { problem } from '../problem.ts'

const file = temporaryFolder()
const open: LivePage[] = []
afterEach(async () => {
  for (const page of open.splice(0)) await page.close()
})

const quiet = { write: () => true }
function pageOf(options: ConstructorParameters<typeof LivePage>[0] = {}): LivePage {
  const page = new LivePage({ stream: quiet, ...options })
  open.push(page)
  return page
}

// What a browser that opens the page now gets.
const seenAt = (page: LivePage): Promise<Seen> => collect(page.url!)

test('the page shows what loggers get, and stays after the run', async () => {
  const said: string[] = []
  const page = pageOf({ stream: { write: (text) => said.push(text) } })
  const { trainer, loader, validation } = problem({ accumulate: 1 })
  expect(page.url).toBe(null)
  const callbacks = [
    page,
    new ResourceMonitor({ every: 5 }),
    new Advisor({ every: 10, spikeFactor: 1e-9, stream: null })
  ]
  await trainer.fit(loader, { epochs: 3, validation, callbacks })
  const runs = await seenAt(page)
  expect([...runs.keys()]).toEqual(['run'])
  const { step, epoch, curves, messages } = runs.get('run')!
  expect([step, epoch]).toEqual([39, 3])
  expect(curves.get('loss')!.map(([at]) => at)).toEqual(Array.from({ length: 39 }, (_, k) => k + 1))
  const column = (name: string): number[] => trainer.history[name]!
  const shown = (name: string): (number | null)[] => curves.get(name)!.map(([, value]) => value)
  expect(shown('valLoss')).toEqual(column('valLoss').map((value) => Number(value.toPrecision(6))))
  expect(curves.get('rssBytes')!.map(([at]) => at)).toEqual([5, 10, 15, 20, 25, 30, 35])
  expect(messages.find(({ tag }) => tag === 'advisor/spike')).toMatchObject({ alarm: true })
  expect(said).toEqual([`LivePage: ${page.url}\n`])
})

test('a second run is drawn over the first, one that goes back or resumes continues it', async () => {
  const said: string[] = []
  const page = pageOf({ name: 'a', stream: { write: (text) => said.push(text) } })
  const { trainer, loader } = problem({ accumulate: 1 })
  await trainer.fit(loader, { steps: 4, callbacks: [page] })
  await trainer.fit(loader, { steps: 8, callbacks: [page], resume: true })
  expect([...(await seenAt(page)).keys()]).toEqual(['a'])
  let back = false
  const rollBack = {
    async onStep({ step }: { step: number }) {
      if (step === 3) kept = await trainer.snapshot()
      if (step === 6 && !back) {
        back = true
        trainer.rollBack(kept!)
      }
    }
  }
  let kept: Awaited<ReturnType<typeof trainer.snapshot>> | null = null
  await trainer.fit(loader, { steps: 7, callbacks: [page, rollBack] })
  const runs = await seenAt(page)
  expect([...runs.keys()]).toEqual(['a', 'a (2)'])
  expect(said).toHaveLength(1)
  const stepsOf = (name: string): number[] =>
    runs
      .get(name)!
      .curves.get('loss')!
      .map(([step]) => step)
  expect(stepsOf('a')).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  expect(stepsOf('a (2)')).toEqual([1, 2, 3, 4, 5, 6, 7])
})

test('a run that another process began shows its history', async () => {
  const first = problem({ accumulate: 1 })
  await first.trainer.fit(first.loader, { epochs: 2, validation: first.validation })
  await first.trainer.save(file('half'))
  const { trainer, loader, validation } = problem({ accumulate: 1 })
  const page = pageOf()
  await trainer.fit(loader, { epochs: 3, validation, resume: file('half'), callbacks: [page] })
  const { curves } = (await seenAt(page)).get('run')!
  expect(curves.get('valLoss')!.map(([step]) => step)).toEqual([13, 26, 39])
  expect(curves.get('loss')![0]![0]).toBe(27)
})

test('close frees the port, and a later run opens the page again and says where', async () => {
  const said: string[] = []
  const page = pageOf({ stream: { write: (text) => said.push(text) } })
  const { trainer, loader } = problem()
  await trainer.fit(loader, { steps: 1, callbacks: [page] })
  const { port } = new URL(page.url!)
  await page.close()
  await page.close()
  expect(page.url).toBe(null)
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow('fetch failed')
  await trainer.fit(loader, { steps: 1, callbacks: [page] })
  expect((await fetch(page.url!)).status).toBe(200)
  expect(said.at(-1)).toBe(`LivePage: ${page.url}\n`)
  expect(said).toHaveLength(2)
})

test('a port that is taken ends the run before it begins', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  const { port } = other.address() as AddressInfo
  const { trainer, loader } = problem()
  const fit = trainer.fit(loader, { steps: 1, callbacks: [pageOf({ port })] })
  await expect(fit).rejects.toThrow(`LivePage: cannot listen on port ${port} because it is taken; choose another, or 0`)
  expect(trainer.step).toBe(0)
  other.close()
})

test('the page does not keep a process', async () => {
  const program = `
    import { connect } from 'node:net'
    import { problem } from ${JSON.stringify(join(ROOT, 'test/train/problem.ts'))}
    import { LivePage } from ${JSON.stringify(join(ROOT, 'lib/train/index.ts'))}
    const { trainer, loader } = problem()
    const page = new LivePage()
    trainer.fit(loader, { steps: 2, callbacks: [page] }).then(async () => {
      // A browser that keeps its connection does not, either.
      const browser = connect(Number(new URL(page.url).port), '127.0.0.1')
      browser.write('GET /events HTTP/1.1\\r\\nHost: 127.0.0.1\\r\\n\\r\\n')
      await new Promise((resolve) => browser.once('data', resolve))
      browser.unref()
      console.log('done')
    })`
  writeFileSync(file('ends.mts'), program)
  const { ends } = await programs('livePage', { ends: file('ends.mts') })
  const out = execFileSync(process.execPath, [ends], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000
  })
  expect(out).toBe('done\n')
})

test('options are checked', () => {
  expect(() => new LivePage({ port: 70_000 })).toThrow('LivePage: expected port to be a whole number >= 0 and <= 65535')
  expect(() => new LivePage({ hots: 'a' } as never)).toThrow('LivePage: unknown option hots; did you mean host?')
})
