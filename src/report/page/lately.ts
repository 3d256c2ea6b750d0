// The part of a summary that shows the last runs of this target.
import type { History } from './history.ts'
import { block, plain } from './markdown.ts'
import { trendOf } from './trend.ts'

/** Markdown, or an empty text if there is nothing to compare yet. */
export function lately(history: History | undefined): string {
  const trend = history && trendOf(history)
  if (trend === undefined) return ''
  return ['#### Lately', '', ...(trend.shrunk ? [`**${plain(trend.shrunk)}**`, ''] : []), block(trend.lines), ''].join('\n')
}
