export const id = 459;
export const ids = [459];
export const modules = {

/***/ 99205:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ newestFirst),
/* harmony export */   v: () => (/* binding */ catalogueOf)
/* harmony export */ });
/* harmony import */ var _text_amounts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(16715);
/* harmony import */ var _text_inert_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(43338);
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8399);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(96880);
/* harmony import */ var _skipped_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(24472);
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
    const name = (0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .parseArchiveName */ .Lz)(file);
    if (name === undefined)
        return { stranger: { file: (0,_text_inert_js__WEBPACK_IMPORTED_MODULE_4__/* .inert */ .tJ)(file), why: 'its name is not that of a backup' } };
    if (type !== 'file')
        return { stranger: { file, why: `it is ${notFiles[type]}` } };
    const oldOne = oldOnes.get(file);
    if (oldOne?.sound === false)
        return damaged(name, bytes, (0,_text_inert_js__WEBPACK_IMPORTED_MODULE_4__/* .inert */ .tJ)(oldOne.why ?? 'it does not read to its end'));
    const text = manifests.get(name.name);
    if (text !== undefined)
        return judgeByManifest(name, bytes, (0,_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .parseManifest */ .Ng)(text));
    if (oldOne === undefined)
        return damaged(name, bytes, 'it has no manifest');
    const archive = { ...common(name, bytes), kind: 'old-format', time: name.time, pinned: (0,_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .pinnedByNature */ .VW)(name.prefix) };
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
    const dated = ours.map(({ file, time = 0 }) => ({ file, time: Math.max(time, (0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .parseArchiveName */ .Lz)(file)?.time ?? 0) }));
    const furthest = dated.toSorted((one, other) => other.time - one.time)[0];
    if (furthest === undefined || furthest.time <= now + tolerance)
        return 'sound';
    return { suspicious: `${furthest.file} is ${(0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_0__/* .old */ .km)(now - furthest.time)} of the server's clock` };
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

/***/ 24472:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ keptSkips),
/* harmony export */   j: () => (/* binding */ skipOf)
/* harmony export */ });
/* harmony import */ var _text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8020);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(96880);
// The record of a backup that was not made (docs/format.md). Written on the server, so read with suspicion: its name says when, its text why.


/** How many records stay on a server. */
const keptSkips = 50;
const text = (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .shown */ .SP, '');
const noContext = { actor: '', url: '' };
const record = (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({
    schema: (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .oneOf */ .yL)(1),
    kind: (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .oneOf */ .yL)('skipped'),
    reason: text,
    context: (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)((0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({ actor: text, url: text }), noContext),
});
/** Reads one record. A name that is none of ours is nothing; a text that cannot be read still shows that there is a gap. */
function skipOf({ name, text }) {
    const parsed = (0,_names_js__WEBPACK_IMPORTED_MODULE_1__/* .parseName */ .$q)(name);
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
        if (thrown instanceof _text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .Malformed */ .sG || thrown instanceof SyntaxError)
            return { reason: '', context: noContext };
        throw thrown;
    }
}


/***/ }),

/***/ 38459:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _shim_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(91430);
/* harmony import */ var _github_joblog_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(71059);
/* harmony import */ var _github_step_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(94686);
/* harmony import */ var _github_summary_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(13794);
/* harmony import */ var _messages_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76042);
/* harmony import */ var _operations_list_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64799);
/* harmony import */ var _report_console_table_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(59501);
/* harmony import */ var _report_listed_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(50382);
/* harmony import */ var _report_page_listedsummary_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(48436);
/* harmony import */ var _script_conversation_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(71317);
/* harmony import */ var _settings_inputs_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(19511);
/* harmony import */ var _settings_parse_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(25744);
/* harmony import */ var _settings_secrets_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(48953);
/* harmony import */ var _transports_choose_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(35645);
// The list action: the backups of a server, as outputs, and as a table in the log and the summary.














const reporter = new _github_joblog_js__WEBPACK_IMPORTED_MODULE_11__/* .JobLog */ .s();
const cancel = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'])
    process.on(signal, () => cancel.abort());
