// How the bed speaks to a MongoDB server: by pymongo in a container of its own, beside the server in the same network.
import { pythonInside } from './inside.ts'

/** Where a server is and who may read it; without a user nobody logs in. */
export type MongoAt = { readonly container: string; readonly user?: string; readonly password?: string }

/** Runs a script of ours, which logs in with what it reads on its standard input, and returns the JSON it printed. */
export function mongoScript(script: string, { container, user, password }: MongoAt, args: readonly string[] = []): Promise<unknown> {
  const input = JSON.stringify(user === undefined ? {} : { user, password })
  return pythonInside(script, { flags: ['--network', `container:${container}`], args, input })
}

/** Waits until the server takes writes; one that is to be a replica set becomes one. */
export async function mongoReady(at: MongoAt, replicaSet: boolean): Promise<void> {
  await mongoScript('state/ready.py', at, replicaSet ? ['replica set'] : [])
}
