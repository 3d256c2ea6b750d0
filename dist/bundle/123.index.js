export const id = 123;
export const ids = [123];
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

/***/ 76079:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EV: () => (/* binding */ drillNew),
/* harmony export */   LI: () => (/* binding */ planDrill),
/* harmony export */   kz: () => (/* binding */ planKeepDrill),
/* harmony export */   vp: () => (/* binding */ drillRoom)
/* harmony export */ });
/* harmony import */ var _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76042);
/* harmony import */ var _sources_registry_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(10558);
/* harmony import */ var _text_inert_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(43338);
/* harmony import */ var _kept_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(62020);
// What a drill does, step by step: of a backup that is being made, or of one that is there. Pure.




/** Bytes that a throw-away server needs beside those of its data: what MongoDB's engine and its log take when they are empty. */
const emptyServer = 350_000_000;
/** The room that drilling these takes, if it is known before: beside the archive of `archive` bytes, and where Docker keeps its data. One component is restored at a time. */
function drillRoom(components, archive) {
    const largest = (kinds) => Math.max(0, ...components.filter(({ kind }) => kinds.includes(kind)).map(({ size }) => size ?? 0));
    const servers = components.some(({ kind }) => kind === 'database') ? emptyServer : 0;
    const filled = Math.ceil(largest(['database', 'redis']) * 1.5) + servers;
    return {
        title: 'Check the room for the drill',
        command: ['mb_drill_room', String(archive + largest(['volume', 'path'])), String(filled)],
    };
}
/** The steps that drill the archive which this run has made and read. */
function drillNew(components, facts) {
    const imageOf = ({ reader, name }) => {
        const container = facts.containers.find(each => each.name === reader);
        return container === undefined ? noImage(name) : { id: container.imageId, name: container.image };
    };
    return [
        { title: 'Drill: begin', command: ['mb_drill_new'] },
        ...inOrder(components).map(component => drilling(component, component.kind, () => imageOf(component))),
        { title: 'Drill: everything came back as it was taken', command: ['mb_drill_done'] },
    ];
}
/**
 * The plan of drilling a backup that is there, by the images that it came from: by their ids on the server, by their names on another machine. What is
 * restored is proven first, by its own range of the archive.
 */
function planDrill(manifest, settings, where = 'server') {
    refuseOld(manifest);
    const { components } = manifest;
    const imageOf = ({ name, details }) => {
        const found = manifest.images.find(({ container }) => container === details['container']);
        return found === undefined ? noImage(name) : { id: where === 'runner' ? found.image : found.id, name: found.image };
    };
    return {
        ...underLock(manifest, settings, [
            { title: 'Open the backup', command: ['mb_restore_open'] },
            { title: 'Drill: begin', command: ['mb_drill_old'] },
            ...inOrder(components).flatMap(component => [
                { title: `Prove ${component.name}`, command: proof(component) },
                drilling(component, kindOf(component), () => imageOf(component)),
            ]),
            { title: 'Drill: everything came back as it was taken', command: ['mb_drill_keep'] },
        ]),
        variables: {
            ...variablesOf(manifest, settings),
            MB_CONTENTS: components.flatMap(contentsOf).join('\n'),
            MB_DRILL_WHERE: where,
            MB_DRILL_PULL: where === 'runner' ? 'yes' : '',
        },
    };
}
/** The plan of keeping on the server what a drill on another machine measured. */
function planKeepDrill(manifest, settings, drill) {
    const { time, where, milliseconds, components } = drill;
    const text = JSON.stringify({ time, where, milliseconds, components });
    return underLock(manifest, settings, [{ title: 'Keep what the drill measured', command: ['mb_drill_keep', text] }]);
}
function underLock(manifest, settings, steps) {
    return {
        operation: 'drill',
        writes: true,
        steps: [
            { title: 'Take the lock', command: ['mb_lock'] },
            { title: 'Clean up after runs that died', command: ['mb_recover'] },
            ...steps,
        ],
        variables: variablesOf(manifest, settings),
        known: {},
        readers: {},
    };
}
function variablesOf(manifest, settings) {
    return {
        ...(0,_kept_js__WEBPACK_IMPORTED_MODULE_2__/* .keptVariables */ .m)(manifest, manifest.components, settings),
        MB_DIR: settings.backupDir,
        MB_MIN_FREE: String(settings.minFree),
        MB_LOCK_TIMEOUT: String(settings.lockTimeout),
        MB_CALLER: '',
    };
}
/** Files first: they are quick, and need no container. */
function inOrder(components) {
    const served = ({ kind }) => Number(kind === 'database' || kind === 'redis');
    return components.toSorted((one, other) => served(one) - served(other));
}
function drilling(component, kind, imageOf) {
    const served = kind === 'database' || kind === 'redis';
    const image = served ? imageOf() : { id: '', name: '' };
    const into = served ? `a throw-away ${(0,_text_inert_js__WEBPACK_IMPORTED_MODULE_3__/* .inert */ .tJ)(image.name)}` : 'a directory of its own';
    return { title: `Drill ${component.name}: restore it into ${into}, and compare`, command: _sources_registry_js__WEBPACK_IMPORTED_MODULE_1__/* .sourceOf */ .v[kind].drill(component, image) };
}
/** Dumps and snapshots are read by the server that they are restored into. */
function proof({ name, kind }) {
    const reader = {
        volume: 'mb_read_tree',
        path: 'mb_read_tree',
        config: 'mb_read_fragment',
        secrets: 'mb_read_fragment',
        system: 'mb_read_fragment',
    }[kind];
    return ['mb_prove', name, reader ?? 'mb_read_nothing'];
}
/** What the manifest says of a component's contents, as the lines of .work/contents. */
function contentsOf({ name, collections = [], tree }) {
    const rows = collections.map(each => [name, 'collection', each.name, each.documents ?? '-', ...each.indexes]);
    return [...rows, ...(tree === undefined ? [] : [[name, 'tree', tree.files, tree.bytes]])].map(row => row.join('\t'));
}
function kindOf({ kind, name }) {
    if (Object.hasOwn(_sources_registry_js__WEBPACK_IMPORTED_MODULE_1__/* .sourceOf */ .v, kind))
        return kind;
    throw undrilled(`its manifest has a component ${(0,_text_inert_js__WEBPACK_IMPORTED_MODULE_3__/* .inert */ .tJ)(name)} of an unknown kind`);
}
function noImage(name) {
    throw undrilled(`nobody knows the image of the container that ${(0,_text_inert_js__WEBPACK_IMPORTED_MODULE_3__/* .inert */ .tJ)(name)} came from`);
}
function refuseOld({ kind, name }) {
    if (kind === 'old-format')
        throw undrilled(`${name} is an archive of the old scripts, of which no manifest says what it holds`);
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

/***/ 62020:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ keptVariables)
/* harmony export */ });
/* harmony import */ var _rows_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(28693);

