// How the runner ends a cancelled step: three signals to the node process alone, each with its time to act on it.
import type { ChildProcess } from 'node:child_process'

export class CancelLadder {
  readonly #child: ChildProcess
  readonly #timers: NodeJS.Timeout[] = []
  begun = false

  constructor(child: ChildProcess) {
    this.#child = child
  }

  begin(): void {
    this.begun = true
    this.#child.kill('SIGINT')
    this.#timers.push(setTimeout(() => this.#child.kill('SIGTERM'), 7500))
    this.#timers.push(setTimeout(() => this.#child.kill('SIGKILL'), 10_000))
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer)
  }
}
