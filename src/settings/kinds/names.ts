// Names of things on the server: containers, volumes, services, databases. Allow-lists, so that none can look like a flag or a path.
import { parseArchiveName, parseName } from '../../backups/names.ts'
import { byteLength, type Kind, unprintable, wordThat } from './kind.ts'

// Docker's own rule for names (RestrictedNamePattern in moby), with a limit on the length.
const dockerName = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}$/

export const containerName: Kind<string> = wordThat('NAME', 'a container name', text => dockerName.test(text))

export const volumeName: Kind<string> = wordThat('NAME', 'a volume name, not a path', text => dockerName.test(text))

export const serviceName: Kind<string> = wordThat('NAME', 'the name of a compose service', text => dockerName.test(text))

/** A name that servers of every platform take for a database (their manual, "Naming Restrictions"); never one that looks like a flag. */
export const databaseName: Kind<string> = wordThat('NAME', 'a database name', text => {
  return text !== '' && !text.startsWith('-') && !/[/\\. "$*<>:|?]/.test(text) && !unprintable.test(text) && byteLength(text) <= 63
})

/** What the artifact service takes: names that any file system could hold (@actions/artifact, validateArtifactName). */
export const artifactName: Kind<string> = wordThat('NAME', 'a name without " : < > | * ? \\ or /, at most 200 characters', text => {
  return text.trim() !== '' && text.length <= 200 && !/[":<>|*?\\/]/.test(text) && !unprintable.test(text)
})

/** `latest`, `all`, the name of a backup, or the absolute path of an archive with such a name. */
export const backupChoice: Kind<string> = wordThat('BACKUP', 'latest, all, the name of a backup, or the path of its archive', text => {
  if (!text.startsWith('/')) return text === 'latest' || text === 'all' || parseName(text) !== undefined
  const plain = !text.split('/').some(name => name === '..' || name === '.') && !unprintable.test(text)
  return plain && parseArchiveName(text.slice(text.lastIndexOf('/') + 1)) !== undefined
})

/** The name of a backup, or the file of its archive: two archives may have the same name, and then only the file tells them apart. */
export const backupOrFile: Kind<string> = wordThat(
  'NAME',
  'the name of a backup, or the file of its archive',
  text => parseName(text) !== undefined || parseArchiveName(text) !== undefined,
)

/** A group of components alone, or one of them by its name: `volumes/NAME`. Which groups there are, the restore says. */
export const componentName: Kind<string> = wordThat('NAME', 'a component, as list and the manifest name it', text => {
  const [group = '', name, ...more] = text.split('/')
  if (!/^[a-z][a-z0-9-]*$/.test(group) || more.length > 0) return false
  return name === undefined || (name !== '' && !name.startsWith('-') && !/[\\ "$*<>:|?]/.test(name) && !unprintable.test(name))
})

export const sha256: Kind<string> = wordThat('SHA256', '64 hexadecimal digits', text => /^[0-9a-f]{64}$/.test(text))
