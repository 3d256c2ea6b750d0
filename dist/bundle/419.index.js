export const id = 419;
export const ids = [419];
export const modules = {

/***/ 1033:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ newestFirst),
/* harmony export */   v: () => (/* binding */ catalogueOf)
/* harmony export */ });
/* harmony import */ var _inert_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(33460);
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(79683);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(34700);
/* harmony import */ var _report_amounts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(11242);
/* harmony import */ var _skipped_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4108);
// The backups of one server, judged: what counts, what is damaged, what is none of ours. Pure: the server only lists.





/** How far ahead of the clock a backup may be dated, in seconds: clocks are set, and names of one second follow each other. */
const tolerance = 5 * 60;
const notFiles = { dir: 'a directory', link: 'a symbolic link', other: 'a special file' };
/** Judges a listing. The order in which things are listed makes no difference. */
function catalogueOf(listing) {
    const manifests = new Map(listing.manifests.map(({ name, text }) => [name, text]));
    const oldOnes = new Map(listing.old.map(each => [each.file, each]));
    const judged = listing.entries.toSorted((one, other) => (one.file < other.file ? -1 : 1)).map(entry => judge(entry, manifests, oldOnes));
    const backups = newestFirst(judged.flatMap(each => ('good' in each ? [each.good] : [])));
    const unread = newestFirst(judged.flatMap(each => ('unread' in each ? [each.unread] : [])));
    const damaged = judged.flatMap(each => ('damaged' in each ? [each.damaged] : []));
    const strangers = judged.flatMap(each => ('stranger' in each ? [each.stranger] : []));
    const { now, restoreIncomplete, incomplete, odd = 0 } = listing;
    const skips = listing.skips.flatMap(_skipped_js__WEBPACK_IMPORTED_MODULE_3__/* .skipOf */ .j).toSorted((one, other) => other.time - one.time);
    return {
        ...{ backups, unread, damaged, strangers, odd, skips },
        clock: clockOf(now, [...backups, ...unread, ...damaged]),
        restoreIncomplete,
        ...(incomplete && { incompleteOf: incomplete.backup }),
        runbooks: listing.runbooks ?? [],
        now,
    };
}
/**
 * Newest first: by sequence. An archive of the old format has none and is placed by its time; where a clock once went
 * back, the times of the others count as if it had stood still, so that the two orders cannot contradict each other.
 */
