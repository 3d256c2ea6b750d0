export const id = 713;
export const ids = [713];
export const modules = {

/***/ 92713:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _shim_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(91430);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(48161);
/* harmony import */ var _messages_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76042);
/* harmony import */ var _operations_backup_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(30599);
/* harmony import */ var _operations_check_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(46019);
/* harmony import */ var _operations_delete_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(8120);
/* harmony import */ var _operations_drill_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(74752);
/* harmony import */ var _operations_list_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(64799);
/* harmony import */ var _operations_pin_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(14772);
/* harmony import */ var _operations_prune_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(93799);
/* harmony import */ var _operations_recover_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(27323);
/* harmony import */ var _operations_restore_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(97351);
/* harmony import */ var _operations_script_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(31240);
/* harmony import */ var _operations_verify_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(64968);
/* harmony import */ var _report_console_checklist_js__WEBPACK_IMPORTED_MODULE_15__ = __webpack_require__(20373);
/* harmony import */ var _report_console_prompt_js__WEBPACK_IMPORTED_MODULE_16__ = __webpack_require__(77803);
/* harmony import */ var _report_console_table_js__WEBPACK_IMPORTED_MODULE_17__ = __webpack_require__(59501);
/* harmony import */ var _report_console_terminal_js__WEBPACK_IMPORTED_MODULE_25__ = __webpack_require__(14345);
/* harmony import */ var _report_json_js__WEBPACK_IMPORTED_MODULE_26__ = __webpack_require__(9665);
/* harmony import */ var _report_listed_js__WEBPACK_IMPORTED_MODULE_18__ = __webpack_require__(50382);
/* harmony import */ var _report_outcome_js__WEBPACK_IMPORTED_MODULE_27__ = __webpack_require__(44247);
/* harmony import */ var _report_restored_js__WEBPACK_IMPORTED_MODULE_19__ = __webpack_require__(29377);
/* harmony import */ var _report_verified_js__WEBPACK_IMPORTED_MODULE_20__ = __webpack_require__(76647);
/* harmony import */ var _settings_arguments_js__WEBPACK_IMPORTED_MODULE_21__ = __webpack_require__(66246);
/* harmony import */ var _settings_help_js__WEBPACK_IMPORTED_MODULE_22__ = __webpack_require__(65717);
/* harmony import */ var _transports_local_js__WEBPACK_IMPORTED_MODULE_23__ = __webpack_require__(40124);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_24__ = __webpack_require__(91340);
// The command line: what the workflow does, from a laptop or on the server itself. Results on stdout, everything else on stderr.




























const { env, stderr, stdout } = process;
const live = stderr.isTTY === true;
const reporter = new _report_console_terminal_js__WEBPACK_IMPORTED_MODULE_25__/* .Terminal */ .B({
    write: text => stderr.write(text),
    live,
    colour: live && !env['NO_COLOR'],
    debug: env['MEESHY_DEBUG'] === '1',
});
// The reader of stdout may have read enough (`list | head`): that is no failure.
stdout.on('error', error => {
    if (error.code !== 'EPIPE')
        throw error;
});
const cancel = (0,_session_js__WEBPACK_IMPORTED_MODULE_24__/* .cancelledBySignals */ .W)();
process.exitCode = await main();
async function main() {
    try {
        const invocation = (0,_settings_arguments_js__WEBPACK_IMPORTED_MODULE_21__/* .fromArguments */ .Z)(process.argv.slice(2), { env, home: (0,node_os__WEBPACK_IMPORTED_MODULE_2__.homedir)(), read: path => (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readFileSync)(path, 'utf8') });
        if (invocation.kind === 'help') {
            stdout.write(`${(0,_settings_help_js__WEBPACK_IMPORTED_MODULE_22__/* .help */ .y)(invocation.command)}\n`);
            return 0;
        }
        return await perform(invocation);
    }
    catch (thrown) {
        const failure = (0,_messages_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .failureOf */ .g5)(thrown);
        if (thrown instanceof Error)
            reporter.debug(String(thrown.stack));
        reporter.failure(failure);
        return (0,_messages_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .exitCodeOf */ .FO)(failure.code);
    }
}
function perform(run) {
    return (0,_session_js__WEBPACK_IMPORTED_MODULE_24__/* .inSession */ .C)(run.given, { reporter, cancel }, (session, warnings) => performIn(session, warnings, run));
}
async function performIn(session, warnings, { command, printed, json }) {
    if (command === 'backup')
        return performBackup(session, warnings, json);
    if (command === 'restore')
        return performRestore(session, json);
    if (command === 'check')
        return performCheck(session, json);
    if (command === 'delete')
        return performDelete(session, json);
    if (command === 'verify')
        return performVerify(session, json);
    if (command === 'pin' || command === 'unpin')
        await performPin(session, command === 'pin', json);
    else if (command === 'prune')
        await performPrune(session, json);
    else if (command === 'script')
        stdout.write(await (0,_operations_script_js__WEBPACK_IMPORTED_MODULE_13__/* .script */ .K)(session, printed ?? 'backup'));
    else if (command === 'recover')
        await performRecover(session, json);
    else
        await performList(session, json);
    return 0;
}
async function performBackup(session, warnings, json) {
    const outcome = await (0,_operations_backup_js__WEBPACK_IMPORTED_MODULE_4__/* .backup */ .R)(session, {}, warnings);
    if (json)
        stdout.write((0,_report_json_js__WEBPACK_IMPORTED_MODULE_26__/* .jsonText */ .s)({ ...outcome, outputs: (0,_report_outcome_js__WEBPACK_IMPORTED_MODULE_27__/* .outputsOf */ .Y)(outcome) }));
    else if (outcome.published !== undefined)
        stdout.write(`${outcome.published.path}\n`);
    return outcome.failure === undefined ? 0 : (0,_messages_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .exitCodeOf */ .FO)(outcome.failure.code);
}
/** Asks on a terminal; elsewhere the settings must say it. */
async function performRestore(session, json) {
    const outcome = await asking(prompt => (0,_operations_restore_js__WEBPACK_IMPORTED_MODULE_12__/* .restore */ .P)(session, {}, prompt));
    if (json)
        stdout.write((0,_report_json_js__WEBPACK_IMPORTED_MODULE_26__/* .jsonText */ .s)({ ...outcome, outputs: (0,_report_restored_js__WEBPACK_IMPORTED_MODULE_19__/* .restoreOutputsOf */ .E)(outcome) }));
    else if (outcome.status === 'success' && outcome.restoredFrom !== undefined)
        stdout.write(`${outcome.restoredFrom}\n`);
    return outcome.failure === undefined ? 0 : (0,_messages_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .exitCodeOf */ .FO)(outcome.failure.code);
}
async function asking(operation) {
    const prompt = process.stdin.isTTY === true && live ? new _report_console_prompt_js__WEBPACK_IMPORTED_MODULE_16__/* .Prompt */ .X(process.stdin, stderr) : undefined;
    try {
        return await operation(prompt);
    }
    finally {
        prompt?.close();
    }
}
async function performCheck(session, json) {
    const outcome = await (0,_operations_check_js__WEBPACK_IMPORTED_MODULE_5__/* .check */ .z)(session);
    const colour = stdout.isTTY && !env['NO_COLOR'];
    stdout.write(json ? (0,_report_json_js__WEBPACK_IMPORTED_MODULE_26__/* .jsonText */ .s)(outcome) : `${(0,_report_console_checklist_js__WEBPACK_IMPORTED_MODULE_15__/* .checkLines */ .W)(outcome.lines, { colour }).join('\n')}\n`);
    if (outcome.failure === undefined)
        return 0;
    reporter.failure(outcome.failure);
    return (0,_messages_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .exitCodeOf */ .FO)(outcome.failure.code);
}
async function performDelete(session, json) {
    const outcome = await asking(prompt => (0,_operations_delete_js__WEBPACK_IMPORTED_MODULE_6__/* .deleteBackups */ .V)(session, prompt));
    print(outcome, outcome.deleted, json);
    return outcome.failure === undefined ? 0 : (0,_messages_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .exitCodeOf */ .FO)(outcome.failure.code);
}
async function performPin(session, pinned, json) {
    const outcome = await (0,_operations_pin_js__WEBPACK_IMPORTED_MODULE_9__/* .pin */ .y)(session, pinned);
    print(outcome, outcome.names, json);
}
async function performPrune(session, json) {
    const outcome = await (0,_operations_prune_js__WEBPACK_IMPORTED_MODULE_10__/* .prune */ .R)(session);
    print(outcome, outcome.deleted, json);
}
/** All of it as JSON, or the names that it was about, a line each. */
function print(outcome, names, json) {
    stdout.write(json ? (0,_report_json_js__WEBPACK_IMPORTED_MODULE_26__/* .jsonText */ .s)(outcome) : names.map(name => `${name}\n`).join(''));
}
async function performVerify(session, json) {
    const outcome = await (0,_operations_verify_js__WEBPACK_IMPORTED_MODULE_14__/* .verify */ .M)(session, (0,_operations_drill_js__WEBPACK_IMPORTED_MODULE_7__/* .pullingHere */ .mG)((0,_transports_local_js__WEBPACK_IMPORTED_MODULE_23__/* .localTransport */ .h)({ sudo: false, environment: process.env })));
    if (json)
        stdout.write((0,_report_json_js__WEBPACK_IMPORTED_MODULE_26__/* .jsonText */ .s)({ ...outcome, outputs: (0,_report_verified_js__WEBPACK_IMPORTED_MODULE_20__/* .verifyOutputsOf */ .xb)(outcome) }));
    return outcome.failure === undefined ? 0 : (0,_messages_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .exitCodeOf */ .FO)(outcome.failure.code);
}
async function performRecover(session, json) {
    const recovered = await (0,_operations_recover_js__WEBPACK_IMPORTED_MODULE_11__/* .recover */ .l)(session);
    if (json)
        stdout.write((0,_report_json_js__WEBPACK_IMPORTED_MODULE_26__/* .jsonText */ .s)(recovered));
}
async function performList(session, json) {
    const { catalogue, verdicts, place } = await (0,_operations_list_js__WEBPACK_IMPORTED_MODULE_8__/* .list */ .p_)(session);
    const { latest, count } = (0,_report_listed_js__WEBPACK_IMPORTED_MODULE_18__/* .listOutputsOf */ .I)({ catalogue, verdicts });
    const named = { ...catalogue, verdicts: Object.fromEntries(verdicts), latest, count: Number(count), place };
    const paper = stdout.isTTY ? { columns: stdout.columns, colour: !env['NO_COLOR'] } : {};
    stdout.write(json ? (0,_report_json_js__WEBPACK_IMPORTED_MODULE_26__/* .jsonText */ .s)(named) : `${(0,_report_console_table_js__WEBPACK_IMPORTED_MODULE_17__/* .tableLines */ .o)(catalogue, verdicts, paper).join('\n')}\n`);
}

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 46019:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  z: () => (/* binding */ check)
});

