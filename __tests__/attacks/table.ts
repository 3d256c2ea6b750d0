// Who could gain something from a backup, what each must not gain, and by which operation he might: each cell has its tests, or the reason why it cannot be.
// Held against the tests by coverage.test.ts, which prints it.
import type { By } from '../covered.ts'

export const operations = ['backup', 'verify', 'list', 'drill', 'restore', 'undo', 'runbook', 'script', 'copy'] as const
export type Operation = (typeof operations)[number]

/** The tests of a cell, or why there is none; both where a part of it cannot be. */
export type Cell = string | By | readonly [why: string, ...By]

export type Row = {
  readonly adversary: Adversary
  /** What he must not gain. */
  readonly goal: string
  readonly cells: Readonly<Record<Operation, Cell>>
}

export const adversaries = [
  'a database user',
  'a container',
  'the owner of app-dir',
  'a writer in backup-dir',
  'the SSH server',
  'another local user',
] as const
export type Adversary = (typeof adversaries)[number]

const copy = 'this release makes no copies off the server'
const looks = 'it reads no such thing'
const same = (of: string) => `it has no way of its own: it is the text of ${of}, run by a person`
const person = 'nobody listens to it but the person who runs it there'

const names = 'e2e/hostilenames.test.ts'
const docker = 'attacks/docker.test.ts'
const server = 'attacks/server.test.ts'
const drill = 'attacks/drill.test.ts'
const shell = 'script/shelltext.test.ts'
const runtime = (name: string) => `runtime/${name}.test.ts`

/** No text with a name in it is run: the search that holds for all that runs on a server. */
const noText: By[number] = [shell, 'eval sets and reads variables of fixed names', 'a shell inside of the shell gets a text of the project']
const entries: By[number] = [shell, 'an entry of the journal is a verb that is known, and words']
const fromJournal: By[number] = [
  runtime('journal'),
  'of a container is undone as it is, and runs nothing',
  'of a path is undone as it is, and runs nothing',
]
const planted: By[number] = [
  runtime('journal'),
  'runs nothing, changes nothing, and is named by its file',
  'keeps to what its verb may touch',
]
const noLinks: By[number] = [runtime('directory'), 'in which somebody planted links is refused', 'of others, or open to others, is refused']
const replaced: By[number] = [
  'faults/restore.test.ts',
  'replaces a link by name, and writes nothing through it',
  'writes nothing outside of the application',
]
const harmless: By[number] = [runtime('harmless'), 'that would write outside of its place is refused']
const readHere: By[number] = ['reading/archive.test.ts', 'an archive of right sums that would harm a server is not sound']
const fields: By[number] = [
  'backups/manifest.test.ts',
  'one field replaced by anything never throws, and is never passed on unchecked',
  'names its components by words that mean nothing to a shell',
]
const flood: By = [
  ['attacks/flood.test.ts', 'without end', 'is not led by a length that is a lie'],
  ['attacks/fuzztexts.test.ts', 'is events, or noise, or E_PROTOCOL, however it is cut', 'is heard by the client of every operation'],
  ['operations/listener.test.ts', 'hears work of any length, and ends a flood of what would be kept'],
  ['server/facts.test.ts', 'is a failure that says so'],
  ['protocol/events.test.ts', 'a line without end is cut, bounded, and does not hide the next event'],
]
const obeyed: By = [
  ['scenarios/hostile.test.ts', 'nothing it says is obeyed', 'fails the run in words that do nothing'],
  ['text/inert.test.ts', 'no output is obeyed, shows a control, or is too long'],
  ['report/joblog.test.ts', 'it obeys no text, even one that a caller forgot to make inert'],
]
const [directories, staging, redis, manifests] = ['directories', 'staging', 'redis', 'manifest'].map(name => `attacks/${name}.test.ts`) as [
  string,
  string,
  string,
  string,
]
/** He renames and links above the backup directory, before a run and in a loop beside it. */
const above: By[number] = [
  directories,
  'who puts another one in its place during a run gets nothing of that run, and his journal is not obeyed',
  'who makes it lead to a directory of root is refused, and nothing is made there',
  'gets no file of a run into his own directory, and none of it into that of root',
  'is followed where nobody else can change it, and where who can gains nothing',
]
const around: By[number] = [
  staging,
  'gives it no way out',
  'who makes the directory around it a link to one of root is refused, before anything is changed',
  'cannot look into what is made ready, nor change it',
  'turns no write, no owner and no removal of a restore elsewhere',
  'goes by its own names, and nothing goes that a link in it leads to',
]
const inMount: By[number] = [
  staging,
  'gets what is made ready put beside its mount, where it has no way to',
  'as root inside can make no directory on the way lead elsewhere',
  'in a loop turns nothing elsewhere',
]
const inRedis: By[number] = [
  redis,
  'is refused before anything is written',
  'that makes its directory a link out of its volume is refused',
  'that plants links at every name of a restore loses its own names alone',
  'turns no snapshot and no owner elsewhere',
]
const readOnly: By[number] = [directories, 'is refused by a run that only reads, too: what is listed there is not read']
const noticed: By[number] = [
  manifests,
  'is noticed by a restore, whatever it lies about, and nothing is changed',
  'is noticed too when only one component is restored, and without an expected sha256',
  'an archive under the name of another one is not that other one',
]
const listings: By[number] = [
  'attacks/fuzztar.test.ts',
  'that would leave its place is refused, whatever its names and owners look like',
  'of configuration may be of any year, and hides no program and no device by it',
]
const onlooker: By[number] = [server, 'shows another account neither a secret nor a name that it may not read']

