// All programs of dist/: one bundle, of which each program loads its own parts when it is started, and nothing of the others.
import './shim.ts'

/** Those with a file of their own run when they are imported. */
export const programs = {
  main: async () => (await import('./main.ts')).main(),
  post: async () => (await import('./post.ts')).post(),
  restore: () => import('./restore.ts'),
  list: () => import('./list.ts'),
  verify: () => import('./verify.ts'),
  cli: () => import('./cli.ts'),
  results: () => import('../github/resultsthread.ts'),
} as const satisfies Readonly<Record<string, () => Promise<unknown>>>

export type ProgramName = keyof typeof programs