// EXTERNAL MODULE: ./build/messages/errors.js
var errors = __webpack_require__(76042);
// EXTERNAL MODULE: ./build/plan/look.js
var look = __webpack_require__(97947);
// EXTERNAL MODULE: ./build/report/outcome.js
var report_outcome = __webpack_require__(44247);
// EXTERNAL MODULE: ./build/server/facts.js
var facts = __webpack_require__(60529);
// EXTERNAL MODULE: ./build/text/amounts.js
var amounts = __webpack_require__(16715);
// EXTERNAL MODULE: ./build/backups/catalogue.js
var backups_catalogue = __webpack_require__(99205);
// EXTERNAL MODULE: ./build/backups/retention.js
var retention = __webpack_require__(92206);
// EXTERNAL MODULE: ./build/plan/backup.js
var backup = __webpack_require__(54438);
;// CONCATENATED MODULE: ./build/report/checks.js
// The lines of the checklist before an important deploy: what is checked, and how each check came out.
const checks = [
    'tools',
    'project',
    'services',
    'space',
    'backups',
    'age',
    'proven',
    'rehearsed',
    'rollback',
    'restore',
    'lock',
    'clock',
];

// EXTERNAL MODULE: ./build/server/project.js
var project = __webpack_require__(44979);
// EXTERNAL MODULE: ./build/server/tools.js
var tools = __webpack_require__(53201);
// EXTERNAL MODULE: ./build/sources/registry.js + 16 modules
var registry = __webpack_require__(97287);
// EXTERNAL MODULE: ./build/text/inert.js
var inert = __webpack_require__(43338);
;// CONCATENATED MODULE: ./build/operations/checklist.js
// The checklist before an important deploy, judged: each line is fine, wants attention, or would make a backup or a way back fail. Pure.










/** How far two clocks may be apart, in seconds: names and ages of backups come from the server's. */
const tolerance = 5 * 60;
/** Lists of names are for people: more than this is a number. */
const most = 5;
const judges = {
    tools: checklist_tools,
    project: checklist_project,
    services,
    space,
    backups,
    age: howOld,
    proven,
    rehearsed,
    rollback,
    restore,
    lock,
    clock,
};
/** A line or more for each check, in their order. */
function checklist(seen) {
    const catalogue = (0,backups_catalogue/* catalogueOf */.vq)(seen.facts.listing);
    const sight = { ...seen, catalogue, found: findings(seen, catalogue) };
    return checks.flatMap(check => {
        const judged = judges[check](sight);
        return (Array.isArray(judged) ? judged : [judged]).map((line) => ({ ...line, check }));
    });
}
/** What the next backup would take; where that is unknown, why. */
function findings({ facts, settings }, catalogue) {
    try {
        const found = (0,project/* projectOf */.v8)(facts, settings, (0,registry/* asked */.NZ)(settings));
        const last = catalogue.backups.find(each => each.prefix === settings.prefix)?.manifest;
        return { project: found, selection: (0,registry/* select */.Lt)((0,registry/* viewOf */.du)({ facts, settings, project: found, last })) };
    }
    catch (thrown) {
        const { title, next = '' } = (0,errors/* failureOf */.g5)(thrown);
        return { why: title, next };
    }
}
function checklist_tools({ facts, settings }) {
    const compressor = (0,tools/* compressorFor */.R)(settings.compression, facts);
    const missing = (0,tools/* missingTools */.C)(facts, compressor);
    if (missing.length > 0)
        return fail(`${facts.hostname} lacks ${missing.join(', ')}`, 'install them there, or put them into the PATH of this account');
    return ok(`all there; compressed by ${compressor}`);
}
function checklist_project({ found, settings }) {
    if ('why' in found)
        return fail(found.why, found.next);
    const { components, uncovered, warnings } = found.selection;
    const name = (0,inert/* inert */.tJ)(found.project.name || settings.appDir);
    return [
        ok(`${name}: ${components.map(component => component.name).join(', ')}`),
        ...(uncovered.length === 0
            ? []
            : [attention(`no component backs up ${listed(uncovered.map(({ what }) => (0,inert/* inert */.tJ)(what)))}`, 'name it (paths, volumes) if it matters')]),
        ...warnings.map(text => attention((0,inert/* inert */.tJ)(text), 'look at it before the deploy')),
    ];
}
function services({ found }) {
    if ('why' in found)
        return fail('cannot be checked', '');
    const { containers } = found.project;
    if (containers.length === 0)
        return attention('the application has no containers here', 'docker compose up -d');
    const down = containers.filter(each => each.state !== 'running');
    if (down.length === 0)
        return ok(`${(0,amounts/* count */.U9)(containers.length, 'container')}, all running`);
    const said = listed(down.map(each => `${(0,inert/* inert */.tJ)(each.service || each.name)} ${each.state}`));
    // One that did its work and ended is as it should be; which ones those are, only people know.
    const ended = down.every(each => each.state === 'exited' || each.state === 'created');
    const needed = new Set(found.selection.components.flatMap(({ reader }) => (reader === undefined ? [] : [reader])));
    const isNeeded = down.some((each) => needed.has(each.name));
    const next = 'docker compose ps, and docker logs of what should run';
    return ended && !isNeeded ? attention(said, next) : fail(said, next);
}
function space({ found, facts, settings }) {
    const free = `${(0,amounts/* bytes */.ee)(facts.free)} free, of which min-free leaves ${(0,amounts/* bytes */.ee)(settings.minFree)}`;
    const next = 'free space there, or lower keep, or put backup-dir on another disk';
    if (facts.freeInodes !== null && facts.freeInodes < 64)
        return fail('almost no inodes are left', 'remove files there');
    if ('why' in found)
        return attention(`${free}; the size of the next backup is not known`, '');
    const { components } = found.selection;
    const need = (0,backup/* roomFor */.N)(components);
    const unknown = components.filter(each => each.need === null && !each.small).map(each => each.name);
    if (facts.free < need + settings.minFree)
        return fail(`the next backup needs about ${(0,amounts/* bytes */.ee)(need)}; ${free}`, next);
    if (unknown.length > 0)
        return attention(`the next backup needs about ${(0,amounts/* bytes */.ee)(need)} plus ${listed(unknown)}, of unknown size; ${free}`, 'make sure that there is room to spare');
    return ok(`the next backup needs about ${(0,amounts/* bytes */.ee)(need)}; ${free}`);
}
function backups({ catalogue, settings }) {
    const { prefix, policy } = settings;
    const good = catalogue.backups.filter(each => each.prefix === prefix);
    const others = catalogue.backups.filter(each => each.prefix !== prefix && each.prefix !== 'pre-restore');
    const newest = latest(catalogue);
    const lines = [
        (0,retention/* rowOf */.OB)(good, policy).full
            ? ok(`${good.length} of ${prefix}, the newest ${good[0]?.name}`)
            : good.length > 0
                ? attention(`only ${good.length} of ${(0,retention/* policyText */.MJ)(policy)} ${prefix} backups so far`, 'nothing: each new backup adds one')
                : newest === undefined
                    ? fail(`there is no backup in ${settings.backupDir}`, 'make one: meeshy-backup backup')
                    : attention(`none of ${prefix}; ${others.length} of other prefixes, the newest ${newest.name}`, 'make one: meeshy-backup backup'),
        ...(newest?.manifest?.scope === 'database'
            ? [attention(`the newest, ${newest.name}, holds the database alone`, 'for volumes and files too: meeshy-backup backup')]
            : []),
        ...catalogue.damaged.map(({ file, why }) => attention(`${file} is damaged: ${why}`, `it is not counted; delete it: meeshy-backup delete ${file}`)),
        ...(catalogue.unread.length === 0
            ? []
            : [attention(`nobody has read ${(0,amounts/* count */.U9)(catalogue.unread.length, 'archive')} of the old scripts yet`, 'the next backup reads them')]),
    ];
    const since = catalogue.skips.filter(skip => newest === undefined || skip.time > newest.time)[0];
    if (since === undefined)
        return lines;
    const said = `a ${since.prefix} backup was skipped ${(0,amounts/* ago */.KN)(catalogue.now - since.time)}: ${since.reason || 'its record cannot be read'}`;
    return [...lines, attention(said, 'no backup has the changes since then: meeshy-backup backup')];
}
function howOld({ catalogue, settings }) {
    const newest = latest(catalogue);
    if (newest === undefined)
        return fail('there is no backup', 'make one: meeshy-backup backup');
    const said = `the newest backup, ${newest.name}, is ${(0,amounts/* age */.KW)(catalogue.now - newest.time)} old, and max-age is ${(0,amounts/* duration */.p0)(settings.maxAge * 1000)}`;
    return catalogue.now - newest.time > settings.maxAge ? fail(said, 'make one: meeshy-backup backup') : ok(said);
}
function proven({ catalogue, settings }) {
    const { prefix, policy } = settings;
    const { row } = (0,retention/* rowOf */.OB)(catalogue.backups.filter(each => each.prefix === prefix), policy);
    const looked = row.length > 0 ? row : [latest(catalogue)].flatMap(each => each ?? []);
    if (looked.length === 0)
        return fail('there is no backup', 'make one: meeshy-backup backup');
    const said = looked.map(each => `${each.name} ${each.verified}`).join(', ');
    const weak = looked.filter(each => each.verified === 'none' || each.verified === 'checksum');
    if (weak.length === 0)
        return ok(`size and manifest match; verified by: ${said}`);
    return attention(`not read to their end: ${weak.map(each => each.name).join(', ')}`, 'back up with verify: read, or drill');
}
/** A drill counts, whatever the prefix: what was rehearsed is the way back of this server. */
function rehearsed({ catalogue }) {
    const drilled = catalogue.backups.find(each => each.verified === 'drill');
    if (drilled === undefined)
        return attention('no backup here was ever restored as a rehearsal', 'meeshy-backup backup --verify drill');
    const drill = drilled.manifest?.drill;
    const took = drill === undefined ? '' : `; restoring took ${(0,amounts/* duration */.p0)(drill.milliseconds)}`;
    return ok(`${drilled.name}, restored and compared ${(0,amounts/* ago */.KN)(catalogue.now - (drill?.time ?? drilled.time))}${took}`);
}
function rollback({ catalogue }) {
    const newest = latest(catalogue);
    if (newest === undefined)
        return fail('there is nothing to go back to', 'make a backup first: meeshy-backup backup');
    const command = `meeshy-backup restore ${newest.name}`;
    if (catalogue.runbooks.includes(newest.name))
        return ok(`${command}; on the server alone: sh .meta/${newest.name}.restore.sh`);
    return attention(`${command}; it has no script of its own on the server`, 'a new backup has one: meeshy-backup backup');
}
function restore({ catalogue, facts }) {
    if (!catalogue.restoreIncomplete)
        return ok('none is incomplete');
    const of = catalogue.incompleteOf === undefined ? 'one' : `that of ${catalogue.incompleteOf}`;
    if (facts.listing.incomplete?.alive === true)
        return fail(`${of} is at work now`, 'wait for it: meeshy-backup restore --resume follows it');
    return fail(`${of} is incomplete, and no old backup is removed until it ends`, 'meeshy-backup restore --undo, or --resume');
}
function lock({ lock: { free, holder } }) {
    if (free)
        return ok('free');
    return fail(`another run holds it${holder === '' ? '' : `: ${holder}`}`, 'wait for it to end');
}
function clock({ catalogue, ourNow }) {
    if (catalogue.clock !== 'sound')
        return fail((0,inert/* inert */.tJ)(catalogue.clock.suspicious), 'set the clock of the server; no old backup is removed until then');
    const apart = Math.abs(catalogue.now - ourNow);
    if (apart <= tolerance)
        return ok('sound');
    return attention(`the clock of the server and the one here are ${(0,amounts/* duration */.p0)(apart * 1000)} apart`, 'see which one is wrong: timedatectl');
}
/** The newest that a deploy can go back to: not what a restore kept for itself. */
function latest({ backups: all }) {
    return all.find(({ prefix }) => prefix !== 'pre-restore');
}
function listed(names) {
    const more = names.length - most;
    return more > 0 ? `${names.slice(0, most).join(', ')} and ${more} more` : names.join(', ');
}
function ok(text) {
    return { verdict: 'ok', text };
}
function attention(text, next) {
    return { verdict: 'attention', text, next };
}
function fail(text, next) {
    return { verdict: 'fail', text, next };
}