/** What a script must know of a backup that is there, to read these components of it. */
function keptVariables(manifest, kept, { appDir }) {
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
        MB_ROWS: kept.map(each => (0,_rows_js__WEBPACK_IMPORTED_MODULE_0__/* .rowOf */ .O)(each).join('\t')).join('\n'),
        MB_ALL_ROWS: manifest.components.map(each => (0,_rows_js__WEBPACK_IMPORTED_MODULE_0__/* .rowOf */ .O)(each).join('\t')).join('\n'),
        MB_CHOSEN: kept.map(({ name }) => name).join(' '),
    };
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

/***/ 44979:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   tO: () => (/* binding */ imageName),
/* harmony export */   v3: () => (/* binding */ volumesOf),
/* harmony export */   v8: () => (/* binding */ projectOf)
/* harmony export */ });
/* harmony import */ var _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76042);
/* harmony import */ var _text_inert_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(43338);
/* harmony import */ var _tools_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(53201);
// Which containers and volumes belong to the application: the compose project in its directory, by the labels Compose leaves.



/** Finds the project of the application directory. Throws E_PREREQ, E_DOCKER, E_PERM, E_NOT_FOUND, E_AMBIGUOUS, each with what there is instead. */
function projectOf(facts, settings) {
    if (facts.docker === null && namesFilesOnly(settings))
        return { name: '', containers: [], volumes: [], without: (0,_text_inert_js__WEBPACK_IMPORTED_MODULE_2__/* .inert */ .tJ)(facts.dockerError) || 'no docker command' };
    requireEngine(facts, settings);
    const directories = new Set([settings.appDir, facts.application?.path ?? settings.appDir]);
    const here = facts.containers.filter(container => container.project !== '' && isIn(container, directories));
    const names = [...new Set(here.map(container => container.project))];
    if (names.length > 1) {
        throw new _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BackupError */ .hj({
            code: 'E_AMBIGUOUS',
            title: `There are several compose projects in ${settings.appDir}: ${names.map(name => (0,_text_inert_js__WEBPACK_IMPORTED_MODULE_2__/* .inert */ .tJ)(name)).join(', ')}.`,
            safe: 'nothing was changed',
            next: 'give each project a directory of its own, or remove the containers of those that are gone (docker compose -p NAME down)',
        });
    }
    const [name = ''] = names;
    if (name === '' && !namesSomething(settings))
        throw noProject(facts, settings);
    const containers = here.filter(container => container.project === name);
    const mounted = new Set(containers.flatMap(container => container.mounts).map(mount => mount.name));
    const volumes = facts.volumes.filter(volume => (name !== '' && volume.project === name) || mounted.has(volume.name));
    return { name, containers, volumes };
}
/** Mounts of named volumes of a container. */
function volumesOf(container) {
    return container.mounts.filter(mount => mount.type === 'volume');
}
/** `registry/name:tag@digest` without what comes before and after the name: `mongo`. */
function imageName(image) {
    const last = image.split('@')[0]?.split('/').pop() ?? '';
    return last.split(':')[0] ?? '';
}
/** Listed files and directories can be kept on a server without Docker. */
function namesFilesOnly(settings) {
    const files = settings.paths.length > 0 || settings.configPaths !== 'auto' || settings.secretPaths !== 'auto';
    const containers = settings.mongoContainer ?? settings.redisContainer ?? (Array.isArray(settings.volumes) || undefined);
    return files && containers === undefined && settings.scope !== 'database';
}
function requireEngine(facts, settings) {
    if (facts.docker !== null)
        return;
    const said = (0,_text_inert_js__WEBPACK_IMPORTED_MODULE_2__/* .inert */ .tJ)(facts.dockerError);
    if (said === '')
        throw noDocker(facts, settings);
    const denied = /permission denied/i.test(said);
    throw new _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BackupError */ .hj({
        code: denied ? 'E_PERM' : 'E_DOCKER',
        title: denied
            ? `${facts.user.name} may not use Docker on ${facts.hostname}.`
            : `The Docker engine on ${facts.hostname} does not answer.`,
        details: { 'Docker said': said },
        safe: 'nothing was changed',
        next: denied && !settings.target.sudo
            ? 'set sudo: true, or add the account to the group docker (which is as good as root)'
            : 'see whether it runs: systemctl status docker',
    });
}
/** What else is missing is told too: one visit to the server should do. */
function noDocker(facts, settings) {
    const others = (0,_tools_js__WEBPACK_IMPORTED_MODULE_1__/* .missingTools */ .C)(facts, (0,_tools_js__WEBPACK_IMPORTED_MODULE_1__/* .compressorFor */ .R)(settings.compression, facts));
    return new _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BackupError */ .hj({
        code: 'E_PREREQ',
        title: `There is no docker command for ${facts.user.name} on ${facts.hostname}.`,
        ...(others.length > 0 && { details: { 'Missing too': others.join(', ') } }),
        safe: 'nothing was changed',
        next: 'install the Docker CLI and what else is missing, or put it into the PATH of this account',
    });
}
function isIn(container, directories) {
    const near = (path) => [...directories].some(directory => path === directory || path.startsWith(`${directory}/`));
    return directories.has(container.directory) || container.files.some(near);
}
/** Without a project a backup is still possible if the settings say what of. */
function namesSomething(settings) {
    return (settings.mongoContainer !== undefined ||
        settings.redisContainer !== undefined ||
        Array.isArray(settings.volumes) ||
        settings.paths.length > 0);
}
function noProject(facts, settings) {
    const others = [
        ...new Map(facts.containers.filter(container => container.project !== '').map(container => [container.project, container.directory])).entries(),
    ];
    const listed = others.slice(0, 10).map(([name, directory]) => `${(0,_text_inert_js__WEBPACK_IMPORTED_MODULE_2__/* .inert */ .tJ)(name)} in ${(0,_text_inert_js__WEBPACK_IMPORTED_MODULE_2__/* .inert */ .tJ)(directory)}`);
    return new _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BackupError */ .hj({
        code: 'E_NOT_FOUND',
        title: facts.application === null
            ? `The application directory ${settings.appDir} is not on ${facts.hostname}.`
            : `No compose project of ${settings.appDir} has containers on ${facts.hostname}.`,
        details: { 'There are': listed.length > 0 ? listed.join('\n') : 'no compose projects at all' },
        safe: 'nothing was changed',
        next: 'set app-dir to the directory of the compose project, or name what to keep: mongo-container, redis-container, volumes, paths',
    });
}


