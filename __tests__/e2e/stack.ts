// The product as a person runs it against a bed: arguments in, JSON and log out.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Manifest } from '../../src/backups/manifest.ts'
import type { Outcome } from '../../src/report/outcome.ts'
import type { OutputName } from '../../src/settings/outputs.ts'
import type { Bed } from '../../testbed/bed.ts'
import { attempt } from '../../testbed/command.ts'
import type { Sshd } from '../../testbed/sshd.ts'

const program = join(import.meta.dirname, '../../src/entries/cli.ts')

/** What `backup --json` prints. */
type Printed = Outcome & { readonly outputs: Readonly<Record<OutputName, string>> }

/** How one run ended: `log` is all that it said on stderr. */
export type Ran = { readonly code: number; readonly log: string; readonly outcome: Printed }

/** A backup that was published. */
export type Kept = Ran & { readonly archive: string; readonly manifest: Manifest }

/** The flags that reach the bed's server, or another one beside it, by its pinned host key. */
export function overSsh(sshd: Sshd, user = sshd.user): string[] {
  const knownHosts = join(sshd.configDir, 'known_hosts')
  writeFileSync(knownHosts, sshd.knownHosts)
  const host = `${user}@${sshd.host}:${sshd.port}`
  return ['--host', host, '--private-key-file', sshd.privateKeyPath, '--known-hosts-file', knownHosts]
}

/** Runs `backup`, which may fail; the flags say where. `appDir` is another way to the project's directory. */
export async function run({ project }: Bed, flags: readonly string[], appDir = project.appDir): Promise<Ran> {
  const { code, stdout, stderr } = await attempt([process.execPath, program, 'backup', '--app-dir', appDir, '--json', ...flags])
  assert.notEqual(stdout.length, 0, stderr)
  return { code, log: stderr, outcome: JSON.parse(stdout.toString()) as Printed }
}

/** Runs `backup`, which must succeed. */
export async function backUp(bed: Bed, flags: readonly string[]): Promise<Kept> {
  const ran = await run(bed, flags)
  const { published } = ran.outcome
  assert.ok(ran.code === 0 && published !== undefined, ran.log)
  return { ...ran, archive: published.path, manifest: published.manifest }
}
