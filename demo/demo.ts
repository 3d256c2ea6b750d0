// `npm run demo`: the action as a workflow runs it, on a real server on this machine, and its backups read with plain tools.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Result, runStep } from '../testbed/runner/runner.ts'
import { openStage, type Stage } from './stage.ts'

const backups = 4
const keep = 3

type Range = { readonly name: string; readonly offset: number; readonly length: number }

process.exitCode = await main()

async function main(): Promise<number> {
  if (process.platform !== 'linux') {
    say(
      `The demo's server is this very machine, and a server must be Linux (this is ${process.platform}): run it in a Linux container or VM.`,
    )
    return 1
  }
  const began = performance.now()
  const stage = await openStage(process.env['MEESHY_DEMO'] ?? '')
  let interrupted = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      interrupted = true
      void stage.close().finally(() => process.exit(130))
    })
  }
  const shown = await show(stage).finally(async () => {
    if (!interrupted) await stage.close()
  })
  if (shown === undefined) return 1
  say('', `Shown in ${((performance.now() - began) / 1000).toFixed(0)} s: ${shown}. Nothing of it is left on this machine.`)
  return 0
}

/** Runs the whole demo; returns its last line, or undefined if the action failed. */
async function show(stage: Stage): Promise<string | undefined> {
  say(...stage.told)

  title('A step of a job')
  const inputs = { ...stage.inputs, keep: String(keep), 'min-free': '50MB' }
  say('- uses: meeshy/backup-action@v2', '  with:', ...Object.entries(inputs).map(([name, value]) => `    ${name}: ${brief(name, value)}`))
  title('Its log, as the job shows it')
  const first = await runStep({ inputs, onLine: sayLog })
  if (first.outcome !== 'success') return undefined
  title('Its outputs, for the steps after it')
  say(...Object.entries(first.outputs).map(([name, value]) => `${name.padEnd(17)} ${cut(value, 110)}`))

  title('The archive is an ordinary tar')
  const archive = first.outputs['backup-path'] ?? ''
  plainly(`tar -taf ${archive}`, { lines: 12 })

  title('One component is a range of it, which the manifest names: nothing else is read')
  const components = cutOut(stage, first)

  title(`${backups - 1} backups more: with keep ${keep} the first one goes, when the last is published and proven`)
  let last = first
  for (let n = 1; n < backups; n++) {
    last = await runStep({ inputs })
    if (last.outcome !== 'success') {
      say(...last.log)
      return undefined
    }
    say(last.log.at(-1) ?? '')
  }
  say('', `kept     ${last.outputs['kept']}`, `deleted  ${last.outputs['deleted']}`)
  plainly(`ls -l ${stage.backupDir}`, { lines: 10 })
  const gone: readonly string[] = JSON.parse(last.outputs['deleted'] ?? '[]')
  return `${backups} backups over SSH, each proven by reading it back; an archive listed by plain tar, ${components} cut out of it; rotation removed ${gone.join(', ')}`
}

/** Cuts two components out with tail, head and the decompressor, and shows what is in them. */
function cutOut(stage: Stage, { outputs }: Result): string {
  const name = outputs['backup-name'] ?? ''
  const archive = outputs['backup-path'] ?? ''
  const manifest: { components: readonly Range[] } = JSON.parse(readFileSync(join(stage.backupDir, '.meta', `${name}.json`), 'utf8'))
  const decompress = archive.endsWith('.zst') ? 'zstd -dc' : 'gzip -dc'
  const rangeOf = (component: string) => {
    const { offset, length } = manifest.components.find(each => each.name === component) ?? { offset: 0, length: 0 }
    say(`.meta/${name}.json says of ${component}: offset ${offset}, length ${length}`)
    return `tail -c +${offset + 1} ${archive} | head -c ${length} | ${decompress}`
  }
  // Configuration is a piece of the archive's own tar; a tree is a tar of its own.
  plainly(`{ ${rangeOf('config')}; head -c 1024 /dev/zero; } | tar -xOf - ${name}/config/docker-compose.yml`, { lines: 8 })
  plainly(`${rangeOf(stage.tree)} | tar -tvf -`, { lines: 8 })
  return `config and ${stage.tree}`
}

/** Runs a line as a person would type it, and shows both. */
function plainly(line: string, { lines }: { lines: number }): void {
  const printed = execFileSync('sh', ['-c', line], { encoding: 'utf8' }).trimEnd().split('\n')
  say(`$ ${line}`, ...printed.slice(0, lines), ...(printed.length > lines ? [`… ${printed.length - lines} lines more`] : []))
}

/** Prints a line as the page of a job shows it, without the marks of groups. */
function sayLog(line: string): void {
  if (line !== '##[endgroup]') say(line.replace(/^##\[group\]/, ''))
}

function brief(name: string, value: string): string {
  return name === 'private-key' ? `\${{ secrets.DEPLOY_KEY }}` : cut(value.trim(), 90)
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length)}…` : text
}

function title(text: string): void {
  say('', `── ${text} ${'─'.repeat(Math.max(3, 110 - text.length))}`)
}

function say(...lines: readonly string[]): void {
  process.stdout.write(lines.map(line => `${line}\n`).join(''))
}