/***/ }),

/***/ 53201:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ missingTools),
/* harmony export */   R: () => (/* binding */ compressorFor)
/* harmony export */ });
// Which programs of the server a backup uses, and which compressor it gets.
const always = 'awk cat cp cut date dd df find flock grep gzip head ln mkfifo mv od readlink rm sed sleep sort stat sync tail tar tee timeout tr'.split(' ');
/** The one asked for, or the fastest there is: zstd, then gzip on all cores, then gzip. */
function compressorFor(choice, facts) {
    if (choice !== 'auto')
        return choice;
    return ['zstd', 'pigz'].find(tool => facts.tools.has(tool)) ?? 'gzip';
}
/** Every program that is needed and not there; `openssl or sha256sum` where one of them would do. */
function missingTools(facts, compressor) {
    const missing = [...new Set([...always, compressor])].filter(tool => !facts.tools.has(tool));
    return facts.tools.has('openssl') || facts.tools.has('sha256sum') ? missing : [...missing, 'openssl or sha256sum'];
}


/***/ }),

/***/ 78593:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   gN: () => (/* binding */ sizesOf),
/* harmony export */   t8: () => (/* binding */ containerOf),
/* harmony export */   tJ: () => (/* binding */ containerFor)
/* harmony export */ });
/* harmony import */ var _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76042);
/* harmony import */ var _server_project_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44979);
/* harmony import */ var _text_inert_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(43338);
// Finding the one container of a kind: named by a setting, or known by its image.



/** The container, or undefined if nothing was named and none has such an image. Throws E_NOT_FOUND, E_AMBIGUOUS, and E_DUMP if it does not run. */
function containerOf(wanted, { facts, project }) {
    const found = wanted.named === undefined ? byImage(wanted, project.containers) : byName(wanted, wanted.named, facts.containers);
    if (found !== undefined && found.state !== 'running') {
        throw new _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BackupError */ .hj({
            code: 'E_DUMP',
            title: `${wanted.what} cannot be backed up: its container ${found.name} is ${found.state}.`,
            safe: 'nothing was written; no old backup was touched',
            next: found.state === 'paused'
                ? `docker unpause ${found.name}`
                : `see why (docker logs ${found.name}), and start it: docker start ${found.name}`,
        });
    }
    return found;
}
/** What a container's volumes take on the disk; and what a dump of it will need: the last one's bytes and a fifth, or as much as its files. */
function sizesOf(name, container, { facts, last, project }) {
    const sizes = container.mounts.flatMap(mount => {
        const volume = project.volumes.find(each => each.name === mount.name);
        const bytes = volume === undefined ? undefined : facts.sizes.get(volume.mountpoint);
        return bytes === undefined ? [] : [bytes];
    });
    const size = sizes.length === 0 ? null : sizes.reduce((sum, bytes) => sum + bytes, 0);
    const before = last?.components.find(component => component.name === name);
    return { size, need: before === undefined ? size : Math.ceil(before.length * 1.2) };
}
/**
 * The container that a kept component goes into: the one that a setting names, else that of the same service, else the only one with such an image.
 * Undefined where it is to be made. Throws E_NOT_FOUND, E_AMBIGUOUS, and E_DOCKER if it does not run.
 */
function containerFor(kept, wanted, { view, create, manifest }) {
    const { facts, project } = view;
    const found = wanted.named !== undefined
        ? byName(wanted, wanted.named, facts.containers)
        : (project.containers.find(({ service }) => service !== '' && service === kept.details['service']) ??
            byImage(wanted, project.containers));
    if (found === undefined && !create)
        throw new _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BackupError */ .hj({
            code: 'E_NOT_FOUND',
            title: `There is no container of ${wanted.what} here for ${kept.name} of ${manifest.name}.`,
            safe: 'nothing was changed',
            next: `name it: ${wanted.setting}; or make the containers of the project (docker compose create) and start it`,
        });
    if (found !== undefined && found.state !== 'running')
        throw new _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BackupError */ .hj({
            code: 'E_DOCKER',
            title: `${wanted.what} does not run: its container ${found.name} is ${found.state}, and what is in it cannot be kept before it is replaced.`,
            safe: 'nothing was changed',
            next: `docker start ${found.name}; if it cannot start, docs/restore.md says how to restore over broken files`,
        });
    return found;
}
function byName({ what, setting }, name, containers) {
    const found = containers.find(container => container.name === name || container.id === name);
    if (found !== undefined)
        return found;
    throw new _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BackupError */ .hj({
        code: 'E_NOT_FOUND',
        title: `There is no container ${name}, which ${setting} names for ${what}.`,
        details: {
            'There are': containers
                .slice(0, 30)
                .map(container => (0,_text_inert_js__WEBPACK_IMPORTED_MODULE_2__/* .inert */ .tJ)(container.name))
                .join(', ') || 'no containers at all',
        },
        safe: 'nothing was changed',
        next: `check ${setting} for a typing error, or leave it out to let it be found by its image`,
    });
}
function byImage({ what, setting, images }, containers) {
    const found = containers.filter(container => images.test((0,_server_project_js__WEBPACK_IMPORTED_MODULE_1__/* .imageName */ .tO)(container.image)));
    if (found.length <= 1)
        return found[0];
    throw new _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BackupError */ .hj({
        code: 'E_AMBIGUOUS',
        title: `${found.length} containers of this project could be its ${what}: ${found.map(container => (0,_text_inert_js__WEBPACK_IMPORTED_MODULE_2__/* .inert */ .tJ)(container.name)).join(', ')}.`,
        safe: 'nothing was changed',
        next: `say which one: ${setting}`,
    });
}


/***/ }),

/***/ 94178:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ carried),
/* harmony export */   o: () => (/* binding */ volumes)
/* harmony export */ });
/* harmony import */ var _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76042);
/* harmony import */ var _server_project_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44979);
/* harmony import */ var _text_inert_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(43338);
/* harmony import */ var _mongo_mongo_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(66962);
/* harmony import */ var _otherdatabases_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(93749);
/* harmony import */ var _redis_redis_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(58634);
/* harmony import */ var _restoration_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2241);
/* harmony import */ var _source_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(82364);
// Docker volumes, each as a tar of its own.








