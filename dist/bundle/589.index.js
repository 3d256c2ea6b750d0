export const id = 589;
export const ids = [589];
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

/***/ 54438:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ roomFor),
/* harmony export */   W: () => (/* binding */ planBackup)
/* harmony export */ });
/* harmony import */ var _backups_formats_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37927);
/* harmony import */ var _messages_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76042);
/* harmony import */ var _server_tools_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(53201);
/* harmony import */ var _sources_registry_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(97287);
/* harmony import */ var _text_amounts_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(16715);
/* harmony import */ var _drill_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(76079);
/* harmony import */ var _foreseen_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(78413);
// What a backup does, step by step. Pure: from what was asked and what the server is.







/** The plan of a backup of what was selected. Throws E_PREREQ with every tool that is missing, E_INPUT, and E_ARCHIVE. */
function planBackup(view, selection, context) {
    const { settings, facts } = view;
    const compressor = (0,_server_tools_js__WEBPACK_IMPORTED_MODULE_2__/* .compressorFor */ .R)(settings.compression, facts);
    refuseMissing(facts, compressor);
    refuseOwnDirectory(view, selection);
    const plan = {
        operation: 'backup',
        writes: true,
        steps: [...opening(view, selection), ...taking(view, selection), ...closing(view, selection)],
        variables: {
            MB_APP: settings.appDir,
            MB_DIR: settings.backupDir,
            MB_PREFIX: settings.prefix,
            MB_SCOPE: settings.scope,
            MB_COMPRESS: compressor,
            MB_TAR: facts.tools.get('tar')?.includes('GNU') ? 'gnu' : 'plain',
            MB_MIN_FREE: String(settings.minFree),
            MB_LOCK_TIMEOUT: String(settings.lockTimeout),
            MB_CALLER: context['url'] ? `, ${context['url']}` : '',
            MB_CONTEXT: Object.entries(context)
                .filter(([, text]) => text !== '')
                .map(([label, text]) => `${label.padEnd(15)} ${text}`)
                .join('\n'),
            MB_NOTES: [...selection.warnings, ...selection.uncovered.map(row => `Not kept: ${row.what} (${row.why}).`)].join('\n'),
        },
        components: moments.flatMap(moment => selection.components.filter(component => component.moment === moment)),
        known: known(view, selection, context),
        secrets: (0,_sources_registry_js__WEBPACK_IMPORTED_MODULE_3__/* .secretsOf */ .Fj)(settings),
        readers: Object.fromEntries(selection.components.flatMap(component => (component.reader === undefined ? [] : [[component.name, component.reader]]))),
    };
    if (plan.components.length > 0)
        (0,_foreseen_js__WEBPACK_IMPORTED_MODULE_6__/* .foreseen */ .m)(plan, settings);
    return plan;
}
/** Bytes a backup of these is expected to take, with some for what is around them. What could not be measured counts as nothing. */
function roomFor(components) {
    return components.reduce((sum, component) => sum + (component.need ?? 0), 2_000_000);
}
function opening({ last, settings }, { components }) {
    const need = roomFor(components);
    const made = `from the sizes of its components${last === undefined ? '' : `; the last one took ${(0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_4__/* .bytes */ .ee)(last.archive.bytes)}`}`;
    return [
        { id: 'lock', title: 'Take the lock', command: ['mb_lock'] },
        { id: 'recover', title: 'Clean up after runs that died', command: ['mb_recover'] },
        { id: 'preflight', title: `Check the room: ${(0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_4__/* .bytes */ .ee)(need)}`, command: ['mb_preflight', String(need), made] },
        ...(settings.verify === 'drill' ? [(0,_drill_js__WEBPACK_IMPORTED_MODULE_5__/* .drillRoom */ .vp)(components, need)] : []),
        { id: 'open', title: 'Open the archive', command: ['mb_open_archive'] },
    ];
}
/** The order in which components are taken. */
const moments = ['dump', 'files', 'own', 'last'];
/** Dumps first, while everything runs, after what they need time for was asked for; then files, between quiesce and resume where that was asked; files of databases last and on their own. */
function taking(view, { components }) {
    const { settings, project } = view;
    const steps = (moment) => components.filter(component => component.moment === moment).map(take);
    const files = steps('files');
    const own = steps('own');
    const databases = new Set(components.flatMap(component => (component.reader === undefined ? [] : [component.reader])));
    const writers = project.containers.filter(container => !databases.has(container.name) && isWriter(container, components, settings));
    const held = new Set(components.filter(component => component.moment === 'own').map(component => component.lies?.volume));
    const owners = project.containers.filter(container => databases.has(container.name) && container.mounts.some(mount => held.has(mount.name)));
    return [
        ...asking(components),
        ...steps('dump'),
        ...within(settings, files.length > 0 ? writers : [], files),
        ...within(settings, own.length > 0 ? owners : [], own),
        ...steps('last'),
    ];
}
function asking(components) {
    return components.flatMap(({ name, from, ask }) => {
        const title = `Ask ${from} to prepare ${name} during the next steps`;
        return ask === undefined ? [] : [{ id: 'ask', title, component: name, command: ['mb_ask', name, ...ask] }];
    });
}
function take({ name, from, path, take: command }) {
    return {
        id: 'take',
        title: `Take ${name}${from === name ? '' : ` (${from})`}`,
        component: name,
        command: ['mb_collect', name, path, ...command],
    };
}
function within(settings, containers, steps) {
    if (settings.quiesce === 'none' || containers.length === 0)
        return [...steps];
    const names = containers.map(container => container.name);
    const verb = settings.quiesce === 'pause' ? 'Pause' : 'Stop';
    return [
        {
            id: settings.quiesce,
            title: `${verb} ${names.join(', ')}`,
            containers: names,
            command: ['mb_quiesce', settings.quiesce, ...names],
        },
        ...steps,
        { id: 'resume', title: `Bring back ${names.join(', ')}`, command: ['mb_resume'] },
    ];
}
/** Those that the settings name, else those that can write to one of the taken volumes or directories. */
function isWriter(container, components, settings) {
    if (settings.quiesceServices.length > 0)
        return settings.quiesceServices.includes(container.service) || settings.quiesceServices.includes(container.name);
    const volumes = new Set(components.flatMap(({ lies }) => lies?.volume ?? []));
    const paths = components.flatMap(({ lies }) => lies?.path ?? []);
    return container.mounts.some(mount => mount.writable && (volumes.has(mount.name) || paths.some(path => `${mount.source}/`.startsWith(`${path}/`))));
}
function closing({ settings, facts }, { components }) {
    return [
        { id: 'close', title: 'Close the archive', command: ['mb_close_archive'] },
        {
            id: 'prove-new',
            title: settings.verify === 'checksum' ? 'Verify: decompress every component to its end' : 'Verify: read every component to its end',
            command: ['mb_prove_new', settings.verify],
        },
        ...(settings.verify === 'drill' ? (0,_drill_js__WEBPACK_IMPORTED_MODULE_5__/* .drillNew */ .EV)(components, facts) : []),
        { id: 'publish', title: 'Publish', command: ['mb_publish'] },
        { id: 'adopt', title: 'Read archives of the old scripts that are still unread', command: ['mb_adopt'] },
        { id: 'list', title: 'List the backups', command: ['mb_catalogue'] },
        { id: 'result', title: 'Report', command: ['mb_result'] },
    ];
}
function known({ settings, facts, project }, { components, carried, uncovered }, context) {
    const critical = settings.scope === 'critical';
    // A database that a setting names may belong to no project, or to another one: its image is still needed.
    const foreign = facts.containers
        .filter(({ name }) => components.some(({ reader }) => reader === name) && !project.containers.some(each => each.name === name))
        .map(container => ({ ...container, service: '' }));
    // In the archive too (backups/table.ts): what a restore acts on.
    const table = {
        scope: settings.scope,
        project: { name: project.name, appDir: settings.appDir },
        images: [...project.containers, ...foreign].map(({ name, service, image, imageId }) => ({
            container: name,
            service,
            image,
            id: imageId,
        })),
    };
    const head = {
        pinned: critical || settings.prefix === 'pre-reset',
        leftOut: [...carried, ...uncovered],
        context,
        host: {
            hostname: facts.hostname,
            os: facts.os,
            docker: facts.docker === null ? '' : `${facts.docker.client} / ${facts.docker.server}`,
            tools: Object.fromEntries([...facts.tools].filter(([, version]) => version !== '')),
        },
    };
    return {
        table,
        manifest: head,
        ...Object.fromEntries(components.map(({ name, kind, details, paths = [] }) => [name, { kind, details, paths }])),
    };
}
const unpackers = _backups_formats_js__WEBPACK_IMPORTED_MODULE_0__/* .compressions */ .MG
    .map(each => _backups_formats_js__WEBPACK_IMPORTED_MODULE_0__/* .formats */ .Fx[each].tool)
    .toSorted()
    .join(' or ');
