// An archive of the old scripts, asked what is in it: no manifest says so, or only as far as a listing tells.
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
    `${archive.file}, ${bytes(archive.bytes)}, of the old scripts: to its end, because nothing says what is in it`,
  )
  let text = ''
  await run(session, planOldLook(session.settings, archive.name), {
    onEvent(event) {
      if (event.type === 'old-manifest') text = event.text
    },
  })
  const manifest = parseManifest(text)
  if ('problem' in manifest || manifest.name !== archive.name)
    throw unread(archive, 'problem' in manifest ? manifest.problem : 'it is of another name')
  const before = archive.manifest?.archive.sha256
  if (before !== undefined && before !== manifest.archive.sha256) throw unread(archive, 'it has another sha256 than when it was first read')
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
