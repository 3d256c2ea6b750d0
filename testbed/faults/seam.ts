// How a test reaches a moment inside a run: it changes the script on its way to the server, where the client writes it to the shell. The
// product has no part in it: its runtime calls `mb_phase NAME`, which does nothing, and a test replaces that function.
import { Transform } from 'node:stream'
import type { Plan } from '../../src/plan/plan.ts'
import { handedOver, type Transport } from '../../src/transports/transport.ts'

/** The moments that the runtime names, in the order of a backup (`collected` of the last component) and of the rotation after it. */
export const phases = [
  'locked',
  'journaled',
  'quiesced',
  'collected-paths/uploads',
  'closed',
  'verified',
  'synced',
  'manifest',
  'linked',
  'published',
] as const

/** The moments of a restore of the directory `uploads`, in their order; from `cleared` on it is final. */
export const restorePhases = [
  'proven-paths/uploads',
  'published',
  'staged-paths/uploads',
  'marked',
  'held',
  'aside',
  'swapped',
  'before-start',
  'started',
  'healthy',
  'before-clear',
  'cleared',
] as const
export type RestorePhase = (typeof restorePhases)[number]
export type Phase = (typeof phases)[number] | 'unlinked' | RestorePhase

/** A change of the script of one kind of plan. Data, so that a test can pass it to a client in a process of its own. */
export type Change = {
  readonly operation: Plan['operation']
  /** Shell text before the last line, which starts the run: definitions here override the script's. */
  readonly define?: string
  /** Parts of the script, each of which must occur once, and their replacements. */
  readonly replace?: readonly (readonly [string, string])[]
}

/** The worker runs the shell text at the phase; `$$` is the main shell. The status of the text does not matter. */
export function atPhase(phase: Phase, text: string, operation: Plan['operation'] = phase === 'unlinked' ? 'rotate' : 'backup'): Change {
  return { operation, define: `mb_phase() {\n[ "$1" = '${phase}' ] || return 0\n${text}\nreturn 0\n}` }
}

/** The same transport with the changes. */
export function changing(transport: Transport, changes: readonly Change[]): Transport {
  return writing(transport, (chunk, first) => (first ? changed(chunk, changes) : chunk))
}

/** The same transport, but after the script it passes nothing on to a backup (or another operation): no heartbeat. */
export function muted(transport: Transport, operation: Plan['operation'] = 'backup'): Transport {
  let speaks = true
  return writing(transport, (chunk, first) => {
    if (first) speaks = !chunk.includes(`\nMB_OPERATION=${operation}\n`)
    return first || speaks ? chunk : Buffer.alloc(0)
  })
}

function writing(transport: Transport, write: (chunk: Buffer, first: boolean) => Buffer): Transport {
  return {
    ...transport,
    async shell() {
      const shell = await transport.shell()
      let first = true
      const stdin = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          done(null, write(chunk, first))
          first = false
        },
      })
      stdin.pipe(shell.stdin)
      return { ...shell, stdin }
    },
  }
}

/** The first write of a conversation: `<length>\n<script><secrets>`. */
function changed(chunk: Buffer, changes: readonly Change[]): Buffer {
  const start = chunk.indexOf('\n') + 1
  const length = Number(chunk.subarray(0, start))
  const whole = chunk.subarray(start, start + length).toString()
  const script = changes.filter(({ operation }) => whole.includes(`\nMB_OPERATION=${operation}\n`)).reduce(apply, whole)
  return Buffer.concat([Buffer.from(handedOver(script)), chunk.subarray(start + length)])
}

function apply(script: string, { define, replace = [] }: Change): string {
  let text = script
  for (const [from, to] of replace) {
    const parts = text.split(from)
    if (parts.length !== 2) throw new Error(`${JSON.stringify(from)} is ${parts.length - 1} times in the script`)
    text = parts.join(to)
  }
  return define === undefined ? text : text.replace(/\nmb_main$/, () => `\n${define}\nmb_main`)
}
