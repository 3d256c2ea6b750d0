// What belongs to a bed, and how a later run finds it after a crash: everything carries the bed's id in its name or in a label,
// and a kernel lock in the bed's scratch folder says whether a process still uses it.
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { attempt, command } from './command.ts'
import { docker, dockerLines } from './docker.ts'
import { answers } from './engine.ts'
import { removeFolder } from './folder.ts'
import { type Lock, lock, tryLock } from './lock.ts'
import { asRoot } from './machine.ts'

/** `id` is part of the name, or of a label, of everything of this bed; `folder` is open to every account of the machine. */
export type Lease = { readonly id: string; readonly folder: string; release(): Promise<void> }

const prefix = 'meeshy-bed-'
const gateFile = () => join(tmpdir(), 'meeshy-bed.gate')
const lockFile = (id: string) => join(folderOf(id), '.lease')
const folderOf = (id: string) => join(tmpdir(), prefix + id)

/** The label that marks a container, volume or network of a bed. */
export const label = (id: string) => `meeshy-bed=${id}`

/**
 * Takes an id and a scratch folder; `release` removes all that carries the id. It first removes the remains of beds whose
 * process has died.
 */
export async function takeLease(): Promise<Lease> {
  const id = randomBytes(4).toString('hex')
  const gate = await lock(gateFile())
  try {
    await removeDead()
    mkdirSync(folderOf(id))
    chmodSync(folderOf(id), 0o755)
    const held = await lock(lockFile(id))
    return { id, folder: folderOf(id), release: () => clean(id, held) }
  } finally {
    await gate.release()
  }
}

/** Removes the remains of beds whose process has died; returns their ids. */
export async function sweep(): Promise<readonly string[]> {
  const gate = await lock(gateFile())
  try {
    return await removeDead()
  } finally {
    await gate.release()
  }
}

async function removeDead(): Promise<readonly string[]> {
  // Without the engine this could remove only half of a bed, and no later run would find the other half.
  if (!(await answers())) return []
  const dead: string[] = []
  for (const id of await knownIds()) {
    mkdirSync(folderOf(id), { recursive: true })
    const held = await tryLock(lockFile(id))
    if (held === null) continue
    try {
      await clean(id, held)
      dead.push(id)
    } catch (error) {
      // One that cannot be removed must not keep every other bed from coming up.
      process.stderr.write(`bed: bed ${id} was left behind and cannot be removed: ${error}\n`)
      await held.release()
    }
  }
  return dead
}

/** The file in which a bed notes the Unix accounts that it makes, for the cleanup. */
export const accountsFolder = (lease: { readonly folder: string }) => join(lease.folder, 'accounts')

async function knownIds(): Promise<readonly string[]> {
  const folders = readdirSync(tmpdir()).filter(name => name.startsWith(prefix))
  const labels = await dockerLines(['ps', '--all', '--format', '{{.Labels}}'])
  const found = [...folders, ...labels].flatMap(line => [...line.matchAll(/meeshy-bed[-=]([0-9a-f]{8})(?![0-9a-f])/g)])
  return [...new Set(found.map(match => match[1] ?? ''))]
}

async function clean(id: string, held: Lock): Promise<void> {
  if (await answers()) await removeFromDocker(id)
  const accounts = accountsFolder({ folder: folderOf(id) })
  for (const name of existsSync(accounts) ? readdirSync(accounts) : []) await removeAccount(name)
  await removeFolder(folderOf(id))
  await held.release()
}

/** Containers first, with their anonymous volumes: what they use cannot be removed before them. */
async function removeFromDocker(id: string): Promise<void> {
  const containers = await named(id, ['ps', '--all', '--format', '{{.ID}} {{.Names}} {{.Labels}}'])
  if (containers.length > 0) await docker(['rm', '--force', '--volumes', ...containers])
  const volumes = await named(id, ['volume', 'ls', '--format', '{{.Name}} {{.Labels}}'])
  if (volumes.length > 0) await docker(['volume', 'rm', '--force', ...volumes])
  const networks = await named(id, ['network', 'ls', '--format', '{{.ID}} {{.Name}} {{.Labels}}'])
  if (networks.length > 0) await docker(['network', 'rm', ...networks])
}

async function named(id: string, list: readonly string[]): Promise<string[]> {
  return (await dockerLines(list)).filter(line => line.includes(id)).map(line => line.split(' ')[0] ?? '')
}

/** Ends what runs as the account, then removes it with its home; a second call does no harm. */
export async function removeAccount(name: string): Promise<void> {
  await attempt([...asRoot(), 'rm', '-f', `/etc/sudoers.d/${name}`])
  if ((await attempt(['id', name])).code !== 0) return
  await attempt([...asRoot(), 'pkill', '-KILL', '-u', name])
  await changeAccounts(['userdel', '--force', '--remove', name])
}

/** Runs useradd or userdel. Parallel calls would fail instead of waiting, so they take turns. */
export async function changeAccounts(words: readonly string[]): Promise<void> {
  const gate = await lock(join(tmpdir(), 'meeshy-bed.accounts'))
  try {
    await command([...asRoot(), ...words])
  } finally {
    await gate.release()
  }
}
