export const id = 384;
export const ids = [384];
export const modules = {

/***/ 16752:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CV: () => (/* binding */ differenceInWords),
/* harmony export */   Pq: () => (/* binding */ differenceOf),
/* harmony export */   c_: () => (/* binding */ tableOf),
/* harmony export */   lC: () => (/* binding */ tableFile)
/* harmony export */ });
/** Its entry in the tar, below the name of the backup. */
const tableFile = 'MANIFEST.json';
/**
 * What this manifest says, as the table of its archive says it, to the byte. Made of what was parsed, so that no other reading of its text is acted
 * upon. Its twin on the server is `mb_table` (script/runtime/table.sh). Not in it: what is known only when the archive is closed, what may change
 * later, and what is for people alone.
 */
function tableOf({ schema, kind, name, runId, sequence, prefix, time, scope, project, images, components }) {
    return JSON.stringify({
        ...{ schema, kind, name, runId, sequence, prefix, time, scope },
        project: { name: project.name, appDir: project.appDir },
        images: images.map(({ container, service, image, id }) => ({ container, service, image, id })),
        components: components.map(rowOf),
    });
}
function rowOf({ name, path, rawBytes, offset, length, sha256, consistency, kind, details, paths }) {
    return { name, path, rawBytes, offset, length, sha256, consistency, kind, details, paths };
}
/** Where two tables differ first; as `mb_table_difference` says it. */
function differenceOf(manifests, archives) {
    let at = 0;
    while (at < manifests.length && manifests[at] === archives[at])
        at += 1;
    const before = manifests.slice(0, at);
    if (/(\}|"images":\[|"components":\[)$/.test(before))
        return { component: '', field: before.includes('"components":[') ? 'components' : 'images' };
    const rows = [...manifests.matchAll(/\{"name":"([^"\\]*)","path":/g)].filter(({ index }) => index < at);
    const keys = [...before.matchAll(/"([A-Za-z0-9-]+)":/g)];
    return { component: rows.at(-1)?.[1] ?? '', field: keys.at(-1)?.[1] ?? 'schema' };
}
/** The same in words, a clause without a capital. */
function differenceInWords({ field }) {
    return `the manifest beside the archive says something else than the archive itself (${field})`;
}


/***/ }),

/***/ 22690:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _shim_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(91430);
/* harmony import */ var _github_engine_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(28210);
/* harmony import */ var _github_joblog_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(71059);
/* harmony import */ var _github_step_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(94686);
/* harmony import */ var _github_summary_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(13794);
/* harmony import */ var _messages_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76042);
/* harmony import */ var _operations_verify_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(64968);
/* harmony import */ var _report_page_verifiedsummary_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(15643);
/* harmony import */ var _report_verified_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(76647);
/* harmony import */ var _script_conversation_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(94098);
/* harmony import */ var _settings_inputs_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(19511);
/* harmony import */ var _settings_secrets_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(48953);
/* harmony import */ var _transports_local_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(40124);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(91340);
// The verify action: inputs in, the kept backups read, outputs and a summary.














const reporter = new _github_joblog_js__WEBPACK_IMPORTED_MODULE_11__/* .JobLog */ .s();
const runId = (0,_script_conversation_js__WEBPACK_IMPORTED_MODULE_6__/* .newRunId */ .F$)();
const cancel = (0,_session_js__WEBPACK_IMPORTED_MODULE_10__/* .cancelledBySignals */ .W)();
const outcome = await main();
(0,_github_step_js__WEBPACK_IMPORTED_MODULE_12__/* .setOutputs */ .n0)((0,_report_verified_js__WEBPACK_IMPORTED_MODULE_5__/* .verifyOutputsOf */ .xb)(outcome), reporter);
await (0,_github_summary_js__WEBPACK_IMPORTED_MODULE_13__/* .writeSummary */ .S)((0,_report_page_verifiedsummary_js__WEBPACK_IMPORTED_MODULE_4__/* .verifiedSummary */ .x)(outcome));
reporter.close();
if (outcome.status === 'failed')
    (0,_github_step_js__WEBPACK_IMPORTED_MODULE_12__/* .fail */ .fJ)();
