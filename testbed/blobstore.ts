// The blob side of the results service: the part of Azure's protocol that the toolkit's clients use. Every URL is signed.
import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'

type Blob = { readonly sig: string; readonly blocks: Map<string, Buffer>; content?: Buffer; type?: string }

export class BlobStore {
  readonly origin: string
  readonly #blobs = new Map<string, Blob>()

  constructor(origin: string) {
    this.origin = origin
  }

  /** A signed address of one blob: with it a client may write and read the blob. */
  newUrl(): string {
    const [path, sig] = [`/blobs/${randomBytes(8).toString('hex')}`, randomBytes(16).toString('hex')]
    this.#blobs.set(path, { sig, blocks: new Map() })
    return `${this.origin}${path}?sv=2025-11-05&sig=${sig}`
  }

  contentOf(url: string): Buffer | undefined {
    return this.#blobs.get(new URL(url).pathname)?.content
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', this.origin)
    const blob = this.#blobs.get(pathname)
    if (blob === undefined || blob.sig !== searchParams.get('sig')) return refuse(response, 403, 'AuthenticationFailed')
    if (request.method === 'PUT') return await this.#write(blob, searchParams, request, response)
    if (blob.content === undefined) return refuse(response, 404, 'BlobNotFound')
    const about = {
      'content-length': blob.content.length,
      'content-type': blob.type ?? 'application/octet-stream',
      'x-ms-blob-type': 'BlockBlob',
    }
    response.writeHead(200, { ...usual(), ...about }).end(request.method === 'HEAD' ? undefined : blob.content)
  }

  /** A block, the list that makes blocks a blob, or a whole blob. */
  async #write(blob: Blob, query: URLSearchParams, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const body = Buffer.concat(parts)
    const comp = query.get('comp')
    if (comp === 'block') blob.blocks.set(query.get('blockid') ?? '', body)
    else if (comp === 'blocklist') {
      const named = [...body.toString().matchAll(/<Latest>(.*?)<\/Latest>/g)].map(([, id = '']) => blob.blocks.get(id))
      if (named.includes(undefined)) return refuse(response, 400, 'InvalidBlockList')
      blob.content = Buffer.concat(named.filter(each => each !== undefined))
    } else blob.content = body
    const type = request.headers['x-ms-blob-content-type']
    if (typeof type === 'string') blob.type = type
    response.writeHead(201, usual()).end()
  }
}

function usual(): Record<string, string> {
  return {
    etag: `"${randomBytes(8).toString('hex')}"`,
    'last-modified': new Date().toUTCString(),
    'x-ms-request-id': randomBytes(8).toString('hex'),
    'x-ms-version': '2025-11-05',
  }
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { ...usual(), 'x-ms-error-code': code }).end()
}
