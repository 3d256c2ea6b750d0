// The table that an archive carries of itself, as its last entry: all that a restore acts on. The manifest beside the archive must say the same.
import type { Component, Manifest } from './manifest.ts'

/** Its entry in the tar, below the name of the backup. */
export const tableFile = 'MANIFEST.json'

/**
 * What this manifest says, as the table of its archive says it, to the byte. Made of what was parsed, so that no other reading of its text is acted
 * upon. Its twin on the server is `mb_table` (script/runtime/table.sh). Not in it: what is known only when the archive is closed, what may change
 * later, and what is for people alone.
 */
export function tableOf({ schema, kind, name, runId, sequence, prefix, time, scope, project, images, components }: Manifest): string {
  return JSON.stringify({
    ...{ schema, kind, name, runId, sequence, prefix, time, scope },
    project: { name: project.name, appDir: project.appDir },
    images: images.map(({ container, service, image, id }) => ({ container, service, image, id })),
    components: components.map(rowOf),
  })
}

function rowOf({ name, path, rawBytes, offset, length, sha256, consistency, kind, details, paths }: Component) {
  return { name, path, rawBytes, offset, length, sha256, consistency, kind, details, paths }
}

/** Where a manifest and the table of its archive differ first. */
export type Difference = {
  /** Empty where it is none of one component. */
  readonly component: string
  readonly field: string
}

/** Where two tables differ first; as `mb_table_difference` says it. */
export function differenceOf(manifests: string, archives: string): Difference {
  let at = 0
  while (at < manifests.length && manifests[at] === archives[at]) at += 1
  const before = manifests.slice(0, at)
  if (/(\}|"images":\[|"components":\[)$/.test(before))
    return { component: '', field: before.includes('"components":[') ? 'components' : 'images' }
  const rows = [...manifests.matchAll(/\{"name":"([^"\\]*)","path":/g)].filter(({ index }) => index < at)
  const keys = [...before.matchAll(/"([A-Za-z0-9-]+)":/g)]
  return { component: rows.at(-1)?.[1] ?? '', field: keys.at(-1)?.[1] ?? 'schema' }
}

/** The same in words, a clause without a capital. */
export function differenceInWords({ field }: Difference): string {
  return `the manifest beside the archive says something else than the archive itself (${field})`
}
