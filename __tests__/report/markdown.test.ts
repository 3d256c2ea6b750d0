// Our markdown around texts of others, judged by what a renderer of GitHub's dialect makes of it.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { marked } from 'marked'
import { alert, block, code, fitting, folded, list, path, plain, table } from '../../src/report/page/markdown.ts'
import { inert } from '../../src/text/inert.ts'
import { hostileNames } from './hostile.ts'

const render = (markdown: string): string => marked.parse(markdown, { async: false, gfm: true })
const tagsOf = (html: string): string[] =>
  [...html.matchAll(/<\/?([a-zA-Z][a-zA-Z0-9]*)[^>]*>/g)].map(match => (match[1] ?? '').toLowerCase())
const own = new Set([
  'p',
  'code',
  'wbr',
  'ul',
  'li',
  'table',
  'thead',
  'tbody',
  'tr',
  'th',
  'td',
  'details',
  'summary',
  'pre',
  'blockquote',
])

/** What a reader sees. */
function textOf(html: string): string {
  const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' }
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#(\d+)|(\w+));/g, (whole, number, name) =>
      number === undefined ? (entities[name] ?? whole) : String.fromCodePoint(number),
    )
}

/** Everything here that takes a text, with the same text in each. */
const everywhere = (text: string) =>
  [
    plain(text),
    code(text),
    list([plain(text), `a ${code(text)}`]),
    table(['Name', 'Other', 'Path'], [[plain(text), code(text), path(text, '/_')]]),
    folded('More', block([text, `  ${text}`])),
    alert('WARNING', list([plain(text)])),
  ].join('\n\n')

describe('text of others', () => {
  for (const name of hostileNames)
    test(`stays text: ${JSON.stringify(name.slice(0, 40))}`, () => {
      const html = render(everywhere(name))
      for (const tag of tagsOf(html)) assert.ok(own.has(tag), `${tag} in ${html}`)
      assert.doesNotMatch(html, /<[^>]*(href|onerror|src)=/i)
      assert.equal(textOf(render(plain(name))).trim(), inert(name, { limit: 400 }).trim())
    })

  test('whatever it is: no tag but ours, no cell too many, and it reads as it was', () => {
    const bits = fc.constantFrom(
      '<',
      '>',
      '`',
      '|',
      '\\',
      '*',
      '_',
      '~',
      '[',
      '](',
      ')',
      '@',
      ':',
      '#',
      '&amp;',
      '\n',
      '\r',
      '- ',
      '1. ',
      'www.a.io',
      'http://',
      ' ',
    )
    const text = fc.array(fc.oneof(bits, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 20 }).map(parts => parts.join(''))
    fc.assert(
      fc.property(text, given => {
        const html = render(everywhere(given))
        for (const tag of tagsOf(html.replace(/<pre>.*?<\/pre>/gs, ''))) assert.ok(own.has(tag), `${tag} in ${html}`)
        assert.equal(html.split('<td>').length, 4)
        assert.equal(textOf(render(`x ${plain(given)}`)).trim(), `x ${inert(given, { limit: 400 }).trim()}`.trim())
      }),
      { numRuns: 500 },
    )
  })

  test('is no mention, no address and no emoji', () => {
    assert.doesNotMatch(plain('@everyone a@b.io'), /@|&#64;(?!<wbr>)/)
    assert.doesNotMatch(plain(':tada: https://a.io'), /:|&#58;(?!<wbr>)/)
  })

  test('in a block cannot end it', () => {
    const html = render(block(['```', '````js', '<b>x</b>', '~~~']))
    assert.equal(html.match(/<pre>/g)?.length, 1)
    assert.equal(textOf(html).trim(), '```\n````js\n<b>x</b>\n~~~')
  })
})

describe('what does not fit', () => {
  test('is counted in tables and lists', () => {
    const rows = Array.from({ length: 10 }, (_, n) => [`row ${n}`])
    assert.match(table(['Name'], rows, 4), /row 2 \|\n\| … and 7 more \|$/)
    assert.match(list(rows.flat(), 4), /row 2\n- … and 7 more$/)
    assert.doesNotMatch(list(rows.flat(), 10), /more/)
  })

  test('is left out from the first part that is too long, which the text then says', () => {
    assert.equal(fitting(['one', '', 'two'], 1000), 'one\n\ntwo\n')
    const cut = fitting(['one', 'é'.repeat(500), 'three'], 600)
    assert.match(cut, /^one\n\n_The rest did not fit/)
    assert.ok(Buffer.byteLength(cut) <= 600)
  })
})