async function main() {
    try {
        const given = (0,_settings_inputs_js__WEBPACK_IMPORTED_MODULE_7__/* .fromInputs */ .I)(process.env, 'verify');
        (0,_github_step_js__WEBPACK_IMPORTED_MODULE_12__/* .mask */ .dK)((0,_settings_secrets_js__WEBPACK_IMPORTED_MODULE_8__/* .secretsOf */ .F)(given));
        return await (0,_session_js__WEBPACK_IMPORTED_MODULE_10__/* .inSession */ .C)(given, { reporter, cancel, runId }, (session, warnings) => {
            for (const text of warnings)
                reporter.warning('input', text);
            return (0,_operations_verify_js__WEBPACK_IMPORTED_MODULE_3__/* .verify */ .M)(session, (0,_github_engine_js__WEBPACK_IMPORTED_MODULE_1__/* .drillOnRunner */ .D)((0,_transports_local_js__WEBPACK_IMPORTED_MODULE_9__/* .localTransport */ .h)({ sudo: false, environment: process.env }), reporter));
        });
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
// The Docker engine of a runner, through @actions/exec: whether it answers, and the images that a drill needs.



/** This runner as a place to drill. It pulls images that it lacks and may fetch, and logs that. */
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
            for (const { image, fetch } of images) {
                if ((await docker(['image', 'inspect', '--format', '{{.Id}}', image])).exitCode === 0)
                    continue;
                if (!fetch)
                    throw new _messages_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BackupError */ .hj({
                        code: 'E_VERIFY',
                        title: `The drill cannot run on this runner: the image ${(0,_text_inert_js__WEBPACK_IMPORTED_MODULE_2__/* .inert */ .tJ)(image)} is not here, and a drill fetches the official images of databases alone.`,
                        safe: 'nothing was started; the backup was not changed',
                        next: 'if your application uses this image, docker pull it in a step before this one, or drill with where: server',
                    });
                reporter.line((0,_text_inert_js__WEBPACK_IMPORTED_MODULE_2__/* .inert */ .tJ)(`pulling ${image}`));
                const pulled = await docker(['pull', '--quiet', image]);
                if (pulled.exitCode !== 0)
                    throw new _messages_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BackupError */ .hj({
                        code: 'E_VERIFY',
                        title: `The drill cannot run on this runner: the image ${(0,_text_inert_js__WEBPACK_IMPORTED_MODULE_2__/* .inert */ .tJ)(image)} is not here, and cannot be pulled.`,
                        details: { Said: last(pulled) },
                        safe: 'the backup was not changed',
                        next: 'log in to its registry before this step (docker/login-action), or drill with where: server',
                    });
            }
        },
    };
}
/** Never throws for a program that fails. A name from a manifest is one word, and never becomes an option. */
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

/***/ 76079:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EV: () => (/* binding */ drillNew),
/* harmony export */   LI: () => (/* binding */ planDrill),
/* harmony export */   S0: () => (/* binding */ planProof),
/* harmony export */   X1: () => (/* binding */ imagesHere),
/* harmony export */   kz: () => (/* binding */ planKeepDrill),
/* harmony export */   vp: () => (/* binding */ drillRoom)
/* harmony export */ });
/* harmony import */ var _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76042);
/* harmony import */ var _server_project_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44979);
/* harmony import */ var _sources_registry_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(97287);
/* harmony import */ var _text_inert_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(43338);
/* harmony import */ var _stored_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(40339);
// What a drill does, step by step: of a backup that is being made, or of one that is there. Pure.





/** The room that drilling these takes, if it is known before: beside the archive of `archive` bytes, and where Docker keeps its data. One component is restored at a time. */
function drillRoom(components, archive) {
    const rooms = components.map(component => (0,_sources_registry_js__WEBPACK_IMPORTED_MODULE_2__/* .sourceFor */ .nm)(component).drill.room(component));
    const [beside, docker] = [Math.max(0, ...rooms.map(room => room.beside)), Math.max(0, ...rooms.map(room => room.docker))];
    return {
        id: 'drill-room',
        title: 'Check the room for the drill',
        command: ['mb_drill_room', String(archive + beside), String(docker)],
    };
}
/** The steps that drill the archive which this run has made and read. */
function drillNew(components, facts) {
    const imageOf = ({ reader, name }) => {
        const container = facts.containers.find(each => each.name === reader);
        return container === undefined ? noImage(name) : { id: container.imageId, name: container.image };
    };
    return [
        { id: 'drill-begin', title: 'Drill: begin', command: ['mb_drill_new'] },
        ...inOrder(components).map(component => drilling(component, () => imageOf(component))),
        { id: 'drill-end', title: 'Drill: everything came back as it was taken', command: ['mb_drill_done'] },
    ];
}
/**
 * The images that a drill on another machine than the server starts. A manifest is a stranger's text, and fetching an image runs nothing yet but trusts
 * its maker: so by itself a drill fetches what Docker's own library has for this database. Any other image must be there: a person fetched it.
 */
