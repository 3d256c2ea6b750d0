// The one table of options. The parser, action.yml, the command line's flags and help, and the README's tables come from it.

import { compressors } from '../backups/formats.ts'
import { scopes } from '../backups/scopes.ts'
import { connectionUri } from './kinds/connectionuri.ts'
import { listOf, wordsOrListOf } from './kinds/lists.ts'
import {
  artifactName,
  backupChoice,
  backupOrFile,
  componentName,
  containerName,
  databaseName,
  serviceName,
  sha256,
  volumeName,
} from './kinds/names.ts'
import { fingerprint, host, port, user } from './kinds/network.ts'
import { count, duration, period, size } from './kinds/numbers.ts'
import { directory, listedPath } from './kinds/paths.ts'
import { document, passphrase, password, secretDocument, sentence } from './kinds/texts.ts'
import { boolean, oneOf } from './kinds/words.ts'
import { allOperations, type Operation, type Option } from './option.ts'
import {
  artifactDetails,
  askablePrefixes,
  checkLevels,
  compressionChoices,
  type ListedPath,
  quiesceModes,
  verifyLevels,
  verifyPlaces,
} from './settings.ts'

const anywhere: readonly Operation[] = allOperations
const whereMade: readonly Operation[] = ['backup', 'check', 'script']
const ofOnePrefix: readonly Operation[] = [...whereMade, 'prune']
const wherePlanned: readonly Operation[] = [...ofOnePrefix, 'list']
const underLock: readonly Operation[] = ['backup', 'restore', 'verify', 'prune', 'pin', 'unpin', 'delete', 'script', 'recover']
const madeOrRestored: readonly Operation[] = [...whereMade, 'restore']
const readOrRestored: readonly Operation[] = ['restore', 'verify']
const byItsTools: readonly Operation[] = [...madeOrRestored, 'verify']
const byName: readonly Operation[] = ['pin', 'unpin', 'delete']
const restored: readonly Operation[] = ['restore']
// How a workflow writes what is stored beside it.
const stored = (name: string): string => `\${{ ${name} }}`
const components = { alone: ['database', 'redis', 'config', 'secrets'], named: ['database', 'volumes', 'paths'] } as const
const samePath = (listed: ListedPath): string => listed.path

