// The log of a verification while it runs, and what it found: from the runtime's events, or from the reader on the runner, which tells the same.
import { type Damage, whereIsIt } from '../../backups/damage.ts'
import type { Subject } from '../../backups/subjects.ts'
import { BackupError } from '../../messages/errors.ts'
import type { Event, Told } from '../../protocol/events.ts'
import { bytes, count, duration } from '../../text/amounts.ts'
import type { FailedDrill, Unread, Verified, VerifiedBackup } from '../verified.ts'
import type { Reporter } from './reporter.ts'

export class VerifyLog {
  readonly #reporter: Reporter
  readonly #subjects: ReadonlyMap<string, Subject>
  readonly #backups: VerifiedBackup[] = []
  readonly #damaged: Damage[] = []
  readonly #failedDrills: FailedDrill[] = []
  readonly #unread: Unread[] = []
  /** By backup: one is still read here while the next one arrives. */
  readonly #sound = new Map<string, number>()
  readonly #began = new Map<string, number>()
  readonly #over = new Set<string>()

  constructor(reporter: Reporter, subjects: readonly Subject[]) {
    this.#reporter = reporter
    this.#subjects = new Map(subjects.map(subject => [subject.name, subject]))
  }

  get told(): Pick<Verified, 'backups' | 'damaged' | 'failedDrills' | 'unread'> {
    return { backups: this.#backups, damaged: this.#damaged, failedDrills: this.#failedDrills, unread: this.#unread }
  }

  /** An event of the server. An event about another backup is ignored. */
  add(event: Event): void {
    if (!('backup' in event) || !this.#subjects.has(event.backup)) return
    if (event.type === 'verifying') this.verifying(event.backup)
    else if (event.type === 'sound') this.sound(event.backup, event.component)
    else if (event.type === 'damage') this.damage(damageOf(event))
    else if (event.type === 'unread') this.unread({ backup: event.backup, component: event.component, why: event.why })
    else if (event.type === 'verified' || event.type === 'gone') this.over(event.backup, event.type)
  }

  verifying(backup: string): void {
    this.#began.set(backup, performance.now())
    this.#reporter.progress(`${backup} …`)
  }

  sound(backup: string, component: string): void {
    this.#sound.set(backup, (this.#sound.get(backup) ?? 0) + 1)
    this.#reporter.progress(`${backup}: ${component} is sound`)
  }

  damage(damage: Damage): void {
    this.#damaged.push(damage)
  }

  drillFailed(failed: FailedDrill): void {
    this.#failedDrills.push(failed)
  }

  unread(unread: Unread): void {
    this.#unread.push(unread)
  }

  /** The last word about a backup; what is said after it is about nothing. */
  over(backup: string, how: 'verified' | 'gone'): void {
    if (this.#over.has(backup)) return
    this.#over.add(backup)
    const subject = this.#subjects.get(backup)
    const sound = this.#sound.get(backup) ?? 0
    const damaged = this.#damaged.filter(each => each.backup === backup)
    const failed = this.#failedDrills.filter(each => each.backup === backup)
    const unread = this.#unread.filter(each => each.backup === backup)
    const verified: VerifiedBackup = {
      name: backup,
      bytes: subject?.bytes ?? 0,
      state: stateOf(how, damaged.length, failed.length, unread.length),
      sound,
      // Of an archive of the old scripts only its reading shows how many it has.
      components:
        subject?.manifest?.kind === 'backup'
          ? subject.manifest.components.length
          : sound + damaged.filter(each => each.component !== '').length,
      milliseconds: performance.now() - (this.#began.get(backup) ?? performance.now()),
    }
    this.#backups.push(verified)
    this.#reporter.line(lineOf(verified))
    for (const each of damaged) this.#reporter.line(`  damaged: ${whereIsIt(each)}: ${each.why}`)
    for (const each of failed) this.#reporter.line(`  the drill of ${each.backup} failed: ${each.why}`)
    for (const each of unread) this.#reporter.line(`  not read: ${each.component}: ${each.why}`)
  }

  /** Success needs a last word about each backup that was asked for. */
  requireEnd(where: string): void {
    if (this.#backups.length === this.#subjects.size) return
    throw new BackupError({
      code: 'E_PROTOCOL',
      title: `${where} stopped before it finished its report on the backups.`,
      safe: 'nothing was changed',
      next: 'run it again with debug logging',
    })
  }
}

function stateOf(how: 'verified' | 'gone', damaged: number, failed: number, unread: number): VerifiedBackup['state'] {
  if (damaged > 0) return 'damaged'
  if (how === 'gone') return 'gone'
  if (failed > 0) return 'failed'
  return unread > 0 ? 'unread' : 'sound'
}

const words: Readonly<Record<VerifiedBackup['state'], string>> = {
  sound: 'sound',
  damaged: 'DAMAGED',
  failed: 'DRILL FAILED',
  unread: 'not read as far as asked',
  gone: 'gone: removed meanwhile',
}

/** One backup, for people. */
export function lineOf({ name, bytes: size, state, sound, components, milliseconds }: VerifiedBackup): string {
  const of = components === 0 ? 'old format' : `${sound} of ${count(components, 'component')}`
  return `${name.padEnd(30)} ${bytes(size).padEnd(8)} ${words[state].padEnd(8)} ${of}  ${duration(milliseconds)}`
}

function damageOf({ type: _, ...damage }: Told<'damage'>): Damage {
  return damage
}