function refuseMissing(facts, compressor) {
    const missing = (0,_server_tools_js__WEBPACK_IMPORTED_MODULE_2__/* .missingTools */ .C)(facts, compressor);
    if (missing.length === 0)
        return;
    throw new _messages_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BackupError */ .hj({
        code: 'E_PREREQ',
        title: `${facts.hostname} lacks ${missing.length === 1 ? 'a tool that a backup needs' : 'tools that a backup needs'}: ${missing.join(', ')}.`,
        safe: 'nothing was changed',
        next: `install them there (Debian: coreutils, util-linux, findutils, ${unpackers}, tar), or put them into the PATH of this account`,
    });
}
/** A backup that holds the older backups grows without end. */
function refuseOwnDirectory({ settings }, { components }) {
    for (const { name, lies } of components) {
        const root = lies?.path;
        if (root === undefined || !`${settings.backupDir}/`.startsWith(`${root}/`))
            continue;
        throw new _messages_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BackupError */ .hj({
            code: 'E_INPUT',
            title: `The backup directory ${settings.backupDir} lies inside ${name}, so every backup would hold the older ones.`,
            safe: 'nothing was changed',
            next: 'set backup-dir to another place',
        });
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

/***/ 78413:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ foreseen)
/* harmony export */ });
/* harmony import */ var _backups_formats_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37927);
/* harmony import */ var _backups_manifest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8399);
/* harmony import */ var _backups_names_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(96880);
/* harmony import */ var _messages_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76042);
// The manifest of a backup that is about to be made, as far as its plan knows it. Pure.




