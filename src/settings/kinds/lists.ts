// Lists: one item per line, so that no item needs quoting. Blank lines and lines that begin with # do not count.
import { accept, byteLength, type Complaint, type Kind, type Reading, refuse, unprintable } from './kind.ts'

const mostBytes = 1_000_000
const mostItems = 1000

/** A list of `item`s, empty or not. The list takes a repeated item once, with a remark; items with the same text from `same` are the same. */
export function listOf<T>(item: Kind<T>, same: (value: T) => string = String): Kind<readonly T[]> {
  const rule = `${item.rule}, one per line`
  return { form: 'lines', symbol: item.symbol, rule, read: text => readItems(text, item, rule, same) }
}

/** One of `words` alone, or a list with at least one item. */
export function wordsOrListOf<const W extends string, T>(
  words: readonly W[],
  item: Kind<T>,
  same: (value: T) => string = String,
): Kind<W | readonly T[]> {
  const rule = `${words.join(', ')}, or ${item.rule}, one per line`
  return {
    form: 'lines',
    symbol: [...words, item.symbol].join('|'),
    rule,
    read: text => {
      const lines = itemsOf(text)
      // In another case too: an item called Auto is a mistake, not a name.
      const word = words.find(each => lines.some(line => line.toLowerCase() === each))
      if (word === undefined) return lines.length === 0 ? refuse(rule, text) : readItems(text, item, rule, same)
      return lines.length === 1 && lines[0] === word ? accept(word) : refuse(`${rule}; write ${word} exactly like this, and alone`, text)
    },
  }
}

function itemsOf(text: string): string[] {
  return text.split(/\r?\n/).filter(line => line !== '' && !line.startsWith('#'))
}

function readItems<T>(text: string, item: Kind<T>, rule: string, same: (value: T) => string): Reading<readonly T[]> {
  if (byteLength(text) > mostBytes) return refuse('a list of at most 1 MB', text)
  const lines = itemsOf(text)
  if (lines.length > mostItems) return refuse(`a list of at most ${mostItems} items, not ${lines.length}`, text)
  const values = new Map<string, T>()
  const remarks: string[] = []
  const complaints: Complaint[] = []
  for (const line of lines) {
    const reading = readItem(line, item, rule)
    if (!reading.ok) complaints.push(...reading.complaints)
    else if (values.has(same(reading.value))) remarks.push(`${JSON.stringify(line)} is listed twice and taken once`)
    else values.set(same(reading.value), reading.value)
  }
  return complaints.length === 0 ? accept([...values.values()], remarks) : { ok: false, complaints }
}

/** The complaint of the item where it says more than the item's rule, else the rule of the whole list. */
function readItem<T>(line: string, item: Kind<T>, rule: string): Reading<T> {
  if (line.trim() === '') return refuse(`${rule}; an item must not be only spaces`, line)
  if (unprintable.test(line)) return refuse(`${rule}, without control characters`, line)
  const reading = item.read(line)
  if (reading.ok) return reading
  return { ok: false, complaints: reading.complaints.map(complaint => (complaint.rule === item.rule ? { ...complaint, rule } : complaint)) }
}
