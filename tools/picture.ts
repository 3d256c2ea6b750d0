// `npm run picture`: draws docs/summary.png, the picture in the README: the summary of a real run. It backs up a stack on this machine
// several times, as a job would, while the stack grows; then a browser takes a screenshot of the last summary in GitHub's style.
// Needs the bed (npm run bed), and on Debian the packages chromium, fonts-noto-core and pngquant.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { amountsAt, fill, mountpoint } from '../bench/data/fill.ts'
import { type Bed, openBed } from '../testbed/bed.ts'
import { command } from '../testbed/command.ts'
import { find, whyNot } from '../testbed/machine.ts'
import { startResultsService } from '../testbed/resultsservice.ts'
import { runStep } from '../testbed/runner/runner.ts'
import { pageOf } from './picture/page.ts'

const runs = 6
/** CSS pixels; each is two pixels of the picture. */
const width = 900
const picture = join(import.meta.dirname, '..', 'docs', 'summary.png')

process.exitCode = await main()

async function main(): Promise<number> {
  const browser = find('chromium') ?? find('google-chrome')
  const reason = whyNot() ?? (browser === null || find('pngquant') === null ? 'it needs chromium and pngquant' : null)
  if (browser === null || reason !== null) {
    process.stderr.write(`No picture here: ${reason}\n`)
    return 1
  }
  const bed = await openBed({ seed: 'small' })
  try {
    await fill(bed.project, amountsAt(0.2))
    await draw(browser, pageOf('backup', await summaryOfLast(bed)))
  } finally {
    await bed.close()
  }
  process.stdout.write(`${picture}: ${Math.round(statSync(picture).size / 1000)} kB. Look at it before it is committed.\n`)
  return 0
}

/** Runs of a job that keeps three backups, one after the other; the results service stores their history, as GitHub's would. */
async function summaryOfLast({ sshd, project }: Bed): Promise<string> {
  const service = await startResultsService()
  const temp = mkdtempSync(join(tmpdir(), 'meeshy-picture-'))
  const uploads = await mountpoint(project.volumes['gateway_uploads'])
  const { host, port, user, privateKey, knownHosts } = sshd
  const inputs = { host, port: String(port), user, 'private-key': privateKey, 'known-hosts': knownHosts, 'app-dir': project.appDir }
  try {
    let summary = ''
    for (let n = 0; n < runs; n++) {
      writeFileSync(join(uploads, `grown-${n}.jpg`), randomBytes(6_000_000 * n))
      const result = await runStep({ inputs, env: { ...service.variables, RUNNER_TEMP: temp } })
      if (result.outcome !== 'success') throw new Error(result.log.join('\n'))
      summary = result.summary
      process.stderr.write(`picture: run ${n + 1} of ${runs}: ${result.log.at(-1)}\n`)
    }
    return summary
  } finally {
    rmSync(temp, { recursive: true })
    await service.close()
  }
}

/** Measures the height of the page, then takes the screenshot. */
async function draw(browser: string, html: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'meeshy-picture-'))
  const [page, photograph] = [join(folder, 'page.html'), join(folder, 'page.png')]
  const words = [
    browser,
    '--headless=new',
    '--no-sandbox',
    '--disable-gpu',
    '--hide-scrollbars',
    `--user-data-dir=${join(folder, 'profile')}`,
  ]
  try {
    writeFileSync(page, html)
    const measured = String(await command([...words, `--window-size=${width},600`, '--dump-dom', `file://${page}`]))
    const height = /data-height="(\d+)"/.exec(measured)?.[1]
    if (height === undefined) throw new Error('the browser did not say how high the page is')
    await command([
      ...words,
      `--window-size=${width},${height}`,
      '--force-device-scale-factor=2',
      `--screenshot=${photograph}`,
      `file://${page}`,
    ])
    // Text on white needs few colours: a third of the size without a visible difference.
    await command(['pngquant', '--force', '--speed=1', `--output=${picture}`, '32', photograph])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
