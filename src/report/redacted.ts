// A manifest and a plan without the server's names, for places that more people can read. They contain only what is listed here, so
// that a new field of the manifest or a new step stays out until someone adds it.
import type { Manifest } from '../backups/manifest.ts'
import type { Plan, Step } from '../plan/plan.ts'
import { count } from '../text/amounts.ts'

const units = new Set(['documents', 'collections', 'keys', 'entries', 'files'])

/** No host, path, or name of a database, container or volume; of warnings and gaps only the number, because their texts name such things. */
export function redactedManifest(manifest: Manifest) {
  const { schema, kind, name, runId, sequence, prefix, scope, time, timeText, pinned, verified, drill, archive, context, milliseconds } =
    manifest
  const labels = labelsOf(manifest.components.map(component => component.name))
  return {
    ...{ schema, kind, name, runId, sequence, prefix, scope, time, timeText, pinned, verified, archive },
    components: manifest.components.map(component => ({
      name: labels.get(component.name) ?? component.kind,
      kind: component.kind,
      rawBytes: component.rawBytes,
      offset: component.offset,
      length: component.length,
      sha256: component.sha256,
      counts: Object.fromEntries(Object.entries(component.counts).filter(([unit]) => units.has(unit))),
      consistency: component.consistency,
      warnings: component.warnings.length,
      milliseconds: component.milliseconds,
    })),
    ...(drill !== undefined && { drill: { time: drill.time, where: drill.where, milliseconds: drill.milliseconds } }),
    leftOut: manifest.leftOut.length,
    warnings: manifest.warnings.length,
    ...{ context, milliseconds },
    redacted: true,
  }
}

/** The titles of the steps, without names of the server. */
export function redactedPlan({ steps, known }: Plan): string[] {
  const labels = labelsOf(Object.keys(known))
  return steps.map((step, n) => `${String(n + 1).padStart(2)}. ${titleOf(step, labels)}`)
}

const fixed: Readonly<Record<string, string>> = {
  mb_lock: 'Take the lock',
  mb_recover: 'Clean up after runs that died',
  mb_preflight: 'Check the room',
  mb_open_archive: 'Open the archive',
  mb_resume: 'Bring back what was quiesced',
  mb_close_archive: 'Close the archive',
  mb_verify: 'Verify',
  mb_drill_room: 'Check the room for the drill',
  mb_drill_new: 'Drill: begin',
  mb_drill_done: 'Drill: everything came back as it was taken',
  mb_publish: 'Publish',
  mb_adopt: 'Read the unread archives of the old scripts',
  mb_catalogue: 'List the backups',
  mb_result: 'Report',
}

function titleOf({ command: [verb, ...words] }: Step, labels: ReadonlyMap<string, string>): string {
  if (verb === 'mb_collect') return `Take ${labels.get(words[0] ?? '') ?? 'a component'}`
  if (/^[a-z]+_drill$/.test(verb)) return `Drill ${labels.get(words[0] ?? '') ?? 'a component'}`
  if (verb === 'mb_quiesce') return `${words[0] === 'stop' ? 'Stop' : 'Pause'} ${count(words.length - 1, 'container')}`
  return fixed[verb] ?? 'Another step'
}

/** `volumes/gateway_uploads` is `volumes/1`; a component whose name is its kind keeps it. */
function labelsOf(names: readonly string[]): Map<string, string> {
  const labels = new Map<string, string>()
  const seen = new Map<string, number>()
  for (const name of names) {
    const [kind = '', own] = name.split(/\/(.*)/s)
    const number = (seen.get(kind) ?? 0) + 1
    if (own !== undefined) seen.set(kind, number)
    labels.set(name, own === undefined ? name : `${kind}/${number}`)
  }
  return labels
}