/** What only the run measures, as if each component were one byte, taken in 1970. */
const measured = { rawBytes: 1, length: 1, sha256: '0'.repeat(64), consistency: 'exact' };
/**
 * The manifest that this plan will end with, read as every reader will read it. Throws E_ARCHIVE for one that none would take: an archive that is
 * published with it could be neither listed nor restored, and no rotation would remove it.
 */
function foreseen(plan, { prefix }) {
    const name = (0,_backups_names_js__WEBPACK_IMPORTED_MODULE_2__/* .nameOf */ .Vb)(prefix, 0);
    const compression = (0,_backups_formats_js__WEBPACK_IMPORTED_MODULE_0__/* .formatBy */ .$Y)(plan.variables['MB_COMPRESS'] ?? '');
    const written = {
        ...plan.known['table'],
        ...plan.known['manifest'],
        ...{ schema: 1, kind: 'backup', name, runId: 'foreseen', sequence: 1, prefix, time: 0, verified: 'read', runbook: true },
        archive: { file: (0,_backups_names_js__WEBPACK_IMPORTED_MODULE_2__/* .archiveFileOf */ .wc)(name, compression), bytes: plan.components.length, sha256: '0'.repeat(64), compression },
        components: plan.components.map((component, offset) => ({
            ...measured,
            ...plan.known[component.name],
            name: component.name,
            path: component.path.replace('<stamp>', '19700101_000000'),
            offset,
        })),
    };
    const read = (0,_backups_manifest_js__WEBPACK_IMPORTED_MODULE_1__/* .parseManifest */ .Ng)(JSON.stringify(written));
    if (!('problem' in read))
        return read;
    throw new _messages_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .BackupError */ .hj({
        code: 'E_ARCHIVE',
        title: `The manifest of this backup could not be read again: ${read.problem}.`,
        details: { Components: plan.components.map((each, n) => `components[${n}] ${each.name}`).join('\n') },
        safe: 'nothing was written; no old backup was touched',
        next: 'leave out what has this value, or rename it',
    });
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

/***/ 97174:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Jz: () => (/* binding */ isForPeople),
  lO: () => (/* binding */ overwriteLines),
  q8: () => (/* binding */ planRestore)
});

