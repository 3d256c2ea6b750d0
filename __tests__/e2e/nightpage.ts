// The page for 3 a.m., in both languages, and a person who has it before the eyes: what is typed is what is printed.
import assert from 'node:assert/strict'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Bed } from '../../testbed/bed.ts'
import { dockerEnv } from '../../testbed/docker.ts'
import { type Answer, onTerminal } from './terminal.ts'

const root = join(import.meta.dirname, '../..')

/** The pages as they are written. */
export const [english, french] = ['restore.md', 'restauration.md'].map(page => readFileSync(join(root, 'docs', page), 'utf8')) as [
  string,
  string,
]

/** Every block that a page marks with `<!-- run: NAME -->`, in its order. */
export function blocksOf(page: string): ReadonlyMap<string, string> {
  const found = page.matchAll(/^<!-- run: (.+) -->\n```sh\n([\s\S]*?)^```$/gm)
  return new Map([...found].map(([, name = '', commands = '']) => [name, commands]))
}

/** The names that stand for yours in the pages, and what they are on a bed. */
export type Names = Readonly<Record<string, string>>

export function namesOn({ project, sshd }: Bed): Names {
  return {
    '/opt/meeshy': project.appDir,
    'meeshy-database': project.containers['database'] ?? '',
    meeshy_mongo_data: project.volumes['mongo_data'] ?? '',
    'deploy@deploy.example.org': `${sshd.user}@${sshd.host}:${sshd.port}`,
  }
}

/** A block as it is printed, with these names in the place of those that stand for yours. */
export function printed(block: string, names: Names): string {
  const commands = blocksOf(english).get(block)
  assert.ok(commands !== undefined, `docs/restore.md has no block '${block}'`)
  const any = new RegExp(
    Object.keys(names)
      .map(name => name.replaceAll('.', '\\.'))
      .join('|'),
    'g',
  )
  return commands.replace(any, name => names[name] ?? '')
}

export const oui: Answer = { to: /Type OUI to go on/, type: 'OUI' }
export const choose = (backup: string): Answer => ({ to: /Which one\?/, type: backup })

export type Person = {
  /** Types a block on a terminal, and answers; it must succeed. Returns what the terminal showed. */
  type(block: string, answers?: readonly Answer[], more?: Names): Promise<string>
  /** The directory it is typed in, which is the person's home too. */
  readonly home: string
}

/**
 * A reader with Node, a key of the server in the usual place, and `npx`: the one here takes the program of this package from this
 * checkout instead of the registry. The application is not in /opt/meeshy, so --app-dir is added to each, as the page says.
 */
export function personOf(bed: Bed): Person {
  const home = mkdtempSync(join(bed.lease.folder, 'person-'))
  for (const folder of ['.ssh', 'bin']) mkdirSync(join(home, folder))
  copyFileSync(bed.sshd.privateKeyPath, join(home, '.ssh/id_ed25519'))
  copyFileSync(bed.sshd.knownHostsPath, join(home, '.ssh/known_hosts'))
  const { name, bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { name: string; bin: Record<string, string> }
  const shim = (command: string, before: string, program: string) => {
    assert.ok(bin[program], `the package has a program ${program}`)
    const run = `exec '${process.execPath}' '${join(root, bin[program] ?? '')}' "$@" --app-dir '${bed.project.appDir}'`
    writeFileSync(join(home, 'bin', command), `#!/bin/sh\n${before}${run}\n`, { mode: 0o755 })
  }
  // Of a package with several programs npx runs the one of the package's name, less its scope.
  shim('npx', `[ "$1" = '${name}' ] || exit 127\nshift\n`, name.replace(/^@.*\//, ''))
  shim('meeshy-backup', '', 'meeshy-backup')
  const env = { ...dockerEnv(), HOME: home, PATH: `${join(home, 'bin')}:${process.env['PATH']}` }
  return {
    home,
    async type(block, answers = [], more = {}) {
      const { code, text } = await onTerminal(['sh', '-ec', printed(block, { ...namesOn(bed), ...more })], answers, { env, cwd: home })
      assert.equal(code, 0, text)
      return text
    },
  }
}
