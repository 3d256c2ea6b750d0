// Disks that are full, before and during a backup: it says so, what it wrote is gone, and once there is room it needs no hand.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Bed, openBed } from '../../testbed/bed.ts'
import { whyNot } from '../../testbed/machine.ts'
import { assertFails, type Failing } from './failing.ts'
import { type Disk, fillBut, fillInodesBut, openDisks, type SmallDisks } from './smalldisks.ts'
import { backUp, overSsh } from './stack.ts'
import { record, type StandIn, standIn, stopsHalfway } from './standin.ts'

describe('a disk that is full', { skip: whyNot() ?? false }, () => {
  let bed: Bed
  let disks: SmallDisks
  let mongodump: StandIn
  before(async () => {
    bed = await openBed({ seed: 'small' })
    disks = await openDisks(bed)
    mongodump = await standIn(bed.project.mongo.container)
    await mongodump.does(record)
    await backUp(bed, to('roomy', '0'))
  })
  after(async () => {
    await disks?.close()
    await bed?.close()
  })

  const to = (disk: Disk, minFree: string) => [...overSsh(disks.sshd), '--backup-dir', disks.path(disk), '--min-free', minFree]
  const fails = (disk: Disk, expected: Omit<Failing, 'code'>, meanwhile?: () => Promise<void>, minFree = '0') =>
    assertFails(
      bed,
      to(disk, minFree),
      { code: 'E_NOSPACE', ...expected },
      { backupDir: disks.outside(disk), but: /\.\/filler$/, ...(meanwhile && { meanwhile }) },
    )
  const full = { cause: /filled up (while|during)/, next: /free space there/ }

  test('is known before anything is written', async () => {
    const cause = /Not enough room[\s\S]*Needs\n\d.*from the sizes of its components[\s\S]*Has\n3\.\d MB free/
    await fails('small', { cause, next: /free space, lower keep or min-free, or put backup-dir on another disk/ })
  })

  test('min-free counts', async () => {
    await fails('roomy', { cause: /min-free keeps 50 MB free/, next: /min-free.*Largest: pre-update-/ }, undefined, '50MB')
  })

  // The stack is about 1.4 MB as an archive: each size hits another component, and the last one what comes after them.
  for (const kilobytes of [0, 200, 700, 1200, 1410]) {
    test(`fills up during the backup, with ${kilobytes} kB left for it`, async () => {
      await mongodump.does(stopsHalfway)
      await fails('roomy', full, async () => {
        await mongodump.stopped()
        await disks.on('roomy', fillBut(kilobytes))
        await mongodump.goOn()
      })
      await disks.on('roomy', 'rm filler')
    })
  }

  test('fills up by more than anyone expected: the dump that could not be written is not blamed', async () => {
    await mongodump.does('head -c 60000000 /dev/urandom')
    await fails('roomy', full)
  })

  test('runs low during the backup: it ends before the reserve is eaten up', async () => {
    await mongodump.does(stopsHalfway)
    const expected = { cause: /ran low while the backup was written/, next: /lower min-free \(now 10 MB\)/ }
    const meanwhile = async () => {
      await mongodump.stopped()
      await disks.on('roomy', fillBut(1500))
    }
    await fails('roomy', expected, meanwhile, '10MB')
    await disks.on('roomy', 'rm filler')
  })

  test('and when there is room again, a backup needs no hand', async () => {
    await mongodump.does(null)
    const kept = await backUp(bed, to('roomy', '0'))
    assert.equal(kept.outcome.kept.length, 2)
  })

  test('has few inodes left, or none', async () => {
    await backUp(bed, to('crowded', '0'))
    for (const [inodes, cause] of [
      [40, /almost no inodes left/],
      [0, /no inodes left/],
    ] as const) {
      await disks.on('crowded', fillInodesBut(inodes))
      await fails('crowded', { cause, next: /remove files there/ })
    }
    await disks.on('crowded', 'rm -r many')
    await backUp(bed, to('crowded', '0'))
  })

  test('is read-only', async () => {
    await disks.on('crowded', 'mount -o remount,ro .')
    const expected = { code: 'E_PERM', cause: /may not write[\s\S]*Read-only file system/, next: /dmesg/ } as const
    await assertFails(bed, to('crowded', '0'), expected, { backupDir: disks.outside('crowded') })
  })
})