// EXTERNAL MODULE: ./build/operations/session.js + 2 modules
var operations_session = __webpack_require__(34539);
;// CONCATENATED MODULE: ./build/operations/check.js
// Check: one look at the server, which changes nothing, and the checklist before an important deploy judged from it.







async function check(session) {
    const { settings, transport } = session;
    await (0,operations_session/* connect */.Ng)(session);
    const reader = new facts/* FactsReader */.N();
    let lock = { free: true, holder: '' };
    await (0,operations_session/* run */.eF)(session, (0,look/* planCheck */.Iw)(settings), {
        onEvent(event) {
            reader.add(event);
            if (event.type === 'lock')
                lock = { free: event.free, holder: event.holder };
        },
    });
    if (!reader.complete)
        throw new errors/* BackupError */.hj({
            code: 'E_PROTOCOL',
            title: `${transport.name} stopped before it finished its inventory.`,
            safe: 'nothing was changed',
            next: 'run it again with debug logging',
        });
    const lines = checklist({ facts: reader.facts(), settings, lock, ourNow: Date.now() / 1000 });
    const outcome = { lines, place: (0,report_outcome/* placeOf */.$)(settings, transport.name) };
    const failed = lines.filter(({ verdict }) => verdict === 'fail');
    if (failed.length > 0)
        return { ...outcome, status: 'failed', failure: failureOf(failed, transport.name) };
    return { ...outcome, status: lines.some(({ verdict }) => verdict === 'attention') ? 'attention' : 'ok' };
}
function failureOf(failed, where) {
    return {
        code: 'E_CHECK',
        title: `${where} is not ready for a deploy: ${(0,amounts/* count */.U9)(failed.length, 'check')} failed (${[...new Set(failed.map(each => each.check))].join(', ')}).`,
        safe: 'nothing was changed',
        next: [...new Set(failed.map(({ next = '' }) => next))].filter(text => text !== '').join('\n'),
    };
}


/***/ }),

/***/ 8120:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ deleteBackups)
/* harmony export */ });
/* harmony import */ var _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76042);
/* harmony import */ var _plan_decisions_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(47749);
/* harmony import */ var _report_outcome_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(44247);
/* harmony import */ var _text_amounts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(16715);
/* harmony import */ var _text_inert_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(43338);
/* harmony import */ var _list_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(64799);
/* harmony import */ var _named_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(27334);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(34539);
// Delete: backups that were named go for good, once a person has said so. What is pinned stays, and what a restore still needs.








