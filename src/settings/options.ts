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
// How a workflow refers to a secret or a variable of its repository.
const stored = (name: string): string => `\${{ ${name} }}`
const samePath = (listed: ListedPath): string => listed.path

export const options = {
  host: {
    group: 'where',
    kind: host,
    required: true,
    operations: anywhere,
    summary: 'Host name or IP address of the server',
    doc: 'On the command line `--host deploy@deploy.example.org:2222` gives user and port too; without `--host` the command works on this machine.',
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
    summary: 'User to log in as; needs access to Docker, or see sudo',
    example: 'deploy',
  },
  'private-key': {
    group: 'where',
    kind: secretDocument(65_536),
    required: true,
    secret: true,
    operations: anywhere,
    summary: 'Private key of that user, in OpenSSH or PEM form',
    doc: 'The action repairs line ends and indentation that a secret store mangled. The key stays in memory.',
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
    doc: 'All forms of known_hosts work, hashed host names too. A first run without it fails, and prints the line to store.',
    example: stored('vars.DEPLOY_KNOWN_HOSTS'),
  },
  'host-fingerprint': {
    group: 'where',
    kind: listOf(fingerprint),
    operations: anywhere,
    summary: 'SHA256 fingerprints of the host key, one per line; instead of known-hosts, or in addition',
    doc: 'As `ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub` prints it on the server. If you give several, one match is enough.',
    example: 'SHA256:uNiVztksCsDhcc0u9e8BrqmOSv6C0uNRzCOnCBFvV04',
  },
  sudo: {
    group: 'where',
    kind: boolean,
    default: 'false',
    operations: anywhere,
    summary: 'Run everything on the server through `sudo -n`',
    doc: 'For a user who is not in the `docker` group but may use sudo without a password.',
    example: 'true',
  },
  'connect-timeout': {
    group: 'where',
    kind: duration(1, 300),
    default: '20s',
    operations: anywhere,
    summary: 'How long connecting may take, further tries included',
    example: '20s',
  },

  'app-dir': {
    group: 'what',
    kind: directory,
    default: '/opt/meeshy',
    operations: anywhere,
    summary: 'Directory of the Compose project on the server',
    doc: 'The action finds the containers, volumes and files of the project from here, by the labels that Compose sets.',
    example: '/opt/meeshy',
  },
  'backup-dir': {
    group: 'what',
    kind: directory,
    operations: anywhere,
    summary: 'Directory of the backups on the server; if empty, the directory backups in app-dir',
    doc: 'The action creates it with mode 0700 if it is missing. Best on another disk than the data.',
    example: '/opt/meeshy/backups',
  },
  prefix: {
    group: 'what',
    kind: oneOf('PREFIX', askablePrefixes),
    default: 'pre-update',
    operations: ofOnePrefix,
    summary: 'What the backup is made for: pre-update, nightly, pre-reset or manual',
    doc: 'The name of the backup begins with it. Rotation counts each prefix separately: a nightly backup never pushes out a pre-update one.',
    example: 'nightly',
  },
  scope: {
    group: 'what',
    kind: oneOf('SCOPE', scopes),
    default: 'full',
    operations: whereMade,
    summary: 'How much to back up: database, full or critical',
    doc: '`database` is the database alone, without secrets. `critical` is full, proven by a drill, and pinned: rotation leaves it until someone unpins it.',
    example: 'database',
  },

  backup: {
    group: 'back',
    kind: backupChoice,
    default: 'latest',
    operations: readOrRestored,
    summary: 'Which backup: latest, its name, or the path of its archive on the server; verify also accepts all',
    doc: '`latest` is the newest backup that is not the safety copy of a restore.',
    example: 'pre-update-20261122_174512',
  },
  components: {
    group: 'back',
    kind: wordsOrListOf(['all'], componentName),
    default: 'all',
    operations: restored,
    summary: 'What to restore: all, or components, one per line',
    doc: 'Write them as `list` and the manifest name them. The restore does not touch components that you do not name.',
    example: 'database\nvolumes/gateway_uploads',
  },
  names: {
    group: 'which',
    kind: listOf(backupOrFile),
    operations: byName,
    summary: 'Names of the backups, or file names of their archives; you may leave out the flag',
    example: 'pre-update-20261122_174512',
  },
  confirm: {
    group: 'back',
    kind: sentence,
    operations: ['restore', 'delete'],
    summary: 'OUI, or the name of the backup: confirms that the command may replace or delete data',
    doc: 'Not needed with `dry-run`. On a terminal the command asks.',
    example: 'OUI',
  },
  'expected-sha256': {
    group: 'back',
    kind: sha256,
    operations: restored,
    summary: 'SHA-256 that the archive must have: the output backup-sha256 of the run that made it',
    doc: 'It covers the manifest too, which must say what the archive says of itself.',
    example: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  },
  'to-app-dir': {
    group: 'back',
    kind: directory,
    operations: restored,
    summary: 'Directory of the Compose project to restore into, if it is not app-dir',
    doc: 'The restore finds containers and volumes there by the names of services and volumes in its compose file.',
    example: '/opt/staging',
  },
  'outside-paths': {
    group: 'back',
    kind: listOf(listedPath, samePath),
    operations: restored,
    summary: 'Paths outside of app-dir that the restore may write, one per line',
    doc: 'A backup can hold files from anywhere, and its manifest says where they go. Outside of the application, a restore writes only the paths that you name here.',
    example: '/etc/letsencrypt',
  },
  exact: {
    group: 'back',
    kind: boolean,
    default: 'false',
    operations: restored,
    summary: 'Also drop databases that the backup does not hold',
    doc: 'A restore always drops collections that a restored database has and the backup lacks. The safety backup holds everything that it drops.',
    example: 'true',
  },
  resume: {
    group: 'back',
    kind: boolean,
    default: 'false',
    operations: restored,
    summary: 'Finish the incomplete restore on this server: follow it if it still runs, else undo it and restore again',
    example: 'true',
  },
  undo: {
    group: 'back',
    kind: boolean,
    default: 'false',
    operations: restored,
    summary: 'Undo the incomplete restore on this server: put back the state from before it',
    example: 'true',
  },

  'mongo-container': {
    group: 'components',
    kind: containerName,
    operations: byItsTools,
    summary: 'Container of the database; found by its image if empty',
    example: 'meeshy-database',
  },
  'mongo-uri': {
    group: 'components',
    kind: connectionUri('mongodb'),
    secret: true,
    operations: byItsTools,
    summary: 'Connection string for mongodump inside that container; if empty, credentials from the environment of the container',
    example: 'mongodb://backup:p%40ss@localhost:27017/?authSource=admin',
  },
  'mongo-databases': {
    group: 'components',
    kind: listOf(databaseName),
    operations: whereMade,
    summary: 'Databases to back up, one per line; all if empty',
    doc: 'On a replica set, a list rules out the oplog: the databases are then not from one moment, and the report says so.',
    example: 'meeshy',
  },
  'redis-container': {
    group: 'components',
    kind: containerName,
    operations: byItsTools,
    summary: 'Container of Redis; found by its image if empty',
    example: 'meeshy-redis',
  },
  'redis-password': {
    group: 'components',
    kind: password,
    secret: true,
    operations: madeOrRestored,
    summary: 'Redis password; looked up in its container if empty',
    example: stored('secrets.REDIS_PASSWORD'),
  },
  volumes: {
    group: 'components',
    kind: wordsOrListOf(['auto', 'all'], volumeName),
    default: 'auto',
    operations: whereMade,
    summary: 'Volumes to back up: auto, all, or names, one per line',
    doc: '`auto` takes every volume of the project except those whose content is already in a dump; `all` takes those too. The report names what is left out.',
    example: 'gateway_uploads\ntranslator_models',
  },
  paths: {
    group: 'components',
    kind: listOf(listedPath, samePath),
    operations: whereMade,
    summary: 'Directories to back up as separate components, one per line',
    doc: 'Relative to app-dir or absolute; for bind-mounted data. A path with `?` at its end may be missing. Paths are not patterns: `*` is an ordinary character.',
    example: 'uploads\n/srv/media?',
  },
  'config-paths': {
    group: 'components',
    kind: wordsOrListOf(['auto'], listedPath, samePath),
    default: 'auto',
    operations: whereMade,
    summary: 'Configuration files and directories: auto, or paths, one per line',
    doc: '`auto` takes the compose files, `.env` and the configuration they mount. Written like `paths`.',
    example: 'docker-compose.yml\n.env\nnginx\nenv.production?',
  },
  'secret-paths': {
    group: 'components',
    kind: wordsOrListOf(['auto'], listedPath, samePath),
    default: 'auto',
    operations: whereMade,
    summary: 'Secret files and directories: auto, or paths, one per line',
    doc: 'Never in a backup of scope `database`. Written like `paths`.',
    example: 'secrets\n/etc/letsencrypt?',
  },

  quiesce: {
    group: 'how',
    kind: oneOf('MODE', quiesceModes),
    default: 'none',
    operations: whereMade,
    summary: 'What to do with services while the backup reads their volumes: none, pause or stop',
    doc: 'With `none` they go on, and a warning reports files that change while the backup reads them. Whatever happens, services that ran before the backup run after it.',
    example: 'pause',
  },
  'quiesce-services': {
    group: 'how',
    kind: listOf(serviceName),
    operations: whereMade,
    summary: 'Compose services to quiesce, one per line; if empty, those that write to what is backed up',
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
    doc: '`checksum` decompresses every component to its end and compares the checksums inside it. `read` also parses each component with the reader of its kind. `drill` then restores the backup into throw-away containers of the same images, without network, and compares documents, indexes, keys and files. A backup that fails is not published, and the deploy does not start.',
    example: 'drill',
  },
  level: {
    group: 'how',
    kind: oneOf('LEVEL', verifyLevels),
    default: 'read',
    operations: ['verify'],
    summary: 'How far a backup is verified: checksum, read or drill',
    doc: '`checksum` compares every stored byte with the checksums in the manifest. `read` also decompresses each component and parses it to its end with the reader of its kind. `drill` restores the backup into throw-away containers of the same images, compares, and records in the manifest how long that took.',
    example: 'read',
  },
  where: {
    group: 'how',
    kind: oneOf('PLACE', verifyPlaces),
    default: 'server',
    operations: ['verify'],
    summary: 'Who reads the backups: the server, or the runner, to which the server streams the archives',
    doc: 'On the server, the tools in its containers read the dumps. The runner (or the machine that runs the command) reads with its own parsers and writes nothing to its disk: a second opinion, at the price of the transfer. A drill there uses its own Docker, which must have the images. It pulls only the official ones (`mongo`, `redis`) by itself: any other one, pull in a step before.',
    example: 'runner',
  },

  keep: {
    group: 'keeping',
    kind: count(1000),
    default: '3',
    operations: wherePlanned,
    summary: 'How many backups of this prefix stay on the server',
    doc: 'The backup removes older ones last, after the new one is proven and published.',
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
    doc: 'The backup estimates its need from the sizes of the components before it writes anything. Units: kB MB GB TB, KiB MiB GiB TiB.',
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
    summary: 'How long the server waits for a sign of life from this client before it stops and undoes the work',
    doc: 'The server notices a closed connection at once; this is for a connection that dies silently.',
    example: '2m',
  },

  'skip-backup': {
    group: 'flow',
    kind: boolean,
    default: 'false',
    operations: ['backup'],
    summary: 'Make no backup: what the deploy destroys is then lost',
    doc: 'Needs a `skip-reason`. Log and summary show a warning, the server records the skip if it can be reached at once, and the output `status` is `skipped`.',
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
    doc: 'Then a second party holds the digest of what the server keeps. A failed upload does not fail the run; without a results service there is no artifact.',
    example: 'false',
  },
  'artifact-name': {
    group: 'report',
    kind: artifactName,
    operations: ['backup'],
    only: 'action',
    summary: 'Name of the artifact; if empty, a unique name made of job, attempt and run-id',
    doc: 'A name of your own must differ between the jobs, matrix legs and attempts of one workflow run.',
    example: `backup-${stored('matrix.server')}-${stored('github.run_attempt')}`,
  },
  'artifact-retention-days': {
    group: 'report',
    kind: count(400),
    operations: ['backup'],
    only: 'action',
    summary: 'How many days GitHub keeps the artifact; if empty, as the repository is set',
    example: '30',
  },
  'artifact-details': {
    group: 'report',
    kind: oneOf('DETAILS', artifactDetails),
    default: 'redacted',
    operations: ['backup'],
    only: 'action',
    summary: 'What the artifact says about the server: redacted or full',
    doc: '`redacted` leaves out hosts, paths, and the names of databases, containers and volumes. `full` names them. Neither contains secrets.',
    example: 'full',
  },
} as const satisfies Readonly<Record<string, Option>>

export type OptionName = keyof typeof options
export const optionNames = Object.keys(options) as OptionName[]

/** The row of an option, typed as `Option`. */
export function optionOf(name: OptionName): Option {
  return options[name]
}

/** Whether a word is an option's name. */
export function isOptionName(word: string): word is OptionName {
  return Object.hasOwn(options, word)
}