const volumes = {
    components(view) {
        if (view.settings.scope === 'database')
            return _source_js__WEBPACK_IMPORTED_MODULE_6__/* .nothing */ .s;
        const asked = view.settings.volumes;
        if (Array.isArray(asked))
            return found(asked.map(name => named(name, view)), [], view);
        const leftOut = [];
        const taken = view.project.volumes.filter(volume => {
            const why = unfit(volume);
            // Anonymous ones are named with their container, by coverage.
            if (why !== undefined && !isAnonymous(volume))
                leftOut.push({ what: `volume ${short(volume)}`, why });
            return why === undefined && (asked === 'all' || !carried(volume, view));
        });
        return found(taken, leftOut, view);
    },
    collect(component, { facts, settings }) {
        const { mountpoint = '', volume = '', image = '', consistency = 'live' } = component.details;
        // A restore keeps what is in the volume of that name when it comes to it.
        if (settings.prefix === 'pre-restore' && facts.user.id === 0)
            return ['volume_read', volume, consistency];
        return facts.user.id === 0 ? ['tree_take', mountpoint, consistency] : ['volume_take', volume, image, consistency];
    },
    restore(kept, target) {
        const { facts } = target.view;
        const volume = volumeFor(kept, target);
        if (facts.user.id !== 0)
            throw notRoot(kept.name, facts.user.name);
        const name = volume?.name ?? kept.details['volume'] ?? '';
        const place = volume?.mountpoint ?? kept.details['mountpoint'] ?? '/var/lib/docker';
        return {
            name: kept.name,
            over: `the volume ${(0,_text_inert_js__WEBPACK_IMPORTED_MODULE_7__/* .inert */ .tJ)(name)}`,
            ...(volume !== undefined && {
                before: { ...componentOf(volume, target.view), name: kept.name, path: `${kept.name}.tar`, moment: 'files' },
            }),
            stop: volume === undefined
                ? []
                : usersOf(volume, facts.containers)
                    .filter(_restoration_js__WEBPACK_IMPORTED_MODULE_5__/* .running */ .yk)
                    .map(container => container.name),
            pause: [],
            room: [[1, place.replace(/\/_data$/, '')]],
            ...(target.later && { stopUsersOf: name }),
            prove: ['mb_prove', kept.name, 'mb_read_tree'],
            ...((volume === undefined || (target.later && target.create)) && { late: [] }),
            stage: [['mb_stage_volume', kept.name, name]],
            swap: [['mb_swap_volume', name]],
            check: [],
        };
    },
    drill({ name }) {
        return ['tree_drill', name];
    },
};
/** The volume that a kept one goes into: of the same name in the compose file, or of the same name at Docker's. Undefined where it is to be made. */
function volumeFor(kept, { view, create }) {
    const short = kept.name.slice('volumes/'.length);
    const { project, facts } = view;
    const found = project.volumes.find(volume => volume.shortName === short) ??
        facts.volumes.find(volume => (volume.name === short || volume.name === kept.details['volume']) && !isForeign(volume, project.name));
    const why = found === undefined ? undefined : found.kind === 'none' ? 'it is a mount of a directory, which cannot be swapped' : unfit(found);
    if (found !== undefined && why !== undefined && !isAnonymous(found))
        throw unrestorable(kept.name, why);
    if (found !== undefined || create)
        return found;
    throw unrestorable(kept.name, `there is no volume ${(0,_text_inert_js__WEBPACK_IMPORTED_MODULE_7__/* .inert */ .tJ)(short)} in this project`);
}
/** Of another project that is there as well: its volumes are never replaced by those of this one. */
function isForeign(volume, project) {
    return project !== '' && volume.project !== '' && volume.project !== project;
}
function unrestorable(name, why) {
    return new _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BackupError */ .hj({
        code: 'E_NOT_FOUND',
        title: `${name} cannot be restored here: ${why}.`,
        safe: 'nothing was changed',
        next: 'leave it out of components, or put it back by hand: docs/restore.md',
    });
}
function notRoot(name, user) {
    return new _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BackupError */ .hj({
        code: 'E_PERM',
        title: `${name} cannot be restored by ${user}: only root reaches the directories of volumes.`,
        safe: 'nothing was changed',
        next: 'set sudo: true, or log in as root',
    });
}
/** Containers, running or not, that have this volume mounted. */
function usersOf(volume, containers) {
    return containers.filter(container => (0,_server_project_js__WEBPACK_IMPORTED_MODULE_1__/* .volumesOf */ .v3)(container).some(mount => mount.name === volume.name));
}
/** Does a dump already hold what is in it? True where only the database and Redis have it mounted. */
function carried(volume, { project, settings }) {
    const users = usersOf(volume, project.containers);
    const dumped = (container) => (0,_mongo_mongo_js__WEBPACK_IMPORTED_MODULE_2__/* .isMongo */ .Z7)(container.image) ||
        (0,_redis_redis_js__WEBPACK_IMPORTED_MODULE_4__/* .isRedis */ .y)(container.image) ||
        container.name === settings.mongoContainer ||
        container.name === settings.redisContainer;
    return users.length > 0 && users.every(dumped);
}
/** Why a volume cannot be taken by `auto` or `all`. */
function unfit(volume) {
    if (volume.driver !== 'local')
        return `its driver is ${(0,_text_inert_js__WEBPACK_IMPORTED_MODULE_7__/* .inert */ .tJ)(volume.driver)}, which has no directory on this server`;
    if (volume.kind === 'tmpfs')
        return 'it is in memory (tmpfs): there is nothing durable in it';
    if (volume.kind !== '' && volume.kind !== 'none')
        return `it lies on another server (${(0,_text_inert_js__WEBPACK_IMPORTED_MODULE_7__/* .inert */ .tJ)(volume.kind)})`;
    return isAnonymous(volume) ? 'it is anonymous' : undefined;
}
function isAnonymous(volume) {
    return volume.shortName === '' && /^[0-9a-f]{64}$/.test(volume.name);
}
function named(name, view) {
    const exact = view.facts.volumes.find(volume => volume.name === name);
    const volume = exact ?? view.project.volumes.find(each => each.shortName === name);
    if (volume === undefined) {
        throw new _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BackupError */ .hj({
            code: 'E_NOT_FOUND',
            title: `There is no volume ${name}, which volumes names.`,
            details: {
                'There are': (view.project.volumes.length > 0 ? view.project.volumes : view.facts.volumes).slice(0, 40).map(short).join(', ') ||
                    'no volumes at all',
            },
            safe: 'nothing was changed; no volume was made',
            next: 'check volumes for a typing error',
        });
    }
    const why = unfit(volume);
    if (why !== undefined && !isAnonymous(volume))
        throw refused(volume, why);
    if (carried(volume, view) && view.settings.quiesce === 'none') {
        throw refused(volume, 'it holds the files of a running database, which a copy would catch half written; its dump is in the backup anyway. With quiesce: pause or stop it can be taken');
    }
    return volume;
}
function refused(volume, why) {
    return new _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BackupError */ .hj({
        code: 'E_INPUT',
        title: `The volume ${short(volume)}, which volumes names, cannot be taken: ${why}.`,
        safe: 'nothing was changed',
        next: 'leave it out of volumes',
    });
}
function found(taken, leftOut, view) {
    const components = taken.map(volume => componentOf(volume, view));
    const unclear = components.filter(component => component.details['consistency'] === 'fuzzy');
    const warnings = unclear.map(component => `${component.name} holds files of a running database, copied while it writes (fuzzy): they may not start again.`);
    return { components, leftOut, warnings };
}
function componentOf(volume, view) {
    const users = usersOf(volume, view.facts.containers);
    const name = `volumes/${nameIn(volume, view)}`;
    const own = carried(volume, view);
    const risky = own || users.some(container => (0,_otherdatabases_js__WEBPACK_IMPORTED_MODULE_3__/* .isOtherDatabase */ .e)(container.image));
    const size = view.facts.sizes.get(volume.mountpoint);
    const before = view.last?.components.find(component => component.name === name);
    const ratio = before === undefined || before.rawBytes === 0 ? 1 : Math.min(1, (before.length / before.rawBytes) * 1.05);
    return {
        name,
        kind: 'volume',
        path: `${name}.tar`,
        from: short(volume),
        size: size ?? null,
        need: size === undefined ? null : Math.ceil(size * ratio),
        details: {
            volume: volume.name,
            mountpoint: volume.mountpoint,
            image: helperImage(users, view),
            consistency: view.settings.quiesce !== 'none' ? 'quiesced' : risky ? 'fuzzy' : 'live',
        },
        moment: own ? 'own' : 'files',
    };
}
/** Its name in the compose file, or Docker's where two would be the same. */
function nameIn(volume, { project }) {
    const same = project.volumes.filter(each => each.shortName === volume.shortName);
    return volume.shortName !== '' && same.length === 1 ? volume.shortName : volume.name;
}
/** An image that is on the server already, to read the volume with where the account cannot: one of a container that uses it, else of the project. */
function helperImage(users, { facts, project }) {
    const [first] = [...users, ...project.containers, ...facts.containers];
    if (first !== undefined || facts.user.id === 0)
        return first?.imageId ?? '';
    throw new _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BackupError */ .hj({
        code: 'E_PREREQ',
        title: `${facts.user.name} cannot read volumes on ${facts.hostname}, and there is no image to read them with.`,
        safe: 'nothing was changed',
        next: 'set sudo: true',
    });
}
function short(volume) {
    return (0,_text_inert_js__WEBPACK_IMPORTED_MODULE_7__/* .inert */ .tJ)(volume.shortName || volume.name);
}


