export const id = 288;
export const ids = [288];
export const modules = {

/***/ 74975:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ parts),
/* harmony export */   x: () => (/* binding */ whereIsIt)
/* harmony export */ });
// What is wrong with a kept backup, named by its component and its bytes.
/**
 * `manifest`: it says nothing that can be used, or is not there. `archive`: the file as a whole. `header`, `data`, `padding`: of a component.
 * `end`: the entries after the last component.
 */
const parts = ['manifest', 'archive', 'header', 'data', 'padding', 'end'];
const ofComponent = { header: 'the header of ', data: '', padding: 'the padding behind ' };
const ofArchive = { manifest: 'its manifest', end: 'its end' };
/** What is damaged, in words: `the header of database, bytes 0 to 526`. */
function whereIsIt({ component, part, from, to }) {
    const what = component === '' ? (ofArchive[part] ?? 'the archive') : `${ofComponent[part] ?? ''}${component}`;
    return part === 'manifest' ? what : `${what}, bytes ${from} to ${to}`;
}


/***/ }),

/***/ 74752:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Qb: () => (/* binding */ drillHere),
  Mh: () => (/* binding */ drillThere),
  mG: () => (/* binding */ pullingHere)
});

// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/inert.js
var inert = __webpack_require__(33460);
// EXTERNAL MODULE: ./build/plan/drill.js
var plan_drill = __webpack_require__(76079);
// EXTERNAL MODULE: ./build/report/amounts.js
var amounts = __webpack_require__(11242);
// EXTERNAL MODULE: ./build/script/conversation.js + 1 modules
var conversation = __webpack_require__(91795);
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
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: ./build/script/quote.js
var quote = __webpack_require__(57250);
;// CONCATENATED MODULE: ./build/operations/fetch.js
// Bring a backup to this machine: its archive, as it is stored, and the manifest beside it, in a directory of their own.








/** Bytes that a login shell may say before our script speaks. */
const mostNoise = 64 * 1024;
/** Fetches it. Throws E_VERIFY if what arrives is not what the manifest says, E_TIMEOUT, E_CANCELLED. */
async function fetchBackup(session, manifest) {
    const directory = await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'meeshy-drill-'));
    const remove = () => (0,promises_.rm)(directory, { recursive: true, force: true });
    try {
        await (0,promises_.mkdir)((0,external_node_path_.join)(directory, '.meta'), { mode: 0o700 });
        await (0,promises_.writeFile)((0,external_node_path_.join)(directory, '.meta', `${manifest.name}.json`), `${JSON.stringify(manifest)}\n`, { mode: 0o600 });
        await receive(session, manifest, (0,external_node_path_.join)(directory, manifest.archive.file));
        return { directory, remove };
    }
    catch (thrown) {
        await remove();
        throw thrown;
    }
}
async function receive({ transport, settings, cancel }, { archive }, to) {
    const mark = `@${(0,external_node_crypto_.randomBytes)(16).toString('hex')}\n`;
    const file = (0,quote/* quote */.h)(`${settings.backupDir}/${archive.file}`);
    const script = `[ -f ${file} ] && [ ! -L ${file} ] && printf '%s\\n' ${(0,quote/* quote */.h)(mark.trim())} && exec cat <${file}`;
    const shell = await transport.shell();
    const stop = () => shell.destroy();
    const bound = setTimeout(stop, settings.timeout * 1000);
    cancel?.addEventListener('abort', stop, { once: true });
    shell.stderr.resume();
    shell.stdin.on('error', () => { });
    shell.stdin.end(`${Buffer.byteLength(script)}\n${script}`);
    const hash = (0,external_node_crypto_.createHash)('sha256');
    let size = 0;
    try {
        await (0,external_node_stream_promises_.pipeline)(shell.stdout, async function* (chunks) {
            for await (const chunk of afterMark(chunks, mark)) {
                size += chunk.length;
                if (size > archive.bytes)
                    break;
                hash.update(chunk);
                yield chunk;
            }
        }, (0,external_node_fs_.createWriteStream)(to, { mode: 0o600 }));
        await shell.exit;
    }
    catch (thrown) {
        if (cancel?.aborted)
            throw new errors/* BackupError */.hj({ code: 'E_CANCELLED', title: 'Cancelled while the backup was brought here.', safe: 'nothing was changed' });
        throw new errors/* BackupError */.hj({
            code: 'E_INTERRUPTED',
            title: `The archive ${archive.file} did not arrive whole from ${transport.name}: ${thrown.message}`,
            safe: 'nothing was changed',
            next: 'run it again; raise timeout if it is large, or drill on the server',
        }, { cause: thrown });
    }
    finally {
        clearTimeout(bound);
        cancel?.removeEventListener('abort', stop);
        shell.destroy();
    }
    if (size === archive.bytes && hash.digest('hex') === archive.sha256)
        return;
    throw new errors/* BackupError */.hj({
        code: 'E_VERIFY',
        title: `What ${transport.name} sent is not the archive ${archive.file} of its manifest: ${size} bytes${size === archive.bytes ? ' with another sha256' : `, not ${archive.bytes}`}.`,
        safe: 'nothing was changed',
        next: 'verify it on the server: it may be damaged, or gone',
    });
}
/** What follows the mark; a banner before it is nobody's. */
async function* afterMark(chunks, mark) {
    let before = Buffer.alloc(0);
    for await (const chunk of chunks) {
        if (before === undefined) {
            yield chunk;
            continue;
        }
        before = Buffer.concat([before, chunk]);
        const at = before.indexOf(mark);
        if (at >= 0) {
            const rest = before.subarray(at + mark.length);
            before = undefined;
            if (rest.length > 0)
                yield rest;
        }
        else if (before.length > mostNoise)
            return;
    }
}

