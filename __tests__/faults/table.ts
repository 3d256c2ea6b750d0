// The faults that a backup must survive, by their ids, and where each is injected and judged; or why not here. Held against the tests by
// coverage.test.ts, which prints it.

import type { By } from '../covered.ts'

export type Row = {
  readonly id: string
  readonly fault: string
  readonly by: By
  /** What is not injected here, and why. */
  readonly not?: string
}

const encryption = 'of encryption, which this release does not do'
const stores = 'of copies off the server, which this release does not make'

const row = (id: string, fault: string, ...by: By): Row => ({ id, fault, by })
const not = (id: string, fault: string, why: string, ...by: By): Row => ({ id, fault, by, not: why })

const [broken, connection, disk, engine, kills, restores, together] = [
  'broken',
  'connection',
  'disk',
  'engine',
  'kill',
  'restore',
  'together',
].map(name => `faults/${name}.test.ts`) as [string, string, string, string, string, string, string]
const runtime = (name: string) => `runtime/${name}.test.ts`
const e2e = (name: string) => `e2e/${name}.test.ts`

export const table: readonly Row[] = [
  row(
    'A1',
    'connection refused',
    ['transports/connect.test.ts', 'refuses the connection: three tries'],
    ['scenarios/connect.test.ts', 'to a port nobody listens on'],
  ),
  row('A2', 'no answer', [connection, '(A2)'], ['transports/connect.test.ts', 'accepts and says nothing']),
  row('A3', 'name does not resolve', ['transports/connect.test.ts', 'has a name that does not resolve']),
  row(
    'A4',
    'wrong key or user',
    [e2e('refused'), 'that does not know our key: asked once'],
    ['transports/ssh.test.ts', 'a user the server does not know'],
  ),
  row('A5', 'another host key', [e2e('refused'), 'with another host key: nobody logs in']),
  row('A6', 'host key unknown', [e2e('refused'), 'whose key nobody gave']),
  row('A7', 'cut before the lock', [connection, 'cut by the death of the session, at ', "'start', 'locked'"]),
  row('A8', 'cut while the script is sent', [connection, '(A8)'], [runtime('channel'), 'a script that is cut anywhere runs nothing']),
  row('A9', 'stdin ends early', [runtime('channel'), 'without the end of the secrets nothing runs']),
  row(
    'A10',
    'script, secrets, heartbeats in one write',
    [runtime('channel'), 'secrets and heartbeats in one write'],
    ['contracts/transport.test.ts', 'in one write, each whole'],
  ),
  row('A11', 'client or session killed', [
    connection,
    'cut by the death of the session',
    'cut by the death of the client (A11)',
    'a process group of its own',
  ]),
  row('A12', 'black hole; the runner vanishes', [connection, 'that becomes a black hole, and heals', 'behind which the client dies']),
  row('A13', 'sshd restarted', [connection, '(A13)']),
  row('A14', 'client frozen', [connection, '(A14)']),
  row('A15', 'lost after publishing', [connection, 'asked for, and told as what it is (A15)', 'unknown, and where to look (A15)']),
  row('A16', 'loss; slow link', [connection, '(A16)']),
  row('A17', 'login shells and their noise', [
    'transports/login.test.ts',
    'a start-up file that prints',
    'a start-up file that ends the session',
    'a banner is no output',
  ]),
  row(
    'A18',
    'forged or torn events',
    [runtime('channel'), 'what programs print is noise'],
    ['protocol/events.test.ts', 'is the same however the bytes arrive', 'a line without end is cut'],
  ),
  row('A19', 'tools missing', [e2e('refused'), 'without tools: one message names them all']),
  row('A20', 'no right to Docker or the directory', [e2e('refused'), 'whose account may not use Docker, nor see the backups']),
  row(
    'A21',
    'BusyBox; each sh',
    ['../testbed/shell/shells.ts', "shell('bash', 'bash'), shell('busybox ash', 'busybox'), busybox"],
    [e2e('restore-ways'), 'with the programs of BusyBox'],
  ),
  row('A22', 'A11, A12, B1 during a restore', [
    restores,
    'whose client goes away at ',
    'all of which is killed at ',
    'is followed by --resume to its end',
    'hears nothing from its client',
  ]),

  row('B1', 'job cancelled', ['scenarios/files.test.ts', 'ends within the time the runner gives, and leaves nothing']),
  row(
    'B2',
    'SIGKILL in each phase',
    [kills, 'at the phase ', "'main', 'worker', 'watchdog', 'all'"],
    [runtime('publish'), 'on a machine that dies at any of its writes'],
  ),
  row('B3', 'a program of the pipeline killed', [runtime('collect'), 'a compressor that is killed', 'a hasher that is killed']),
  not(
    'B4',
    'reboot with containers paused or stopped',
    'the machine does not reboot: all processes of the run are killed at once, and a paused container is found stopped',
    [engine, '(B4, B6)'],
    [kills, "...phases, 'unlinked'"],
    [runtime('quiesce'), 'run again when the run fails, and when it dies, after the next one'],
  ),
  not(
    'B5',
    'power loss around publication',
    'no power is cut: the order of the system calls is what is tested',
    [runtime('publish'), 'makes durable what it shows, before it shows it', 'removal is the same backwards'],
    [broken, 'without fsync of the archive'],
  ),
  row(
    'B6',
    'engine down, restarting',
    [
      'faults/ownengine.test.ts',
      'restarted while two containers are paused',
      'goes down while two',
      'goes down in the middle of a restore',
    ],
    [engine, '(B6)', '(B6, B10)', '(B4, B6)'],
    [runtime('quiesce'), 'by an engine that does not answer are not taken for quiet'],
  ),
  row('B7', 'engine hangs', [engine, '(B7)'], [runtime('quiesce'), 'by an engine that hangs end with the timeout']),
  row('B8', 'total timeout', [runtime('endings'), 'that takes too long'], [broken, 'that does not watch its time']),
  row(
    'B9',
    'death between journal and step; torn entry',
    [kills, "...phases, 'unlinked'"],
    [runtime('recover'), 'a step that dies after its journal entry', 'an entry counts when it is in place, not before'],
  ),
  row('B10', 'an undo fails or hangs', [runtime('recover'), 'goes on where an undo fails or hangs'], [engine, '(B10)']),
  row(
    'B11',
    'watchdog killed',
    [kills, 'a run does not need its watchdog'],
    [runtime('endings'), 'whose watchdog is killed still ends in time'],
  ),

  row(
    'C1',
    'too little space, known before',
    [e2e('diskfull'), 'is known before anything is written'],
    [runtime('disk'), 'without room for what is asked'],
  ),
  row(
    'C2',
    'fills up at any moment; quota',
    [e2e('diskfull'), 'fills up during the backup'],
    [runtime('disk'), 'that fills at any moment'],
    [disk, 'the archive is over a quota'],
  ),
  row('C3', 'no inodes', [e2e('diskfull'), 'has few inodes left, or none'], [runtime('disk'), 'without inodes']),
  row('C4', 'read-only, no permission', [e2e('diskfull'), 'is read-only'], [runtime('directory'), 'that cannot be written is refused']),
  row('C5', 'EIO on fsync, rename, link, write, read', [disk, '(C5)']),
  row('C6', '.work on another filesystem', [runtime('directory'), 'that is read-only, or in two filesystems']),
  row('C7', 'no hard links', [runtime('publish'), 'works where the filesystem has no hard links', 'never overwrites']),
  row('C8', 'directory missing, link, file, foreign, open', [
    runtime('directory'),
    'that is missing is made',
    'that is a link',
    'of others, or open to others',
  ]),
  row('C9', 'old archive cannot be removed', [disk, '(C9)']),
  row(
    'C10',
    'rotten old archive',
    [disk, '(C10, I2)'],
    [runtime('verify'), 'a flipped byte is named, wherever it is'],
    ['faults/rot.test.ts', '(C10, H1)'],
  ),

  row('D1', 'six at once, no wait', [together, '(D1)'], [runtime('lock'), 'waits for the other, whom it names']),
  row('D2', 'four at once; two directories', [together, '(D2)'], [runtime('lock'), 'of one directory is not that of another']),
  row('D3', 'same second', [runtime('naming'), 'of one second follow each other', 'go on where a clock stands still']),
  row('D4', 'writers and readers', [together, '(D4)'], [e2e('rotation'), 'two at once: one waits for the other']),
  row('D5', 'holder alive, its client dead', [connection, '(A12, D5)']),
  row('D6', 'lock file left, removed or replaced', [runtime('lock'), 'is free as soon as its holder is dead', 'does not hang on its file']),
  row('D7', 'child inherits the lock', [runtime('lock'), 'is not handed on to what a step leaves running']),
  row('D8', 'removed by hand during rotation', [together, '(D8)']),
  row('D9', 'two drills', [e2e('drill'), 'two at once, of two directories, do not touch each other']),

  row('E1', 'container missing, stopped, paused', [e2e('failures'), 'is stopped, paused, or not there']),
  row('E2', 'wrong password', [e2e('failures'), 'is refused, and its password is nowhere']),
  row('E3', 'dump fails midway', [e2e('failures'), "'fails midway'"]),
  row('E4', 'docker client ends with 0', [e2e('failures'), 'loses its docker client, which ends with status 0']),
  row('E5', 'container killed', [e2e('failures'), 'loses its container']),
  row('E6', 'dump hangs', [e2e('failures'), '(E6)'], [runtime('endings'), 'that takes too long']),
  row('E7', 'empty dump', [e2e('failures'), 'a database that does not exist', 'says that all is well and dumps nothing']),
  row('E8', 'shrunk', [e2e('sources'), 'of which one is gone that the last backup had']),
  row('E9', 'stdout polluted', ['sources/mongoarchive.test.ts', 'bytes that are no archive are refused']),
  row(
    'E10',
    'cut at a block boundary',
    [e2e('failures'), 'is cut, and ends with status 0'],
    ['sources/mongoarchive.test.ts', 'cut anywhere it is refused'],
  ),
  not(
    'E11',
    'flipped byte',
    'between mongodump and the compressor only the reader on the runner would see it (docs/adr/0004)',
    ['sources/mongoarchive.test.ts', 'the real one with any byte after the prelude flipped'],
    [runtime('prove'), ', names the component and its bytes'],
  ),
  row(
    'E12',
    'writes during the dump',
    [e2e('restore'), 'a database that is written to meanwhile'],
    [e2e('sources'), 'that is no member of a replica set'],
  ),
  row('E13', 'restore: failed documents, exit 0', [e2e('putback-faults'), 'says that documents failed, and ends with 0 (E13)']),
  row('E14', 'restore dies after --drop', [e2e('putback-faults'), 'killed in its container', 'is put back by ']),
  row('E15', 'collection made after the backup', [e2e('putback'), 'what came after the backup is gone', "includes('meeshy.newcoll')"]),
  row('E16', 'server version differs from the dump', [e2e('putback-faults'), '(E16)']),

  row('F1', 'password refused', [e2e('failures'), 'Redis refuses the password, which is nowhere']),
  row('F2', 'save already running', [e2e('sources'), 'in the middle of a ']),
  row('F3', 'save fails', [e2e('failures'), 'Redis cannot save']),
  not('F4', 'damaged snapshot', 'a Redis that writes a damaged snapshot and says that it saved: what is damaged after that is injected', [
    runtime('prove'),
    ', names the component and its bytes',
  ]),
  row('F5', 'trailing mark of --rdb -', [e2e('sources'), 'that denies CONFIG: the snapshot comes by another way']),
  row('F8', 'CONFIG denied', [e2e('sources'), 'that denies CONFIG: the snapshot comes by another way']),
  row('F6', 'restore with append-only files', [e2e('putback-redis'), 'with append-only files', 'after a restart of its own']),
  row('F7', 'file replaced under a running server', ['plan/restore.test.ts', 'nothing is held or swapped before it']),
  row('F9', 'replicas attached at restore', [e2e('putback-faults'), '(F9)']),

  row('G1', 'typo in a volume', [
    e2e('refused'),
    'of a volume that is not there: the message names those that are, and no volume comes to be',
  ]),
  row('G2', 'file grows', [runtime('tree'), 'in which a file grew once', 'in which a file grows each time']),
  row('G3', 'file shrinks, vanishes', [runtime('tree'), 'in which a file shrinks each time', 'in which a file vanished']),
  row('G4', 'unreadable file', [runtime('tree'), 'that cannot be read fails the run']),
  row('G5', 'every kind of file', [runtime('tree'), 'with everything in it is the same'], [e2e('restore'), 'volumes come back']),
  row('G6', 'live files of a database', [e2e('quiesce'), 'the files of the database are refused while it runs']),
  row('G7', 'volumes of other kinds', ['sources/select.test.ts', 'are left out by auto and named, refused by name']),
  row('G8', 'no image for the helper', ['sources/select.test.ts', 'are read in a container of an image that is there']),
  row(
    'G9',
    'death while quiesced',
    [kills, "...phases, 'unlinked'"],
    [runtime('quiesce'), 'run again when the run fails, and when it dies'],
  ),
  row(
    'G10',
    'names of containers',
    ['sources/select.test.ts', 'twice is ambiguous until one is named'],
    [e2e('discovery'), 'finds all of a project with other names'],
  ),
  row('G11', '.env missing', [runtime('files'), 'that are missing: an error where they were asked for']),
  row('G14', 'secrets in a database backup', [e2e('secrets'), 'a backup of the database alone has no configuration']),
  row('G12', 'restore into a volume in use', [e2e('putback'), 'over SSH brings all of it back']),
  row('G13', 'restore must not merge', [e2e('putback'), 'what came after the backup is gone'], [restores, 'that fails at ']),
  row('G15', 'a planted link', [restores, 'replaces a link by name, and writes nothing through it']),

  row(
    'H1',
    'archive damaged',
    [e2e('putback'), 'one flipped byte'],
    [runtime('prove'), ', names the component and its bytes'],
    [e2e('format'), 'tells a damaged archive from a whole one'],
    [runtime('verify'), 'that is cut is named after each part', 'that is empty, or is followed by something'],
    ['reading/archive.test.ts', 'no flipped byte at all goes unnoticed', 'that is cut, or arrives cut'],
    ['faults/rot.test.ts', '(C10, H1)'],
    [runtime('old'), 'has a volume that is cut', 'has a dump that is cut', 'has a flipped byte'],
  ),
  row(
    'H2',
    'hostile members',
    [runtime('harmless'), 'that would write outside of its place is refused', 'a link and a file through it'],
    [runtime('verify'), 'what would harm a server is damage'],
    ['reading/archive.test.ts', 'that would harm a server is not sound'],
    [runtime('old'), 'is refused by its listing, which names it', 'in a volume is refused'],
    [e2e('old-restore'), 'that is damaged or hostile is refused before anything is touched'],
  ),
  row(
    'H3',
    'bomb',
    [runtime('old'), 'that unpacks to more than its whole disk holds is refused'],
    ['reading/archive.test.ts', 'a bomb is given up after the bytes that were taken'],
  ),
  row('H12', 'zstd missing at restore', ['plan/restore.test.ts', 'has no decompressor for']),
  ...['H4', 'H5', 'H6'].map(id => not(id, 'encryption', encryption)),
  ...['H7', 'H8', 'H9'].map(id => not(id, 'off-site copies', stores)),
  not('H10', 'a reused member is rotten', 'nothing is reused from the previous archive'),
  row(
    'H11',
    'ranges in the manifest wrong',
    ['backups/manifest.test.ts', 'ranges are accepted exactly when'],
    ['backups/subjects.test.ts', 'offsets that overlap or leave the archive'],
    [runtime('verify'), 'whose manifest was changed is found out'],
  ),
  row(
    'H13',
    'a drill that cannot be done, is killed, or differs',
    [
      e2e('drill'),
      'when its image is gone',
      'when there is no room for it',
      'when its server is killed',
      'when a document is missing',
      'when a key is missing',
      'when a file is missing',
      'when an index, or a collection, is missing',
      'whose run is killed, watchdog and all',
    ],
    [runtime('drill'), 'fails when its image is gone', 'leaves nothing when its run is ended'],
  ),

  row('I1', 'the run failed', [e2e('rotation'), 'a backup that fails removes nothing'], [broken, 'that makes room by removing: INV11']),
  row('I2', 'damaged ones do not count', [disk, '(C10, I2)'], ['backups/retention.test.ts', 'does not count what is damaged']),
  row(
    'I3',
    'mtimes shuffled',
    ['backups/catalogue.test.ts', 'does not depend on mtime'],
    [e2e('rotation'), 'whatever their files are dated'],
  ),
  row('I4', 'foreign names', [e2e('rotation'), 'what is not ours is never touched']),
  row('I5', 'keep 10 to 1; fewer', [
    'backups/retention.test.ts',
    'from ten to one keeps the newest',
    'with fewer than it may keep does nothing',
  ]),
  row('I6', 'dated in the future', [e2e('rotation'), 'under a clock that may be wrong nothing goes']),
  row('I7', 'pinned', [e2e('rotation'), 'what is pinned stays and is not counted']),
  row('I8', 'old format', [e2e('rotation'), 'six archives of the old scripts', 'a damaged archive of the old scripts']),
  row('I9', 'death between the two unlinks', [kills, "...phases, 'unlinked'"]),
  row('I10', '30 nightlies', ['backups/retention.test.ts', 'removes nothing of another prefix']),
  row('I11', 'restore incomplete', [e2e('rotation'), 'while a restore is incomplete nothing goes']),
  row(
    'I12',
    'listing fails',
    ['backups/retention.test.ts', 'does not count what is damaged, and leaves it'],
    ['backups/catalogue.test.ts', 'a regular file of an exact name, with its manifest'],
  ),

  row(
    'J1',
    'the hour that comes twice',
    ['backups/names.test.ts', 'the hour that comes twice in autumn'],
    [runtime('naming'), 'are the time in UTC, in any time zone'],
  ),
  row('J2', 'clock goes back', [runtime('naming'), 'go on from the newest where the clock ']),
  row('J3', 'clock jumps during the run', [runtime('naming'), 'never make a duration negative']),
  not('J4', 'the clock of the client is wrong', 'the client takes no time from its own clock: names and ages are the server’s', [
    'backups/catalogue.test.ts',
    'is sound when nothing is dated ahead',
  ]),

  row(
    'K1',
    'no such backup; another application',
    [e2e('putback'), 'a missing component, a foreign application'],
    ['settings/values.test.ts', 'backup: {'],
  ),
  row('K2', 'not confirmed', [e2e('putback'), 'that nobody confirmed contacts nothing']),
  row('K3', 'verification fails', [e2e('putback'), 'nothing is touched']),
  row(
    'K4',
    'no room; the disk fills up at any moment; the safety backup fails',
    ['faults/restore-disk.test.ts', 'for which there is no room', 'both disks fill up at ', 'the disk of the backups fills up at '],
    [restores, 'that fails at '],
  ),
  row(
    'K5',
    'death at each phase',
    [restores, 'all of which is killed at ', 'that died is ended by --', 'is killed when it is final', 'is completed by --undo'],
    [e2e('putback-faults'), 'is put back by ', "'the next backup'"],
    ['faults/broken-restore.test.ts', 'does not mark what it begins', 'in the order in which it did'],
  ),
  row('K6', 'one component fails', [e2e('putback-faults'), 'that fails when redis is swapped']),
  row('K7', 'health check fails', [restores, 'whose service does not come up is undone (K7)']),
  row('K8', 'partial', [e2e('putback'), 'of some components touches nothing else']),
  row('K9', 'success that did nothing', [e2e('putback-faults'), '(K9)']),
  row(
    'K10',
    'undo fails',
    [restores, '(K10)', 'cannot write down its '],
    ['faults/ownengine.test.ts', 'goes down in the middle of a restore'],
  ),
  row('K11', 'dry run', [e2e('putback'), 'by dry run shows what it would replace, and changes nothing']),
  row('K12', 'runbook by hand', [
    e2e('runbook'),
    'refuses in plain words what the action refuses',
    'says what it does, asks, and puts everything back',
    'that died after its mark is put back by --undo',
    'is on a server that has none of what it does not need',
  ]),
  not(
    'K13',
    'round trip',
    'encryption is not part of this release; all else is compared',
    [e2e('putback'), 'over SSH brings all of it back', 'after everything is destroyed'],
    [e2e('old-restore'), 'comes back over what was changed', 'comes back after everything is destroyed'],
  ),
  not('K14', 'post step rolls back', 'no input asks for it: a job restores by a step of its own when its deploy failed'),

  row('L1', 'skipped', ['scenarios/skip.test.ts', 'is recorded on the server, and the list shows the gap']),
  row('L2', 'no file for outputs', ['scenarios/connect.test.ts', 'without a file for outputs']),
  row('L3', 'server prints commands', ['text/inert.test.ts', 'no output is obeyed, shows a control, or is too long']),
  row('L4', 're-run; matrix on one server', [together, '(D2)']),
  row('L5', 'fork without secrets', ['scenarios/inputs.test.ts', 'of a fork, which gets no secrets, say so']),
  row(
    'L6',
    'debug mode',
    ['scenarios/files.test.ts', 'prints no secret, with debug logging neither'],
    [e2e('secrets'), 'the action with all debugging on prints none'],
  ),
]

/** How many rows the table of faults has in each group that is about backups. */
export const groups: Readonly<Record<string, number>> = { A: 22, B: 11, C: 10, D: 9, E: 16, F: 9, G: 15, H: 13, I: 12, J: 4, K: 14, L: 6 }