/***/ }),

/***/ 66962:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KS: () => (/* binding */ volumeIn),
/* harmony export */   Z7: () => (/* binding */ isMongo),
/* harmony export */   jY: () => (/* binding */ mongo)
/* harmony export */ });
/* harmony import */ var _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76042);
/* harmony import */ var _server_project_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44979);
/* harmony import */ var _containers_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(78593);
/* harmony import */ var _otherdatabases_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(93749);
/* harmony import */ var _restoration_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2241);
/* harmony import */ var _source_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(82364);
// MongoDB, by its own mongodump: the whole server to one moment where there is an oplog, or listed databases one by one.






const images = /^(mongo|mongodb|mongodb-(community|enterprise)-server|percona-server-mongodb)$/;
const dumpPath = 'database/mongodb_<stamp>.archive';
const mongo = {
    components(view) {
        const container = (0,_containers_js__WEBPACK_IMPORTED_MODULE_2__/* .containerOf */ .t8)(wanted(view), view);
        if (container === undefined)
            return missing(view);
        const databases = view.settings.mongoDatabases;
        const component = (name, path, details) => ({
            name,
            kind: 'database',
            path,
            from: container.name,
            ...(0,_containers_js__WEBPACK_IMPORTED_MODULE_2__/* .sizesOf */ .gN)(name, container, view),
            details: { container: container.name, service: container.service, image: container.image, ...details },
            reader: container.name,
            moment: 'dump',
        });
        return {
            components: databases.length === 0
                ? [component('database', dumpPath, {})]
                : databases.map(name => component(`database/${name}`, `database/${name}_<stamp>.archive`, { database: name })),
            leftOut: (0,_server_project_js__WEBPACK_IMPORTED_MODULE_1__/* .volumesOf */ .v3)(container)
                .filter(() => view.settings.volumes === 'auto')
                .map(mount => ({ what: volumeIn(mount, view), why: 'the database dump carries it' })),
            warnings: databases.length === 0
                ? []
                : [`Only listed databases are dumped, and so without the oplog: each is as it was while it was read (fuzzy).`],
        };
    },
    collect(component) {
        return ['mongo_dump', component.reader ?? '', component.details['database'] ?? ''];
    },
    restore(kept, target) {
        const { view } = target;
        const found = (0,_containers_js__WEBPACK_IMPORTED_MODULE_2__/* .containerFor */ .tJ)(kept, wanted(view), target);
        const name = found?.name ?? kept.details['container'] ?? '';
        const database = kept.details['database'] ?? '';
        const old = target.manifest.kind === 'old-format';
        const staging = ['old_mongo_stage', kept.name, name];
        const { container: _container, service: _service, image: _image, ...details } = kept.details;
        return {
            name: kept.name,
            over: `${database === '' ? 'the databases' : `the database ${database}`} in ${name}`,
            ...(found !== undefined && {
                before: {
                    name: kept.name,
                    kind: 'database',
                    path: old ? dumpPath : kept.path.replace(/_\d{8}_\d{6}\.archive$/, '_<stamp>.archive'),
                    from: name,
                    ...(0,_containers_js__WEBPACK_IMPORTED_MODULE_2__/* .sizesOf */ .gN)(kept.name, found, view),
                    details: { ...details, container: name, service: found.service, image: found.image },
                    reader: name,
                    moment: 'dump',
                },
            }),
            stop: [],
            // Whoever might write. Redis does not, and other databases are not touched.
            pause: view.project.containers.filter(each => each.name !== name && !isDatabase(each.image) && (0,_restoration_js__WEBPACK_IMPORTED_MODULE_4__/* .running */ .yk)(each)).map(each => each.name),
            ...(found === undefined && {
                wake: name,
                late: [
                    ['mongo_ready', name],
                    ['mongo_prove', kept.name, name],
                ],
            }),
            // A dump directory is made ready in the container; a dump of one file is fed to it.
            room: [[1, '.'], ...(old ? [[1, '/var/lib/docker']] : [])],
            prove: found === undefined ? ['mb_prove', kept.name, 'mb_read_nothing'] : ['mongo_prove', kept.name, name],
            stage: old ? [staging] : target.oldToo ? [['mb_if_old', ...staging]] : [],
            swap: [
                ['mongo_keep', name, database, kept.name],
                ['mongo_put', kept.name, name, database, view.settings.restore.exact ? 'yes' : 'no'],
            ],
            check: [],
        };
    },
    drill({ name, details }, { id, name: image }) {
        return ['mongo_drill', name, id, image, details['database'] ?? ''];
    },
};
function isDatabase(image) {
    return isMongo(image) || (0,_otherdatabases_js__WEBPACK_IMPORTED_MODULE_3__/* .isOtherDatabase */ .e)(image) || /^(redis|valkey)/.test((0,_server_project_js__WEBPACK_IMPORTED_MODULE_1__/* .imageName */ .tO)(image));
}
/** The container of MongoDB, for the sources that must know whose volume is whose. */
function isMongo(image) {
    return images.test((0,_server_project_js__WEBPACK_IMPORTED_MODULE_1__/* .imageName */ .tO)(image));
}
/** A mounted volume in words: by its name in the compose file, or by its place where it has none. */
function volumeIn(mount, { project }) {
    const anonymous = /^[0-9a-f]{64}$/.test(mount.name);
    return anonymous
        ? `anonymous volume at ${mount.destination}`
        : `volume ${project.volumes.find(each => each.name === mount.name)?.shortName || mount.name}`;
}
function wanted({ settings }) {
    return { what: 'MongoDB', setting: 'mongo-container', named: settings.mongoContainer, images };
}
function missing({ settings }) {
    if (settings.scope !== 'database' && settings.mongoDatabases.length === 0 && settings.mongoUri === undefined) {
        return { ..._source_js__WEBPACK_IMPORTED_MODULE_5__/* .nothing */ .s, notes: ['There is no MongoDB in this project, so no database is in this backup.'] };
    }
    throw new _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BackupError */ .hj({
        code: 'E_NOT_FOUND',
        title: `No container of this project has an image of MongoDB, and ${settings.scope === 'database' ? 'scope: database asks for one' : 'the settings ask for one'}.`,
        safe: 'nothing was changed',
        next: 'name its container: mongo-container',
    });
}


