// Runs a Python script of the bed in a throw-away container with what it needs: pymongo, a volume, another container's network.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { dockerBytes } from './docker.ts'
import { images } from './images.ts'

export type Inside = {
  /** `docker run` options: `--network container:X`, `--mount …`. */
  readonly flags: readonly string[]
  /** The script's own arguments. */
  readonly args?: readonly string[]
  /** Its standard input, through which passwords pass. */
  readonly input?: string
}

/** Runs `script`, a path beside this file, and returns the JSON it printed. */
export async function pythonInside(script: string, { flags, args = [], input = '' }: Inside): Promise<unknown> {
  const source = readFileSync(join(import.meta.dirname, script), 'utf8')
  const { app } = await images()
  return JSON.parse(
    (await dockerBytes(['run', '--rm', '--interactive', ...flags, app, 'python3', '-c', source, ...args], { input })).toString(),
  )
}
