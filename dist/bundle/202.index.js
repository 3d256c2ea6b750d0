export const id = 202;
export const ids = [202];
export const modules = {

/***/ 73202:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  post: () => (/* binding */ post)
});

// EXTERNAL MODULE: ./build/github/joblog.js
var joblog = __webpack_require__(71059);
// EXTERNAL MODULE: ./build/github/state.js
var github_state = __webpack_require__(76847);
// EXTERNAL MODULE: ./build/github/step.js
var step = __webpack_require__(94686);
// EXTERNAL MODULE: ./build/github/summary.js
var summary = __webpack_require__(13794);
// EXTERNAL MODULE: ./build/messages/errors.js
var errors = __webpack_require__(76042);
// EXTERNAL MODULE: ./build/backups/manifest.js
var backups_manifest = __webpack_require__(8399);
// EXTERNAL MODULE: ./build/script/conversation.js + 6 modules
var conversation = __webpack_require__(94098);
// EXTERNAL MODULE: ./build/text/inert.js
var inert = __webpack_require__(43338);
// EXTERNAL MODULE: ./build/operations/recover.js
var recover = __webpack_require__(27323);
// EXTERNAL MODULE: ./build/operations/status.js
var operations_status = __webpack_require__(48229);
;// CONCATENATED MODULE: ./build/operations/settle.js
// Settle: learn what became of a run whose client was killed, and have cleaned up what it could not clean up itself.






/** Seconds to wait for the lock: its holder has cleaned up first. */
const lockPatience = 10;
/** Throws E_UNKNOWN when no answer can be had in the time there is. */
async function settle(session) {
    const { settings, reporter } = session;
    const asked = await (0,operations_status/* ask */.k)(session);
    const cleaned = await cleanUp({ ...session, runId: (0,conversation/* newRunId */.F$)(), settings: { ...settings, lockTimeout: lockPatience } });
    if (asked.state === 'none')
        return { state: 'none', cleaned };
    const manifest = (0,backups_manifest/* parseManifest */.Ng)(asked.manifest);
    if ('problem' in manifest) {
        reporter.warning('step-ended', (0,inert/* inert */.tJ)(`The run left an invalid manifest: ${manifest.problem}`));
        return { state: 'none', cleaned };
    }
    return { state: 'published', manifest, path: `${settings.backupDir}/${manifest.archive.file}` };
}
/** What cannot be cleaned up now is cleaned up by the next run, before anything else. */
async function cleanUp(session) {
    try {
        return (await (0,recover/* recover */.l)(session)).runs;
    }
    catch (thrown) {
        session.reporter.warning('step-ended', (0,inert/* inert */.tJ)(`The next run cleans up what this one may have left: ${(0,errors/* failureOf */.g5)(thrown).title}`));
        return [];
    }
}

// EXTERNAL MODULE: ./build/report/outcome.js
var outcome = __webpack_require__(44247);
// EXTERNAL MODULE: ./build/text/amounts.js
var amounts = __webpack_require__(16715);
// EXTERNAL MODULE: ./build/report/console/failure.js
var failure = __webpack_require__(85691);
// EXTERNAL MODULE: ./build/report/page/markdown.js
var markdown = __webpack_require__(93218);
// EXTERNAL MODULE: ./build/report/page/restoring.js
var restoring = __webpack_require__(27238);
;// CONCATENATED MODULE: ./build/report/page/settled.js
// What the post stage reports about a step that was ended before it could report.




