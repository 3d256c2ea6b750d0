export const id = 459;
export const ids = [459];
export const modules = {

/***/ 38459:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _shim_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(91430);
/* harmony import */ var _github_joblog_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(71059);
/* harmony import */ var _github_step_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(94686);
/* harmony import */ var _github_summary_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(13794);
/* harmony import */ var _messages_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76042);
/* harmony import */ var _operations_list_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64799);
/* harmony import */ var _report_console_table_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(59501);
/* harmony import */ var _report_listed_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(50382);
/* harmony import */ var _report_page_listedsummary_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(48436);
/* harmony import */ var _settings_inputs_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(19511);
/* harmony import */ var _settings_secrets_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(48953);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(91340);
// The list action: the backups of a server, as outputs, and as a table in the log and the summary.












const reporter = new _github_joblog_js__WEBPACK_IMPORTED_MODULE_9__/* .JobLog */ .s();
const cancel = (0,_session_js__WEBPACK_IMPORTED_MODULE_8__/* .cancelledBySignals */ .W)();
try {
    const given = (0,_settings_inputs_js__WEBPACK_IMPORTED_MODULE_6__/* .fromInputs */ .I)(process.env, 'list');
    (0,_github_step_js__WEBPACK_IMPORTED_MODULE_10__/* .mask */ .dK)((0,_settings_secrets_js__WEBPACK_IMPORTED_MODULE_7__/* .secretsOf */ .F)(given));
    await (0,_session_js__WEBPACK_IMPORTED_MODULE_8__/* .inSession */ .C)(given, { reporter, cancel }, async (session) => {
        const { settings, transport } = session;
        const listed = await (0,_operations_list_js__WEBPACK_IMPORTED_MODULE_2__/* .list */ .p_)(session);
        reporter.phase('List', `${settings.backupDir} on ${transport.name}`, (0,_report_console_table_js__WEBPACK_IMPORTED_MODULE_3__/* .tableLines */ .o)(listed.catalogue, listed.verdicts));
        (0,_github_step_js__WEBPACK_IMPORTED_MODULE_10__/* .setOutputs */ .n0)((0,_report_listed_js__WEBPACK_IMPORTED_MODULE_4__/* .listOutputsOf */ .I)(listed), reporter);
        await (0,_github_summary_js__WEBPACK_IMPORTED_MODULE_11__/* .writeSummary */ .S)((0,_report_page_listedsummary_js__WEBPACK_IMPORTED_MODULE_5__/* .listedSummary */ .A)({ ...listed, server: transport.name, backupDir: settings.backupDir }));
    });
}
catch (thrown) {
    const failure = (0,_messages_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .failureOf */ .g5)(thrown);
    reporter.failure(failure);
    // A listing that failed is never "none": the count stays empty.
    (0,_github_step_js__WEBPACK_IMPORTED_MODULE_10__/* .setOutputs */ .n0)({ backups: '', latest: '', count: '' }, reporter);
    await (0,_github_summary_js__WEBPACK_IMPORTED_MODULE_11__/* .writeSummary */ .S)((0,_report_page_listedsummary_js__WEBPACK_IMPORTED_MODULE_5__/* .notListedSummary */ .r)(failure));
    (0,_github_step_js__WEBPACK_IMPORTED_MODULE_10__/* .fail */ .fJ)();
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
        ...(restoreIncomplete ? ['A restore is incomplete on this server: no old backup is removed until someone finishes or undoes it.'] : []),
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
        (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .alert */ .xE)('CAUTION', `The list of backups could not be read. [What ${failure.code} means, and what helps](${manual}#${failure.code.toLowerCase()})`),
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
/** For the first line of a summary: `restore takes about 31 s (drilled)`; undefined without a drill. */
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
