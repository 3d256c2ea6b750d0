// The files of the project beside its docker-compose.yml: settings, nginx, secrets.
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { command } from './command.ts'

/** Passwords as people make them, with characters that break careless quoting and unencoded URIs. */
export const passwords = {
  mongoUser: 'root',
  mongo: `p:w/d@é "x' $HOME`,
  redis: "it's a cache $pass",
  redisAof: 'append only pass',
}

/** Writes the files into `appDir`, which exists. The keys are new each time, and only the bed uses them. */
export async function writeAppDir(appDir: string, compose: string): Promise<void> {
  const write = (name: string, content: string, mode = 0o644) => writeFileSync(join(appDir, name), content, { mode })
  write('docker-compose.yml', compose)
  write('.env', dotEnv(), 0o600)
  write('env.production', 'NODE_ENV=production\nPUBLIC_URL=https://meeshy.example\nLOG_LEVEL=info\n', 0o640)

  for (const folder of ['nginx/sites-available', 'nginx/sites-enabled']) mkdirSync(join(appDir, folder), { recursive: true })
  write('nginx/nginx.conf', nginxConf)
  write('nginx/sites-available/meeshy.conf', siteConf)
  symlinkSync('../sites-available/meeshy.conf', join(appDir, 'nginx/sites-enabled/meeshy.conf'))

  mkdirSync(join(appDir, 'secrets'), { mode: 0o700 })
  write('secrets/jwt.key', randomBytes(32).toString('hex'), 0o600)
  write('secrets/api keys.json', `${JSON.stringify({ push: randomBytes(16).toString('hex'), mail: 'clé-privée' })}\n`, 0o600)
  const [key, certificate] = [join(appDir, 'secrets/tls.key'), join(appDir, 'secrets/tls.pem')]
  const subject = ['-subj', '/CN=meeshy.example', '-days', '3650']
  await command([
    'openssl',
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    ...subject,
    '-keyout',
    key,
    '-out',
    certificate,
  ])
  for (const file of [key, certificate]) chmodSync(file, 0o600)
}

function dotEnv(): string {
  const url = `mongodb://${passwords.mongoUser}:${encodeURIComponent(passwords.mongo)}@database:27017/meeshy?authSource=admin&directConnection=true`
  return `# Passwords of the stack: never commit this file.
MONGO_ROOT_USER=${passwords.mongoUser}
MONGO_ROOT_PASSWORD=${quoted(passwords.mongo)}
MONGO_KEYFILE=${randomBytes(48).toString('base64').replace(/[+/=]/g, 'x')}
REDIS_PASSWORD=${quoted(passwords.redis)}
REDIS_AOF_PASSWORD=${quoted(passwords.redisAof)}
DATABASE_URL=${url}
`
}

/** Double quotes of a Compose .env file, in which backslash, quote and dollar are escaped by a backslash. */
function quoted(value: string): string {
  return `"${value.replace(/[\\"$]/g, '\\$&')}"`
}

const nginxConf = `worker_processes 1;
pid /tmp/nginx.pid;
error_log /dev/stderr warn;
events { worker_connections 64; }
http {
  access_log off;
  include /etc/nginx/meeshy/sites-enabled/*.conf;
}
`

const siteConf = `server {
  listen 443 ssl;
  ssl_certificate /etc/nginx/secrets/tls.pem;
  ssl_certificate_key /etc/nginx/secrets/tls.key;
  location /models/ { proxy_pass http://translator:3000/files/; }
  location / { proxy_pass http://gateway:3000; }
}
`