/** One sentence or two for the log. */
function settledText(settled, { server = 'this machine' }) {
    if (settled.state === 'published')
        return `The step was ended before it could report. Its backup had been published: ${settled.path} on ${server}, ${(0,amounts/* bytes */.ee)(settled.manifest.archive.bytes)}, complete and verified. Its outputs are not set; the next run finishes the rotation.`;
    const cleaned = settled.cleaned.length === 0
        ? 'The server put everything back as it was.'
        : `Its remains are now cleaned up: ${settled.cleaned.join(', ')}.`;
    return `The step was ended before it could report. There is no backup of it on ${server}. ${cleaned}`;
}
function settledSummary(settled, place) {
    if (settled.state === 'unknown')
        return `${['**The step was ended, and it is not known whether it made a backup**', (0,markdown/* block */.om)((0,failure/* failureLines */.w)(settled.failure).slice(0, 60))].join('\n\n')}\n`;
    const text = place === undefined ? '' : (0,markdown/* plain */.pj)(settledText(settled, place));
    if (settled.state === 'none')
        return `**The step was ended: there is no backup**\n\n${(0,markdown/* alert */.xE)('CAUTION', text)}\n`;
    const { manifest, path } = settled;
    return `${[
        `**The step was ended, but its backup was published · ${(0,amounts/* bytes */.ee)(manifest.archive.bytes)}**`,
        (0,markdown/* alert */.xE)('WARNING', text),
        `${(0,markdown/* code */.aY)(manifest.name)} is kept as ${(0,markdown/* code */.aY)(path)}, SHA-256 ${(0,markdown/* code */.aY)(manifest.archive.sha256)}`,
        ...(place === undefined ? [] : [(0,restoring/* restoring */.IU)(manifest, place)]),
    ].join('\n\n')}\n`;
}
/** The failure of the post stage itself: what is not known, and the command that finds out. */
function unsettled(because, runId, where) {
    const { host = '', user = '', port = '22' } = where;
    const from = host === '' ? '' : ` --host ${user === '' ? '' : `${user}@`}${host}${port === '22' ? '' : `:${port}`}`;
    return {
        code: 'E_UNKNOWN',
        title: `The step was ended before it could report, and the outcome of its run ${runId} is not known: ${because.code} ${because.title}`,
        ...(because.details && { details: because.details }),
        safe: 'the server ends a run whose client is gone and puts everything back; a backup is visible there only if it is complete',
        next: `meeshy-backup list${from} shows the backups; meeshy-backup recover${from} cleans up`,
    };
}

// EXTERNAL MODULE: ./build/settings/inputs.js
var inputs = __webpack_require__(19511);
// EXTERNAL MODULE: ./build/settings/secrets.js
var secrets = __webpack_require__(48953);
// EXTERNAL MODULE: ./build/settings/where.js
var settings_where = __webpack_require__(66447);
// EXTERNAL MODULE: ./build/entries/session.js + 11 modules
var session = __webpack_require__(91340);
;// CONCATENATED MODULE: ./build/entries/post.js
// The post stage: does nothing if main reported how it ended. If main was killed, it asks the server what became of the run, lets it clean up, and reports that.












/** Milliseconds for everything: all posts of a cancelled job have five minutes together. */
const patience = 120_000;
async function post() {
    const state = (0,github_state/* loadState */.C)();
    if (state?.phase !== 'working')
        return;
    const reporter = new joblog/* JobLog */.s();
    const given = (0,inputs/* fromInputs */.I)(process.env);
    (0,step/* mask */.dK)((0,secrets/* secretsOf */.F)(given));
    try {
        const { settled, place } = await reach(state, given, reporter);
        reporter.warning('step-ended', settledText(settled, place));
        await (0,summary/* writeSummary */.S)(settledSummary(settled, place));
    }
    catch (thrown) {
        const failure = unsettled((0,errors/* failureOf */.g5)(thrown), state.runId, state.where);
        reporter.failure(failure);
        await (0,summary/* writeSummary */.S)(settledSummary({ state: 'unknown', failure }, undefined));
        (0,step/* fail */.fJ)();
    }
    finally {
        reporter.close();
    }
}
function reach({ runId, where }, given, reporter) {
    return (0,session/* inSession */.C)((0,settings_where/* backTo */.z)(where, given), { reporter, runId, cancel: AbortSignal.timeout(patience) }, async (session) => {
        return { settled: await settle(session), place: (0,outcome/* placeOf */.$)(session.settings, session.transport.name) };
    });
}


/***/ }),

/***/ 71059:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ JobLog)
/* harmony export */ });
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6805);
/* harmony import */ var _report_console_failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(85691);
/* harmony import */ var _text_inert_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(43338);
// A reporter that writes to the log of a GitHub job.



