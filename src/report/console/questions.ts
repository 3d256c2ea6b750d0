// What a person can be asked, where there is one.
import type { Backup, Catalogue } from '../../backups/catalogue.ts'

export type Questions = {
  /** Shows the backups with numbers. Throws E_INPUT when none of them is chosen. */
  choose(catalogue: Catalogue): Promise<Backup>
  /** What was typed, without spaces around it. */
  ask(text: string): Promise<string>
}
