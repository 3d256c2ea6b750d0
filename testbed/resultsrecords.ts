// The state of the bed's results service: the artifacts and cache entries of one run, and its answer to each call.
import { createHash } from 'node:crypto'
import type { BlobStore } from './blobstore.ts'

export type Artifact = {
  readonly id: number
  readonly name: string
  readonly size: number
  readonly digest: string
  readonly expires?: string
}
export type CacheEntry = { readonly key: string; readonly version: string; readonly bytes: Buffer }

type Body = Readonly<Record<string, string | readonly string[] | undefined>>
/** An answer that is not 200, as twirp says it. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string
  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

/** The stored requests, and the answers. Requests use field names in snake_case, or in camelCase. */
export class Records {
  readonly artifacts: Artifact[] = []
  readonly caches: CacheEntry[] = []
  readonly #blobs: BlobStore
  readonly #open = new Map<string, { readonly url: string; readonly expires?: string }>()

  constructor(blobs: BlobStore) {
    this.#blobs = blobs
  }

  call(call: string, body: Body): object {
    const field = (name: string) => body[name] ?? body[name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())]
    const text = (name: string) => String(field(name) ?? '')
    if (
      call.startsWith('ArtifactService/') &&
      `${text('workflow_run_backend_id')} ${text('workflow_job_run_backend_id')}` !== 'run-1 job-1'
    )
      throw new Refusal(400, 'invalid_argument', 'these are not the ids of the token')
    const answers: Readonly<Record<string, () => object>> = {
      'ArtifactService/CreateArtifact': () => this.#create(text('name'), text('expires_at')),
      'ArtifactService/FinalizeArtifact': () => this.#finalize(text('name'), Number(text('size')), text('hash')),
      'ArtifactService/ListArtifacts': () => ({ artifacts: this.#found(text('name_filter'), text('id_filter')) }),
      'ArtifactService/GetSignedArtifactURL': () => ({ signed_url: this.#urlOf(text('name')) }),
      'CacheService/CreateCacheEntry': () => this.#reserve(text('key'), text('version')),
      'CacheService/FinalizeCacheEntryUpload': () => this.#save(text('key'), text('version'), Number(text('size_bytes'))),
      'CacheService/GetCacheEntryDownloadURL': () =>
        this.#lookUp([text('key'), ...((field('restore_keys') as readonly string[] | undefined) ?? [])], text('version')),
    }
    const found = answers[call]
    if (found === undefined) throw new Refusal(404, 'bad_route', `there is no ${call}`)
    return found()
  }

  #create(name: string, expires: string): object {
    if (this.#open.has(`artifact ${name}`)) throw new Refusal(409, 'already_exists', 'an artifact with this name already exists')
    const url = this.#blobs.newUrl()
    this.#open.set(`artifact ${name}`, { url, ...(expires !== '' && { expires }) })
    return { ok: true, signed_upload_url: url }
  }

  #finalize(name: string, size: number, hash: string): object {
    const { url, expires } = this.#opened(`artifact ${name}`)
    const bytes = this.#blobs.contentOf(url)
    const digest = `sha256:${createHash('sha256')
      .update(bytes ?? '')
      .digest('hex')}`
    if (bytes?.length !== size || digest !== hash) throw new Refusal(400, 'invalid_argument', 'size and hash are not those of the blob')
    const id = this.artifacts.length + 101
    this.artifacts.push({ id, name, size, digest, ...(expires !== undefined && { expires }) })
    return { ok: true, artifact_id: String(id) }
  }

  #found(name: string, id: string): object[] {
    return this.artifacts
      .filter(each => (name === '' || each.name === name) && (id === '' || String(each.id) === id))
      .map(each => ({
        workflow_run_backend_id: 'run-1',
        workflow_job_run_backend_id: 'job-1',
        database_id: String(each.id),
        name: each.name,
        size: String(each.size),
        created_at: '2026-11-24T12:00:00Z',
        digest: each.digest,
      }))
  }

  #urlOf(name: string): string {
    if (!this.artifacts.some(each => each.name === name)) throw new Refusal(404, 'not_found', 'there is no such artifact')
    return this.#opened(`artifact ${name}`).url
  }

  #reserve(key: string, version: string): object {
    if (this.#open.has(`cache ${key} ${version}`)) throw new Refusal(409, 'already_exists', 'the cache entry exists')
    const url = this.#blobs.newUrl()
    this.#open.set(`cache ${key} ${version}`, { url })
    return { ok: true, signed_upload_url: url }
  }

  #save(key: string, version: string, size: number): object {
    const bytes = this.#blobs.contentOf(this.#opened(`cache ${key} ${version}`).url)
    if (bytes?.length !== size) throw new Refusal(400, 'invalid_argument', 'this is not the size of the blob')
    this.caches.push({ key, version, bytes })
    return { ok: true, entry_id: String(this.caches.length) }
  }

  /** The exact key first, then by prefix in the order given, newest first. A miss is no error. */
  #lookUp([exact = '', ...prefixes]: readonly string[], version: string): object {
    const known = this.caches.filter(each => each.version === version || each.version === 'any').toReversed()
    const found = known.find(each => each.key === exact) ?? prefixes.flatMap(prefix => known.filter(each => each.key.startsWith(prefix)))[0]
    if (found === undefined) return { ok: false }
    const opened = this.#open.get(`cache ${found.key} ${found.version}`)
    return { ok: true, signed_download_url: opened?.url ?? this.#blobs.newUrl(), matched_key: found.key }
  }

  #opened(what: string) {
    const opened = this.#open.get(what)
    if (opened === undefined) throw new Refusal(404, 'not_found', `${what} was not begun`)
    return opened
  }
}