function imagesHere(manifest) {
    const served = manifest.components.filter(({ kind, name }) => (0,_sources_registry_js__WEBPACK_IMPORTED_MODULE_2__/* .sourceFor */ .nm)({ kind, name }).runtime.served);
    const named = served.flatMap(component => {
        const image = imageOf(component, manifest, 'runner')?.id;
        const { official } = (0,_sources_registry_js__WEBPACK_IMPORTED_MODULE_2__/* .sourceFor */ .nm)(component).drill;
        return image === undefined ? [] : [{ image, fetch: official !== undefined && (0,_server_project_js__WEBPACK_IMPORTED_MODULE_1__/* .isOfficial */ .oR)(image, official) }];
    });
    return [...new Map(named.map(each => [each.image, each])).values()];
}
/** As an image is named (distribution/reference), or by its digest: never an option of a program. */
const byName = /^[A-Za-z0-9[][A-Za-z0-9._:/@+[\]-]{0,1023}$/;
const byDigest = /^sha256:[0-9a-f]{64}$/;
/** The image of the container that a component came from: by its digest on the server, by its name on another machine. */
function imageOf({ details }, { images }, where) {
    const found = images.find(({ container }) => container === details['container']);
    const id = where === 'runner' ? found?.image : found?.id;
    if (found === undefined || id === undefined || !(where === 'runner' ? byName : byDigest).test(id))
        return undefined;
    return { id, name: found.image };
}
/**
 * The plan of drilling a backup that is there, by the images that it came from. What is restored is proven first, by its own range of the archive.
 */
function planDrill(manifest, settings, where = 'server') {
    refuseOld(manifest);
    const { components } = manifest;
    return {
        ...underLock(manifest, settings, [
            ...opening,
            { id: 'drill-begin', title: 'Drill: begin', command: ['mb_drill_old'] },
            ...inOrder(components).flatMap((component) => [
                { id: 'prove', title: `Prove ${component.name}`, command: proof(component) },
                drilling(component, () => imageOf(component, manifest, where) ?? noImage(component.name)),
            ]),
            { id: 'drill-end', title: 'Drill: everything came back as it was taken', command: ['mb_drill_keep'] },
        ]),
        variables: {
            ...variablesOf(manifest, settings),
            MB_CONTENTS: components.flatMap(contentsOf).join('\n'),
            MB_DRILL_WHERE: where,
            MB_DRILL_FETCH: where === 'runner'
                ? imagesHere(manifest)
                    .filter(({ fetch }) => fetch)
                    .map(({ image }) => image)
                    .join('\n')
                : '',
        },
    };
}
const opening = [{ id: 'open-backup', title: 'Open the backup', command: ['mb_restore_open'] }, _stored_js__WEBPACK_IMPORTED_MODULE_3__/* .provingTable */ .e];
/** The plan of holding the manifest of a backup against its archive, before anything that it names is fetched. */
function planProof(manifest, settings) {
    return underLock(manifest, settings, opening);
}
/** The plan of keeping on the server what a drill on another machine measured. */
function planKeepDrill(manifest, settings, drill) {
    const { time, where, milliseconds, components } = drill;
    const text = JSON.stringify({ time, where, milliseconds, components });
    return underLock(manifest, settings, [{ id: 'drill-end', title: 'Keep what the drill measured', command: ['mb_drill_keep', text] }]);
}
function underLock(manifest, settings, steps) {
    return {
        operation: 'drill',
        writes: true,
        steps: [
            { id: 'lock', title: 'Take the lock', command: ['mb_lock'] },
            { id: 'recover', title: 'Clean up after runs that died', command: ['mb_recover'] },
            ...steps,
        ],
        variables: variablesOf(manifest, settings),
        components: [],
        known: {},
        readers: {},
        secrets: (0,_sources_registry_js__WEBPACK_IMPORTED_MODULE_2__/* .secretsOf */ .Fj)(settings),
    };
}
function variablesOf(manifest, settings) {
    return {
        ...(0,_stored_js__WEBPACK_IMPORTED_MODULE_3__/* .storedVariables */ .H)(manifest, manifest.components, settings),
        MB_DIR: settings.backupDir,
        MB_MIN_FREE: String(settings.minFree),
        MB_LOCK_TIMEOUT: String(settings.lockTimeout),
        MB_CALLER: '',
    };
}
/** Files first: they are quick, and need no container. */
function inOrder(components) {
    const served = (component) => Number((0,_sources_registry_js__WEBPACK_IMPORTED_MODULE_2__/* .sourceFor */ .nm)(component).runtime.served ?? false);
    return components.toSorted((one, other) => served(one) - served(other));
}
function drilling(component, imageOf) {
    const { runtime, drill } = (0,_sources_registry_js__WEBPACK_IMPORTED_MODULE_2__/* .sourceFor */ .nm)(component);
    const image = runtime.served ? imageOf() : { id: '', name: '' };
    const into = runtime.served ? `a throw-away ${(0,_text_inert_js__WEBPACK_IMPORTED_MODULE_4__/* .inert */ .tJ)(image.name)}` : 'a directory of its own';
    return {
        id: 'drill',
        title: `Drill ${component.name}: restore it into ${into}, and compare`,
        component: component.name,
        command: drill.command(component, image),
    };
}
/** What is served is read by the server that it is restored into. */
function proof(component) {
    const { served, reader } = (0,_sources_registry_js__WEBPACK_IMPORTED_MODULE_2__/* .sourceFor */ .nm)(component).runtime;
    return ['mb_prove', component.name, served ? 'mb_read_nothing' : reader];
}
/** What the manifest says of a component's contents, as the lines of .work/contents. */
function contentsOf(component) {
    return ((0,_sources_registry_js__WEBPACK_IMPORTED_MODULE_2__/* .sourceFor */ .nm)(component).contents?.(component) ?? []).map(row => row.join('\t'));
}
function noImage(name) {
    throw undrilled(`the image of the container that ${(0,_text_inert_js__WEBPACK_IMPORTED_MODULE_4__/* .inert */ .tJ)(name)} came from is unknown`);
}
function refuseOld({ kind, name }) {
    if (kind === 'old-format')
        throw undrilled(`${name} is an archive of the old scripts, and no manifest says what it holds`);
}
function undrilled(why) {
    return new _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BackupError */ .hj({
        code: 'E_VERIFY',
        title: `The drill cannot be done: ${why}.`,
        safe: 'nothing was changed',
        next: 'verify it at the level read',
    });
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

/***/ 40339:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ storedVariables),
/* harmony export */   e: () => (/* binding */ provingTable)
/* harmony export */ });
/* harmony import */ var _backups_table_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(16752);
/* harmony import */ var _rows_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(28693);


