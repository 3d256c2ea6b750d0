// The warnings: what can be said of a run that goes on. The table of docs/troubleshooting.md comes from here.
import { inert } from '../text/inert.ts'

/** What it means, and what to do: a clause each, in Markdown. */
export type Warning = { readonly meaning: string; readonly next: string }

export const warnings = {
  'not-kept': {
    meaning: 'the project has data that no component backs up',
    next: 'name it in `paths`, or give its volume a name',
  },
  attention: {
    meaning: 'the backup has a limit to know before a restore: databases without the oplog, files of a running database, no Docker engine',
    next: 'decide whether that is enough',
  },
  fuzzy: {
    meaning: 'the dump is not consistent to one moment: a standalone MongoDB has no oplog, and listed databases are dumped without it',
    next: 'make MongoDB a replica set of one member, and leave `mongo-databases` empty',
  },
  'changed-while-read': {
    meaning: 'files changed while they were read, three times in a row; the backup holds them as they were read',
    next: '`quiesce: pause` avoids it',
  },
  shrunk: {
    meaning: 'a component of the last backup is gone, or holds less than half of what it held then',
    next: 'check whether data was lost before the backup',
  },
  empty: {
    meaning: 'MongoDB holds no collection of an application',
    next: 'check that this is the right container: `mongo-container`',
  },
  missing: {
    meaning: 'a file that belongs to the configuration is not there',
    next: 'put it back, or end its path with `?` if it may be missing',
  },
  'plain-tar': {
    meaning: "the server's tar is not GNU tar: xattrs, ACLs, holes and fractions of seconds are not kept",
    next: 'install GNU tar there',
  },
  special: {
    meaning:
      'devices and pipes among configuration or secrets are not kept, and no file there keeps the right to run as another user; volumes and paths keep all of these',
    next: 'name such files in `paths` if they are needed',
  },
  sockets: {
    meaning: 'no tar keeps sockets',
    next: 'nothing: the program that listens there makes a new one',
  },
  owners: {
    meaning: 'the account is not root, so after a restore it would own the files of others',
    next: '`sudo: true` keeps their owners',
  },
  'connection-lost': {
    meaning: 'the connection was lost during the run; the client asks the server, or follows the run again',
    next: 'nothing: the lines after it say what became of the run',
  },
  'outcome-late': {
    meaning: 'the run was stopped after its work was done: the backup is published, or the restored data is in place',
    next: 'raise `timeout` if that stopped the run',
  },
  'clock-skew': {
    meaning: "the server's clock is behind the newest backup: nothing old is removed until it is right",
    next: 'set the clock: `timedatectl`',
  },
  'not-rotated': {
    meaning: 'nothing old was removed, because the clock is suspicious or a restore is incomplete: the text says which',
    next: 'remove the cause; the next run rotates',
  },
  'rotation-failed': {
    meaning: 'an old backup could not be removed',
    next: 'nothing: the next run tries again; if it stays, look at the rights and the disk of the backup directory',
  },
  unsound: {
    meaning:
      'an archive of the old scripts cannot be read to its end, or holds something that they never wrote: it is not counted, not restored and never removed',
    next: 'delete it (`meeshy-backup delete`), or keep it for what is still readable',
  },
  'undo-failed': {
    meaning: 'something could not be put back (usually a container)',
    next: 'remove the cause that the text names: the next run tries again',
  },
  'pinned-meanwhile': {
    meaning: 'someone pinned a backup while rotation was about to remove it: it stays',
    next: 'nothing; `meeshy-backup unpin` releases it',
  },
  'restore-incomplete': {
    meaning: 'a restore on this server did not finish: no old backup is removed until it does',
    next: '`meeshy-backup restore --undo`, or `--resume`',
  },
  leftovers: {
    meaning: 'a restore is final, but some of what it replaced could not be removed',
    next: 'nothing: the next run tries again',
  },
  'other-version': {
    meaning:
      'the dump comes from another minor version of MongoDB; the restored data is compared as always. An older major version is refused',
    next: 'nothing, if the comparison is equal',
  },
  skipped: {
    meaning: 'no backup was taken, because `skip-backup` is set',
    next: 'remove `skip-backup` for the next deploy',
  },
  'skip-not-recorded': {
    meaning: 'the server could not record the skip at once, so its list of backups does not show the gap; the deploy did not wait',
    next: 'nothing; the log of this run says why',
  },
  'no-room': {
    meaning: 'a dry run found that a backup would fail with `E_NOSPACE` now',
    next: 'free space there, or lower `keep` or `min-free`',
  },
  'masked-output': {
    meaning: 'an output contains a stored secret: GitHub shows `***` in its place and hands it to no other job',
    next: 'choose a secret that is part of no name or path',
  },
  'step-ended': {
    meaning: 'main was killed before it could report (cancelled, timed out); the post stage asked the server what became of the run',
    next: 'the text says whether the backup is there; if not, run it again',
  },
  artifact: {
    meaning: 'the artifact of the run could not be saved; the run itself is not affected',
    next: 'set `artifact: false` where there is no service for artifacts',
  },
  warnings: {
    meaning: 'GitHub shows only ten warnings of a step',
    next: 'read the others in the log or in the summary',
  },
  input: {
    meaning: 'a setting is valid but probably not what you mean',
    next: 'change it, or leave it as it is',
  },
  output: {
    meaning: 'an output could not be set',
    next: 'look at what the runner says: the backup itself is there',
  },
} as const satisfies Readonly<Record<string, Warning>>

export type WarningCode = keyof typeof warnings

declare const untabled: unique symbol
/** A code from the server that the table lacks: shown as it is. */
export type UnknownWarning = string & { readonly [untabled]: true }

export type ShownWarning = WarningCode | UnknownWarning

/** Where an operation says a warning. The text is inert. */
export type Warn = (code: ShownWarning, text: string) => void

/** A code from the server, checked against the table; inert. */
export function toldWarning(code: unknown): ShownWarning {
  const text = inert(String(code ?? ''))
  return Object.hasOwn(warnings, text) ? (text as WarningCode) : (text as UnknownWarning)
}
