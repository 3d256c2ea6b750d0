// A history as a picture: a line of bars for sizes, one for durations, and a remark when the backup shrank. And the part of a summary that shows it.
import { bytes, count, duration } from '../../text/amounts.ts'
import type { History, Past } from './history.ts'
import { block, plain } from './markdown.ts'

export type Trend = {
  readonly runs: number
  /** Of the successful runs, oldest first. */
  readonly sizes: readonly number[]
  readonly seconds: readonly number[]
  /** `size      ▁▂▂▃█  612 MB to 640 MB`; it contains no text of a server. */
  readonly lines: readonly string[]
  /** One sentence, if the last backup is less than half of the one before it. */
  readonly shrunk?: string
}

const bars = '▁▂▃▄▅▆▇█'
/** The signs of runs that have no archive to measure. */
const gaps = { failed: '×', skipped: '·' } as const

/** What the history shows; undefined until there are two backups to compare. */
export function trendOf(history: History): Trend | undefined {
  const good = history.filter(run => run.status === 'success')
  const [before, last] = good.slice(-2)
  if (before === undefined || last === undefined) return undefined
  const failed = history.filter(run => run.status === 'failed').length
  const skipped = history.filter(run => run.status === 'skipped').length
  const rest = [failed > 0 && `${failed} failed ×`, skipped > 0 && `${skipped} skipped ·`].filter(each => each !== false)
  return {
    runs: history.length,
    sizes: good.map(run => run.bytes),
    seconds: good.map(run => run.seconds),
    lines: [
      row('size', history, run => run.bytes, bytes),
      row(
        'duration',
        history,
        run => run.seconds,
        seconds => duration(seconds * 1000),
      ),
      `${'runs'.padEnd(10)}${[count(history.length, 'run'), ...rest].join(', ')}`,
    ],
    ...(last.bytes < before.bytes / 2 && {
      shrunk: `This backup takes ${bytes(last.bytes)}, less than half of the ${bytes(before.bytes)} of the one before it.`,
    }),
  }
}

/** The last runs of this target: Markdown, or nothing where there is nothing to compare yet. */
export function lately(history: History | undefined): string {
  const trend = history && trendOf(history)
  if (trend === undefined) return ''
  return ['#### Lately', '', ...(trend.shrunk ? [`**${plain(trend.shrunk)}**`, ''] : []), block(trend.lines), ''].join('\n')
}

function row(label: string, history: History, value: (run: Past) => number, shown: (value: number) => string): string {
  const values = history.filter(run => run.status === 'success').map(value)
  const top = Math.max(...values, 1)
  const picture = history.map(run => (run.status === 'success' ? bar(value(run) / top) : gaps[run.status])).join('')
  const [least, greatest] = [shown(Math.min(...values)), shown(Math.max(...values))]
  return `${label.padEnd(10)}${picture}  ${least === greatest ? least : `${least} to ${greatest}`}`
}

/** Bars begin at zero, so that half the height is half the amount. */
function bar(share: number): string {
  return bars[Math.min(Math.floor(share * bars.length), bars.length - 1)] ?? ''
}