function newestFirst(backups) {
    const places = new Map();
    let latest = 0;
    for (const backup of backups.filter(({ kind }) => kind === 'backup').toSorted(bySequence)) {
        latest = Math.max(latest, backup.time);
        places.set(backup, latest);
    }
    const place = (backup) => places.get(backup) ?? backup.time;
    return backups.toSorted((one, other) => place(other) - place(one) || bySequence(other, one));
}
function bySequence(one, other) {
    return (one.manifest?.sequence ?? 0) - (other.manifest?.sequence ?? 0) || one.time - other.time || (one.file < other.file ? -1 : 1);
}
function judge(entry, manifests, oldOnes) {
    const { file, bytes, type } = entry;
    const name = (0,_names_js__WEBPACK_IMPORTED_MODULE_1__/* .parseArchiveName */ .Lz)(file);
    if (name === undefined)
        return { stranger: { file: (0,_inert_js__WEBPACK_IMPORTED_MODULE_4__/* .inert */ .tJ)(file), why: 'its name is not that of a backup' } };
    if (type !== 'file')
        return { stranger: { file, why: `it is ${notFiles[type]}` } };
    const oldOne = oldOnes.get(file);
    if (oldOne?.sound === false)
        return damaged(name, bytes, (0,_inert_js__WEBPACK_IMPORTED_MODULE_4__/* .inert */ .tJ)(oldOne.why ?? 'it does not read to its end'));
    const text = manifests.get(name.name);
    if (text !== undefined)
        return judgeByManifest(name, bytes, (0,_manifest_js__WEBPACK_IMPORTED_MODULE_0__/* .parseManifest */ .Ng)(text));
    if (oldOne === undefined)
        return damaged(name, bytes, 'it has no manifest');
    const archive = { ...common(name, bytes), kind: 'old-format', time: name.time, pinned: (0,_manifest_js__WEBPACK_IMPORTED_MODULE_0__/* .pinnedByNature */ .VW)(name.prefix) };
    return oldOne.sound === null ? { unread: { ...archive, verified: 'none' } } : { good: { ...archive, verified: 'read' } };
}
function judgeByManifest(name, bytes, manifest) {
    if ('problem' in manifest)
        return damaged(name, bytes, `its manifest is not sound: ${manifest.problem}`);
    if (manifest.archive.file !== name.file)
        return damaged(name, bytes, `its manifest is that of ${manifest.archive.file}`);
    if (bytes < manifest.archive.bytes)
        return damaged(name, bytes, 'it ends early');
    if (bytes > manifest.archive.bytes)
        return damaged(name, bytes, 'it is longer than its manifest says');
    const { kind, time, pinned, verified } = manifest;
    return { good: { ...common(name, bytes), kind, time, pinned, verified, manifest } };
}
function common({ name, file, prefix }, bytes) {
    return { name, file, prefix, bytes };
}
function damaged({ file, prefix }, bytes, why) {
    return { damaged: { file, prefix, bytes, why } };
}
/** Names only increase, so whatever is dated ahead shows that the clock is behind now, or was ahead then. */
function clockOf(now, ours) {
    const dated = ours.map(({ file, time = 0 }) => ({ file, time: Math.max(time, (0,_names_js__WEBPACK_IMPORTED_MODULE_1__/* .parseArchiveName */ .Lz)(file)?.time ?? 0) }));
    const furthest = dated.toSorted((one, other) => other.time - one.time)[0];
    if (furthest === undefined || furthest.time <= now + tolerance)
        return 'sound';
    return { suspicious: `${furthest.file} is ${(0,_report_amounts_js__WEBPACK_IMPORTED_MODULE_2__/* .old */ .km)(now - furthest.time)} of the server's clock` };
}


/***/ }),

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

/***/ 91533:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   VY: () => (/* binding */ swallowed),
/* harmony export */   Vm: () => (/* binding */ contextOf),
/* harmony export */   dK: () => (/* binding */ mask),
/* harmony export */   fJ: () => (/* binding */ fail),
/* harmony export */   n0: () => (/* binding */ setOutputs)
/* harmony export */ });
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6805);
// The edge to GitHub, with the files of github/: nothing else knows @actions/*.

/** Hides secrets from the log, each line of them too. Before anything else is printed. */
function mask(secrets) {
    for (const secret of secrets) {
        const text = secret.reveal();
        _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .setSecret */ .Pq(text);
        for (const line of text.split(/\r?\n/))
            if (line.trim().length >= 8)
                _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .setSecret */ .Pq(line.trim());
    }
}
/** The outputs that hold a secret: GitHub shows `***` in their place, and hands them to no other job. Names only. */
function swallowed(outputs, secrets) {
    const holds = (value) => secrets.some(secret => secret.length > 0 && value.includes(secret.reveal()));
    return Object.keys(outputs).filter(name => holds(outputs[name] ?? ''));
}
/** Sets them all. Warns of one that could not be set, because that must not turn a backup that is there into a failure. */
function setOutputs(outputs, reporter) {
    for (const [name, value] of Object.entries(outputs)) {
        try {
            _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .setOutput */ .uH(name, value);
        }
        catch (error) {
            reporter.warning('output', `The output ${name} could not be set: ${error instanceof Error ? error.message : error}`);
        }
    }
}
/** Marks the step as failed. The failure itself has been printed. */
function fail() {
    process.exitCode = _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .ExitCode */ .yU.Failure;
}
/** Where the backup is made for, as the manifest keeps it. */
function contextOf(environment) {
    const { GITHUB_REPOSITORY: repository = '', GITHUB_SHA: commit = '', GITHUB_RUN_ID: run = '', GITHUB_RUN_ATTEMPT: attempt = '', } = environment;
    const { GITHUB_ACTOR: actor = '', GITHUB_WORKFLOW: workflow = '', GITHUB_SERVER_URL: server = 'https://github.com' } = environment;
    const url = repository !== '' && run !== '' ? `${server}/${repository}/actions/runs/${run}` : '';
    return { repository, commit, run, attempt, actor, workflow, url };
}


