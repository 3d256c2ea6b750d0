// An application whose files change between the runs, and whether an archive gives back what they were when it was made.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Host } from '../../__tests__/faults/host.ts'
import type { Kept } from '../../__tests__/runtime/backups.ts'
import type { Random } from './random.ts'

/** Paths, modes, sizes and sums of all files below a directory, as one sum. */
export function digestOf(directory: string): string {
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).sort()
  const lines = files.map(file => {
    const stat = lstatSync(join(directory, file))
    const content = stat.isFile()
      ? createHash('sha256')
          .update(readFileSync(join(directory, file)))
          .digest('hex')
      : 'directory'
    return `${file} ${stat.mode.toString(8)} ${content}`
  })
  return createHash('sha256').update(lines.join('\n')).digest('hex')
}

/** Some files change, one comes, one goes. */
export function change(host: Host, random: Random, run: number): void {
  const uploads = join(host.app, 'uploads')
  for (let n = 0; n < 3; n++) writeFileSync(join(uploads, `file-${random.below(12)}`), `run ${run}, `.repeat(random.below(4000)))
  mkdirSync(join(uploads, 'by run'), { recursive: true })
  writeFileSync(join(uploads, 'by run', `${run}`), `${run}\n`)
  rmSync(join(uploads, 'by run', `${run - 3}`), { force: true })
}

/** What an archive gives back of the uploads, by plain tar and nothing of ours, as `digestOf` tells it. */
export function digestIn(host: Host, { file, manifest }: Kept): string {
  const to = mkdtempSync(join(host.folder, 'extracted-'))
  const uploads = join(to, 'uploads')
  mkdirSync(uploads)
  execFileSync('tar', ['-xf', join(host.backups, file), '-C', to])
  execFileSync('tar', ['-xpf', join(to, manifest.name, 'paths', 'uploads.tar'), '-C', uploads])
  return digestOf(uploads)
}
