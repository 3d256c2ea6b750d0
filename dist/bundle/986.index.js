export const id = 986;
export const ids = [986];
export const modules = {

/***/ 33986:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _shim_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43327);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(48161);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(19473);
/* harmony import */ var _operations_backup_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(86695);
/* harmony import */ var _operations_list_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(64799);
/* harmony import */ var _operations_recover_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(27323);
/* harmony import */ var _operations_restore_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(6155);
/* harmony import */ var _operations_script_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(31240);
/* harmony import */ var _report_outcome_js__WEBPACK_IMPORTED_MODULE_19__ = __webpack_require__(44247);
/* harmony import */ var _report_prompt_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(73229);
/* harmony import */ var _report_restored_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(29377);
/* harmony import */ var _report_table_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(71799);
/* harmony import */ var _report_terminal_js__WEBPACK_IMPORTED_MODULE_18__ = __webpack_require__(63299);
/* harmony import */ var _script_conversation_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(91795);
/* harmony import */ var _settings_arguments_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(66246);
/* harmony import */ var _settings_exitcodes_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(77790);
/* harmony import */ var _settings_help_js__WEBPACK_IMPORTED_MODULE_15__ = __webpack_require__(68469);
/* harmony import */ var _settings_parse_js__WEBPACK_IMPORTED_MODULE_16__ = __webpack_require__(25744);
/* harmony import */ var _transports_choose_js__WEBPACK_IMPORTED_MODULE_17__ = __webpack_require__(54861);
// The command line: what the workflow does, from a laptop or on the server itself. Results on stdout, everything else on stderr.




















const { env, stderr, stdout } = process;
const live = stderr.isTTY === true;
const reporter = new _report_terminal_js__WEBPACK_IMPORTED_MODULE_18__/* .Terminal */ .B({
    write: text => stderr.write(text),
    live,
    colour: live && !env['NO_COLOR'],
    debug: env['MEESHY_DEBUG'] === '1',
});
const cancel = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'])
    process.on(signal, () => cancel.abort());
