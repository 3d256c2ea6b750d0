// The outputs of the actions, as data: action.yml and the README's table come from it. The actions set them on failure too.

/** What each output of the backup action says; the names are a contract with the workflows that read them. */
export const outputs = {
  status: '`success`, `failed`, `skipped` (skip-backup) or `planned` (dry-run)',
  'backup-path': 'Path of the archive on the server; empty unless it was published',
  'backup-name': 'Name of the backup, such as `pre-update-20261122_174512`; a restore takes it as `backup`',
  'backup-size': 'Size of the archive in bytes',
  'backup-sha256': 'SHA-256 of the archive: keep it, and a restore can prove that the archive has not changed since',
  'duration-seconds': 'How long the run took',
  verified: 'Verification level that was reached: `checksum`, `read` or `drill`',
  components: 'JSON array: each component with its sizes, counts and consistency',
  kept: 'JSON array: names of the backups of this prefix that are on the server after rotation',
  deleted: 'JSON array: names of the backups that rotation removed',
  warnings: 'JSON array: problems that did not stop the run',
  'artifact-id': 'Number of the artifact with the manifest; empty if there is none',
  'artifact-digest': 'SHA-256 of the artifact, as the results service stores it',
  'run-id': 'Identifier of this run, in the manifest and on the server',
  'error-code': 'Stable code of the failure, such as `E_NOSPACE`; empty on success',
} as const satisfies Record<string, string>

export type OutputName = keyof typeof outputs

/** The outputs of the restore action. */
export const restoreOutputs = {
  status: '`success`, `failed` or `planned` (dry-run)',
  'restored-from': 'Name of the backup that was restored, or would be',
  'safety-backup': 'Name of the backup of the state before the restore; restore it to go back',
  'duration-seconds': 'How long the run took',
  'downtime-seconds': 'How long services were stopped or paused',
  components: 'JSON array: each restored component, and what was counted in it afterwards',
  'error-code': 'Stable code of the failure, such as `E_RESTORE`; empty on success',
} as const satisfies Record<string, string>

export type RestoreOutputName = keyof typeof restoreOutputs

/** The outputs of the list action. */
export const listOutputs = {
  backups:
    'JSON array, newest first: name, time, age in seconds, size, components, how each was proven, whether it is pinned, what the next rotation does with it',
  latest: 'Name of the newest backup; empty if there is none',
  count: 'How many backups there are',
} as const satisfies Record<string, string>

export type ListOutputName = keyof typeof listOutputs

/** The outputs of the verify action. */
export const verifyOutputs = {
  status: '`success`, or `failed`: something is damaged, or could not be read as far as the level asks',
  damaged:
    'JSON array: each damage with its `backup`, `component`, `part`, bytes `from` and `to` of the archive, and `why`; `[]` if there is none',
  'error-code': 'Stable code of the failure, such as `E_VERIFY`; empty on success',
} as const satisfies Record<string, string>

export type VerifyOutputName = keyof typeof verifyOutputs