/***/ }),

/***/ 71059:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ JobLog)
/* harmony export */ });
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6805);
/* harmony import */ var _inert_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(33460);
/* harmony import */ var _report_failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(20897);
// What a job's log does with a line, and with a warning.



const silence = 10_000;
/** GitHub shows 10 warnings of a step and drops the rest without a word: one place is kept for saying how many there are. */
const shownWarnings = 9;
/** GitHub cuts an annotation at 4096 characters. */
const longest = 4000;
/**
 * Tells a job's log. A phase with lines is a group; groups do not nest, and an error inside a closed one is not seen, so a
 * group is ended before anything that must be. During silence, one progress line per ten seconds, so that nobody cancels.
 * Whoever calls has made inert what a server said; it is done here once more, because this is where it would be obeyed.
 */
class JobLog {
    #open = false;
    #spoke = Date.now();
    #warnings = 0;
    phase(name, text, lines = []) {
        this.#close();
        if (lines.length === 0)
            this.#say(head(name, text));
        else
            _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .startGroup */ .Oh((0,_inert_js__WEBPACK_IMPORTED_MODULE_1__/* .inert */ .tJ)(head(name, text)));
        for (const line of lines)
            this.line(line);
        if (lines.length > 0)
            _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .endGroup */ .N4();
    }
    begin(name, text) {
        this.#close();
        _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .startGroup */ .Oh((0,_inert_js__WEBPACK_IMPORTED_MODULE_1__/* .inert */ .tJ)(head(name, text)));
        this.#open = true;
        this.#spoke = Date.now();
    }
    line(text) {
        this.#say(`    ${text}`);
    }
    progress(text) {
        if (Date.now() - this.#spoke >= silence)
            this.line(text);
    }
    /** The first ones are annotations too; all of them are in the log. */
    warning(code, text) {
        this.#warnings += 1;
        if (this.#warnings <= shownWarnings)
            _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e((0,_inert_js__WEBPACK_IMPORTED_MODULE_1__/* .inert */ .tJ)(text, { limit: longest }), { title: (0,_inert_js__WEBPACK_IMPORTED_MODULE_1__/* .inert */ .tJ)(code) });
        else
            this.#say(`Warning: ${code}  ${text}`);
    }
    debug(text) {
        _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .debug */ .Yz((0,_inert_js__WEBPACK_IMPORTED_MODULE_1__/* .inert */ .tJ)(text));
    }
    done(text) {
        this.#close();
        this.#say(text);
    }
    failure(failure) {
        this.#close();
        const [first = '', ...rest] = (0,_report_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .failureLines */ .w)(failure).map(line => (0,_inert_js__WEBPACK_IMPORTED_MODULE_1__/* .inert */ .tJ)(line));
        _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .error */ .z3([first.replace(/^Error: /, ''), ...rest].join('\n').slice(0, longest), { title: failure.code });
    }
    /** The last word. */
    close() {
        this.#close();
        const more = this.#warnings - shownWarnings;
        if (more > 0)
            _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e(`${more} more ${more === 1 ? 'warning is' : 'warnings are'} in the log and in the summary.`, { title: 'warnings' });
    }
    #say(text) {
        _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .info */ .pq((0,_inert_js__WEBPACK_IMPORTED_MODULE_1__/* .inert */ .tJ)(text));
        this.#spoke = Date.now();
    }
    #close() {
        if (this.#open)
            _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .endGroup */ .N4();
        this.#open = false;
    }
}
function head(name, text) {
    return `▸ ${name.padEnd(14)} ${text}`.trimEnd();
}


/***/ }),

