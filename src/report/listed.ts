// The list of backups as the outputs of the list action.
import { type Catalogue, newestFirst } from '../backups/catalogue.ts'
import type { ListOutputName } from '../settings/outputs.ts'
import { inertJson } from '../text/inert.ts'

/** The backups that can be restored, newest first; `age` in seconds by the server's clock; `next` is what the next rotation does with each. */
export function listOutputsOf({
  catalogue,
  verdicts,
}: {
  catalogue: Catalogue
  verdicts: ReadonlyMap<string, string>
}): Record<ListOutputName, string> {
  const backups = newestFirst([...catalogue.backups, ...catalogue.unread]).map(
    ({ name, file, time, bytes, verified, pinned, kind, manifest }) => ({
      name,
      time: new Date(time * 1000).toISOString(),
      age: catalogue.now - time,
      bytes,
      verified,
      ...(manifest?.drill !== undefined && { restoreSeconds: manifest.drill.milliseconds / 1000 }),
      pinned,
      kind,
      components: manifest?.components.map(component => component.name) ?? [],
      next: verdicts.get(file) ?? '',
    }),
  )
  return { backups: inertJson(backups), latest: backups[0]?.name ?? '', count: String(backups.length) }
}
