// The bed by hand: `npm run bed` brings one up and keeps it until Ctrl-C; `prepare` only fills the cache; `down` removes
// the remains of killed runs.
import { openBed } from './bed.ts'
import { startEngine } from './engine.ts'
import { images } from './images.ts'
import { sweep } from './lease.ts'
import { installMissing, whyNot } from './machine.ts'
import type { Seed } from './project.ts'
import { timed } from './report.ts'

const usage = `usage: npm run bed -- [small | large | prepare | down]
  small, large   bring a bed up with so much in it (small by default) and keep it until Ctrl-C
  prepare        install packages and build images, so that the next bed is up in seconds
  down           remove the remains of killed runs, and end the engine if no bed uses it
`

process.exitCode = await main(process.argv.slice(2))

async function main([verb = 'small', ...rest]: readonly string[]): Promise<number> {
  if (rest.length > 0 || !['small', 'large', 'prepare', 'down'].includes(verb)) {
    process.stderr.write(usage)
    return 2
  }
  const reason = whyNot()
  if (reason !== null) {
    process.stderr.write(`No bed here: ${reason}\n`)
    return 1
  }
  if (verb === 'prepare') await prepare()
  else if (verb === 'down') await down()
  else await keep(verb as Seed)
  return 0
}

async function prepare(): Promise<void> {
  await timed('packages', installMissing)
  const engine = await startEngine()
  try {
    await timed('images', images)
  } finally {
    await engine.close()
  }
}

async function down(): Promise<void> {
  const engine = await startEngine()
  try {
    const dead = await sweep()
    process.stdout.write(dead.length === 0 ? 'Nothing was left behind.\n' : `Removed ${dead.map(id => `bed ${id}`).join(', ')}.\n`)
  } finally {
    await engine.close()
  }
}

async function keep(seed: Seed): Promise<void> {
  const bed = await openBed({ seed })
  try {
    const { project, sshd } = bed
    process.stdout.write(`
Project  ${project.name} in ${project.appDir}
         ${Object.values(project.containers).join(' ')}
MongoDB  ${project.mongo.user} / ${project.mongo.password}
Redis    ${project.redis?.password}
SSH      ssh -i ${sshd.privateKeyPath} -o UserKnownHostsFile=${sshd.knownHostsPath} -p ${sshd.port} ${sshd.user}@${sshd.host}
         ${sshd.fingerprint}
Ctrl-C removes all of it.
`)
    await interruption()
  } finally {
    await timed('all removed', () => bed.close())
  }
}

/** Waits for Ctrl-C or its like. Listening for a signal does not keep a process alive, so a timer does. */
function interruption(): Promise<void> {
  return new Promise(resolve => {
    const alive = setInterval(() => {}, 60_000)
    const end = () => {
      clearInterval(alive)
      resolve()
    }
    // A terminal and a program that forwards its signals may both send one: none may interrupt the cleanup.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
  })
}
