// What the user asked, parsed once into types. Everything below the entry points works from these, never from texts.
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
/** How far a backup that is kept is verified. */
export const checkLevels = verifyLevels
/** Who reads it. */
export const verifyPlaces = ['server', 'runner'] as const
/** What a backup can be made for. `pre-restore` is missing: only a restore makes those, of what it is about to replace. */
export const askablePrefixes = ['pre-update', 'nightly', 'pre-reset', 'manual'] as const satisfies readonly Prefix[]

export type Quiesce = (typeof quiesceModes)[number]
export type CompressionChoice = 'auto' | Compressor
export type ArtifactDetails = (typeof artifactDetails)[number]
export type VerifyLevel = (typeof verifyLevels)[number]
export type CheckLevel = (typeof checkLevels)[number]
export type VerifyPlace = (typeof verifyPlaces)[number]

/** A server over SSH, or this machine. */
export type Target = SshTarget | { readonly kind: 'local'; readonly sudo: boolean }
export type SshTarget = {
  readonly kind: 'ssh'
  /** A DNS name or an IP address; an IPv6 address has no brackets here. */
  readonly host: string
  readonly port: number
  readonly user: string
  /** The text as it was given: it has been read once, so that reading it again cannot fail. */
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

/** A file or directory to keep: absolute, or relative to `appDir`; never a pattern. `optional`: it may be missing. */
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
  /** Empty: whoever writes to what is kept. */
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
  /** No backup at all, and why: it leaves a trace. */
  readonly skip?: { readonly reason: string }
  readonly dryRun: boolean
  /** What is kept of the run as an artifact of its workflow; nothing where it is missing. */
  readonly artifact?: ArtifactSettings
  readonly restore: RestoreSettings
  /** Which backups are pinned, released or deleted: names, or files of archives. */
  readonly names: readonly string[]
  /** Seconds: how old the newest backup may be. */
  readonly maxAge: number
  readonly check: CheckSettings
}

export type CheckSettings = {
  /** `latest`, `all`, a name, or the path of an archive. */
  readonly backup: string
  readonly level: CheckLevel
  readonly where: VerifyPlace
}

export type ArtifactSettings = {
  /** Missing: made up, so that it differs between runs. */
  readonly name?: string
  /** Missing: as the repository says. */
  readonly retentionDays?: number
  readonly details: ArtifactDetails
}

export type RestoreSettings = {
  /** `latest`, a name, or the path of an archive. */
  readonly backup: string
  readonly components: 'all' | readonly string[]
  /** What the user typed to confirm; whether it does is judged when the backup is known. */
  readonly confirm?: string
  readonly expectedSha256?: string
  /** Where the application is that is restored; `appDir` unless it is another. */
  readonly toAppDir?: string
  /** Paths outside of the application that may be written. */
  readonly outside: readonly ListedPath[]
  /** Databases that the backup lacks go too. */
  readonly exact: boolean
  readonly mode: 'restore' | 'resume' | 'undo'
}