async function deleteBackups(session, questions) {
    const { settings, transport, reporter } = session;
    const gone = new Set();
    const outcome = { place: (0,_report_outcome_js__WEBPACK_IMPORTED_MODULE_6__/* .placeOf */ .$)(settings, transport.name) };
    try {
        confirmEarly(session, questions !== undefined);
        await (0,_session_js__WEBPACK_IMPORTED_MODULE_5__/* .connect */ .Ng)(session);
        const catalogue = await (0,_list_js__WEBPACK_IMPORTED_MODULE_3__/* .listing */ .RR)(session);
        const found = (0,_named_js__WEBPACK_IMPORTED_MODULE_4__/* .named */ .K)(catalogue, settings.names, transport.name);
        refusePinned(found);
        const names = found.map(({ name }) => name);
        reporter.phase(settings.dryRun ? 'Would delete' : 'Deletes', `from ${settings.backupDir} on ${transport.name}, for good`, linesOf(found, catalogue));
        if (settings.dryRun)
            return { ...outcome, status: 'planned', deleted: names };
        await confirmLate(session, names, questions);
        const plan = (0,_plan_decisions_js__WEBPACK_IMPORTED_MODULE_1__/* .planDelete */ .xO)(settings, found.map(({ file }) => file));
        await (0,_session_js__WEBPACK_IMPORTED_MODULE_5__/* .run */ .eF)(session, plan, { onEvent: event => event.type === 'removed' && gone.add(event.name) });
        const left = names.filter(name => !gone.has(name));
        if (left.length > 0)
            throw new _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BackupError */ .hj({
                code: 'E_PROTOCOL',
                title: `${transport.name} stopped before it confirmed the deletion of ${left.join(', ')}.`,
                safe: 'no other backup was touched',
                next: 'list the backups',
            });
        reporter.done(`Deleted ${names.join(', ')}.`);
        return { ...outcome, status: 'success', deleted: names };
    }
    catch (thrown) {
        const failure = (0,_messages_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .failureOf */ .g5)(thrown);
        if (thrown instanceof Error)
            reporter.debug((0,_text_inert_js__WEBPACK_IMPORTED_MODULE_7__/* .inert */ .tJ)(String(thrown.stack)));
        reporter.failure(failure);
        return { ...outcome, status: 'failed', deleted: [...gone], failure };
    }
}
/** Before any contact: refuses where it cannot ask and the settings say nothing. */
function confirmEarly({ settings: { restore, names, dryRun } }, canAsk) {
    const { confirm } = restore;
    if (dryRun || (confirm === undefined && canAsk) || isConsent(confirm, names))
        return;
    throw unconfirmed(names);
}
async function confirmLate({ settings: { restore, names, backupDir }, transport }, found, questions) {
    const said = restore.confirm ??
        (await questions?.ask(`This deletes ${(0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(found.length, 'backup')} from ${backupDir} on ${transport.name}. Nothing has been changed yet.\nType OUI${found.length === 1 ? ' or the name' : ''} to go on: `));
    if (!isConsent(said, names))
        throw unconfirmed(names);
}
/** OUI; or, where one is to go, its name once more. */
function isConsent(said, names) {
    return said === 'OUI' || (said !== undefined && names.length === 1 && said === names[0]);
}
function unconfirmed(names) {
    return new _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BackupError */ .hj({
        code: 'E_INPUT',
        title: `The deletion was not confirmed: confirm must be OUI${names.length === 1 ? ` or ${names[0]}` : ''}.`,
        safe: 'nothing was deleted',
        next: 'look at what would go first (--dry-run), then type OUI',
    });
}
/** The server refuses them too; here it is known before anybody is asked. */
function refusePinned(found) {
    const pinned = found.filter(({ backup }) => backup?.pinned === true && backup.manifest !== undefined).map(({ name }) => name);
    if (pinned.length === 0)
        return;
    throw new _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BackupError */ .hj({
        code: 'E_INPUT',
        title: `${pinned.length === 1 ? `The backup ${pinned[0]} is pinned, so it is` : `The backups ${pinned.join(', ')} are pinned, so they are`} not deleted.`,
        safe: 'nothing was deleted',
        next: `if they may go, release them first: meeshy-backup unpin ${pinned.join(' ')}`,
    });
}
/** A line each, and one for every prefix of which no good backup would be left. */
function linesOf(found, { backups, now }) {
    const going = new Set(found.map(({ file }) => file));
    const prefixes = [...new Set(found.flatMap(({ backup }) => (backup === undefined ? [] : [backup.prefix])))];
    const last = prefixes.filter(prefix => !backups.some(each => each.prefix === prefix && !going.has(each.file)));
    return [
        ...found.map(({ file, backup, damaged }) => backup === undefined
            ? `${file}   damaged: ${damaged?.why}`
            : `${file}   ${(0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_2__/* .ago */ .KN)(now - backup.time)}, ${(0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_2__/* .bytes */ .ee)(backup.bytes)}, proven: ${backup.verified}`),
        ...last.map(prefix => `after that no good backup of ${prefix} is left`),
    ];
}


/***/ }),

/***/ 27334:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ named)
/* harmony export */ });
/* harmony import */ var _backups_names_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(96880);
/* harmony import */ var _messages_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76042);


/** Each once, in the order they were named. Throws E_NOT_FOUND with all that are not there, E_AMBIGUOUS for a name of two archives. */
function named(catalogue, names, where) {
    const all = everything(catalogue);
    const missing = names.filter(each => !all.some(({ name, file }) => name === each || file === each));
    if (missing.length > 0)
        throw new _messages_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BackupError */ .hj({
            code: 'E_NOT_FOUND',
            title: `${missing.length === 1 ? 'There is no backup' : 'There are no backups'} ${missing.join(', ')} on ${where}.`,
            details: {
                'There are': all
                    .slice(0, 20)
                    .map(({ name }) => name)
                    .join(', ') || 'no backups',
            },
            safe: 'nothing was changed',
            next: 'list the backups: meeshy-backup list',
        });
    const found = names.map(each => {
        const [one, ...more] = all.filter(({ name, file }) => ((0,_backups_names_js__WEBPACK_IMPORTED_MODULE_0__/* .parseName */ .$q)(each) === undefined ? file === each : name === each));
        if (one === undefined || more.length > 0)
            throw ambiguous(each, [one, ...more]);
        return one;
    });
    return [...new Map(found.map(each => [each.file, each])).values()];
}
function everything({ backups, unread, damaged }) {
    return [
        ...backups.map(backup => ({ name: backup.name, file: backup.file, backup, unread: false })),
        ...unread.map(backup => ({ name: backup.name, file: backup.file, backup, unread: true })),
        ...damaged.map(each => ({ name: (0,_backups_names_js__WEBPACK_IMPORTED_MODULE_0__/* .parseArchiveName */ .Lz)(each.file)?.name ?? each.file, file: each.file, damaged: each, unread: false })),
    ];
}
function ambiguous(name, found) {
    return new _messages_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BackupError */ .hj({
        code: 'E_AMBIGUOUS',
        title: `Two archives have the name ${name}.`,
        details: { 'They are': found.map(each => each?.file ?? '').join(', ') },
        safe: 'nothing was changed',
        next: 'name the file that you mean',
    });
}


/***/ }),

/***/ 14772:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   y: () => (/* binding */ pin)
/* harmony export */ });
/* harmony import */ var _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76042);
/* harmony import */ var _plan_decisions_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(47749);
/* harmony import */ var _report_outcome_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(44247);
/* harmony import */ var _list_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64799);
/* harmony import */ var _named_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(27334);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(34539);
// Pin and release: rotation leaves a pinned backup alone and does not count it, until someone releases it.






/** All that were named, or none: fails for a missing one before it changes anything. */
async function pin(session, pinned) {
    const { settings, transport, reporter } = session;
    await (0,_session_js__WEBPACK_IMPORTED_MODULE_4__/* .connect */ .Ng)(session);
    const found = (0,_named_js__WEBPACK_IMPORTED_MODULE_3__/* .named */ .K)(await (0,_list_js__WEBPACK_IMPORTED_MODULE_2__/* .listing */ .RR)(session), settings.names, transport.name);
    const names = [...new Set(found.map(({ name }) => name))];
    const done = new Set();
    const plan = (0,_plan_decisions_js__WEBPACK_IMPORTED_MODULE_1__/* .planPin */ .jB)(settings, names, pinned, found.some(({ unread }) => unread));
    await (0,_session_js__WEBPACK_IMPORTED_MODULE_4__/* .run */ .eF)(session, plan, { onEvent: event => event.type === 'pinned' && event.pinned === pinned && done.add(event.name) });
    const left = names.filter(name => !done.has(name));
    if (left.length > 0)
        throw new _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BackupError */ .hj({
            code: 'E_PROTOCOL',
            title: `${transport.name} stopped before it confirmed the ${pinned ? 'pin' : 'release'} of ${left.join(', ')}.`,
            safe: 'each manifest is whole, with or without the change',
            next: 'list the backups',
        });
    const meaning = pinned ? 'rotation leaves them until they are released (unpin)' : 'rotation counts them again';
    reporter.phase(pinned ? 'Pin' : 'Release', `${names.join(', ')}: ${meaning}`);
    return { names, pinned, place: (0,_report_outcome_js__WEBPACK_IMPORTED_MODULE_5__/* .placeOf */ .$)(settings, transport.name) };
}


/***/ }),

/***/ 93799:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ prune)
/* harmony export */ });
/* harmony import */ var _backups_catalogue_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(99205);
/* harmony import */ var _backups_retention_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(92206);
/* harmony import */ var _messages_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76042);
/* harmony import */ var _plan_decisions_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(47749);
/* harmony import */ var _report_outcome_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(44247);
/* harmony import */ var _text_inert_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(43338);
/* harmony import */ var _list_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(64799);
/* harmony import */ var _rotate_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2660);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(34539);
// Prune: rotation alone. What a backup does at its end, without a backup; one prefix at a time, because each keeps its own number.









