// Splits what a process prints as the runner does: at \n, \r and \r\n, and never within a character.
import type { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'

/** Calls `take` with each line without its end; resolves when the stream is over, the last line taken even without an end. */
export async function eachLine(stream: Readable, take: (line: string) => void): Promise<void> {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  const cut = (text: string) => {
    const lines = text.split(/\r\n|\n|\r(?=[\s\S])/)
    rest = lines.pop() ?? ''
    lines.forEach(take)
  }
  stream.on('data', (chunk: Buffer) => cut(rest + decoder.write(chunk)))
  await new Promise(resolve => stream.once('close', resolve))
  cut(rest + decoder.end())
  if (rest !== '') take(rest.replace(/\r$/, ''))
}