// EXTERNAL MODULE: ./build/operations/session.js
var operations_session = __webpack_require__(85275);
;// CONCATENATED MODULE: ./build/operations/drill.js
// Drill a backup that is there: on the server, or with its archive brought to this machine, by the Docker engine here.







/** Drills one backup on the server, which keeps in its manifest how long restoring took. Throws E_VERIFY if it does not come back as it was taken. */
async function drillThere(session, manifest) {
    const told = new Told(session, 'server');
    await (0,operations_session/* run */.eF)(session, (0,plan_drill/* planDrill */.LI)(manifest, session.settings), event => told.add(event));
    return told.end(manifest);
}
/** Drills one backup on this machine: nothing but reading it, and one line in its manifest, is asked of the server. */
async function drillHere(session, manifest, here) {
    const { settings, reporter } = session;
    const images = manifest.images.filter(({ container }) => manifest.components.some(({ details }) => details['container'] === container));
    await here.prepare([...new Set(images.map(({ image }) => image))]);
    reporter.line(`bringing ${(0,amounts/* bytes */.ee)(manifest.archive.bytes)} here`);
    const fetched = await fetchBackup(session, manifest);
    try {
        const local = {
            ...session,
            runId: (0,conversation/* newRunId */.F$)(),
            transport: here.transport,
            settings: { ...settings, appDir: fetched.directory, backupDir: fetched.directory, minFree: 0 },
        };
        const told = new Told(session, 'runner');
        await (0,operations_session/* run */.eF)(local, (0,plan_drill/* planDrill */.LI)(manifest, local.settings, 'runner'), event => told.add(event));
        const drill = told.end(manifest);
        await (0,operations_session/* run */.eF)(session, (0,plan_drill/* planKeepDrill */.kz)(manifest, settings, drill), () => { });
        return drill;
    }
    finally {
        await fetched.remove();
    }
}
/** Images that this machine pulls by itself, when its script comes to them. */
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
        const { reporter } = this.#session;
        if (event.type === 'waiting')
            reporter.line((0,inert/* inert */.tJ)(`waiting for another run to end: ${String(event['holder'])}`));
        if (event.type === 'warning')
            reporter.warning((0,inert/* inert */.tJ)(String(event['code'])), (0,inert/* inert */.tJ)(String(event['text'])));
        if (event.type !== 'drilled')
            return;
        const { component, milliseconds, found } = event;
        if (typeof component !== 'string' || typeof milliseconds !== 'number' || !Number.isSafeInteger(milliseconds))
            return;
        this.#components.set(component, milliseconds);
        const holds = (0,inert/* inert */.tJ)(String(found ?? '')).replaceAll('=', ' ');
        reporter.line(`${(0,inert/* inert */.tJ)(component).padEnd(28)} restored in ${(0,amounts/* duration */.p0)(milliseconds).padEnd(8)} ${holds}`);
    }
    /** Exit status 0 alone proves nothing: each component must have been told. */
    end({ name, components }) {
        const missing = components.filter(component => !this.#components.has(component.name));
        if (missing.length > 0)
            throw new errors/* BackupError */.hj({
                code: 'E_PROTOCOL',
                title: `The drill of ${name} ended without telling what became of ${missing.map(component => (0,inert/* inert */.tJ)(component.name)).join(', ')}.`,
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
/* harmony export */   ko: () => (/* binding */ listingBy),
/* harmony export */   p_: () => (/* binding */ list)
/* harmony export */ });
/* harmony import */ var _catalogue_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1033);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(19473);
/* harmony import */ var _facts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(17059);
/* harmony import */ var _plan_look_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(97947);
/* harmony import */ var _report_outcome_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(44247);
/* harmony import */ var _retention_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(26778);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(85275);
// List: what is in the backup directory, how it was proven, and what the next rotation will do with it.







/** One round trip, whatever the number of backups. */
async function list(session) {
    const { settings, transport } = session;
    await transport.open();
    const catalogue = await listing(session);
    return { catalogue, verdicts: (0,_retention_js__WEBPACK_IMPORTED_MODULE_4__/* .nextRotation */ .u)(catalogue, settings.keep), place: (0,_report_outcome_js__WEBPACK_IMPORTED_MODULE_6__/* .placeOf */ .$)(settings, transport.name) };
}
/** What is there, over a connection that is open. */
function listing(session) {
    return listingBy(session, (0,_plan_look_js__WEBPACK_IMPORTED_MODULE_3__/* .planList */ .i7)(session.settings), () => { });
}
/** What a plan lists. Throws if it did not come whole: a listing that failed is never "none". */
async function listingBy(session, plan, onEvent) {
    return (0,_catalogue_js__WEBPACK_IMPORTED_MODULE_0__/* .catalogueOf */ .v)(await listed(session, plan, onEvent));
}
/** The same, not judged yet. */
async function listed(session, plan, onEvent = () => { }) {
    const reader = new _facts_js__WEBPACK_IMPORTED_MODULE_2__/* .FactsReader */ .N();
    await (0,_session_js__WEBPACK_IMPORTED_MODULE_5__/* .run */ .eF)(session, plan, event => {
        reader.add(event);
        onEvent(event);
    });
    if (!reader.complete)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BackupError */ .hj({
            code: 'E_PROTOCOL',
            title: `${session.transport.name} ended before it had listed everything.`,
            safe: 'nothing was changed',
        });
    return reader.listing();
}


/***/ }),

