// The Meeshy stack as facts and settings, for tests of what is decided from them: no server, no Docker.
import type { Container, Facts, Mount, Volume } from '../../src/server/facts.ts'
import { projectOf } from '../../src/server/project.ts'
import type { Settings } from '../../src/settings/settings.ts'
import { asked, viewOf as lookAt } from '../../src/sources/registry.ts'
import type { View } from '../../src/sources/source.ts'

const app = '/opt/meeshy'

export function container(service: string, image: string, more: Partial<Container> = {}): Container {
  return {
    id: service.padEnd(64, '0').replaceAll(/[^0-9a-f]/g, 'a'),
    name: `meeshy-${service}-1`,
    image,
    imageId: `sha256:${service}`,
    state: 'running',
    project: 'meeshy',
    service,
    directory: app,
    files: [`${app}/docker-compose.yml`],
    environmentFiles: [`${app}/.env`],
    mounts: [],
    hints: {},
    ...more,
  }
}

export function volume(shortName: string, more: Partial<Volume> = {}): Volume {
  const name = `meeshy_${shortName}`
  return { name, driver: 'local', mountpoint: `/var/lib/docker/volumes/${name}/_data`, kind: '', project: 'meeshy', shortName, ...more }
}

export function mounted(shortName: string, destination: string): Mount {
  return {
    type: 'volume',
    name: `meeshy_${shortName}`,
    source: `/var/lib/docker/volumes/meeshy_${shortName}/_data`,
    destination,
    writable: true,
  }
}

export function bound(source: string, destination: string, writable = false): Mount {
  return { type: 'bind', name: '', source, destination, writable }
}

export const stack: readonly Container[] = [
  container('database', 'mongo:8.0', {
    mounts: [mounted('mongo_data', '/data/db'), { ...mounted('', '/data/configdb'), name: 'f'.repeat(64) }],
  }),
  container('redis', 'redis:7.4', { mounts: [mounted('redis_data', '/data')] }),
  container('gateway', 'meeshy/gateway:2.1', { mounts: [mounted('gateway_uploads', '/app/uploads')] }),
  container('translator', 'meeshy/translator:2.1', { mounts: [mounted('translator_models', '/app/models')] }),
  container('nginx', 'nginx:1.27', { mounts: [bound(`${app}/nginx`, '/etc/nginx'), bound(`${app}/secrets`, '/etc/tls')] }),
]

const volumes = ['mongo_data', 'redis_data', 'gateway_uploads', 'translator_models'].map(name => volume(name))
const tools =
  'awk cat cp cut date dd du find flock grep gzip head ln mkfifo mv od openssl readlink rm sed sleep sort stat sync tail tee timeout tr'

export const facts: Facts = {
  hostname: 'srv1',
  os: 'Debian GNU/Linux 12 (bookworm)',
  user: { id: 0, name: 'root' },
  free: 41_000_000_000,
  freeInodes: 1_000_000,
  tools: new Map([...tools.split(' ').map((tool): [string, string] => [tool, '']), ['tar', 'tar (GNU tar) 1.34'], ['zstd', 'v1.5.4']]),
  docker: { client: '28.2.2', server: '28.2.2' },
  dockerError: '',
  containers: stack,
  volumes,
  application: {
    path: app,
    entries: [
      { name: 'docker-compose.yml', kind: 'file' },
      { name: '.env', kind: 'file' },
      { name: '.env.example', kind: 'file' },
      { name: 'env.production', kind: 'file' },
      { name: 'nginx', kind: 'directory' },
      { name: 'secrets', kind: 'directory' },
      { name: 'backups', kind: 'directory' },
    ],
  },
  sizes: new Map([
    ['/var/lib/docker/volumes/meeshy_mongo_data/_data', 300_000_000],
    ['/var/lib/docker/volumes/meeshy_redis_data/_data', 20_000_000],
    ['/var/lib/docker/volumes/meeshy_gateway_uploads/_data', 812_000_000],
    ['/var/lib/docker/volumes/meeshy_translator_models/_data', 1_900_000_000],
  ]),
  present: new Set(),
  listing: { now: 1_795_000_000, restoreIncomplete: false, entries: [], manifests: [], skips: [], old: [] },
}

export const settings: Settings = {
  target: { kind: 'local', sudo: false },
  appDir: app,
  backupDir: `${app}/backups`,
  prefix: 'pre-update',
  scope: 'full',
  sources: {
    'mongo-container': undefined,
    'mongo-uri': undefined,
    'mongo-databases': undefined,
    'redis-container': undefined,
    'redis-password': undefined,
    volumes: 'auto',
    paths: undefined,
    'config-paths': 'auto',
    'secret-paths': 'auto',
  },
  quiesce: 'none',
  quiesceServices: [],
  compression: 'auto',
  verify: 'read',
  policy: { keep: 3 },
  minFree: 1_000_000_000,
  timeout: 1800,
  lockTimeout: 600,
  clientTimeout: 60,
  dryRun: false,
  verification: { backup: 'latest', level: 'read', where: 'server' },
  restore: { backup: 'latest', components: 'all', outside: [], exact: false, mode: 'restore' },
  names: [],
  maxAge: 604_800,
}

/** What differs from the usual settings. */
export type Asked = Partial<Omit<Settings, 'sources'>> & { readonly sources?: Partial<Settings['sources']> }

/** The view of a stack that differs from Meeshy's in what is given. */
export function viewOf(change: { readonly facts?: Partial<Facts>; readonly settings?: Asked } = {}): View {
  const seen = { ...facts, ...change.facts }
  const wanted = { ...settings, ...change.settings, sources: { ...settings.sources, ...change.settings?.sources } }
  return lookAt({ facts: seen, settings: wanted, project: projectOf(seen, wanted, asked(wanted)), last: undefined })
}
