// The lines of the checklist before an important deploy: what is checked, and how each check came out.

/** `fail`: the next backup, or a restore, could not be done now, or what protects this deploy is not there. */
export type Verdict = 'ok' | 'attention' | 'fail'
export type CheckLine = { readonly check: Check; readonly verdict: Verdict; readonly text: string; readonly next?: string }

export const checks = [
  'tools',
  'project',
  'services',
  'space',
  'backups',
  'age',
  'proven',
  'rehearsed',
  'rollback',
  'restore',
  'lock',
  'clock',
] as const
export type Check = (typeof checks)[number]
