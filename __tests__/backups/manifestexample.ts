// A manifest as the server writes it, for tests to vary.

export type Written = Record<string, unknown> & {
  name: string
  archive: Record<string, unknown>
  components: Record<string, unknown>[]
}

/** A full backup of two components. The second range follows the first with room for a tar header between them. */
export function manifestExample(changes: Readonly<Record<string, unknown>> = {}): Written {
  return {
    schema: 1,
    kind: 'backup',
    name: 'pre-update-20261122_174512',
    runId: 'r-0f3a9c',
    sequence: 7,
    prefix: 'pre-update',
    scope: 'full',
    time: 1795369512,
    timeText: '2026-11-22T17:45:12Z',
    pinned: false,
    verified: 'read',
    runbook: true,
    archive: { file: 'pre-update-20261122_174512.tar.zst', bytes: 903_000_000, sha256: 'a'.repeat(64), compression: 'zstd' },
    components: [
      {
        name: 'database',
        kind: 'mongo',
        path: 'database/mongodb_20261122_174512.archive',
        rawBytes: 214_000_000,
        offset: 526,
        length: 61_000_000,
        sha256: 'b'.repeat(64),
        counts: { documents: 18_052, collections: 7 },
        contents: {},
        consistency: 'point-in-time',
        warnings: [],
        milliseconds: 4100,
        details: { container: 'meeshy-database', image: 'mongo:7.0' },
        paths: [],
      },
      {
        name: 'volumes/gateway_uploads',
        kind: 'volume',
        path: 'volumes/gateway_uploads.tar',
        rawBytes: 812_000_000,
        offset: 61_001_078,
        length: 790_000_000,
        sha256: 'c'.repeat(64),
        counts: { files: 1204 },
        contents: {},
        consistency: 'changed-while-read',
        warnings: ['changed-while-read: 2 files changed while they were read'],
        milliseconds: 5900,
        details: { volume: 'meeshy_gateway_uploads' },
        paths: [],
      },
    ],
    leftOut: [{ what: 'bind mount ./logs', why: 'no component takes it: see paths' }],
    warnings: [],
    host: { hostname: 'srv1', os: 'Debian GNU/Linux 12', docker: '28.2.2', tools: { tar: '1.34', zstd: '1.5.4' } },
    images: [{ container: 'meeshy-database', service: 'database', image: 'mongo:7.0', id: 'sha256:0123' }],
    project: { name: 'meeshy', appDir: '/opt/meeshy' },
    context: {
      repository: 'meeshy/meeshy',
      commit: '0f3a9c1',
      run: '42',
      attempt: '1',
      actor: 'ann',
      workflow: 'deploy',
      url: 'https://example.org/42',
    },
    milliseconds: 14_000,
    ...changes,
  }
}
