// The whole bed: starts and removes engine, project and SSH server together.
import { type Engine, startEngine } from './engine.ts'
import { type Lease, takeLease } from './lease.ts'
import { installMissing } from './machine.ts'
import { type Project, type ProjectOptions, startProject } from './project.ts'
import { type Sshd, startSshd } from './sshd.ts'
import type { SshdOptions } from './sshdconfig.ts'

export type BedOptions = Omit<ProjectOptions, 'engine' | 'lease'> & { readonly sshd?: Omit<SshdOptions, 'lease'> }

export type Bed = {
  readonly engine: Engine
  readonly project: Project
  readonly sshd: Sshd
  /** The lease whose id and scratch folder all parts share; pass it to createAccount, startMongo and the like. */
  readonly lease: Lease
  /** Ends and removes everything of this bed. The engine ends with the last bed that uses it. */
  close(): Promise<void>
}

/** Starts a bed; call whyNot() first. It also removes the remains of earlier, killed runs. */
export async function openBed(options: BedOptions): Promise<Bed> {
  await installMissing()
  const undo: (() => Promise<void>)[] = []
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    const engine = await startEngine()
    undo.push(() => engine.close())
    const lease = await takeLease()
    undo.push(() => lease.release())
    const sshd = await startSshd({ ...options.sshd, lease })
    undo.push(() => sshd.close())
    const project = await startProject({ ...options, engine, lease })
    return { engine, project, sshd, lease, close }
  } catch (error) {
    await close()
    throw error
  }
}
