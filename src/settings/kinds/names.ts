// Names of things on the server: containers, volumes, services, databases. Allow-lists, so that none can look like a flag or a path.
import { byteLength, type Kind, unprintable, wordThat } from './kind.ts'

// Docker's own rule for names (RestrictedNamePattern in moby), with a length nobody needs more of.
const dockerName = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}$/

export const containerName: Kind<string> = wordThat('NAME', 'a container name', text => dockerName.test(text))

export const volumeName: Kind<string> = wordThat('NAME', 'a volume name, not a path', text => dockerName.test(text))

export const serviceName: Kind<string> = wordThat('NAME', 'the name of a compose service', text => dockerName.test(text))

/** A MongoDB database name as every platform's server takes it (MongoDB manual, "Naming Restrictions"); never one that looks like a flag. */
export const databaseName: Kind<string> = wordThat('NAME', 'a database name', text => {
  return text !== '' && !text.startsWith('-') && !/[/\\. "$*<>:|?]/.test(text) && !unprintable.test(text) && byteLength(text) <= 63
})

/** What the artifact service takes: names that any file system could hold (@actions/artifact, validateArtifactName). */
export const artifactName: Kind<string> = wordThat('NAME', 'a name without " : < > | * ? \\ or /, at most 200 characters', text => {
  return text.trim() !== '' && text.length <= 200 && !/[":<>|*?\\/]/.test(text) && !unprintable.test(text)
})