/** What is acted on must be what the archive says of itself, before anything else is read by it. */
const provingTable = {
    id: 'prove',
    title: 'Prove the manifest: it says what the archive says of itself',
    command: ['mb_prove_table'],
};
/** What a script must know of a backup that is there, to read these components of it. */
function storedVariables(manifest, kept, { appDir }) {
    const { archive } = manifest;
    return {
        MB_APP: appDir,
        MB_SOURCE_NAME: manifest.name,
        MB_SOURCE_KIND: manifest.kind,
        MB_SOURCE_FILE: archive.file,
        MB_SOURCE_BYTES: String(archive.bytes),
        MB_SOURCE_SHA256: archive.sha256,
        MB_SOURCE_COMPRESSION: archive.compression,
        MB_SOURCE_TIME: String(manifest.time),
        MB_SOURCE_TABLE: manifest.kind === 'backup' ? (0,_backups_table_js__WEBPACK_IMPORTED_MODULE_0__/* .tableOf */ .c_)(manifest) : '',
        MB_ROWS: kept.map(each => (0,_rows_js__WEBPACK_IMPORTED_MODULE_1__/* .rowOf */ .O)(each).join('\t')).join('\n'),
        MB_ALL_ROWS: manifest.components.map(each => (0,_rows_js__WEBPACK_IMPORTED_MODULE_1__/* .rowOf */ .O)(each).join('\t')).join('\n'),
        MB_CHOSEN: kept.map(({ name }) => name).join(' '),
    };
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
// The summary of a verification: what is sound, and where the damage is.




/** Bytes; see summary.ts. */
const budget = 256 * 1024;
const manual = 'https://github.com/meeshy/backup-action/blob/v2/docs/troubleshooting.md';
const words = {
    sound: 'sound',
    damaged: '**damaged**',
    failed: '**drill failed**',
    unread: '**not read**',
    gone: 'removed meanwhile',
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
        ...section('Not backups, ignored', strangers.map(({ file, why }) => `${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .code */ .aY)(file)}: ${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(why)}`)),
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
