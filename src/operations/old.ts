// What an archive of the old scripts holds: it has no manifest, or one from a listing alone.
import type { Backup } from '../backups/catalogue.ts'
import type { Manifest } from '../backups/manifest.ts'
import { parseManifest } from '../backups/manifest.ts'
import { BackupError } from '../messages/errors.ts'
import { planOldLook } from '../plan/look.ts'
import { bytes } from '../text/amounts.ts'
import { run, type Session } from './session.ts'

/** Reads it to its end on the server, each nested archive too, and returns what a manifest of it would be. Throws E_VERIFY where it is not sound. */
export async function openOld(session: Session, archive: Backup): Promise<Manifest> {
  session.reporter.begin(
    'Read',
    `${archive.file}, ${bytes(archive.bytes)}, to its end: an archive of the old scripts has no list of its contents`,
  )
  let text = ''
  await run(session, planOldLook(session.settings, archive.name), {
    onEvent(event) {
      if (event.type === 'old-manifest') text = event.text
    },
  })
  const manifest = parseManifest(text)
  if ('problem' in manifest || manifest.name !== archive.name)
    throw unread(archive, 'problem' in manifest ? manifest.problem : 'it has another name')
  const before = archive.manifest?.archive.sha256
  if (before !== undefined && before !== manifest.archive.sha256)
    throw unread(archive, 'its sha256 is not the one it had when it was first read')
  return manifest
}

function unread({ name }: Backup, why: string): BackupError {
  return new BackupError({
    code: 'E_VERIFY',
    title: `The backup ${name} cannot be restored: ${why}.`,
    safe: 'nothing was changed',
    next: 'restore another backup; look at this one by hand: tar -tvzf',
  })
}
