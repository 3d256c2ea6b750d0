// GitHub's results service, artifacts and caches (v2), as the toolkit's own clients speak it: twirp over JSON, and signed URLs to a
// blob store. It can fail as the real one does. Tests can see what it stores.
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { BlobStore } from './blobstore.ts'
import { type Artifact, type CacheEntry, Records, Refusal } from './resultsrecords.ts'

/** `hang`: takes requests and never answers. `slow`: answers after a second. `denied`: answers 403. */
export type Mood = 'well' | 'failing' | 'hang' | 'slow' | 'denied'

export type ResultsService = {
  /** The variables that the runner sets for a step. */
  readonly variables: Readonly<Record<string, string>>
  readonly artifacts: readonly Artifact[]
  readonly caches: readonly CacheEntry[]
  /** `ArtifactService/CreateArtifact`, `PUT blob`, …, in their order. */
  readonly log: readonly string[]
  /** How it answers the calls whose name begins so; the last setting for a call counts. */
  become(mood: Mood, call?: string): void
  /** Adds a cache entry, as anyone can who may write caches. */
  poison(key: string, version: string): void
  close(): Promise<void>
}

export async function startResultsService(): Promise<ResultsService> {
  const log: string[] = []
  const moods: { readonly mood: Mood; readonly call: string }[] = []
  const token = tokenFor('run-1', 'job-1')
  const server = createServer((request, response) => {
    const call = callOf(request)
    log.push(call)
    const mood = moods.findLast(each => call.startsWith(each.call))?.mood ?? 'well'
    answer(request, response, call, mood).catch(thrown => refuse(response, thrown))
  })
  const blobs = new BlobStore(await listen(server))
  const records = new Records(blobs)

  async function answer(request: IncomingMessage, response: ServerResponse, call: string, mood: Mood): Promise<void> {
    if (mood === 'hang') return
    if (mood === 'slow') await sleep(1000)
    if (mood === 'failing') throw new Refusal(500, 'internal', 'something broke here')
    if (mood === 'denied') throw new Refusal(403, 'permission_denied', 'not for you')
    if (call.endsWith(' blob')) return await blobs.answer(request, response)
    if (request.headers.authorization !== `Bearer ${token}`) throw new Refusal(401, 'unauthenticated', 'the token is not of this run')
    send(response, 200, records.call(call, JSON.parse(String(await bodyOf(request)))))
  }

  return {
    variables: {
      ACTIONS_RESULTS_URL: `${blobs.origin}/`,
      ACTIONS_RUNTIME_TOKEN: token,
      ACTIONS_CACHE_SERVICE_V2: 'True',
      NO_PROXY: '127.0.0.1',
    },
    artifacts: records.artifacts,
    caches: records.caches,
    log,
    become: (mood, call = '') => moods.push({ mood, call }),
    poison: (key, version) => records.caches.push({ key, version, bytes: Buffer.from('not an archive') }),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** A token with a signature that no client checks; the two ids come back in every request about artifacts. */
function tokenFor(run: string, job: string): string {
  const payload = { scp: `Actions.ExampleScope Actions.Results:${run}:${job}` }
  const parts = [{ alg: 'HS256', typ: 'JWT' }, payload].map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
  return [...parts, randomBytes(16).toString('base64url')].join('.')
}

function callOf({ url = '', method }: IncomingMessage): string {
  const [, service] = /^\/twirp\/github\.actions\.results\.api\.v1\.(.+)$/.exec(url) ?? []
  return service ?? `${method} blob`
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

function refuse(response: ServerResponse, thrown: unknown): void {
  if (thrown instanceof Refusal) send(response, thrown.status, { code: thrown.code, msg: thrown.message })
  else send(response, 500, { code: 'internal', msg: String(thrown) })
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return `http://127.0.0.1:${address.port}`
}
