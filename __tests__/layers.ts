// The tables of docs/design.md that say who may import whom, and what a file of src/ imports.
import { posix } from 'node:path'
import ts from 'typescript'

/** Folders of src/ from the highest to the lowest, each with those that it may import. */
export type Layers = ReadonlyMap<string, readonly string[]>
/** What only some places may use: a package or `process.env`, and files and folders (with `/` at their end) of src/. */
export type Places = ReadonlyMap<string, readonly string[]>
/** `from`: a file, by its path below src/. `to`: a file below src/, or what it imports that is none (`ssh2`, `process.env`). */
export type Use = { readonly from: string; readonly to: string }

/** The table `| folder | what it is | may import |`. Throws an Error if the page has none. */
export function layersIn(page: string): Layers {
  const rows = rowsUnder('| folder | what it is | may import |', page)
  return new Map(rows.map(([folder = '', , allowed = '']) => [namesIn(folder)[0]?.replace(/\/$/, '') ?? '', namesIn(allowed)]))
}

/** The table `| what | only in |`. Throws an Error if the page has none. */
export function placesIn(page: string): Places {
  const rows = rowsUnder('| what | only in |', page)
  return new Map(rows.map(([what = '', places = '']) => [namesIn(what)[0] ?? '', namesIn(places)]))
}

/** Why the table itself is wrong: a folder may import only those in the rows below its own, so that there is no cycle. */
export function wrongRows(layers: Layers): string[] {
  const order = [...layers.keys()]
  return [...layers].flatMap(([folder, allowed]) => {
    const below = order.slice(order.indexOf(folder) + 1)
    return allowed.filter(each => !below.includes(each)).map(each => `${folder} may import ${each}, which is not below it`)
  })
}

/** Why this use is wrong; undefined if the tables allow it. */
export function refusal({ from, to }: Use, layers: Layers, places: Places): string | undefined {
  const [folder = '', target = ''] = [folderOf(from), folderOf(to)]
  if (!layers.has(folder)) return `${from}: the folder ${folder} has no row`
  const only = [...places].find(([what]) => posix.matchesGlob(to, what))?.[1]
  if (only !== undefined) {
    const here = only.some(place => from === place || (place.endsWith('/') && from.startsWith(place)))
    return here ? undefined : `${from}: ${to} belongs to ${only.join(', ')}`
  }
  if (!isFile(to) || target === folder) return target === 'sources' ? refusalInside(from, to) : undefined
  if (layers.get(folder)?.includes(target) !== true) return `${from}: ${folder} may not import ${target} (${to})`
  return undefined
}

/** All that a file uses: what it imports, in any way, and `process.env`. */
export function usesIn(from: string, text: string): Use[] {
  const imports = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName)
  const environment = /\bprocess\s*\.\s*env\b|\benv\b[^;\n]*\}\s*=\s*process\b/.test(text) ? ['process.env'] : []
  const files = imports.map(each => (each.startsWith('.') ? posix.join(posix.dirname(from), each) : each))
  return [...files, ...environment].map(to => ({ from, to }))
}

/** The folder of a source imports what all sources share, and no other source's. */
function refusalInside(from: string, to: string): string | undefined {
  const [own, other] = [kindOf(from), kindOf(to)]
  return own === undefined || other === undefined || own === other
    ? undefined
    : `${from}: the source ${own} may not import ${other} (${to})`
}

function kindOf(file: string): string | undefined {
  return /^sources\/([^/]+)\//.exec(file)?.[1]
}

function folderOf(file: string): string {
  return file.split('/')[0] ?? ''
}

function isFile(to: string): boolean {
  return to.endsWith('.ts')
}

function rowsUnder(head: string, page: string): string[][] {
  const lines = page.split('\n')
  const at = lines.indexOf(head)
  if (at < 0) throw new Error(`docs/design.md has no table ${head}`)
  const rest = lines.slice(at + 2)
  const end = rest.findIndex(line => !line.startsWith('|'))
  return rest.slice(0, end < 0 ? undefined : end).map(line => line.split('|').slice(1, -1))
}

function namesIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(match => match[1] ?? '')
}
