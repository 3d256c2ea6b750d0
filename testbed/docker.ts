// The Docker client as the bed calls it, with the Compose plugin from the cache if the machine has none.
import { existsSync } from 'node:fs'
import { cached } from './cache.ts'
import { attempt, type CommandOptions, command, text } from './command.ts'
import { socket } from './machine.ts'

/** The bed's Compose plugin, in a configuration folder of its own, so that no home changes. */
export const composePlugin = () => cached('docker-config', 'cli-plugins', 'docker-compose')

/** Variables for calls of `docker`: the engine on the default socket, whatever context this user has chosen, and Compose. */
export function dockerEnv(): Readonly<Record<string, string>> {
  return { DOCKER_HOST: `unix://${socket}`, ...(existsSync(composePlugin()) ? { DOCKER_CONFIG: cached('docker-config') } : {}) }
}

/** Runs `docker ARGUMENTS` and returns what it printed as text. */
export function docker(args: readonly string[], options: CommandOptions = {}): Promise<string> {
  return text(['docker', ...args], withEnv(options))
}

/** The same for output that is not text. */
export function dockerBytes(args: readonly string[], options: CommandOptions = {}): Promise<Buffer> {
  return command(['docker', ...args], withEnv(options))
}

/** Whether `docker ARGUMENTS` succeeds. */
export async function dockerSays(args: readonly string[]): Promise<boolean> {
  return (await attempt(['docker', ...args], withEnv({}))).code === 0
}

/** The lines that `docker ARGUMENTS` prints: names or ids, one per line. */
export async function dockerLines(args: readonly string[]): Promise<string[]> {
  return (await docker(args)).split('\n').filter(line => line !== '')
}

function withEnv(options: CommandOptions): CommandOptions {
  return { ...options, env: { ...dockerEnv(), ...options.env } }
}