/***/ 13794:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ writeSummary)
/* harmony export */ });
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(65708);
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6805);
// The summary of the job, where the runner has a place for one.

/** Shows it. A summary that cannot be written changes nothing about what it tells. */
async function writeSummary(markdown) {
    try {
        await _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .summary */ .z.addRaw(markdown, true).write();
    }
    catch (error) {
        _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .debug */ .Yz(`No summary was written: ${error instanceof Error ? error.message : error}`);
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

// EXTERNAL MODULE: ./build/operations/list.js
var operations_list = __webpack_require__(64799);
// EXTERNAL MODULE: ./build/operations/session.js
var operations_session = __webpack_require__(85275);
;// CONCATENATED MODULE: ./build/operations/verify.js
// Verify: look which backups there are, choose, and have each read, on the server or here. Nothing is changed, and no lock is taken.











/** Verifies what was asked for, and always returns what came of it. */
async function verify(given) {
    const began = performance.now();
    const session = { ...given, settings: ofArchive(given.settings) };
    const { level, where } = session.settings.check;
    let so = { ...verified/* nothingVerified */.Ue, runId: session.runId, level, where };
    const outcome = () => ({ ...so, seconds: (performance.now() - began) / 1000 });
    try {
        await (0,operations_session/* connect */.Ng)(session);
        so = { ...so, ...(await verify_verified(session)) };
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
async function verify_verified(session) {
    for (let again = 1;; again += 1) {
        const list = await (0,operations_list/* listed */.KE)(session, (0,look/* planList */.i7)(session.settings));
        const chosen = subjectsOf(list, session.settings.check.backup);
        requireSome(chosen, list, session);
        const { strangers } = (0,catalogue/* catalogueOf */.v)(list);
        tell(session, chosen, strangers);
        const log = new VerifyLog(session.reporter, chosen.subjects);
        await readAll(session, chosen.subjects, log);
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

/***/ 28693:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ rowOf)
/* harmony export */ });
function rowOf({ name, path, rawBytes, offset, length, sha256, consistency, counts }) {
    const counted = Object.entries(counts)
        .map(([what, n]) => `${what}=${n}`)
        .join(' ');
    return [name, path, String(rawBytes), String(offset), String(length), sha256, consistency, counted];
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

/***/ 44687:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ verifiedSummary)
/* harmony export */ });
/* harmony import */ var _damage_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(74975);
/* harmony import */ var _amounts_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(11242);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(20897);
/* harmony import */ var _markdown_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(34902);
// The summary of a verification: what is sound, what is not, and where.




/** Bytes; see summary.ts. */
const budget = 256 * 1024;
const manual = 'https://github.com/meeshy/backup-action/blob/v2/docs/troubleshooting.md';
const words = {
    sound: 'sound',
    damaged: '**damaged**',
    unread: '**not read**',
    gone: 'gone meanwhile',
};
function verifiedSummary(outcome) {
    const { backups, level, where, seconds, failure, damaged, unread, orphans, strangers } = outcome;
    const by = `by ${level} · on the ${where} · ${(0,_amounts_js__WEBPACK_IMPORTED_MODULE_1__/* .duration */ .p0)(seconds * 1000)}`;
    const head = failure === undefined
        ? `**${(0,_amounts_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(backups.length, 'backup')} verified, all sound · ${by}**`
        : `**${failure.code} · ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(failure.title)}**`;
    const failed = failure === undefined
        ? []
        : [
            ...(failure.code === 'E_VERIFY' ? [] : [(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .block */ .om)((0,_failure_js__WEBPACK_IMPORTED_MODULE_3__/* .failureLines */ .w)(failure).slice(0, 60))]),
            (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .alert */ .xE)('CAUTION', `${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(failure.next ?? 'Nothing was changed')}. [What ${failure.code} means](${manual}#${failure.code.toLowerCase()})`),
        ];
    return (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .fitting */ ._Q)([
        head,
        ...failed,
        ...section('Damaged', damaged.map(each => `${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(each.backup)}: ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)((0,_damage_js__WEBPACK_IMPORTED_MODULE_0__/* .whereIsIt */ .x)(each))}: ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(each.why)}`)),
        ...section('Not read as far as asked', unread.map(each => `${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(each.backup)}: ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(each.component)}: ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(each.why)}`)),
        ...(backups.length === 0 ? [] : [(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .table */ .tp)(['Backup', 'Size', '', 'Components', 'Took'], backups.map(row), 200)]),
        ...section('Manifests without an archive', orphans.map(_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)),
        ...section('Not ours, ignored', strangers.map(({ file, why }) => `${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(file)}: ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(why)}`)),
    ], budget);
}
function row({ name, bytes: size, state, sound, components, milliseconds }) {
    return [(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(name), (0,_amounts_js__WEBPACK_IMPORTED_MODULE_1__/* .bytes */ .ee)(size), words[state], components === 0 ? '–' : `${sound} of ${components}`, (0,_amounts_js__WEBPACK_IMPORTED_MODULE_1__/* .duration */ .p0)(milliseconds)];
}
function section(title, items) {
    return items.length === 0 ? [] : [`#### ${title}`, (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .list */ .p_)(items)];
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


/***/ }),

/***/ 19511:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ fromInputs)
/* harmony export */ });
/* harmony import */ var _nearest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(78898);
/* harmony import */ var _options_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40845);
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3667);