try {
    const given = (0,_settings_inputs_js__WEBPACK_IMPORTED_MODULE_7__/* .fromInputs */ .I)(process.env, 'list');
    (0,_github_step_js__WEBPACK_IMPORTED_MODULE_12__/* .mask */ .dK)((0,_settings_secrets_js__WEBPACK_IMPORTED_MODULE_9__/* .secretsOf */ .F)(given));
    const { settings } = (0,_settings_parse_js__WEBPACK_IMPORTED_MODULE_8__/* .parseSettings */ .P)(given);
    const transport = (0,_transports_choose_js__WEBPACK_IMPORTED_MODULE_10__/* .transportTo */ .r)(settings.target, process.env, line => reporter.debug(line));
    try {
        const listed = await (0,_operations_list_js__WEBPACK_IMPORTED_MODULE_2__/* .list */ .p_)({
            settings,
            transport,
            reporter,
            runId: (0,_script_conversation_js__WEBPACK_IMPORTED_MODULE_6__/* .newRunId */ .F$)(),
            heartbeat: settings.clientTimeout,
            runner: process.env['RUNNER_NAME'],
            cancel: cancel.signal,
        });
        reporter.phase('List', `${settings.backupDir} on ${transport.name}`, (0,_report_console_table_js__WEBPACK_IMPORTED_MODULE_3__/* .tableLines */ .o)(listed.catalogue, listed.verdicts));
        (0,_github_step_js__WEBPACK_IMPORTED_MODULE_12__/* .setOutputs */ .n0)((0,_report_listed_js__WEBPACK_IMPORTED_MODULE_4__/* .listOutputsOf */ .I)(listed), reporter);
        await (0,_github_summary_js__WEBPACK_IMPORTED_MODULE_13__/* .writeSummary */ .S)((0,_report_page_listedsummary_js__WEBPACK_IMPORTED_MODULE_5__/* .listedSummary */ .A)({ ...listed, server: transport.name, backupDir: settings.backupDir }));
    }
    finally {
        await transport.close();
    }
}
catch (thrown) {
    const failure = (0,_messages_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .failureOf */ .g5)(thrown);
    reporter.failure(failure);
    // A listing that failed is never "none": the count stays empty.
    (0,_github_step_js__WEBPACK_IMPORTED_MODULE_12__/* .setOutputs */ .n0)({ backups: '', latest: '', count: '' }, reporter);
    await (0,_github_summary_js__WEBPACK_IMPORTED_MODULE_13__/* .writeSummary */ .S)((0,_report_page_listedsummary_js__WEBPACK_IMPORTED_MODULE_5__/* .notListedSummary */ .r)(failure));
    (0,_github_step_js__WEBPACK_IMPORTED_MODULE_12__/* .fail */ .fJ)();
}
reporter.close();

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 71059:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ JobLog)
/* harmony export */ });
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6805);
/* harmony import */ var _report_console_failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(85691);
/* harmony import */ var _text_inert_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(43338);
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
            _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .startGroup */ .Oh((0,_text_inert_js__WEBPACK_IMPORTED_MODULE_1__/* .inert */ .tJ)(head(name, text)));
        for (const line of lines)
            this.line(line);
        if (lines.length > 0)
            _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .endGroup */ .N4();
    }
    begin(name, text) {
        this.#close();
        _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .startGroup */ .Oh((0,_text_inert_js__WEBPACK_IMPORTED_MODULE_1__/* .inert */ .tJ)(head(name, text)));
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
            _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e((0,_text_inert_js__WEBPACK_IMPORTED_MODULE_1__/* .inert */ .tJ)(text, { limit: longest }), { title: (0,_text_inert_js__WEBPACK_IMPORTED_MODULE_1__/* .inert */ .tJ)(code) });
        else
            this.#say(`Warning: ${code}  ${text}`);
    }
    debug(text) {
        _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .debug */ .Yz((0,_text_inert_js__WEBPACK_IMPORTED_MODULE_1__/* .inert */ .tJ)(text));
    }
    done(text) {
        this.#close();
        this.#say(text);
    }
    failure(failure) {
        this.#close();
        const [first = '', ...rest] = (0,_report_console_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .failureLines */ .w)(failure).map(line => (0,_text_inert_js__WEBPACK_IMPORTED_MODULE_1__/* .inert */ .tJ)(line));
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
        _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .info */ .pq((0,_text_inert_js__WEBPACK_IMPORTED_MODULE_1__/* .inert */ .tJ)(text));
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

/***/ 94686:
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

/***/ 13794:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ writeSummary)
/* harmony export */ });
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43327);
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

