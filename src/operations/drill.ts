// Drill a backup that is there: on the server, or with its archive brought to this machine, by the Docker engine here.

import type { Manifest } from '../backups/manifest.ts'
import { BackupError } from '../messages/errors.ts'
import { imagesHere, type Named, planDrill, planKeepDrill, planProof, type Where } from '../plan/drill.ts'
import type { Event } from '../protocol/events.ts'
import { newRunId } from '../script/conversation.ts'
import { bytes, count, duration } from '../text/amounts.ts'
import { inert } from '../text/inert.ts'
import type { Transport } from '../transports/transport.ts'
import { fetchBackup } from './fetch.ts'
import { run, type Session } from './session.ts'

/** This machine, as a place to drill: its shell, and who gets images there that it lacks. */
export type Here = { readonly transport: Transport; prepare(images: readonly Named[]): Promise<void> }

type Drill = NonNullable<Manifest['drill']>

/** Drills one backup on the server, which keeps in its manifest how long restoring took. Throws E_VERIFY if it does not come back as it was taken. */
export async function drillThere(session: Session, manifest: Manifest): Promise<Drill> {
  const told = new Told(session, 'server')
  await run(session, planDrill(manifest, session.settings), { onEvent: event => told.add(event) })
  return told.end(manifest)
}

/** Drills one backup on this machine: nothing but reading it, and one line in its manifest, is asked of the server. */
export async function drillHere(session: Session, manifest: Manifest, here: Here): Promise<Drill> {
  const { settings, reporter } = session
  reporter.line(`bringing ${bytes(manifest.archive.bytes)} here`)
  const fetched = await fetchBackup(session, manifest)
  try {
    const local: Session = {
      ...session,
      runId: newRunId(),
      transport: here.transport,
      settings: { ...settings, appDir: fetched.directory, backupDir: fetched.directory, minFree: 0 },
    }
    await run({ ...local, runId: newRunId() }, planProof(manifest, local.settings))
    await here.prepare(imagesHere(manifest))
    const told = new Told(session, 'runner')
    await run(local, planDrill(manifest, local.settings, 'runner'), { onEvent: event => told.add(event) })
    const drill = told.end(manifest)
    await run(session, planKeepDrill(manifest, settings, drill))
    return drill
  } finally {
    await fetched.remove()
  }
}

/** Images that this machine fetches, if it may, when its script comes to them. */
export function pullingHere(transport: Transport): Here {
  return { transport, prepare: async () => {} }
}

/** What a drill tells while it runs: a line for each component. */
class Told {
  readonly #session: Session
  readonly #where: Where
  readonly #components = new Map<string, number>()

  constructor(session: Session, where: Where) {
    this.#session = session
    this.#where = where
  }

  add(event: Event): void {
    if (event.type !== 'drilled') return
    const { component, milliseconds, found } = event
    this.#components.set(component, milliseconds)
    this.#session.reporter.line(
      `${inert(component).padEnd(28)} restored in ${duration(milliseconds).padEnd(8)} ${found.replaceAll('=', ' ')}`,
    )
  }

  /** Exit status 0 alone proves nothing: each component needs its own event. */
  end({ name, components }: Manifest): Drill {
    const missing = components.filter(component => !this.#components.has(component.name))
    if (missing.length > 0)
      throw new BackupError({
        code: 'E_PROTOCOL',
        title: `The drill of ${name} ended without a result for ${missing.map(component => inert(component.name)).join(', ')}.`,
        safe: 'the backup was not changed',
        next: 'run it again with debug logging',
      })
    const milliseconds = [...this.#components.values()].reduce((sum, each) => sum + each, 0)
    this.#session.reporter.line(
      `${name}: ${count(components.length, 'component')} restored and equal; a restore takes about ${duration(milliseconds)}`,
    )
    return { time: Math.floor(Date.now() / 1000), where: this.#where, milliseconds, components: Object.fromEntries(this.#components) }
  }
}