/***/ }),

/***/ 93749:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ isOtherDatabase)
/* harmony export */ });
/* harmony import */ var _server_project_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(44979);
// Databases that we do not dump, by the names of their images.

const otherDatabases = /^(postgres|postgresql|postgis|timescaledb|pgvector|mysql|mysql-server|mariadb|percona|mssql-server|cockroach|couchdb|influxdb|elasticsearch|opensearch|neo4j|cassandra|clickhouse-server)$/;
function isOtherDatabase(image) {
    return otherDatabases.test((0,_server_project_js__WEBPACK_IMPORTED_MODULE_0__/* .imageName */ .tO)(image));
}


/***/ }),

/***/ 58634:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ redis),
/* harmony export */   y: () => (/* binding */ isRedis)
/* harmony export */ });
/* harmony import */ var _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76042);
/* harmony import */ var _server_project_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44979);
/* harmony import */ var _containers_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(78593);
/* harmony import */ var _mongo_mongo_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(66962);
/* harmony import */ var _source_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(82364);
// Redis, by a fresh snapshot of its own.





const images = /^(redis|redis-stack|redis-stack-server|valkey)$/;
const redis = {
    components(view) {
        const { settings } = view;
        if (settings.scope === 'database')
            return _source_js__WEBPACK_IMPORTED_MODULE_4__/* .nothing */ .s;
        const container = (0,_containers_js__WEBPACK_IMPORTED_MODULE_2__/* .containerOf */ .t8)(wanted(view), view);
        if (container === undefined) {
            if (settings.redisPassword === undefined)
                return { ..._source_js__WEBPACK_IMPORTED_MODULE_4__/* .nothing */ .s, notes: ['There is no Redis in this project, so none is in this backup.'] };
            throw new _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BackupError */ .hj({
                code: 'E_NOT_FOUND',
                title: 'redis-password is set, but no container of this project has an image of Redis.',
                safe: 'nothing was changed',
                next: 'name its container: redis-container',
            });
        }
        return {
            components: [
                {
                    name: 'redis',
                    kind: 'redis',
                    path: 'redis/redis_dump_<stamp>.rdb',
                    from: container.name,
                    ...(0,_containers_js__WEBPACK_IMPORTED_MODULE_2__/* .sizesOf */ .gN)('redis', container, view),
                    details: { container: container.name, service: container.service, image: container.image },
                    reader: container.name,
                    moment: 'dump',
                },
            ],
            leftOut: (0,_server_project_js__WEBPACK_IMPORTED_MODULE_1__/* .volumesOf */ .v3)(container)
                .filter(() => settings.volumes === 'auto')
                .map(mount => ({ what: (0,_mongo_mongo_js__WEBPACK_IMPORTED_MODULE_3__/* .volumeIn */ .KS)(mount, view), why: 'the redis snapshot carries it' })),
        };
    },
    ask(component) {
        return ['redis_begin_save', component.reader ?? ''];
    },
    collect(component) {
        return ['redis_save', component.reader ?? ''];
    },
    restore(kept, target) {
        const found = (0,_containers_js__WEBPACK_IMPORTED_MODULE_2__/* .containerFor */ .tJ)(kept, wanted(target.view), target);
        const name = found?.name ?? kept.details['container'] ?? '';
        if (target.view.facts.user.id !== 0)
            throw new _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BackupError */ .hj({
                code: 'E_PERM',
                title: `redis cannot be restored by ${target.view.facts.user.name}: only root reaches the files of its volume.`,
                safe: 'nothing was changed',
                next: 'set sudo: true, or log in as root',
            });
        return {
            name: kept.name,
            over: `the keys in ${name}`,
            ...(found !== undefined && {
                before: {
                    name: kept.name,
                    kind: 'redis',
                    path: 'redis/redis_dump_<stamp>.rdb',
                    from: name,
                    ...(0,_containers_js__WEBPACK_IMPORTED_MODULE_2__/* .sizesOf */ .gN)(kept.name, found, target.view),
                    details: { container: name, service: found.service, image: found.image },
                    reader: name,
                    moment: 'dump',
                },
            }),
            stop: [name],
            pause: [],
            ...(found === undefined && { wake: name, late: [['redis_prove', kept.name, name]] }),
            room: [[2, found === undefined ? '/var/lib/docker' : (found.mounts[0]?.source ?? '/var/lib/docker')]],
            prove: found === undefined ? ['mb_prove', kept.name, 'mb_read_nothing'] : ['redis_prove', kept.name, name],
            stage: [['redis_stage', kept.name, name]],
            swap: [['redis_swap', name]],
            check: [['redis_compare', kept.name, name]],
        };
    },
    drill({ name }, { id, name: image }) {
        return ['redis_drill', name, id, image];
    },
};
function wanted({ settings }) {
    return { what: 'Redis', setting: 'redis-container', named: settings.redisContainer, images };
}
function isRedis(image) {
    return images.test((0,_server_project_js__WEBPACK_IMPORTED_MODULE_1__/* .imageName */ .tO)(image));
}


