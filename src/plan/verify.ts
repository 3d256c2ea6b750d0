// The plan of a verification on the server: one script for all backups that were chosen. It writes nothing and takes no lock.
import type { Component } from '../backups/manifest.ts'
import type { Subject } from '../backups/subjects.ts'
import { tableOf } from '../backups/table.ts'
import type { Command, Step } from '../protocol/step.ts'
import type { Settings } from '../settings/settings.ts'
import { secretsOf, sourceOf } from '../sources/registry.ts'
import type { Plan } from './plan.ts'
import { rowOf } from './rows.ts'

export function planVerify(settings: Settings, subjects: readonly Subject[]): Plan {
  const steps: Step[] = [
    { id: 'verify-tools', title: 'See what this server can read', command: ['mb_verify_tools'] },
    ...subjects.map((subject): Step => ({ id: 'verify', title: `Verify ${subject.name}`, command: callOf(subject, settings) })),
  ]
  return {
    operation: 'verify',
    writes: false,
    scratch: true,
    steps,
    variables: { MB_APP: settings.appDir, MB_DIR: settings.backupDir },
    components: [],
    known: {},
    readers: {},
    secrets: secretsOf(settings),
  }
}

/** The plan of handing the archives over, one after the other, to be read here. */
export function planSend(settings: Settings, subjects: readonly Subject[]): Plan {
  const steps: Step[] = subjects.map(({ name, file }) => ({ id: 'send', title: `Send ${name}`, command: ['mb_send', name, file] }))
  return { ...planVerify(settings, []), steps, secrets: [] }
}

function callOf({ name, file, manifest }: Subject, settings: Settings): Command {
  const { level } = settings.verification
  if (manifest?.kind !== 'backup')
    return ['mb_verify_old', level, name, file, String(manifest?.archive.bytes ?? ''), manifest?.archive.sha256 ?? '']
  const { bytes, sha256, compression } = manifest.archive
  // Fields between tabs must not be empty: a shell takes two tabs for one.
  const fields = (component: Component) => [...rowOf(component), ...readerOf(component, settings)].map(field => field || '-')
  const rows = manifest.components.map(component => fields(component).join('\t')).join('\n')
  return ['mb_verify', level, name, file, String(bytes), sha256, compression, String(manifest.time), rows, tableOf(manifest)]
}

/**
 * The container whose tools read a dump: the one that a setting names, else the one it was taken from; and the service of that one, which is empty
 * for a container that a setting names, and for no other: only that one need not be of the application.
 */
function readerOf({ kind, details }: Component, settings: Settings): string[] {
  const named = sourceOf(kind)?.named?.(settings)
  return [named ?? details['container'] ?? '', named === undefined ? details['service'] || '.' : '']
}
