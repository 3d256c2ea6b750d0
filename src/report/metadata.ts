// backup-metadata.txt of the artifact: it answers the same questions as the file of that name in the archive (when, where, what ran, what
// was taken and how large it is), but from the manifest, so that it can leave out the server's names.

import type { Manifest } from '../backups/manifest.ts'
import { inert } from '../text/inert.ts'
import { provenText } from './proven.ts'

type Row = readonly [label: string, text: string]

/** Replacements for names of the server: the components in the manifest's order, and their counts without units that the server chose. */
type Redacted = { readonly components: readonly { readonly name: string; readonly counts: Readonly<Record<string, number>> }[] }

/** Lines for people, all inert; with `redacted`, without the server's names. */
export function metadataLines(manifest: Manifest, redacted: Redacted | undefined): string[] {
  const { name, time, scope, verified, archive, context, host, project, images, warnings, leftOut } = manifest
  const components = manifest.components.map((component, n) => ({ ...component, ...redacted?.components[n], warnings: component.warnings }))
  const where: Row[] = [
    ['Server', host.hostname],
    ['Application', project.appDir],
  ]
  const head: Row[] = [
    ['Backup', name],
    ['Taken', `${new Date(time * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`],
    ...(redacted === undefined ? where : []),
    ['Scope', scope],
    ['Verified', provenText({ verified, manifest })],
    ['Archive', `${archive.file}, ${archive.bytes} bytes`],
    ['SHA-256', archive.sha256],
    ...Object.entries(context).filter(([, text]) => text !== ''),
  ]
  const taken = components.map(({ name, rawBytes, length, consistency, counts }) => {
    const found = Object.entries(counts).map(([unit, amount]) => `${amount} ${unit}`)
    return `  ${name.padEnd(40)} ${String(rawBytes).padStart(14)} ${String(length).padStart(14)}  ${consistency}  ${found.join(', ')}`
  })
  const remarks = [...warnings, ...components.flatMap(component => component.warnings.map(text => `${component.name}: ${text}`))]
  return [
    ...head.map(([label, text]) => `${label.padEnd(15)} ${text}`),
    ...section('Components (bytes before and after compression)', taken),
    ...section('Warnings', redacted === undefined ? remarks.map(indented) : counted(remarks)),
    ...section('Not kept', redacted === undefined ? leftOut.map(({ what, why }) => indented(`${what} (${why})`)) : counted(leftOut)),
    ...(redacted === undefined
      ? section(
          'Containers and their images',
          images.map(({ container, image }) => `  ${container}  ${image}`),
        )
      : []),
  ].map(line => inert(line))
}

function section(title: string, lines: readonly string[]): string[] {
  return ['', title, ...(lines.length === 0 ? ['  none'] : lines)]
}

function counted(list: readonly unknown[]): string[] {
  return list.length === 0 ? [] : [`  ${list.length}, left out here`]
}

function indented(text: string): string {
  return `  ${text}`
}