/***/ 61288:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  M: () => (/* binding */ verify)
});

// EXTERNAL MODULE: ./build/catalogue.js
var catalogue = __webpack_require__(1033);
// EXTERNAL MODULE: ./build/errors.js
var errors = __webpack_require__(19473);
// EXTERNAL MODULE: ./build/inert.js
var inert = __webpack_require__(33460);
// EXTERNAL MODULE: ./build/plan/look.js
var look = __webpack_require__(97947);
// EXTERNAL MODULE: ./build/plan/rows.js
var plan_rows = __webpack_require__(28693);
;// CONCATENATED MODULE: ./build/plan/verify.js

function planVerify(settings, subjects) {
    const steps = [
        { title: 'See what this server can read', command: ['mb_check_tools'] },
        ...subjects.map(subject => ({ title: `Verify ${subject.name}`, command: checkOf(subject, settings) })),
    ];
    return {
        operation: 'verify',
        writes: false,
        scratch: true,
        steps,
        variables: { MB_APP: settings.appDir, MB_DIR: settings.backupDir },
        known: {},
        readers: {},
    };
}
function checkOf({ name, file, manifest }, settings) {
    const { level } = settings.check;
    if (manifest?.kind !== 'backup')
        return ['mb_check_old', level, name, file, String(manifest?.archive.bytes ?? ''), manifest?.archive.sha256 ?? ''];
    const { bytes, sha256, compression } = manifest.archive;
    // Fields between tabs must not be empty: a shell takes two tabs for one.
    const fields = (component) => [...(0,plan_rows/* rowOf */.O)(component), ...readerOf(component, settings)].map(field => field || '-');
    const rows = manifest.components.map(component => fields(component).join('\t')).join('\n');
    return ['mb_check', level, name, file, String(bytes), sha256, compression, String(manifest.time), rows];
}
/** The container whose tools read a dump: the one that a setting names, else the one it was taken from; and the service of that one. */
function readerOf({ kind, details }, { mongoContainer, redisContainer }) {
    const named = kind === 'database' ? mongoContainer : kind === 'redis' ? redisContainer : undefined;
    return [named ?? details['container'] ?? '', named === undefined ? (details['service'] ?? '') : ''];
}