// EXTERNAL MODULE: ./build/backups/formats.js + 1 modules
var formats = __webpack_require__(37927);
// EXTERNAL MODULE: ./build/messages/errors.js
var errors = __webpack_require__(76042);
// EXTERNAL MODULE: ./build/protocol/encoding.js
var encoding = __webpack_require__(12324);
// EXTERNAL MODULE: ./build/sources/registry.js + 16 modules
var registry = __webpack_require__(97287);
// EXTERNAL MODULE: ./build/sources/restoration.js
var restoration = __webpack_require__(2241);
// EXTERNAL MODULE: ./build/text/amounts.js
var amounts = __webpack_require__(16715);
// EXTERNAL MODULE: ./build/text/inert.js
var inert = __webpack_require__(43338);
// EXTERNAL MODULE: ./build/plan/backup.js
var backup = __webpack_require__(54438);
;// CONCATENATED MODULE: ./build/plan/safety.js

/** Steps of a backup that a restore has around it already, or has no use for. */
const ofBackupsAlone = ['lock', 'recover', 'preflight', 'adopt', 'list', 'result'];
/** What is about to be replaced, as a backup of its own: pinned until someone releases it. */
function planSafety(view, restorations, kept, context) {
    const components = restorations.flatMap(({ before }) => before ?? []);
    const settings = { ...view.settings, prefix: 'pre-restore', scope: 'full', quiesce: 'none', verify: 'read' };
    const selection = { components, carried: [], uncovered: [], notes: [], warnings: [] };
    const plan = (0,backup/* planBackup */.W)({ ...view, settings }, selection, context);
    const head = {
        ...plan.known['manifest'],
        pinned: true,
        leftOut: kept.length === 0 ? [] : [{ what: 'everything else', why: 'only what a restore was about to replace is in here' }],
    };
    return { ...plan, known: { ...plan.known, manifest: head } };
}
/** The steps of the safety backup; none where nothing is there that could be replaced. What is gone when it comes to it is not kept. */
function keepingFirst(safety, restorations) {
    const there = restorations.flatMap(({ before }) => before ?? []);
    if (there.length === 0)
        return [];
    const all = there.map(({ name }) => name);
    const steps = safety.steps.filter(({ id }) => !ofBackupsAlone.includes(id));
    const done = { id: 'safety', title: 'done', command: ['mb_safety'] };
    return [...steps, done].map(step => {
        const taken = step.component === undefined ? undefined : there.find(({ name }) => name === step.component);
        const condition = step.id === 'open' ? [] : taken === undefined ? ['mb_if_taken'] : (taken.present ?? []);
        const [verb, ...words] = [...condition, ...step.command];
        return {
            ...step,
            title: `Keep what is there: ${step.title}`,
            command: [verb ?? '', ...words],
            serves: taken === undefined ? all : [taken.name],
        };
    });
}