process.exitCode = await main();
async function main() {
    try {
        const invocation = (0,_settings_arguments_js__WEBPACK_IMPORTED_MODULE_13__/* .fromArguments */ .Z)(process.argv.slice(2), { env, home: (0,node_os__WEBPACK_IMPORTED_MODULE_2__.homedir)(), read: path => (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readFileSync)(path, 'utf8') });
        if (invocation.kind === 'help') {
            stdout.write(`${(0,_settings_help_js__WEBPACK_IMPORTED_MODULE_15__/* .help */ .y)(invocation.command)}\n`);
            return 0;
        }
        return await perform(invocation);
    }
    catch (thrown) {
        const failure = (0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .failureOf */ .g5)(thrown);
        if (thrown instanceof Error)
            reporter.debug(String(thrown.stack));
        reporter.failure(failure);
        return (0,_settings_exitcodes_js__WEBPACK_IMPORTED_MODULE_14__/* .exitCodeOf */ .FO)(failure.code);
    }
}
async function perform({ command, json, given }) {
    const { settings, warnings } = (0,_settings_parse_js__WEBPACK_IMPORTED_MODULE_16__/* .parseSettings */ .P)(given);
    const transport = (0,_transports_choose_js__WEBPACK_IMPORTED_MODULE_17__/* .transportTo */ .r)(settings.target, env, line => reporter.debug(line));
    const session = { settings, transport, reporter, runId: (0,_script_conversation_js__WEBPACK_IMPORTED_MODULE_12__/* .newRunId */ .F$)(), heartbeat: settings.clientTimeout, cancel: cancel.signal };
    try {
        if (command === 'backup')
            return await performBackup(session, warnings, json);
        if (command === 'restore')
            return await performRestore(session, json);
        if (command === 'script')
            stdout.write(await (0,_operations_script_js__WEBPACK_IMPORTED_MODULE_8__/* .script */ .K)(session));
        else if (command === 'recover')
            await performRecover(session, json);
        else
            await performList(session, json);
        return 0;
    }
    finally {
        await transport.close();
    }
}
async function performBackup(session, warnings, json) {
    const outcome = await (0,_operations_backup_js__WEBPACK_IMPORTED_MODULE_4__/* .backup */ .R)(session, {}, warnings);
    if (json)
        stdout.write(`${JSON.stringify({ ...outcome, outputs: (0,_report_outcome_js__WEBPACK_IMPORTED_MODULE_19__/* .outputsOf */ .Y)(outcome) }, null, 2)}\n`);
    else if (outcome.published !== undefined)
        stdout.write(`${outcome.published.path}\n`);
    return outcome.failure === undefined ? 0 : (0,_settings_exitcodes_js__WEBPACK_IMPORTED_MODULE_14__/* .exitCodeOf */ .FO)(outcome.failure.code);
}
/** Asks where somebody can answer; where nobody can, the settings must have said it. */
async function performRestore(session, json) {
    const prompt = process.stdin.isTTY === true && live ? new _report_prompt_js__WEBPACK_IMPORTED_MODULE_9__/* .Prompt */ .X(process.stdin, stderr) : undefined;
    try {
        const outcome = await (0,_operations_restore_js__WEBPACK_IMPORTED_MODULE_7__/* .restore */ .P)(session, {}, prompt);
        if (json)
            stdout.write(`${JSON.stringify({ ...outcome, outputs: (0,_report_restored_js__WEBPACK_IMPORTED_MODULE_10__/* .restoreOutputsOf */ .E)(outcome) }, null, 2)}\n`);
        else if (outcome.status === 'success' && outcome.restoredFrom !== undefined)
            stdout.write(`${outcome.restoredFrom}\n`);
        return outcome.failure === undefined ? 0 : (0,_settings_exitcodes_js__WEBPACK_IMPORTED_MODULE_14__/* .exitCodeOf */ .FO)(outcome.failure.code);
    }
    finally {
        prompt?.close();
    }
}
async function performRecover(session, json) {
    const recovered = await (0,_operations_recover_js__WEBPACK_IMPORTED_MODULE_6__/* .recover */ .l)(session);
    if (json)
        stdout.write(`${JSON.stringify(recovered, null, 2)}\n`);
}
async function performList(session, json) {
    const { catalogue, verdicts } = await (0,_operations_list_js__WEBPACK_IMPORTED_MODULE_5__/* .list */ .p)(session);
    const named = { ...catalogue, verdicts: Object.fromEntries(verdicts) };
    stdout.write(json ? `${JSON.stringify(named, null, 2)}\n` : `${(0,_report_table_js__WEBPACK_IMPORTED_MODULE_11__/* .tableLines */ .o)(catalogue, verdicts).join('\n')}\n`);
}

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 64799:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ list)
/* harmony export */ });
/* harmony import */ var _catalogue_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1033);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(19473);
/* harmony import */ var _facts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(17059);
/* harmony import */ var _plan_look_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(97947);
/* harmony import */ var _retention_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(26778);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(85275);
// List: what is in the backup directory, how it was proven, and what the next rotation will do with it.






/** One round trip, whatever the number of backups. Throws if the listing did not come whole: a listing that failed is never "none". */
async function list(session) {
    await session.transport.open();
    const reader = new _facts_js__WEBPACK_IMPORTED_MODULE_2__/* .FactsReader */ .N();
    await (0,_session_js__WEBPACK_IMPORTED_MODULE_5__/* .run */ .eF)(session, (0,_plan_look_js__WEBPACK_IMPORTED_MODULE_3__/* .planList */ .i7)(session.settings), event => reader.add(event));
    if (!reader.complete)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BackupError */ .hj({
            code: 'E_PROTOCOL',
            title: `${session.transport.name} ended before it had listed everything.`,
            safe: 'nothing was changed',
        });
    const catalogue = (0,_catalogue_js__WEBPACK_IMPORTED_MODULE_0__/* .catalogueOf */ .v)(reader.listing());
    return { catalogue, verdicts: (0,_retention_js__WEBPACK_IMPORTED_MODULE_4__/* .nextRotation */ .u)(catalogue, session.settings.keep) };
}


/***/ }),

/***/ 31240:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ script)
/* harmony export */ });
/* harmony import */ var _script_render_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(84707);
/* harmony import */ var _backup_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(86695);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(85275);
// Script: the plan of a backup as a file that runs on the server by itself, for cron, or for the day when there is nothing else.