// EXTERNAL MODULE: ./build/report/amounts.js
var amounts = __webpack_require__(11242);
// EXTERNAL MODULE: ./build/report/verified.js
var verified = __webpack_require__(76647);
// EXTERNAL MODULE: ./build/damage.js
var damage = __webpack_require__(74975);
;// CONCATENATED MODULE: ./build/report/verifylog.js
// The log of a verification while it runs, and what it found: from the runtime's events, or from the reader on the runner, which tells the same.




class VerifyLog {
    #reporter;
    #subjects;
    #backups = [];
    #damaged = [];
    #unread = [];
    #sound = 0;
    #began = performance.now();
    constructor(reporter, subjects) {
        this.#reporter = reporter;
        this.#subjects = new Map(subjects.map(subject => [subject.name, subject]));
    }
    get told() {
        return { backups: this.#backups, damaged: this.#damaged, unread: this.#unread };
    }
    /** An event of the server. What is about no backup that was asked for is none of ours. */
    add(event) {
        const text = (key) => (typeof event[key] === 'string' ? (0,inert/* inert */.tJ)(event[key]) : '');
        const backup = text('backup');
        if (!this.#subjects.has(backup))
            return;
        if (event.type === 'checking')
            this.checking(backup);
        else if (event.type === 'sound')
            this.sound(backup, text('component'));
        else if (event.type === 'damage')
            this.damage(damageOf(event, backup, text('component'), text('why')));
        else if (event.type === 'unread')
            this.unread({ backup, component: text('component'), why: text('why') });
        else if (event.type === 'checked' || event.type === 'gone')
            this.over(backup, event.type);
    }
    checking(backup) {
        this.#sound = 0;
        this.#began = performance.now();
        this.#reporter.progress(`${backup} …`);
    }
    sound(backup, component) {
        this.#sound += 1;
        this.#reporter.progress(`${backup}: ${component} is sound`);
    }
    damage(damage) {
        this.#damaged.push(damage);
    }
    unread(unread) {
        this.#unread.push(unread);
    }
    over(backup, how) {
        const subject = this.#subjects.get(backup);
        const damaged = this.#damaged.filter(each => each.backup === backup);
        const unread = this.#unread.filter(each => each.backup === backup);
        const checked = {
            name: backup,
            bytes: subject?.bytes ?? 0,
            state: damaged.length > 0 ? 'damaged' : how === 'gone' ? 'gone' : unread.length > 0 ? 'unread' : 'sound',
            sound: this.#sound,
            // Of an archive of the old scripts only its reading shows how many it has.
            components: subject?.manifest?.kind === 'backup'
                ? subject.manifest.components.length
                : this.#sound + damaged.filter(each => each.component !== '').length,
            milliseconds: performance.now() - this.#began,
        };
        this.#backups.push(checked);
        this.#reporter.line(lineOf(checked));
        for (const each of damaged)
            this.#reporter.line(`  damaged: ${(0,damage/* whereIsIt */.x)(each)}: ${each.why}`);
        for (const each of unread)
            this.#reporter.line(`  not read: ${each.component}: ${each.why}`);
    }
    /** Success needs a last word about each backup that was asked for. */
    requireEnd(where) {
        if (this.#backups.length === this.#subjects.size)
            return;
        throw new errors/* BackupError */.hj({
            code: 'E_PROTOCOL',
            title: `${where} ended before it had told all about its backups.`,
            safe: 'nothing was changed',
            next: 'run it again with debug logging',
        });
    }
}
const words = {
    sound: 'sound',
    damaged: 'DAMAGED',
    unread: 'not read as far as asked',
    gone: 'gone: removed meanwhile',
};
/** One backup, for people. */
function lineOf({ name, bytes: size, state, sound, components, milliseconds }) {
    const of = components === 0 ? 'old format' : `${sound} of ${(0,amounts/* count */.U9)(components, 'component')}`;
    return `${name.padEnd(30)} ${(0,amounts/* bytes */.ee)(size).padEnd(8)} ${words[state].padEnd(8)} ${of}  ${(0,amounts/* duration */.p0)(milliseconds)}`;
}
function damageOf(event, backup, component, why) {
    const place = (key) => (Number.isSafeInteger(event[key]) ? Number(event[key]) : 0);
    return { backup, component, part: damage/* parts */.r.find(part => part === event['part']) ?? 'archive', from: place('from'), to: place('to'), why };
}

// EXTERNAL MODULE: ./build/manifest.js
var build_manifest = __webpack_require__(79683);
// EXTERNAL MODULE: ./build/names.js
var names = __webpack_require__(34700);
;// CONCATENATED MODULE: ./build/subjects.js



/**
 * `choice`: `latest`, `all`, or a name. The newest counts even if it is damaged: an audit that passed over it would say that all is well. Safety copies
 * of restores are not `latest`.
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
    const manifest = (0,build_manifest/* parseManifest */.Ng)(text);
    if ('problem' in manifest)
        return damage(`its manifest is not sound: ${manifest.problem}`);
    if (manifest.archive.file !== file)
        return damage(`its manifest is that of ${manifest.archive.file}`);
    return { name, file, bytes, manifest };
}

// EXTERNAL MODULE: ./build/operations/drill.js + 1 modules
var operations_drill = __webpack_require__(74752);
// EXTERNAL MODULE: ./build/operations/list.js
var operations_list = __webpack_require__(64799);
// EXTERNAL MODULE: ./build/operations/session.js
var operations_session = __webpack_require__(85275);
;// CONCATENATED MODULE: ./build/operations/verify.js
// Verify: look which backups there are, choose, and have each read or drilled, on the server or here. Reading changes nothing and takes no lock; a drill
// takes it, because it keeps in the manifest how long restoring took.












/** Verifies what was asked for, and always returns what came of it. */
async function verify(given, here) {
    const began = performance.now();
    const session = { ...given, settings: ofArchive(given.settings) };
    const { level, where } = session.settings.check;
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
        const chosen = subjectsOf(list, session.settings.check.backup);
        requireSome(chosen, list, session);
        const { strangers } = (0,catalogue/* catalogueOf */.v)(list);
        tell(session, chosen, strangers);
        const log = new VerifyLog(session.reporter, chosen.subjects);
        await (session.settings.check.level === 'drill'
            ? drillAll(session, chosen.subjects, log, here)
            : readAll(session, chosen.subjects, log));
        const { backups, damaged, unread } = log.told;
        // A rotation took the only one: there is a newer one, then.
        const gone = backups.length > 0 && chosen.damaged.length === 0 && backups.every(({ state }) => state === 'gone');
        if (!gone || again === tries)
            return {
                backups: [...backups, ...chosen.damaged.map(unusable)],
                damaged: [...chosen.damaged, ...damaged],
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
    const { level, where } = settings.check;
    reporter.begin('Verify', `${level}, ${where === 'server' ? `by ${transport.name} itself` : 'streamed to here'}`);
    const secrets = { MB_MONGO_URI: settings.mongoUri, MB_REDIS_PASSWORD: settings.redisPassword };
    await (0,operations_session/* run */.eF)(session, planVerify(settings, subjects), event => log.add(event), secrets);
    log.requireEnd(transport.name);
}
/** One after the other. Of a single one the failure is told as it is; of several, each that does not come back as it was taken is named. */
async function drillAll(session, subjects, log, here) {
    const { settings, transport, reporter } = session;
    const { where } = settings.check;
    reporter.begin('Drill', where === 'server' ? `on ${transport.name}, in throw-away containers` : `in throw-away containers of ${here.transport.name}`);
    for (const { name, manifest } of subjects) {
        log.checking(name);
        const why = manifest?.kind === 'backup' ? await drilled(session, manifest, here, log, subjects.length === 1) : notDrilled;
        if (why !== undefined)
            log.unread({ backup: name, component: 'all of it', why });
        log.over(name, 'checked');
    }
}
const notDrilled = 'an archive of the old scripts has no manifest that says what it holds';
/** Undefined if it came back as it was taken, else why not. */
async function drilled(session, manifest, here, log, alone) {
    try {
        const drill = await (session.settings.check.where === 'runner' ? (0,operations_drill/* drillHere */.Qb)(session, manifest, here) : (0,operations_drill/* drillThere */.Mh)(session, manifest));
        for (const component of Object.keys(drill.components))
            log.sound(manifest.name, component);
        return undefined;
    }
    catch (thrown) {
        const failure = (0,errors/* failureOf */.g5)(thrown);
        if (alone || failure.code !== 'E_VERIFY')
            throw thrown;
        return [failure.title, failure.details?.['It differs']].filter(Boolean).join(' ');
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
        ...strangers.map(({ file, why }) => `${file}: not ours, ${why}`),
    ];
    reporter.phase('Look', `${settings.backupDir}: ${(0,amounts/* count */.U9)(subjects.length, 'backup')} to verify, ${(0,amounts/* bytes */.ee)(size)}`, lines.slice(0, 200));
}
/** An audit of nothing is not a good one. */
function requireSome({ subjects, damaged }, { entries }, { settings, transport }) {
    if (subjects.length + damaged.length > 0)
        return;
    const { backup } = settings.check;
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
    const { backup } = settings.check;
    if (!backup.startsWith('/'))
        return settings;
    const at = backup.lastIndexOf('/');
    const name = backup.slice(at + 1).replace(/\.tar\..*$/, '');
    return { ...settings, backupDir: backup.slice(0, at), check: { ...settings.check, backup: name } };
}


/***/ }),