// EXTERNAL MODULE: ./build/plan/stored.js
var stored = __webpack_require__(40339);
;// CONCATENATED MODULE: ./build/plan/transaction.js
/** Each change has its way back in the journal; the last step makes all of them final. */
function transaction(target, restorations) {
    const early = restorations.filter(each => each.late === undefined);
    const late = restorations.filter(each => each.late !== undefined);
    const first = early.filter(each => each.first);
    const others = early.filter(each => !each.first);
    return [
        ...early.flatMap(staging),
        { id: 'mark', title: 'Mark the restore as incomplete', command: ['mb_mark'] },
        ...holding('pause', restorations, target),
        ...holding('stop', early, target),
        ...first.flatMap(swapping),
        ...(target.create ? creating(target, restorations, late) : []),
        ...[...others, ...late].flatMap(swapping),
        ...(target.create ? expecting(target, restorations) : []),
        { id: 'release', title: 'Let services run again', command: ['mb_release'] },
        { id: 'health', title: 'Wait until the services are well', command: ['mb_health'] },
        ...restorations.flatMap(({ name, check }) => check.map((command) => ({ id: 'compare', title: `Compare ${name}`, component: name, command, serves: [name] }))),
        { id: 'final', title: 'Make it final', command: ['mb_clear'] },
    ];
}
/** The containers that are gone are made anew; what goes into them can be proven and staged only then. */
function creating(target, restorations, late) {
    const { project, images } = target.manifest;
    const services = unique(images.map(({ service }) => service).filter(service => service !== ''));
    return [
        { id: 'create', title: 'Make the containers', command: ['mb_create', project.name, ...services] },
        ...unique(restorations.flatMap(({ wake }) => wake ?? [])).map((name) => ({ id: 'wake', title: `Start ${name}`, command: ['mb_wake', name], serves: wakers(name, restorations) })),
        ...late.flatMap(({ name, late = [] }) => late.map((command) => ({ id: 'prove', title: `Prove ${name}`, component: name, command, serves: [name] }))),
        ...late.flatMap(staging),
        ...holding('stop', late, target),
    ];
}
/** Containers that were made and not started are started in the end, and must be well. */
function expecting({ manifest }, restorations) {
    const made = unique(manifest.images.filter(({ service }) => service !== '').map(({ container }) => container));
    const serves = restorations.map(({ name }) => name);
    return made.map(name => ({
        id: 'expect',
        title: `Expect ${name} to run`,
        command: ['mb_expect', name],
        serves,
        unless: wakers(name, restorations),
    }));
}
function wakers(container, restorations) {
    return restorations.filter(({ wake }) => wake === container).map(({ name }) => name);
}
function staging({ name, stage }) {
    return stage.map(command => ({ id: 'stage', title: `Make ${name} ready`, component: name, command, serves: [name] }));
}
function swapping({ name, over, keep, swap }) {
    return [
        ...keep.map((command) => ({ id: 'keep', title: `Keep ${over} as it is now`, component: name, command, serves: [name] })),
        ...swap.map((command) => ({ id: 'swap', title: `Replace ${over} by ${name}`, component: name, command, serves: [name] })),
    ];
}
/** All of them at once: each takes its time to end. What is stopped for one component is not paused for another. */
function holding(how, restorations, { later }) {
    const naming = (list, container) => restorations.filter(each => each[list].includes(container)).map(({ name }) => name);
    const verb = how === 'pause' ? 'Pause' : 'Stop';
    const all = unique(restorations.flatMap(each => each[how]));
    if (!later) {
        const names = all.filter(name => how === 'stop' || naming('stop', name).length === 0);
        return names.length === 0
            ? []
            : [{ id: how, title: `${verb} ${names.join(', ')}`, containers: names, command: ['mb_hold', how, ...names] }];
    }
    const words = all.flatMap(name => [name, ...naming(how, name), ...(how === 'pause' ? ['!', ...naming('stop', name)] : []), '--']);
    const title = `${verb} the containers that use it: ${all.join(', ')}`;
    return [
        ...(all.length === 0 ? [] : [{ id: how, title, containers: all, command: ['mb_hold_each', how, ...words] }]),
        ...(how === 'pause' ? [] : restorations.flatMap(stoppingUsers)),
    ];
}
function stoppingUsers({ name, stopUsersOf: volume }) {
    if (volume === undefined)
        return [];
    return [{ id: 'stop', title: `Stop other containers that use the volume ${volume}`, command: ['mb_hold_users', volume], serves: [name] }];
}
function unique(words) {
    return [...new Set(words)];
}

;// CONCATENATED MODULE: ./build/plan/restore.js
// What a restore does, step by step. Pure: from a manifest, what of it was asked for, and what the server is.










