// The docker-compose.yml of the project, as a developer would write it for Meeshy.
import type { Images } from './images.ts'
import { redisServer, replicaSetMember } from './servers.ts'

/** What makes a project differ from the usual one. */
export type Variant = {
  /** Containers have names that contain neither the project nor the service. */
  readonly ownContainerNames?: boolean
  /** false: there is no redis in this project. */
  readonly redis?: boolean
  /** A second redis, append-only. */
  readonly redisAof?: boolean
  /** Data that no component takes: another database, a bind-mounted data directory, an anonymous volume. */
  readonly uncovered?: boolean
  /** Twenty more volumes, each with a small file. */
  readonly twentyVolumes?: boolean
}

/** The services by name, those of the variant included. */
export function services(variant: Variant): readonly string[] {
  const redis = variant.redis === false ? [] : ['redis']
  return [
    'database',
    ...redis,
    ...only(variant.redisAof, 'redis-aof'),
    'gateway',
    'translator',
    'nginx',
    ...only(variant.uncovered, 'analytics'),
  ]
}

/** The volumes by their names in the file. */
export function volumes(variant: Variant): readonly string[] {
  const redis = variant.redis === false ? [] : ['redis_data']
  return [
    'mongo_data',
    ...redis,
    ...only(variant.redisAof, 'redis_aof_data'),
    'gateway_uploads',
    'translator_models',
    ...extraVolumes(variant),
  ]
}

/** Those of `twentyVolumes`. */
export function extraVolumes(variant: Variant): readonly string[] {
  return variant.twentyVolumes ? Array.from({ length: 20 }, (_, n) => `extra${String(n + 1).padStart(2, '0')}`) : []
}

/** The name of a service's container. */
export function containerName(project: string, service: string, id: string, variant: Variant): string {
  if (!variant.ownContainerNames) return `${project}-${service}-1`
  return `${{ database: 'store', redis: 'cache', gateway: 'api', nginx: 'front' }[service] ?? service}-of-${id}`
}

/** The file's text. Passwords are not in it: they come from `.env` by Compose's own substitution. */
export function composeFile(project: string, id: string, images: Images, variant: Variant): string {
  const all = bodies(images, variant)
  const parts = services(variant).map(service => {
    const name = variant.ownContainerNames ? `    container_name: ${containerName(project, service, id, variant)}\n` : ''
    return `  ${service}:\n${name}${all[service]}    restart: unless-stopped\n`
  })
  const names = volumes(variant).map(name => `  ${name}:\n`)
  return `name: ${project}\n\nservices:\n${parts.join('\n')}\nvolumes:\n${names.join('')}`
}

function bodies(images: Images, variant: Variant): Readonly<Record<string, string>> {
  const extra = extraVolumes(variant).map(name => `      - ${name}:/app/extra/${name}\n`)
  return {
    database: `    image: ${images.mongo}
    command: ${command(replicaSetMember)}
    environment:
      MONGO_INITDB_ROOT_USERNAME: \${MONGO_ROOT_USER}
      MONGO_INITDB_ROOT_PASSWORD: \${MONGO_ROOT_PASSWORD}
      KEYFILE: \${MONGO_KEYFILE}
    volumes:
      - mongo_data:/data/db
    healthcheck:
      test: ["CMD", "bash", "-c", "</dev/tcp/127.0.0.1/27017"]
      interval: 10s
`,
    redis: redis(images, 'redis_data', 'REDIS_PASSWORD', '--save 3600 1'),
    'redis-aof': redis(images, 'redis_aof_data', 'REDIS_AOF_PASSWORD', '--save 3600 1 --appendonly yes'),
    gateway: `    image: ${images.app}
    environment:
      DATABASE_URL: \${DATABASE_URL}
      JWT_KEY_FILE: /run/secrets/jwt.key
      FILES: /app/uploads
    volumes:
      - gateway_uploads:/app/uploads
      - ./secrets:/run/secrets:ro
${extra.join('')}    depends_on: [database]
`,
    translator: `    image: ${images.app}
    environment:
      FILES: /app/models
    volumes:
      - translator_models:/app/models
`,
    nginx: `    image: ${images.nginx}
    command: ["nginx", "-c", "/etc/nginx/meeshy/nginx.conf", "-g", "daemon off;"]
    ports:
      - "127.0.0.1::443"
    volumes:
      - ./nginx:/etc/nginx/meeshy:ro
      - ./secrets:/etc/nginx/secrets:ro
    depends_on: [gateway, translator]
`,
    analytics: `    image: ${images.postgres}
    command: ["sleep", "infinity"]
    stop_signal: SIGKILL
    volumes:
      - ./analytics:/var/lib/postgresql/data
      - /var/cache/analytics
`,
  }
}

function redis(images: Images, volume: string, password: string, options: string): string {
  return `    image: ${images.redis}
    command: ${command(redisServer(options))}
    environment:
      REDIS_PASSWORD: \${${password}}
    volumes:
      - ${volume}:/data
    healthcheck:
      test: ["CMD", "redis-cli", "ping"]
      interval: 10s
`
}

/** A YAML list on one line. Compose interprets a single `$`, so it is doubled. */
function command(words: readonly string[]): string {
  return JSON.stringify(words).replaceAll('$', '$$$$')
}

function only(condition: boolean | undefined, name: string): readonly string[] {
  return condition ? [name] : []
}
