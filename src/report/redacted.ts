// A manifest and a plan without the server's names, for places that more people can read. They contain only what is listed here, so
// that a new field of the manifest or a new step stays out until someone adds it.
import type { Manifest } from '../backups/manifest.ts'
import type { Plan } from '../plan/plan.ts'
import type { Step, StepId } from '../protocol/step.ts'
import { isPublicUnit } from '../sources/registry.ts'
import { count } from '../text/amounts.ts'

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
      counts: Object.fromEntries(Object.entries(component.counts).filter(([unit]) => isPublicUnit(unit))),
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

/** What a step is called where the server must not be seen. A step that is not here shows nothing of itself. */
const fixed: Readonly<Partial<Record<StepId, string>>> = {
  lock: 'Take the lock',
  recover: 'Clean up after runs that died',
  preflight: 'Check the room',
  open: 'Open the archive',
  resume: 'Bring back what was quiesced',
  close: 'Close the archive',
  'prove-new': 'Verify',
  'drill-room': 'Check the room for the drill',
  'drill-begin': 'Drill: begin',
  'drill-end': 'Drill: everything came back as it was taken',
  publish: 'Publish',
  adopt: 'Read archives of the old scripts that are still unread',
  list: 'List the backups',
  result: 'Report',
}

function titleOf({ id, component = '', containers = [] }: Step, labels: ReadonlyMap<string, string>): string {
  const label = labels.get(component) ?? 'a component'
  if (id === 'take') return `Take ${label}`
  if (id === 'drill') return `Drill ${label}`
  if (id === 'pause') return `Pause ${count(containers.length, 'container')}`
  if (id === 'stop') return `Stop ${count(containers.length, 'container')}`
  return fixed[id] ?? 'Another step'
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