export const table: readonly Row[] = [
  {
    adversary: 'a database user',
    goal: 'a word of shell, JSON, awk, or of a log',
    cells: {
      backup: [
        [names, 'are backed up, drilled, and told in the manifest and in the list as they are'],
        [runtime('json'), 'holds any text as it was'],
        ['protocol/pasted.test.ts', 'JSON is made by json.sh alone'],
        noText,
      ],
      verify: [
        [names, 'are verified by the '],
        [runtime('mongo'), 'has no name that speaks for the tool'],
      ],
      list: [
        [names, 'told in the manifest and in the list as they are'],
        ['report/listedsummary.test.ts', 'names of strangers, gaps and servers are text'],
      ],
      drill: [[names, 'are backed up, drilled', "['runner', 'drill']"]],
      restore: [
        [names, 'come back in the place of what changed', 'come back where nothing is left'],
        ['protocol/encoding.test.ts', 'comes back as the bytes it was'],
      ],
      undo: [fromJournal, entries],
      runbook: [[server, 'is restored by the runbook beside its archive'], noText],
      script: [[server, 'has a printed script for '], noText],
      copy,
    },
  },
  {
    adversary: 'a database user',
    goal: 'a backup that fails for good',
    cells: {
      backup: [[names, 'that no restore could bring back are refused one by one, and nothing is published or changed']],
      verify: [[names, 'are verified by the ']],
      list: [[names, 'leave rotation what it was']],
      drill: [[names, "['runner', 'drill']"]],
      restore: [[names, 'come back in the place of what changed']],
      undo: 'it loads what a backup kept, whose names were taken before',
      runbook: same('a restore'),
      script: [[runtime('mongo'), 'is refused for a collection with a line break in its name, by that name']],
      copy,
    },
  },
  {
    adversary: 'a database user',
    goal: 'an archive that nobody rotates',
    cells: {
      backup: [[names, 'leave rotation what it was: the newest are kept, and the others go']],
      verify: 'it writes nothing',
      list: [[names, 'told in the manifest and in the list as they are']],
      drill: [[runtime('drill'), 'leaves nothing when its run is ended']],
      restore: [[names, "manifestOf(ran.outcome.safetyBackup ?? '')"]],
      undo: 'it makes no archive',
      runbook: same('a restore'),
      script: [
        [server, 'has a printed script for '],
        [runtime('standing'), 'rotates by itself'],
      ],
      copy,
    },
  },
  {
    adversary: 'a container',
    goal: 'a file of the host outside of its volumes, read or written',
    cells: {
      backup: [
        [docker, 'name no file of the server as configuration', 'in a mount lead to no file outside of the application'],
        [server, 'a container that Compose made of such an image has no more than its own'],
        [runtime('files'), 'that leave the application by a link are refused'],
        [runtime('tree'), 'with everything in it is the same after it is taken out'],
      ],
      verify: [[docker, 'does not send it a dump of this application']],
      list: looks,
      drill: [[runtime('drill'), 'asks for a container without network and mounts, with limits, of the recorded image']],
      restore: [inRedis, inMount, harmless, listings, replaced],
      undo: [inRedis, inMount, fromJournal],
      runbook: same('a restore'),
      script: same('a backup'),
      copy,
    },
  },
  {
    adversary: 'a container',
    goal: 'root: what it, its image or its programs say is run',
    cells: {
      backup: [
        [
          docker,
          'do not make its container a part of the application',
          'are one word each in the plan, and obeyed by no log',
          'in a failure are shown, not obeyed',
        ],
        [runtime('channel'), 'what programs print is noise, whatever it looks like'],
        [runtime('masking'), 'lets no secret through, wherever it stands'],
        noText,
      ],
      verify: [
        [docker, 'of a container that a setting names is not asked'],
        [runtime('channel'), 'what programs print is noise'],
      ],
      list: looks,
      drill: [
        [drill, 'is no option of a program, and no text of several lines', 'is on the server a digest, and nothing else'],
        [runtime('drill'), 'without network and mounts'],
      ],
      restore: [[server, 'is restored, and the stranger is not stopped for it'], noText],
      undo: [fromJournal, entries],
      runbook: [[server, 'is restored by the runbook beside its archive'], noText],
      script: [[server, 'has a printed script for '], noText],
      copy,
    },
  },
  {
    adversary: 'the owner of app-dir',
    goal: 'root: what he puts there is run',
    cells: {
      backup: [above, planted, noLinks, [shell, 'no file of the work directory is sourced or run']],
      verify: ['it writes nothing in that directory, and its notes are in a directory of its own', readOnly],
      list: ['it reads names and manifests, and runs nothing', readOnly],
      drill: [above, planted, noLinks],
      restore: [above, around, planted, noLinks, [shell, 'no file of the work directory is sourced or run']],
      undo: [above, around, planted],
      runbook: [[server, 'names a way out that a person can type'], noText],
      script: [[server, 'has a printed script for ']],
      copy,
    },
  },
  {
    adversary: 'the owner of app-dir',
    goal: 'files of others, read or written',
    cells: {
      backup: [above, [runtime('files'), 'that leave the application by a link are refused'], noLinks],
      verify: [readOnly, [runtime('verify'), 'a link in its place is not followed']],
      list: [readOnly, [runtime('catalogue'), 'tells backups, strangers and what is odd, and changes nothing']],
      drill: [above, noLinks],
      restore: [above, around, replaced, noLinks],
      undo: [above, around, planted],
      runbook: same('a restore'),
      script: same('a backup'),
      copy,
    },
  },
  {
    adversary: 'the owner of app-dir',
    goal: 'what is in .work',
    cells: {
      backup: [
        [runtime('directory'), 'that is missing is made, for nobody else to read; nor is anything in it, at any moment'],
        ['e2e/secrets.test.ts', 'no file of it can be read by others, at any moment'],
        [directories, 'who may own or write to .work or .meta is refused'],
      ],
      verify: [[runtime('verify'), 'leaves nothing behind, neither beside the backups nor in /tmp']],
      list: looks,
      drill: [[runtime('directory'), 'nor is anything in it, at any moment']],
      restore: [onlooker],
      undo: [onlooker],
      runbook: [onlooker],
      script: [onlooker],
      copy,
    },
  },
  {
    adversary: 'a writer in backup-dir',
    goal: 'code run',
    cells: {
      backup: [planted, ['backups/manifest.test.ts', 'a manifest or a problem comes of it']],
      verify: [fields, [docker, 'does not send it a dump of this application']],
      list: [
        ['backups/manifest.test.ts', 'no control character of it survives'],
        ['report/listedsummary.test.ts', 'names of strangers, gaps and servers are text'],
      ],
      drill: [
        [
          drill,
          'is fetched by a runner only if it is the official one of that database',
          'is fetched only where the client allows that very one',
        ],
        ['github/engine.test.ts', 'gets no image that the drill may not fetch by itself'],
      ],
      restore: [noticed, fields, harmless, entries],
      undo: [planted],
      runbook: ['a person who runs a file that someone else wrote runs it: docs/security.md says so', noText],
      script: ['the general form runs the runbook beside the archive: docs/security.md says so', noText],
      copy,
    },
  },
  {
    adversary: 'a writer in backup-dir',
    goal: 'files outside of the places of the restored project',
    cells: {
      backup: [noLinks, [runtime('publish'), 'never overwrites what has the name already']],
      verify: [[runtime('verify'), 'what would harm a server is damage', 'a link in its place is not followed'], readHere],
      list: [[runtime('catalogue'), 'tells backups, strangers and what is odd, and changes nothing']],
      drill: [harmless, ['operations/fetch.test.ts', 'is refused where it is gone, or a link']],
      restore: [harmless, replaced, ['backups/manifest.test.ts', 'names no path that leaves the archive']],
      undo: [planted],
      runbook: ['a person who runs a file that someone else wrote runs it: docs/security.md says so', harmless],
      script: [harmless],
      copy,
    },
  },
  {
    adversary: 'a writer in backup-dir',
    goal: 'with expected-sha256: a change unnoticed',
    cells: {
      backup: 'it restores nothing, and no setting of it takes a sha256',
      verify: [
        [manifests, 'is damage to a verification by the '],
        [runtime('verify'), 'whose manifest was changed is found out'],
        ['reading/archive.test.ts', 'whose manifest was changed is found out'],
      ],
      list: 'it shows what manifests say, and proves nothing',
      drill: [[manifests, 'is noticed by a drill, which starts nothing']],
      restore: [noticed, ['e2e/putback.test.ts', 'one flipped byte'], ['faults/rot.test.ts', '(C10, H1)']],
      undo: 'it loads what this run kept itself, in a directory that nobody else may write',
      runbook: ['a person who runs a file that someone else wrote runs it: docs/security.md says so', noticed],
      script: [[manifests, 'is noticed by the general form of a runbook, which acts on it where a backup has no runbook of its own']],
      copy,
    },
  },
  {
    adversary: 'the SSH server',
    goal: 'memory or time of the runner',
    cells: {
      backup: flood,
      verify: [
        ...flood,
        ['reading/archive.test.ts', 'a bomb is given up after the bytes that were taken'],
        ['script/demultiplexer.test.ts', 'are exactly those that were announced'],
      ],
      list: [['server/facts.test.ts', 'is taken as far as a server with backups goes', 'is a failure that says so']],
      drill: [['operations/fetch.test.ts', 'than its manifest says'], ...flood],
      restore: flood,
      undo: flood,
      runbook: person,
      script: person,
      copy,
    },
  },
  {
    adversary: 'the SSH server',
    goal: 'workflow commands, outputs of other steps',
    cells: {
      backup: obeyed,
      verify: [...obeyed, ['backups/subjects.test.ts', 'the summary names the damage, and nothing in it is markup']],
      list: [['report/listedsummary.test.ts', 'names of strangers, gaps and servers are text'], ...obeyed.slice(1)],
      drill: [['github/engine.test.ts', 'says why an image cannot be had'], ...obeyed.slice(1)],
      restore: [['report/restoredsummary.test.ts', 'of a failure begins with its cause'], ...obeyed.slice(1)],
      undo: [['protocol/events.test.ts', 'shows its words as one inert line'], ...obeyed.slice(1)],
      runbook: person,
      script: person,
      copy,
    },
  },
  {
    adversary: 'the SSH server',
    goal: 'files of the runner, code run there',
    cells: {
      backup: 'the action writes no file that the server names: outputs, summary and artifact have names of their own',
      verify: ['the second reader writes nothing to a disk', readHere],
      list: 'the action writes no file that the server names',
      drill: [
        [drill, 'is fetched by a runner only if it is the official one of that database'],
        ['operations/fetch.test.ts', 'is there as it was, for nobody else to read, until it is removed'],
        harmless,
      ],
      restore: 'the action writes no file that the server names',
      undo: 'the action writes no file that the server names',
      runbook: person,
      script: ['it is made of settings and of what the server says, and runs on that server', [server, 'in which every name is one word']],
      copy,
    },
  },
  {
    adversary: 'another local user',
    goal: 'a secret',
    cells: {
      backup: [
        [
          'e2e/secrets.test.ts',
          'another account sees none in any process',
          'no file of it can be read by others, at any moment',
          'no program of the server has one among its arguments',
        ],
        onlooker,
      ],
      verify: [onlooker],
      list: [['e2e/secrets.test.ts', 'the listing and the printed script have none']],
      drill: [
        ['operations/fetch.test.ts', 'for nobody else to read, until it is removed'],
        [runtime('channel'), 'secrets reach no environment and no argument list'],
      ],
      restore: [onlooker],
      undo: [[runtime('channel'), 'secrets reach no environment and no argument list']],
      runbook: [onlooker, ['e2e/runbook.test.ts', 'lies beside its archive, for its owner alone']],
      script: [onlooker, [runtime('standing'), 'takes secrets from variables of its own, and hands them to nobody']],
      copy,
    },
  },
  {
    adversary: 'another local user',
    goal: 'a name that he may not read',
    cells: {
      backup: [onlooker],
      verify: [onlooker],
      list: [[runtime('directory'), 'that is missing is made, for nobody else to read']],
      drill: [['operations/fetch.test.ts', 'for nobody else to read, until it is removed']],
      restore: [onlooker],
      undo: [[runtime('directory'), 'nor is anything in it, at any moment']],
      runbook: [onlooker],
      script: [onlooker],
      copy,
    },
  },
]

