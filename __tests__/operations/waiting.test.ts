// Whatever an operation is for: while it waits for another run to end it says so, and for whom, once.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { catalogueOf } from '../../src/backups/catalogue.ts'
import { nameOf } from '../../src/backups/names.ts'
import { deleteBackups } from '../../src/operations/delete.ts'
import { pin } from '../../src/operations/pin.ts'
import { prune } from '../../src/operations/prune.ts'
import { recover } from '../../src/operations/recover.ts'
import { rotate } from '../../src/operations/rotate.ts'
import type { Session } from '../../src/operations/session.ts'
import { skip } from '../../src/operations/skip.ts'
import { day, type Kept, listingOf, now } from '../backups/listing.ts'
import { type Answer, type Said, sessionWith } from './answering.ts'

const kept: readonly Kept[] = [2, 1].map(days => ({ prefix: 'pre-update', time: now - days * day }))
const listing = listingOf(kept)
const [older = '', newer = ''] = kept.map(({ prefix, time }) => nameOf(prefix, time))

/** The list of backups, as a script tells it. */
const told: readonly Said[] = [
  ...listing.manifests.map(({ name, text }) => ({ type: 'manifest', text: `${name}.json:${text}` })),
  ...listing.entries.map(({ file, bytes, mtime }) => ({ type: 'entry', text: `${bytes} ${mtime} regular file/${file}` })),
  { type: 'catalogue', now, odd: 0, atWork: 0 },
]

const holder = 'run r-1, pid 7, since 2026-11-22T17:59:00Z'
const none: Said = { type: 'waiting', holder: '' }
/** A holder that has not written down who it is yet is asked for again at each look. */
const waiting: readonly Said[] = [none, none, none, { type: 'waiting', holder }, { type: 'waiting', holder }]

const answer: Answer = (_, script) => {
  const plan = script.slice(script.lastIndexOf('\nmb_plan() {'))
  const does = (command: string) => plan.includes(`'${command}'`) || plan.includes(` ${command}`)
  return {
    events: [
      ...(does('mb_lock') ? [...waiting, { type: 'recovered', run: 'r-0' }] : []),
      ...(does('mb_catalogue') ? told : []),
      ...(does('mb_remove') || does('mb_delete') ? [{ type: 'removed', name: older }] : []),
      ...(does('mb_pin') ? [{ type: 'pinned', name: newer, pinned: true }] : []),
      { type: 'step', step: 1, state: 'end', milliseconds: 1 },
    ],
  }
}

const operations: Readonly<Record<string, (session: Session) => Promise<unknown>>> = {
  prune,
  pin: session => pin({ ...session, settings: { ...session.settings, names: [newer] } }, true),
  delete: session =>
    deleteBackups({
      ...session,
      settings: { ...session.settings, names: [older], restore: { ...session.settings.restore, confirm: 'OUI' } },
    }),
  skip: session => skip(session, {}, 'a hurry', () => {}),
  rotate: session => rotate(session, catalogueOf(listing), '', () => {}),
  recover,
}

describe('an operation that waits for the lock says so', () => {
  for (const [name, operation] of Object.entries(operations)) {
    test(`by ${name}: once without a holder, once with each`, async () => {
      const { session, kept } = sessionWith(answer, { policy: { keep: 1 } })
      await operation(session)
      assert.deepEqual(kept.failures, [])
      const said = kept.lines.filter(line => line.startsWith('waiting'))
      const once = ['waiting for another run to end', `waiting for another run to end: ${holder}`]
      // A rotation alone takes the lock twice: to look, and to remove.
      assert.deepEqual(said, name === 'prune' ? [...once, ...once] : once)
      if (name !== 'recover') assert.ok(kept.lines.includes('cleaned up after the run r-0, which had died'))
    })
  }
})
