// The plan of a backup: as text that people review, and the rules that hold for all of them.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { failureOf } from '../../src/messages/errors.ts'
import { planBackup } from '../../src/plan/backup.ts'
import type { Plan } from '../../src/plan/plan.ts'
import { planLines } from '../../src/report/console/planned.ts'
import { definedFunctions } from '../../src/script/render.ts'
import { select } from '../../src/sources/registry.ts'
import { type Asked, facts, viewOf } from '../sources/meeshy.ts'

function planned(settings: Asked = {}, change: Parameters<typeof viewOf>[0] = {}): Plan {
  const view = viewOf({ ...change, settings })
  return planBackup(view, select(view), { repository: 'meeshy/meeshy', run: '42', url: 'https://github.com/meeshy/meeshy/actions/runs/42' })
}

const verbs = (plan: Plan) => plan.steps.map(step => step.command[0])

describe('the plan of the Meeshy stack', () => {
  test('reads as in meeshy.golden.txt', () => {
    const golden = join(import.meta.dirname, 'meeshy.golden.txt')
    const text = `${planLines(planned()).join('\n')}\n`
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(golden, text)
    assert.equal(text, readFileSync(golden, 'utf8'))
  })

  test('with a drill reads as in meeshy-drill.golden.txt', () => {
    const golden = join(import.meta.dirname, 'meeshy-drill.golden.txt')
    const text = `${planLines(planned({ verify: 'drill' })).join('\n')}\n`
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(golden, text)
    assert.equal(text, readFileSync(golden, 'utf8'))
  })

  test('names only functions that the runtime has', () => {
    const known = definedFunctions()
    for (const settings of [
      {},
      { quiesce: 'pause', sources: { volumes: 'all' } },
      { scope: 'database' },
      { verify: 'drill' },
      { sources: { paths: [{ path: '/srv/media', optional: false }] } },
    ] as const) {
      for (const { command } of planned(settings).steps) {
        const producer = command[0] === 'mb_collect' ? command[3] : command[0]
        assert.ok(known.has(command[0]) && known.has(producer ?? ''), command.join(' '))
      }
    }
  })

  test('takes the lock first, publishes after it verified, reports last, whatever is asked', () => {
    for (const settings of [{}, { quiesce: 'stop' }, { scope: 'database' }, { verify: 'checksum' }] as const) {
      const order = verbs(planned(settings))
      assert.deepEqual(order.slice(0, 4), ['mb_lock', 'mb_recover', 'mb_preflight', 'mb_open_archive'])
      assert.deepEqual(order.slice(-6), ['mb_close_archive', 'mb_prove_new', 'mb_publish', 'mb_adopt', 'mb_catalogue', 'mb_result'])
      assert.ok(!order.includes('mb_remove'), 'a backup removes nothing')
    }
  })
})

describe('quiescing', () => {
  test('touches the writers of what is read, never the dumped databases, and ends before the archive is closed', () => {
    const plan = planned({ quiesce: 'pause' })
    const [quiesce] = plan.steps.filter(step => step.command[0] === 'mb_quiesce')
    assert.deepEqual(quiesce?.command, ['mb_quiesce', 'pause', 'meeshy-gateway-1', 'meeshy-translator-1'])
    const order = verbs(plan)
    const taking = plan.steps.findIndex(step => step.command[1] === 'volumes/gateway_uploads')
    assert.ok(order.indexOf('mb_quiesce') < taking && taking < order.indexOf('mb_resume'))
    assert.ok(order.indexOf('mb_resume') < order.indexOf('mb_close_archive'))
  })

  test('of a database is a window of its own, for its own volume', () => {
    const plan = planned({ quiesce: 'stop', sources: { volumes: 'all' } })
    const windows = plan.steps.filter(step => step.command[0] === 'mb_quiesce').map(step => step.command.slice(2))
    assert.deepEqual(windows, [
      ['meeshy-gateway-1', 'meeshy-translator-1'],
      ['meeshy-database-1', 'meeshy-redis-1'],
    ])
  })

  test('can be told which services', () => {
    const [quiesce] = planned({ quiesce: 'stop', quiesceServices: ['nginx'] }).steps.filter(step => step.command[0] === 'mb_quiesce')
    assert.deepEqual(quiesce?.command, ['mb_quiesce', 'stop', 'meeshy-nginx-1'])
  })
})

describe('before anything is done', () => {
  test('every missing tool is named at once', () => {
    const tools = new Map([...facts.tools].filter(([name]) => !['flock', 'mkfifo', 'openssl'].includes(name)))
    assert.throws(() => planned({}, { facts: { tools } }), /flock, mkfifo, openssl or sha256sum/)
  })

  test('the compressor that was asked for must be there; auto takes what there is', () => {
    assert.throws(() => planned({ compression: 'pigz' }), /pigz/)
    const plain = new Map([...facts.tools].filter(([name]) => name !== 'zstd'))
    assert.equal(planned({}, { facts: { tools: plain } }).variables['MB_COMPRESS'], 'gzip')
    assert.equal(planned().variables['MB_COMPRESS'], 'zstd')
  })

  test('a backup directory inside what is kept is refused', () => {
    const backupDir = '/var/lib/docker/volumes/meeshy_gateway_uploads/_data/backups'
    assert.throws(() => planned({ backupDir }), /lies inside volumes\/gateway_uploads/)
  })

  test('the room that is asked for comes from the sizes, or from the last backup', () => {
    const room = planned().steps.find(step => step.command[0] === 'mb_preflight')
    assert.equal(room?.command[1], String(2_000_000 + 300_000_000 + 20_000_000 + 812_000_000 + 1_900_000_000))
  })
})

test('a backup whose manifest no reader would take is not begun', () => {
  const containers = facts.containers.map(each => ({ ...each, image: each.service === 'gateway' ? 'an image\n' : each.image }))
  assert.throws(
    () => planned({}, { facts: { containers } }),
    (thrown: unknown) =>
      failureOf(thrown).code === 'E_ARCHIVE' && /images\[\d\]\.image is not the name or the id/.test(failureOf(thrown).title),
  )
})

test('nothing secret is in a plan, and critical backups are pinned', () => {
  const plan = planned({ scope: 'critical' })
  assert.equal((plan.known['manifest'] as { pinned: boolean }).pinned, true)
  assert.equal((planned().known['manifest'] as { pinned: boolean }).pinned, false)
  assert.deepEqual(
    Object.keys(plan.variables).filter(name => /URI|PASSWORD/.test(name)),
    [],
  )
})