async function prune(session) {
    const { settings, transport, reporter } = session;
    const { prefix, dryRun } = settings;
    const warnings = [];
    const warn = (code, text) => {
        warnings.push(`${code}: ${text}`);
        reporter.warning(code, text);
    };
    const outcome = { warnings, place: (0,_report_outcome_js__WEBPACK_IMPORTED_MODULE_7__/* .placeOf */ .$)(settings, transport.name) };
    await (0,_session_js__WEBPACK_IMPORTED_MODULE_6__/* .connect */ .Ng)(session);
    if (dryRun) {
        const catalogue = takenForSound(await (0,_list_js__WEBPACK_IMPORTED_MODULE_4__/* .listing */ .RR)(session));
        const rotation = (0,_backups_retention_js__WEBPACK_IMPORTED_MODULE_1__/* .retain */ .aw)(catalogue, settings, catalogue.now);
        reporter.phase('Would remove', removesText(settings, rotation), linesOf(rotation));
        const deleted = rotation.remove.map(({ name }) => name);
        return { ...outcome, status: 'planned', kept: namesOf(catalogue, prefix, deleted), deleted, rotation };
    }
    const catalogue = (0,_backups_catalogue_js__WEBPACK_IMPORTED_MODULE_0__/* .catalogueOf */ .vq)(await (0,_list_js__WEBPACK_IMPORTED_MODULE_4__/* .listed */ .KE)(session, (0,_plan_decisions_js__WEBPACK_IMPORTED_MODULE_3__/* .planCount */ .d8)(settings), warn));
    const decided = (0,_backups_retention_js__WEBPACK_IMPORTED_MODULE_1__/* .retain */ .aw)(catalogue, settings, catalogue.now);
    const { kept, deleted, rotation = decided } = await (0,_rotate_js__WEBPACK_IMPORTED_MODULE_5__/* .rotate */ .e)(session, catalogue, '', warn);
    for (const line of linesOf({ ...rotation, remove: [] }))
        reporter.line(line);
    const left = decided.remove.map(({ name }) => name).filter(name => !deleted.includes(name));
    if (left.length > 0)
        throw stillThere(left, deleted, transport.name);
    return { ...outcome, status: 'success', kept, deleted, rotation };
}
/** At the end of a backup this is a warning, because the backup itself is there. Here it is all that was asked for. */
function stillThere(left, deleted, where) {
    return new _messages_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .BackupError */ .hj({
        code: 'E_PERM',
        title: `${where} could not remove ${left.join(', ')}.`,
        ...(deleted.length > 0 && { details: { Removed: deleted.join(', ') } }),
        safe: 'each backup that stays keeps its manifest and still counts',
        next: 'the warnings above say why',
    });
}
/** Rotation reads archives of the old scripts before it counts them; a dry run takes them for sound. */
function takenForSound(catalogue) {
    const unread = catalogue.unread.map(backup => ({ ...backup, verified: 'read' }));
    return { ...catalogue, backups: [...catalogue.backups, ...unread], unread: [] };
}
function namesOf({ backups }, prefix, gone) {
    return backups.filter(each => each.prefix === prefix && !gone.includes(each.name)).map(({ name }) => name);
}
function removesText({ prefix, policy }, { remove, stopped }) {
    if (stopped !== undefined)
        return `nothing of ${prefix}: ${(0,_text_inert_js__WEBPACK_IMPORTED_MODULE_8__/* .inert */ .tJ)(stopped)}`;
    return `${remove.length === 0 ? 'nothing' : remove.length} of ${prefix}, of which ${(0,_backups_retention_js__WEBPACK_IMPORTED_MODULE_1__/* .policyText */ .MJ)(policy)} stay`;
}
function linesOf({ remove, keep }) {
    return [
        ...remove.map(({ file, why }) => `goes   ${file}   ${(0,_text_inert_js__WEBPACK_IMPORTED_MODULE_8__/* .inert */ .tJ)(why)}`),
        ...keep.map(({ file, why }) => `stays  ${file}   ${(0,_text_inert_js__WEBPACK_IMPORTED_MODULE_8__/* .inert */ .tJ)(why)}`),
    ];
}


/***/ }),

/***/ 31240:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ script)
/* harmony export */ });
/* harmony import */ var _backups_retention_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(92206);
/* harmony import */ var _messages_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76042);
/* harmony import */ var _plan_runbook_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(34238);
/* harmony import */ var _script_render_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(59032);
/* harmony import */ var _backup_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(30599);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(34539);
// Script: the plan of a backup, or of any restore, as a file that runs on the server by itself, for cron, or for the day when there is nothing else.






/** Looks at the server, plans, and returns the text of the script. */
async function script(session, what) {
    await (0,_session_js__WEBPACK_IMPORTED_MODULE_5__/* .connect */ .Ng)(session);
    return what === 'restore' ? (0,_script_render_js__WEBPACK_IMPORTED_MODULE_3__/* .renderGeneral */ .ln)(await runbook(session)) : backupScript(session);
}
/** Rotation is in it as the server's own step, because no client will decide. */
async function backupScript(session) {
    const { plan } = await (0,_backup_js__WEBPACK_IMPORTED_MODULE_4__/* .prepare */ .i)(session, {});
    const { prefix, policy, timeout } = session.settings;
    const steps = [
        ...plan.steps.filter(step => step.id !== 'list'),
        { id: 'rotate', title: `Rotate: keep ${(0,_backups_retention_js__WEBPACK_IMPORTED_MODULE_0__/* .policyText */ .MJ)(policy)}`, command: ['mb_rotate_alone', prefix, (0,_backups_retention_js__WEBPACK_IMPORTED_MODULE_0__/* .policyWords */ .gF)(policy)] },
    ];
    return (0,_script_render_js__WEBPACK_IMPORTED_MODULE_3__/* .renderStanding */ .F8)({ ...plan, steps }, { timeout });
}
/** The restore of what is there now. Where that cannot be planned, of nothing: backups have runbooks of their own. */
async function runbook(session) {
    const nothing = (0,_plan_runbook_js__WEBPACK_IMPORTED_MODULE_2__/* .emptyRunbook */ ._)(session.settings);
    try {
        const { plan, view } = await (0,_backup_js__WEBPACK_IMPORTED_MODULE_4__/* .prepare */ .i)(session, {});
        return (0,_plan_runbook_js__WEBPACK_IMPORTED_MODULE_2__/* .withRunbook */ .r)(plan, view, { oldToo: true }).runbook ?? nothing;
    }
    catch (thrown) {
        if (!(thrown instanceof _messages_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BackupError */ .hj) || !['E_NOT_FOUND', 'E_AMBIGUOUS', 'E_DUMP', 'E_DOCKER', 'E_PREREQ'].includes(thrown.failure.code))
            throw thrown;
        session.reporter.warning('attention', `${thrown.failure.title} So this script only runs the scripts that lie beside the backups.`);
        return nothing;
    }
}


/***/ }),

/***/ 47749:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d8: () => (/* binding */ planCount),
/* harmony export */   jB: () => (/* binding */ planPin),
/* harmony export */   xO: () => (/* binding */ planDelete)
/* harmony export */ });
/* harmony import */ var _recover_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8694);
// What people decide about single backups, as plans: pinned, released, deleted; and the look under the lock that a rotation alone begins with.

const adopt = { id: 'adopt', title: 'Read archives of the old scripts that are still unread', command: ['mb_adopt'] };
/** `unread`: there are archives of the old scripts among them, which have no manifest before they are read. */
function planPin(settings, names, pinned, unread) {
    const opening = (0,_recover_js__WEBPACK_IMPORTED_MODULE_0__/* .planRecover */ .s)(settings, '');
    const title = `${pinned ? 'Pin' : 'Release'} ${names.join(', ')}`;
    const steps = [...opening.steps, ...(unread ? [adopt] : []), { id: 'pin', title, command: ['mb_pin', String(pinned), ...names] }];
    return { ...opening, operation: 'pin', steps };
}
/** By the files of the archives. */
function planDelete(settings, files) {
    const opening = (0,_recover_js__WEBPACK_IMPORTED_MODULE_0__/* .planRecover */ .s)(settings, '');
    return {
        ...opening,
        operation: 'delete',
        steps: [...opening.steps, { id: 'delete', title: `Delete ${files.join(', ')}`, command: ['mb_delete', ...files] }],
    };
}
/** The list of backups as rotation needs it: no other run at work, and every archive of the old scripts read. */
function planCount(settings) {
    const opening = (0,_recover_js__WEBPACK_IMPORTED_MODULE_0__/* .planRecover */ .s)(settings, '');
    return {
        ...opening,
        operation: 'rotate',
        steps: [...opening.steps, adopt, { id: 'list', title: 'List the backups', command: ['mb_catalogue'] }],
    };
}


/***/ }),

/***/ 20373:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ checkLines)
/* harmony export */ });
const colours = { ok: '32', attention: '33', fail: '31' };
function checkLines(lines, { colour = false } = {}) {
    const width = Math.max(...lines.map(({ check }) => check.length));
    return lines.flatMap(({ check, verdict, text, next }) => {
        const word = verdict.padEnd('attention'.length);
        const painted = colour ? `\x1b[${colours[verdict]}m${word}\x1b[0m` : word;
        const below = next === undefined || next === '' ? [] : [`${' '.repeat('attention'.length + width + 6)}→ ${next}`];
        return [`  ${painted}  ${check.padEnd(width)}  ${text}`, ...below];
    });
}


/***/ }),

/***/ 77803:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ Prompt)
/* harmony export */ });
/* harmony import */ var node_readline_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26848);
/* harmony import */ var _messages_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76042);
/* harmony import */ var _text_amounts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(16715);
/* harmony import */ var _proven_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(21363);
// Questions on a terminal: which backup, and whether to go on.