/***/ 76647:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ue: () => (/* binding */ nothingVerified),
/* harmony export */   Vj: () => (/* binding */ verdictOf),
/* harmony export */   xb: () => (/* binding */ verifyOutputsOf)
/* harmony export */ });
/* harmony import */ var _damage_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(74975);
/* harmony import */ var _inert_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(33460);
/* harmony import */ var _amounts_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(11242);



const nothingVerified = {
    status: 'failed',
    runId: '',
    seconds: 0,
    level: 'checksum',
    where: 'server',
    backups: [],
    damaged: [],
    unread: [],
    strangers: [],
    orphans: [],
};
/** The outputs of the verify action, all of them, failed or not. A verification that failed is never "no damage". */
function verifyOutputsOf({ status, damaged, failure }) {
    const known = failure === undefined || failure.code === 'E_VERIFY';
    return { status, damaged: known ? (0,_inert_js__WEBPACK_IMPORTED_MODULE_2__/* .inertJson */ .nl)(damaged) : '', 'error-code': failure?.code ?? '' };
}
/** Why a verification that came to its end is a failure; undefined if all is as it should be. */
function verdictOf({ backups, damaged, unread, level, where }) {
    const names = [...new Set(damaged.map(({ backup }) => backup))];
    const others = backups.filter(({ state }) => state === 'sound').length;
    const lines = (texts) => [...texts.slice(0, 30), ...(texts.length > 30 ? [`… and ${texts.length - 30} more`] : [])].join('\n');
    const notRead = unread.map(({ backup, component, why }) => `${backup}: ${component}: ${why}`);
    if (names.length > 0)
        return {
            code: 'E_VERIFY',
            title: `${(0,_amounts_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(names.length, 'backup is', 'backups are')} damaged: ${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''}.`,
            details: {
                Damaged: lines(damaged.map(each => `${each.backup}: ${(0,_damage_js__WEBPACK_IMPORTED_MODULE_0__/* .whereIsIt */ .x)(each)}: ${each.why}`)),
                ...(notRead.length > 0 && { 'Not read': lines(notRead) }),
            },
            safe: `nothing was changed; ${(0,_amounts_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(others, 'other backup is', 'other backups are')} sound; a restore refuses what is damaged before it touches anything`,
            next: 'make a new backup, and test disk and memory of this server; components that are not named can still be restored one by one (components)',
        };
    if (unread.length === 0)
        return undefined;
    return {
        code: 'E_VERIFY',
        title: `Not everything could be verified by level ${level}.`,
        details: { 'Not read': lines(notRead) },
        safe: 'nothing was changed; the stored bytes are those that were recorded',
        next: where === 'server' ? 'start these containers, or let the runner read (where: runner)' : 'verify on the server (where: server)',
    };
}


