// List: what is in the backup directory, how it was proven, and what the next rotation will do with it.
import { type Catalogue, catalogueOf } from '../catalogue.ts'
import { BackupError } from '../errors.ts'
import { FactsReader } from '../facts.ts'
import { planList } from '../plan/look.ts'
import { nextRotation } from '../retention.ts'
import { run, type Session } from './session.ts'

export type Listed = { readonly catalogue: Catalogue; readonly verdicts: ReadonlyMap<string, string> }

/** One round trip, whatever the number of backups. Throws if the listing did not come whole: a listing that failed is never "none". */
export async function list(session: Session): Promise<Listed> {
  await session.transport.open()
  const reader = new FactsReader()
  await run(session, planList(session.settings), event => reader.add(event))
  if (!reader.complete)
    throw new BackupError({
      code: 'E_PROTOCOL',
      title: `${session.transport.name} ended before it had listed everything.`,
      safe: 'nothing was changed',
    })
  const catalogue = catalogueOf(reader.listing())
  return { catalogue, verdicts: nextRotation(catalogue, session.settings.keep) }
}