const mark = 'INPUT_';
/**
 * Takes the inputs of one of our actions out of an environment. The runner sets every declared input, with its default or
 * empty; what looks like that is not something the user gave. It also sets misspelt ones, and only warns: here they are
 * problems, without their values, because a secret may hide behind a wrong name.
 */
function fromInputs(env, operation = 'backup') {
    const known = _options_js__WEBPACK_IMPORTED_MODULE_0__/* .optionNames */ .W6.filter(name => (0,_options_js__WEBPACK_IMPORTED_MODULE_0__/* .optionOf */ .XD)(name).operations.includes(operation));
    const values = {};
    const problems = [];
    for (const [variable, value] of Object.entries(env)) {
        if (!variable.startsWith(mark) || value === undefined)
            continue;
        const name = variable.slice(mark.length).toLowerCase();
        if (!(0,_options_js__WEBPACK_IMPORTED_MODULE_0__/* .isOptionName */ .RR)(name) || !known.includes(name))
            problems.push(unknown(name, known));
        else if (value !== ((0,_options_js__WEBPACK_IMPORTED_MODULE_0__/* .optionOf */ .XD)(name).default ?? ''))
            values[name] = value;
    }
    return { surface: 'action', operation, values, problems };
}
function unknown(name, known) {
    const near = (0,_nearest_js__WEBPACK_IMPORTED_MODULE_2__/* .nearest */ .p)(name, known);
    return (0,_problem_js__WEBPACK_IMPORTED_MODULE_1__/* .invalid */ .Gq)(name.slice(0, 64), `not an input of this action${near === undefined ? '' : `; did you mean '${near}'?`}`);
}


/***/ }),

/***/ 48953:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ givenSecrets),
/* harmony export */   F: () => (/* binding */ secretsOf)
/* harmony export */ });
/* harmony import */ var _sensitive_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(63964);
/* harmony import */ var _transports_privatekey_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(56762);
/* harmony import */ var _given_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(97201);
/* harmony import */ var _kinds_mongouri_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(92436);
// Everything a log must never show, found before the first line of it is written: whatever was given, valid or not.




