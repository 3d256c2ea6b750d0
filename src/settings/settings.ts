// The user's settings, parsed once into types. Everything below the entry points works from these, never from texts.
import { type Compressor, compressors } from '../backups/formats.ts'
import type { Prefix } from '../backups/names.ts'
import type { Policy } from '../backups/retention.ts'
import type { Scope } from '../backups/scopes.ts'
import type { Sensitive } from '../text/sensitive.ts'
import type { SourceSettings } from './values.ts'

export const quiesceModes = ['none', 'pause', 'stop'] as const
/** `auto`: the fastest compressor that the server has. */
export const compressionChoices: readonly CompressionChoice[] = ['auto', ...compressors]
/** `redacted`: no host, path, or name of a database, container or volume. */
export const artifactDetails = ['redacted', 'full'] as const
export const verifyLevels = ['checksum', 'read', 'drill'] as const
/** Who reads it. */
export const verifyPlaces = ['server', 'runner'] as const
/** What the user can make a backup for. `pre-restore` is missing: only a restore makes those, of what it is about to replace. */
export const askablePrefixes = ['pre-update', 'nightly', 'pre-reset', 'manual'] as const satisfies readonly Prefix[]

export type Quiesce = (typeof quiesceModes)[number]
export type CompressionChoice = 'auto' | Compressor
export type ArtifactDetails = (typeof artifactDetails)[number]
export type VerifyLevel = (typeof verifyLevels)[number]
export type VerifyPlace = (typeof verifyPlaces)[number]

/** A server over SSH, or this machine. */
export type Target = SshTarget | { readonly kind: 'local'; readonly sudo: boolean }
export type SshTarget = {
  readonly kind: 'ssh'
  /** A DNS name or an IP address; an IPv6 address has no brackets here. */
  readonly host: string
  readonly port: number
  readonly user: string
  /** The text as it was given. The parser has read it once, so reading it again cannot fail. */
  readonly privateKey: Sensitive
  readonly passphrase?: Sensitive
  /** The text of a known_hosts file with a line for this host. Without it and without fingerprints the connection fails with E_HOSTKEY. */
  readonly knownHosts?: string
  /** `SHA256:…`; one that matches is enough. */
  readonly hostFingerprints: readonly string[]
  readonly sudo: boolean
  /** Seconds. */
  readonly connectTimeout: number
}

/** A file or directory to back up: absolute, or relative to `appDir`; never a pattern. `optional`: it may be missing. */
export type ListedPath = { readonly path: string; readonly optional: boolean }

export type Settings = {
  readonly target: Target
  readonly appDir: string
  readonly backupDir: string
  readonly prefix: Prefix
  readonly scope: Scope
  /** What was asked of each source, by the names of its options. */
  readonly sources: SourceSettings
  readonly quiesce: Quiesce
  /** Empty: the services that write to what is backed up. */
  readonly quiesceServices: readonly string[]
  readonly compression: CompressionChoice
  readonly verify: VerifyLevel
  /** What rotation leaves of each prefix. */
  readonly policy: Policy
  /** Bytes that must stay free after the backup. */
  readonly minFree: number
  /** Seconds. */
  readonly timeout: number
  /** Seconds; 0: do not wait. */
  readonly lockTimeout: number
  /** Seconds of silence after which the server takes this client for gone. */
  readonly clientTimeout: number
  /** Make no backup, for this reason. */
  readonly skip?: { readonly reason: string }
  readonly dryRun: boolean
  /** The artifact of the run in its workflow; missing: none. */
  readonly artifact?: ArtifactSettings
  readonly restore: RestoreSettings
  /** The backups to pin, unpin or delete: names, or files of archives. */
  readonly names: readonly string[]
  /** Seconds: how old the newest backup may be. */
  readonly maxAge: number
  readonly verification: VerificationSettings
}

export type VerificationSettings = {
  /** `latest`, `all`, a name, or the path of an archive. */
  readonly backup: string
  readonly level: VerifyLevel
  readonly where: VerifyPlace
}

export type ArtifactSettings = {
  /** Missing: a name that differs between runs. */
  readonly name?: string
  /** Missing: the repository's setting. */
  readonly retentionDays?: number
  readonly details: ArtifactDetails
}

export type RestoreSettings = {
  /** `latest`, a name, or the path of an archive. */
  readonly backup: string
  readonly components: 'all' | readonly string[]
  /** What the user typed to confirm; the restore checks it when it knows the backup. */
  readonly confirm?: string
  readonly expectedSha256?: string
  /** The directory of the restored application; `appDir` by default. */
  readonly toAppDir?: string
  /** Paths outside of the application that the restore may write. */
  readonly outside: readonly ListedPath[]
  /** Drop databases that the backup lacks, too. */
  readonly exact: boolean
  readonly mode: 'restore' | 'resume' | 'undo'
}