class Prompt {
    #lines;
    #output;
    constructor(input, output) {
        this.#lines = (0,node_readline_promises__WEBPACK_IMPORTED_MODULE_0__.createInterface)({ input, output });
        this.#output = output;
    }
    async choose({ backups, now }) {
        const rows = backups.map((backup, n) => {
            const names = backup.manifest?.components.map(({ name }) => name).join(' ') ?? '';
            const components = backup.kind === 'backup' ? names : `old format${names === '' ? '' : `: ${names}`}`;
            return `  ${String(n + 1).padStart(3)}  ${backup.name.padEnd(30)} ${(0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_2__/* .age */ .KW)(now - backup.time).padEnd(7)} ${(0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_2__/* .bytes */ .ee)(backup.bytes).padEnd(8)} ${(0,_proven_js__WEBPACK_IMPORTED_MODULE_3__/* .provenText */ .Sd)(backup).padEnd(12)} ${components}`;
        });
        this.#output.write(`${rows.join('\n')}\n`);
        const said = await this.ask(`Which one? A number, 1 is the newest: `);
        const chosen = /^[0-9]{1,4}$/.test(said) ? backups[Number(said) - 1] : backups.find(({ name }) => name === said);
        if (chosen !== undefined)
            return chosen;
        throw new _messages_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BackupError */ .hj({
            code: 'E_INPUT',
            title: 'No backup was chosen.',
            safe: 'nothing was changed',
            next: 'type the number in front of a backup',
        });
    }
    async ask(text) {
        return (await this.#lines.question(text)).trim();
    }
    close() {
        this.#lines.close();
    }
}


/***/ }),

/***/ 59501:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ tableLines)
/* harmony export */ });
/* harmony import */ var _backups_catalogue_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(99205);
/* harmony import */ var _sources_registry_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(97287);
/* harmony import */ var _text_amounts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(16715);
/* harmony import */ var _text_inert_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(43338);
/* harmony import */ var _proven_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(21363);
// The table of backups, as a terminal shows it: as wide as it needs to be, or as the screen is.





const head = ['NAME', 'AGE', 'SIZE', 'COMPONENTS', 'PROVEN', 'NEXT ROTATION'];
const [sizeAt, componentsAt, provenAt, nextAt] = [2, 3, 4, 5];
/** Components are not shortened further than this. */
const leastComponents = 16;
const mostStrangers = 10;
const codes = { head: '1', damaged: '31', gap: '33' };
function tableLines(catalogue, verdicts, paper = {}) {
    const rows = rowsOf(catalogue, verdicts);
    const table = rows.length === 0 ? ['  There is no backup yet.'] : layOut([{ cells: head, mood: 'head' }, ...rows], paper);
    return [...table, ...notices(catalogue)];
}
function rowsOf(catalogue, verdicts) {
    const good = withGaps((0,_backups_catalogue_js__WEBPACK_IMPORTED_MODULE_0__/* .newestFirst */ .ll)([...catalogue.backups, ...catalogue.unread]), catalogue.skips).map((each) => {
        const when = (0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_2__/* .age */ .KW)(catalogue.now - each.time);
        if ('reason' in each)
            return { cells: [`(${each.prefix} skipped)`, when, '', 'no backup', '–', each.reason || 'its record cannot be read'], mood: 'gap' };
        return { cells: [each.name, when, (0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_2__/* .bytes */ .ee)(each.bytes), componentsOf(each), provenOf(each), verdicts.get(each.file) ?? ''] };
    });
    const damaged = catalogue.damaged.map(({ file, bytes: size, why }) => {
        return { cells: [file, '', (0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_2__/* .bytes */ .ee)(size), '–', `damaged: ${why}; not counted`, ''], mood: 'damaged' };
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
/** Lines about the whole directory. */
function notices({ strangers, odd, restoreIncomplete, incompleteOf, clock }) {
    const named = strangers.slice(0, mostStrangers).map(({ file, kind }) => (kind === 'name' ? file : `${file} (${_backups_catalogue_js__WEBPACK_IMPORTED_MODULE_0__/* .notFiles */ .rH[kind]})`));
    const more = strangers.length - named.length + odd;
    const all = [
        ...named,
        ...(more > 0 ? [named.length === 0 ? (0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_2__/* .count */ .U9)(more, 'name of odd characters', 'names of odd characters') : `${more} more`] : []),
    ];
    return [
        ...(all.length > 0 ? [`  other files, ignored: ${all.join(', ')}`] : []),
        ...(restoreIncomplete
            ? [
                `  A restore${incompleteOf === undefined ? '' : ` of ${incompleteOf}`} is incomplete on this server, so no old backup is removed: run meeshy-backup restore --undo, or --resume.`,
            ]
            : []),
        ...(clock === 'sound' ? [] : [`  No old backup is removed, because the clock is suspicious: ${(0,_text_inert_js__WEBPACK_IMPORTED_MODULE_4__/* .inert */ .tJ)(clock.suspicious)}.`]),
    ];
}
/** The backups in their order, each after the skips since it was made; skips older than all backups are left out. */
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
/** `read`; a dash for an archive of the old scripts that no rotation has read yet. */
function provenOf(backup) {
    return backup.kind === 'old-format' && backup.verified === 'none' ? '–' : (0,_proven_js__WEBPACK_IMPORTED_MODULE_3__/* .provenText */ .Sd)(backup);
}
/** `database 2 volumes config secrets system`; of an archive of the old scripts `old format: …`, if a rotation has read it. */
function componentsOf({ kind, manifest }) {
    const components = manifest?.components ?? [];
    const groups = components.map(({ name }) => name.split('/')[0] ?? '');
    const counted = new Set(components.filter(each => (0,_sources_registry_js__WEBPACK_IMPORTED_MODULE_1__/* .sourceOf */ .vz)(each.kind)?.several).map(({ name }) => name.split('/')[0] ?? ''));
    const words = [...new Set(groups)]
        .map(group => (counted.has(group) ? `${groups.filter(other => other === group).length} ${group}` : group))
        .join(' ');
    return kind === 'backup' ? words : `old format${words === '' ? '' : `: ${words}`}`;
}


/***/ }),

/***/ 14345:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ Terminal)
/* harmony export */ });
/* harmony import */ var _text_inert_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43338);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(85691);
// Where a person watches: lines as they come, and on a terminal one live line for what is being done. Everything goes to
// stderr, so that stdout holds the result alone. NO_COLOR is honoured (no-color.org).


