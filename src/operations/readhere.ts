// The archives streamed to here, and read as they come. Nothing of them is written to a disk here.
import { PassThrough } from 'node:stream'
import type { Subject } from '../backups/subjects.ts'
import { planSend } from '../plan/verify.ts'
import { readArchive } from '../reading/archive.ts'
import { readOldArchive } from '../reading/oldarchive.ts'
import type { VerifyLog } from '../report/console/verifylog.ts'
import { run, type Session } from './session.ts'

/** Bytes that may wait between the connection and the reader. */
const waiting = 4 * 1024 * 1024

/** One conversation for all of them, one after the other. */
export async function readHere(session: Session, subjects: readonly Subject[], log: VerifyLog): Promise<void> {
  const { settings } = session
  const readings = new Map<string, Promise<void>>()
  const read = async (subject: Subject, chunks: PassThrough, bytes: number) => {
    try {
      const { manifest } = subject
      const findings = {
        sound: (component: string) => log.sound(subject.name, component),
        damage: log.damage.bind(log),
      }
      if (manifest?.kind === 'backup') await readArchive(chunks, { manifest, bytes, level: settings.verification.level }, findings)
      else await readOldArchive(chunks, { subject, bytes }, findings)
      log.over(subject.name, 'verified')
    } finally {
      // The sender must not wait for a reader that failed.
      chunks.destroy()
    }
  }
  const onRaw = (backup: string, bytes: number) => {
    const chunks = new PassThrough({ highWaterMark: waiting })
    const subject = subjects.find(({ name }) => name === backup)
    if (subject === undefined || readings.has(backup)) return chunks.destroy()
    const reading = read(subject, chunks, bytes)
    reading.catch(() => {})
    readings.set(backup, reading)
    return chunks
  }
  await run(session, planSend(settings, subjects), { onEvent: event => log.add(event), onRaw })
  await Promise.all(readings.values())
}
