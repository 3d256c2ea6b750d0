// The log of a verification while it runs, and what it found: from the runtime's events, or from the reader on the runner, which tells the same.
import { type Damage, parts, whereIsIt } from '../../backups/damage.ts'
import type { Subject } from '../../backups/subjects.ts'
import { BackupError } from '../../messages/errors.ts'
import type { Event } from '../../protocol/events.ts'
import { bytes, count, duration } from '../../text/amounts.ts'
import { inert } from '../../text/inert.ts'
import type { Checked, FailedDrill, Unread, Verified } from '../verified.ts'
import type { Reporter } from './reporter.ts'

export class VerifyLog {
  readonly #reporter: Reporter
  readonly #subjects: ReadonlyMap<string, Subject>
  readonly #backups: Checked[] = []
  readonly #damaged: Damage[] = []
  readonly #failedDrills: FailedDrill[] = []
  readonly #unread: Unread[] = []
  /** By backup: one is still read here while the next one arrives. */
  readonly #sound = new Map<string, number>()
  readonly #began = new Map<string, number>()

  constructor(reporter: Reporter, subjects: readonly Subject[]) {
    this.#reporter = reporter
    this.#subjects = new Map(subjects.map(subject => [subject.name, subject]))
  }

  get told(): Pick<Verified, 'backups' | 'damaged' | 'failedDrills' | 'unread'> {
    return { backups: this.#backups, damaged: this.#damaged, failedDrills: this.#failedDrills, unread: this.#unread }
  }

  /** An event of the server. What is about no backup that was asked for is none of ours. */
  add(event: Event): void {
    const text = (key: string) => (typeof event[key] === 'string' ? inert(event[key]) : '')
    const backup = text('backup')
    if (!this.#subjects.has(backup)) return
    if (event.type === 'checking') this.checking(backup)
    else if (event.type === 'sound') this.sound(backup, text('component'))
    else if (event.type === 'damage') this.damage(damageOf(event, backup, text('component'), text('why')))
    else if (event.type === 'unread') this.unread({ backup, component: text('component'), why: text('why') })
    else if (event.type === 'checked' || event.type === 'gone') this.over(backup, event.type)
  }

  checking(backup: string): void {
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

  over(backup: string, how: 'checked' | 'gone'): void {
    const subject = this.#subjects.get(backup)
    const sound = this.#sound.get(backup) ?? 0
    const damaged = this.#damaged.filter(each => each.backup === backup)
    const failed = this.#failedDrills.filter(each => each.backup === backup)
    const unread = this.#unread.filter(each => each.backup === backup)
    const checked: Checked = {
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
    this.#backups.push(checked)
    this.#reporter.line(lineOf(checked))
    for (const each of damaged) this.#reporter.line(`  damaged: ${whereIsIt(each)}: ${each.why}`)
    for (const each of failed) this.#reporter.line(`  the drill of ${each.backup} failed: ${each.why}`)
    for (const each of unread) this.#reporter.line(`  not read: ${each.component}: ${each.why}`)
  }

  /** Success needs a last word about each backup that was asked for. */
  requireEnd(where: string): void {
    if (this.#backups.length === this.#subjects.size) return
    throw new BackupError({
      code: 'E_PROTOCOL',
      title: `${where} ended before it had told all about its backups.`,
      safe: 'nothing was changed',
      next: 'run it again with debug logging',
    })
  }
}

function stateOf(how: 'checked' | 'gone', damaged: number, failed: number, unread: number): Checked['state'] {
  if (damaged > 0) return 'damaged'
  if (how === 'gone') return 'gone'
  if (failed > 0) return 'failed'
  return unread > 0 ? 'unread' : 'sound'
}

const words: Readonly<Record<Checked['state'], string>> = {
  sound: 'sound',
  damaged: 'DAMAGED',
  failed: 'DRILL FAILED',
  unread: 'not read as far as asked',
  gone: 'gone: removed meanwhile',
}

/** One backup, for people. */
export function lineOf({ name, bytes: size, state, sound, components, milliseconds }: Checked): string {
  const of = components === 0 ? 'old format' : `${sound} of ${count(components, 'component')}`
  return `${name.padEnd(30)} ${bytes(size).padEnd(8)} ${words[state].padEnd(8)} ${of}  ${duration(milliseconds)}`
}

function damageOf(event: Event, backup: string, component: string, why: string): Damage {
  const place = (key: string) => (Number.isSafeInteger(event[key]) ? Number(event[key]) : 0)
  return { backup, component, part: parts.find(part => part === event['part']) ?? 'archive', from: place('from'), to: place('to'), why }
}
