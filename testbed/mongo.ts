// How the bed talks to a MongoDB server: by pymongo in a separate container in the network of the server.
import { pythonInside } from './inside.ts'

/** The address of a server and its login; without a user there is no login. */
export type MongoAt = { readonly container: string; readonly user?: string; readonly password?: string }

/** Runs a script of the bed, which reads its login on its standard input, and returns the JSON that it printed. */
export function mongoScript(script: string, { container, user, password }: MongoAt, args: readonly string[] = []): Promise<unknown> {
  const input = JSON.stringify(user === undefined ? {} : { user, password })
  return pythonInside(script, { flags: ['--network', `container:${container}`], args, input })
}

/** Waits until the server takes writes; with `replicaSet` it makes the server one first. */
export async function mongoReady(at: MongoAt, replicaSet: boolean): Promise<void> {
  await mongoScript('state/ready.py', at, replicaSet ? ['replica set'] : [])
}
