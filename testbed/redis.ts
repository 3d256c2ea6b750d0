// How the bed talks to a Redis server: with the client in its container, and the password in a variable, never in an argument.
import { setTimeout as delay } from 'node:timers/promises'
import { docker } from './docker.ts'

/** Runs `redis-cli ARGUMENTS` in `container` and returns what it printed. */
export function redisCli(container: string, password: string, args: readonly string[], input?: Buffer): Promise<string> {
  const auth = password === '' ? [] : ['--env', 'REDISCLI_AUTH']
  return docker(['exec', '--interactive', ...auth, container, 'redis-cli', '-e', ...args], {
    env: { REDISCLI_AUTH: password },
    ...(input === undefined ? {} : { input }),
  })
}

/** Waits until the server in `container` takes commands. */
export async function redisAnswers(container: string, password: string): Promise<void> {
  const deadline = Date.now() + 30_000
  const ping = () => redisCli(container, password, ['ping']).catch(String)
  for (let said = await ping(); said !== 'PONG'; said = await ping()) {
    if (Date.now() > deadline) throw new Error(`redis in ${container} does not answer: ${said}`)
    await delay(100)
  }
}