/** The plan of restoring the components that were asked for; one for `later` serves any choice of them. Throws E_INPUT, E_NOT_FOUND, E_DOCKER, E_PREREQ, E_PERM where that cannot be. */
function planRestore(target, context) {
    refuseUnreadable(target);
    const kept = chosen(target.manifest, target.view.settings);
    const restorations = kept.flatMap(each => (0,registry/* sourceFor */.nm)(each).restore(each, target) ?? []);
    const safety = planSafety(target.view, restorations, kept, context);
    const steps = [...opening(target, restorations), ...keepingFirst(safety, restorations), ...transaction(target, restorations)];
    const plan = {
        operation: 'restore',
        writes: true,
        detached: true,
        steps: target.later ? steps : [...settled(steps, kept), { id: 'list', title: 'List the backups', command: ['mb_catalogue'] }],
        variables: { ...safety.variables, ...(0,stored/* storedVariables */.H)(target.manifest, kept, target.view.settings) },
        components: safety.components,
        known: safety.known,
        readers: Object.fromEntries(restorations.flatMap(({ name, reader }) => (reader === undefined ? [] : [[name, reader]]))),
        secrets: safety.secrets,
    };
    return { plan, restorations, downtime: estimate(restorations, kept) };
}
/** A server that lacks the tool of a format makes backups of another, and cannot read what another server made. */
function refuseUnreadable({ manifest, view }) {
    const { tool } = formats/* formats */.Fx[manifest.archive.compression];
    if (view.facts.tools.has(tool))
        return;
    throw new errors/* BackupError */.hj({
        code: 'E_PREREQ',
        title: `The backup ${manifest.name} is compressed with ${tool}, which ${view.facts.hostname} lacks.`,
        safe: 'nothing was changed',
        next: `install ${tool} there`,
    });
}
/** What was asked for, in the order of the archive. A group alone (`volumes`) means all of it. */
function chosen({ name, components }, { restore }) {
    const asked = restore.components;
    const restorable = components.filter(({ kind }) => !isForPeople(kind));
    if (asked === 'all')
        return restorable;
    // A name as the manifest has it means that component alone, although it may be the plain name of another.
    const meant = (each) => {
        const listed = restorable.filter(component => component.name === each);
        return listed.length > 0 ? listed : restorable.filter(component => names(each, component));
    };
    const missing = asked.filter(each => meant(each).length === 0);
    if (missing.length === 0)
        return restorable.filter(component => asked.some(each => meant(each).includes(component)));
    throw new errors/* BackupError */.hj({
        code: 'E_NOT_FOUND',
        title: `The backup ${name} has no component ${missing.map(each => (0,inert/* inert */.tJ)(each)).join(', ')}.`,
        details: { 'It has': restorable.map(component => (0,inert/* inert */.tJ)(component.name)).join(', ') },
        safe: 'nothing was changed',
        next: 'check components for a typing error',
    });
}
/** Kept for people to read: no restore puts it anywhere. */
function isForPeople(kind) {
    return (0,registry/* sourceOf */.vz)(kind)?.forPeople === true;
}
function names(asked, { name }) {
    return name === (0,encoding/* encode */.lF)(asked) || name.startsWith(`${asked}/`);
}
/** Of a plan for any choice, what this choice needs. */
function settled(steps, kept) {
    const isChosen = (name) => kept.some(each => each.name === name);
    return steps.filter(({ unless = [] }) => !unless.some(isChosen)).map(({ serves: _serves, unless: _unless, ...step }) => step);
}
function opening({ view, later, create }, restorations) {
    const { restore } = view.settings;
    const room = restorations.flatMap(({ name, before, room }) => 
    // Sizes of what is there are known, where they are known at all. Some room for what is around it.
    [...(before === undefined ? [] : [{ takes: (0,restoration/* bytesKept */.K8)(before), place: '.', what: 'the safety backup' }]), ...room].flatMap(({ takes, place, what }) => [name, String(takes), place, what]));
    const whole = restore.expectedSha256 === undefined
        ? []
        : [{ id: 'prove', title: 'Prove the archive: it is the one that was expected', command: ['mb_prove_whole', restore.expectedSha256] }];
    // One component is restored from an archive that is damaged elsewhere, and in the same time however large the rest is. After the components, which
    // name what is damaged in them.
    const rest = restore.components === 'all'
        ? [
            {
                id: 'prove',
                title: 'Prove the bytes between the components, and the whole archive',
                command: later ? ['mb_if_whole', 'mb_prove_rest'] : ['mb_prove_rest'],
            },
        ]
        : [];
    return [
        { id: 'lock', title: 'Take the lock', command: ['mb_lock'] },
        { id: 'recover', title: 'Clean up after runs that died', command: ['mb_recover'] },
        { id: 'open-backup', title: 'Open the backup', command: ['mb_restore_open'] },
        ...whole,
        stored/* provingTable */.e,
        ...restorations.map(({ name, prove }) => ({ id: 'prove', title: `Prove ${name}`, component: name, command: prove, serves: [name] })),
        ...rest,
        { id: 'room', title: 'Check the room', command: ['mb_room', ...room] },
        ...(create ? [{ id: 'rights', title: 'Ask for Compose, which makes the containers', command: ['mb_may_create'] }] : []),
        ...restorations.flatMap(({ name, rights }) => rights.map((command) => ({ id: 'rights', title: `Ask for what the restore of ${name} needs`, component: name, command, serves: [name] }))),
    ];
}
/** Containers stop and start in a second or two each; what is loaded is kept, loaded and compared at some 15 MB/s of raw bytes together. */
function estimate(restorations, kept) {
    const held = unique(restorations.flatMap(each => [...each.stop, ...each.pause])).length;
    const raw = kept.filter(({ kind }) => (0,registry/* sourceOf */.vz)(kind)?.runtime.loaded).reduce((sum, { rawBytes }) => sum + rawBytes, 0);
    return Math.ceil(2 + 2 * held + raw / 15e6);
}
/** What a restore will do, for people who are about to say yes. */
function overwriteLines({ restorations, downtime }, { manifest }) {
    const rows = restorations.map(({ name, over }) => {
        const component = manifest.components.find(each => each.name === name);
        const counts = Object.entries(component?.counts ?? {})
            .map(([what, n]) => `${n} ${what}`)
            .join(', ');
        return (0,inert/* inert */.tJ)(`${name.padEnd(28)} ${(0,amounts/* bytes */.ee)(component?.rawBytes ?? 0).padEnd(9)} replaces ${over}${counts === '' ? '' : `   (${counts} in the backup)`}`);
    });
    return [...rows, `services are down for about ${downtime} s`];
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

/***/ 34238:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ emptyRunbook),
/* harmony export */   r: () => (/* binding */ withRunbook)
/* harmony export */ });
/* harmony import */ var _backups_formats_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37927);
/* harmony import */ var _messages_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76042);
/* harmony import */ var _server_tools_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(53201);
/* harmony import */ var _sources_registry_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(97287);
/* harmony import */ var _foreseen_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(78413);
/* harmony import */ var _restore_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(97174);
// The runbook of a backup that is about to be made: the plan of its restore, before anyone knows when and why. The same plan as that of a restore;
// what only the day itself can tell (what was chosen, whether containers and volumes are there) is left open in it.