// A runner replaces every occurrence of a mask: shorter ones would shred the log, and guard next to nothing.
const shortest = 4;
/**
 * The secrets among what was given, and what is derived from them: the forms of a repaired key, the password in a connection
 * string, and what each looks like in a URL, in base64 and in JSON. GitHub's runner knows the last three by itself; others do not.
 */
function secretsOf(given) {
    const texts = rawSecrets(given);
    const derived = [...(0,_kinds_mongouri_js__WEBPACK_IMPORTED_MODULE_3__/* .passwordsIn */ .g)((0,_given_js__WEBPACK_IMPORTED_MODULE_2__/* .textOf */ .b)(given, 'mongo-uri') ?? ''), ...formsOfKey(given)];
    const whole = [...texts, ...derived].flatMap(text => [text, text.trim()]).filter(text => text.length >= shortest);
    return [...new Set(whole.flatMap(text => [text, ...encoded(text)]))].map(text => new _sensitive_js__WEBPACK_IMPORTED_MODULE_0__/* .Sensitive */ .p(text));
}
/** The secrets as they were given, short ones too: whoever stored them as secrets has them masked, however short. */
function givenSecrets(given) {
    return rawSecrets(given)
        .filter(text => text !== '')
        .map(text => new _sensitive_js__WEBPACK_IMPORTED_MODULE_0__/* .Sensitive */ .p(text));
}
function rawSecrets(given) {
    return _given_js__WEBPACK_IMPORTED_MODULE_2__/* .secretNames */ .X.map(name => (0,_given_js__WEBPACK_IMPORTED_MODULE_2__/* .textOf */ .b)(given, name) ?? '');
}
/** Where a text has no form of its own in an encoding, that form is the text. */
function encoded(text) {
    const bytes = Buffer.from(text);
    return [bytes.toString('base64'), bytes.toString('base64url'), inUrl(text), JSON.stringify(text).slice(1, -1)];
}
function inUrl(text) {
    try {
        return encodeURIComponent(text);
    }
    catch {
        // Half a surrogate pair has no form in a URL.
        return text;
    }
}
function formsOfKey(given) {
    const key = (0,_given_js__WEBPACK_IMPORTED_MODULE_2__/* .textOf */ .b)(given, 'private-key') ?? given.fallback?.privateKey;
    if (key === undefined)
        return [];
    const passphrase = (0,_given_js__WEBPACK_IMPORTED_MODULE_2__/* .textOf */ .b)(given, 'passphrase');
    const reading = (0,_transports_privatekey_js__WEBPACK_IMPORTED_MODULE_1__/* .readPrivateKey */ .$k)(new _sensitive_js__WEBPACK_IMPORTED_MODULE_0__/* .Sensitive */ .p(key), passphrase === undefined ? undefined : new _sensitive_js__WEBPACK_IMPORTED_MODULE_0__/* .Sensitive */ .p(passphrase));
    return 'masks' in reading ? reading.masks.map(mask => mask.reveal()) : [key];
}


/***/ }),

/***/ 4108:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ keptSkips),
/* harmony export */   j: () => (/* binding */ skipOf)
/* harmony export */ });
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(34700);
/* harmony import */ var _untrusted_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(31730);
// The record of a backup that was not made (docs/format.md). Written on the server, so read with suspicion: its name says when, its text why.


