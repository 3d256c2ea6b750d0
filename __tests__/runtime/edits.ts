// What somebody who can write in a backup directory may make of a manifest: one edit for each thing that a restore acts on.
import type { Written } from '../backups/manifestexample.ts'

export type Edit = {
  /** Changes the manifest as JSON. Its components 1 and 2 are entries of their own. */
  readonly edit: (manifest: Written) => void
  /** Where the first difference to the archive is then told to be: the field, and the number of its component. */
  readonly at: readonly [field: string, component?: number]
}

type Row = Record<string, unknown> & { offset: number; length: number; details: Record<string, string>; paths: string[] }

const rowOf = (manifest: Written, n: number): Row => (manifest.components[n] ?? {}) as Row
const imageOf = (manifest: Written) => (manifest['images'] as Record<string, unknown>[])[0] ?? {}
const ofComponent = (n: number, field: string, change: (row: Row, manifest: Written) => void, is: string = field): Edit => ({
  edit: manifest => change(rowOf(manifest, n), manifest),
  at: [is, n],
})
const ofHead = (field: string, value: unknown): Edit => ({
  edit: manifest => {
    manifest[field] = value
  },
  at: [field],
})

export const edits: Readonly<Record<string, Edit>> = {
  'the name of a component': ofComponent(1, 'name', row => {
    row['name'] = 'paths/zzz'
  }),
  'two components, exchanged': ofComponent(1, 'name', (row, manifest) => {
    const other = rowOf(manifest, 2)
    for (const field of ['name', 'details', 'kind']) [row[field], other[field]] = [other[field], row[field]]
  }),
  'the path of an entry': ofComponent(1, 'path', row => {
    row['path'] = 'paths/zzz.tar'
  }),
  'the range of a component': ofComponent(1, 'offset', row => {
    row.offset += 1
    row.length -= 1
  }),
  'the length of a component': ofComponent(1, 'length', row => {
    row.length -= 1
  }),
  'the sum of a component': ofComponent(1, 'sha256', row => {
    row['sha256'] = '0'.repeat(64)
  }),
  'the size of a component': ofComponent(1, 'rawBytes', row => {
    row['rawBytes'] = 7
  }),
  'the kind of a component': ofComponent(1, 'kind', row => {
    row['kind'] = 'secrets'
  }),
  'how consistent a component is': ofComponent(1, 'consistency', row => {
    row['consistency'] = 'zzz'
  }),
  'what a component came from': ofComponent(1, 'details', row => {
    for (const field of Object.keys(row.details)) delete row.details[field]
    row.details['container'] = 'zzz'
  }),
  'where a file goes': ofComponent(0, 'paths', row => {
    row.paths[0] = 'zzz'
  }),
  'a component less': {
    edit: manifest => {
      manifest.components.pop()
    },
    at: ['components'],
  },
  'a component more': {
    edit: manifest => {
      const last = rowOf(manifest, manifest.components.length - 1)
      const more = { ...last, name: 'paths/zzz', path: 'paths/zzz.tar', offset: last.offset + last.length, length: 1 }
      manifest.components.push(more)
    },
    at: ['components'],
  },
  'the application': { edit: manifest => ((manifest['project'] as Record<string, unknown>)['appDir'] = '/srv/zzz'), at: ['appDir'] },
  'the project': { edit: manifest => ((manifest['project'] as Record<string, unknown>)['name'] = 'zzz'), at: ['name'] },
  'the name of a container': { edit: manifest => (imageOf(manifest)['container'] = 'zzz'), at: ['container'] },
  'the name of a service': { edit: manifest => (imageOf(manifest)['service'] = 'zzz'), at: ['service'] },
  'an image': { edit: manifest => (imageOf(manifest)['image'] = 'zzz'), at: ['image'] },
  'the id of an image': { edit: manifest => (imageOf(manifest)['id'] = 'zzz'), at: ['id'] },
  'a container more': {
    edit: manifest => (manifest['images'] as unknown[]).push({ container: 'zzz', service: 'zzz', image: 'zzz', id: 'zzz' }),
    at: ['images'],
  },
  'the order of backups': ofHead('sequence', 99),
  'the run': ofHead('runId', 'zzz'),
  'the time': ofHead('time', 1),
  'the scope': ofHead('scope', 'database'),
}
