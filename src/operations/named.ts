// Which backups the typed words mean: a name, or the file of an archive where two have one name.
import type { Backup, Catalogue, Damaged } from '../backups/catalogue.ts'
import { parseArchiveName, parseName } from '../backups/names.ts'
import { BackupError } from '../messages/errors.ts'

/** Good, unread or damaged: what is there to be pinned or deleted. */
export type Named = {
  readonly name: string
  readonly file: string
  readonly backup?: Backup
  readonly damaged?: Damaged
  readonly unread: boolean
}

/** Each once, in the order they were named. Throws E_NOT_FOUND with all that are not there, E_AMBIGUOUS for a name of two archives. */
export function named(catalogue: Catalogue, names: readonly string[], where: string): Named[] {
  const all = everything(catalogue)
  const missing = names.filter(each => !all.some(({ name, file }) => name === each || file === each))
  if (missing.length > 0)
    throw new BackupError({
      code: 'E_NOT_FOUND',
      title: `${missing.length === 1 ? 'There is no backup' : 'There are no backups'} ${missing.join(', ')} on ${where}.`,
      details: {
        'There are':
          all
            .slice(0, 20)
            .map(({ name }) => name)
            .join(', ') || 'no backups',
      },
      safe: 'nothing was changed',
      next: 'list the backups: meeshy-backup list',
    })
  const found = names.map(each => {
    const [one, ...more] = all.filter(({ name, file }) => (parseName(each) === undefined ? file === each : name === each))
    if (one === undefined || more.length > 0) throw ambiguous(each, [one, ...more])
    return one
  })
  return [...new Map(found.map(each => [each.file, each])).values()]
}

function everything({ backups, unread, damaged }: Catalogue): Named[] {
  return [
    ...backups.map(backup => ({ name: backup.name, file: backup.file, backup, unread: false })),
    ...unread.map(backup => ({ name: backup.name, file: backup.file, backup, unread: true })),
    ...damaged.map(each => ({ name: parseArchiveName(each.file)?.name ?? each.file, file: each.file, damaged: each, unread: false })),
  ]
}

function ambiguous(name: string, found: readonly (Named | undefined)[]): BackupError {
  return new BackupError({
    code: 'E_AMBIGUOUS',
    title: `Two archives have the name ${name}.`,
    details: { 'They are': found.map(each => each?.file ?? '').join(', ') },
    safe: 'nothing was changed',
    next: 'name the file that you mean',
  })
}
