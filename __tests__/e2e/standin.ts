// A stand-in before the real mongodump of a container, or another tool: it does what a test says, and otherwise what the real one does.
import { docker, dockerBytes } from '../../testbed/docker.ts'

export type StandIn = {
  /** What happens instead: shell text, in which `$real "$@"` is the real one. Null: only the real one. */
  does(script: string | null): Promise<void>
  /** The bytes of the dump that the last `record` made. */
  recorded(): Promise<Buffer>
  /** Waits, a minute at most, until the stand-in has come to `stop_here` … */
  stopped(): Promise<void>
  /** … and lets it go on from there. */
  goOn(): Promise<void>
}

/** Dumps, and keeps the dump and what was said in /tmp/whole and /tmp/said of the container. */
export const record = `$real "$@" 2>/tmp/said >/tmp/whole || exit; cat /tmp/said >&2; cat /tmp/whole`

/** A dump that ends after so many bytes of the recorded one, having said what the whole one said. */
export function endsAfter(bytes: number, status = 0): string {
  return `cat /tmp/said >&2; head -c ${bytes} /tmp/whole; exit ${status}`
}

/** Half of the recorded dump, then a stop that only the test can end, then the rest. */
export const stopsHalfway = `half=$(($(wc -c </tmp/whole) / 2)); head -c $half /tmp/whole; stop_here; tail -c +$((half + 1)) /tmp/whole; cat /tmp/said >&2`

/** The dump of a bed's database, which lacks one of the documents that it says it holds. */
export const lacksADocument = String.raw`$real "$@" 2>/tmp/said; status=$?; sed 's/\(done dumping .*meeshy\.users.* (\)500 /\1501 /' /tmp/said >&2; exit $status`

/** Puts the stand-in into a container. */
export async function standIn(container: string, tool = 'mongodump'): Promise<StandIn> {
  const inside = (script: string, input = '') => docker(['exec', '--interactive', '--user', '0', container, 'sh', '-c', script], { input })
  const path = await inside(`command -v ${tool}`)
  const program = `#!/bin/sh
real=${path}.real
stop_here() { echo >/tmp/stopped; read -r _ </tmp/on; }
[ ! -e /tmp/instead ] || { . /tmp/instead; exit; }
exec $real "$@"
`
  await inside(`mkfifo -m 666 /tmp/stopped /tmp/on && mv ${path} ${path}.real && cat >${path} && chmod 755 ${path}`, program)
  return {
    does: async script => {
      await inside(script === null ? 'rm -f /tmp/instead' : 'cat >/tmp/instead', script ?? '')
    },
    recorded: () => dockerBytes(['exec', container, 'cat', '/tmp/whole']),
    stopped: async () => {
      await inside('timeout 60 cat /tmp/stopped')
    },
    goOn: async () => {
      await inside('timeout 60 sh -c "echo >/tmp/on"')
    },
  }
}

/** Where the blocks of a dump end: after each terminator, by the format of mongodump archives (a magic number, then BSON documents and terminators). */
export function blockEnds(archive: Buffer): number[] {
  const ends: number[] = []
  for (let at = 4; at < archive.length; ) {
    const length = archive.readInt32LE(at)
    at += length === -1 ? 4 : length
    if (length === -1) ends.push(at)
  }
  return ends
}