const silence = 10_000;
/** GitHub shows 10 warnings of a step and silently drops the rest: the tenth says how many more there are. */
const shownWarnings = 9;
/** GitHub cuts an annotation at 4096 characters. */
const longest = 4000;
/**
 * Writes to a job's log. A phase with lines is a group. Groups do not nest, and a closed group hides an error, so each group
 * ends before an error is written. During silence it writes one progress line per ten seconds, so that a job does not look
 * stuck. It makes every text inert although callers have done so, because here the runner would obey a command.
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
    /** Writes every warning to the log, and the first ones as annotations too. */
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
    /** Ends the log, and says how many warnings have no annotation. */
    close() {
        this.#close();
        const more = this.#warnings - shownWarnings;
        if (more > 0)
            _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e(`${more} more ${more === 1 ? 'warning is' : 'warnings are'} in the log and in the summary.`, {
                title: 'warnings',
            });
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

/***/ 76847:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ loadState),
/* harmony export */   L: () => (/* binding */ saveState)
/* harmony export */ });
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6805);
// What the main stage leaves for the post stage, written before each step that a kill may end.

function saveState({ phase, runId, where }) {
    try {
        _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .saveState */ .LZ('run-id', runId);
        _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .saveState */ .LZ('where', JSON.stringify(where));
        _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .saveState */ .LZ('phase', phase);
    }
    catch (error) {
        // A runner without state has no post stage either, and the backup does not depend on it.
        _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .debug */ .Yz(`No state was saved: ${error instanceof Error ? error.message : error}`);
    }
}
/** What main left; undefined if it did not begin its work. */
function loadState() {
    const [phase, runId] = [_actions_core__WEBPACK_IMPORTED_MODULE_0__/* .getState */ .Gu('phase'), _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .getState */ .Gu('run-id')];
    if (phase !== 'working' && phase !== 'over')
        return undefined;
    return { phase, runId, where: JSON.parse(_actions_core__WEBPACK_IMPORTED_MODULE_0__/* .getState */ .Gu('where')) };
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
// The interface to GitHub: only the files of github/ use @actions/*.

/** Hides secrets from the log, each line of them too. Call it before anything is printed. */
function mask(secrets) {
    for (const secret of secrets) {
        const text = secret.reveal();
        _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .setSecret */ .Pq(text);
        for (const line of text.split(/\r?\n/))
            if (line.trim().length >= 8)
                _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .setSecret */ .Pq(line.trim());
    }
}
/** The names of the outputs that hold a secret: GitHub shows `***` in their place, and passes them to no other job. */
function swallowed(outputs, secrets) {
    const holds = (value) => secrets.some(secret => secret.length > 0 && value.includes(secret.reveal()));
    return Object.keys(outputs).filter(name => holds(outputs[name] ?? ''));
}
/** Sets all outputs. It only warns of one that could not be set, because that must not fail a good backup. */
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
/** Marks the step as failed, after the failure itself has been printed. */
function fail() {
    process.exitCode = _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .ExitCode */ .yU.Failure;
}
/** The workflow run that makes the backup, as the manifest records it. */
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
// The summary of the job, if the runner has one.

/** Shows the summary. A failed write changes nothing about the result. */
async function writeSummary(markdown) {
    try {
        await _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .summary */ .z.addRaw(markdown, true).write();
    }
    catch (error) {
        _actions_core__WEBPACK_IMPORTED_MODULE_1__/* .debug */ .Yz(`No summary was written: ${error instanceof Error ? error.message : error}`);
    }
}


/***/ }),

/***/ 27323:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ lookInPeace),
/* harmony export */   l: () => (/* binding */ recover)
/* harmony export */ });
/* harmony import */ var _plan_recover_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8694);
/* harmony import */ var _script_conversation_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(94098);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(34539);
// Recover: clean up after runs that died, and nothing else.



/** Runs the journals of dead runs backwards and removes what they left. Says what it found; finding nothing is well. */
async function recover(session) {
    await (0,_session_js__WEBPACK_IMPORTED_MODULE_2__/* .connect */ .Ng)(session);
    return recoverThere(session);
}
/** How often to wait for others to end. */
const patience = 3;
/**
 * The facts, with no other run at work: what a dead run stopped is running again before the look. Waits for a run at work,
 * as long as it may wait for the lock.
 */