/***/ }),

/***/ 10558:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  L: () => (/* binding */ registry_select),
  v: () => (/* binding */ sourceOf)
});

// EXTERNAL MODULE: ./build/server/project.js
var server_project = __webpack_require__(44979);
// EXTERNAL MODULE: ./build/text/inert.js
var inert = __webpack_require__(43338);
// EXTERNAL MODULE: ./build/sources/mongo/mongo.js
var mongo = __webpack_require__(66962);
// EXTERNAL MODULE: ./build/sources/otherdatabases.js
var otherdatabases = __webpack_require__(93749);
// EXTERNAL MODULE: ./build/sources/redis/redis.js
var redis = __webpack_require__(58634);
;// CONCATENATED MODULE: ./build/sources/coverage.js





/** Things of the machine that containers borrow: nothing of the application's is in them. */
const borrowed = /^\/(proc|sys|dev|run|var\/run)(\/|$)|^\/etc\/(localtime|timezone|hosts|resolv\.conf|machine-id|passwd|group|ssl|ca-certificates)(\/|$)|\.sock$|^\/var\/lib\/docker(\/|$)|^\/lib\/modules(\/|$)/;
/** Bind mounts, anonymous volumes and other databases of the project that none of the components holds. */
function uncovered(components, { project, settings, facts }) {
    if (settings.scope === 'database')
        return [];
    const roots = components.flatMap(component => component.paths ?? component.details['path'] ?? []);
    const absolute = roots.map(path => (path.startsWith('/') ? path : `${facts.application?.path ?? settings.appDir}/${path}`));
    const held = (source) => [...absolute, settings.backupDir].some(root => source === root || source.startsWith(`${root}/`));
    const databases = project.containers.filter(container => (0,otherdatabases/* isOtherDatabase */.e)(container.image));
    return unique([
        ...databases.map(container => ({
            what: `the database in ${(0,inert/* inert */.tJ)(container.name)} (${(0,inert/* inert */.tJ)((0,server_project/* imageName */.tO)(container.image))})`,
            why: 'only MongoDB and Redis are dumped; a copy of its files is not a dump',
        })),
        ...project.containers.flatMap(container => binds(container)
            .filter(mount => !held(mount.source))
            .map(mount => boundOf(mount, settings.appDir))),
        ...project.containers.filter(container => !(0,mongo/* isMongo */.Z7)(container.image) && !(0,redis/* isRedis */.y)(container.image)).flatMap(anonymous),
    ]);
}
function binds(container) {
    return container.mounts.filter(mount => mount.type === 'bind' && !borrowed.test(mount.source));
}
function boundOf(mount, appDir) {
    const shown = mount.source.startsWith(`${appDir}/`) ? `./${mount.source.slice(appDir.length + 1)}` : mount.source;
    return { what: `bind mount ${(0,inert/* inert */.tJ)(shown)}`, why: 'no component takes it: see paths' };
}
/** Volumes that Docker made for a container and nobody named; the list of volumes may not show whose they are. */
function anonymous(container) {
    return (0,server_project/* volumesOf */.v3)(container)
        .filter(mount => /^[0-9a-f]{64}$/.test(mount.name))
        .map(mount => ({
        what: `anonymous volume at ${(0,inert/* inert */.tJ)(mount.destination)} of ${(0,inert/* inert */.tJ)(container.service || container.name)}`,
        why: 'it has no name: name it in the compose file to have it kept',
    }));
}
function unique(rows) {
    return [...new Map(rows.map(row => [row.what, row])).values()];
}

// EXTERNAL MODULE: ./build/sources/restoration.js
var restoration = __webpack_require__(2241);
// EXTERNAL MODULE: ./build/sources/source.js
var source = __webpack_require__(82364);
;// CONCATENATED MODULE: ./build/sources/files/files.js