/** Looks at the server, plans, and returns the text of the script. Rotation is in it as the server's own step, because no client will decide. */
async function script(session) {
    await (0,_session_js__WEBPACK_IMPORTED_MODULE_2__/* .connect */ .Ng)(session);
    const { plan } = await (0,_backup_js__WEBPACK_IMPORTED_MODULE_1__/* .prepare */ .i)(session, {});
    const { prefix, keep, timeout } = session.settings;
    const steps = [
        ...plan.steps.filter(step => step.command[0] !== 'mb_catalogue'),
        { title: `Rotate: keep ${keep}`, command: ['mb_rotate_alone', prefix, String(keep)] },
    ];
    return (0,_script_render_js__WEBPACK_IMPORTED_MODULE_0__/* .renderStanding */ .F8)({ ...plan, steps }, { secrets: ['MB_MONGO_URI', 'MB_REDIS_PASSWORD'], timeout });
}


/***/ }),

/***/ 73229:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ Prompt)
/* harmony export */ });
/* harmony import */ var node_readline_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26848);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(19473);
/* harmony import */ var _amounts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(11242);
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
            const components = backup.manifest?.components.map(({ name }) => name).join(' ') ?? 'old format';
            return `  ${String(n + 1).padStart(3)}  ${backup.name.padEnd(30)} ${(0,_amounts_js__WEBPACK_IMPORTED_MODULE_2__/* .age */ .KW)(now - backup.time).padEnd(7)} ${(0,_amounts_js__WEBPACK_IMPORTED_MODULE_2__/* .bytes */ .ee)(backup.bytes).padEnd(8)} ${backup.verified.padEnd(9)} ${components}`;
        });
        this.#output.write(`${rows.join('\n')}\n`);
        const said = await this.ask(`Which one? A number, 1 is the newest: `);
        const chosen = /^[0-9]{1,4}$/.test(said) ? backups[Number(said) - 1] : backups.find(({ name }) => name === said);
        if (chosen !== undefined)
            return chosen;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BackupError */ .hj({
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

/***/ 71799:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ tableLines)
/* harmony export */ });
/* harmony import */ var _amounts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11242);

const head = ['NAME', 'AGE', 'SIZE', 'COMPONENTS', 'PROVEN', 'NEXT ROTATION'];
function tableLines(catalogue, verdicts) {
    const kept = [...catalogue.backups, ...catalogue.unread];
    const good = withGaps(kept, catalogue.skips).map(each => 'reason' in each
        ? [`(${each.prefix} skipped)`, (0,_amounts_js__WEBPACK_IMPORTED_MODULE_0__/* .age */ .KW)(catalogue.now - each.time), '', 'no backup', '–', each.reason || 'its record cannot be read']
        : [
            each.name,
            (0,_amounts_js__WEBPACK_IMPORTED_MODULE_0__/* .age */ .KW)(catalogue.now - each.time),
            (0,_amounts_js__WEBPACK_IMPORTED_MODULE_0__/* .bytes */ .ee)(each.bytes),
            each.kind === 'old-format' ? 'old format' : componentsOf(each),
            each.kind === 'old-format' && each.verified === 'none' ? '–' : each.verified,
            verdicts.get(each.file) ?? '',
        ]);
    const damaged = catalogue.damaged.map(({ file, why }) => [file, '', '', '–', `damaged: ${why}; not counted`, '']);
    const rows = [head, ...good, ...damaged];
    const widths = head.map((_, column) => Math.max(...rows.map(row => (row[column] ?? '').length)));
    const lines = rows.map(row => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd());
    const strangers = catalogue.strangers.length > 0 ? [`  not ours, ignored: ${catalogue.strangers.map(({ file }) => file).join(', ')}`] : [];
    return [...(rows.length > 1 ? lines : ['  There is no backup yet.']), ...strangers];
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
/** `database redis 2 volumes config secrets system`. */
function componentsOf({ manifest }) {
    const kinds = (manifest?.components ?? []).map(component => component.name.split('/')[0] ?? '');
    return [...new Set(kinds)]
        .map(kind => (kind === 'volumes' || kind === 'paths' ? `${kinds.filter(each => each === kind).length} ${kind}` : kind))
        .join(' ');
}


/***/ }),

