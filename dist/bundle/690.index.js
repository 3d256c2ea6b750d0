export const id = 690;
export const ids = [690];
export const modules = {

/***/ 22690:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _shim_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(91430);
/* harmony import */ var _github_engine_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(28210);
/* harmony import */ var _github_joblog_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(71059);
/* harmony import */ var _github_step_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(94686);
/* harmony import */ var _github_summary_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(13794);
/* harmony import */ var _messages_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76042);
/* harmony import */ var _operations_verify_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76296);
/* harmony import */ var _report_page_verifiedsummary_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(15643);
/* harmony import */ var _report_verified_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(76647);
/* harmony import */ var _script_conversation_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(71317);
/* harmony import */ var _settings_inputs_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(19511);
/* harmony import */ var _settings_parse_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(25744);
/* harmony import */ var _settings_secrets_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(48953);
/* harmony import */ var _transports_choose_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(35645);
/* harmony import */ var _transports_local_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(40124);
// The verify action: inputs in, the kept backups read, outputs and a summary.















const reporter = new _github_joblog_js__WEBPACK_IMPORTED_MODULE_12__/* .JobLog */ .s();
const runId = (0,_script_conversation_js__WEBPACK_IMPORTED_MODULE_6__/* .newRunId */ .F$)();
const cancel = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'])
    process.on(signal, () => cancel.abort());
const outcome = await main();
(0,_github_step_js__WEBPACK_IMPORTED_MODULE_13__/* .setOutputs */ .n0)((0,_report_verified_js__WEBPACK_IMPORTED_MODULE_5__/* .verifyOutputsOf */ .xb)(outcome), reporter);
await (0,_github_summary_js__WEBPACK_IMPORTED_MODULE_14__/* .writeSummary */ .S)((0,_report_page_verifiedsummary_js__WEBPACK_IMPORTED_MODULE_4__/* .verifiedSummary */ .x)(outcome));
reporter.close();
if (outcome.status === 'failed')
    (0,_github_step_js__WEBPACK_IMPORTED_MODULE_13__/* .fail */ .fJ)();
async function main() {
    try {
        const given = (0,_settings_inputs_js__WEBPACK_IMPORTED_MODULE_7__/* .fromInputs */ .I)(process.env, 'verify');
        (0,_github_step_js__WEBPACK_IMPORTED_MODULE_13__/* .mask */ .dK)((0,_settings_secrets_js__WEBPACK_IMPORTED_MODULE_9__/* .secretsOf */ .F)(given));
        const { settings, warnings } = (0,_settings_parse_js__WEBPACK_IMPORTED_MODULE_8__/* .parseSettings */ .P)(given);
        for (const text of warnings)
            reporter.warning('input', text);
        const transport = (0,_transports_choose_js__WEBPACK_IMPORTED_MODULE_10__/* .transportTo */ .r)(settings.target, process.env, line => reporter.debug(line));
        try {
            const runner = (0,_transports_local_js__WEBPACK_IMPORTED_MODULE_11__/* .localTransport */ .h)({ sudo: false, environment: process.env });
            return await (0,_operations_verify_js__WEBPACK_IMPORTED_MODULE_3__/* .verify */ .M)({
                settings,
                transport,
                reporter,
                runId,
                heartbeat: settings.clientTimeout,
                runner: process.env['RUNNER_NAME'],
                cancel: cancel.signal,
            }, (0,_github_engine_js__WEBPACK_IMPORTED_MODULE_1__/* .drillOnRunner */ .D)(runner, reporter));
        }
        finally {
            await transport.close();
        }
    }
    catch (thrown) {
        const failure = (0,_messages_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .failureOf */ .g5)(thrown);
        reporter.failure(failure);
        return { ..._report_verified_js__WEBPACK_IMPORTED_MODULE_5__/* .nothingVerified */ .Ue, runId, failure };
    }
}

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 28210:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ drillOnRunner)
/* harmony export */ });
/* harmony import */ var _actions_exec__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(41955);
/* harmony import */ var _messages_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76042);
/* harmony import */ var _text_inert_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(43338);
// The Docker engine of a runner, by @actions/exec: whether it is there, and the images that a drill needs.



