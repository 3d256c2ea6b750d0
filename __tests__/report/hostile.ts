// Names that a server could have for a volume, a file or a branch, to do something in a log or in a page; and a page with such names, judged.
import assert from 'node:assert/strict'

export const hostileNames: readonly string[] = [
  'a|b||c',
  '`code` ``two`` ```three```',
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script></details></table>',
  '[x](javascript:alert(1))',
  '![x](https://evil.example/pixel.png)',
  '<https://evil.example> https://evil.example www.evil.example WWW.evil.example a@evil.example',
  '[x]: https://evil.example',
  '@everyone #1 GH-1 :tada: octocat/hello#2',
  '**bold** __bold__ *it* _it_ ~~gone~~ $x$ $$y$$',
  '# heading',
  '- item',
  '+ item',
  '12. item',
  '> quote',
  '> [!NOTE]',
  '--- ',
  '===',
  '\\| \\` \\<b> &lt;b&gt; &amp; &#60;b>',
  'two\nlines\r\nand\rmore\u2028here',
  '::set-output name=status::success',
  '  ::error::forged',
  '##[error]forged ##[group]x',
  '\x1b[31mred\x1b[0m \x1b]8;;https://evil.example\x07link\x1b]8;;\x07',
  '\u202eright to left',
  ' leading and trailing ',
  '',
]

/** Fails if anything of a page is markup that is not ours, an address or a mention, or a command to the runner. */
export function assertInertPage(page: string): void {
  const text = page.replace(/^(```+)[\s\S]*?^\1$/gm, '')
  assert.doesNotMatch(text, /<(?!\/?(?:code|wbr|details|summary)>)/)
  assert.doesNotMatch(text, /\]\((?!https:\/\/github\.com\/meeshy)|https?:\/\/(?!github\.com\/meeshy)|@(?!everyone)/)
  assert.doesNotMatch(page, /^\s*::|##\[|\x1b|\r/m)
}
