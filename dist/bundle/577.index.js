export const id = 577;
export const ids = [577];
export const modules = {

/***/ 93577:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _shim_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(91430);
/* harmony import */ var _github_joblog_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(71059);
/* harmony import */ var _github_step_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(94686);
/* harmony import */ var _github_summary_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(13794);
/* harmony import */ var _messages_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76042);
/* harmony import */ var _operations_restore_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(97351);
/* harmony import */ var _report_page_restoredsummary_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(737);
/* harmony import */ var _report_restored_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(29377);
/* harmony import */ var _script_conversation_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(94098);
/* harmony import */ var _settings_inputs_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(19511);
/* harmony import */ var _settings_secrets_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(48953);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(91340);
// The restore action: inputs in, a backup put back, outputs and a summary.












const reporter = new _github_joblog_js__WEBPACK_IMPORTED_MODULE_9__/* .JobLog */ .s();
const runId = (0,_script_conversation_js__WEBPACK_IMPORTED_MODULE_5__/* .newRunId */ .F$)();
// A cancelled job no longer follows: the restore goes on, and ends on the server.
const cancel = (0,_session_js__WEBPACK_IMPORTED_MODULE_8__/* .cancelledBySignals */ .W)();
const outcome = await main();
(0,_github_step_js__WEBPACK_IMPORTED_MODULE_10__/* .setOutputs */ .n0)((0,_report_restored_js__WEBPACK_IMPORTED_MODULE_4__/* .restoreOutputsOf */ .E)(outcome), reporter);
await (0,_github_summary_js__WEBPACK_IMPORTED_MODULE_11__/* .writeSummary */ .S)((0,_report_page_restoredsummary_js__WEBPACK_IMPORTED_MODULE_3__/* .restoredSummary */ .J)(outcome));
reporter.close();
if (outcome.status === 'failed')
    (0,_github_step_js__WEBPACK_IMPORTED_MODULE_10__/* .fail */ .fJ)();
async function main() {
    try {
        const given = (0,_settings_inputs_js__WEBPACK_IMPORTED_MODULE_6__/* .fromInputs */ .I)(process.env, 'restore');
        (0,_github_step_js__WEBPACK_IMPORTED_MODULE_10__/* .mask */ .dK)((0,_settings_secrets_js__WEBPACK_IMPORTED_MODULE_7__/* .secretsOf */ .F)(given));
        return await (0,_session_js__WEBPACK_IMPORTED_MODULE_8__/* .inSession */ .C)(given, { reporter, cancel, runId }, (session, warnings) => {
            for (const text of warnings)
                reporter.warning('input', text);
            return (0,_operations_restore_js__WEBPACK_IMPORTED_MODULE_2__/* .restore */ .P)(session, (0,_github_step_js__WEBPACK_IMPORTED_MODULE_10__/* .contextOf */ .Vm)(process.env));
        });
    }
    catch (thrown) {
        const failure = (0,_messages_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .failureOf */ .g5)(thrown);
        reporter.failure(failure);
        return { ..._report_restored_js__WEBPACK_IMPORTED_MODULE_4__/* .nothingRestored */ .K, runId, failure };
    }
}

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

/***/ 737:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ restoredSummary)
/* harmony export */ });
/* harmony import */ var _text_amounts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(16715);
/* harmony import */ var _console_failure_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(85691);
/* harmony import */ var _markdown_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(93218);
/* harmony import */ var _restoring_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(27238);
// The summary of a restore: what was restored, how long it took, and how to go back.




/** Bytes; see summary.ts. */
const budget = 256 * 1024;
const docs = 'https://github.com/meeshy/backup-action/blob/v2/docs';
function restoredSummary(outcome) {
    return (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .fitting */ ._Q)(pages[outcome.status](outcome), budget);
}
const pages = { success: succeeded, failed, planned };
function succeeded(outcome) {
    const { restoredFrom, seconds, downtimeSeconds, components, dropped } = outcome;
    // An undo restores no backup: it puts back what a restore had replaced.
    const what = restoredFrom === undefined ? 'The state from before the restore is back' : 'Restored and compared';
    const down = downtimeSeconds === undefined ? [] : [`services were down for ${(0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0)(downtimeSeconds * 1000)}`];
    return [
        `**${[what, (0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0)(seconds * 1000), ...down].join(' · ')}**`,
        ...warned(outcome),
        ...origin(outcome),
        ...(components.length === 0 ? [] : [componentTable(components)]),
        ...(dropped.length === 0
            ? []
            : [
                (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .folded */ .TM)((0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_0__/* .count */ .U9)(dropped.length, 'collection that the backup does not hold is', 'collections that the backup does not hold are') + ' gone', (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .list */ .p_)(dropped.map(_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj))),
            ]),
        ...wayBack(outcome),
    ];
}
function planned(outcome) {
    const { replaces = [] } = outcome;
    return [
        '**A plan only: nothing was changed**',
        ...warned(outcome),
        ...origin(outcome),
        'A restore would replace this, and keep a copy of the current state:',
        (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .block */ .om)(replaces.slice(0, 200)),
    ];
}
function failed(outcome) {
    const { failure } = outcome;
    if (failure === undefined)
        return ['**The restore failed**'];
    return [
        `**${failure.code} · ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(failure.title)}**`,
        (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .block */ .om)((0,_console_failure_js__WEBPACK_IMPORTED_MODULE_3__/* .failureLines */ .w)(failure).slice(0, 60)),
        (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .alert */ .xE)('CAUTION', `[What ${failure.code} means, and what helps](${docs}/troubleshooting.md#${failure.code.toLowerCase()}) · [Restoring by hand](${docs}/restore.md)`),
        ...warned(outcome),
        ...wayBack(outcome),
    ];
}
function origin({ restoredFrom, from, place }) {
    if (restoredFrom === undefined)
        return [];
    const server = place?.server === undefined ? '' : ` on ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(place.server)}`;
    const about = from === undefined
        ? ''
        : `: ${(0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_0__/* .bytes */ .ee)(from.bytes)}, taken ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(new Date(from.time * 1000).toISOString().slice(0, 16).replace('T', ' '))} UTC, proven by ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(from.verified)}`;
    return [`From ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(restoredFrom)}${server}${about}`];
}
function componentTable(components) {
    return (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .table */ .tp)(['Component', 'Found in it afterwards'], components.map(({ name, found }) => [(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(name), (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(found.replaceAll('=', ' '))]), 200);
}
/** The safety backup: a backup like any other. */
function wayBack({ safetyBackup, place }) {
    if (safetyBackup === undefined)
        return [];
    return [
        '#### The state before',
        `It is kept as ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(safetyBackup)}; restore that backup to go back.`,
        ...(place === undefined ? [] : (0,_restoring_js__WEBPACK_IMPORTED_MODULE_1__/* .bringBack */ .kB)(safetyBackup, place)),
    ];
}
function warned({ warnings }) {
    return warnings.length === 0 ? [] : [(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .alert */ .xE)('WARNING', (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .list */ .p_)(warnings.map(_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)))];
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


/***/ })

};