/***/ }),

/***/ 26778:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ retain),
/* harmony export */   u: () => (/* binding */ nextRotation)
/* harmony export */ });
/* harmony import */ var _catalogue_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1033);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(34700);
/* harmony import */ var _report_amounts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(11242);
// What rotation keeps and what it removes, and why. Pure; the reasons are words for people.



/**
 * Decides what goes. Only good backups of the policy's prefix count, and only they can go: the pinned, the unproven, the
 * unread and the damaged stay. Under a suspicious clock, or while a restore is incomplete, nothing goes.
 * Nothing ever goes because of its age: `now` (epoch seconds, the server's clock) is for the words. Throws a RangeError for
 * a policy that keeps nothing.
 */
function retain(catalogue, policy, now) {
    const stopped = reasonToStop(catalogue);
    const ranked = rank([...catalogue.backups, ...catalogue.unread], policy);
    const goes = (each) => stopped === undefined && each.rank > policy.keep;
    const damaged = catalogue.damaged.filter(({ prefix }) => prefix === policy.prefix);
    const keep = [
        ...ranked.filter(each => !goes(each)).map(each => ({ file: each.backup.file, why: whyItStays(each, policy, stopped) })),
        ...damaged.map(({ file, why }) => ({ file, why: `not counted: damaged, ${why}` })),
    ];
    const remove = ranked.filter(goes).map(({ backup, rank }) => {
        return { file: backup.file, name: backup.name, why: `${(0,_report_amounts_js__WEBPACK_IMPORTED_MODULE_2__/* .ordinal */ .IE)(rank)} of its kind, ${(0,_report_amounts_js__WEBPACK_IMPORTED_MODULE_2__/* .old */ .km)(now - backup.time)}` };
    });
    return stopped === undefined ? { keep, remove } : { keep, remove, stopped };
}
/**
 * For a list of backups: what the next rotation will do with each, by archive file. The next rotation follows the next
 * backup of the same prefix, which moves all of them one down. Archives of the old format that nobody has read are taken
 * for sound: rotation reads them before it counts them.
 */
