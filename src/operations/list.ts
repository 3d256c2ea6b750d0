// List: what is in the backup directory, how it was proven, and what the next rotation will do with it.
import { type Catalogue, catalogueOf, type Listing } from '../backups/catalogue.ts'
import { nextRotation } from '../backups/retention.ts'
import { BackupError } from '../messages/errors.ts'
import { planList } from '../plan/look.ts'
import type { Plan } from '../plan/plan.ts'
import { type Place, placeOf } from '../report/outcome.ts'
import { FactsReader } from '../server/facts.ts'
import type { Hearer } from './listener.ts'
import { run, type Session } from './session.ts'

export type Listed = { readonly catalogue: Catalogue; readonly verdicts: ReadonlyMap<string, string>; readonly place: Place }

/** One round trip, whatever the number of backups. */
export async function list(session: Session): Promise<Listed> {
  const { settings, transport } = session
  await transport.open()
  const catalogue = await listing(session)
  return { catalogue, verdicts: nextRotation(catalogue, settings.policy), place: placeOf(settings, transport.name) }
}

/** What is there, over a connection that is open. */
export async function listing(session: Session): Promise<Catalogue> {
  return catalogueOf(await listed(session, planList(session.settings)))
}

/** What a plan lists, not judged yet. Throws if it did not come whole: a listing that failed is never "none". */
export async function listed(session: Session, plan: Plan, onWarning?: Hearer['onWarning']): Promise<Listing> {
  const reader = new FactsReader()
  await run(session, plan, { onEvent: event => reader.add(event), ...(onWarning && { onWarning }) })
  if (!reader.complete)
    throw new BackupError({
      code: 'E_PROTOCOL',
      title: `${session.transport.name} stopped before it finished the list.`,
      safe: 'nothing was changed',
    })
  return reader.listing()
}
