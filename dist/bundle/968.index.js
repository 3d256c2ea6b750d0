export const id = 968;
export const ids = [968];
export const modules = {

/***/ 74752:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Qb: () => (/* binding */ drillHere),
  Mh: () => (/* binding */ drillThere),
  mG: () => (/* binding */ pullingHere)
});

// EXTERNAL MODULE: ./build/messages/errors.js
var errors = __webpack_require__(76042);
// EXTERNAL MODULE: ./build/plan/drill.js
var plan_drill = __webpack_require__(76079);
// EXTERNAL MODULE: ./build/script/conversation.js + 6 modules
var conversation = __webpack_require__(94098);
// EXTERNAL MODULE: ./build/text/amounts.js
var amounts = __webpack_require__(16715);
// EXTERNAL MODULE: ./build/text/inert.js
var inert = __webpack_require__(43338);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: ./build/plan/verify.js
var verify = __webpack_require__(15829);
// EXTERNAL MODULE: ./build/operations/session.js + 2 modules
var operations_session = __webpack_require__(34539);
;// CONCATENATED MODULE: ./build/operations/fetch.js
// Bring a backup to this machine: its archive, as it is stored, and the manifest beside it, in a directory of their own.











/** Fetches it. Throws E_VERIFY if what arrives is not what the manifest says, E_INTERRUPTED, E_TIMEOUT, E_CANCELLED. */
async function fetchBackup(session, manifest) {
    const directory = await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'meeshy-drill-'));
    const remove = () => (0,promises_.rm)(directory, { recursive: true, force: true });
    try {
        await (0,promises_.mkdir)((0,external_node_path_.join)(directory, '.meta'), { mode: 0o700 });
        await (0,promises_.writeFile)((0,external_node_path_.join)(directory, '.meta', `${manifest.name}.json`), `${JSON.stringify(manifest)}\n`, { mode: 0o600 });
        const arrived = await receive(session, manifest, (0,external_node_path_.join)(directory, manifest.archive.file));
        requireWhole(arrived, manifest, session.transport.name);
        return { directory, remove };
    }
    catch (thrown) {
        await remove();
        throw thrown;
    }
}
/** Writes what the server sends, if it is as long as the manifest says. */
async function receive(session, { name, archive }, to) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    let announced = 0;
    let writing;
    const onRaw = (backup, bytes) => {
        const chunks = new external_node_stream_.PassThrough();
        if (backup !== name || writing !== undefined)
            return chunks.destroy();
        announced = bytes;
        if (bytes !== archive.bytes)
            return chunks.destroy();
        chunks.on('data', chunk => hash.update(chunk));
        writing = (0,external_node_stream_promises_.pipeline)(chunks, (0,external_node_fs_.createWriteStream)(to, { mode: 0o600 }));
        writing.catch(() => { });
        return chunks;
    };
    try {
        await (0,operations_session/* run */.eF)(session, (0,verify/* planSend */.m)(session.settings, [{ name, file: archive.file, bytes: archive.bytes }]), { onRaw });
        await writing;
    }
    catch (thrown) {
        throw failed(thrown, archive.file, session);
    }
    return { bytes: announced, sha256: hash.digest('hex') };
}
/** The server's own failure stays as it is; a failure of the transfer names this archive. */
function failed(thrown, file, { transport, cancel }) {
    if (cancel?.aborted)
        return new errors/* BackupError */.hj({
            code: 'E_CANCELLED',
            title: 'The run was cancelled while it fetched the backup.',
            safe: 'nothing was changed',
        });
    if (thrown instanceof errors/* BackupError */.hj && !(thrown instanceof conversation/* ConnectionLost */.pz))
        return thrown;
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    return new errors/* BackupError */.hj({
        code: 'E_INTERRUPTED',
        title: `The archive ${file} did not arrive whole from ${transport.name}: ${why}`,
        safe: 'nothing was changed',
        next: 'run it again; raise timeout if it is large, or drill on the server',
    }, { cause: thrown });
}
function requireWhole({ bytes, sha256 }, { archive }, where) {
    if (bytes === archive.bytes && sha256 === archive.sha256)
        return;
    throw new errors/* BackupError */.hj({
        code: 'E_VERIFY',
        title: `The archive ${archive.file} that ${where} sent does not match its manifest: ${bytes} bytes${bytes === archive.bytes ? ' with another sha256' : `, not ${archive.bytes}`}.`,
        safe: 'nothing was changed',
        next: 'verify it on the server: it may be damaged, or gone',
    });
}

;// CONCATENATED MODULE: ./build/operations/drill.js
// Drill a backup that is there: on the server, or with its archive brought to this machine, by the Docker engine here.