/***/ 59501:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ tableLines)
/* harmony export */ });
/* harmony import */ var _backups_catalogue_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(99205);
/* harmony import */ var _text_amounts_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(16715);
/* harmony import */ var _text_inert_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(43338);
/* harmony import */ var _proven_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(21363);
// The table of backups, as a terminal shows it (experience.md, section 5): as wide as it needs to be, or as the screen is.




const head = ['NAME', 'AGE', 'SIZE', 'COMPONENTS', 'PROVEN', 'NEXT ROTATION'];
const [sizeAt, componentsAt, provenAt, nextAt] = [2, 3, 4, 5];
/** Fewer letters of the components are no help. */
const leastComponents = 16;
const mostStrangers = 10;
const codes = { head: '1', damaged: '31', gap: '33' };
function tableLines(catalogue, verdicts, paper = {}) {
    const rows = rowsOf(catalogue, verdicts);
    const table = rows.length === 0 ? ['  There is no backup yet.'] : layOut([{ cells: head, mood: 'head' }, ...rows], paper);
    return [...table, ...notices(catalogue)];
}
function rowsOf(catalogue, verdicts) {
    const good = withGaps((0,_backups_catalogue_js__WEBPACK_IMPORTED_MODULE_0__/* .newestFirst */ .l)([...catalogue.backups, ...catalogue.unread]), catalogue.skips).map((each) => {
        const when = (0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_1__/* .age */ .KW)(catalogue.now - each.time);
        if ('reason' in each)
            return { cells: [`(${each.prefix} skipped)`, when, '', 'no backup', '–', each.reason || 'its record cannot be read'], mood: 'gap' };
        return { cells: [each.name, when, (0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_1__/* .bytes */ .ee)(each.bytes), componentsOf(each), provenOf(each), verdicts.get(each.file) ?? ''] };
    });
    const damaged = catalogue.damaged.map(({ file, bytes: size, why }) => {
        return { cells: [file, '', (0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_1__/* .bytes */ .ee)(size), '–', `damaged: ${why}; not counted`, ''], mood: 'damaged' };
    });
    return [...good, ...damaged];
}
/** One line a row where the screen is wide enough, if need be with shortened components; else what a row says last goes below it. */
function layOut(rows, { columns = Number.POSITIVE_INFINITY, colour = false }) {
    const natural = head.map((_, column) => Math.max(...rows.map(row => reach(row, column))));
    const over = 2 + sum(natural) + 2 * (head.length - 1) - columns;
    const shortest = Math.min(natural[componentsAt] ?? 0, leastComponents);
    const left = (natural[componentsAt] ?? 0) - Math.max(0, over);
    const paint = (mood, line) => (colour && mood !== undefined ? `\x1b[${codes[mood]}m${line}\x1b[0m` : line);
    if (left < shortest)
        return rows.flatMap(row => stacked(row, natural, columns).map(line => paint(row.mood, line)));
    const widths = natural.map((width, column) => (column === componentsAt ? Math.min(width, left) : width));
    return rows.map(row => paint(row.mood, `  ${row.cells.map((cell, n) => cut(cell, n === componentsAt ? left : cell.length).padEnd(widths[n] ?? 0)).join('  ')}`.trimEnd()));
}
/** What a damaged archive is reaches into the column behind it, which it leaves empty. */
function reach({ cells, mood }, column) {
    return mood === 'damaged' && column === provenAt ? 0 : (cells[column] ?? '').length;
}
/** `NAME AGE SIZE` and how it was proven, then components and what comes, wrapped below. */
function stacked({ cells, mood }, natural, columns) {
    const first = cells.slice(0, sizeAt + 1).map((cell, n) => cell.padEnd(natural[n] ?? 0));
    const proven = cells[provenAt] ?? '';
    const below = [cells[componentsAt] ?? '', cells[nextAt] ?? ''];
    const room = Number.isFinite(columns) ? columns - 6 : 100;
    const [line, rest] = mood === 'damaged' ? [first, [proven]] : [[...first, proven], below.filter(text => text !== '')];
    return [`  ${line.join('  ')}`.trimEnd(), ...wrapped(rest.join(' · '), room).map(text => `      ${text}`)];
}
function wrapped(text, room) {
    const lines = [];
    for (const word of text.split(' ')) {
        const line = lines.at(-1);
        if (line === undefined || line.length + 1 + word.length > room)
            lines.push(word);
        else
            lines[lines.length - 1] = `${line} ${word}`;
    }
    return lines;
}
function cut(text, most) {
    return text.length <= most ? text : `${text.slice(0, Math.max(0, most - 1)).trimEnd()}…`;
}
function sum(numbers) {
    return numbers.reduce((total, each) => total + each, 0);
}
/** What is true of the whole directory. */
function notices({ strangers, odd, restoreIncomplete, incompleteOf, clock }) {
    const named = strangers
        .slice(0, mostStrangers)
        .map(({ file, why }) => (why.startsWith('it is') ? `${file} (${why.slice('it is '.length)})` : file));
    const more = strangers.length - named.length + odd;
    const all = [
        ...named,
        ...(more > 0 ? [named.length === 0 ? (0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(more, 'name of odd characters', 'names of odd characters') : `${more} more`] : []),
    ];
    return [
        ...(all.length > 0 ? [`  not ours, ignored: ${all.join(', ')}`] : []),
        ...(restoreIncomplete
            ? [
                `  A restore${incompleteOf === undefined ? '' : ` of ${incompleteOf}`} is incomplete on this server, and nothing old is removed: meeshy-backup restore --undo, or --resume.`,
            ]
            : []),
        ...(clock === 'sound' ? [] : [`  Nothing old is removed, because the clock is suspicious: ${(0,_text_inert_js__WEBPACK_IMPORTED_MODULE_3__/* .inert */ .tJ)(clock.suspicious)}.`]),
    ];
}
/** The backups in their order, each after the skips since it was made; skips older than all backups are no gap any more. */
function withGaps(backups, skips) {
    if (backups.length === 0)
        return [...skips];
    let rest = skips;
    return backups.flatMap(backup => {
        const since = rest.filter(skip => skip.time > backup.time);
        rest = rest.filter(skip => skip.time <= backup.time);
        return [...since, backup];
    });
}
/** `read`; nobody has looked into an archive of the old scripts before rotation does. */
function provenOf(backup) {
    return backup.kind === 'old-format' && backup.verified === 'none' ? '–' : (0,_proven_js__WEBPACK_IMPORTED_MODULE_2__/* .provenText */ .Sd)(backup);
}
/** `database redis 2 volumes config secrets system`; of an archive of the old scripts `old format: …`, as far as somebody has looked into it. */
function componentsOf({ kind, manifest }) {
    const kinds = (manifest?.components ?? []).map(component => component.name.split('/')[0] ?? '');
    const words = [...new Set(kinds)]
        .map(each => (each === 'volumes' || each === 'paths' ? `${kinds.filter(other => other === each).length} ${each}` : each))
        .join(' ');
    return kind === 'backup' ? words : `old format${words === '' ? '' : `: ${words}`}`;
}


/***/ }),