/** How many records stay on a server. */
const keptSkips = 50;
const text = (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(_untrusted_js__WEBPACK_IMPORTED_MODULE_1__/* .shown */ .SP, '');
const noContext = { actor: '', url: '' };
const record = (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({
    schema: (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)(1),
    kind: (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)('skipped'),
    reason: text,
    context: (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)((0,_untrusted_js__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik)({ actor: text, url: text }), noContext),
});
/** Reads one record. A name that is none of ours is nothing; a text that cannot be read still shows that there is a gap. */
function skipOf({ name, text }) {
    const parsed = (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .parseName */ .$q)(name);
    if (parsed === undefined)
        return [];
    const { reason, context } = read(text);
    return [{ prefix: parsed.prefix, time: parsed.time, reason, ...context }];
}
function read(text) {
    try {
        return record(JSON.parse(text), '');
    }
    catch (thrown) {
        if (thrown instanceof _untrusted_js__WEBPACK_IMPORTED_MODULE_1__/* .Malformed */ .sG || thrown instanceof SyntaxError)
            return { reason: '', context: noContext };
        throw thrown;
    }
}


/***/ }),

/***/ 20419:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _shim_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43327);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(19473);
/* harmony import */ var _github_joblog_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(71059);
/* harmony import */ var _github_summary_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(13794);
/* harmony import */ var _github_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(91533);
/* harmony import */ var _operations_verify_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(61288);
/* harmony import */ var _report_verified_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76647);
/* harmony import */ var _report_verifiedsummary_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(44687);
/* harmony import */ var _script_conversation_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(91795);
/* harmony import */ var _settings_inputs_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(19511);
/* harmony import */ var _settings_parse_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(25744);
/* harmony import */ var _settings_secrets_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(48953);
/* harmony import */ var _transports_choose_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(54861);
// The verify action: inputs in, the kept backups read, outputs and a summary.













const reporter = new _github_joblog_js__WEBPACK_IMPORTED_MODULE_10__/* .JobLog */ .s();
const runId = (0,_script_conversation_js__WEBPACK_IMPORTED_MODULE_5__/* .newRunId */ .F$)();
const cancel = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'])
    process.on(signal, () => cancel.abort());
const outcome = await main();
(0,_github_js__WEBPACK_IMPORTED_MODULE_11__/* .setOutputs */ .n0)((0,_report_verified_js__WEBPACK_IMPORTED_MODULE_3__/* .verifyOutputsOf */ .xb)(outcome), reporter);
await (0,_github_summary_js__WEBPACK_IMPORTED_MODULE_12__/* .writeSummary */ .S)((0,_report_verifiedsummary_js__WEBPACK_IMPORTED_MODULE_4__/* .verifiedSummary */ .x)(outcome));
reporter.close();
if (outcome.status === 'failed')
    (0,_github_js__WEBPACK_IMPORTED_MODULE_11__/* .fail */ .fJ)();
async function main() {
    try {
        const given = (0,_settings_inputs_js__WEBPACK_IMPORTED_MODULE_6__/* .fromInputs */ .I)(process.env, 'verify');
        (0,_github_js__WEBPACK_IMPORTED_MODULE_11__/* .mask */ .dK)((0,_settings_secrets_js__WEBPACK_IMPORTED_MODULE_8__/* .secretsOf */ .F)(given));
        const { settings, warnings } = (0,_settings_parse_js__WEBPACK_IMPORTED_MODULE_7__/* .parseSettings */ .P)(given);
        for (const text of warnings)
            reporter.warning('input', text);
        const transport = (0,_transports_choose_js__WEBPACK_IMPORTED_MODULE_9__/* .transportTo */ .r)(settings.target, process.env, line => reporter.debug(line));
        try {
            return await (0,_operations_verify_js__WEBPACK_IMPORTED_MODULE_2__/* .verify */ .M)({ settings, transport, reporter, runId, heartbeat: settings.clientTimeout, cancel: cancel.signal });
        }
        finally {
            await transport.close();
        }
    }
    catch (thrown) {
        const failure = (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .failureOf */ .g5)(thrown);
        reporter.failure(failure);
        return { ..._report_verified_js__WEBPACK_IMPORTED_MODULE_3__/* .nothingVerified */ .Ue, runId, failure };
    }
}

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ })

};