/** Drills one backup on the server, which keeps in its manifest how long restoring took. Throws E_VERIFY if it does not come back as it was taken. */
async function drillThere(session, manifest) {
    const told = new Told(session, 'server');
    await (0,operations_session/* run */.eF)(session, (0,plan_drill/* planDrill */.LI)(manifest, session.settings), { onEvent: event => told.add(event) });
    return told.end(manifest);
}
/** Drills one backup on this machine: nothing but reading it, and one line in its manifest, is asked of the server. */
async function drillHere(session, manifest, here) {
    const { settings, reporter } = session;
    reporter.line(`bringing ${(0,amounts/* bytes */.ee)(manifest.archive.bytes)} here`);
    const fetched = await fetchBackup(session, manifest);
    try {
        const local = {
            ...session,
            runId: (0,conversation/* newRunId */.F$)(),
            transport: here.transport,
            settings: { ...settings, appDir: fetched.directory, backupDir: fetched.directory, minFree: 0 },
        };
        await (0,operations_session/* run */.eF)({ ...local, runId: (0,conversation/* newRunId */.F$)() }, (0,plan_drill/* planProof */.S0)(manifest, local.settings));
        await here.prepare((0,plan_drill/* imagesHere */.X1)(manifest));
        const told = new Told(session, 'runner');
        await (0,operations_session/* run */.eF)(local, (0,plan_drill/* planDrill */.LI)(manifest, local.settings, 'runner'), { onEvent: event => told.add(event) });
        const drill = told.end(manifest);
        await (0,operations_session/* run */.eF)(session, (0,plan_drill/* planKeepDrill */.kz)(manifest, settings, drill));
        return drill;
    }
    finally {
        await fetched.remove();
    }
}
/** Images that this machine fetches, if it may, when its script comes to them. */
function pullingHere(transport) {
    return { transport, prepare: async () => { } };
}
/** What a drill tells while it runs: a line for each component. */
class Told {
    #session;
    #where;
    #components = new Map();
    constructor(session, where) {
        this.#session = session;
        this.#where = where;
    }
    add(event) {
        if (event.type !== 'drilled')
            return;
        const { component, milliseconds, found } = event;
        this.#components.set(component, milliseconds);
        this.#session.reporter.line(`${(0,inert/* inert */.tJ)(component).padEnd(28)} restored in ${(0,amounts/* duration */.p0)(milliseconds).padEnd(8)} ${found.replaceAll('=', ' ')}`);
    }
    /** Exit status 0 alone proves nothing: each component needs its own event. */
    end({ name, components }) {
        const missing = components.filter(component => !this.#components.has(component.name));
        if (missing.length > 0)
            throw new errors/* BackupError */.hj({
                code: 'E_PROTOCOL',
                title: `The drill of ${name} ended without a result for ${missing.map(component => (0,inert/* inert */.tJ)(component.name)).join(', ')}.`,
                safe: 'the backup was not changed',
                next: 'run it again with debug logging',
            });
        const milliseconds = [...this.#components.values()].reduce((sum, each) => sum + each, 0);
        this.#session.reporter.line(`${name}: ${(0,amounts/* count */.U9)(components.length, 'component')} restored and equal; a restore takes about ${(0,amounts/* duration */.p0)(milliseconds)}`);
        return { time: Math.floor(Date.now() / 1000), where: this.#where, milliseconds, components: Object.fromEntries(this.#components) };
    }
}


/***/ }),

/***/ 64799:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KE: () => (/* binding */ listed),
/* harmony export */   RR: () => (/* binding */ listing),
/* harmony export */   p_: () => (/* binding */ list)
/* harmony export */ });
/* harmony import */ var _backups_catalogue_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(99205);
/* harmony import */ var _backups_retention_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(92206);
/* harmony import */ var _messages_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76042);
/* harmony import */ var _plan_look_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(97947);
/* harmony import */ var _report_outcome_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(44247);
/* harmony import */ var _server_facts_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(60529);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(34539);
// List: what is in the backup directory, how it was proven, and what the next rotation will do with it.







/** One round trip, whatever the number of backups. */
async function list(session) {
    const { settings, transport } = session;
    await transport.open();
    const catalogue = await listing(session);
    return { catalogue, verdicts: (0,_backups_retention_js__WEBPACK_IMPORTED_MODULE_1__/* .nextRotation */ .u5)(catalogue, settings.policy), place: (0,_report_outcome_js__WEBPACK_IMPORTED_MODULE_6__/* .placeOf */ .$)(settings, transport.name) };
}
/** What is there, over a connection that is open. */
async function listing(session) {
    return (0,_backups_catalogue_js__WEBPACK_IMPORTED_MODULE_0__/* .catalogueOf */ .vq)(await listed(session, (0,_plan_look_js__WEBPACK_IMPORTED_MODULE_3__/* .planList */ .i7)(session.settings)));
}
/** What a plan lists, not judged yet. Throws if it did not come whole: a listing that failed is never "none". */
async function listed(session, plan, onWarning) {
    const reader = new _server_facts_js__WEBPACK_IMPORTED_MODULE_4__/* .FactsReader */ .N();
    await (0,_session_js__WEBPACK_IMPORTED_MODULE_5__/* .run */ .eF)(session, plan, { onEvent: event => reader.add(event), ...(onWarning && { onWarning }) });
    if (!reader.complete)
        throw new _messages_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .BackupError */ .hj({
            code: 'E_PROTOCOL',
            title: `${session.transport.name} stopped before it finished the list.`,
            safe: 'nothing was changed',
        });
    return reader.listing();
}


/***/ }),

/***/ 64968:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  M: () => (/* binding */ verify_verify)
});

// EXTERNAL MODULE: ./build/backups/catalogue.js
var catalogue = __webpack_require__(99205);
// EXTERNAL MODULE: ./build/text/inert.js
var inert = __webpack_require__(43338);
// EXTERNAL MODULE: ./build/backups/manifest.js
var backups_manifest = __webpack_require__(8399);
// EXTERNAL MODULE: ./build/backups/names.js
var names = __webpack_require__(96880);
;// CONCATENATED MODULE: ./build/backups/subjects.js
// Chooses from a listing the backups that a verification is about, the good and the others. Pure.



/**
 * `choice`: `latest`, `all`, or a name. The newest counts even if it is damaged: an audit that passed over it would report that all is well. Safety
 * copies of restores are not `latest`.
 */
function subjectsOf(listing, choice) {
    const manifests = new Map(listing.manifests.map(({ name, text }) => [name, text]));
    const archives = listing.entries
        .flatMap(({ file, bytes, type }) => {
        const name = type === 'file' ? (0,names/* parseArchiveName */.Lz)(file) : undefined;
        return name === undefined ? [] : [{ ...name, bytes }];
    })
        .toSorted((one, other) => other.time - one.time || (one.file < other.file ? -1 : 1));
    const newest = archives.find(({ prefix }) => prefix !== 'pre-restore')?.name;
    const wanted = archives.filter(({ name }) => choice === 'all' || name === (choice === 'latest' ? newest : choice));
    const judged = wanted.map(archive => judge(archive, manifests.get(archive.name), listing));
    const there = new Set(archives.map(({ name }) => name));
    return {
        subjects: judged.flatMap(each => ('why' in each ? [] : [each])),
        damaged: judged.flatMap(each => ('why' in each ? [each] : [])),
        orphans: [...manifests.keys()].filter(name => !there.has(name)).map(name => (0,inert/* inert */.tJ)(name)),
    };
}
function judge({ name, file, bytes }, text, { old }) {
    const damage = (why) => ({ backup: name, component: '', part: 'manifest', from: 0, to: 0, why });
    if (text === undefined)
        return old.some(each => each.file === file) ? { name, file, bytes } : damage('it has no manifest');
    const manifest = (0,backups_manifest/* parseManifest */.Ng)(text);
    if ('problem' in manifest)
        return damage(`its manifest is not sound: ${manifest.problem}`);
    if (manifest.archive.file !== file)
        return damage(`its manifest belongs to ${manifest.archive.file}`);
    return { name, file, bytes, manifest };
}

