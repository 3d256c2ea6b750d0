// An application that does not stop for a backup: it writes two collections in turns, so that no moment has them further apart than one.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { dockerEnv } from '../../testbed/docker.ts'

const script = `
import os, sys, threading, pymongo
collections = pymongo.MongoClient(os.environ["DATABASE_URL"])["lockstep"]
going = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), going.set()), daemon=True).start()
n = 0
while not going.is_set():
    collections["first"].insert_one({"_id": n})
    collections["second"].insert_one({"_id": n})
    n += 1
    if n == 50:
        print("writing", flush=True)
print(n, flush=True)
`

/** `stop` ends it and says how many documents each collection has by then. */
export type Writer = { stop(): Promise<number> }

/** Starts writing from inside a container of the application; it is at work when this returns. */
export async function startWriter(container: string): Promise<Writer> {
  const child = spawn('docker', ['exec', '--interactive', container, 'python3', '-c', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...dockerEnv() },
  })
  let said = ''
  const ended = once(child, 'close')
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (bytes: Buffer) => {
      said += bytes.toString()
      if (said.includes('writing\n')) resolve()
    })
    child.on('close', code => reject(new Error(`the writer ended with status ${code}`)))
  })
  return {
    async stop() {
      child.stdin.end()
      await ended
      return Number(said.split('\n')[1])
    },
  }
}