/**
 * The plan, with the runbook of what it keeps, or of any archive, those of the old scripts too. Without one
 * where nothing could be put back.
 */
function withRunbook(plan, view, { oldToo = false } = {}) {
    if (plan.components.length === 0)
        return plan;
    // The backup has no name yet, so its words must make sense on any day.
    const manifest = { ...(0,_foreseen_js__WEBPACK_IMPORTED_MODULE_4__/* .foreseen */ .m)(plan, view.settings), name: 'the backup' };
    const target = { view: anotherDay(view, pathsOf(manifest.components)), manifest, create: false, later: true, oldToo };
    const judged = manifest.components.map(component => restorable(component, target));
    const components = judged.flatMap(each => ('why' in each ? [] : [each]));
    if (components.length === 0)
        return plan;
    const whole = { ...target, manifest: { ...manifest, components } };
    const here = (0,_restore_js__WEBPACK_IMPORTED_MODULE_5__/* .planRestore */ .q8)(whole, {}).plan;
    const { MB_ROWS: _rows, MB_ALL_ROWS: _all, MB_CHOSEN: _chosen, MB_DIR: _dir, ...variables } = Object.fromEntries(Object.entries(here.variables).filter(([name]) => !name.startsWith('MB_SOURCE_')));
    const runbook = {
        components: components.map(({ name }) => name),
        without: judged.flatMap(each => ('why' in each ? [each] : [])),
        project: view.project.name,
        appDir: view.settings.appDir,
        backupDir: view.settings.backupDir,
        outside: pathsOf(components).filter(path => path.startsWith('/') && !path.startsWith(`${view.settings.appDir}/`)),
        tools: toolsFor(manifest),
        secrets: plan.secrets.filter(({ value }) => value !== undefined).map(({ variable }) => variable),
        here: here.steps,
        anew: stepsAnew(whole),
        variables,
        known: here.known,
        readers: here.readers,
    };
    return { ...plan, runbook };
}
/** A runbook that puts back nothing by itself: where nothing runs that it could be planned for. */
function emptyRunbook({ appDir, backupDir }) {
    const nothing = { components: [], without: [], outside: [], tools: [], secrets: [], here: [], anew: [], known: {}, readers: {} };
    return { ...nothing, project: '', appDir, backupDir, variables: { MB_COMPRESS: _backups_formats_js__WEBPACK_IMPORTED_MODULE_0__/* .everywhere */ .fC } };
}
/** The server as it will be, as far as it can be told: services run again, root asks, and what the backup holds may be written. */
function anotherDay(view, paths) {
    const running = (container) => ({ ...container, state: 'running' });
    const outside = paths.filter(path => path.startsWith('/')).map(path => ({ path, optional: false }));
    const restore = { backup: 'latest', components: 'all', outside, exact: false, mode: 'restore' };
    return {
        ...view,
        facts: { ...view.facts, user: { id: 0, name: 'root' }, containers: view.facts.containers.map(running) },
        project: { ...view.project, containers: view.project.containers.map(running) },
        settings: { ...view.settings, restore },
        last: undefined,
    };
}
/** The component, if it can be put back at all by such a plan; else why not. */
function restorable(component, target) {
    if ((0,_restore_js__WEBPACK_IMPORTED_MODULE_5__/* .isForPeople */ .Jz)(component.kind))
        return { name: component.name, why: 'it is kept for people to read' };
    try {
        (0,_restore_js__WEBPACK_IMPORTED_MODULE_5__/* .planRestore */ .q8)({ ...target, manifest: { ...target.manifest, components: [component] } }, {});
        return component;
    }
    catch (thrown) {
        if (!(thrown instanceof _messages_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BackupError */ .hj))
            throw thrown;
        return { name: component.name, why: thrown.failure.title };
    }
}
/** The steps when the containers of the project are gone; none where no compose project made them. */
function stepsAnew(target) {
    const { project, images } = target.manifest;
    if (project.name === '' || !images.some(({ service }) => service !== ''))
        return [];
    const { facts } = target.view;
    const gone = { ...target.view, facts: { ...facts, containers: [] }, project: { name: '', containers: [], volumes: [] } };
    try {
        return (0,_restore_js__WEBPACK_IMPORTED_MODULE_5__/* .planRestore */ .q8)({ ...target, view: gone, create: true }, {}).plan.steps;
    }
    catch (thrown) {
        if (thrown instanceof _messages_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .BackupError */ .hj)
            return [];
        throw thrown;
    }
}
function pathsOf(components) {
    return components.flatMap(component => (0,_sources_registry_js__WEBPACK_IMPORTED_MODULE_3__/* .sourceOf */ .vz)(component.kind)?.writes?.(component) ?? []);
}
/** All tools that a restore calls: those missing on a server without any, less those of which one of two is enough. */
function toolsFor({ archive }) {
    const none = { tools: new Map([['openssl', '']]) };
    return (0,_server_tools_js__WEBPACK_IMPORTED_MODULE_2__/* .missingTools */ .C)(none, _backups_formats_js__WEBPACK_IMPORTED_MODULE_0__/* .formats */ .Fx[archive.compression].tool);
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

/***/ 30015:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ planLines)
/* harmony export */ });
/* harmony import */ var _protocol_quote_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(69701);
/* harmony import */ var _text_inert_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43338);
// A plan as people read it: each step's title, and under it the command that the server will run.


function planLines(plan) {
    return plan.steps.flatMap((step, n) => [(0,_text_inert_js__WEBPACK_IMPORTED_MODULE_0__/* .inert */ .tJ)(`${String(n + 1).padStart(2)}. ${step.title}`), (0,_text_inert_js__WEBPACK_IMPORTED_MODULE_0__/* .inert */ .tJ)(`      ${(0,_protocol_quote_js__WEBPACK_IMPORTED_MODULE_1__/* .quoteAll */ ._)(step.command)}`)]);
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


/***/ })

};
