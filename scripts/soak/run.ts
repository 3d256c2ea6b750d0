// The soak itself: a fault, the invariants, the next one; and in the end what the archives give back.

import { join } from 'node:path'
import { backUp, type Ran } from '../../__tests__/faults/host.ts'
import { remember, violations, type When } from '../../__tests__/faults/invariants.ts'
import { assertGood } from '../../__tests__/runtime/backups.ts'
import { change, digestIn, digestOf } from './application.ts'
import type { Fault, Played, Scene } from './faults.ts'

export type Told = {
  readonly runs: readonly Row[]
  readonly violations: readonly string[]
  /** How many archives were extracted in the end and compared with what the application was. */
  readonly compared: number
  readonly seconds: number
}
export type Row = { readonly fault: string; readonly ending: string; readonly seconds: number }

export async function soak(scene: Scene, faults: readonly Fault[], runs: number, say: (line: string) => void): Promise<Told> {
  const { host, random } = scene
  const began = performance.now()
  const containers = host.engine.states()
  /** By run id, what the uploads were. */
  const was = new Map<string, string>()
  const rows: Row[] = []
  const found: string[] = []
  let debt = false
  for (let n = 1; n <= runs; n++) {
    const last = n === runs
    const fault = last ? faults[0] : random.pick(faults)
    if (fault === undefined) break
    change(host, random, n)
    const before = { ...remember(host), containers }
    const played = await fault.play(scene)
    for (const ran of played.runs) was.set(ran.runId, digestOf(join(host.app, 'uploads')))
    const wrong = [...(await checked(scene, before, played, debt)), ...unexpected(fault, played)]
    debt = owes(played, debt)
    rows.push(...played.runs.map(ran => ({ fault: fault.name, ending: endingOf(ran), seconds: ran.seconds })))
    for (const words of wrong) {
      found.push(`run ${n}, ${fault.name} (${played.detail}): ${words}`)
      say(`${found.at(-1)}\n${played.runs.map(ran => ran.log).join('\n')}`)
    }
  }
  const clean = await backUp(host)
  const kept = assertGood(host)
  was.set(clean.runId, digestOf(join(host.app, 'uploads')))
  found.push(...(await violations(host, { ...remember(host), containers }, clean, 'after the next run')))
  for (const each of kept)
    if (digestIn(host, each) !== was.get(each.manifest.runId))
      found.push(`${each.file} gives back something else than what the application was`)
  return { runs: rows, violations: found, compared: kept.length, seconds: (performance.now() - began) / 1000 }
}

/** A run that succeeds has cleaned up after whatever died before it; until then there may be something to clean up. */
async function checked({ host }: Scene, before: ReturnType<typeof remember>, { runs, when }: Played, debt: boolean): Promise<string[]> {
  const found: string[] = []
  for (const ran of runs) {
    const how: When = isClean(ran) ? 'after the next run' : debt ? 'after a death' : when
    found.push(...(await violations(host, before, ran, how)))
  }
  return found
}

function owes({ runs, when }: Played, debt: boolean): boolean {
  if (runs.some(isClean)) return false
  return debt || when === 'after a death'
}

/** A rotation that was cut short leaves its rest to the next run. */
function isClean({ outcome }: Ran): boolean {
  return outcome?.status === 'success' && !outcome.warnings.some(words => words.startsWith('rotation-failed'))
}

function endingOf({ outcome }: Ran): string {
  return outcome?.failure?.code ?? outcome?.status ?? 'no outcome'
}

function unexpected({ codes }: Fault, { runs }: Played): string[] {
  return runs
    .map(endingOf)
    .filter(ending => ending !== 'success' && !codes.includes(ending))
    .map(ending => `ended as ${ending}`)
}