/** This runner as a place to drill. Images that it lacks are pulled, and that is said. */
function drillOnRunner(transport, reporter) {
    return {
        transport,
        async prepare(images) {
            const version = await docker(['version', '--format', '{{.Server.Version}}']);
            if (version.exitCode !== 0)
                throw new _messages_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BackupError */ .hj({
                    code: 'E_PREREQ',
                    title: 'This runner has no Docker engine to drill with.',
                    details: { Said: last(version) },
                    safe: 'nothing was changed',
                    next: 'run the job on a runner with Docker (ubuntu-24.04), or drill with where: server',
                });
            for (const image of images) {
                if ((await docker(['image', 'inspect', '--format', '{{.Id}}', image])).exitCode === 0)
                    continue;
                reporter.line((0,_text_inert_js__WEBPACK_IMPORTED_MODULE_2__/* .inert */ .tJ)(`pulling ${image}`));
                const pulled = await docker(['pull', '--quiet', image]);
                if (pulled.exitCode !== 0)
                    throw new _messages_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BackupError */ .hj({
                        code: 'E_VERIFY',
                        title: `The drill cannot be done on this runner: its image ${(0,_text_inert_js__WEBPACK_IMPORTED_MODULE_2__/* .inert */ .tJ)(image)} is not here, and cannot be pulled.`,
                        details: { Said: last(pulled) },
                        safe: 'the backup was not changed',
                        next: 'log in to its registry before this step (docker/login-action), or drill with where: server',
                    });
            }
        },
    };
}
/** Never throws for what the program did; a name from a manifest is one word, and cannot be taken for an option. */
async function docker(words) {
    const [verb = '', ...rest] = words;
    const name = rest.at(-1) ?? '';
    if (name.startsWith('-'))
        return { exitCode: 125, stdout: '', stderr: 'not the name of an image' };
    try {
        return await (0,_actions_exec__WEBPACK_IMPORTED_MODULE_0__/* .getExecOutput */ .H)('docker', [verb, ...rest], { silent: true, ignoreReturnCode: true });
    }
    catch (error) {
        return { exitCode: 127, stdout: '', stderr: error instanceof Error ? error.message : String(error) };
    }
}
function last({ stderr, stdout }) {
    return (0,_text_inert_js__WEBPACK_IMPORTED_MODULE_2__/* .inertLines */ .wi)(`${stdout}${stderr}`.trim(), 20).slice(-3).join('\n');
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

/***/ 15643:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ verifiedSummary)
/* harmony export */ });
/* harmony import */ var _backups_damage_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(75763);
/* harmony import */ var _text_amounts_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(16715);
/* harmony import */ var _console_failure_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(85691);
/* harmony import */ var _markdown_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(93218);
// The summary of a verification: what is sound, what is not, and where.




/** Bytes; see summary.ts. */
const budget = 256 * 1024;
const manual = 'https://github.com/meeshy/backup-action/blob/v2/docs/troubleshooting.md';
const words = {
    sound: 'sound',
    damaged: '**damaged**',
    failed: '**drill failed**',
    unread: '**not read**',
    gone: 'gone meanwhile',
};
function verifiedSummary(outcome) {
    const { backups, level, where, seconds, failure, damaged, failedDrills, unread, orphans, strangers } = outcome;
    const by = `by ${level} · on the ${where} · ${(0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_1__/* .duration */ .p0)(seconds * 1000)}`;
    const head = failure === undefined
        ? `**${(0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_1__/* .count */ .U9)(backups.length, 'backup')} verified, all sound · ${by}**`
        : `**${failure.code} · ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(failure.title)}**`;
    const failed = failure === undefined
        ? []
        : [
            ...(failure.code === 'E_VERIFY' ? [] : [(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .block */ .om)((0,_console_failure_js__WEBPACK_IMPORTED_MODULE_3__/* .failureLines */ .w)(failure).slice(0, 60))]),
            (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .alert */ .xE)('CAUTION', `${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(failure.next ?? 'Nothing was changed')}. [What ${failure.code} means](${manual}#${failure.code.toLowerCase()})`),
        ];
    return (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .fitting */ ._Q)([
        head,
        ...failed,
        ...section('Damaged', damaged.map(each => `${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(each.backup)}: ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)((0,_backups_damage_js__WEBPACK_IMPORTED_MODULE_0__/* .whereIsIt */ .x)(each))}: ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(each.why)}`)),
        ...section('Drills that failed', failedDrills.map(each => `${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(each.backup)}: ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(each.why)}`)),
        ...section('Not read as far as asked', unread.map(each => `${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(each.backup)}: ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(each.component)}: ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(each.why)}`)),
        ...(backups.length === 0 ? [] : [(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .table */ .tp)(['Backup', 'Size', '', 'Components', 'Took'], backups.map(row), 200)]),
        ...section('Manifests without an archive', orphans.map(_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)),
        ...section('Not ours, ignored', strangers.map(({ file, why }) => `${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(file)}: ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(why)}`)),
    ], budget);
}
function row({ name, bytes: size, state, sound, components, milliseconds }) {
    return [(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(name), (0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_1__/* .bytes */ .ee)(size), words[state], components === 0 ? '–' : `${sound} of ${components}`, (0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_1__/* .duration */ .p0)(milliseconds)];
}
function section(title, items) {
    return items.length === 0 ? [] : [`#### ${title}`, (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .list */ .p_)(items)];
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
