export const id = 296;
export const ids = [296];
export const modules = {

/***/ 75763:
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

/***/ 92206:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ retain),
/* harmony export */   u: () => (/* binding */ nextRotation)
/* harmony export */ });
/* harmony import */ var _text_amounts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(16715);
/* harmony import */ var _catalogue_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(99205);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(96880);
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
        return { file: backup.file, name: backup.name, why: `${(0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_0__/* .ordinal */ .IE)(rank)} of its kind, ${(0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_0__/* .old */ .km)(now - backup.time)}` };
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
    for (const prefix of _names_js__WEBPACK_IMPORTED_MODULE_2__/* .prefixes */ .$F) {
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
    return (0,_catalogue_js__WEBPACK_IMPORTED_MODULE_1__/* .newestFirst */ .l)(backups)
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
    return `goes${unread ? ', if it is sound' : ''}: ${(0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_0__/* .ordinal */ .IE)(rank + 1)} of its kind`;
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

// EXTERNAL MODULE: ./build/messages/errors.js
var errors = __webpack_require__(76042);
// EXTERNAL MODULE: ./build/plan/drill.js
var plan_drill = __webpack_require__(76079);
// EXTERNAL MODULE: ./build/script/conversation.js + 2 modules
var conversation = __webpack_require__(71317);
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
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: ./build/protocol/quote.js
var quote = __webpack_require__(69701);
// EXTERNAL MODULE: ./build/transports/transport.js
var transports_transport = __webpack_require__(770);
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
    shell.stdin.end((0,transports_transport/* handedOver */.$)(script));
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
/* harmony import */ var _backups_catalogue_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(99205);
/* harmony import */ var _backups_retention_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(92206);
/* harmony import */ var _messages_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76042);
/* harmony import */ var _plan_look_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(97947);
/* harmony import */ var _report_outcome_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(44247);
/* harmony import */ var _server_facts_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(60529);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(85275);
// List: what is in the backup directory, how it was proven, and what the next rotation will do with it.







/** One round trip, whatever the number of backups. */
async function list(session) {
    const { settings, transport } = session;
    await transport.open();
    const catalogue = await listing(session);
    return { catalogue, verdicts: (0,_backups_retention_js__WEBPACK_IMPORTED_MODULE_1__/* .nextRotation */ .u)(catalogue, settings.keep), place: (0,_report_outcome_js__WEBPACK_IMPORTED_MODULE_6__/* .placeOf */ .$)(settings, transport.name) };
}
/** What is there, over a connection that is open. */
function listing(session) {
    return listingBy(session, (0,_plan_look_js__WEBPACK_IMPORTED_MODULE_3__/* .planList */ .i7)(session.settings), () => { });
}
/** What a plan lists. Throws if it did not come whole: a listing that failed is never "none". */
async function listingBy(session, plan, onEvent) {
    return (0,_backups_catalogue_js__WEBPACK_IMPORTED_MODULE_0__/* .catalogueOf */ .v)(await listed(session, plan, onEvent));
}
/** The same, not judged yet. */
async function listed(session, plan, onEvent = () => { }) {
    const reader = new _server_facts_js__WEBPACK_IMPORTED_MODULE_4__/* .FactsReader */ .N();
    await (0,_session_js__WEBPACK_IMPORTED_MODULE_5__/* .run */ .eF)(session, plan, event => {
        reader.add(event);
        onEvent(event);
    });
    if (!reader.complete)
        throw new _messages_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .BackupError */ .hj({
            code: 'E_PROTOCOL',
            title: `${session.transport.name} ended before it had listed everything.`,
            safe: 'nothing was changed',
        });
    return reader.listing();
}


/***/ }),

/***/ 76296:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  M: () => (/* binding */ verify)
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
// Which backups a verification is about: of a listing, what was asked for, the good and the others. Pure.



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
    const manifest = (0,backups_manifest/* parseManifest */.Ng)(text);
    if ('problem' in manifest)
        return damage(`its manifest is not sound: ${manifest.problem}`);
    if (manifest.archive.file !== file)
        return damage(`its manifest is that of ${manifest.archive.file}`);
    return { name, file, bytes, manifest };
}