class Terminal {
    #screen;
    #live = false;
    #spoke = Date.now();
    constructor(screen) {
        this.#screen = screen;
    }
    phase(name, text, lines = []) {
        this.#line(` ${text}`, this.#paint('1', `▸ ${name.padEnd(14)}`));
        for (const line of lines)
            this.line(line);
    }
    begin(name, text) {
        this.phase(name, text);
    }
    line(text) {
        this.#line(`    ${text}`);
    }
    progress(text) {
        if (this.#screen.live) {
            this.#screen.write(`\r\x1b[K    ${(0,_text_inert_js__WEBPACK_IMPORTED_MODULE_0__/* .inert */ .tJ)(text)}`);
            this.#live = true;
        }
        else if (Date.now() - this.#spoke >= 10_000)
            this.line(text);
    }
    warning(code, text) {
        this.#line(`  ${text}`, this.#paint('33', `Warning: ${(0,_text_inert_js__WEBPACK_IMPORTED_MODULE_0__/* .inert */ .tJ)(code)}`));
    }
    debug(text) {
        if (this.#screen.debug)
            this.#line(`  . ${text}`);
    }
    done(text) {
        this.#line(text);
    }
    failure(failure) {
        const [first = '', ...rest] = (0,_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .failureLines */ .w)(failure);
        this.#line('', this.#paint('31', (0,_text_inert_js__WEBPACK_IMPORTED_MODULE_0__/* .inert */ .tJ)(first)));
        for (const line of rest)
            this.#line(line);
    }
    /** A terminal obeys what it is sent: only what is `painted` here keeps its colours. */
    #line(text, painted = '') {
        this.#screen.write(`${this.#live ? '\r\x1b[K' : ''}${painted}${(0,_text_inert_js__WEBPACK_IMPORTED_MODULE_0__/* .inert */ .tJ)(text).trimEnd()}\n`);
        this.#live = false;
        this.#spoke = Date.now();
    }
    #paint(code, text) {
        return this.#screen.colour ? `\x1b[${code}m${text}\x1b[0m` : text;
    }
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


/** The backups that can be restored, newest first; `age` in seconds by the server's clock; `next` is what the next rotation does with each. */
function listOutputsOf({ catalogue, verdicts, }) {
    const backups = (0,_backups_catalogue_js__WEBPACK_IMPORTED_MODULE_0__/* .newestFirst */ .ll)([...catalogue.backups, ...catalogue.unread]).map(({ name, file, time, bytes, verified, pinned, kind, manifest }) => ({
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

/***/ 66246:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Z: () => (/* binding */ fromArguments)
});

// EXTERNAL MODULE: ./build/settings/commands.js
var commands = __webpack_require__(21096);
// EXTERNAL MODULE: ./build/settings/options.js + 8 modules
var options = __webpack_require__(83053);
// EXTERNAL MODULE: ./build/settings/problem.js
var problem = __webpack_require__(3667);
;// CONCATENATED MODULE: ./build/settings/flagvalues.js
// The values of flags, from the command line, a file, or a variable of the environment.



/** Gathers the values of a command's flags: from the words themselves, or from the file or the variable. */
function flagValues(texts, command, machine) {
    const values = {};
    const problems = [];
    for (const { name, option, takes } of (0,commands/* flagsOf */.Zo)(command)) {
        if (option === undefined)
            continue;
        const given = texts.get(name);
        if (takes !== 'file') {
            if (given !== undefined)
                values[option] = given;
            continue;
        }
        const reading = given === undefined ? variable(option, texts, machine) : given.map(path => contentOf(option, path, machine));
        problems.push(...reading.flatMap(each => ('problem' in each ? [each.problem] : [])));
        const contents = reading.flatMap(each => ('content' in each ? [each.content] : []));
        if (contents.length > 0)
            values[option] = contents;
    }
    return { values, problems };
}
/** The text in an option's variable. One about a connection counts only with --host, because a shell profile may set it for every command. */
function variable(option, texts, { env }) {
    const content = env[(0,commands/* variableOf */.Qn)(option)] ?? '';
    const counts = content !== '' && ((0,options/* optionOf */.XD)(option).group !== 'where' || texts.has('host'));
    return counts ? [{ content }] : [];
}
/** The content of a file without its last line break, which editors and `echo` add. */
function contentOf(option, path, { read }) {
    try {
        return { content: read(path).replace(/\r?\n$/, '') };
    }
    catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        return { problem: (0,problem/* invalid */.Gq)(option, `a file that can be read (${why})`, (0,problem/* quoted */.TL)(path)) };
    }
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
// EXTERNAL MODULE: ./build/settings/nearest.js
var nearest = __webpack_require__(78898);
;// CONCATENATED MODULE: ./build/settings/flagwords.js
// Sorts the words of a command line into flags with their texts, and operands. An unknown flag is a problem with a suggestion.





const flags = [...commands/* flagOptions */.vo.map(commands/* flagOf */.iP), ...commands/* ownFlags */.Ae];
/** Splits arguments as POSIX and GNU do: `--name value`, `--name=value`, `--switch`, operands, `--`. */
function wordsOf(args) {
    const takesText = [...flags.filter(flag => flag.takes !== 'nothing').map(flag => flag.name), ...commands/* flagOptions */.vo.filter(isOnlyInFile)];
    const taking = takesText.map(name => [name, { type: 'string' }]);
    const options = { ...Object.fromEntries(taking), help: { type: 'boolean', short: 'h' } };
    return (0,external_node_util_.parseArgs)({ args: [...args], options, strict: false, allowPositionals: true, tokens: true }).tokens;
}
/** The words that are no flags. It skips a word behind an unknown flag, which is probably the value of that flag and may be a secret. */
function operandsOf(words) {
    return words.flatMap((word, i) => {
        const before = words[i - 1];
        const isValue = before?.kind === 'option' && !before.inlineValue && !flags.some(flag => flag.name === before.name);
        return word.kind === 'positional' && !isValue ? [word.value] : [];
    });
}
/** Collects the flags that a command knows. */
function flagTexts(words, command) {
    const known = [...(0,commands/* flagsOf */.Zo)(command), ...commands/* ownFlags */.Ae];
    const texts = new Map();
    const problems = [];
    for (const word of words) {
        if (word.kind !== 'option')
            continue;
        const flag = known.find(each => each.name === word.name);
        const problem = flag === undefined ? unknownFlag(word.name, word.rawName, known, command) : misused(flag, word);
        if (problem !== undefined)
            problems.push(problem);
        else
            texts.set(word.name, [...(texts.get(word.name) ?? []), word.value ?? 'true']);
    }
    return { texts, problems };
}
function isOnlyInFile(name) {
    return (0,options/* isOptionName */.RR)(name) && (0,commands/* flagOf */.iP)(name).takes === 'file';
}
function misused(flag, word) {
    if (flag.takes === 'nothing')
        return flag.option === undefined && word.inlineValue ? (0,problem/* invalid */.Gq)(`--${flag.name}`, 'takes no value') : undefined;
    const missing = word.value === undefined || (!word.inlineValue && word.value.startsWith('-'));
    return missing ? (0,problem/* invalid */.Gq)(`--${flag.name}`, `needs a value: --${flag.name}=${flag.symbol}`) : undefined;
}
function unknownFlag(name, written, known, command) {
    if ((0,options/* isOptionName */.RR)(name) && isOnlyInFile(name)) {
        return (0,problem/* invalid */.Gq)(`--${name}`, `not accepted on the command line, where others can read it: use --${name}-file PATH or ${(0,commands/* variableOf */.Qn)(name)}`);
    }
    const elsewhere = flags.some(flag => flag.name === name);
    const near = elsewhere
        ? undefined
        : (0,nearest/* nearest */.p)(name, known.map(flag => flag.name));
    const hint = near === undefined ? `see ${commands/* program */.DM} ${command} --help` : `did you mean --${near}?`;
    return (0,problem/* invalid */.Gq)(written.slice(0, 64), `not a flag of '${commands/* program */.DM} ${command}'; ${hint}`);
}

;// CONCATENATED MODULE: ./build/settings/hostargument.js
// `--host` takes user, host and port in one word: `deploy@deploy.example.org:2222`.
/** Takes `[USER@]HOST[:PORT]` apart; an IPv6 address needs brackets only before a port. It checks nothing: each part is an option's text. */
function splitHost(text) {
    const at = text.indexOf('@');
    const user = at < 0 ? {} : { user: text.slice(0, at) };
    const rest = text.slice(at + 1);
    const [, host = rest, port] = /^(\[[^\]]*\]|[^:]*):([^:]*)$/.exec(rest) ?? [];
    return { ...user, host, ...(port !== undefined && { port }) };
}

// EXTERNAL MODULE: ./build/settings/option.js
var settings_option = __webpack_require__(39907);
;// CONCATENATED MODULE: ./build/settings/arguments.js
// Turns a command line into texts by option, with the files, variables and defaults of its user. It judges no value.







/** What `script` prints. */
const printed = ['backup', 'restore'];
/**
 * Reads a command line, without the program's name. Throws a BackupError with code E_INPUT when it names no command;
 * every other problem is in `given.problems`, so that one report names it together with the problems of values.
 */
function fromArguments(args, machine) {
    const words = wordsOf(args);
    const [first, ...operands] = operandsOf(words);
    const command = settings_option/* allOperations */.M.find(operation => operation === first);
    if (args.length === 0 || words.some(word => word.kind === 'option' && word.name === 'help')) {
        return command === undefined ? { kind: 'help' } : { kind: 'help', command };
    }
    if (command === undefined)
        throw (0,problem/* inputFailure */.vQ)([noCommand(first)]);
    const { texts, problems } = flagTexts(words, command);
    const put = withOperands(texts, command, operands);
    const given = together(put.texts, command, machine, [...put.problems, ...problems]);
    const what = command === 'script' ? printed.find(word => word === operands[0]) : undefined;
    return { kind: 'run', command, ...(what !== undefined && { printed: what }), json: texts.has('json'), given };
}
function together(texts, command, machine, problems) {
    const { values, problems: unreadable } = flagValues(texts, command, machine);
    const { values: apart, problems: twice } = hostApart(values);
    const all = [...problems, ...unreadable, ...twice];
    return {
        surface: 'cli',
        operation: command,
        values: apart,
        problems: all,
        ...(apart.host !== undefined && { fallback: fallbackOf(machine) }),
    };
}
function hostApart(values) {
    const [written, ...more] = values.host ?? [];
    if (written === undefined || more.length > 0)
        return { values, problems: [] };
    const { host, ...rest } = splitHost(written);
    const problems = ['user', 'port']
        .filter(name => rest[name] !== undefined && values[name] !== undefined)
        .map(name => (0,problem/* invalid */.Gq)(name, `given once: in --host or as --${name}`, (0,problem/* quoted */.TL)(written)));
    const parts = Object.fromEntries(Object.entries(rest).map(([name, text]) => [name, [text]]));
    return { values: { ...values, ...parts, host: [host] }, problems };
}
/** The files that ssh itself would use, as far as they can be read. */
function fallbackOf({ home, read }) {
    const file = (path) => {
        try {
            return read(`${home}/.ssh/${path}`);
        }
        catch {
            return undefined;
        }
    };
    const privateKey = file('id_ed25519');
    const knownHosts = file('known_hosts');
    return { ...(privateKey !== undefined && { privateKey }), ...(knownHosts !== undefined && { knownHosts }) };
}
function noCommand(word) {
    const known = `the commands are ${settings_option/* allOperations */.M.join(', ')}`;
    if (word === undefined)
        return `No command was given: ${known}; see ${commands/* program */.DM} --help`;
    const near = (0,nearest/* nearest */.p)(word, settings_option/* allOperations */.M);
    return (0,problem/* invalid */.Gq)('command', near === undefined ? known : `${known} (did you mean ${near}?)`, (0,problem/* quoted */.TL)(word));
}
/** Words without a flag are the value of the command's operand, or a problem. */
function withOperands(texts, command, operands) {
    const { operand } = commands/* commands */.Pi[command];
    if (operand === undefined)
        return { texts, problems: strayOperands(command, operands) };
    const all = [...(texts.get(operand.option) ?? []), ...operands];
    if (all.length > 0)
        return { texts: new Map([...texts, [operand.option, all]]), problems: [] };
    return {
        texts,
        problems: operand.needed ? [(0,problem/* invalid */.Gq)('command', `${command} needs the name of a backup: ${commands/* program */.DM} ${command} NAME`)] : [],
    };
}
function strayOperands(command, operands) {
    if (command !== 'script')
        return operands.map(word => (0,problem/* invalid */.Gq)('command', `${command} takes flags only`, (0,problem/* quoted */.TL)(word)));
    const [what, ...more] = operands;
    if (what === undefined)
        return [(0,problem/* invalid */.Gq)('command', `say what to print: ${printed.map(word => `${commands/* program */.DM} script ${word}`).join(', or ')}`)];
    const stray = printed.some(word => word === what) ? more : operands;
    return stray.map(word => (0,problem/* invalid */.Gq)('command', `script prints one thing: ${printed.join(' or ')}`, (0,problem/* quoted */.TL)(word)));
}


/***/ }),