/***/ 50382:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ listOutputsOf)
/* harmony export */ });
/* harmony import */ var _backups_catalogue_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(99205);
/* harmony import */ var _text_inert_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(43338);
// The list of backups as the outputs of the list action.


/** What can be restored, newest first; `age` in seconds by the server's clock; `next` is what the next rotation does with each. */
function listOutputsOf({ catalogue, verdicts, }) {
    const backups = (0,_backups_catalogue_js__WEBPACK_IMPORTED_MODULE_0__/* .newestFirst */ .l)([...catalogue.backups, ...catalogue.unread]).map(({ name, file, time, bytes, verified, pinned, kind, manifest }) => ({
        name,
        time: new Date(time * 1000).toISOString(),
        age: catalogue.now - time,
        bytes,
        verified,
        ...(manifest?.drill !== undefined && { restoreSeconds: manifest.drill.milliseconds / 1000 }),
        pinned,
        kind,
        components: manifest?.components.map(component => component.name) ?? [],
        next: verdicts.get(file) ?? '',
    }));
    return { backups: (0,_text_inert_js__WEBPACK_IMPORTED_MODULE_1__/* .inertJson */ .nl)(backups), latest: backups[0]?.name ?? '', count: String(backups.length) };
}


/***/ }),

/***/ 48436:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ listedSummary),
/* harmony export */   r: () => (/* binding */ notListedSummary)
/* harmony export */ });
/* harmony import */ var _text_amounts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(16715);
/* harmony import */ var _console_failure_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(85691);
/* harmony import */ var _console_table_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(59501);
/* harmony import */ var _markdown_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(93218);




