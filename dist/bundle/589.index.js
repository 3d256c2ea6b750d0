export const id = 589;
export const ids = [589];
export const modules = {

/***/ 27323:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ lookInPeace),
/* harmony export */   l: () => (/* binding */ recover)
/* harmony export */ });
/* harmony import */ var _plan_recover_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8694);
/* harmony import */ var _script_conversation_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71317);
/* harmony import */ var _text_inert_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(43338);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(85275);
// Recover: clean up after runs that died, and nothing else.




/** Runs the journals of dead runs backwards and removes what they left. Says what it found; finding nothing is well. */
async function recover(session) {
    await (0,_session_js__WEBPACK_IMPORTED_MODULE_1__/* .connect */ .Ng)(session);
    return recoverThere(session);
}
/** How often it is waited for others to end. */
const patience = 3;
/**
 * The facts, when nobody else is at work: what a run that died has stopped runs again, before it is judged what runs. Waits for one that is at work,
 * as long as it may wait for the lock.
 */
async function lookInPeace(session) {
    let facts = await (0,_session_js__WEBPACK_IMPORTED_MODULE_1__/* .look */ .Op)(session);
    for (let n = 0; n < patience && (facts.listing.atWork ?? 0) > 0; n++) {
        const { warnings } = await recoverThere({ ...session, runId: (0,_script_conversation_js__WEBPACK_IMPORTED_MODULE_0__/* .newRunId */ .F$)() });
        facts = await (0,_session_js__WEBPACK_IMPORTED_MODULE_1__/* .look */ .Op)(session);
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
    const secrets = { MB_MONGO_URI: session.settings.mongoUri };
    const onEvent = (event) => {
        if (event.type === 'waiting')
            session.reporter.line(`waiting for another run to end: ${(0,_text_inert_js__WEBPACK_IMPORTED_MODULE_2__/* .inert */ .tJ)(String(event['holder']))}`);
        if (event.type === 'unrecovered')
            unrecovered.push((0,_text_inert_js__WEBPACK_IMPORTED_MODULE_2__/* .inert */ .tJ)(String(event['run'])));
        if (event.type === 'recovered')
            runs.push((0,_text_inert_js__WEBPACK_IMPORTED_MODULE_2__/* .inert */ .tJ)(String(event['run'])));
        if (event.type === 'recovered' && event['final'] === true)
            completed.push((0,_text_inert_js__WEBPACK_IMPORTED_MODULE_2__/* .inert */ .tJ)(String(event['run'])));
        if (event.type === 'warning')
            warnings.push((0,_text_inert_js__WEBPACK_IMPORTED_MODULE_2__/* .inert */ .tJ)(String(event['text'])));
    };
    await (0,_session_js__WEBPACK_IMPORTED_MODULE_1__/* .run */ .eF)(session, (0,_plan_recover_js__WEBPACK_IMPORTED_MODULE_3__/* .planRecover */ .s)(session.settings, ''), onEvent, secrets);
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
/* harmony import */ var _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76042);
/* harmony import */ var _server_tools_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(53201);
/* harmony import */ var _sources_registry_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(10558);
/* harmony import */ var _text_amounts_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(16715);
/* harmony import */ var _drill_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(76079);
// What a backup does, step by step. Pure: from what was asked and what the server is.





/** The plan of a backup of what was selected. Throws E_PREREQ with every tool that is missing, and E_INPUT. */
function planBackup(view, selection, context) {
    const { settings, facts } = view;
    const compressor = (0,_server_tools_js__WEBPACK_IMPORTED_MODULE_1__/* .compressorFor */ .R)(settings.compression, facts);
    refuseMissing(facts, compressor);
    refuseOwnDirectory(view, selection);
    return {
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
        known: known(view, selection, context),
        readers: Object.fromEntries(selection.components.flatMap(component => (component.reader === undefined ? [] : [[component.name, component.reader]]))),
    };
}
/** Bytes a backup of these is expected to take, with some for what is around them. What could not be measured counts as nothing. */
function roomFor(components) {
    return components.reduce((sum, component) => sum + (component.need ?? 0), 2_000_000);
}
function opening({ last, settings }, { components }) {
    const need = roomFor(components);
    const made = `from the sizes of its components${last === undefined ? '' : `; the last one took ${(0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_3__/* .bytes */ .ee)(last.archive.bytes)}`}`;
    return [
        { title: 'Take the lock', command: ['mb_lock'] },
        { title: 'Clean up after runs that died', command: ['mb_recover'] },
        { title: `Check the room: ${(0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_3__/* .bytes */ .ee)(need)}`, command: ['mb_preflight', String(need), made] },
        ...(settings.verify === 'drill' ? [(0,_drill_js__WEBPACK_IMPORTED_MODULE_4__/* .drillRoom */ .vp)(components, need)] : []),
        { title: 'Open the archive', command: ['mb_open_archive'] },
    ];
}
/** Dumps first, while everything runs, after what they need time for was asked for; then files, between quiesce and resume where that was asked; files of databases last and on their own. */
function taking(view, { components }) {
    const { settings, project } = view;
    const steps = (moment) => components.filter(component => component.moment === moment && component.kind !== 'system').map(component => take(component, view));
    const files = steps('files');
    const own = steps('own');
    const databases = new Set(components.flatMap(component => (component.reader === undefined ? [] : [component.reader])));
    const writers = project.containers.filter(container => !databases.has(container.name) && isWriter(container, components, settings));
    const held = new Set(components.filter(component => component.moment === 'own').map(component => component.details['volume']));
    const owners = project.containers.filter(container => databases.has(container.name) && container.mounts.some(mount => held.has(mount.name)));
    return [
        ...asking(components),
        ...steps('dump'),
        ...within(settings, files.length > 0 ? writers : [], files),
        ...within(settings, own.length > 0 ? owners : [], own),
        ...components.filter(component => component.kind === 'system').map(component => take(component, view)),
    ];
}
function asking(components) {
    return components.flatMap(component => {
        const command = _sources_registry_js__WEBPACK_IMPORTED_MODULE_2__/* .sourceOf */ .v[component.kind].ask?.(component);
        const title = `Ask ${component.from} to make ${component.name} ready beside what comes next`;
        return command === undefined ? [] : [{ title, command: ['mb_ask', component.name, ...command] }];
    });
}
function take(component, view) {
    return {
        title: `Take ${component.name}${component.from === component.name ? '' : ` (${component.from})`}`,
        command: ['mb_collect', component.name, component.path, ..._sources_registry_js__WEBPACK_IMPORTED_MODULE_2__/* .sourceOf */ .v[component.kind].collect(component, view)],
    };
}
function within(settings, containers, steps) {
    if (settings.quiesce === 'none' || containers.length === 0)
        return [...steps];
    const names = containers.map(container => container.name).join(', ');
    const verb = settings.quiesce === 'pause' ? 'Pause' : 'Stop';
    return [
        { title: `${verb} ${names}`, command: ['mb_quiesce', settings.quiesce, ...containers.map(container => container.name)] },
        ...steps,
        { title: `Bring back ${names}`, command: ['mb_resume'] },
    ];
}
/** Those the settings name, else whoever has one of the taken volumes or directories to write to. */
function isWriter(container, components, settings) {
    if (settings.quiesceServices.length > 0)
        return settings.quiesceServices.includes(container.service) || settings.quiesceServices.includes(container.name);
    const volumes = new Set(components.map(component => component.details['volume']));
    const paths = components.filter(component => component.kind === 'path').map(component => component.details['path'] ?? '');
    return container.mounts.some(mount => mount.writable && (volumes.has(mount.name) || paths.some(path => `${mount.source}/`.startsWith(`${path}/`))));
}
function closing({ settings, facts }, { components }) {
    return [
        { title: 'Close the archive', command: ['mb_close_archive'] },
        {
            title: settings.verify === 'checksum' ? 'Verify: decompress every component to its end' : 'Verify: read every component to its end',
            command: ['mb_verify', settings.verify],
        },
        ...(settings.verify === 'drill' ? (0,_drill_js__WEBPACK_IMPORTED_MODULE_4__/* .drillNew */ .EV)(components, facts) : []),
        { title: 'Publish', command: ['mb_publish'] },
        { title: 'Read archives of the old scripts that nobody has read', command: ['mb_adopt'] },
        { title: 'List the backups', command: ['mb_catalogue'] },
        { title: 'Report', command: ['mb_result'] },
    ];
}
function known({ settings, facts, project }, { components, carried, uncovered }, context) {
    const critical = settings.scope === 'critical';
    // A database that a setting names may belong to no project, or to another one: its image is needed all the same.
    const foreign = facts.containers
        .filter(({ name }) => components.some(({ reader }) => reader === name) && !project.containers.some(each => each.name === name))
        .map(container => ({ ...container, service: '' }));
    const head = {
        scope: settings.scope,
        pinned: critical || settings.prefix === 'pre-reset',
        leftOut: [...carried, ...uncovered],
        project: { name: project.name, appDir: settings.appDir },
        context,
        host: {
            hostname: facts.hostname,
            os: facts.os,
            docker: facts.docker === null ? '' : `${facts.docker.client} / ${facts.docker.server}`,
            tools: Object.fromEntries([...facts.tools].filter(([, version]) => version !== '')),
        },
        images: [...project.containers, ...foreign].map(({ name, service, image, imageId }) => ({
            container: name,
            service,
            image,
            id: imageId,
        })),
    };
    return {
        manifest: head,
        ...Object.fromEntries(components.map(({ name, kind, details, paths = [] }) => [name, { kind, details, paths }])),
    };
}
function refuseMissing(facts, compressor) {
    const missing = (0,_server_tools_js__WEBPACK_IMPORTED_MODULE_1__/* .missingTools */ .C)(facts, compressor);
    if (missing.length === 0)
        return;
    throw new _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BackupError */ .hj({
        code: 'E_PREREQ',
        title: `${facts.hostname} lacks ${missing.length === 1 ? 'a tool that a backup needs' : 'tools that a backup needs'}: ${missing.join(', ')}.`,
        safe: 'nothing was changed',
        next: 'install them there (Debian: coreutils, util-linux, findutils, gzip or zstd, tar), or put them into the PATH of this account',
    });
}
/** A backup that holds the older backups grows without end. */
function refuseOwnDirectory({ settings }, { components }) {
    for (const { name, details } of components) {
        const root = details['mountpoint'] ?? details['path'];
        if (root === undefined || !`${settings.backupDir}/`.startsWith(`${root}/`))
            continue;
        throw new _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BackupError */ .hj({
            code: 'E_INPUT',
            title: `The backup directory ${settings.backupDir} lies inside ${name}, so every backup would hold the older ones.`,
            safe: 'nothing was changed',
            next: 'set backup-dir to another place',
        });
    }
}


/***/ }),