async function lookInPeace(session) {
    let facts = await (0,_session_js__WEBPACK_IMPORTED_MODULE_2__/* .look */ .Op)(session);
    for (let n = 0; n < patience && (facts.listing.atWork ?? 0) > 0; n++) {
        const { warnings } = await recoverThere({ ...session, runId: (0,_script_conversation_js__WEBPACK_IMPORTED_MODULE_1__/* .newRunId */ .F$)() });
        facts = await (0,_session_js__WEBPACK_IMPORTED_MODULE_2__/* .look */ .Op)(session);
        if (warnings.length > 0)
            break;
    }
    return facts;
}
async function recoverThere(session) {
    const runs = [];
    const unrecovered = [];
    const completed = [];
    const warnings = [];
    const hearer = {
        onEvent: event => event.type === 'unrecovered' && unrecovered.push(event.run),
        onRecovered(run, final) {
            runs.push(run);
            if (final)
                completed.push(run);
        },
        onWarning: (_, text) => warnings.push(text),
    };
    await (0,_session_js__WEBPACK_IMPORTED_MODULE_2__/* .run */ .eF)(session, (0,_plan_recover_js__WEBPACK_IMPORTED_MODULE_0__/* .planRecover */ .s)(session.settings, ''), hearer);
    session.reporter.phase('Recover', runs.length === 0 ? 'no dead run was found' : `cleaned up after ${runs.join(', ')}`);
    for (const text of warnings)
        session.reporter.warning('undo-failed', text);
    return { runs, unrecovered, completed, warnings };
}


/***/ }),

/***/ 48229:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ ask)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58500);
/* harmony import */ var _messages_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76042);
/* harmony import */ var _plan_look_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(97947);
/* harmony import */ var _script_conversation_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(94098);
/* harmony import */ var _server_facts_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(60529);
/* harmony import */ var _text_inert_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(43338);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(34539);
// What became of a run whose connection was lost: the server is asked, by the run's id. Unknown is never success.







/** Seconds beyond the server's own patience until a run that was cut off must be over. */
const grace = 30;
/**
 * Connects anew and asks until the run is over: at most as long as the server takes to notice the lost client, and
 * to clean up. Throws E_UNKNOWN, which says where to look, when no answer can be had.
 */
async function ask(session) {
    const limit = performance.now() + (session.heartbeat + grace) * 1000;
    let trouble = 'the run is still working there';
    for (;;) {
        try {
            await session.transport.open();
            const answer = await askOnce(session);
            if (answer !== 'working')
                return answer;
            trouble = 'the run is still working there';
        }
        catch (thrown) {
            trouble = (0,_messages_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .failureOf */ .g5)(thrown).title;
        }
        if (performance.now() > limit || session.cancel?.aborted)
            break;
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(2000);
    }
    throw new _messages_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BackupError */ .hj({
        code: 'E_UNKNOWN',
        title: `The connection to ${session.transport.name} was lost, and the outcome of the run ${session.runId} is unknown.`,
        details: { Because: (0,_text_inert_js__WEBPACK_IMPORTED_MODULE_6__/* .inert */ .tJ)(trouble) },
        safe: 'the server stops a run whose client is gone; a backup is visible there only if it is complete',
        unsettled: true,
        next: `look for a backup with this run id: meeshy-backup list --json, or ${session.settings.backupDir}/.meta on the server`,
    });
}
async function askOnce(session) {
    const listing = new _server_facts_js__WEBPACK_IMPORTED_MODULE_4__/* .FactsReader */ .N();
    let state;
    let manifest = '';
    await (0,_session_js__WEBPACK_IMPORTED_MODULE_5__/* .run */ .eF)({ ...session, runId: (0,_script_conversation_js__WEBPACK_IMPORTED_MODULE_3__/* .newRunId */ .F$)() }, (0,_plan_look_js__WEBPACK_IMPORTED_MODULE_2__/* .planStatus */ .wf)(session.settings, session.runId), {
        onEvent(event) {
            listing.add(event);
            if (event.type === 'status')
                state = event.state;
            if (event.type === 'result')
                manifest = event.text;
        },
    });
    if (state === 'published' && manifest !== '' && listing.complete)
        return { state, manifest, listing };
    if (state === 'none')
        return { state };
    return 'working';
}


/***/ }),

/***/ 8694:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ planRecover)
/* harmony export */ });
/* harmony import */ var _sources_registry_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(97287);
// Only what every operation that writes begins with: put back what dead runs left.