/** Bytes; see summary.ts. */
const budget = 256 * 1024;
const manual = 'https://github.com/meeshy/backup-action/blob/v2/docs/troubleshooting.md';
function listedSummary({ catalogue, verdicts, server, backupDir }) {
    const { backups, damaged, restoreIncomplete, now } = catalogue;
    const [newest] = backups;
    const fresh = newest === undefined ? [] : [`the newest ${(0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_0__/* .ago */ .KN)(now - newest.time)}, ${(0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_0__/* .bytes */ .ee)(newest.bytes)}, ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(newest.verified)}`];
    const wrong = [
        ...(damaged.length === 0 ? [] : [`${(0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(damaged.length, 'archive is', 'archives are')} damaged and not counted.`]),
        ...(restoreIncomplete ? ['A restore is incomplete on this server: until it is finished or undone, nothing old is removed.'] : []),
    ];
    return (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .fitting */ ._Q)([
        `**${[newest === undefined ? 'There is no backup' : (0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(backups.length, 'backup'), ...fresh].join(' · ')}**`,
        ...(wrong.length === 0 ? [] : [(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .alert */ .xE)('WARNING', wrong.join('\n\n'))]),
        `${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(backupDir)} on ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(server)}`,
        (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .block */ .om)((0,_console_table_js__WEBPACK_IMPORTED_MODULE_1__/* .tableLines */ .o)(catalogue, verdicts).slice(0, 500)),
    ], budget);
}
function notListedSummary(failure) {
    return (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .fitting */ ._Q)([
        `**${failure.code} · ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(failure.title)}**`,
        (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .block */ .om)((0,_console_failure_js__WEBPACK_IMPORTED_MODULE_3__/* .failureLines */ .w)(failure).slice(0, 60)),
        (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .alert */ .xE)('CAUTION', `What backups there are is not known. [What ${failure.code} means, and what helps](${manual}#${failure.code.toLowerCase()})`),
    ], budget);
}


/***/ }),

/***/ 21363:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Sd: () => (/* binding */ provenText),
/* harmony export */   n1: () => (/* binding */ proof),
/* harmony export */   s2: () => (/* binding */ restoreText)
/* harmony export */ });
/* harmony import */ var _text_amounts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(16715);

/** For a narrow column: `read`, `drill 31 s`. */
function provenText({ verified, manifest }) {
    const restoring = manifest?.drill?.milliseconds;
    return verified === 'drill' && restoring !== undefined ? `drill ${(0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0)(restoring)}` : verified;
}
/** In a sentence: `proven by a drill: a restore takes about 31 s`. */
function proof({ verified, drill }) {
    if (verified === 'drill')
        return `proven by a drill${drill === undefined ? '' : `: a restore takes about ${(0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0)(drill.milliseconds)}`}`;
    return verified === 'read' ? 'proven by reading it back' : 'decompressed to its end';
}
/** For the first line of a summary: `restore takes about 31 s (drilled)`; nothing where nobody measured it. */
function restoreText({ verified, drill }) {
    return verified === 'drill' && drill !== undefined ? `restore takes about ${(0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0)(drill.milliseconds)} (drilled)` : undefined;
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
/* harmony import */ var _text_sensitive_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26354);
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
    return [...new Set(whole.flatMap(text => [text, ...encoded(text)]))].map(text => new _text_sensitive_js__WEBPACK_IMPORTED_MODULE_0__/* .Sensitive */ .p(text));
}
/** The secrets as they were given, short ones too: whoever stored them as secrets has them masked, however short. */
function givenSecrets(given) {
    return rawSecrets(given)
        .filter(text => text !== '')
        .map(text => new _text_sensitive_js__WEBPACK_IMPORTED_MODULE_0__/* .Sensitive */ .p(text));
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
    const reading = (0,_transports_privatekey_js__WEBPACK_IMPORTED_MODULE_1__/* .readPrivateKey */ .$k)(new _text_sensitive_js__WEBPACK_IMPORTED_MODULE_0__/* .Sensitive */ .p(key), passphrase === undefined ? undefined : new _text_sensitive_js__WEBPACK_IMPORTED_MODULE_0__/* .Sensitive */ .p(passphrase));
    return 'masks' in reading ? reading.masks.map(mask => mask.reveal()) : [key];
}


/***/ })

};