// EXTERNAL MODULE: ./build/messages/errors.js
var errors = __webpack_require__(76042);
// EXTERNAL MODULE: ./build/plan/look.js
var look = __webpack_require__(97947);
// EXTERNAL MODULE: ./build/plan/verify.js
var verify = __webpack_require__(15829);
// EXTERNAL MODULE: ./build/backups/damage.js
var damage = __webpack_require__(75763);
// EXTERNAL MODULE: ./build/text/amounts.js
var amounts = __webpack_require__(16715);
;// CONCATENATED MODULE: ./build/report/console/verifylog.js
// The log of a verification while it runs, and what it found: from the runtime's events, or from the reader on the runner, which tells the same.



class VerifyLog {
    #reporter;
    #subjects;
    #backups = [];
    #damaged = [];
    #failedDrills = [];
    #unread = [];
    /** By backup: one is still read here while the next one arrives. */
    #sound = new Map();
    #began = new Map();
    #over = new Set();
    constructor(reporter, subjects) {
        this.#reporter = reporter;
        this.#subjects = new Map(subjects.map(subject => [subject.name, subject]));
    }
    get told() {
        return { backups: this.#backups, damaged: this.#damaged, failedDrills: this.#failedDrills, unread: this.#unread };
    }
    /** An event of the server. An event about another backup is ignored. */
    add(event) {
        if (!('backup' in event) || !this.#subjects.has(event.backup))
            return;
        if (event.type === 'verifying')
            this.verifying(event.backup);
        else if (event.type === 'sound')
            this.sound(event.backup, event.component);
        else if (event.type === 'damage')
            this.damage(damageOf(event));
        else if (event.type === 'unread')
            this.unread({ backup: event.backup, component: event.component, why: event.why });
        else if (event.type === 'verified' || event.type === 'gone')
            this.over(event.backup, event.type);
    }
    verifying(backup) {
        this.#began.set(backup, performance.now());
        this.#reporter.progress(`${backup} …`);
    }
    sound(backup, component) {
        this.#sound.set(backup, (this.#sound.get(backup) ?? 0) + 1);
        this.#reporter.progress(`${backup}: ${component} is sound`);
    }
    damage(damage) {
        this.#damaged.push(damage);
    }
    drillFailed(failed) {
        this.#failedDrills.push(failed);
    }
    unread(unread) {
        this.#unread.push(unread);
    }
    /** The last word about a backup; what is said after it is about nothing. */
    over(backup, how) {
        if (this.#over.has(backup))
            return;
        this.#over.add(backup);
        const subject = this.#subjects.get(backup);
        const sound = this.#sound.get(backup) ?? 0;
        const damaged = this.#damaged.filter(each => each.backup === backup);
        const failed = this.#failedDrills.filter(each => each.backup === backup);
        const unread = this.#unread.filter(each => each.backup === backup);
        const verified = {
            name: backup,
            bytes: subject?.bytes ?? 0,
            state: stateOf(how, damaged.length, failed.length, unread.length),
            sound,
            // Of an archive of the old scripts only its reading shows how many it has.
            components: subject?.manifest?.kind === 'backup'
                ? subject.manifest.components.length
                : sound + damaged.filter(each => each.component !== '').length,
            milliseconds: performance.now() - (this.#began.get(backup) ?? performance.now()),
        };
        this.#backups.push(verified);
        this.#reporter.line(lineOf(verified));
        for (const each of damaged)
            this.#reporter.line(`  damaged: ${(0,damage/* whereIsIt */.x)(each)}: ${each.why}`);
        for (const each of failed)
            this.#reporter.line(`  the drill of ${each.backup} failed: ${each.why}`);
        for (const each of unread)
            this.#reporter.line(`  not read: ${each.component}: ${each.why}`);
    }
    /** Success needs a last word about each backup that was asked for. */
    requireEnd(where) {
        if (this.#backups.length === this.#subjects.size)
            return;
        throw new errors/* BackupError */.hj({
            code: 'E_PROTOCOL',
            title: `${where} stopped before it finished its report on the backups.`,
            safe: 'nothing was changed',
            next: 'run it again with debug logging',
        });
    }
}
function stateOf(how, damaged, failed, unread) {
    if (damaged > 0)
        return 'damaged';
    if (how === 'gone')
        return 'gone';
    if (failed > 0)
        return 'failed';
    return unread > 0 ? 'unread' : 'sound';
}
const words = {
    sound: 'sound',
    damaged: 'DAMAGED',
    failed: 'DRILL FAILED',
    unread: 'not read as far as asked',
    gone: 'gone: removed meanwhile',
};
/** One backup, for people. */
function lineOf({ name, bytes: size, state, sound, components, milliseconds }) {
    const of = components === 0 ? 'old format' : `${sound} of ${(0,amounts/* count */.U9)(components, 'component')}`;
    return `${name.padEnd(30)} ${(0,amounts/* bytes */.ee)(size).padEnd(8)} ${words[state].padEnd(8)} ${of}  ${(0,amounts/* duration */.p0)(milliseconds)}`;
}
function damageOf({ type: _, ...damage }) {
    return damage;
}

// EXTERNAL MODULE: ./build/report/verified.js
var verified = __webpack_require__(76647);
// EXTERNAL MODULE: ./build/operations/drill.js + 1 modules
var operations_drill = __webpack_require__(74752);
// EXTERNAL MODULE: ./build/operations/list.js
var operations_list = __webpack_require__(64799);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: ./build/backups/formats.js + 1 modules
var formats = __webpack_require__(37927);
// EXTERNAL MODULE: ./build/backups/table.js
var backups_table = __webpack_require__(16752);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./build/bytes/cursor.js
// A stream read part by part: each part has its own reader, which may stop early, and the cursor still hashes every byte of it.

class Cursor {
    #chunks;
    #whole = (0,external_node_crypto_.createHash)('sha256');
    #part = (0,external_node_crypto_.createHash)('sha256');
    #left = 0;
    #rest = new Uint8Array();
    /** Serialises the pulls of all readers. */
    #turn = Promise.resolve();
    /** Bytes read so far. */
    position = 0;
    constructor(chunks) {
        this.#chunks = chunks[Symbol.asyncIterator]();
    }
    /** Begins the next part, of `bytes` bytes. Call `finish` for the part before it first. */
    begin(bytes) {
        this.#part = (0,external_node_crypto_.createHash)('sha256');
        this.#left = bytes;
    }
    /** The rest of the part. A reader that stops early leaves the remainder to `finish`. */
    async *bytes() {
        for (let chunk = await this.#pull(); chunk !== undefined; chunk = await this.#pull())
            yield chunk;
    }
    /** Reads the part to its end. Returns its sha256, and whether the stream had all of it. */
    async finish() {
        while ((await this.#pull()) !== undefined)
            ;
        return { sha256: this.#part.digest('hex'), whole: this.#left === 0 };
    }
    /** Reads the stream to its end. Returns the sha256 of all of it. */
    async end() {
        this.begin(Number.MAX_SAFE_INTEGER);
        await this.finish();
        return this.#whole.digest('hex');
    }
    #pull() {
        const pulled = this.#turn.then(() => this.#next());
        this.#turn = pulled.catch(() => { });
        return pulled;
    }
    async #next() {
        if (this.#left === 0)
            return undefined;
        while (this.#rest.length === 0) {
            const next = await this.#chunks.next();
            if (next.done === true)
                return undefined;
            this.#rest = next.value;
        }
        const chunk = this.#rest.subarray(0, this.#left);
        this.#rest = this.#rest.subarray(chunk.length);
        this.#left -= chunk.length;
        this.position += chunk.length;
        this.#part.update(chunk);
        this.#whole.update(chunk);
        return chunk;
    }
}

// EXTERNAL MODULE: ./build/bytes/unpack.js
var unpack = __webpack_require__(49220);
// EXTERNAL MODULE: ./build/sources/registry.js + 16 modules
var registry = __webpack_require__(97287);
// EXTERNAL MODULE: ./build/bytes/tarlist.js
var tarlist = __webpack_require__(79143);
;// CONCATENATED MODULE: ./build/reading/frame.js
// The archive's own tar around its components: headers, padding, long names, and the entries after the last one. Each says what is wrong, or nothing.




const blank = 32;
const sumAt = 148;
/** A header's 512 bytes: an ordinary file of this path and size, with a checksum that is right. */
function wrongHeader(block, path, size) {
    if (block.length !== 512 || !isSummed(block))
        return 'its checksum is wrong';
    if (textAt(block, 0, 100) !== Buffer.from(path).subarray(0, 100).toString() || block[156] !== 0x30)
        return 'it is the header of something else';
    return sizeAt(block) === size ? undefined : 'it says another size';
}
/** Is this path too long for a header, so that its name goes before it? */
function isLong(path) {
    return Buffer.byteLength(path) > 100;
}
/** The zeros that fill the entry before; nothing follows them, but where a long name does. */
function wrongPadding(found, fill, nameFollows) {
    const zeros = found.subarray(0, fill);
    if (zeros.length !== fill || zeros.some(byte => byte !== 0))
        return 'what follows its data is not what was written';
    return nameFollows || found.length === fill ? undefined : 'what follows its data is more than was written';
}
/** A path that is too long for a header: the entry before that header which holds it. */
function wrongLongName(found, path) {
    const [head, name] = [found.subarray(0, 512), found.subarray(512)];
    const long = head.length === 512 && isSummed(head) && head[156] === 0x4c && sizeAt(head) === Buffer.byteLength(path) + 1;
    const padded = name.length % 512 === 0 && name.length > 0 && textAt(name, 0, name.length) === path;
    return long && padded ? undefined : 'its long name is not the one that was written';
}
/**
 * What is wrong with it: it is padding, backup-metadata.txt, MANIFEST.sha256, and MANIFEST.json with the end of a tar, to the byte. If what the last of
 * them says is not what the manifest says, where they differ.
 */
async function wrongEnd({ stored, found, fill }, manifest) {
    const { name, components } = manifest;
    if (found.length < fill || found.subarray(0, fill).some(byte => byte !== 0))
        return 'the entries after its last component are not those that were written';
    const tar = found.subarray(fill);
    const texts = new Map();
    await (0,tarlist/* listTar */.w)((0,unpack/* chunksOf */.U_)(tar), {
        only: 'files',
        onEntry: entry => {
            const parts = [];
            texts.set(entry.path, parts);
            entry.on('data', chunk => parts.push(Buffer.from(chunk)));
        },
    });
    if ([...texts.keys()].join() !== ['backup-metadata.txt', 'MANIFEST.sha256', backups_table/* tableFile */.lC].map(entry => `${name}/${entry}`).join())
        return 'the entries after its last component are not those that were written';
    const table = Buffer.concat(texts.get(`${name}/${backups_table/* tableFile */.lC}`) ?? []);
    if (!endsWithTable(stored, tar, table, manifest))
        return 'it does not end with the table of its contents';
    const text = table.toString();
    const expected = `${(0,backups_table/* tableOf */.c_)(manifest)}\n`;
    if (text !== expected)
        return (0,backups_table/* differenceOf */.Pq)(expected, text);
    const lines = Buffer.concat(texts.get(`${name}/MANIFEST.sha256`) ?? [])
        .toString()
        .split('\n')
        .filter(line => line !== '' && !line.startsWith('#'));
    const written = components.map(({ sha256, offset, length, rawBytes, path }) => `${sha256} ${offset} ${length} ${rawBytes} ${name}/${path}`);
    if (lines.join('\n') !== written.join('\n'))
        return 'its own MANIFEST.sha256 says something else than its manifest';
    return undefined;
}
/**
 * Does the archive end with this table, stored as it is: header, table, what fills its last block, and the end of a tar? It is looked for nowhere else:
 * what merely unpacks to a table may be a part of somebody's upload.
 */
function endsWithTable(stored, tar, table, { name, archive }) {
    const filled = Math.ceil(table.length / 512) * 512;
    const end = tar.subarray(-(512 + filled + 1024));
    const isOfTable = wrongHeader(end.subarray(0, 512), `${name}/${backups_table/* tableFile */.lC}`, table.length) === undefined;
    const holdsTable = end.subarray(512, 512 + table.length).equals(table) && end.subarray(512 + table.length).every(byte => byte === 0);
    return isOfTable && holdsTable && endsWith(stored, end, archive.compression);
}
/** Bytes of one member at the end of an archive; as `mb_table_end` cuts them. */
const piece = 32_768;
/** Do these stored bytes end with this, in members that hold their bytes as they are? Whether their checksums are right is known: they were unpacked. */
function endsWith(stored, end, compression) {
    const sizes = Array.from({ length: Math.ceil(end.length / piece) }, (_, n) => Math.min(piece, end.length - n * piece));
    let at = stored.length - sizes.reduce((sum, size) => sum + (0,formats/* storedLength */.K3)(compression, size), 0);
    return sizes.every((size, n) => {
        const { before } = formats/* formats */.Fx[compression].stored;
        const member = Buffer.concat([before(size), end.subarray(n * piece, n * piece + size)]);
        const same = at >= 0 && stored.subarray(at, at + member.length).equals(member);
        at += (0,formats/* storedLength */.K3)(compression, size);
        return same;
    });
}
/** The sum of all bytes, those of its own field counted as blanks. */
function isSummed(block) {
    const sum = block.reduce((total, byte, at) => total + (at >= sumAt && at < sumAt + 8 ? blank : byte), 0);
    return Number.parseInt(textAt(block, sumAt, 8).trim(), 8) === sum;
}
/** Octal digits, or GNU's base-256 form for 8 GiB and more. */
function sizeAt(block) {
    if (((block[124] ?? 0) & 0x80) !== 0)
        return Number(block.readBigUInt64BE(128));
    return Number.parseInt(textAt(block, 124, 12).trim(), 8);
}
function textAt(bytes, at, length) {
    const field = bytes.subarray(at, at + length);
    const end = field.indexOf(0);
    return field.subarray(0, end < 0 ? field.length : end).toString();
}

;// CONCATENATED MODULE: ./build/reading/archive.js








/** The last entries are a few kilobytes; more is not from a backup. */
const longestEnd = 4 * 1024 * 1024;
/** Reads it to its end, and reports all that is wrong. `bytes` is how long the file is. Memory: a few chunks, whatever its size. */
async function readArchive(chunks, { manifest, bytes, level }, findings) {
    let told = 0;
    const tell = (component, part, from, to, why) => {
        told += 1;
        findings.damage({ backup: manifest.name, component, part, from, to, why: (0,inert/* inert */.tJ)(why) });
    };
    const cursor = new Cursor(chunks);
    tellSize(manifest, bytes, tell);
    let before;
    for (const component of manifest.components) {
        await between(cursor, before, component, manifest, tell);
        const why = await within(cursor, component, manifest, level);
        if (why === undefined)
            findings.sound(component.name);
        else
            tell(component.name, 'data', component.offset, component.offset + component.length, why);
        before = component;
    }
    const from = cursor.position;
    cursor.begin(Math.max(0, bytes - from));
    const why = await reason(async () => {
        const stored = await (0,unpack/* gather */.kg)(limited(cursor.bytes(), longestEnd));
        const found = await (0,unpack/* gather */.kg)(limited((0,unpack/* unpack */.l1)((0,unpack/* chunksOf */.U_)(stored), formats/* formats */.Fx[manifest.archive.compression].unpacker), longestEnd));
        return wrongEnd({ stored, found, fill: fillOf(before) }, manifest);
    });
    await cursor.finish();
    if (typeof why === 'string')
        tell('', 'end', endOf(before), bytes, why);
    else if (why !== undefined)
        tell(why.component, 'manifest', 0, 0, (0,backups_table/* differenceInWords */.CV)(why));
    const sha256 = await cursor.end();
    if (cursor.position < bytes)
        tell('', 'archive', cursor.position, bytes, `only ${cursor.position} of its ${bytes} bytes arrived`);
    else if (sha256 !== manifest.archive.sha256 && told === 0)
        tell('', 'archive', 0, bytes, 'its sha256 is not the recorded one, although every part of it reads as it was written: bytes that nothing else vouches for, in the compressed padding');
}
function tellSize({ archive }, bytes, tell) {
    if (bytes < archive.bytes)
        tell('', 'archive', bytes, archive.bytes, `it ends early: it has ${bytes} bytes, and ${archive.bytes} were written`);
    if (bytes > archive.bytes)
        tell('', 'archive', archive.bytes, bytes, `something follows its end: it has ${bytes} bytes, and ${archive.bytes} were written`);
}
/** What lies before a component: padding of the one before, a long name, its own header. */
async function between(cursor, before, component, manifest, tell) {
    const from = endOf(before);
    const { stored: form, unpacker } = formats/* formats */.Fx[manifest.archive.compression];
    const length = (0,formats/* storedLength */.K3)(manifest.archive.compression);
    const fragment = isFragment(component);
    const header = fragment ? component.offset : component.offset - length;
    if (header < from) {
        tell(component.name, 'header', from, component.offset, 'there is no room for its tar header');
        cursor.begin(component.offset - from);
        await cursor.finish();
        return;
    }
    cursor.begin(header - from);
    const fill = fillOf(before);
    const path = fragment ? '' : `${manifest.name}/${component.path}`;
    let ofName = isLong(path);
    const wrong = await reason(async () => {
        const found = header === from ? Buffer.alloc(0) : await (0,unpack/* gather */.kg)(limited(unpackAny(cursor, manifest), 65_536));
        const padding = wrongPadding(found, fill, isLong(path));
        if (padding !== undefined)
            ofName = false;
        return padding ?? (isLong(path) ? wrongLongName(found.subarray(fill), path) : undefined);
    });
    await cursor.finish();
    if (wrong !== undefined && ofName)
        tell(component.name, 'header', from, header, wrong);
    else if (wrong !== undefined)
        tell(before?.name ?? component.name, before === undefined ? 'header' : 'padding', from, header, wrong);
    if (fragment)
        return;
    cursor.begin(length);
    const begins = form.before(512);
    const why = await reason(async () => {
        const stored = await (0,unpack/* gather */.kg)(cursor.bytes());
        // No checksum reaches these bytes: a member that holds one block as it is begins in one way only.
        if (!stored.subarray(0, begins.length).equals(begins))
            return 'its member begins in another way';
        return wrongHeader(await (0,unpack/* gather */.kg)((0,unpack/* unpack */.l1)((0,unpack/* chunksOf */.U_)(stored), unpacker, 512)), `${manifest.name}/${component.path}`, component.rawBytes);
    });
    await cursor.finish();
    if (why !== undefined)
        tell(component.name, 'header', header, component.offset, 'its tar header is not the one that was written');
}
/** Reads one component; why it is not whole, if so. */
async function within(cursor, component, manifest, level) {
    cursor.begin(component.length);
    const read = level === 'read'
        ? await reason(() => readKind(component, (0,unpack/* unpack */.l1)(cursor.bytes(), formats/* formats */.Fx[manifest.archive.compression].unpacker, component.rawBytes)))
        : undefined;
    const { sha256, whole } = await cursor.finish();
    if (!whole)
        return 'it would lie beyond the end of the archive';
    if (sha256 !== component.sha256)
        return 'its stored bytes have another sha256';
    return read;
}
/** By the reader of its kind; of a kind that this version does not know, its bytes alone. */
async function readKind(component, raw) {
    const source = (0,registry/* sourceOf */.vz)(component.kind);
    if (source !== undefined)
        return source.read(raw, component);
    for await (const _ of raw)
        ;
    return undefined;
}
/** What unpacks to a size that is not known before. */
function unpackAny(cursor, { archive }) {
    return (0,unpack/* unpack */.l1)(cursor.bytes(), formats/* formats */.Fx[archive.compression].unpacker);
}
async function* limited(chunks, most) {
    let count = 0;
    for await (const chunk of chunks) {
        count += chunk.length;
        if (count > most)
            throw new unpack/* NotWhole */.Tj('it unpacks to more than was written');
        yield chunk;
    }
}
/** What a check says, or why it could not come to its end. Only what is no damage is thrown. */
async function reason(check) {
    try {
        return await check();
    }
    catch (thrown) {
        if (thrown instanceof unpack/* NotWhole */.Tj)
            return thrown.message;
        if (thrown instanceof errors/* BackupError */.hj && thrown.code === 'E_VERIFY')
            return `${thrown.failure.title}${thrown.failure.details ? ` (${Object.values(thrown.failure.details).join(', ')})` : ''}`;
        throw thrown;
    }
}
/** Pieces of the archive's own tar: entries already, headers and padding included. */
function isFragment({ kind }) {
    return (0,registry/* sourceOf */.vz)(kind)?.form === 'fragment';
}
function endOf(component) {
    return component === undefined ? 0 : component.offset + component.length;
}
/** How many zeros fill an entry up to the next 512 bytes. */
function fillOf(component) {
    return component === undefined || isFragment(component) ? 0 : (512 - (component.rawBytes % 512)) % 512;
}

;// CONCATENATED MODULE: ./build/reading/oldarchive.js
// An archive of the old scripts read here: one gzip stream, a tar, and the nested archives of its volumes.





/** Reads it to its end, and tells what is wrong with it. What its manifest knows of it, if it has one, is its size and its sha256. */
async function readOldArchive(chunks, { subject, bytes }, { damage }) {
    const { name, manifest } = subject;
    const tell = (why) => damage({ backup: name, component: '', part: 'archive', from: 0, to: bytes, why: (0,inert/* inert */.tJ)(why) });
    const cursor = new Cursor(chunks);
    cursor.begin(bytes);
    let why;
    let isOurs = false;
    try {
        await (0,tarlist/* listTar */.w)((0,unpack/* unpack */.l1)(cursor.bytes(), unpack/* gunzip */.kd), {
            only: 'any',
            nested: true,
            onEntry: ({ path }) => {
                isOurs ||= path === `${name}/${backups_table/* tableFile */.lC}`;
            },
        });
    }
    catch (thrown) {
        if (!(thrown instanceof unpack/* NotWhole */.Tj))
            throw thrown;
        why = thrown.message;
    }
    const { whole } = await cursor.finish();
    const sha256 = await cursor.end();
    if (!whole)
        tell(`only ${cursor.position} of its ${bytes} bytes arrived`);
    else if (isOurs)
        damage({ backup: name, component: '', part: 'manifest', from: 0, to: 0, why: (0,backups_table/* differenceInWords */.CV)({ component: '', field: 'kind' }) });
    else if (manifest !== undefined && sha256 !== manifest.archive.sha256)
        tell('its sha256 is not the one it had when it was first read');
    else if (why !== undefined)
        tell(why);
}

// EXTERNAL MODULE: ./build/operations/session.js + 2 modules
var operations_session = __webpack_require__(34539);
;// CONCATENATED MODULE: ./build/operations/readhere.js
// The archives streamed to here, and read as they come. Nothing of them is written to a disk here.





/** Bytes that may wait between the connection and the reader. */
const waiting = 4 * 1024 * 1024;
/** One conversation for all of them, one after the other. */
async function readHere(session, subjects, log) {
    const { settings } = session;
    const readings = new Map();
    const read = async (subject, chunks, bytes) => {
        try {
            const { manifest } = subject;
            const findings = {
                sound: (component) => log.sound(subject.name, component),
                damage: log.damage.bind(log),
            };
            if (manifest?.kind === 'backup')
                await readArchive(chunks, { manifest, bytes, level: settings.verification.level }, findings);
            else
                await readOldArchive(chunks, { subject, bytes }, findings);
            log.over(subject.name, 'verified');
        }
        finally {
            // The sender must not wait for a reader that failed.
            chunks.destroy();
        }
    };
    const onRaw = (backup, bytes) => {
        const chunks = new external_node_stream_.PassThrough({ highWaterMark: waiting });
        const subject = subjects.find(({ name }) => name === backup);
        if (subject === undefined || readings.has(backup))
            return chunks.destroy();
        const reading = read(subject, chunks, bytes);
        reading.catch(() => { });
        readings.set(backup, reading);
        return chunks;
    };
    await (0,operations_session/* run */.eF)(session, (0,verify/* planSend */.m)(settings, subjects), { onEvent: event => log.add(event), onRaw });
    await Promise.all(readings.values());
}

;// CONCATENATED MODULE: ./build/operations/verify.js
// Verify: look which backups there are, choose, and have each read or drilled, on the server or here. Reading changes nothing and takes no lock; a drill
// takes it, because it keeps in the manifest how long restoring took.













/** Verifies what was asked for, and always returns what came of it. */
async function verify_verify(given, here) {
    const began = performance.now();
    const session = { ...given, settings: ofArchive(given.settings) };
    const { level, where } = session.settings.verification;
    let so = { ...verified/* nothingVerified */.Ue, runId: session.runId, level, where };
    const outcome = () => ({ ...so, seconds: (performance.now() - began) / 1000 });
    try {
        await (0,operations_session/* connect */.Ng)(session);
        so = { ...so, ...(await verify_verified(session, here)) };
        const failure = (0,verified/* verdictOf */.Vj)(so);
        if (failure !== undefined)
            throw new errors/* BackupError */.hj(failure);
        session.reporter.done(`Verified ${(0,amounts/* count */.U9)(so.backups.length, 'backup')} by ${level} in ${(0,amounts/* duration */.p0)(outcome().seconds * 1000)}: all sound.`);
        return { ...outcome(), status: 'success' };
    }
    catch (thrown) {
        if (thrown instanceof Error)
            session.reporter.debug((0,inert/* inert */.tJ)(String(thrown.stack)));
        const failure = (0,errors/* failureOf */.g5)(thrown);
        session.reporter.failure(failure);
        return { ...outcome(), status: 'failed', failure };
    }
}
/** How often a backup may be gone when its turn comes, before that is a failure. */
const tries = 3;
async function verify_verified(session, here) {
    for (let again = 1;; again += 1) {
        const list = await (0,operations_list/* listed */.KE)(session, (0,look/* planList */.i7)(session.settings));
        const chosen = subjectsOf(list, session.settings.verification.backup);
        requireSome(chosen, list, session);
        const { strangers } = (0,catalogue/* catalogueOf */.vq)(list);
        tell(session, chosen, strangers);
        const log = new VerifyLog(session.reporter, chosen.subjects);
        await (session.settings.verification.level === 'drill'
            ? drillAll(session, chosen.subjects, log, here)
            : readAll(session, chosen.subjects, log));
        const { backups, damaged, failedDrills, unread } = log.told;
        // A rotation took the only one: there is a newer one, then.
        const gone = backups.length > 0 && chosen.damaged.length === 0 && backups.every(({ state }) => state === 'gone');
        if (!gone || again === tries)
            return {
                backups: [...backups, ...chosen.damaged.map(unusable)],
                damaged: [...chosen.damaged, ...damaged],
                failedDrills,
                unread,
                strangers,
                orphans: chosen.orphans,
            };
    }
}
async function readAll(session, subjects, log) {
    if (subjects.length === 0)
        return;
    const { settings, transport, reporter } = session;
    const { level, where } = settings.verification;
    reporter.begin('Verify', `${level}, ${where === 'server' ? `by ${transport.name} itself` : 'streamed to this machine'}`);
    if (where === 'runner') {
        await readHere(session, subjects, log);
        return log.requireEnd(transport.name);
    }
    await (0,operations_session/* run */.eF)(session, (0,verify/* planVerify */.T)(settings, subjects), { onEvent: event => log.add(event) });
    log.requireEnd(transport.name);
}
/** One after the other. A failure of the one that was asked for is thrown; among all, each that does not come back as it was taken is named. */
async function drillAll(session, subjects, log, here) {
    const { settings, transport, reporter } = session;
    const { where } = settings.verification;
    reporter.begin('Drill', where === 'server' ? `on ${transport.name}, in throw-away containers` : `in throw-away containers of ${here.transport.name}`);
    for (const { name, manifest } of subjects) {
        log.verifying(name);
        if (manifest?.kind === 'backup')
            await drillOne(session, manifest, here, log);
        else
            log.unread({ backup: name, component: 'all of it', why: notDrilled });
        log.over(name, 'verified');
    }
}
const notDrilled = 'an archive of the old scripts has no manifest that says what it holds';
async function drillOne(session, manifest, here, log) {
    try {
        const drill = await (session.settings.verification.where === 'runner'
            ? (0,operations_drill/* drillHere */.Qb)(session, manifest, here)
            : (0,operations_drill/* drillThere */.Mh)(session, manifest));
        for (const component of Object.keys(drill.components))
            log.sound(manifest.name, component);
    }
    catch (thrown) {
        const failure = (0,errors/* failureOf */.g5)(thrown);
        if (session.settings.verification.backup !== 'all' || failure.code !== 'E_VERIFY')
            throw thrown;
        log.drillFailed({ backup: manifest.name, why: [failure.title, failure.details?.['It differs']].filter(Boolean).join(' ') });
    }
}
function unusable({ backup }) {
    return { name: backup, bytes: 0, state: 'damaged', sound: 0, components: 0, milliseconds: 0 };
}
function tell({ reporter, settings }, { subjects, damaged, orphans }, strangers) {
    const size = subjects.reduce((sum, subject) => sum + subject.bytes, 0);
    const lines = [
        ...damaged.map(({ backup, why }) => `${backup}: ${why}`),
        ...orphans.map(name => `${name}: its archive is gone; the next run removes its manifest`),
        ...strangers.map(({ file, why }) => `${file}: ignored, ${why}`),
    ];
    reporter.phase('Look', `${settings.backupDir}: ${(0,amounts/* count */.U9)(subjects.length, 'backup')} to verify, ${(0,amounts/* bytes */.ee)(size)}`, lines.slice(0, 200));
}
/** An audit of nothing is not a good one. */
function requireSome({ subjects, damaged }, { entries }, { settings, transport }) {
    if (subjects.length + damaged.length > 0)
        return;
    const { backup } = settings.verification;
    const asked = backup === 'all' || backup === 'latest' ? 'There is no backup' : `There is no backup ${(0,inert/* inert */.tJ)(backup)}`;
    throw new errors/* BackupError */.hj({
        code: 'E_NOT_FOUND',
        title: `${asked} in ${settings.backupDir} on ${transport.name}.`,
        details: {
            'There are': entries
                .slice(0, 20)
                .map(({ file }) => (0,inert/* inert */.tJ)(file))
                .join(', ') || 'no files at all',
        },
        safe: 'nothing was changed',
        next: 'check app-dir and backup-dir, or list the backups: meeshy-backup list',
    });
}
/** A path says where the archive is: its directory is then the backup directory. */
function ofArchive(settings) {
    const { backup } = settings.verification;
    if (!backup.startsWith('/'))
        return settings;
    const at = backup.lastIndexOf('/');
    const name = backup.slice(at + 1).replace(/\.tar\..*$/, '');
    return { ...settings, backupDir: backup.slice(0, at), verification: { ...settings.verification, backup: name } };
}


/***/ }),

/***/ 15829:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ planVerify),
/* harmony export */   m: () => (/* binding */ planSend)
/* harmony export */ });
/* harmony import */ var _backups_table_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(16752);
/* harmony import */ var _sources_registry_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(97287);
/* harmony import */ var _rows_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(28693);



function planVerify(settings, subjects) {
    const steps = [
        { id: 'verify-tools', title: 'See what this server can read', command: ['mb_verify_tools'] },
        ...subjects.map((subject) => ({ id: 'verify', title: `Verify ${subject.name}`, command: callOf(subject, settings) })),
    ];
    return {
        operation: 'verify',
        writes: false,
        scratch: true,
        steps,
        variables: { MB_APP: settings.appDir, MB_DIR: settings.backupDir },
        components: [],
        known: {},
        readers: {},
        secrets: (0,_sources_registry_js__WEBPACK_IMPORTED_MODULE_0__/* .secretsOf */ .Fj)(settings),
    };
}
/** The plan of handing the archives over, one after the other, to be read here. */
function planSend(settings, subjects) {
    const steps = subjects.map(({ name, file }) => ({ id: 'send', title: `Send ${name}`, command: ['mb_send', name, file] }));
    return { ...planVerify(settings, []), steps, secrets: [] };
}
function callOf({ name, file, manifest }, settings) {
    const { level } = settings.verification;
    if (manifest?.kind !== 'backup')
        return ['mb_verify_old', level, name, file, String(manifest?.archive.bytes ?? ''), manifest?.archive.sha256 ?? ''];
    const { bytes, sha256, compression } = manifest.archive;
    // Fields between tabs must not be empty: a shell takes two tabs for one.
    const fields = (component) => [...(0,_rows_js__WEBPACK_IMPORTED_MODULE_1__/* .rowOf */ .O)(component), ...readerOf(component, settings)].map(field => field || '-');
    const rows = manifest.components.map(component => fields(component).join('\t')).join('\n');
    return ['mb_verify', level, name, file, String(bytes), sha256, compression, String(manifest.time), rows, (0,_backups_table_js__WEBPACK_IMPORTED_MODULE_2__/* .tableOf */ .c_)(manifest)];
}
/**
 * The container whose tools read a dump: the one that a setting names, else the one it was taken from; and the service of that one, which is empty
 * for a container that a setting names, and for no other: only that one need not be of the application.
 */
function readerOf({ kind, details }, settings) {
    const named = (0,_sources_registry_js__WEBPACK_IMPORTED_MODULE_0__/* .sourceOf */ .vz)(kind)?.named?.(settings);
    return [named ?? details['container'] ?? '', named === undefined ? details['service'] || '.' : ''];
}


/***/ }),

/***/ 76647:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ue: () => (/* binding */ nothingVerified),
/* harmony export */   Vj: () => (/* binding */ verdictOf),
/* harmony export */   xb: () => (/* binding */ verifyOutputsOf)
/* harmony export */ });
/* harmony import */ var _backups_damage_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(75763);
/* harmony import */ var _text_amounts_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(16715);
/* harmony import */ var _text_inert_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(43338);



