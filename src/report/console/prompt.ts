// Questions on a terminal: which backup, and whether to go on.
import { createInterface, type Interface } from 'node:readline/promises'
import type { Readable, Writable } from 'node:stream'
import type { Backup, Catalogue } from '../../backups/catalogue.ts'
import { BackupError } from '../../messages/errors.ts'
import { age, bytes } from '../../text/amounts.ts'
import { provenText } from '../proven.ts'
import type { Questions } from './questions.ts'

export class Prompt implements Questions {
  readonly #lines: Interface
  readonly #output: Writable

  constructor(input: Readable, output: Writable) {
    this.#lines = createInterface({ input, output })
    this.#output = output
  }

  async choose({ backups, now }: Catalogue): Promise<Backup> {
    const rows = backups.map((backup, n) => {
      const names = backup.manifest?.components.map(({ name }) => name).join(' ') ?? ''
      const components = backup.kind === 'backup' ? names : `old format${names === '' ? '' : `: ${names}`}`
      return `  ${String(n + 1).padStart(3)}  ${backup.name.padEnd(30)} ${age(now - backup.time).padEnd(7)} ${bytes(backup.bytes).padEnd(8)} ${provenText(backup).padEnd(12)} ${components}`
    })
    this.#output.write(`${rows.join('\n')}\n`)
    const said = await this.ask(`Which one? A number, 1 is the newest: `)
    const chosen = /^[0-9]{1,4}$/.test(said) ? backups[Number(said) - 1] : backups.find(({ name }) => name === said)
    if (chosen !== undefined) return chosen
    throw new BackupError({
      code: 'E_INPUT',
      title: 'No backup was chosen.',
      safe: 'nothing was changed',
      next: 'type the number in front of a backup',
    })
  }

  async ask(text: string): Promise<string> {
    return (await this.#lines.question(text)).trim()
  }

  close(): void {
    this.#lines.close()
  }
}
