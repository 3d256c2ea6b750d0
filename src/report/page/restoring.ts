// How to bring a backup back: three ways, each ready to paste, for this very backup.

import type { Manifest } from '../../backups/manifest.ts'
import { quoteAll } from '../../protocol/quote.ts'
import { options } from '../../settings/options.ts'
import type { Place } from '../outcome.ts'
import { block, folded } from './markdown.ts'

/** The commands leave out values that are the default. */
const usualApp: string = options['app-dir'].default

/** Markdown. */
export function restoring({ name, archive: { file }, runbook }: Pick<Manifest, 'name' | 'archive' | 'runbook'>, place: Place): string {
  const archive = `${place.backupDir}/${file}`
  const hand = [
    ...(runbook ? [byHand(name, place)] : []),
    '# The archive is an ordinary tar; what to do with each part of it:',
    '# https://github.com/meeshy/backup-action/blob/v2/docs/restore.md#by-hand',
    quoteAll(['tar', '-tvf', archive]),
  ]
  return [
    '#### How to bring this back',
    runbook
      ? 'Each shows what it will replace, and keeps a copy of that.'
      : 'The first two show what they will replace, and keep a copy of that.',
    ...bringBack(name, place),
    folded('On the server, with nothing but ssh and plain tools', block(hand, 'sh')),
  ].join('\n\n')
}

/** By a workflow and from a laptop. */
export function bringBack(name: string, place: Place): string[] {
  return [
    ...(place.server === undefined ? [] : [folded('By a workflow', block(workflow(name, place), 'yaml'))]),
    folded('From a laptop', block([restoreCommand(name, place)], 'sh')),
  ]
}

/** The command that brings a backup back, from a laptop or on the server itself. */
export function restoreCommand(name: string, place: Place): string {
  return quoteAll(['meeshy-backup', 'restore', name, ...whereFlags(place)])
}

/** The command that restores it on the server, where it has a runbook. */
export function byHand(name: string, { backupDir }: Place): string {
  return quoteAll(['sh', `${backupDir}/.meta/${name}.restore.sh`])
}

function whereFlags({ server, appDir, backupDir }: Place): string[] {
  return [
    ...(server === undefined ? [] : ['--host', server]),
    ...(appDir === usualApp ? [] : ['--app-dir', appDir]),
    ...(backupDir === `${appDir}/backups` ? [] : ['--backup-dir', backupDir]),
  ]
}

function workflow(name: string, { host, port, user, appDir, backupDir }: Place): string[] {
  const rows: [string, string | undefined][] = [
    ['host', host],
    ['port', port === undefined || port === 22 ? undefined : String(port)],
    ['user', user],
    ['app-dir', appDir === usualApp ? undefined : appDir],
    ['backup-dir', backupDir === `${appDir}/backups` ? undefined : backupDir],
    ['backup', name],
    ['confirm', 'OUI'],
  ]
  return [
    '- uses: meeshy/backup-action/restore@v2',
    '  with:',
    ...rows.flatMap(([key, value]) => (value === undefined ? [] : [`    ${key}: ${JSON.stringify(value)}`])),
    '    # private-key and known-hosts: as in the step that made the backup',
  ]
}