/***/ 21096:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ae: () => (/* binding */ ownFlags),
/* harmony export */   DM: () => (/* binding */ program),
/* harmony export */   Pi: () => (/* binding */ commands),
/* harmony export */   Qn: () => (/* binding */ variableOf),
/* harmony export */   Zo: () => (/* binding */ flagsOf),
/* harmony export */   iP: () => (/* binding */ flagOf),
/* harmony export */   vo: () => (/* binding */ flagOptions)
/* harmony export */ });
/* harmony import */ var _options_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83053);

const program = 'meeshy-backup';
const commands = {
    backup: { usage: 'backup [flags]', summary: 'Make a backup, prove it, then remove the oldest ones' },
    restore: {
        usage: 'restore [BACKUP] [flags]',
        summary: 'Restore a backup, all of it or some components; whatever fails, it ends in the old state or in the new one',
        operand: { option: 'backup', needed: false },
    },
    list: { usage: 'list [flags]', summary: 'List the backups, how each was proven, and what the next rotation does with it' },
    check: {
        usage: 'check [flags]',
        summary: 'Check before an important deploy: is there room, are the last backups present and good, was a restore rehearsed, is there a way back',
    },
    prune: { usage: 'prune [flags]', summary: 'Remove the oldest backups of one prefix, as the end of a backup does' },
    pin: {
        usage: 'pin NAME... [flags]',
        summary: 'Keep backups until you unpin them: rotation neither counts nor removes them',
        operand: { option: 'names', needed: true },
    },
    unpin: {
        usage: 'unpin NAME... [flags]',
        summary: 'Unpin backups: rotation counts and removes them again',
        operand: { option: 'names', needed: true },
    },
    delete: {
        usage: 'delete NAME... [flags]',
        summary: 'Delete backups for good; it asks first, and leaves pinned backups',
        operand: { option: 'names', needed: true },
    },
    verify: {
        usage: 'verify [BACKUP] [flags]',
        summary: 'Read the stored backups, and name every damage by its component and byte range',
        operand: { option: 'backup', needed: false },
    },
    script: {
        usage: 'script backup|restore [flags]',
        summary: 'Print the script of a backup, or of any restore: a file that runs on the server without Node',
    },
    recover: {
        usage: 'recover [flags]',
        summary: 'Clean up after runs that died, and say what was found; every other operation does it too',
    },
};
const ownFlags = [
    { name: 'json', takes: 'nothing', symbol: '', summary: 'Print the result as JSON' },
    { name: 'help', takes: 'nothing', symbol: '', summary: 'Print this help' },
];
/** The options that have a flag, in the order of the table. */
const flagOptions = _options_js__WEBPACK_IMPORTED_MODULE_0__/* .optionNames */ .W6.filter(name => (0,_options_js__WEBPACK_IMPORTED_MODULE_0__/* .optionOf */ .XD)(name).only !== 'action');
/** The flags of a command, in the order of the table. */
function flagsOf(operation) {
    return flagOptions.filter(name => (0,_options_js__WEBPACK_IMPORTED_MODULE_0__/* .optionOf */ .XD)(name).operations.includes(operation)).map(flagOf);
}
/**
 * The flag of an option. Secrets and long texts come from files: every user of the machine can see a command line, and
 * the shell keeps it in its history.
 */
function flagOf(name) {
    const { kind, summary } = (0,_options_js__WEBPACK_IMPORTED_MODULE_0__/* .optionOf */ .XD)(name);
    if (kind.form === 'text')
        return { name: `${name}-file`, option: name, takes: 'file', symbol: 'PATH', summary };
    return { name, option: name, takes: kind.form === 'switch' ? 'nothing' : 'value', symbol: kind.symbol, summary };
}
/** The environment variable that may hold a text instead of its file: `MEESHY_PASSPHRASE`. */
function variableOf(name) {
    return `MEESHY_${name.toUpperCase().replaceAll('-', '_')}`;
}


/***/ }),

/***/ 65717:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   y: () => (/* binding */ help)
/* harmony export */ });
/* harmony import */ var _messages_exitcodes_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(81431);
/* harmony import */ var _commands_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(21096);
/* harmony import */ var _option_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(39907);
/* harmony import */ var _options_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(83053);
// The command line's help, rendered from the tables: commands, flags and exit codes.




const width = 100;
const indent = 6;
/** The help of the program, or of one of its commands; ends with a line break. */
function help(command) {
    const sections = command === undefined ? overview() : commandHelp(command);
    return `${sections.join('\n\n')}\n`;
}
function overview() {
    const list = Object.values(_commands_js__WEBPACK_IMPORTED_MODULE_1__/* .commands */ .Pi).map(({ usage, summary }) => `  ${_commands_js__WEBPACK_IMPORTED_MODULE_1__/* .program */ .DM} ${usage}\n${wrapped(summary)}`);
    return [
        'Proven backups of a Docker server, over SSH or on this machine.',
        `Commands\n${list.join('\n')}`,
        `${_commands_js__WEBPACK_IMPORTED_MODULE_1__/* .program */ .DM} COMMAND --help shows the flags of a command. NO_COLOR is honoured.`,
        exits(),
    ];
}
function commandHelp(command) {
    const { usage, summary } = _commands_js__WEBPACK_IMPORTED_MODULE_1__/* .commands */ .Pi[command];
    const flags = (0,_commands_js__WEBPACK_IMPORTED_MODULE_1__/* .flagsOf */ .Zo)(command);
    const inGroups = Object.keys(_option_js__WEBPACK_IMPORTED_MODULE_2__/* .groups */ .T)
        .map(group => ({
        title: _option_js__WEBPACK_IMPORTED_MODULE_2__/* .groups */ .T[group],
        members: flags.filter(({ option }) => option !== undefined && (0,_options_js__WEBPACK_IMPORTED_MODULE_3__/* .optionOf */ .XD)(option).group === group),
    }))
        .filter(({ members }) => members.length > 0)
        .map(({ title, members }) => `${title}\n${members.map(entry).join('\n')}`);
    return [`${_commands_js__WEBPACK_IMPORTED_MODULE_1__/* .program */ .DM} ${usage}\n${wrapped(summary, 2)}`, ...inGroups, `Output\n${_commands_js__WEBPACK_IMPORTED_MODULE_1__/* .ownFlags */ .Ae.map(entry).join('\n')}`, notes(flags), exits()];
}
/** What the flags alone do not show. */
function notes(flags) {
    const listed = flags.filter(({ option }) => option !== undefined && (0,_options_js__WEBPACK_IMPORTED_MODULE_3__/* .optionOf */ .XD)(option).kind.form === 'lines').map(({ name }) => `--${name}`);
    return [
        'Without --host the command works on this machine. With it, it uses ~/.ssh/id_ed25519 and ~/.ssh/known_hosts unless you give others.',
        'Instead of --X-file PATH, the variable MEESHY_X may hold the text itself (as in MEESHY_PRIVATE_KEY); a flag takes precedence.',
        `You may repeat the flags of lists: ${listed.join(', ')}.`,
    ]
        .map(note => wrapped(note, 0))
        .join('\n');
}
function entry({ name, symbol, summary, option }) {
    const standard = option === undefined ? undefined : (0,_options_js__WEBPACK_IMPORTED_MODULE_3__/* .optionOf */ .XD)(option).default;
    const ending = standard === undefined || standard === 'false' ? '' : ` [${standard}]`;
    return `  --${name}${symbol === '' ? '' : ` ${symbol}`}\n${wrapped(`${summary}${ending}`)}`;
}
function exits() {
    const rows = Object.entries(_messages_exitcodes_js__WEBPACK_IMPORTED_MODULE_0__/* .exitCodes */ .h).map(([code, meaning]) => `${code.padStart(5)}  ${meaning}`);
    return `Exit codes\n${rows.join('\n')}`;
}
function wrapped(text, by = indent) {
    const lines = [''];
    for (const word of text.split(' ')) {
        const line = lines.at(-1) ?? '';
        if (line !== '' && by + line.length + 1 + word.length > width)
            lines.push(word);
        else
            lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
    }
    return lines.map(line => ' '.repeat(by) + line).join('\n');
}


/***/ })

};
