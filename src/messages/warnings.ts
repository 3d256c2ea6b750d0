// The warnings: what can be said of a run that goes on. The table of docs/troubleshooting.md comes from here.
import { inert } from '../text/inert.ts'

/** What it means, and what to do: a clause each, in Markdown. */
export type Warning = { readonly meaning: string; readonly next: string }

export const warnings = {
  'not-kept': {
    meaning: 'the project keeps something that no component takes',
    next: 'name it in `paths`, or give its volume a name',
  },
  attention: {
    meaning:
      'a restore must know something about what is taken: databases without the oplog, files of a running database, no Docker engine',
    next: 'decide whether that is enough',
  },
  fuzzy: {
    meaning: 'the dump is not of one moment: a standalone MongoDB has no oplog, listed databases are dumped without it',
    next: 'make MongoDB a replica set of one member, and leave `mongo-databases` empty',
  },
  'changed-while-read': {
    meaning: 'files changed while they were read, three times: they are kept as they were read',
    next: '`quiesce: pause` avoids it',
  },
  shrunk: {
    meaning: 'a component of the last backup is gone, or has less than half of what it held',
    next: 'see whether something was lost before the backup',
  },
  empty: {
    meaning: 'MongoDB holds no collection of an application',
    next: 'see whether this is the right container: `mongo-container`',
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
    meaning: 'sockets are not kept, by any tar',
    next: 'nothing: the program that listens there makes them anew',
  },
  owners: {
    meaning: 'the account is not root, so that files of others would belong to it after a restore',
    next: '`sudo: true` keeps their owners',
  },
  'connection-lost': {
    meaning: 'the connection was lost during the run; the server was asked, or is followed again',
    next: 'nothing: the lines after it say what became of the run',
  },
  'outcome-late': {
    meaning: 'the run was ended at its very end, and what it was for is done: the backup is published, or what was restored is in place',
    next: 'raise `timeout` if it was that',
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
      'an archive of the old scripts does not read to its end, or holds what the old scripts never wrote: not counted, not restored, never removed',
    next: 'delete it (`meeshy-backup delete`), or keep it for what can be read of it',
  },
  'undo-failed': {
    meaning: 'something could not be put back (a container, mostly)',
    next: 'remove the cause that the text names: the next run tries again',
  },
  'pinned-meanwhile': {
    meaning: 'someone pinned a backup while rotation was about to remove it: it stays',
    next: 'nothing; `meeshy-backup unpin` releases it',
  },
  'restore-incomplete': {
    meaning: 'a restore on this server began and did not end: nothing old is removed until it does',
    next: '`meeshy-backup restore --undo`, or `--resume`',
  },
  leftovers: {
    meaning: 'a restore is final, and what it replaced could not all be removed',
    next: 'nothing: the next run tries again',
  },
  'other-version': {
    meaning:
      'a dump goes back into another minor version of MongoDB than it came from; what was restored is compared as always. An older major version is refused',
    next: 'nothing, if the comparison is equal',
  },
  skipped: {
    meaning: 'no backup was taken, by `skip-backup`',
    next: 'remove `skip-backup` for the next deploy',
  },
  'skip-not-recorded': {
    meaning:
      'the skip could not be recorded on the server at once, so that its list of backups does not show the gap; the deploy was not held up',
    next: 'nothing; the log of this run says why',
  },
  'no-room': {
    meaning: 'of a dry run: a backup would fail with `E_NOSPACE` now',
    next: 'free space there, or lower `keep` or `min-free`',
  },
  'masked-output': {
    meaning: 'an output holds something that is stored as a secret: GitHub shows `***` in its place and hands it to no other job',
    next: 'choose a secret that is part of no name or path',
  },
  'step-ended': {
    meaning: 'main was killed before it could report (cancelled, timed out); the post stage asked the server what became of the run',
    next: 'the text says whether the backup is there; if not, run it again',
  },
  artifact: {
    meaning: 'the artifact of the run could not be kept; the run itself is as it was',
    next: 'set `artifact: false` where there is no service for artifacts',
  },
  warnings: {
    meaning: 'GitHub shows ten warnings of a step',
    next: 'read the others in the log or in the summary',
  },
  input: {
    meaning: 'a setting that holds and is probably not meant',
    next: 'change it, or leave it as it is',
  },
  output: {
    meaning: 'an output could not be set',
    next: 'look at what the runner says: the backup itself is there',
  },
} as const satisfies Readonly<Record<string, Warning>>

export type WarningCode = keyof typeof warnings

declare const untabled: unique symbol
/** A code that the server told and the table lacks: a person sees it as it is. */
export type UnknownWarning = string & { readonly [untabled]: true }

export type ShownWarning = WarningCode | UnknownWarning

/** Where an operation says a warning. The text is inert. */
export type Warn = (code: ShownWarning, text: string) => void

/** The code that the server told, checked against the table; inert. */
export function toldWarning(code: unknown): ShownWarning {
  const text = inert(String(code ?? ''))
  return Object.hasOwn(warnings, text) ? (text as WarningCode) : (text as UnknownWarning)
}