function nextRotation(catalogue, keep) {
    const stopped = reasonToStop(catalogue);
    const unread = new Set(catalogue.unread.map(({ file }) => file));
    const all = [...catalogue.backups, ...catalogue.unread.map(backup => ({ ...backup, verified: 'read' }))];
    const verdicts = new Map(catalogue.damaged.map(({ file }) => [file, 'stays: damaged, not counted']));
    for (const prefix of _names_js__WEBPACK_IMPORTED_MODULE_1__/* .prefixes */ .$F) {
        for (const each of rank(all, { prefix, keep })) {
            verdicts.set(each.backup.file, forecast(each, { prefix, keep }, stopped, unread.has(each.backup.file)));
        }
    }
    return verdicts;
}
function rank(backups, { prefix, keep }) {
    if (!Number.isInteger(keep) || keep < 1)
        throw new RangeError(`a policy keeps at least 1 backup, not ${keep}`);
    let counted = 0;
    return (0,_catalogue_js__WEBPACK_IMPORTED_MODULE_0__/* .newestFirst */ .l)(backups)
        .filter(backup => backup.prefix === prefix)
        .map(backup => {
        const uncounted = reasonNotToCount(backup);
        if (uncounted !== undefined)
            return { backup, rank: 0, uncounted };
        counted += 1;
        return { backup, rank: counted };
    });
}
function reasonNotToCount({ pinned, verified, kind }) {
    if (pinned)
        return 'pinned until it is released';
    if (verified !== 'none')
        return undefined;
    return kind === 'old-format' ? 'not counted: of the old format, not read yet' : 'not counted: never verified';
}
function reasonToStop({ clock, restoreIncomplete }) {
    if (restoreIncomplete)
        return 'a restore on this server is incomplete';
    return clock === 'sound' ? undefined : `the clock is suspicious: ${clock.suspicious}`;
}
function whyItStays({ rank, uncounted }, { prefix, keep }, stopped) {
    if (uncounted !== undefined)
        return uncounted;
    if (rank > keep)
        return `nothing is removed now: ${stopped}`;
    return keep === 1 ? `the newest ${prefix}` : `among the newest ${keep} of ${prefix}`;
}
function forecast({ rank, uncounted }, { prefix, keep }, stopped, unread) {
    if (uncounted !== undefined)
        return `stays: ${uncounted}`;
    if (prefix === 'pre-restore')
        return 'stays until it is deleted: no rotation takes safety copies';
    if (rank < keep)
        return `stays (${rank} of ${keep}${prefix === 'pre-update' ? '' : ` ${prefix}`})`;
    if (stopped !== undefined)
        return `stays: ${stopped}`;
    return `goes${unread ? ', if it is sound' : ''}: ${(0,_report_amounts_js__WEBPACK_IMPORTED_MODULE_2__/* .ordinal */ .IE)(rank + 1)} of its kind`;
}


/***/ })

};