function planRecover(settings, caller) {
    return {
        operation: 'recover',
        writes: true,
        steps: [
            { id: 'lock', title: 'Take the lock', command: ['mb_lock'] },
            { id: 'recover', title: 'Clean up after runs that died', command: ['mb_recover'] },
        ],
        variables: { MB_APP: settings.appDir, MB_DIR: settings.backupDir, MB_LOCK_TIMEOUT: String(settings.lockTimeout), MB_CALLER: caller },
        components: [],
        known: {},
        readers: {},
        secrets: (0,_sources_registry_js__WEBPACK_IMPORTED_MODULE_0__/* .secretsOf */ .Fj)(settings),
    };
}


/***/ }),

/***/ 27238:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IU: () => (/* binding */ restoring),
/* harmony export */   Od: () => (/* binding */ restoreCommand),
/* harmony export */   XL: () => (/* binding */ byHand),
/* harmony export */   kB: () => (/* binding */ bringBack)
/* harmony export */ });
/* harmony import */ var _protocol_quote_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(69701);
/* harmony import */ var _settings_options_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83053);
/* harmony import */ var _markdown_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(93218);
// How to bring a backup back: three ways, each ready to paste, for this very backup.



/** The commands leave out values that are the default. */
const usualApp = _settings_options_js__WEBPACK_IMPORTED_MODULE_0__/* .options */ .fF['app-dir'].default;
/** Markdown. */
function restoring({ name, archive: { file }, runbook }, place) {
    const archive = `${place.backupDir}/${file}`;
    const hand = [
        ...(runbook ? [byHand(name, place)] : []),
        '# The archive is an ordinary tar; what to do with each part of it:',
        '# https://github.com/meeshy/backup-action/blob/v2/docs/restore.md#by-hand',
        (0,_protocol_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quoteAll */ ._)(['tar', '-tvf', archive]),
    ];
    return [
        '#### How to bring this back',
        runbook
            ? 'Each shows what it will replace, and keeps a copy of that.'
            : 'The first two show what they will replace, and keep a copy of that.',
        ...bringBack(name, place),
        (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .folded */ .TM)('On the server, with nothing but ssh and plain tools', (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .block */ .om)(hand, 'sh')),
    ].join('\n\n');
}
/** By a workflow and from a laptop. */
function bringBack(name, place) {
    return [
        ...(place.server === undefined ? [] : [(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .folded */ .TM)('By a workflow', (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .block */ .om)(workflow(name, place), 'yaml'))]),
        (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .folded */ .TM)('From a laptop', (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .block */ .om)([restoreCommand(name, place)], 'sh')),
    ];
}
/** The command that brings a backup back, from a laptop or on the server itself. */
function restoreCommand(name, place) {
    return (0,_protocol_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quoteAll */ ._)(['meeshy-backup', 'restore', name, ...whereFlags(place)]);
}
/** The command that restores it on the server, where it has a runbook. */
function byHand(name, { backupDir }) {
    return (0,_protocol_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quoteAll */ ._)(['sh', `${backupDir}/.meta/${name}.restore.sh`]);
}
function whereFlags({ server, appDir, backupDir }) {
    return [
        ...(server === undefined ? [] : ['--host', server]),
        ...(appDir === usualApp ? [] : ['--app-dir', appDir]),
        ...(backupDir === `${appDir}/backups` ? [] : ['--backup-dir', backupDir]),
    ];
}
function workflow(name, { host, port, user, appDir, backupDir }) {
    const rows = [
        ['host', host],
        ['port', port === undefined || port === 22 ? undefined : String(port)],
        ['user', user],
        ['app-dir', appDir === usualApp ? undefined : appDir],
        ['backup-dir', backupDir === `${appDir}/backups` ? undefined : backupDir],
        ['backup', name],
        ['confirm', 'OUI'],
    ];
    return [
        '- uses: meeshy/backup-action/restore@v2',
        '  with:',
        ...rows.flatMap(([key, value]) => (value === undefined ? [] : [`    ${key}: ${JSON.stringify(value)}`])),
        '    # private-key and known-hosts: as in the step that made the backup',
    ];
}


/***/ }),

/***/ 19511:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ fromInputs)
/* harmony export */ });
/* harmony import */ var _nearest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(78898);
/* harmony import */ var _options_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83053);
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3667);