const composeFile = /^(docker-)?compose([.-].*)?\.ya?ml$/;
const environmentFile = /^(\.env(\..+)?|env\..+|.+\.env)$/;
const secretName = /^(\.?secrets?|certs?|certificates|ssl|tls|keys)$/;
const notOurs = /\.(example|sample|template|dist)$/;
/** How much it matters that a path is there: as `files_take` reads it. */
const demanded = '=';
const discovered = '~';
const optional = '?';
const asItIs = '@';
const config = setOf('config', view => view.settings.configPaths === 'auto' ? configFound(view) : listed(view.settings.configPaths));
const secrets = setOf('secrets', view => view.settings.secretPaths === 'auto' ? secretsFound(view) : listed(view.settings.secretPaths));
function setOf(kind, itemsOf) {
    return {
        components(view) {
            if (view.settings.scope === 'database')
                return source/* nothing */.s;
            const items = itemsOf(view);
            if (items.length === 0)
                return {
                    ...source/* nothing */.s,
                    notes: [`There is nothing to keep as ${kind}: ${kind === 'config' ? 'config-paths' : 'secret-paths'} can name files.`],
                };
            const paths = items.map(item => item.path);
            const component = {
                name: kind,
                kind,
                path: kind,
                from: paths.join(', '),
                size: null,
                need: null,
                details: {},
                paths,
                moment: 'dump',
            };
            return { components: [component], leftOut: [] };
        },
        collect(_component, view) {
            // A restore replaces names, so that is what its safety backup keeps.
            const demandOf = (item) => (view.settings.prefix === 'pre-restore' ? asItIs : item.demand);
            return ['files_take', kind, ...itemsOf(view).map(item => `${demandOf(item)}${item.path}`)];
        },
        restore(kept, target) {
            const { appDir } = target.view.settings;
            const paths = kept.paths.map(path => (0,restoration/* placed */.GS)(path, target));
            (0,restoration/* refuseOutside */.gz)(paths, kept.name, target);
            const places = paths.map(path => (path.startsWith('/') ? path : `${appDir}/${path}`));
            return {
                name: kind,
                over: paths.join(', '),
                ...beforeOf(kind, paths, target.view),
                stop: (0,restoration/* mounting */.E2)(places, target.view),
                pause: [],
                room: [[1, appDir]],
                prove: ['mb_prove', kind, 'mb_read_fragment'],
                stage: [['files_stage', kind, ...paths]],
                swap: [['files_swap', kind, ...paths]],
                check: [],
            };
        },
        drill() {
            return ['fragment_drill', kind];
        },
    };
}
/** What is at these paths now, as far as there is anything. */
function beforeOf(kind, paths, view) {
    if (view.facts.application === null || paths.length === 0)
        return {};
    const listed = paths.map(path => ({ path, optional: true }));
    const settings = { ...view.settings, scope: 'full', ...(kind === 'config' ? { configPaths: listed } : { secretPaths: listed }) };
    const [before] = (kind === 'config' ? config : secrets).components({ ...view, settings }).components;
    return before === undefined ? {} : { before };
}
function listed(paths) {
    return paths.map(each => ({ path: each.path, demand: each.optional ? optional : demanded }));
}
/** The compose files and environment files that Compose's labels name, their like in the directory, and read-only bind mounts from it. */
function configFound({ facts, settings, project }) {
    const entries = facts.application?.entries ?? [];
    const kept = entries.filter(entry => entry.name === 'nginx' || composeFile.test(entry.name) || (environmentFile.test(entry.name) && !entry.kind.endsWith('directory')));
    const mounted = project.containers.flatMap(container => boundFiles(container, facts, settings.appDir)).filter(path => !isSecret(path));
    return outermost([
        ...project.containers
            .flatMap(container => [...container.files, ...container.environmentFiles])
            .map(path => relative(path, facts, settings.appDir)),
        ...kept.map(entry => entry.name).filter(name => !notOurs.test(name)),
        ...mounted,
    ]);
}
/** `secrets/` and its like in the directory, and what Compose mounts under /run/secrets. */
function secretsFound({ facts, settings, project }) {
    const entries = (facts.application?.entries ?? []).filter(entry => secretName.test(entry.name)).map(entry => entry.name);
    const mounted = project.containers.flatMap(container => container.mounts.filter(mount => mount.type === 'bind' && mount.destination.startsWith('/run/secrets/')));
    const bound = project.containers.flatMap(container => boundFiles(container, facts, settings.appDir)).filter(isSecret);
    return outermost([...entries, ...mounted.map(mount => relative(mount.source, facts, settings.appDir)), ...bound]);
}
/** Read-only bind mounts from the application directory: what people hand to a container without letting it write is configuration. */
function boundFiles(container, facts, appDir) {
    return container.mounts
        .filter(mount => mount.type === 'bind' && !mount.writable && !mount.destination.startsWith('/run/secrets/'))
        .map(mount => relative(mount.source, facts, appDir))
        .filter(path => !path.startsWith('/') && path !== '');
}
function isSecret(path) {
    return secretName.test(path.split('/')[0] ?? '');
}
function relative(path, facts, appDir) {
    for (const root of [appDir, facts.application?.path ?? appDir]) {
        if (path === root)
            return '';
        if (path.startsWith(`${root}/`))
            return path.slice(root.length + 1);
    }
    return path;
}
/** Each once, sorted, and none that lies inside another. */
function outermost(paths) {
    const all = [...new Set(paths)].filter(path => path !== '').toSorted();
    return all.filter(path => !all.some(other => path !== other && path.startsWith(`${other}/`))).map(path => ({ path, demand: discovered }));
}

// EXTERNAL MODULE: ./build/sources/files/paths.js
var paths = __webpack_require__(23533);
// EXTERNAL MODULE: ./build/sources/files/volumes.js
var volumes = __webpack_require__(94178);
;// CONCATENATED MODULE: ./build/sources/system/system.js
// The state of the server in names, ids and versions.

const system = {
    components({ settings, facts }) {
        if (settings.scope === 'database')
            return source/* nothing */.s;
        return {
            components: [
                { name: 'system', kind: 'system', path: 'system', from: facts.hostname, size: null, need: null, details: {}, moment: 'dump' },
            ],
            leftOut: [],
        };
    },
    collect() {
        return ['system_take'];
    },
    restore() {
        return undefined;
    },
    drill() {
        return ['fragment_drill', 'system'];
    },
};

;// CONCATENATED MODULE: ./build/sources/registry.js
// All kinds of components, in the order in which they are taken: what changes least costs the least time between the others.







const sources = [config, secrets, mongo/* mongo */.jY, redis/* redis */.Y, volumes/* volumes */.o, paths/* paths */.f, system];
const sourceOf = { database: mongo/* mongo */.jY, redis: redis/* redis */.Y, volume: volumes/* volumes */.o, path: paths/* paths */.f, config: config, secrets: secrets, system: system };
/** Everything that will be taken, everything that will not, and why. Throws for what was asked and cannot be. */
function registry_select(view) {
    const found = sources.map(source => source.components(view));
    const components = found.flatMap(each => each.components);
    const { without } = view.project;
    const selection = { components, carried: found.flatMap(each => each.leftOut), uncovered: uncovered(components, view) };
    if (without !== undefined)
        return {
            ...selection,
            notes: [],
            warnings: [`There is no Docker engine to ask (${without}): no container and no volume was looked at.`],
        };
    return { ...selection, notes: found.flatMap(each => each.notes ?? []), warnings: found.flatMap(each => each.warnings ?? []) };
}


/***/ })

};
