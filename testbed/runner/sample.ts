// A small application on a server of its own: files in a temporary folder, an SSH server in this process, no Docker. Tests
// that need no containers run on it anywhere; the demo uses it too.
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keyPair } from '../ssh/keypair.ts'
import { type SshServer, startSshServer } from '../ssh/sshserver.ts'

export type Sample = {
  /** The folder of the whole sample; `opt/meeshy` in it is the application. */
  readonly folder: string
  readonly appDir: string
  readonly backupDir: string
  readonly server: SshServer
  readonly privateKey: string
  /** Secrets in its files, which must appear nowhere else. */
  readonly secrets: readonly string[]
  /** The action's inputs to find it and log in. */
  readonly access: Readonly<Record<'host' | 'port' | 'user' | 'private-key' | 'known-hosts', string>>
  close(): Promise<void>
}

export type SampleOptions = {
  /** The size of the uploads, in incompressible bytes. */
  readonly uploads?: number
}

export async function startSample({ uploads = 300_000 }: SampleOptions = {}): Promise<Sample> {
  const folder = mkdtempSync(join(tmpdir(), 'meeshy-sample-'))
  const appDir = join(folder, 'opt', 'meeshy')
  const secrets = writeApplication(appDir, uploads)
  const key = keyPair()
  // Hides this machine's Docker engine, so that the result does not depend on the machine.
  const env = {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    HOME: folder,
    DOCKER_HOST: `unix://${folder}/no-engine.sock`,
  }
  const server = await startSshServer({ user: 'deploy', authorizedKey: key.public, hostKeys: [keyPair().private], env })
  return {
    folder,
    appDir,
    backupDir: join(appDir, 'backups'),
    server,
    privateKey: key.private,
    secrets,
    access: {
      host: server.host,
      port: String(server.port),
      user: server.user,
      'private-key': key.private,
      'known-hosts': server.knownHosts,
    },
    async close() {
      await server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function writeApplication(appDir: string, uploads: number): string[] {
  const write = (name: string, content: string | Uint8Array, mode = 0o644) => {
    mkdirSync(join(appDir, name, '..'), { recursive: true })
    writeFileSync(join(appDir, name), content, { mode })
  }
  const [password = '', token = ''] = [0, 1].map(() => randomBytes(18).toString('base64url'))
  write('docker-compose.yml', 'services:\n  gateway:\n    image: meeshy/gateway\n    volumes: ["./uploads:/app/uploads"]\n')
  write('.env', `DATABASE_URL=mongodb://meeshy:${password}@database/meeshy\n`, 0o600)
  write('nginx/nginx.conf', 'server { listen 80; location / { proxy_pass http://gateway:3000; } }\n')
  write('secrets/jwt.key', `${token}\n`, 0o600)
  write('uploads/notes/Réunion "été" 2026.txt', 'A name with all that breaks careless quoting.\n')
  for (let n = 0; n < 4; n++) write(`uploads/photos/${n}.jpg`, randomBytes(Math.ceil(uploads / 4)))
  return [password, token]
}
