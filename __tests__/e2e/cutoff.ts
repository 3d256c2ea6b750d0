// Restores that a test gets into the middle of: to break something there, or to cut the power.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { restore } from '../../src/operations/restore.ts'
import { Terminal } from '../../src/report/console/terminal.ts'
import { newRunId } from '../../src/script/conversation.ts'
import { parseSettings } from '../../src/settings/parse.ts'
import { localTransport } from '../../src/transports/local.ts'
import type { Bed } from '../../testbed/bed.ts'
import { type Gate, makeGate } from '../../testbed/faults/gate.ts'
import { itself, kill, processesWith, shellsOf } from '../../testbed/faults/processes.ts'
import { type Change, changing } from '../../testbed/faults/seam.ts'

/** At a phase of the restore, this shell text. */
export const at = (phase: string, text: string): Change => ({
  operation: 'restore',
  define: `mb_phase() {\n[ "$1" = '${phase}' ] || return 0\n${text}\nreturn 0\n}`,
})

/** Restores on this machine, by a script that was changed. */
export async function restoreWith({ project }: Bed, words: Readonly<Record<string, string>>, changes: readonly Change[]) {
  const values = { 'app-dir': project.appDir, confirm: 'OUI', timeout: '120', 'min-free': '0', ...words }
  let log = ''
  const write = (text: string) => {
    log += text
  }
  const reporter = new Terminal({ write, live: false, colour: false, debug: true })
  const { settings } = parseSettings({ surface: 'cli', values, problems: [] })
  const transport = changing(localTransport({ sudo: false, environment: process.env }), changes)
  const outcome = await restore({ settings, transport, reporter, runId: newRunId(), heartbeat: 5 }, {})
  return { outcome, log }
}

/** When the restore has come to the gate, all that it has started dies at once, as when the power goes. Returns its run. */
export async function cutPower({ project }: Bed, gate: Gate): Promise<string> {
  const { main, worker, watchdog } = shellsOf(await gate.reached)
  const run =
    readdirSync(join(project.appDir, 'backups/.work'))
      .find(name => name.endsWith('.script'))
      ?.replace('.script', '') ?? 'none'
  kill(watchdog, main, worker, ...processesWith(`MB_RUN=${run}`).map(({ pid }) => pid))
  gate.open()
  return run
}

/** A restore over which the power goes at a phase. Returns its run. */
export async function cutOffAt(bed: Bed, phase: string, words: Readonly<Record<string, string>>): Promise<string> {
  const gate = makeGate(bed.lease.folder)
  try {
    const running = restoreWith(bed, words, [at(phase, gate.stop(itself))])
    const ended = running.then(({ log }) => Promise.reject(new Error(`the restore ended before ${phase}:\n${log}`)))
    const run = await Promise.race([cutPower(bed, gate), ended])
    const { outcome, log } = await running
    if (outcome.status !== 'failed') throw new Error(log)
    return run
  } finally {
    gate.close()
  }
}
