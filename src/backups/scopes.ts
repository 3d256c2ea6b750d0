// How much of a server a backup holds.

export const scopes = ['database', 'full', 'critical'] as const
/** `database`: no secrets in it. `full`: everything. `critical`: full, and kept until someone releases it. */
export type Scope = (typeof scopes)[number]