const nothingVerified = {
    status: 'failed',
    runId: '',
    seconds: 0,
    level: 'checksum',
    where: 'server',
    backups: [],
    damaged: [],
    failedDrills: [],
    unread: [],
    strangers: [],
    orphans: [],
};
/** The outputs of the verify action, all of them, failed or not. A verification that failed is never "no damage". */
function verifyOutputsOf({ status, damaged, failure }) {
    const known = failure === undefined || failure.code === 'E_VERIFY';
    return { status, damaged: known ? (0,_text_inert_js__WEBPACK_IMPORTED_MODULE_2__/* .inertJson */ .nl)(damaged) : '', 'error-code': failure?.code ?? '' };
}
/** The failure of a verification that ran to its end; undefined if everything is sound. */
function verdictOf({ backups, damaged, failedDrills, unread, level, where }) {
    const names = [...new Set(damaged.map(({ backup }) => backup))];
    const undrilled = failedDrills.map(({ backup }) => backup);
    const others = backups.filter(({ state }) => state === 'sound').length;
    const lines = (texts) => [...texts.slice(0, 30), ...(texts.length > 30 ? [`… and ${texts.length - 30} more`] : [])].join('\n');
    const named = (all) => `${all.slice(0, 3).join(', ')}${all.length > 3 ? ', …' : ''}`;
    const notRead = unread.map(({ backup, component, why }) => `${backup}: ${component}: ${why}`);
    const rest = {
        ...(undrilled.length > 0 && { 'Drills that failed': lines(failedDrills.map(({ backup, why }) => `${backup}: ${why}`)) }),
        ...(notRead.length > 0 && { 'Not read': lines(notRead) }),
    };
    const sound = `${(0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(others, 'other backup is', 'other backups are')} sound`;
    if (names.length > 0)
        return {
            code: 'E_VERIFY',
            title: `${(0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(names.length, 'backup is', 'backups are')} damaged: ${named(names)}.`,
            details: {
                Damaged: lines(damaged.map(each => `${each.backup}: ${(0,_backups_damage_js__WEBPACK_IMPORTED_MODULE_0__/* .whereIsIt */ .x)(each)}: ${each.why}`)),
                ...rest,
            },
            safe: `nothing was changed; ${sound}; a restore refuses what is damaged before it touches anything`,
            next: 'make a new backup, and test disk and memory of this server; you can still restore components that are not listed here one by one (components)',
        };
    if (undrilled.length > 0)
        return {
            code: 'E_VERIFY',
            title: `${(0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(undrilled.length, 'drill', 'drills')} failed: ${named(undrilled)}.`,
            details: rest,
            safe: `nothing was changed; ${sound}; what was restored for the drill is removed`,
            next: 'do not trust these backups before a drill of them succeeds: make a new backup with verify: drill, and drill these again one by one (backup: NAME)',
        };
    if (unread.length === 0)
        return undefined;
    return {
        code: 'E_VERIFY',
        title: `Not everything could be verified by level ${level}.`,
        details: rest,
        safe: 'nothing was changed; the stored bytes are those that were recorded',
        next: level === 'drill'
            ? 'verify these with level: read; the next backup is of the new format, which a drill can restore'
            : where === 'server'
                ? 'start these containers, or let the runner read (where: runner)'
                : 'verify on the server (where: server)',
    };
}


/***/ })

};
