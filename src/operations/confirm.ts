// Before something is replaced, a person says so: in the settings, or when asked. Anything but OUI or the backup's own name is no.
import type { Manifest } from '../backups/manifest.ts'
import { parseName } from '../backups/names.ts'
import { BackupError } from '../messages/errors.ts'
import type { Questions } from '../report/console/questions.ts'
import type { RestoreSettings } from '../settings/settings.ts'
import type { Session } from './session.ts'

/** Refuses, before any contact, what cannot be a confirmation. */
export function confirmEarly({ confirm, backup }: RestoreSettings, canAsk: boolean): void {
  if (confirm === undefined && canAsk) return
  const named = backup === 'latest' || backup.startsWith('/') ? parseName(confirm ?? '') !== undefined : confirm === backup
  if (confirm === 'OUI' || named) return
  throw unconfirmed(backup === 'latest' ? 'the name of the backup' : backup)
}

/** The rest, when the backup is known: the name typed must be its own; or a person confirms it. */
export async function confirmLate(
  session: Session,
  manifest: Manifest,
  lines: readonly string[],
  questions: Questions | undefined,
): Promise<void> {
  const { confirm, mode } = session.settings.restore
  const { reporter, transport } = session
  reporter.phase('Replaces', `on ${transport.name}, with ${manifest.name} of ${manifest.timeText || manifest.time}`, lines)
  if (mode === 'resume' || confirm === 'OUI' || confirm === manifest.name) return
  if (confirm === undefined && questions !== undefined) {
    const said = await questions.ask(`This replaces what is on ${transport.name}. Nothing has been changed yet.\nType OUI to go on: `)
    if (said === 'OUI' || said === manifest.name) return
  }
  throw unconfirmed(manifest.name)
}

function unconfirmed(name: string): BackupError {
  return new BackupError({
    code: 'E_INPUT',
    title: `The restore was not confirmed: confirm must be OUI or ${name}.`,
    safe: 'nothing was changed',
    next: 'look at the plan first (dry-run), then type OUI',
  })
}