const mark = 'INPUT_';
/**
 * Takes the inputs of one of these actions out of an environment. The runner sets every declared input, with its default or
 * empty; such a value does not count as given. It also sets misspelt inputs and only warns about them: here they are
 * problems, without their values, because a value behind a wrong name may be a secret.
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
/* harmony import */ var _keys_privatekey_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(60380);
/* harmony import */ var _text_sensitive_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26354);
/* harmony import */ var _given_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(97201);
/* harmony import */ var _options_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(83053);
// Everything that a log must never show, found before its first line: all given secrets, valid or not.




// A runner replaces every occurrence of a mask: shorter masks would make the log unreadable, and protect almost nothing.
const shortest = 4;
/**
 * The given secrets, and what is derived from them: the forms of a repaired key, the password in a connection
 * string, and what each looks like in a URL, in base64 and in JSON. GitHub's runner knows the last three by itself; others do not.
 */
function secretsOf(given) {
    const texts = rawSecrets(given);
    const derived = [..._given_js__WEBPACK_IMPORTED_MODULE_2__/* .secretNames */ .X.flatMap(name => (0,_options_js__WEBPACK_IMPORTED_MODULE_3__/* .optionOf */ .XD)(name).kind.secretsIn?.((0,_given_js__WEBPACK_IMPORTED_MODULE_2__/* .textOf */ .b)(given, name) ?? '') ?? []), ...formsOfKey(given)];
    const whole = [...texts, ...derived].flatMap(text => [text, text.trim()]).filter(text => text.length >= shortest);
    return [...new Set(whole.flatMap(text => [text, ...encoded(text)]))].map(text => new _text_sensitive_js__WEBPACK_IMPORTED_MODULE_1__/* .Sensitive */ .p(text));
}
/** The secrets as they were given, short ones too: the runner masks every stored secret, however short. */
function givenSecrets(given) {
    return rawSecrets(given)
        .filter(text => text !== '')
        .map(text => new _text_sensitive_js__WEBPACK_IMPORTED_MODULE_1__/* .Sensitive */ .p(text));
}
function rawSecrets(given) {
    return _given_js__WEBPACK_IMPORTED_MODULE_2__/* .secretNames */ .X.map(name => (0,_given_js__WEBPACK_IMPORTED_MODULE_2__/* .textOf */ .b)(given, name) ?? '');
}
/** The text in each encoding: the text itself where an encoding changes nothing. */
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
    const reading = (0,_keys_privatekey_js__WEBPACK_IMPORTED_MODULE_0__/* .readPrivateKey */ .$k)(new _text_sensitive_js__WEBPACK_IMPORTED_MODULE_1__/* .Sensitive */ .p(key), passphrase === undefined ? undefined : new _text_sensitive_js__WEBPACK_IMPORTED_MODULE_1__/* .Sensitive */ .p(passphrase));
    return 'masks' in reading ? reading.masks.map(mask => mask.reveal()) : [key];
}


/***/ }),

/***/ 66447:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ whereOf),
/* harmony export */   z: () => (/* binding */ backTo)
/* harmony export */ });
/* harmony import */ var _given_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(97201);
/* harmony import */ var _options_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83053);
// Where a run works, as texts to store for the post stage of its job, whose own inputs may have changed by then.


/** Stored: nothing secret and nothing long. */
const kept = ['host', 'port', 'user', 'sudo', 'connect-timeout', 'app-dir', 'backup-dir'];
/** Read again from the inputs: how to log in, and whom to trust. */
const again = ['private-key', 'passphrase', 'known-hosts', 'host-fingerprint'];
function whereOf(given) {
    const texts = kept.map(name => [name, (0,_given_js__WEBPACK_IMPORTED_MODULE_0__/* .textOf */ .b)(given, name)]);
    return Object.fromEntries(texts.flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])));
}
/** The options that reach the same place again: its address from the stored texts, the login from the inputs of now. */
function backTo(where, given) {
    const access = again.flatMap(name => (given.values[name] === undefined ? [] : [[name, given.values[name]]]));
    const place = Object.entries(where).filter(([name]) => (0,_options_js__WEBPACK_IMPORTED_MODULE_1__/* .isOptionName */ .RR)(name));
    return { surface: given.surface, values: Object.fromEntries([...place, ...access]), problems: [] };
}


/***/ })

};