// EXTERNAL MODULE: ./build/messages/errors.js
var errors = __webpack_require__(76042);
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
/** The plan of handing the archives over, one after the other, to be read here. */
function planSend(settings, subjects) {
    const steps = subjects.map(({ name, file }) => ({ title: `Send ${name}`, command: ['mb_send', name, file] }));
    return { ...planVerify(settings, []), steps };
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
    constructor(reporter, subjects) {
        this.#reporter = reporter;
        this.#subjects = new Map(subjects.map(subject => [subject.name, subject]));
    }
    get told() {
        return { backups: this.#backups, damaged: this.#damaged, failedDrills: this.#failedDrills, unread: this.#unread };
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
    over(backup, how) {
        const subject = this.#subjects.get(backup);
        const sound = this.#sound.get(backup) ?? 0;
        const damaged = this.#damaged.filter(each => each.backup === backup);
        const failed = this.#failedDrills.filter(each => each.backup === backup);
        const unread = this.#unread.filter(each => each.backup === backup);
        const checked = {
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
        this.#backups.push(checked);
        this.#reporter.line(lineOf(checked));
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
            title: `${where} ended before it had told all about its backups.`,
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
function damageOf(event, backup, component, why) {
    const place = (key) => (Number.isSafeInteger(event[key]) ? Number(event[key]) : 0);
    return { backup, component, part: damage/* parts */.r.find(part => part === event['part']) ?? 'archive', from: place('from'), to: place('to'), why };
}

// EXTERNAL MODULE: ./build/report/verified.js
var verified = __webpack_require__(76647);
// EXTERNAL MODULE: ./build/operations/drill.js + 1 modules
var operations_drill = __webpack_require__(74752);
// EXTERNAL MODULE: ./build/operations/list.js
var operations_list = __webpack_require__(64799);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./build/bytes/cursor.js
// A stream read part by part: each part by whoever understands it, as far as that one wants, and every byte of it hashed whatever becomes of that.

class Cursor {
    #chunks;
    #whole = (0,external_node_crypto_.createHash)('sha256');
    #part = (0,external_node_crypto_.createHash)('sha256');
    #left = 0;
    #rest = new Uint8Array();
    /** One pull after the other, whoever asks. */
    #turn = Promise.resolve();
    /** Bytes read so far. */
    position = 0;
    constructor(chunks) {
        this.#chunks = chunks[Symbol.asyncIterator]();
    }
    /** The next part has so many bytes. What was left of the last one must have been read: see `finish`. */
    begin(bytes) {
        this.#part = (0,external_node_crypto_.createHash)('sha256');
        this.#left = bytes;
    }
    /** What is left of the part. Whoever stops early leaves the rest to `finish`. */
    async *bytes() {
        for (let chunk = await this.#pull(); chunk !== undefined; chunk = await this.#pull())
            yield chunk;
    }
    /** Reads the part to its end; its sha256, and whether all of it was there. */
    async finish() {
        while ((await this.#pull()) !== undefined)
            ;
        return { sha256: this.#part.digest('hex'), whole: this.#left === 0 };
    }
    /** Reads everything there is; its sha256. */
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

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
// EXTERNAL MODULE: external "node:stream/promises"
var promises_ = __webpack_require__(46466);
;// CONCATENATED MODULE: ./build/bytes/window.js
// A stream of bytes seen through a window: what is at hand, and a way to ask for more.
/** Reads chunks one at a time. Chunks may be cut anywhere, be empty, and use the same memory again. */
class Window {
    /** The bytes at hand, from `position` on. Valid until the next `ensure`. */
    bytes = Buffer.alloc(0);
    /** How many bytes of the stream lie before `bytes`. */
    position = 0;
    #chunks;
    constructor(chunks) {
        this.#chunks = chunks[Symbol.asyncIterator]();
    }
    /** Waits until at least `size` bytes are at hand; false when the stream ends before that. */
    async ensure(size) {
        if (this.bytes.length >= size)
            return true;
        const parts = [Buffer.from(this.bytes)];
        let length = this.bytes.length;
        while (length < size) {
            const next = await this.#chunks.next();
            if (next.done === true)
                break;
            const chunk = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength);
            if (length === 0 && chunk.length >= size) {
                this.bytes = chunk;
                return true;
            }
            parts.push(Buffer.from(chunk));
            length += chunk.length;
        }
        this.bytes = Buffer.concat(parts);
        return length >= size;
    }
    /** Steps over bytes that are at hand. */
    skip(size) {
        this.bytes = this.bytes.subarray(size);
        this.position += size;
    }
    /** Lets the stream go, when the rest of it does not matter any more. */
    async close() {
        await this.#chunks.return?.();
    }
}

;// CONCATENATED MODULE: ./build/bytes/unpack.js




/** What is wrong with bytes that were read; a clause without a capital. */
class NotWhole extends Error {
    name = 'NotWhole';
}
/** Unpacks to exactly `size` bytes, where that is known. Throws NotWhole. */
async function* unpack(stored, compression, size) {
    let count = 0;
    for await (const chunk of compression === 'zstd' ? unzstd(stored) : through(external_node_zlib_.createGunzip(), stored)) {
        count += chunk.length;
        if (size !== undefined && count > size)
            throw new NotWhole(`it unpacks to more than the ${size} bytes that were taken`);
        yield chunk;
    }
    if (size !== undefined && count < size)
        throw new NotWhole(`it does not unpack to the ${size} bytes that were taken`);
}
/** Node stops silently where a zstd frame ends, wherever it is cut: so frames are told apart here, and each is unpacked by itself. */
async function* unzstd(stored) {
    const input = new Window(stored);
    try {
        while (await input.ensure(1))
            yield* through(decompressor(), unpack_frame(input));
    }
    finally {
        await input.close();
    }
}
function decompressor() {
    if (external_node_zlib_.createZstdDecompress !== undefined)
        return external_node_zlib_.createZstdDecompress();
    throw new errors/* BackupError */.hj({
        code: 'E_PREREQ',
        title: `Node.js ${process.versions.node} cannot read zstd.`,
        safe: 'nothing was changed',
        next: 'run this with Node.js 22.15 or newer, or verify on the server (where: server)',
    });
}
const magic = 0xfd2fb528;
/** The bytes of one frame (RFC 8878, 3.1.1): its header, its blocks, its checksum. */
async function* unpack_frame(input) {
    await need(input, 6);
    if (input.bytes.readUInt32LE(0) !== magic)
        throw new NotWhole('it cannot be decompressed: there is something that is no zstd frame');
    const descriptor = input.bytes[4] ?? 0;
    const single = (descriptor & 0x20) !== 0;
    const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0;
    const size = [single ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
    const header = 5 + (single ? 0 : 1) + dictionary + size;
    yield* take(input, header);
    for (let last = false; !last;) {
        await need(input, 3);
        const block = input.bytes.readUIntLE(0, 3);
        last = (block & 1) === 1;
        // A run of one byte is stored as that byte.
        yield* take(input, 3 + (((block >> 1) & 3) === 1 ? 1 : block >> 3));
    }
    if ((descriptor & 4) !== 0)
        yield* take(input, 4);
}
async function need(input, bytes) {
    if (!(await input.ensure(bytes)))
        throw new NotWhole('it cannot be decompressed to its end');
}
async function* take(input, bytes) {
    for (let left = bytes; left > 0;) {
        await need(input, 1);
        const piece = Buffer.from(input.bytes.subarray(0, left));
        input.skip(piece.length);
        left -= piece.length;
        yield piece;
    }
}
async function* through(transform, stored) {
    const piped = (0,promises_.pipeline)(stored, transform);
    piped.catch(() => { });
    try {
        yield* transform;
        await piped;
    }
    catch (thrown) {
        if (thrown instanceof NotWhole || thrown instanceof errors/* BackupError */.hj)
            throw thrown;
        throw new NotWhole('it cannot be decompressed to its end');
    }
    finally {
        transform.destroy();
    }
}
/** All of it, where it is known to be little. */
async function gather(chunks) {
    const parts = [];
    for await (const chunk of chunks)
        parts.push(chunk);
    return Buffer.concat(parts);
}
/** Bytes that are at hand, as a stream of them. */
async function* chunksOf(bytes) {
    yield bytes;
}

;// CONCATENATED MODULE: ./build/bytes/tarlist.js
// A tar read to its end by a parser of its own (npm tar), which lists and unpacks nothing: how many entries, and whether one would harm. Loaded when it
// is needed.



const plainTypes = new Set(['File', 'OldFile', 'ContiguousFile', 'Directory', 'GNUDumpDir', 'Link', 'SymbolicLink']);
const files = new Set(['File', 'OldFile', 'ContiguousFile']);
/** How many entries it has. Throws NotWhole if it cannot be read to its end, or would write outside of where it is unpacked. */
async function listTar(chunks, { only, nested, onEntry }) {
    const { Parser } = await __webpack_require__.e(/* import() */ 697).then(__webpack_require__.bind(__webpack_require__, 98697));
    let entries = 0;
    let ended = false;
    let problem;
    const links = new Set();
    const inner = [];
    const parser = new Parser({
        brotli: false,
        zstd: false,
        onwarn: (code, message) => {
            if (code !== 'TAR_ENTRY_INFO')
                problem ??= `tar does not read it to its end: ${(0,inert/* inert */.tJ)(String(message), { limit: 200 })}`;
        },
    });
    parser.on('error', (cause) => {
        problem ??= `tar does not read it to its end: ${(0,inert/* inert */.tJ)(cause.message, { limit: 200 })}`;
    });
    parser.on('eof', () => {
        ended = true;
    });
    parser.on('ignoredEntry', () => {
        entries += 1;
        problem ??= 'it holds an entry of a kind that nobody knows';
    });
    parser.on('entry', (entry) => {
        entries += 1;
        problem ??= harmIn(entry, only, links);
        onEntry?.(entry);
        if (nested === true && entry.path.endsWith('.tar.gz'))
            inner.push(nestedIn(entry).catch(cause => (problem ??= `${(0,inert/* inert */.tJ)(entry.path)}: ${cause.message}`)));
        else
            entry.resume();
    });
    let first = true;
    for await (const chunk of chunks) {
        // The parser would unpack what begins as a gzip member: no tar does.
        if (first && chunk[0] === 0x1f && chunk[1] === 0x8b)
            throw new NotWhole('it is no tar');
        first = false;
        const goesOn = parser.write(Buffer.from(chunk));
        if (problem !== undefined)
            throw new NotWhole(problem);
        if (!goesOn)
            await new Promise(resolve => parser.once('drain', resolve));
    }
    parser.end();
    await Promise.all(inner);
    if (problem !== undefined)
        throw new NotWhole(problem);
    if (!ended)
        throw new NotWhole('tar does not read it to its end: the marks of its end are missing');
    return entries;
}
function nestedIn(entry) {
    const gunzip = external_node_zlib_.createGunzip();
    entry.on('data', (chunk) => {
        if (!gunzip.write(chunk)) {
            entry.pause();
            gunzip.once('drain', () => entry.resume());
        }
    });
    entry.on('end', () => gunzip.end());
    gunzip.once('error', () => entry.resume());
    return listTar(gunzip, { only: 'any' });
}
/** Why an entry must not be unpacked, if so. `links` are the symbolic links before it. */
function harmIn(entry, only, links) {
    const path = entry.path;
    const target = entry.type === 'Link' ? (entry.linkpath ?? '') : '';
    const named = (why) => `${why}: ${(0,inert/* inert */.tJ)(path, { limit: 200 })}`;
    if (outside(path) || (target !== '' && outside(target)))
        return named('it holds a file that would be written outside of its place');
    if (tarlist_through(path, links) || (target !== '' && tarlist_through(target, links)))
        return named('it holds a file that would be written through a link, outside of its place');
    if (only === 'files' && !plainTypes.has(entry.type))
        return named('it holds what is neither a file nor a directory nor a link');
    if (only === 'files' && files.has(entry.type) && ((entry.mode ?? 0) & 0o6000) !== 0)
        return named('it holds a program that would run as another user');
    if (entry.type === 'SymbolicLink')
        links.add(partsOf(path).join('/'));
    return undefined;
}
function partsOf(path) {
    return path.split('/').filter(part => part !== '' && part !== '.');
}
function outside(path) {
    return path.startsWith('/') || path.split('/').includes('..');
}
function tarlist_through(path, links) {
    if (links.size === 0)
        return false;
    const parts = partsOf(path);
    return parts.some((_, n) => n > 0 && links.has(parts.slice(0, n).join('/')));
}

;// CONCATENATED MODULE: ./build/bytes/crc64.js
// CRC-64, reflected. `xz`: as mongodump and xz compute it, the ECMA-182 polynomial, all ones in and out (CRC-64/XZ). `redis`: the polynomial of Jones,
// zeros in and out.
const kinds = {
    xz: { polynomial: { low: 0xd7870f42, high: 0xc96c5795 }, ends: -1 },
    redis: { polynomial: { low: 0xac4bc9b5, high: 0x95ac9329 }, ends: 0 },
};
/** Eight bytes are folded at once, each through its own table ("slicing by 8"); 64 bits are two halves, because a BigInt per byte is 100 times slower. */
const slices = 8;
const made = new Map();
/** A running checksum. It holds two numbers, so one for each collection of a dump costs nothing. */
class Crc64 {
    #tables;
    #ends;
    #low;
    #high;
    constructor(kind = 'xz') {
        this.#tables = tablesOf(kind);
        this.#ends = kinds[kind].ends;
        this.#low = this.#ends;
        this.#high = this.#ends;
    }
    /** Takes `bytes[from]` up to, not including, `bytes[to]`. */
    update(bytes, from, to) {
        const sliced = to - ((to - from) % slices);
        this.#eightByEight(bytes, from, sliced);
        const { low, high } = this.#tables;
        let l = this.#low;
        let h = this.#high;
        for (let at = sliced; at < to; at += 1) {
            const index = (l ^ bytes[at]) & 255;
            l = ((l >>> 8) | (h << 24)) ^ low[index];
            h = (h >>> 8) ^ high[index];
        }
        this.#low = l;
        this.#high = h;
    }
    /** The checksum so far, as the signed 64-bit number that BSON holds. */
    digest() {
        return BigInt.asIntN(64, (BigInt((this.#high ^ this.#ends) >>> 0) << 32n) | BigInt((this.#low ^ this.#ends) >>> 0));
    }
    #eightByEight(bytes, from, to) {
        const { low, high } = this.#tables;
        let l = this.#low;
        let h = this.#high;
        for (let at = from; at < to; at += slices) {
            const a = l ^ word(bytes, at);
            const b = h ^ word(bytes, at + 4);
            // The first byte has the furthest to go: it takes the last table.
            const i7 = 0x700 + (a & 255);
            const i6 = 0x600 + ((a >>> 8) & 255);
            const i5 = 0x500 + ((a >>> 16) & 255);
            const i4 = 0x400 + (a >>> 24);
            const i3 = 0x300 + (b & 255);
            const i2 = 0x200 + ((b >>> 8) & 255);
            const i1 = 0x100 + ((b >>> 16) & 255);
            const i0 = b >>> 24;
            l = fold(low, i0, i1, i2, i3) ^ fold(low, i4, i5, i6, i7);
            h = fold(high, i0, i1, i2, i3) ^ fold(high, i4, i5, i6, i7);
        }
        this.#low = l;
        this.#high = h;
    }
}
function word(bytes, at) {
    return bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
}
function fold(table, a, b, c, d) {
    return table[a] ^ table[b] ^ table[c] ^ table[d];
}
function tablesOf(kind) {
    const tables = made.get(kind) ?? makeTables(kinds[kind].polynomial);
    made.set(kind, tables);
    return tables;
}
function makeTables(polynomial) {
    const low = new Int32Array(slices * 256);
    const high = new Int32Array(slices * 256);
    for (let byte = 0; byte < 256; byte += 1) {
        let l = byte;
        let h = 0;
        for (let bit = 0; bit < 8; bit += 1) {
            const carry = l & 1;
            l = (l >>> 1) | (h << 31);
            h >>>= 1;
            if (carry === 1) {
                l ^= polynomial.low;
                h ^= polynomial.high;
            }
        }
        low[byte] = l;
        high[byte] = h;
    }
    for (let index = 256; index < slices * 256; index += 1) {
        const l = low[index - 256];
        const h = high[index - 256];
        low[index] = ((l >>> 8) | (h << 24)) ^ low[l & 255];
        high[index] = (h >>> 8) ^ high[l & 255];
    }
    return { low, high };
}

;// CONCATENATED MODULE: ./build/sources/mongo/bson.js
// As much of BSON (bsonspec.org) as the headers of a database dump need: the scalar fields of one flat document.
const type = { double: 0x01, string: 0x02, document: 0x03, array: 0x04, boolean: 0x08, int32: 0x10, int64: 0x12 };
/** Types that are stepped over, with their size in bytes: object id, date, null, timestamp. */
const skipped = { 7: 12, 9: 8, 10: 0, 17: 8 };
/** The smallest document: its length and its final zero. */
const smallestDocument = 5;
/** The largest document mongodump and mongorestore handle (their `MaxBSONSize`). */
const largestDocument = 48 * 1024 * 1024;
/**
 * Reads the scalar fields of one document, whose length is known to be right; nested documents are stepped over. Throws a
 * RangeError with the reason when a field leaves the document, or has a type that no header of a dump has.
 */
function readFields(document) {
    const end = document.length - 1;
    if (document[end] !== 0)
        throw new RangeError('it does not end where it should');
    const fields = new Map();
    let at = 4;
    while (at < end) {
        const nameEnd = document.indexOf(0, at + 1);
        const name = document.toString('utf8', at + 1, nameEnd);
        const [value, next] = readValue(document, document[at], nameEnd + 1);
        if (next > end)
            throw new RangeError(`its field ${JSON.stringify(name)} is longer than it`);
        if (value !== undefined)
            fields.set(name, value);
        at = next;
    }
    return fields;
}
/** The value of one field, undefined when it is stepped over, and where the next field begins. Node's own bounds checks throw RangeErrors. */
function readValue(document, kind, at) {
    const size = skipped[kind];
    if (size !== undefined)
        return [undefined, at + size];
    switch (kind) {
        case type.string:
            return readString(document, at);
        case type.boolean:
            if (document.readUInt8(at) > 1)
                throw new RangeError('it holds a boolean that is neither true nor false');
            return [document[at] === 1, at + 1];
        case type.int32:
            return [document.readInt32LE(at), at + 4];
        case type.int64:
            return [document.readBigInt64LE(at), at + 8];
        case type.double:
            return [document.readDoubleLE(at), at + 8];
        case type.document:
        case type.array:
            return [undefined, at + Math.max(smallestDocument, document.readInt32LE(at))];
        default:
            throw new RangeError(`it holds a field of the unknown type ${kind}`);
    }
}
function readString(document, at) {
    const end = at + 4 + document.readInt32LE(at);
    if (end < at + 5 || document[end - 1] !== 0)
        throw new RangeError('it holds a string of a wrong length');
    return [document.toString('utf8', at + 4, end - 1), end];
}

;// CONCATENATED MODULE: ./build/sources/mongo/archive.js
// Reads mongodump's archive format to its end, as the proof that a dump is whole. Independent of mongorestore, whose
// `--dryRun` returns before the documents. The format: mongo-tools, common/archive/spec.md.





/**
 * Reads an archive to its end and says what it holds. Whole means: every collection that the prelude names was ended,
 * the checksum of each one's documents is right, the last block is terminated, and nothing follows.
 * Throws E_VERIFY that names the collection and the place. Holds one chunk and one header at a time.
 */
async function readMongoArchive(chunks) {
    const input = new Window(chunks);
    try {
        if (!(await input.ensure(4)) || input.bytes.readUInt32LE(0) !== archive_magic)
            throw damaged(input, 'it is no archive of mongodump');
        input.skip(4);
        const header = await nextDocument(input);
        if (archive_text(header, 'version') !== formatVersion)
            throw damaged(input, 'its header is not one of the known format');
        const collections = await readPrelude(input);
        while (await input.ensure(1))
            await readBlock(input, collections);
        requireEnds(input, collections);
        return {
            serverVersion: archive_text(header, 'server_version') ?? '',
            toolVersion: archive_text(header, 'tool_version') ?? '',
            hasOplog: collections.delete(oplog),
            namespaces: [...new Set(collections.values())].map(({ db, name, documents, bytes }) => ({ db, collection: name, documents, bytes })),
        };
    }
    finally {
        await input.close();
    }
}
const archive_magic = 0x8199e26d;
const terminator = -1;
const formatVersion = '0.1';
const oplog = '.oplog';
/** The collections that the prelude announces, by the `db.collection` of their blocks. */
async function readPrelude(input) {
    const collections = new Map();
    for (let fields = await nextDocument(input); fields !== undefined; fields = await nextDocument(input)) {
        const db = archive_text(fields, 'db');
        const name = archive_text(fields, 'collection');
        if (db === undefined || name === undefined)
            throw damaged(input, 'an entry of its prelude names no collection');
        if (collections.has(`${db}.${name}`))
            throw damaged(input, 'its prelude names it twice', `${db}.${name}`);
        const collection = { db, name, crc: new Crc64(), documents: 0, bytes: 0, ended: false };
        collections.set(`${db}.${name}`, collection);
        // Before server 8.3 the documents of a time series lie under the name of its buckets, which the prelude does not list.
        if (archive_text(fields, 'type') === 'timeseries')
            collections.set(`${db}.system.buckets.${name}`, collection);
    }
    return collections;
}
/** A block: a header that says whose documents follow, the documents, a terminator. The last block of a collection has its checksum instead of documents. */
async function readBlock(input, collections) {
    const header = await nextDocument(input);
    if (header === undefined)
        throw damaged(input, 'a block has no header');
    const name = `${archive_text(header, 'db')}.${archive_text(header, 'collection')}`;
    const collection = collections.get(name);
    if (collection === undefined)
        throw damaged(input, 'a block belongs to no collection of its prelude', name);
    if (collection.ended)
        throw damaged(input, 'something follows the end of a collection', name);
    const crc = header.get('CRC');
    if (header.get('EOF') === false && crc === 0n)
        return readDocuments(input, collection, name);
    if (header.get('EOF') !== true)
        throw damaged(input, 'a block is neither documents nor the end of them', name);
    if (crc !== collection.crc.digest())
        throw damaged(input, 'the checksum of a collection does not match its documents', name);
    collection.ended = true;
    if ((await nextDocument(input)) !== undefined)
        throw damaged(input, 'something follows the end of a collection', name);
}
/** Reads documents up to the terminator, without copying or parsing them: their sizes lead from one to the next. */
async function readDocuments(input, collection, name) {
    let unread = 0;
    for (;;) {
        if (!(await input.ensure(unread === 0 ? 4 : 1)))
            throw damaged(input, 'it ends early, within', name);
        if (unread === 0 && input.bytes.readInt32LE(0) === terminator)
            return input.skip(4);
        const walk = walkDocuments(input.bytes, unread);
        if (walk.problem !== undefined)
            throw damaged(input, walk.problem, name);
        collection.crc.update(input.bytes, 0, walk.bytes);
        collection.bytes += walk.bytes;
        collection.documents += walk.documents;
        unread = walk.unread;
        input.skip(walk.bytes);
    }
}
/** How far the documents in `bytes` reach. The first `unread` bytes finish one begun before; `unread` of the result is what the last one lacks. */
function walkDocuments(bytes, unread) {
    let documents = 0;
    let at = 0;
    let missing = unread;
    for (;;) {
        const end = at + missing;
        if (end > bytes.length)
            return { bytes: bytes.length, documents, unread: end - bytes.length };
        if (missing > 0 && bytes[end - 1] !== 0)
            return { bytes: at, documents, unread: 0, problem: 'a document does not end where it should' };
        at = end;
        if (bytes.length - at < 4)
            return { bytes: at, documents, unread: 0 };
        missing = bytes.readInt32LE(at);
        if (missing === terminator)
            return { bytes: at, documents, unread: 0 };
        if (!possible(missing))
            return { bytes: at, documents, unread: 0, problem: 'a document has an impossible size' };
        documents += 1;
    }
}
/** The next document as its fields, or undefined for a terminator. */
async function nextDocument(input) {
    if (!(await input.ensure(4)))
        throw damaged(input, 'it ends early');
    const size = input.bytes.readInt32LE(0);
    if (size === terminator) {
        input.skip(4);
        return undefined;
    }
    if (!possible(size))
        throw damaged(input, 'a header has an impossible size');
    if (!(await input.ensure(size)))
        throw damaged(input, 'it ends early, within a header');
    try {
        return readFields(input.bytes.subarray(0, size));
    }
    catch (cause) {
        throw damaged(input, 'a header cannot be read', undefined, cause);
    }
    finally {
        input.skip(size);
    }
}
function requireEnds(input, collections) {
    const all = [...new Set(collections.values())];
    const open = all.filter(collection => !collection.ended).map(({ db, name }) => `${db}.${name}`);
    if (open.length === 0)
        return;
    const named = open.slice(0, 5).join(', ') + (open.length > 5 ? `, and ${open.length - 5} more` : '');
    throw damaged(input, `it ends early, ${open.length} of its ${all.length} collections are not complete`, named);
}
function possible(size) {
    return size >= smallestDocument && size <= largestDocument;
}
function archive_text(fields, key) {
    const value = fields?.get(key);
    return typeof value === 'string' ? value : undefined;
}
function damaged(input, what, name, cause) {
    const failure = {
        code: 'E_VERIFY',
        title: `The database dump is not whole: ${what}${name === undefined ? '' : ` (${(0,inert/* inert */.tJ)(name)})`}`,
        details: { 'Read up to': `byte ${input.position}` },
        safe: 'reading it changed nothing',
        next: 'do not restore this dump: use another backup, or take a new one',
    };
    return new errors/* BackupError */.hj(failure, { cause });
}

;// CONCATENATED MODULE: ./build/sources/redis/rdb.js
// A snapshot of Redis read to its end: its name, its end mark, and the checksum of all that comes before (rdb.c; CRC-64 of Jones). Its keys are not counted:
// that takes a server.


const trailer = 9;
const endMark = 0xff;
/** Throws NotWhole. */
async function readRdb(chunks) {
    const crc = new Crc64('redis');
    let held = Buffer.alloc(0);
    let begun = false;
    for await (const chunk of chunks) {
        held = Buffer.concat([held, chunk]);
        if (!begun && held.length >= 9) {
            if (!/^REDIS\d{4}$/.test(held.toString('latin1', 0, 9)))
                throw new NotWhole('it is no snapshot of Redis');
            begun = true;
        }
        // The checksum is not part of what it is the checksum of.
        const sure = Math.max(0, held.length - trailer);
        crc.update(held, 0, sure);
        held = held.subarray(sure);
    }
    if (!begun || held.length < trailer || held[0] !== endMark)
        throw new NotWhole('it ends early: its end mark is missing');
    crc.update(held, 0, 1);
    const stored = held.readBigInt64LE(1);
    // A server that was told to (rdbchecksum no) writes none.
    if (stored !== 0n && stored !== crc.digest())
        throw new NotWhole('its checksum does not match its content');
}

;// CONCATENATED MODULE: ./build/reading/frame.js


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
/** What lies before a header: zeros that fill the entry before, and the path if it is too long for a header. */
function wrongFiller(found, { fill, path }) {
    const zeros = found.subarray(0, fill);
    if (zeros.length !== fill || zeros.some(byte => byte !== 0))
        return 'what follows its data is not what was written';
    const rest = found.subarray(fill);
    if (Buffer.byteLength(path) <= 100)
        return rest.length === 0 ? undefined : 'what follows its data is more than was written';
    const [head, name] = [rest.subarray(0, 512), rest.subarray(512)];
    const long = head.length === 512 && isSummed(head) && head[156] === 0x4c && sizeAt(head) === Buffer.byteLength(path) + 1;
    const padded = name.length % 512 === 0 && name.length > 0 && textAt(name, 0, name.length) === path;
    return long && padded ? undefined : 'its long name is not the one that was written';
}
/** What follows the last component, unpacked: padding, backup-metadata.txt, MANIFEST.sha256 (which says what the manifest says), the end of a tar. */
async function wrongEnd(found, fill, { name, components }) {
    if (found.length < fill || found.subarray(0, fill).some(byte => byte !== 0))
        return 'the entries after its last component are not those that were written';
    const tar = found.subarray(fill);
    const texts = new Map();
    await listTar(chunksOf(tar), {
        only: 'files',
        onEntry: entry => {
            const parts = [];
            texts.set(entry.path, parts);
            entry.on('data', chunk => parts.push(Buffer.from(chunk)));
        },
    });
    if ([...texts.keys()].join() !== `${name}/backup-metadata.txt,${name}/MANIFEST.sha256`)
        return 'the entries after its last component are not those that were written';
    const lines = Buffer.concat(texts.get(`${name}/MANIFEST.sha256`) ?? [])
        .toString()
        .split('\n')
        .filter(line => line !== '' && !line.startsWith('#'));
    const written = components.map(({ sha256, offset, length, rawBytes, path }) => `${sha256} ${offset} ${length} ${rawBytes} ${name}/${path}`);
    if (lines.join('\n') !== written.join('\n'))
        return 'its own MANIFEST.sha256 says something else than its manifest';
    if (tar.length % 512 !== 0 || tar.subarray(-1024).some(byte => byte !== 0))
        return 'it does not end as a tar ends';
    return undefined;
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








/** Bytes of a header's member: zstd frame, gzip member (docs/format.md). */
const headerLength = { zstd: 526, gzip: 535 };
const memberBegins = {
    zstd: Buffer.from('28b52ffd640001011000', 'hex'),
    gzip: Buffer.from('1f8b0800000000000003010002fffd', 'hex'),
};
/** The last entries are a few kilobytes; more is none of ours. */
const longestEnd = 16 * 1024 * 1024;
/** Reads it to its end, and tells all that is wrong. `bytes` is how long the file is. Memory: a few chunks, whatever its size. */
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
    const why = await reason(async () => wrongEnd(await gather(limited(unpackAny(cursor, manifest), longestEnd)), fillOf(before), manifest));
    await cursor.finish();
    if (why !== undefined)
        tell('', 'end', endOf(before), bytes, why);
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
    const { compression } = manifest.archive;
    const fragment = isFragment(component);
    const header = fragment ? component.offset : component.offset - headerLength[compression];
    if (header < from) {
        tell(component.name, 'header', from, component.offset, 'there is no room for its tar header');
        cursor.begin(component.offset - from);
        await cursor.finish();
        return;
    }
    cursor.begin(header - from);
    const filler = { fill: fillOf(before), path: fragment ? '' : `${manifest.name}/${component.path}` };
    const wrong = await reason(async () => wrongFiller(header === from ? Buffer.alloc(0) : await gather(limited(unpackAny(cursor, manifest), 65_536)), filler));
    await cursor.finish();
    if (wrong !== undefined && filler.path.length > 100 && !wrong.startsWith('what follows'))
        tell(component.name, 'header', from, header, wrong);
    else if (wrong !== undefined)
        tell(before?.name ?? component.name, before === undefined ? 'header' : 'padding', from, header, wrong);
    if (fragment)
        return;
    cursor.begin(headerLength[compression]);
    const why = await reason(async () => {
        const stored = await gather(cursor.bytes());
        // No checksum reaches these bytes: a member that holds one block as it is begins in one way only.
        if (!stored.subarray(0, memberBegins[compression].length).equals(memberBegins[compression]))
            return 'its member begins in another way';
        return wrongHeader(await gather(unpack(chunksOf(stored), compression, 512)), `${manifest.name}/${component.path}`, component.rawBytes);
    });
    await cursor.finish();
    if (why !== undefined)
        tell(component.name, 'header', header, component.offset, 'its tar header is not the one that was written');
}
/** Reads one component; why it is not whole, if so. */
async function within(cursor, component, manifest, level) {
    cursor.begin(component.length);
    const read = level === 'read'
        ? await reason(() => readKind(component, unpack(cursor.bytes(), manifest.archive.compression, component.rawBytes)))
        : undefined;
    const { sha256, whole } = await cursor.finish();
    if (!whole)
        return 'it would lie beyond the end of the archive';
    if (sha256 !== component.sha256)
        return 'its stored bytes have another sha256';
    return read;
}
/** The reader of its kind, and the counts of the manifest. */
async function readKind(component, raw) {
    const { path, counts } = component;
    if (path.startsWith('database/')) {
        const { namespaces } = await readMongoArchive(raw);
        return wrongCount(counts, 'documents', namespaces.reduce((sum, { documents }) => sum + documents, 0));
    }
    if (path.startsWith('redis/'))
        await readRdb(raw);
    else if (path.startsWith('volumes/') || path.startsWith('paths/'))
        return wrongCount(counts, 'entries', await listTar(raw, { only: 'any' }));
    else if (isFragment(component))
        await listTar(withEnd(raw), { only: 'files' });
    else
        for await (const _ of raw)
            ;
    return undefined;
}
function wrongCount(counts, what, found) {
    const kept = counts[what];
    return kept === undefined || kept === found ? undefined : `it holds ${found} ${what}, and the manifest says ${kept}`;
}
/** A piece of tar has no end marks of its own. */
async function* withEnd(raw) {
    yield* raw;
    yield Buffer.alloc(1024);
}
/** What unpacks to a size that is not known before. */
function unpackAny(cursor, { archive }) {
    return unpack(cursor.bytes(), archive.compression);
}
async function* limited(chunks, most) {
    let count = 0;
    for await (const chunk of chunks) {
        count += chunk.length;
        if (count > most)
            throw new NotWhole('it unpacks to more than was written');
        yield chunk;
    }
}
/** What a check says, or why it could not come to its end. Only what is no damage is thrown. */
async function reason(check) {
    try {
        return await check();
    }
    catch (thrown) {
        if (thrown instanceof NotWhole)
            return thrown.message;
        if (thrown instanceof errors/* BackupError */.hj && thrown.code === 'E_VERIFY')
            return `${thrown.failure.title}${thrown.failure.details ? ` (${Object.values(thrown.failure.details).join(', ')})` : ''}`;
        throw thrown;
    }
}
/** Pieces of the archive's own tar: entries already, headers and padding included. */
function isFragment({ path }) {
    return path === 'config' || path === 'secrets' || path === 'system';
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
    try {
        await listTar(unpack(cursor.bytes(), 'gzip'), { only: 'any', nested: true });
    }
    catch (thrown) {
        if (!(thrown instanceof NotWhole))
            throw thrown;
        why = thrown.message;
    }
    const { whole } = await cursor.finish();
    const sha256 = await cursor.end();
    if (!whole)
        tell(`only ${cursor.position} of its ${bytes} bytes arrived`);
    else if (manifest !== undefined && sha256 !== manifest.archive.sha256)
        tell('its sha256 is not the one it had when it was first read');
    else if (why !== undefined)
        tell(why);
}

// EXTERNAL MODULE: ./build/operations/session.js
var operations_session = __webpack_require__(85275);
;// CONCATENATED MODULE: ./build/operations/readhere.js
// The archives streamed to here, and read as they come. Nothing of them is written to a disk of ours.





/** Bytes that may wait between the connection and the reader. */
const waiting = 4 * 1024 * 1024;
/** One conversation for all of them, one after the other. */
async function readHere(session, subjects, log) {
    const { settings } = session;
    const readings = [];
    const read = async (subject, chunks, bytes) => {
        try {
            const { manifest } = subject;
            const findings = {
                sound: (component) => log.sound(subject.name, component),
                damage: log.damage.bind(log),
            };
            if (manifest?.kind === 'backup')
                await readArchive(chunks, { manifest, bytes, level: settings.check.level }, findings);
            else
                await readOldArchive(chunks, { subject, bytes }, findings);
            log.over(subject.name, 'checked');
        }
        finally {
            // Whoever sends must not wait for a reader that failed.
            chunks.destroy();
        }
    };
    const onRaw = (backup, bytes) => {
        const chunks = new external_node_stream_.PassThrough({ highWaterMark: waiting });
        const subject = subjects.find(({ name }) => name === backup);
        if (subject === undefined)
            return chunks.destroy();
        const reading = read(subject, chunks, bytes);
        reading.catch(() => { });
        readings.push(reading);
        return chunks;
    };
    await (0,operations_session/* run */.eF)(session, planSend(settings, subjects), event => log.add(event), {}, onRaw);
    await Promise.all(readings);
}

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
    const { level, where } = settings.check;
    reporter.begin('Verify', `${level}, ${where === 'server' ? `by ${transport.name} itself` : 'streamed to here'}`);
    if (where === 'runner') {
        await readHere(session, subjects, log);
        return log.requireEnd(transport.name);
    }
    const secrets = { MB_MONGO_URI: settings.mongoUri, MB_REDIS_PASSWORD: settings.redisPassword };
    await (0,operations_session/* run */.eF)(session, planVerify(settings, subjects), event => log.add(event), secrets);
    log.requireEnd(transport.name);
}
/** One after the other. Of one that was asked for the failure is told as it is; of all, each that does not come back as it was taken is named. */
async function drillAll(session, subjects, log, here) {
    const { settings, transport, reporter } = session;
    const { where } = settings.check;
    reporter.begin('Drill', where === 'server' ? `on ${transport.name}, in throw-away containers` : `in throw-away containers of ${here.transport.name}`);
    for (const { name, manifest } of subjects) {
        log.checking(name);
        if (manifest?.kind === 'backup')
            await drillOne(session, manifest, here, log);
        else
            log.unread({ backup: name, component: 'all of it', why: notDrilled });
        log.over(name, 'checked');
    }
}
const notDrilled = 'an archive of the old scripts has no manifest that says what it holds';
async function drillOne(session, manifest, here, log) {
    try {
        const drill = await (session.settings.check.where === 'runner' ? (0,operations_drill/* drillHere */.Qb)(session, manifest, here) : (0,operations_drill/* drillThere */.Mh)(session, manifest));
        for (const component of Object.keys(drill.components))
            log.sound(manifest.name, component);
    }
    catch (thrown) {
        const failure = (0,errors/* failureOf */.g5)(thrown);
        if (session.settings.check.backup !== 'all' || failure.code !== 'E_VERIFY')
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
/** Why a verification that came to its end is a failure; undefined if all is as it should be. */
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
            next: 'make a new backup, and test disk and memory of this server; components that are not named can still be restored one by one (components)',
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
            ? 'read these by level read: the next backup is of the new format, which a drill restores'
            : where === 'server'
                ? 'start these containers, or let the runner read (where: runner)'
                : 'verify on the server (where: server)',
    };
}


/***/ })

};
