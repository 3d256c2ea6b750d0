// A step's lines as the runner takes them: most go to the log, some are commands. Everything kept here is masked.
import { Masks } from './masks.ts'
import { type Command, commandIn } from './workflowcommand.ts'

export type Annotation = {
  readonly level: 'error' | 'warning' | 'notice'
  readonly title: string
  readonly message: string
  /** The title of the group around it; a closed group hides an error. */
  readonly group?: string
}
export type Group = { readonly title: string; readonly lines: readonly string[] }

export class JobLog {
  readonly masks = new Masks()
  readonly annotations: Annotation[] = []
  readonly groups: Group[] = []
  /** As the job's log shows them, `##[group]` and the like included. */
  readonly lines: string[] = []
  /** Set by the old commands, which the runner still obeys. */
  readonly outputs: Record<string, string> = {}
  readonly #debug: boolean
  readonly #onLine: (line: string) => void
  #open: { title: string; lines: string[] } | undefined
  #stopped: string | undefined

  constructor(debug: boolean, onLine: (line: string) => void) {
    this.#debug = debug
    this.#onLine = onLine
  }

  take(line: string): void {
    if (this.#stopped !== undefined && line.trim() === `::${this.#stopped}::`) this.#stopped = undefined
    else {
      const command = this.#stopped === undefined ? commandIn(line) : undefined
      if (command === undefined) this.#show(line)
      else this.#obey(command)
    }
  }

  annotate(level: Annotation['level'], text: string, title = ''): void {
    const group = this.#open?.title
    const said = { level, title: this.masks.apply(title), message: this.masks.apply(text) }
    this.annotations.push(group === undefined ? said : { ...said, group })
    this.#show(`##[${level}]${text}`)
  }

  #obey({ name, properties, data }: Command): void {
    if (name === 'add-mask') this.masks.add(data)
    else if (name === 'error' || name === 'warning' || name === 'notice') this.annotate(name, data, properties['title'])
    else if (name === 'debug') this.#debug && this.#show(`##[debug]${data}`)
    else if (name === 'group') this.#begin(data)
    else if (name === 'endgroup') this.#end()
    else if (name === 'stop-commands') this.#stopped = data
    else if (name === 'set-output') this.outputs[properties['name'] ?? ''] = this.masks.apply(data)
    else if (name === 'set-env' || name === 'add-path') this.annotate('error', `The \`${name}\` command is disabled.`)
  }

  #begin(title: string): void {
    // Groups do not nest: a new one ends the one before.
    this.#open = { title: this.masks.apply(title), lines: [] }
    this.groups.push(this.#open)
    this.#record(`##[group]${title}`)
  }

  #end(): void {
    this.#open = undefined
    this.#record('##[endgroup]')
  }

  #show(text: string): void {
    for (const line of text.split('\n')) {
      this.#open?.lines.push(this.masks.apply(line))
      this.#record(line)
    }
  }

  #record(line: string): void {
    const masked = this.masks.apply(line)
    this.lines.push(masked)
    this.#onLine(masked)
  }
}
