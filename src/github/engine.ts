// The Docker engine of a runner, through @actions/exec: whether it answers, and the images that a drill needs.
import { getExecOutput } from '@actions/exec'
import { BackupError } from '../messages/errors.ts'
import type { Here } from '../operations/drill.ts'
import type { Reporter } from '../report/console/reporter.ts'
import { inert, inertLines } from '../text/inert.ts'
import type { Transport } from '../transports/transport.ts'

/** This runner as a place to drill. It pulls images that it lacks and may fetch, and logs that. */
export function drillOnRunner(transport: Transport, reporter: Reporter): Here {
  return {
    transport,
    async prepare(images) {
      const version = await docker(['version', '--format', '{{.Server.Version}}'])
      if (version.exitCode !== 0)
        throw new BackupError({
          code: 'E_PREREQ',
          title: 'This runner has no Docker engine to drill with.',
          details: { Said: last(version) },
          safe: 'nothing was changed',
          next: 'run the job on a runner with Docker (ubuntu-24.04), or drill with where: server',
        })
      for (const { image, fetch } of images) {
        if ((await docker(['image', 'inspect', '--format', '{{.Id}}', image])).exitCode === 0) continue
        if (!fetch)
          throw new BackupError({
            code: 'E_VERIFY',
            title: `The drill cannot run on this runner: the image ${inert(image)} is not here, and a drill fetches the official images of databases alone.`,
            safe: 'nothing was started; the backup was not changed',
            next: 'if your application uses this image, docker pull it in a step before this one, or drill with where: server',
          })
        reporter.line(inert(`pulling ${image}`))
        const pulled = await docker(['pull', '--quiet', image])
        if (pulled.exitCode !== 0)
          throw new BackupError({
            code: 'E_VERIFY',
            title: `The drill cannot run on this runner: the image ${inert(image)} is not here, and cannot be pulled.`,
            details: { Said: last(pulled) },
            safe: 'the backup was not changed',
            next: 'log in to its registry before this step (docker/login-action), or drill with where: server',
          })
      }
    },
  }
}

type Ended = Awaited<ReturnType<typeof getExecOutput>>

/** Never throws for a program that fails. A name from a manifest is one word, and never becomes an option. */
async function docker(words: readonly string[]): Promise<Ended> {
  const [verb = '', ...rest] = words
  const name = rest.at(-1) ?? ''
  if (name.startsWith('-')) return { exitCode: 125, stdout: '', stderr: 'not the name of an image' }
  try {
    return await getExecOutput('docker', [verb, ...rest], { silent: true, ignoreReturnCode: true })
  } catch (error) {
    return { exitCode: 127, stdout: '', stderr: error instanceof Error ? error.message : String(error) }
  }
}

function last({ stderr, stdout }: Ended): string {
  return inertLines(`${stdout}${stderr}`.trim(), 20).slice(-3).join('\n')
}