/***/ 63299:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ Terminal)
/* harmony export */ });
/* harmony import */ var _inert_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(33460);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(20897);


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
            this.#screen.write(`\r\x1b[K    ${(0,_inert_js__WEBPACK_IMPORTED_MODULE_0__/* .inert */ .tJ)(text)}`);
            this.#live = true;
        }
        else if (Date.now() - this.#spoke >= 10_000)
            this.line(text);
    }
    warning(code, text) {
        this.#line(`  ${text}`, this.#paint('33', `Warning: ${(0,_inert_js__WEBPACK_IMPORTED_MODULE_0__/* .inert */ .tJ)(code)}`));
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
        this.#line('', this.#paint('31', (0,_inert_js__WEBPACK_IMPORTED_MODULE_0__/* .inert */ .tJ)(first)));
        for (const line of rest)
            this.#line(line);
    }
    /** A terminal obeys what it is sent: only what is `painted` here keeps its colours. */
    #line(text, painted = '') {
        this.#screen.write(`${this.#live ? '\r\x1b[K' : ''}${painted}${(0,_inert_js__WEBPACK_IMPORTED_MODULE_0__/* .inert */ .tJ)(text).trimEnd()}\n`);
        this.#live = false;
        this.#spoke = Date.now();
    }
    #paint(code, text) {
        return this.#screen.colour ? `\x1b[${code}m${text}\x1b[0m` : text;
    }
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
// EXTERNAL MODULE: ./build/settings/options.js + 6 modules
var options = __webpack_require__(40845);
// EXTERNAL MODULE: ./build/settings/problem.js
var problem = __webpack_require__(3667);
;// CONCATENATED MODULE: ./build/settings/flagvalues.js
// The values of flags, from where they are: on the command line, in a file, or in a variable of the environment.



/** Gathers the values of a command's flags: what stands there, or what is in the file or the variable. */
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
/** The text in an option's variable. One about a connection counts only where there is a host: it may stand in a profile. */
function variable(option, texts, { env }) {
    const content = env[(0,commands/* variableOf */.Qn)(option)] ?? '';
    const counts = content !== '' && ((0,options/* optionOf */.XD)(option).group !== 'where' || texts.has('host'));
    return counts ? [{ content }] : [];
}
/** What is in a file, without its last line break, which editors and `echo` add. */
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
// The words of a command line sorted into flags with their texts, and operands. What is not a flag is a problem with a suggestion.





const flags = [...commands/* flagOptions */.vo.map(commands/* flagOf */.iP), ...commands/* ownFlags */.Ae];
/** Splits arguments as POSIX and GNU do: `--name value`, `--name=value`, `--switch`, operands, `--`. */
function wordsOf(args) {
    const takesText = [...flags.filter(flag => flag.takes !== 'nothing').map(flag => flag.name), ...commands/* flagOptions */.vo.filter(isOnlyInFile)];
    const taking = takesText.map(name => [name, { type: 'string' }]);
    const options = { ...Object.fromEntries(taking), help: { type: 'boolean', short: 'h' } };
    return (0,external_node_util_.parseArgs)({ args: [...args], options, strict: false, allowPositionals: true, tokens: true }).tokens;
}
/** The words that are no flags. One that follows an unknown flag is taken for its value, and may be a secret: it is passed over. */
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
        return (0,problem/* invalid */.Gq)(`--${name}`, `not taken from the command line, where others can read it: use --${name}-file PATH or ${(0,commands/* variableOf */.Qn)(name)}`);
    }
    const elsewhere = flags.some(flag => flag.name === name);
    const near = elsewhere
        ? undefined
        : (0,nearest/* nearest */.p)(name, known.map(flag => flag.name));
    const hint = near === undefined ? `see ${commands/* program */.DM} ${command} --help` : `did you mean --${near}?`;
    return (0,problem/* invalid */.Gq)(written.slice(0, 64), `not a flag of '${commands/* program */.DM} ${command}'; ${hint}`);
}

;// CONCATENATED MODULE: ./build/settings/hostargument.js
// `--host` says it all in one word, as ssh and scp are used to: `deploy@deploy.example.org:2222`.
/** Takes `[USER@]HOST[:PORT]` apart; an IPv6 address needs brackets only before a port. Nothing is judged: each part is an option's text. */
function splitHost(text) {
    const at = text.indexOf('@');
    const user = at < 0 ? {} : { user: text.slice(0, at) };
    const rest = text.slice(at + 1);
    const [, host = rest, port] = /^(\[[^\]]*\]|[^:]*):([^:]*)$/.exec(rest) ?? [];
    return { ...user, host, ...(port !== undefined && { port }) };
}

;// CONCATENATED MODULE: ./build/settings/arguments.js
// A command line turned into what was given, with the files, variables and defaults of the person who typed it. No value is judged here.






const operations = ['backup', 'restore', 'list', 'script', 'recover'];
/**
 * Understands a command line, without the program's name. Throws a BackupError with code E_INPUT when it names no
 * command; everything else that is wrong is in `given.problems`, to be reported together with the values.
 */
