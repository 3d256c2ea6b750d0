// What tools say passes through a mask: no secret of the run comes out of it, and nothing else is lost.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { onEachShell, type Shell } from '../../testbed/shell/shells.ts'
import { call } from './functions.ts'

const unit = fc.constantFrom(...'aZ09 _-.:/@%$"\'`\\*?[]{}()<>|&;!#~^=+,'.split(''), 'é', '漢', '\t')
const word = fc.string({ unit, minLength: 1, maxLength: 12 })
/** A text in which the secrets stand whole, and pieces of them, between other things. */
const cases = fc
  .record({
    secrets: fc.tuple(word, word),
    others: fc.array(fc.string({ unit, maxLength: 20 }), { minLength: 1, maxLength: 4 }),
    order: fc.array(fc.nat(), { maxLength: 5 }),
  })
  .map(({ secrets, others, order }) => {
    const pieces = [...secrets, ...secrets, ...others, secrets[0].slice(1), '\n']
    return { secrets, text: order.map(n => pieces[n % pieces.length]).join('') }
  })

/** Each text as it comes out, given as the words secret, secret, text, and so on. */
function masked(shell: Shell, words: readonly string[]): string[] {
  const script = `MB_SECRETS='MB_ONE MB_TWO'
while [ $# -gt 0 ]; do MB_ONE=$1 MB_TWO=$2; printf %s "$3" | mb_mask; printf '\\036'; shift 3; done`
  return call(shell, script, { words }).toString().split('\x1e').slice(0, -1)
}

onEachShell('the mask', shell => {
  test('lets no secret through, wherever it stands', () => {
    const sample = fc.sample(cases, { numRuns: 120, seed: 3 })
    const outputs = masked(
      shell,
      sample.flatMap(({ secrets, text }) => [...secrets, text]),
    )
    assert.equal(outputs.length, sample.length)
    for (const [n, { secrets, text }] of sample.entries()) {
      // What the mask itself puts there is no secret, even where it looks like one.
      const said = outputs[n]?.split('[secret]').join('\n') ?? ''
      for (const secret of secrets) assert.ok(!said.includes(secret), JSON.stringify({ secrets, text, said }))
    }
  })

  test('leaves what holds no secret as it is', () => {
    const texts = ['plain', '  two  words ', '\\n %s $(x) `y` "z" \'', 'one\ntwo\n\nfour', 'a@b: c//d', 'tab\tthere', '']
    const outputs = masked(
      shell,
      texts.flatMap(text => ['other-secret', '', text]),
    )
    assert.deepEqual(
      outputs,
      texts.map(text => (text === '' || text.endsWith('\n') ? text : `${text}\n`)),
    )
  })

  test('takes the credentials out of any address', () => {
    const text = 'error at mongodb://root:p@ss@host/db?x=1 and redis://:pw@cache; see https://example.org/a'
    const [said = ''] = masked(shell, ['unused', '', text])
    assert.ok(!said.includes('p@ss') && !said.includes('root') && !said.includes('pw'), said)
    assert.match(said, /^error at mongodb:\/\/\[secret\]@.*redis:\/\/\[secret\]@cache; see https:\/\/example\.org\/a\n$/)
  })
})