/***/ 8694:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ planRecover)
/* harmony export */ });
function planRecover(settings, caller) {
    return {
        operation: 'recover',
        writes: true,
        steps: [
            { title: 'Take the lock', command: ['mb_lock'] },
            { title: 'Clean up after runs that died', command: ['mb_recover'] },
        ],
        variables: { MB_APP: settings.appDir, MB_DIR: settings.backupDir, MB_LOCK_TIMEOUT: String(settings.lockTimeout), MB_CALLER: caller },
        known: {},
        readers: {},
    };
}


/***/ }),

/***/ 8452:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ overwriteLines),
/* harmony export */   q: () => (/* binding */ planRestore)
/* harmony export */ });
/* harmony import */ var _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76042);
/* harmony import */ var _sources_registry_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(10558);
/* harmony import */ var _text_amounts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(16715);
/* harmony import */ var _text_inert_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(43338);
/* harmony import */ var _backup_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(54438);
/* harmony import */ var _kept_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(62020);
// What a restore does, step by step. Pure: from a manifest, what of it was asked for, and what the server is.






/** Steps of a backup that a restore has around it already, or has no use for. */
const ofBackupsAlone = ['mb_lock', 'mb_recover', 'mb_preflight', 'mb_adopt', 'mb_catalogue', 'mb_result'];
/** The plan of restoring the components that were asked for; one for `later` serves any choice of them. Throws E_INPUT, E_NOT_FOUND, E_DOCKER, E_PREREQ, E_PERM where that cannot be. */
function planRestore(target, context) {
    refuseUnreadable(target);
    const kept = chosen(target.manifest, target.view.settings);
    const restorations = kept.flatMap(each => _sources_registry_js__WEBPACK_IMPORTED_MODULE_1__/* .sourceOf */ .v[kindOf(each)].restore(each, target) ?? []);
    const safety = planSafety(target.view, restorations, kept, context);
    const steps = [...opening(target, restorations), ...keepingFirst(safety, restorations), ...transaction(target, restorations)];
    const plan = {
        operation: 'restore',
        writes: true,
        detached: true,
        steps: target.later ? steps : [...settled(steps, kept), { title: 'List the backups', command: ['mb_catalogue'] }],
        variables: { ...safety.variables, ...(0,_kept_js__WEBPACK_IMPORTED_MODULE_4__/* .keptVariables */ .m)(target.manifest, kept, target.view.settings) },
        known: safety.known,
        readers: Object.fromEntries(restorations.flatMap(each => readerOf(each))),
    };
    return { plan, restorations, downtime: estimate(restorations, kept) };
}
function kindOf({ kind, name }) {
    if (Object.hasOwn(_sources_registry_js__WEBPACK_IMPORTED_MODULE_1__/* .sourceOf */ .v, kind))
        return kind;
    throw new _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BackupError */ .hj({
        code: 'E_VERIFY',
        title: `The manifest has a component ${(0,_text_inert_js__WEBPACK_IMPORTED_MODULE_5__/* .inert */ .tJ)(name)} of an unknown kind.`,
        safe: 'nothing was changed',
    });
}
/** A server without zstd makes backups with gzip, and cannot read what another one made. */
function refuseUnreadable({ manifest, view }) {
    const tool = manifest.archive.compression === 'zstd' ? 'zstd' : 'gzip';
    if (view.facts.tools.has(tool))
        return;
    throw new _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BackupError */ .hj({
        code: 'E_PREREQ',
        title: `The backup ${manifest.name} is compressed with ${tool}, which ${view.facts.hostname} lacks.`,
        safe: 'nothing was changed',
        next: `install ${tool} there`,
    });
}
/** What was asked for, in the order of the archive. `database` and `volumes` alone mean all of them. */
function chosen({ name, components }, { restore }) {
    const asked = restore.components;
    const restorable = components.filter(({ kind }) => kind !== 'system');
    if (asked === 'all')
        return restorable;
    const missing = asked.filter(each => !restorable.some(component => names(each, component)));
    if (missing.length === 0)
        return restorable.filter(component => asked.some(each => names(each, component)));
    throw new _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BackupError */ .hj({
        code: 'E_NOT_FOUND',
        title: `The backup ${name} has no component ${missing.map(each => (0,_text_inert_js__WEBPACK_IMPORTED_MODULE_5__/* .inert */ .tJ)(each)).join(', ')}.`,
        details: { 'It has': restorable.map(component => (0,_text_inert_js__WEBPACK_IMPORTED_MODULE_5__/* .inert */ .tJ)(component.name)).join(', ') },
        safe: 'nothing was changed',
        next: 'check components for a typing error',
    });
}
function names(asked, { name }) {
    return name === asked || (asked === 'database' && name.startsWith('database/'));
}
/** What is about to be replaced, as a backup of its own: pinned until someone releases it. */
function planSafety(view, restorations, kept, context) {
    const components = restorations.flatMap(({ before }) => before ?? []);
    const listed = (name) => (components.find(each => each.name === name)?.paths ?? []).map(path => ({ path, optional: true }));
    const settings = {
        ...view.settings,
        prefix: 'pre-restore',
        scope: 'full',
        quiesce: 'none',
        verify: 'read',
        configPaths: listed('config'),
        secretPaths: listed('secrets'),
    };
    const selection = { components, carried: [], uncovered: [], notes: [], warnings: [] };
    const plan = (0,_backup_js__WEBPACK_IMPORTED_MODULE_3__/* .planBackup */ .W)({ ...view, settings }, selection, context);
    const head = {
        ...plan.known['manifest'],
        pinned: true,
        leftOut: kept.length === 0 ? [] : [{ what: 'everything else', why: 'only what a restore was about to replace is in here' }],
    };
    return { ...plan, known: { ...plan.known, manifest: head } };
}
/** Of a plan for any choice, what this choice needs. */
function settled(steps, kept) {
    const isChosen = (name) => kept.some(each => each.name === name);
    return steps.filter(({ unless = [] }) => !unless.some(isChosen)).map(({ title, command }) => ({ title, command }));
}
function opening({ view, later }, restorations) {
    const { restore } = view.settings;
    // The safety backup first: sizes of what is there are known, where they are known at all. Some room for what is around it.
    const room = [
        ...restorations.flatMap(({ name, before }) => (before === undefined ? [] : [[name, String((before.need ?? 0) + 300_000), '.']])),
        ...restorations.flatMap(({ name, room }) => room.map(([times, place]) => [name, `${times}x`, place])),
    ];
    const whole = restore.expectedSha256 === undefined
        ? []
        : [{ title: 'Prove the archive: it is the one that was expected', command: ['mb_prove_whole', restore.expectedSha256] }];
    // One component is restored from an archive that is damaged elsewhere, and in the same time however large the rest is. After the components, which
    // name what is damaged in them.
    const rest = restore.components === 'all'
        ? [
            {
                title: 'Prove what lies between the components, and the whole',
                command: later ? ['mb_if_whole', 'mb_prove_rest'] : ['mb_prove_rest'],
            },
        ]
        : [];
    return [
        { title: 'Take the lock', command: ['mb_lock'] },
        { title: 'Clean up after runs that died', command: ['mb_recover'] },
        { title: 'Open the backup', command: ['mb_restore_open'] },
        ...whole,
        ...restorations.map(each => ({ title: `Prove ${each.name}`, command: each.prove, serves: [each.name] })),
        ...rest,
        { title: 'Check the room', command: ['mb_room', ...room.flat()] },
    ];
}
/** The steps of the safety backup; none where nothing is there that could be replaced. What is gone when it comes to it is not kept. */
function keepingFirst(safety, restorations) {
    const there = restorations.flatMap(({ before }) => before ?? []);
    if (there.length === 0)
        return [];
    const serves = there.map(({ name }) => name);
    const steps = safety.steps.filter(({ command }) => !ofBackupsAlone.includes(command[0]));
    return [...steps, { title: 'done', command: ['mb_safety'] }].map(({ title, command }) => {
        const taken = command[0] === 'mb_collect' || command[0] === 'mb_ask' ? there.find(({ name }) => name === command[1]) : undefined;
        return {
            title: `Keep what is there: ${title}`,
            command: command[0] === 'mb_open_archive' ? command : [...(taken === undefined ? ['mb_if_taken'] : presence(taken)), ...command],
            serves: taken === undefined ? serves : [taken.name],
        };
    });
}
/** Words before the taking of a component: it is taken if it is there. Servers must be there: they are asked before. */
function presence({ kind, details }) {
    if (kind === 'volume')
        return ['mb_if_volume', details['volume'] ?? ''];
    return kind === 'path' ? ['mb_if_path', details['path'] ?? ''] : [];
}
function transaction(target, restorations) {
    const { manifest, create } = target;
    const early = restorations.filter(each => each.late === undefined);
    const late = restorations.filter(each => each.late !== undefined);
    const files = early.filter(({ name }) => name === 'config' || name === 'secrets');
    const others = early.filter(each => !files.includes(each));
    const serves = restorations.map(({ name }) => name);
    const made = manifest.images.filter(({ service }) => service !== '');
    const wakers = (container) => restorations.filter(({ wake }) => wake === container).map(({ name }) => name);
    const woken = unique(restorations.flatMap(({ wake }) => wake ?? []));
    const expected = unique(made.map(({ container }) => container));
    const creating = create
        ? [
            { title: 'Make the containers', command: ['mb_create', manifest.project.name, ...unique(made.map(({ service }) => service))] },
            ...woken.map(name => ({ title: `Start ${name}`, command: ['mb_wake', name], serves: wakers(name) })),
            ...late.flatMap(each => (each.late ?? []).map(command => ({ title: `Prove ${each.name}`, command, serves: [each.name] }))),
            ...late.flatMap(each => staging(each)),
            ...holding('stop', late, target),
        ]
        : [];
    return [
        ...early.flatMap(each => staging(each)),
        { title: 'Mark the restore as incomplete', command: ['mb_mark'] },
        ...holding('pause', restorations, target),
        ...holding('stop', early, target),
        ...files.flatMap(each => swapping(each)),
        ...creating,
        ...[...others, ...late].flatMap(each => swapping(each)),
        ...(create
            ? expected.map(name => ({ title: `Expect ${name}`, command: ['mb_expect', name], serves, unless: wakers(name) }))
            : []),
        { title: 'Let services run again', command: ['mb_release'] },
        { title: 'Wait until they are well', command: ['mb_health'] },
        ...restorations.flatMap(each => each.check.map(command => ({ title: `Compare ${each.name}`, command, serves: [each.name] }))),
        { title: 'Make it final', command: ['mb_clear'] },
    ];
}
function staging({ name, stage }) {
    return stage.map(command => ({ title: `Make ${name} ready`, command, serves: [name] }));
}
function swapping({ name, over, swap }) {
    const title = (command) => (command[0] === 'mongo_keep' ? `Keep ${over} as it is now` : `Replace ${over} by ${name}`);
    return swap.map(command => ({ title: title(command), command, serves: [name] }));
}
/** All of them at once: each takes its time to end. What is stopped for one component is not paused for another. */
function holding(how, restorations, { later }) {
    const naming = (list, container) => restorations.filter(each => each[list].includes(container)).map(({ name }) => name);
    const verb = how === 'pause' ? 'Pause' : 'Stop';
    if (!later) {
        const names = unique(restorations.flatMap(each => each[how])).filter(name => how === 'stop' || naming('stop', name).length === 0);
        return names.length === 0 ? [] : [{ title: `${verb} ${names.join(', ')}`, command: ['mb_hold', how, ...names] }];
    }
    const names = unique(restorations.flatMap(each => each[how]));
    const words = names.flatMap(name => [name, ...naming(how, name), ...(how === 'pause' ? ['!', ...naming('stop', name)] : []), '--']);
    const others = restorations.flatMap(({ name, stopUsersOf }) => (stopUsersOf === undefined ? [] : [{ name, volume: stopUsersOf }]));
    return [
        ...(names.length === 0
            ? []
            : [{ title: `${verb} who uses it of ${names.join(', ')}`, command: ['mb_hold_each', how, ...words] }]),
        ...(how === 'pause' ? [] : others).map(({ name, volume }) => ({
            title: `Stop who else uses the volume ${volume}`,
            command: ['mb_hold_users', volume],
            serves: [name],
        })),
    ];
}
/** Which container reads a component, for the readers that a restore shares with a backup. */
function readerOf({ name, prove, late }) {
    const commands = [prove, ...(late ?? [])];
    return commands
        .filter(([verb]) => verb === 'mongo_prove' || verb === 'redis_prove')
        .map(([, , container = '']) => [name, container]);
}
function unique(words) {
    return [...new Set(words)];
}
/** Containers stop and start in a second or two each; a dump is kept, loaded and compared at some 15 MB/s of raw bytes together. */
function estimate(restorations, kept) {
    const held = unique(restorations.flatMap(each => [...each.stop, ...each.pause])).length;
    const raw = kept.filter(({ kind }) => kind === 'database').reduce((sum, { rawBytes }) => sum + rawBytes, 0);
    return Math.ceil(2 + 2 * held + raw / 15e6);
}
/** What a restore will do, for people who are about to say yes. */
function overwriteLines({ restorations, downtime }, { manifest }) {
    const rows = restorations.map(({ name, over }) => {
        const component = manifest.components.find(each => each.name === name);
        const counts = Object.entries(component?.counts ?? {})
            .map(([what, n]) => `${n} ${what}`)
            .join(', ');
        return (0,_text_inert_js__WEBPACK_IMPORTED_MODULE_5__/* .inert */ .tJ)(`${name.padEnd(28)} ${(0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_2__/* .bytes */ .ee)(component?.rawBytes ?? 0).padEnd(9)} replaces ${over}${counts === '' ? '' : `   (${counts} in the backup)`}`);
    });
    return [...rows, `services are down for about ${downtime} s`];
}