function fromArguments(args, machine) {
    const words = wordsOf(args);
    const [first, ...operands] = operandsOf(words);
    const command = operations.find(operation => operation === first);
    if (args.length === 0 || words.some(word => word.kind === 'option' && word.name === 'help')) {
        return command === undefined ? { kind: 'help' } : { kind: 'help', command };
    }
    if (command === undefined)
        throw (0,problem/* inputFailure */.vQ)([noCommand(first)]);
    const { texts, problems } = flagTexts(words, command);
    const given = together(texts, command, machine, [...strayOperands(command, operands), ...problems]);
    return { kind: 'run', command, json: texts.has('json'), given };
}
function together(texts, command, machine, problems) {
    const { values, problems: unreadable } = flagValues(texts, command, machine);
    const { values: apart, problems: twice } = hostApart(values);
    const all = [...problems, ...unreadable, ...twice];
    return { surface: 'cli', values: apart, problems: all, ...(apart.host !== undefined && { fallback: fallbackOf(machine) }) };
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
/** What ssh itself would take, where it can be read. */
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
    const known = `the commands are ${operations.join(', ')}`;
    if (word === undefined)
        return `No command was given: ${known}; see ${commands/* program */.DM} --help`;
    const near = (0,nearest/* nearest */.p)(word, operations);
    return (0,problem/* invalid */.Gq)('command', near === undefined ? known : `${known} (did you mean ${near}?)`, (0,problem/* quoted */.TL)(word));
}
function strayOperands(command, operands) {
    const wanted = command === 'script' ? 'backup' : undefined;
    if (wanted !== undefined && operands[0] === undefined)
        return [(0,problem/* invalid */.Gq)('command', `script needs what to print: ${commands/* program */.DM} script ${wanted}`)];
    const stray = operands.filter((word, i) => i > 0 || word !== wanted);
    return stray.map(word => (0,problem/* invalid */.Gq)('command', wanted === undefined ? `${command} takes flags only` : `script prints one thing: ${wanted}`, (0,problem/* quoted */.TL)(word)));
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
/* harmony import */ var _options_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40845);

const program = 'meeshy-backup';
const commands = {
    backup: { usage: 'backup [flags]', summary: 'Make a backup, prove it, then remove the oldest ones' },
    restore: {
        usage: 'restore [flags]',
        summary: 'Put a backup back, all of it or some components; whatever fails, the old state or the new one is there',
    },
    list: { usage: 'list [flags]', summary: 'List the backups that are there' },
    script: { usage: 'script backup [flags]', summary: 'Print the script of a backup, a file that runs on the server without Node' },
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
 * The flag of an option. Secrets and long texts are read from files: what stands on a command line is seen by everyone
 * on that machine, and is kept in the shell's history.
 */
function flagOf(name) {
    const { kind, summary } = (0,_options_js__WEBPACK_IMPORTED_MODULE_0__/* .optionOf */ .XD)(name);
    if (kind.form === 'text')
        return { name: `${name}-file`, option: name, takes: 'file', symbol: 'PATH', summary };
    return { name, option: name, takes: kind.form === 'switch' ? 'nothing' : 'value', symbol: kind.symbol, summary };
}
/** The environment variable that may hold a text instead of its file: `MEESHY_REDIS_PASSWORD`. */
function variableOf(name) {
    return `MEESHY_${name.toUpperCase().replaceAll('-', '_')}`;
}


/***/ }),

/***/ 77790:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FO: () => (/* binding */ exitCodeOf),
/* harmony export */   hS: () => (/* binding */ exitCodes)
/* harmony export */ });
/* unused harmony export codesWith */
/** What each exit code means to a script that calls the command line. */
const exitCodes = {
    0: 'done: also when there was nothing to do, or only a plan was asked for',
    1: 'a defect of the program, or an outcome that could not be learnt',
    2: 'the settings are not valid; nothing was contacted',
    3: 'no connection: network, host key or authentication',
    4: 'the server is not as it must be: a tool, a right, Docker or something named is missing',
    5: 'another operation holds the lock',
    6: 'not enough room',
    7: 'what was produced is not a whole, proven backup',
    8: 'it took too long, or was interrupted on the server',
    9: 'the restore failed; the message says whether what was there before is there again',
    130: 'cancelled by the user',
};
const byCode = {
    E_INPUT: 2,
    E_CONNECT: 3,
    E_HOSTKEY: 3,
    E_AUTH: 3,
    E_PROTOCOL: 3,
    E_PREREQ: 4,
    E_PERM: 4,
    E_NOT_FOUND: 4,
    E_AMBIGUOUS: 4,
    E_DOCKER: 4,
    E_LOCKED: 5,
    E_NOSPACE: 6,
    E_DUMP: 7,
    E_EMPTY: 7,
    E_ARCHIVE: 7,
    E_VERIFY: 7,
    E_PUBLISH: 7,
    E_RESTORE: 9,
    E_TIMEOUT: 8,
    E_INTERRUPTED: 8,
    E_CANCELLED: 130,
    E_UNKNOWN: 1,
};
/** The exit code of a failure. */
function exitCodeOf(code) {
    return byCode[code];
}
/** The failure codes that end with this exit code. */
function codesWith(exit) {
    return Object.keys(byCode).filter(code => byCode[code] === exit);
}