export const options = {
  host: {
    group: 'where',
    kind: host,
    required: true,
    operations: anywhere,
    summary: 'Host name or IP address of the server',
    doc: 'On the command line `--host deploy@deploy.example.org:2222` says user and port too; without `--host` it is this machine.',
    example: 'deploy.example.org',
  },
  port: {
    group: 'where',
    kind: port,
    default: '22',
    operations: anywhere,
    summary: 'SSH port of the server',
    example: '22',
  },
  user: {
    group: 'where',
    kind: user,
    required: true,
    operations: anywhere,
    summary: 'User to log in as; one who may use Docker, or see sudo',
    example: 'deploy',
  },
  'private-key': {
    group: 'where',
    kind: secretDocument(65_536),
    required: true,
    secret: true,
    operations: anywhere,
    summary: 'Private key of that user, in OpenSSH or PEM form',
    doc: 'Line ends and indentation that a secret store has mangled are repaired. The key stays in memory.',
    example: stored('secrets.DEPLOY_KEY'),
  },
  passphrase: {
    group: 'where',
    kind: passphrase,
    secret: true,
    operations: anywhere,
    summary: 'Passphrase of the private key, if it has one',
    example: stored('secrets.DEPLOY_KEY_PASSPHRASE'),
  },
  'known-hosts': {
    group: 'where',
    kind: document(1_000_000),
    operations: anywhere,
    summary: 'known_hosts lines of the server; nothing is sent to a server whose key is not known',
    doc: 'All forms of known_hosts are read, hashed host names too. A first run without it fails, and prints the line to store.',
    example: stored('vars.DEPLOY_KNOWN_HOSTS'),
  },
  'host-fingerprint': {
    group: 'where',
    kind: listOf(fingerprint),
    operations: anywhere,
    summary: 'SHA256 fingerprints of the host key, one a line; may stand instead of known-hosts or beside it',
    doc: 'As `ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub` prints it on the server. With several, one that matches is enough.',
    example: 'SHA256:uNiVztksCsDhcc0u9e8BrqmOSv6C0uNRzCOnCBFvV04',
  },
  sudo: {
    group: 'where',
    kind: boolean,
    default: 'false',
    operations: anywhere,
    summary: 'Work through `sudo -n` on the server',
    doc: 'For a user who may use sudo without a password instead of being in the `docker` group.',
    example: 'true',
  },
  'connect-timeout': {
    group: 'where',
    kind: duration(1, 300),
    default: '20s',
    operations: anywhere,
    summary: 'How long one attempt to connect may take',
    example: '20s',
  },

  'app-dir': {
    group: 'what',
    kind: directory,
    default: '/opt/meeshy',
    operations: anywhere,
    summary: 'Directory of the Compose project on the server',
    doc: 'Its containers, volumes and files are found from here, by the labels that Compose gives them.',
    example: '/opt/meeshy',
  },
  'backup-dir': {
    group: 'what',
    kind: directory,
    operations: anywhere,
    summary: 'Directory for the backups on the server; backups in app-dir when empty',
    doc: 'Made with mode 0700 if it is missing. Best on another disk than the data.',
    example: '/opt/meeshy/backups',
  },
  prefix: {
    group: 'what',
    kind: oneOf('PREFIX', askablePrefixes),
    default: 'pre-update',
    operations: ofOnePrefix,
    summary: 'What the backup is made for: pre-update, nightly, pre-reset or manual',
    doc: 'Names begin with it, and rotation counts each prefix by itself: a nightly never pushes out a pre-update.',
    example: 'nightly',
  },
  scope: {
    group: 'what',
    kind: oneOf('SCOPE', scopes),
    default: 'full',
    operations: whereMade,
    summary: 'How much is kept: database, full, or critical',
    doc: '`database` is the database alone, without secrets. `critical` is full, proven by a drill, and rotation leaves it until someone releases it.',
    example: 'database',
  },

  backup: {
    group: 'back',
    kind: backupChoice,
    default: 'latest',
    operations: readOrRestored,
    summary: 'Which backup: latest, its name, or the path of its archive on the server; verify takes all too',
    doc: '`latest` is the newest backup that is no safety copy of a restore.',
    example: 'pre-update-20261122_174512',
  },
  components: {
    group: 'back',
    kind: wordsOrListOf(['all'], componentName(components)),
    default: 'all',
    operations: restored,
    summary: 'What of it: all, or components, one a line',
    doc: 'As `list` and the manifest name them. What is not named is not touched.',
    example: 'database\nvolumes/gateway_uploads',
  },
  names: {
    group: 'which',
    kind: listOf(backupOrFile),
    operations: byName,
    summary: 'Which backups, by name, or by the file of the archive; the flag may be left out',
    example: 'pre-update-20261122_174512',
  },
  confirm: {
    group: 'back',
    kind: sentence,
    operations: ['restore', 'delete'],
    summary: 'OUI, or the name of the backup: what is replaced or deleted is meant',
    doc: 'Not needed with `dry-run`. On a terminal the command asks.',
    example: 'OUI',
  },
  'expected-sha256': {
    group: 'back',
    kind: sha256,
    operations: restored,
    summary: 'SHA-256 that the archive must have: the output backup-sha256 of the run that made it',
    example: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  },
  'to-app-dir': {
    group: 'back',
    kind: directory,
    operations: restored,
    summary: 'Directory of the Compose project that is restored, where it is not app-dir',
    doc: 'Containers and volumes are found there by the names of their services and volumes in its compose file.',
    example: '/opt/staging',
  },
  'outside-paths': {
    group: 'back',
    kind: listOf(listedPath, samePath),
    operations: restored,
    summary: 'Paths outside of app-dir that may be written, one a line',
    doc: 'A backup can hold files from anywhere, and a manifest says where they go: outside of the application only what is named here.',
    example: '/etc/letsencrypt',
  },
  exact: {
    group: 'back',
    kind: boolean,
    default: 'false',
    operations: restored,
    summary: 'Drop databases that the backup does not hold, too',
    doc: 'Collections that a restored database has and the backup lacks go in any case. What goes is in the safety backup.',
    example: 'true',
  },
  resume: {
    group: 'back',
    kind: boolean,
    default: 'false',
    operations: restored,
    summary: 'Finish the restore that is incomplete on this server: follow it if it runs, else put back and restore again',
    example: 'true',
  },
  undo: {
    group: 'back',
    kind: boolean,
    default: 'false',
    operations: restored,
    summary: 'Put back what was there before the restore that is incomplete on this server',
    example: 'true',
  },

  'mongo-container': {
    group: 'components',
    kind: containerName,
    operations: byItsTools,
    summary: 'Container of the database; found by its image when empty',
    example: 'meeshy-database',
  },
  'mongo-uri': {
    group: 'components',
    kind: connectionUri('mongodb'),
    secret: true,
    operations: byItsTools,
    summary: 'Connection string for mongodump inside that container; its own environment has the credentials when empty',
    example: 'mongodb://backup:p%40ss@localhost:27017/?authSource=admin',
  },
  'mongo-databases': {
    group: 'components',
    kind: listOf(databaseName),
    operations: whereMade,
    summary: 'Databases to keep, one a line; all when empty',
    doc: 'On a replica set a list rules out the oplog: the databases are then not of one moment, and the report says so.',
    example: 'meeshy',
  },
  'redis-container': {
    group: 'components',
    kind: containerName,
    operations: byItsTools,
    summary: 'Container of Redis; found by its image when empty',
    example: 'meeshy-redis',
  },
  'redis-password': {
    group: 'components',
    kind: password,
    secret: true,
    operations: madeOrRestored,
    summary: 'Password of Redis; its container says it when empty',
    example: stored('secrets.REDIS_PASSWORD'),
  },
  volumes: {
    group: 'components',
    kind: wordsOrListOf(['auto', 'all'], volumeName),
    default: 'auto',
    operations: whereMade,
    summary: 'Volumes to keep: auto, all, or names, one a line',
    doc: '`auto` takes every volume of the project except those whose content a dump carries already; `all` takes those too. What is left out is named in the report.',
    example: 'gateway_uploads\ntranslator_models',
  },
  paths: {
    group: 'components',
    kind: listOf(listedPath, samePath),
    operations: whereMade,
    summary: 'Directories to keep as components of their own, one a line',
    doc: 'Relative to app-dir or absolute; for bind-mounted data. A `?` at the end: it may be missing. Never a pattern: `*` is a letter.',
    example: 'uploads\n/srv/media?',
  },
  'config-paths': {
    group: 'components',
    kind: wordsOrListOf(['auto'], listedPath, samePath),
    default: 'auto',
    operations: whereMade,
    summary: 'Configuration files and directories: auto, or paths, one a line',
    doc: '`auto` takes the compose files, `.env` and the configuration they mount. Written like `paths`.',
    example: 'docker-compose.yml\n.env\nnginx\nenv.production?',
  },
  'secret-paths': {
    group: 'components',
    kind: wordsOrListOf(['auto'], listedPath, samePath),
    default: 'auto',
    operations: whereMade,
    summary: 'Secret files and directories: auto, or paths, one a line',
    doc: 'Never in a backup of scope `database`. Written like `paths`.',
    example: 'secrets\n/etc/letsencrypt?',
  },

  quiesce: {
    group: 'how',
    kind: oneOf('MODE', quiesceModes),
    default: 'none',
    operations: whereMade,
    summary: 'What services do while their volumes are read: none, pause or stop',
    doc: 'With `none` they go on, and a file that changes while it is read is named in a warning. Whatever happens, what ran before runs after.',
    example: 'pause',
  },
  'quiesce-services': {
    group: 'how',
    kind: listOf(serviceName),
    operations: whereMade,
    summary: 'Compose services to quiesce, one a line; those that write to what is kept when empty',
    example: 'gateway\ntranslator',
  },
  compression: {
    group: 'how',
    kind: oneOf('METHOD', compressionChoices),
    default: 'auto',
    operations: whereMade,
    summary: `How the archive is compressed: ${compressionChoices.join(', ').replace(/, (\w+)$/, ' or $1')}`,
    doc: `\`auto\` takes ${compressors.join(', else ').replace(',', ' if the server has it,')}, which uses as many cores.`,
    example: 'zstd',
  },
  verify: {
    group: 'how',
    kind: oneOf('LEVEL', verifyLevels),
    default: 'read',
    operations: whereMade,
    summary: 'How the archive is proven before it counts: checksum, read or drill',
    doc: '`checksum` decompresses every component to its end, against the checksums inside it. `read` also has it parsed by the reader of its kind. `drill` then restores it into throw-away containers of the same images, without network, and compares documents, indexes, keys and files; a backup that fails is not published, and the deploy does not start.',
    example: 'drill',
  },
  level: {
    group: 'how',
    kind: oneOf('LEVEL', checkLevels),
    default: 'read',
    operations: ['verify'],
    summary: 'How far a backup is verified: checksum, read or drill',
    doc: '`checksum` compares every stored byte with what was recorded when the backup was made. `read` also has each component decompressed and parsed to its end by the reader of its kind. `drill` restores it into throw-away containers of the same images, compares, and keeps in its manifest how long that took.',
    example: 'read',
  },
  where: {
    group: 'how',
    kind: oneOf('PLACE', verifyPlaces),
    default: 'server',
    operations: ['verify'],
    summary: 'Who reads it: the server, or the runner, to which the archives are streamed',
    doc: 'On the server the tools of its containers read the dumps. The runner (or the machine the command runs on) reads with parsers of its own and writes nothing to its disk: a second opinion, at the price of the transfer. For a drill its own Docker is used: the images must be there, or be pulled by their names.',
    example: 'runner',
  },

  keep: {
    group: 'keeping',
    kind: count(1000),
    default: '3',
    operations: wherePlanned,
    summary: 'How many backups of this prefix stay on the server',
    doc: 'Older ones are removed last, when the new one is published and proven.',
    example: '3',
  },
  'max-age': {
    group: 'keeping',
    kind: period(60, 31_622_400),
    default: '7d',
    operations: ['check'],
    summary: 'How old the newest backup may be',
    example: '26h',
  },
  'min-free': {
    group: 'keeping',
    kind: size,
    default: '1GB',
    operations: byItsTools,
    summary: 'Space that must stay free on the disk of the backups',
    doc: 'Judged from the sizes of the components before anything is written. Units: kB MB GB TB, KiB MiB GiB TiB.',
    example: '500MB',
  },

  timeout: {
    group: 'waiting',
    kind: duration(10, 21_600),
    default: '30m',
    operations: anywhere,
    summary: 'How long the whole run may take: seconds, or 30m',
    example: '1800',
  },
  'lock-timeout': {
    group: 'waiting',
    kind: duration(0, 21_600),
    default: '10m',
    operations: underLock,
    summary: 'How long to wait for another run on the same backup directory; 0: not at all',
    doc: 'At most `timeout`.',
    example: '90s',
  },
  'client-timeout': {
    group: 'waiting',
    kind: duration(10, 600),
    default: '60s',
    operations: allOperations.filter(operation => operation !== 'script'),
    summary: 'How long the server waits for a sign of life of this client before it stops the work and undoes it',
    doc: 'A connection that is closed is noticed at once; this is for one that dies without a word.',
    example: '2m',
  },

  'skip-backup': {
    group: 'flow',
    kind: boolean,
    default: 'false',
    operations: ['backup'],
    summary: 'Make no backup: what the deploy destroys is then lost',
    doc: 'Needs a `skip-reason`; it is a warning in log and summary, recorded on the server if that can be done at once, and the output `status` says `skipped`.',
    example: 'false',
  },
  'skip-reason': {
    group: 'flow',
    kind: sentence,
    operations: ['backup'],
    summary: 'Why there is no backup',
    example: 'first deploy, the server is empty',
  },
  'dry-run': {
    group: 'flow',
    kind: boolean,
    default: 'false',
    operations: ['backup', 'restore', 'prune', 'delete'],
    summary: 'Look at the server and show the plan; change nothing',
    example: 'true',
  },

  artifact: {
    group: 'report',
    kind: boolean,
    default: 'true',
    operations: ['backup'],
    only: 'action',
    summary: 'Keep the manifest, backup-metadata.txt and the plan of the run as an artifact',
    doc: 'So a second party holds the digest of what the server keeps. It never decides success; where there is no results service, there is no artifact.',
    example: 'false',
  },
  'artifact-name': {
    group: 'report',
    kind: artifactName,
    operations: ['backup'],
    only: 'action',
    summary: 'Name of the artifact; when empty one of job, attempt and run-id, which no other run has',
    doc: 'A name of your own must differ between the jobs, matrix legs and attempts of one workflow run.',
    example: `backup-${stored('matrix.server')}-${stored('github.run_attempt')}`,
  },
  'artifact-retention-days': {
    group: 'report',
    kind: count(400),
    operations: ['backup'],
    only: 'action',
    summary: 'How many days the artifact is kept; as the repository says when empty',
    example: '30',
  },
  'artifact-details': {
    group: 'report',
    kind: oneOf('DETAILS', artifactDetails),
    default: 'redacted',
    operations: ['backup'],
    only: 'action',
    summary: 'What the artifact says of the server: redacted or full',
    doc: '`redacted` leaves out hosts, paths, and the names of databases, containers and volumes. `full` names them. Secrets are in neither.',
    example: 'full',
  },
} as const satisfies Readonly<Record<string, Option>>

export type OptionName = keyof typeof options
export const optionNames = Object.keys(options) as OptionName[]

/** The row of an option, without what only its literal type knows. */
export function optionOf(name: OptionName): Option {
  return options[name]
}

/** Whether a word is an option's name. */
export function isOptionName(word: string): word is OptionName {
  return Object.hasOwn(options, word)
}