/***/ }),

/***/ 34238:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ emptyRunbook),
/* harmony export */   r: () => (/* binding */ withRunbook)
/* harmony export */ });
/* harmony import */ var _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76042);
/* harmony import */ var _server_tools_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(53201);
/* harmony import */ var _restore_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8452);
// The runbook of a backup that is about to be made: the plan of its restore, before anybody knows when and why. The same plan as that of a restore;
// what only the day itself can tell (what was chosen, whether containers and volumes are there) is left open in it.



/**
 * The plan, with the runbook of what it keeps, or of any archive, those of the old scripts too. `secrets` are the variables that the run gets as
 * secrets. Without one where nothing could be put back.
 */
function withRunbook(plan, view, secrets, { oldToo = false } = {}) {
    const manifest = foreseen(plan, view);
    const target = { view: anotherDay(view, pathsOf(manifest.components)), manifest, create: false, later: true, oldToo };
    const judged = manifest.components.map(component => restorable(component, target));
    const components = judged.flatMap(each => ('why' in each ? [] : [each]));
    if (components.length === 0)
        return plan;
    const whole = { ...target, manifest: { ...manifest, components } };
    const here = (0,_restore_js__WEBPACK_IMPORTED_MODULE_2__/* .planRestore */ .q)(whole, {}).plan;
    const { MB_ROWS: _rows, MB_ALL_ROWS: _all, MB_CHOSEN: _chosen, MB_DIR: _dir, ...variables } = Object.fromEntries(Object.entries(here.variables).filter(([name]) => !name.startsWith('MB_SOURCE_')));
    const runbook = {
        components: components.map(({ name }) => name),
        without: judged.flatMap(each => ('why' in each ? [each] : [])),
        project: view.project.name,
        appDir: view.settings.appDir,
        backupDir: view.settings.backupDir,
        outside: pathsOf(components).filter(path => path.startsWith('/') && !path.startsWith(`${view.settings.appDir}/`)),
        tools: toolsFor(manifest),
        secrets,
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
    return { ...nothing, project: '', appDir, backupDir, variables: { MB_COMPRESS: 'gzip' } };
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
/** The manifest that the plan will end with, without what only its run measures. */
function foreseen(plan, view) {
    const head = plan.known['manifest'];
    const taken = plan.steps.flatMap(({ command }) => {
        const words = command;
        const at = words.indexOf('mb_collect');
        return at < 0 ? [] : [{ name: words[at + 1] ?? '', path: words[at + 2] ?? '' }];
    });
    const measured = {
        rawBytes: 0,
        offset: 0,
        length: 1,
        sha256: '',
        counts: {},
        consistency: 'exact',
        warnings: [],
        milliseconds: 0,
        collections: undefined,
        tree: undefined,
    };
    const components = taken.map(({ name, path }) => ({ ...measured, ...plan.known[name], name, path }));
    return {
        ...head,
        schema: 1,
        kind: 'backup',
        name: 'the backup',
        runId: '',
        sequence: 0,
        prefix: view.settings.prefix,
        time: 0,
        timeText: '',
        pinned: false,
        verified: 'read',
        archive: { file: '', bytes: 1, sha256: '', compression: plan.variables['MB_COMPRESS'] === 'zstd' ? 'zstd' : 'gzip' },
        components,
        leftOut: [],
        warnings: [],
        host: { hostname: view.facts.hostname, os: '', docker: '', tools: {} },
        context: { repository: '', commit: '', run: '', attempt: '', actor: '', workflow: '', url: '' },
        milliseconds: 0,
        drill: undefined,
        runbook: true,
    };
}
/** The component, if it can be put back at all by such a plan; else why not. */
function restorable(component, target) {
    if (component.kind === 'system')
        return { name: component.name, why: 'it is kept for people to read' };
    try {
        (0,_restore_js__WEBPACK_IMPORTED_MODULE_2__/* .planRestore */ .q)({ ...target, manifest: { ...target.manifest, components: [component] } }, {});
        return component;
    }
    catch (thrown) {
        if (!(thrown instanceof _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BackupError */ .hj))
            throw thrown;
        return { name: component.name, why: thrown.failure.title };
    }
}
/** The steps when the containers of the project are gone; none where nobody could make them. */
function stepsAnew(target) {
    const { project, images } = target.manifest;
    if (project.name === '' || !images.some(({ service }) => service !== ''))
        return [];
    const { facts } = target.view;
    const gone = { ...target.view, facts: { ...facts, containers: [] }, project: { name: '', containers: [], volumes: [] } };
    try {
        return (0,_restore_js__WEBPACK_IMPORTED_MODULE_2__/* .planRestore */ .q)({ ...target, view: gone, create: true }, {}).plan.steps;
    }
    catch (thrown) {
        if (thrown instanceof _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BackupError */ .hj)
            return [];
        throw thrown;
    }
}
function pathsOf(components) {
    return components.flatMap(({ kind, paths, details }) => (kind === 'path' ? (details['path'] ?? []) : paths));
}
/** All that a restore calls: what a server that has no tool at all would be told to lack, less what is one of two. */
function toolsFor({ archive }) {
    const none = { tools: new Map([['openssl', '']]) };
    return (0,_server_tools_js__WEBPACK_IMPORTED_MODULE_1__/* .missingTools */ .C)(none, archive.compression);
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
/* harmony import */ var _settings_options_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(40845);
/* harmony import */ var _markdown_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(93218);
// How to bring a backup back: the three ways, each ready to be pasted, for this very backup.



/** Not said where it is the default. */
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
        '    # private-key and known-hosts: as in the step that made it',
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
/** For the first line of a summary: `restore takes about 31 s (drilled)`; nothing where nobody measured it. */
function restoreText({ verified, drill }) {
    return verified === 'drill' && drill !== undefined ? `restore takes about ${(0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0)(drill.milliseconds)} (drilled)` : undefined;
}


/***/ })

};
