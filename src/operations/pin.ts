// Pin and release: rotation leaves a pinned backup alone and does not count it, until someone releases it.

import { BackupError } from '../messages/errors.ts'
import { planPin } from '../plan/decisions.ts'
import { type Place, placeOf } from '../report/outcome.ts'
import { listing } from './list.ts'
import { named } from './named.ts'
import { connect, run, type Session } from './session.ts'

export type Pinned = { readonly names: readonly string[]; readonly pinned: boolean; readonly place: Place }

/** All that were named, or none: fails for a missing one before it changes anything. */
export async function pin(session: Session, pinned: boolean): Promise<Pinned> {
  const { settings, transport, reporter } = session
  await connect(session)
  const found = named(await listing(session), settings.names, transport.name)
  const names = [...new Set(found.map(({ name }) => name))]
  const done = new Set<string>()
  const plan = planPin(
    settings,
    names,
    pinned,
    found.some(({ unread }) => unread),
  )
  await run(session, plan, { onEvent: event => event.type === 'pinned' && event.pinned === pinned && done.add(event.name) })
  const left = names.filter(name => !done.has(name))
  if (left.length > 0)
    throw new BackupError({
      code: 'E_PROTOCOL',
      title: `${transport.name} stopped before it confirmed the ${pinned ? 'pin' : 'release'} of ${left.join(', ')}.`,
      safe: 'each manifest is whole, with or without the change',
      next: 'list the backups',
    })
  const meaning = pinned ? 'rotation leaves them until they are released (unpin)' : 'rotation counts them again'
  reporter.phase(pinned ? 'Pin' : 'Release', `${names.join(', ')}: ${meaning}`)
  return { names, pinned, place: placeOf(settings, transport.name) }
}
