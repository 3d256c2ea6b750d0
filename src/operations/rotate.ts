// Rotation: last, always. What goes is decided here, from the catalogue that the backup left; the server only removes it.

import type { Catalogue } from '../backups/catalogue.ts'
import { policyText, retain } from '../backups/retention.ts'
import { failureOf } from '../messages/errors.ts'
import type { Warn } from '../messages/warnings.ts'
import { planRotate } from '../plan/rotate.ts'
import type { Outcome } from '../report/outcome.ts'
import { inert } from '../text/inert.ts'
import { run, type Session } from './session.ts'

export type Rotation = Pick<Outcome, 'kept' | 'deleted' | 'rotation'>

/** Removes what the policy says. A rotation that fails is a warning: the backup itself is there, proven, and nothing is lost. */
export async function rotate(session: Session, catalogue: Catalogue, caller: string, warn: Warn): Promise<Rotation> {
  const { settings, reporter } = session
  const decision = retain(catalogue, settings, catalogue.now)
  if (decision.stopped !== undefined) warn('not-rotated', inert(decision.stopped))
  const gone = new Set<string>()
  if (decision.remove.length > 0) {
    try {
      await run(
        session,
        planRotate(
          settings,
          caller,
          decision.remove.map(each => each.name),
        ),
        { onEvent: event => event.type === 'removed' && gone.add(event.name), onWarning: warn },
      )
    } catch (thrown) {
      warn('rotation-failed', failureOf(thrown).title)
    }
  }
  const removed = decision.remove.filter(each => gone.has(each.name))
  reporter.phase(
    'Rotate',
    `keep ${policyText(settings.policy)}: ${removed.length === 0 ? 'nothing to remove' : `removed ${removed.map(each => `${each.name} (${each.why})`).join(', ')}`}`,
  )
  const kept = catalogue.backups.filter(each => each.prefix === settings.prefix && !gone.has(each.name)).map(each => each.name)
  const left = decision.remove.filter(each => !gone.has(each.name)).map(({ file, why }) => ({ file, why: `could not be removed: ${why}` }))
  return { kept, deleted: removed.map(each => each.name), rotation: { ...decision, keep: [...decision.keep, ...left], remove: removed } }
}
