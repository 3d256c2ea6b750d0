// The server of the demo: the whole bed if this machine has it ready, else a sample application behind an embedded SSH server.
import { existsSync, readdirSync } from 'node:fs'
import { openBed } from '../testbed/bed.ts'
import { cached } from '../testbed/cache.ts'
import { attempt } from '../testbed/command.ts'
import { answers } from '../testbed/engine.ts'
import { find, usesOfficialImages, whyNot } from '../testbed/machine.ts'
import { startSample } from '../testbed/runner/sample.ts'

export type Stage = {
  /** What there is to back up, and on what kind of server, in lines. */
  readonly told: readonly string[]
  /** `with:` of the step. */
  readonly inputs: Readonly<Record<string, string>>
  readonly backupDir: string
  /** A component that is a tree of files. */
  readonly tree: string
  close(): Promise<void>
}

/** MEESHY_DEMO says `bed` or `sample`; without it the demo takes the bed if it needs no preparation. Throws for a bed that this machine cannot have. */
export async function openStage(asked: string): Promise<Stage> {
  if (!['', 'bed', 'sample'].includes(asked)) throw new Error(`MEESHY_DEMO is '${asked}': it may be bed or sample`)
  const reason = whyNot()
  if (asked === 'bed' && reason !== null) throw new Error(`The whole stack cannot be shown here: ${reason}`)
  if (asked === 'bed' || (asked === '' && reason === null && (await isPrepared()))) return bedStage()
  return sampleStage(reason)
}

/** Whether the bed is ready: the demo installs, builds and pulls nothing unless the user asks for the bed. */
async function isPrepared(): Promise<boolean> {
  if (!(await answers())) return find('dockerd') !== null && existsSync(cached('docker', 'image'))
  if (usesOfficialImages()) return true
  return (await attempt(['docker', 'image', 'ls', '--quiet', 'meeshy-bed/app'])).stdout.length > 0
}

async function bedStage(): Promise<Stage> {
  const bed = await openBed({ seed: 'small' })
  const { appDir, containers } = bed.project
  return {
    told: [
      'A Meeshy stack in a real Docker engine, behind a real sshd, all on this machine:',
      `  containers  ${Object.keys(containers).join(', ')}`,
      `  directory   ${appDir}`,
    ],
    inputs: { ...accessTo(bed.sshd), 'app-dir': appDir },
    backupDir: `${appDir}/backups`,
    tree: 'volumes/gateway_uploads',
    close: () => bed.close(),
  }
}

async function sampleStage(reason: string | null): Promise<Stage> {
  const sample = await startSample()
  return {
    told: [
      'A sample application in a temporary folder, behind an SSH server in this process:',
      `  files       ${readdirSync(sample.appDir).join(', ')}`,
      `  directory   ${sample.appDir}`,
      reason === null
        ? 'MEESHY_DEMO=bed npm run demo shows databases, volumes and containers too: a whole stack, made ready once in a few minutes.'
        : `Databases, volumes and containers are not shown here: ${reason}.`,
    ],
    inputs: { ...sample.access, 'app-dir': sample.appDir, paths: 'uploads' },
    backupDir: sample.backupDir,
    tree: 'paths/uploads',
    close: () => sample.close(),
  }
}

function accessTo(server: { host: string; port: number; user: string; privateKey: string; knownHosts: string }) {
  const { host, port, user, privateKey, knownHosts } = server
  return { host, port: String(port), user, 'private-key': privateKey, 'known-hosts': knownHosts }
}
