// An application whose files change between the runs, and what comes back from an archive of it.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Host } from '../../testbed/faults/host.ts'
import { type Tree, treeOf } from '../../testbed/faults/restores.ts'
import type { Kept } from '../../testbed/shell/backups.ts'
import type { Random } from './random.ts'

/** Changes some files, adds one, removes one, and changes the configuration. */
export function change(host: Host, random: Random, run: number): void {
  const uploads = join(host.app, 'uploads')
  for (let n = 0; n < 3; n++) writeFileSync(join(uploads, `file-${random.below(12)}`), `run ${run}, `.repeat(random.below(4000)))
  mkdirSync(join(uploads, 'by run'), { recursive: true })
  writeFileSync(join(uploads, 'by run', `${run}`), `${run}\n`)
  for (const old of readdirSync(join(uploads, 'by run'))) if (Number(old) < run - 3) rmSync(join(uploads, 'by run', old))
  writeFileSync(join(host.app, 'compose.yml'), `services: {}\n# run ${run}\n`)
}

/** The application as plain tar extracts it from an archive, without the product. */
export function treeIn(host: Host, { file, manifest }: Kept): Tree {
  const to = mkdtempSync(join(host.folder, 'extracted-'))
  try {
    execFileSync('tar', ['-xpf', join(host.backups, file), '-C', to])
    const [from, app] = [join(to, manifest.name), join(to, 'app')]
    mkdirSync(app)
    if (has(from, 'config')) for (const each of readdirSync(join(from, 'config'))) renameSync(join(from, 'config', each), join(app, each))
    if (has(from, 'paths')) {
      mkdirSync(join(app, 'uploads'))
      execFileSync('tar', ['-xpf', join(from, 'paths', 'uploads.tar'), '-C', join(app, 'uploads')])
    }
    return treeOf(app)
  } finally {
    rmSync(to, { recursive: true })
  }
}

function has(directory: string, name: string): boolean {
  return readdirSync(directory).includes(name)
}

export const restorable = ['config', 'paths/uploads'] as const
export type Restorable = (typeof restorable)[number]

/** The part of an application that a component is. */
export function partOf(tree: Tree, component: Restorable): Tree {
  return pick(tree, file => componentOf(file) === component)
}

/** The application after a restore of the components from an archive: only they change. */
export function putBackInto(old: Tree, kept: Tree, components: readonly Restorable[]): Tree {
  const chosen = (file: string) => components.includes(componentOf(file))
  return { ...pick(old, file => !chosen(file)), ...pick(kept, chosen) }
}

export function same(one: Tree, other: Tree): boolean {
  return differences(one, other).length === 0
}

/** Files that differ. */
export function differences(one: Tree, other: Tree): string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(file => one[file] !== other[file])
}

function componentOf(file: string): Restorable {
  return file === 'uploads' || file.startsWith('uploads/') ? 'paths/uploads' : 'config'
}

function pick(tree: Tree, wanted: (file: string) => boolean): Tree {
  return Object.fromEntries(Object.entries(tree).filter(([file]) => wanted(file)))
}
