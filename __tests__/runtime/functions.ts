// Functions of the runtime on their own, without a run around them.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { runtime } from '../../src/script/render.ts'
import type { Shell } from '../../testbed/shell/shells.ts'

/** Stdout of shell text that follows the runtime's functions. It has a work directory, and stdin. */
export function call(
  shell: Shell,
  text: string,
  { input = '', words = [] }: { input?: string | Buffer; words?: readonly string[] } = {},
): Buffer {
  const work = mkdtempSync(join(tmpdir(), 'functions-'))
  const script = [
    ...runtime(),
    `MB_WORK=${work} MB_DIR=/nowhere MB_AT=/nowhere MB_RUN=alone MB_CLIENT=0 MB_TAR=${shell.tar}`,
    'exec 4>&2',
    'mb_environment',
    text,
  ].join('\n')
  // As a file: all functions together are longer than one argument may be.
  const file = `${work}.sh`
  writeFileSync(file, script)
  try {
    return execFileSync(join(shell.path[0] ?? '', 'sh'), [file, ...words], {
      input,
      env: { PATH: shell.path.join(delimiter) },
      maxBuffer: 1 << 28,
      stdio: ['pipe', 'pipe', 'inherit'],
    })
  } finally {
    rmSync(work, { recursive: true, force: true })
    rmSync(file)
  }
}
