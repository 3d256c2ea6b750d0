// How to bring a backup back: the three ways, each ready to be pasted, for this very backup.

import { quoteAll } from '../script/quote.ts'
import { options } from '../settings/options.ts'
import { block, folded } from './markdown.ts'
import type { Place } from './outcome.ts'

/** Not said where it is the default. */
const usualApp: string = options['app-dir'].default

/** Markdown. `name` is that of a backup, in the form that all of ours have; `file` is the name of its archive. */
export function restoring({ name, file }: { readonly name: string; readonly file: string }, place: Place): string {
  const archive = `${place.backupDir}/${file}`
  const hand = [
    '# The archive is an ordinary tar; what to do with each part of it:',
    '# https://github.com/meeshy/backup-action/blob/v2/docs/restore.md#by-hand',
    quoteAll(['tar', '-tvf', archive]),
  ]
  return [
    '#### How to bring this back',
    'The first two show what they will replace, and keep a copy of that.',
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
    '    # private-key and known-hosts: as in the step that made it',
  ]
}