/***/ }),

/***/ 68469:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  y: () => (/* binding */ help)
});

// EXTERNAL MODULE: ./build/settings/commands.js
var commands = __webpack_require__(21096);
// EXTERNAL MODULE: ./build/settings/exitcodes.js
var exitcodes = __webpack_require__(77790);
;// CONCATENATED MODULE: ./build/settings/option.js
/** The groups of the README's tables and of the help, in their order, with their titles. */
const groups = {
    where: 'Where',
    what: 'What',
    back: 'What is restored',
    components: 'Components',
    how: 'How',
    keeping: 'Keeping',
    waiting: 'Waiting',
    flow: 'Flow',
    report: 'Report',
};

// EXTERNAL MODULE: ./build/settings/options.js + 6 modules
var options = __webpack_require__(40845);
;// CONCATENATED MODULE: ./build/settings/help.js
// The command line's help, rendered from the tables: what can be typed, what it does, and how the program ends.




const width = 100;
const indent = 6;
/** The help of the program, or of one of its commands; ends with a line break. */
function help(command) {
    const sections = command === undefined ? overview() : commandHelp(command);
    return `${sections.join('\n\n')}\n`;
}
function overview() {
    const list = Object.values(commands/* commands */.Pi).map(({ usage, summary }) => `  ${commands/* program */.DM} ${usage}\n${wrapped(summary)}`);
    return [
        'Proven backups of a Docker server, over SSH or on this machine.',
        `Commands\n${list.join('\n')}`,
        `${commands/* program */.DM} COMMAND --help shows the flags of a command. NO_COLOR is honoured.`,
        exits(),
    ];
}
function commandHelp(command) {
    const { usage, summary } = commands/* commands */.Pi[command];
    const flags = (0,commands/* flagsOf */.Zo)(command);
    const inGroups = Object.keys(groups)
        .map(group => ({
        title: groups[group],
        members: flags.filter(({ option }) => option !== undefined && (0,options/* optionOf */.XD)(option).group === group),
    }))
        .filter(({ members }) => members.length > 0)
        .map(({ title, members }) => `${title}\n${members.map(entry).join('\n')}`);
    return [`${commands/* program */.DM} ${usage}\n${wrapped(summary, 2)}`, ...inGroups, `Output\n${commands/* ownFlags */.Ae.map(entry).join('\n')}`, notes(flags), exits()];
}
/** Without these a person has to guess. */
function notes(flags) {
    const listed = flags.filter(({ option }) => option !== undefined && (0,options/* optionOf */.XD)(option).kind.form === 'lines').map(({ name }) => `--${name}`);
    return [
        'Without --host this machine is meant. With it, ~/.ssh/id_ed25519 and ~/.ssh/known_hosts are used unless others are given.',
        'Instead of --X-file PATH the text itself may stand in the variable MEESHY_X (as in MEESHY_PRIVATE_KEY); a flag goes first.',
        `Lists may be repeated: ${listed.join(', ')}.`,
    ]
        .map(note => wrapped(note, 0))
        .join('\n');
}
function entry({ name, symbol, summary, option }) {
    const standard = option === undefined ? undefined : (0,options/* optionOf */.XD)(option).default;
    const ending = standard === undefined || standard === 'false' ? '' : ` [${standard}]`;
    return `  --${name}${symbol === '' ? '' : ` ${symbol}`}\n${wrapped(`${summary}${ending}`)}`;
}
function exits() {
    const rows = Object.entries(exitcodes/* exitCodes */.hS).map(([code, meaning]) => `${code.padStart(5)}  ${meaning}`);
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