/** The attacks that were seen, by their numbers: the tests of their whole kind. */
export const seen: readonly { readonly number: number; readonly attack: string; readonly by: Cell }[] = [
  {
    number: 1,
    attack: 'a collection whose name is JSON and shell',
    by: [[names, 'told in the manifest and in the list as they are', 'come back in the place of what changed'], fromJournal, noText],
  },
  { number: 2, attack: 'an edited manifest is obeyed', by: [noticed, fields, fromJournal, entries] },
  { number: 3, attack: 'a parent of backup-dir renamed, a journal planted', by: [above, planted, noLinks] },
  { number: 4, attack: 'a link in the place of what a restore makes beside', by: [around, inMount, replaced] },
  {
    number: 5,
    attack: 'a link, or a lie, in the place of a snapshot of Redis',
    by: [inRedis],
  },
  {
    number: 6,
    attack: 'a manifest that is not valid, of an archive that nobody rotates',
    by: [
      [names, 'leave rotation what it was'],
      [runtime('json'), 'holds any text as it was'],
      [runtime('publish'), 'shows nothing whose manifest would not read again'],
    ],
  },
  { number: 7, attack: 'a flood of events', by: flood },
  {
    number: 8,
    attack: 'a file that changes while it is copied',
    by: [[runtime('files'), 'of which one changes each time are kept, and that is said', 'that cannot be looked at are not called exact']],
  },
  {
    number: 9,
    attack: 'shifted listings, images of strangers, paths that a link takes elsewhere, words of Docker',
    by: [
      harmless,
      listings,
      ['attacks/shifted.test.ts', 'of a process cannot make another one a part of this run', 'of a device does not shift how much is free'],
      [drill, 'is fetched by a runner only if it is the official one of that database'],
      [docker, 'do not make its container a part of the application', 'in a mount lead to no file outside of the application'],
      [server, 'is backed up as if the stranger were not there'],
      replaced,
    ],
  },
]
