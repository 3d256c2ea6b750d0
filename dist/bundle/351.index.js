export const id = 351;
export const ids = [351];
export const modules = {

/***/ 97351:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  P: () => (/* binding */ restore_restore)
});

// EXTERNAL MODULE: ./build/backups/catalogue.js
var backups_catalogue = __webpack_require__(99205);
// EXTERNAL MODULE: ./build/messages/errors.js
var errors = __webpack_require__(76042);
// EXTERNAL MODULE: ./build/plan/restore.js + 2 modules
var restore = __webpack_require__(97174);
// EXTERNAL MODULE: ./build/plan/runbook.js
var runbook = __webpack_require__(34238);
// EXTERNAL MODULE: ./build/report/console/planned.js
var console_planned = __webpack_require__(30015);
// EXTERNAL MODULE: ./build/text/amounts.js
var amounts = __webpack_require__(16715);
// EXTERNAL MODULE: ./build/text/inert.js
var inert = __webpack_require__(43338);
;// CONCATENATED MODULE: ./build/report/console/restorelog.js
// The log of a restore while it runs, from the runtime's events; and what those events said that outlasts it.


class RestoreLog {
    #reporter;
    #plan;
    #ended = false;
    #left = 'nothing';
    #told = { warnings: [], components: [], dropped: [] };
    constructor(reporter) {
        this.#reporter = reporter;
    }
    get told() {
        return this.#told;
    }
    begin(plan) {
        this.#plan = plan;
        this.#reporter.begin('Restore', '');
    }
    /** Whether the run's own last word was heard. */
    get ended() {
        return this.#ended;
    }
    /** The failure with what is true of the server after it. */
    after(failure) {
        if (this.#left === 'undone')
            return { ...failure, safe: 'everything is as it was before the restore: replaced data is back, and what ran before runs again' };
        if (this.#left === 'final')
            return { ...failure, safe: 'the restore was already final: the restored data is in place and was compared' };
        if (this.#left !== 'unrecovered')
            return failure;
        return {
            ...failure,
            safe: 'the previous state lies beside its place (names that end in .meeshy-old-…) and in the safety backup; the containers that the restore stopped stay stopped; no old backup is removed',
            next: 'remove the cause of the undo-failed warning, then: meeshy-backup restore --undo',
        };
    }
    /** An event that was not heard before. */
    add(event) {
        if (event.type === 'step' && event.state === 'start')
            this.#step(event.step);
        else if (event.type === 'restored')
            this.#onRestored(event.component, event.found);
        else if (event.type === 'dropped')
            this.#told = { ...this.#told, dropped: [...this.#told.dropped, event.collection] };
        else if (event.type === 'safety')
            this.#told = { ...this.#told, safetyBackup: event.name };
        else if (event.type === 'downtime')
            this.#onDowntime(event.milliseconds);
        else if (event.type === 'undone' || event.type === 'unrecovered' || event.type === 'final')
            this.#left = event.type;
        else if (event.type === 'ended')
            this.#ended = true;
    }
    warn(code, text) {
        this.#told = { ...this.#told, warnings: [...this.#told.warnings, `${code}: ${text}`] };
        this.#reporter.warning(code, text);
    }
    #onRestored(name, found) {
        this.#told = { ...this.#told, components: [...this.#told.components.filter(each => each.name !== name), { name, found }] };
        this.#reporter.line(`${name.padEnd(28)} ${found.replaceAll('=', ' ')}`);
    }
    #onDowntime(milliseconds) {
        this.#told = { ...this.#told, downtimeSeconds: milliseconds / 1000 };
        this.#reporter.line(`services were down for ${(0,amounts/* duration */.p0)(milliseconds)}`);
    }
    #step(step) {
        const title = this.#plan?.steps[step - 1]?.title;
        this.#reporter.line(title === undefined ? `step ${step}` : (0,inert/* inert */.tJ)(`${step}. ${title}`));
    }
}

// EXTERNAL MODULE: ./build/report/outcome.js
var report_outcome = __webpack_require__(44247);
// EXTERNAL MODULE: ./build/report/proven.js
var proven = __webpack_require__(21363);
// EXTERNAL MODULE: ./build/report/restored.js
var restored = __webpack_require__(29377);
// EXTERNAL MODULE: ./build/server/project.js
var project = __webpack_require__(44979);
// EXTERNAL MODULE: ./build/sources/containers.js
var containers = __webpack_require__(78593);
;// CONCATENATED MODULE: ./build/sources/old/old.js
// Archives of the old scripts: what of them goes where. Their volumes have the names that the scripts gave them, and their files no origin. Pure.



/**
 * The manifest of an old archive, as a restore reads it: each volume under the name that the project has for it. Unless it was asked for, a volume
 * whose content a dump in the same archive carries is left out. Throws E_INPUT, E_VERIFY.
 */
function adapted(manifest, view) {
    refuseBackups(manifest, view);
    const named = manifest.components.map(kept => (kept.kind === 'volume' ? underItsName(kept, view) : { kept, volume: undefined }));
    refuseTwins(named, manifest);
    const dumped = named.filter(({ volume }) => volume !== undefined && (0,containers/* carried */.LT)(volume, view) && carriedHere(volume, manifest, view));
    const asked = view.settings.restore.components;
    if (asked === 'all') {
        const kept = named.filter(each => !dumped.includes(each)).map(each => each.kept);
        return {
            manifest: { ...manifest, components: kept },
            leftOut: dumped.map(each => `${(0,inert/* inert */.tJ)(each.kept.name)} is left as it is: the dump in this archive carries it`),
        };
    }
    const twice = dumped.find(({ kept, volume }) => asked.includes(kept.name) && asked.includes(dumpOf(volume, view)));
    if (twice !== undefined)
        throw new errors/* BackupError */.hj({
            code: 'E_INPUT',
            title: `${(0,inert/* inert */.tJ)(twice.kept.name)} and ${dumpOf(twice.volume, view)} of ${manifest.name} go into the same place: only one of them can be restored.`,
            safe: 'nothing was changed',
            next: `leave one out of components; ${dumpOf(twice.volume, view)} is the one that is of one moment`,
        });
    return { manifest: { ...manifest, components: named.map(each => each.kept) }, leftOut: [] };
}
/**
 * The volume of this project that an archived one is: by its name in the compose file, by its name at Docker's, or by its name at Docker's in a
 * project of another name (`meeshy_gateway_uploads`). One that several could be, or none, keeps its name, and is refused by it.
 */
function underItsName(kept, { project, facts }) {
    const name = kept.name.slice('volumes/'.length);
    const ending = project.volumes.filter(({ shortName }) => shortName !== '' && name.endsWith(`_${shortName}`));
    const volume = project.volumes.find(({ shortName }) => shortName === name) ??
        project.volumes.find(each => each.name === name) ??
        (ending.length === 1 ? ending[0] : undefined) ??
        facts.volumes.find(each => each.name === name && each.project === '');
    return { kept: volume === undefined ? kept : { ...kept, name: `volumes/${volume.shortName || volume.name}` }, volume };
}
/** Two archived volumes must not go into one: `gateway_uploads` and `meeshy_gateway_uploads`. */
function refuseTwins(named, { name }) {
    const twins = named.filter(({ kept }, n) => named.some((other, m) => n !== m && other.kept.name === kept.name));
    if (twins.length === 0)
        return;
    throw new errors/* BackupError */.hj({
        code: 'E_AMBIGUOUS',
        title: `${twins.map(({ kept }) => (0,inert/* inert */.tJ)(kept.path)).join(' and ')} of ${name} are the same volume here.`,
        safe: 'nothing was changed',
        next: 'put the one you mean back by hand: docs/format.md, "Archives of the old scripts"',
    });
}
/** Is the dump that carries it in this archive too? */
function carriedHere(volume, { components }, view) {
    return components.some(({ name }) => name === dumpOf(volume, view));
}
/** Which dump carries the volume: that of a server that has it mounted. */
function dumpOf(volume, { project, dumped }) {
    const users = project.containers.filter(({ mounts }) => mounts.some(mount => mount.type === 'volume' && mount.name === volume?.name));
    return users.map(({ name }) => dumped.get(name)).find(group => group !== undefined) ?? 'database';
}
/** Files of an old archive say no origin but their first name: it must not be that of the directory where the backups are. */
function refuseBackups({ name, components }, { settings }) {
    for (const path of components.flatMap(({ paths }) => paths)) {
        if (!`${settings.backupDir}/`.startsWith(`${settings.appDir}/${path}/`))
            continue;
        throw new errors/* BackupError */.hj({
            code: 'E_VERIFY',
            title: `The archive ${name} holds ${(0,inert/* inert */.tJ)(path)} as configuration, but the backups are there.`,
            safe: 'nothing was changed',
            next: 'it was not made by the old scripts; look at it by hand: tar -tvzf',
        });
    }
}

// EXTERNAL MODULE: ./build/sources/registry.js + 16 modules
var registry = __webpack_require__(97287);
// EXTERNAL MODULE: ./build/backups/names.js
var names = __webpack_require__(96880);
;// CONCATENATED MODULE: ./build/operations/confirm.js


/** Refuses, before any contact, what cannot be a confirmation. */
function confirmEarly({ confirm, backup }, canAsk) {
    if (confirm === undefined && canAsk)
        return;
    const named = backup === 'latest' || backup.startsWith('/') ? (0,names/* parseName */.$q)(confirm ?? '') !== undefined : confirm === backup;
    if (confirm === 'OUI' || named)
        return;
    throw unconfirmed(backup === 'latest' ? 'the name of the backup' : backup);
}
/** The rest, when the backup is known: the name typed must be its own; or a person confirms it. */
async function confirmLate(session, manifest, lines, questions) {
    const { confirm, mode } = session.settings.restore;
    const { reporter, transport } = session;
    reporter.phase('Replaces', `on ${transport.name}, with ${manifest.name} of ${manifest.timeText || manifest.time}`, lines);
    if (mode === 'resume' || confirm === 'OUI' || confirm === manifest.name)
        return;
    if (confirm === undefined && questions !== undefined) {
        const said = await questions.ask(`This replaces what is on ${transport.name}. Nothing has been changed yet.\nType OUI to go on: `);
        if (said === 'OUI' || said === manifest.name)
            return;
    }
    throw unconfirmed(manifest.name);
}
function unconfirmed(name) {
    return new errors/* BackupError */.hj({
        code: 'E_INPUT',
        title: `The restore was not confirmed: confirm must be OUI or ${name}.`,
        safe: 'nothing was changed',
        next: 'look at the plan first (dry-run), then type OUI',
    });
}

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
;// CONCATENATED MODULE: ./build/plan/follow.js
function planFollow(settings, runId) {
    const variables = { MB_APP: settings.appDir, MB_DIR: settings.backupDir, MB_FOLLOW: runId };
    return {
        operation: 'follow',
        writes: false,
        steps: [{ id: 'follow', title: 'Follow the run', command: ['mb_follow', runId] }],
        variables,
        components: [],
        known: {},
        readers: {},
        secrets: [],
    };
}

// EXTERNAL MODULE: ./build/script/conversation.js + 6 modules
var conversation = __webpack_require__(94098);
// EXTERNAL MODULE: ./build/operations/session.js + 2 modules
var operations_session = __webpack_require__(34539);
;// CONCATENATED MODULE: ./build/operations/follow.js
// Following a restore that runs on the server by itself: through lost connections, to its own last word.





/** Starts the plan if there is one, and follows the run until it has ended. Throws its failure; E_UNKNOWN when it cannot be learnt; E_CANCELLED. */
async function follow(session, log, { runId, plan }) {
    const { settings, reporter, transport } = session;
    const limit = performance.now() + settings.timeout * 1000;
    const hearer = { onEvent: log.add.bind(log), onWarning: log.warn.bind(log) };
    const heard = new Heard();
    let lost;
    for (let first = plan;; first = undefined) {
        try {
            const anew = { ...hearer, isNew: heard.anew() };
            if (first !== undefined)
                await (0,operations_session/* run */.eF)({ ...session, runId }, first, anew);
            else
                await (0,operations_session/* run */.eF)({ ...session, runId: (0,conversation/* newRunId */.F$)() }, planFollow(settings, runId), anew);
            if (log.ended)
                return;
            throw untold(transport.name);
        }
        catch (thrown) {
            if (session.cancel?.aborted)
                throw left(session, runId);
            const mayGoOn = thrown instanceof conversation/* ConnectionLost */.pz || (lost !== undefined && ['E_CONNECT', 'E_PROTOCOL'].includes((0,errors/* failureOf */.g5)(thrown).code));
            if (!mayGoOn)
                throw thrown;
            if (lost === undefined)
                reporter.warning('connection-lost', 'The connection was lost. The restore continues on the server; following it again.');
            lost = thrown;
        }
        if (performance.now() > limit)
            throw unknown(session, runId, lost);
        await (0,promises_.setTimeout)(2000);
        await transport.open().catch(() => { });
    }
}
/** A log is read from its beginning each time: what was heard before the connection was lost is passed over. */
class Heard {
    #most = 0;
    /** For one reading: whether an event is heard for the first time. */
    anew() {
        let place = 0;
        return ({ type }) => {
            // From the follower, and not in the log.
            if (type === 'unheard')
                return true;
            place += 1;
            if (place <= this.#most)
                return false;
            this.#most = place;
            return true;
        };
    }
}
/** Success needs the run's own last word: exit status 0 alone proves nothing, but that it is to be followed again. */
function untold(where) {
    return new conversation/* ConnectionLost */.pz({
        code: 'E_PROTOCOL',
        title: `${where} did not report how the restore ended.`,
        safe: 'it continues there, and completes or rolls back',
        next: 'meeshy-backup restore --resume follows it',
    });
}
function left({ transport }, runId) {
    return new errors/* BackupError */.hj({
        code: 'E_CANCELLED',
        title: `Stopped following the restore on ${transport.name} (run ${runId}). It continues there, and completes or rolls back.`,
        safe: 'the server keeps the previous state until the restore succeeds',
        next: 'meeshy-backup restore --resume follows it again',
    });
}
function unknown({ transport, settings }, runId, lost) {
    return new errors/* BackupError */.hj({
        code: 'E_UNKNOWN',
        title: `The connection to ${transport.name} was lost, and the outcome of the restore (run ${runId}) is unknown.`,
        details: { Because: lost.failure.title },
        safe: 'it continues there, and completes or rolls back',
        next: `meeshy-backup restore --resume; its log is ${settings.backupDir}/.work/${runId}.log`,
    }, { cause: lost });
}

// EXTERNAL MODULE: ./build/backups/manifest.js
var backups_manifest = __webpack_require__(8399);
// EXTERNAL MODULE: ./build/plan/look.js
var look = __webpack_require__(97947);
;// CONCATENATED MODULE: ./build/operations/old.js





/** Reads it to its end on the server, each nested archive too, and returns what a manifest of it would be. Throws E_VERIFY where it is not sound. */
async function openOld(session, archive) {
    session.reporter.begin('Read', `${archive.file}, ${(0,amounts/* bytes */.ee)(archive.bytes)}, to its end: an archive of the old scripts has no list of its contents`);
    let text = '';
    await (0,operations_session/* run */.eF)(session, (0,look/* planOldLook */._e)(session.settings, archive.name), {
        onEvent(event) {
            if (event.type === 'old-manifest')
                text = event.text;
        },
    });
    const manifest = (0,backups_manifest/* parseManifest */.Ng)(text);
    if ('problem' in manifest || manifest.name !== archive.name)
        throw unread(archive, 'problem' in manifest ? manifest.problem : 'it has another name');
    const before = archive.manifest?.archive.sha256;
    if (before !== undefined && before !== manifest.archive.sha256)
        throw unread(archive, 'its sha256 is not the one it had when it was first read');
    return manifest;
}
function unread({ name }, why) {
    return new errors/* BackupError */.hj({
        code: 'E_VERIFY',
        title: `The backup ${name} cannot be restored: ${why}.`,
        safe: 'nothing was changed',
        next: 'restore another backup; look at this one by hand: tar -tvzf',
    });
}

// EXTERNAL MODULE: ./build/operations/recover.js
var recover = __webpack_require__(27323);
;// CONCATENATED MODULE: ./build/operations/restore.js
// Restore: look, choose, plan, ask, and let the server do it: it goes on without the client, which follows it.



















/** Does what was asked (`mode`), and always returns what came of it. `questions` is there where a person can be asked. */
async function restore_restore(session, context, questions) {
    const began = performance.now();
    const { reporter, settings } = session;
    const log = new RestoreLog(reporter);
    const place = (0,report_outcome/* placeOf */.$)(settings, session.transport.name);
    const outcome = () => ({ ...restored/* nothingRestored */.K, ...log.told, runId: session.runId, seconds: (performance.now() - began) / 1000, place });
    try {
        if (settings.restore.mode === 'restore' && !settings.dryRun)
            confirmEarly(settings.restore, questions !== undefined);
        refuseUnknown(settings.restore.components);
        await (0,operations_session/* connect */.Ng)(session);
        if (settings.restore.mode === 'undo')
            return { ...outcome(), ...(await undo(session)) };
        const found = settings.restore.mode === 'resume' ? await interrupted(session) : session;
        if (found.running !== undefined) {
            await follow(found, log, { runId: found.running, plan: undefined });
            return { ...outcome(), status: 'success', restoredFrom: found.settings.restore.backup };
        }
        const { target, planned } = await prepare(found, context, questions);
        const lines = (0,restore/* overwriteLines */.lO)(planned, target);
        if (settings.dryRun) {
            reporter.phase('Would replace', `on ${session.transport.name}`, lines);
            reporter.phase('Plan', `${planned.plan.steps.length} steps, nothing is done`, (0,console_planned/* planLines */.H)(planned.plan));
            return { ...outcome(), status: 'planned', ...fromOf(target.manifest), replaces: lines };
        }
        await confirmLate(found, target.manifest, lines, questions);
        log.begin(planned.plan);
        await follow(found, log, { runId: session.runId, plan: planned.plan });
        reporter.done(`Restored ${target.manifest.name} in ${(0,amounts/* duration */.p0)(performance.now() - began)}; services were down for ${(0,amounts/* duration */.p0)((log.told.downtimeSeconds ?? 0) * 1000)}.${log.told.safetyBackup === undefined ? '' : ` The safety backup ${log.told.safetyBackup} holds the previous state.`}`);
        return { ...outcome(), status: 'success', ...fromOf(target.manifest) };
    }
    catch (thrown) {
        if (thrown instanceof Error)
            reporter.debug((0,inert/* inert */.tJ)(String(thrown.stack)));
        const failure = log.after((0,errors/* failureOf */.g5)(thrown));
        reporter.failure(failure);
        return { ...outcome(), status: 'failed', failure };
    }
}
/** A typing error is known before anything is contacted. */
function refuseUnknown(asked) {
    const unknown = asked === 'all' ? [] : (0,registry/* unknownComponents */.Z6)(asked);
    if (unknown.length === 0)
        return;
    throw new errors/* BackupError */.hj({
        code: 'E_INPUT',
        title: `Invalid input 'components': ${unknown.map(word => (0,inert/* inert */.tJ)(word)).join(', ')} is the name of no component.`,
        details: { 'There are': (0,registry/* restorableGroups */.wy)().join(', ') },
        safe: 'nothing was contacted',
        next: 'check components for a typing error: list shows what each backup has',
    });
}
function fromOf({ name, archive, time, verified }) {
    return { restoredFrom: name, from: { bytes: archive.bytes, time, verified } };
}
async function undo(session) {
    const recovered = await (0,recover/* recover */.l)(session);
    requireUndone(recovered);
    if (recovered.completed.length > 0)
        throw new errors/* BackupError */.hj({
            code: 'E_RESTORE',
            title: `The restore ${recovered.completed.join(', ')} was already final when it was killed, so the server completed it and did not undo it.`,
            safe: 'the restored data is in place; its safety backup (pre-restore-…) holds the previous state',
            next: 'to go back, restore the safety backup: meeshy-backup list',
        });
    return { status: 'success' };
}
function requireUndone({ unrecovered }) {
    if (unrecovered.length > 0)
        throw new errors/* BackupError */.hj({
            code: 'E_RESTORE',
            title: `Not everything that the restore ${unrecovered.join(', ')} changed could be put back.`,
            safe: 'the previous state lies beside its place (names that end in .meeshy-old-…) and in the safety backup; no old backup is removed until the restore ends',
            next: 'remove the cause that the warning names, then run it again: meeshy-backup restore --undo; by hand: docs/restore.md',
        });
}
/** The restore that is incomplete on the server: still at work there, or to repeat with the words of its start. */
async function interrupted(session) {
    const facts = await (0,operations_session/* look */.Op)(session);
    const { incomplete } = facts.listing;
    if (incomplete === undefined)
        throw new errors/* BackupError */.hj({
            code: 'E_NOT_FOUND',
            title: `No restore is incomplete on ${session.transport.name}.`,
            safe: 'nothing was changed',
            next: 'list the backups; to undo a restore that has ended, restore its safety backup (pre-restore-…)',
        });
    const { backup, components, runId } = incomplete;
    const settings = { ...session.settings, restore: { ...session.settings.restore, backup, components } };
    const found = { ...session, settings };
    if (incomplete.alive)
        return { ...found, running: runId };
    requireUndone(await (0,recover/* recover */.l)({ ...found, runId: `${session.runId}-u` }));
    return found;
}
/** Looks, finds the backup, and plans: nothing is changed. */
async function prepare(session, context, questions) {
    const settings = ofArchive(session.settings);
    const looking = settings.dryRun ? operations_session/* look */.Op : recover/* lookInPeace */.H;
    const first = await looking({ ...session, settings: targetOf(settings) });
    const catalogue = (0,backups_catalogue/* catalogueOf */.vq)(first.listing);
    const chosen = await choose(catalogue, settings, session.transport.name, questions);
    const kept = chosen.kind === 'backup' && chosen.manifest !== undefined ? chosen.manifest : await openOld({ ...session, settings }, chosen);
    const facts = await measured(session, settings, kept, first, looking);
    const there = targetOf(settings);
    refuseForeign(kept, settings);
    const project = here(facts, there);
    const view = (0,registry/* viewOf */.du)({ facts, settings: there, project, last: undefined });
    const { manifest, leftOut } = kept.kind === 'backup' ? { manifest: kept, leftOut: [] } : adapted(kept, view);
    const create = project.containers.length === 0 &&
        manifest.project.name !== '' &&
        !facts.containers.some(each => each.project === manifest.project.name);
    const target = {
        view,
        manifest,
        create: create && manifest.images.length > 0,
    };
    session.reporter.phase('Restore', `${manifest.name}, ${(0,amounts/* ago */.KN)(facts.listing.now - manifest.time)}, ${(0,amounts/* bytes */.ee)(manifest.archive.bytes)}, proven: ${(0,proven/* provenText */.Sd)({ verified: manifest.verified, manifest })}`, leftOut);
    const planned = (0,restore/* planRestore */.q8)(target, context);
    return { target, planned: { ...planned, plan: (0,runbook/* withRunbook */.r)(planned.plan, target.view) } };
}
/** A path says where the archive is: its directory is then the backup directory. */
function ofArchive(settings) {
    const { backup } = settings.restore;
    return backup.startsWith('/') ? { ...settings, backupDir: backup.slice(0, backup.lastIndexOf('/')) } : settings;
}
/** The settings as they are about the application that is restored. */
function targetOf(settings) {
    return { ...settings, appDir: settings.restore.toAppDir ?? settings.appDir };
}
async function choose(catalogue, { restore, backupDir }, where, questions) {
    const asked = restore.backup.startsWith('/')
        ? restore.backup.slice(restore.backup.lastIndexOf('/') + 1).replace(/\.tar\..*$/, '')
        : restore.backup;
    // An unread archive of the old scripts is read when the user asks for it.
    const all = [...catalogue.backups, ...catalogue.unread];
    const candidates = all.filter(({ prefix }) => prefix !== 'pre-restore');
    let found = asked === 'latest' ? candidates[0] : all.find(({ name }) => name === asked);
    if (asked === 'latest' && questions !== undefined && restore.confirm === undefined && candidates.length > 0)
        found = await questions.choose({ ...catalogue, backups: all });
    if (found !== undefined)
        return found;
    const damaged = catalogue.damaged.find(({ file }) => file.startsWith(`${asked}.tar.`));
    const why = damaged === undefined ? 'there is none' : `it is damaged: ${damaged.why}`;
    throw new errors/* BackupError */.hj({
        code: damaged !== undefined ? 'E_VERIFY' : 'E_NOT_FOUND',
        title: `${asked === 'latest' ? 'No backup' : `The backup ${(0,inert/* inert */.tJ)(asked)}`} can be restored from ${backupDir} on ${where}: ${why}.`,
        details: {
            'There are': all
                .slice(0, 20)
                .map(({ name }) => name)
                .join(', ') || 'no backups',
        },
        safe: 'nothing was changed',
        next: 'list the backups: meeshy-backup list',
    });
}
/** Directories that the backup holds are measured too; that is a look of its own, because only the manifest names them. */
async function measured(session, settings, manifest, facts, looking) {
    const there = targetOf(settings);
    const asking = manifest.components.reduce((asked, kept) => (0,registry/* sourceOf */.vz)(kept.kind)?.measured?.(kept, manifest, asked) ?? asked, there);
    return asking === there ? facts : looking({ ...session, settings: asking });
}
function refuseForeign(manifest, settings) {
    const from = manifest.project.appDir;
    const { toAppDir } = settings.restore;
    if (from === '' || from === settings.appDir || toAppDir !== undefined)
        return;
    throw new errors/* BackupError */.hj({
        code: 'E_INPUT',
        title: `The backup ${manifest.name} is of the application in ${(0,inert/* inert */.tJ)(from)}, but app-dir is ${settings.appDir}.`,
        safe: 'nothing was changed',
        next: `to restore it into ${settings.appDir} anyway, set to-app-dir: ${settings.appDir}`,
    });
}
/** The project that is there, or none at all: its containers may be what was lost. */
function here(facts, settings) {
    try {
        return (0,project/* projectOf */.v8)(facts, settings, (0,registry/* asked */.NZ)(settings));
    }
    catch (thrown) {
        if ((0,errors/* failureOf */.g5)(thrown).code !== 'E_NOT_FOUND')
            throw thrown;
        return { name: '', containers: [], volumes: [] };
    }
}


/***/ }),

/***/ 29377:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ restoreOutputsOf),
/* harmony export */   K: () => (/* binding */ nothingRestored)
/* harmony export */ });
/* harmony import */ var _text_inert_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43338);

const nothingRestored = { status: 'failed', runId: '', seconds: 0, warnings: [], components: [], dropped: [] };
/** The outputs of the restore action, all of them, failed or not. */
function restoreOutputsOf(outcome) {
    const { downtimeSeconds } = outcome;
    return {
        status: outcome.status,
        'restored-from': outcome.restoredFrom ?? '',
        'safety-backup': outcome.safetyBackup ?? '',
        'duration-seconds': String(Math.round(outcome.seconds)),
        'downtime-seconds': downtimeSeconds === undefined ? '' : String(Math.round(downtimeSeconds)),
        components: (0,_text_inert_js__WEBPACK_IMPORTED_MODULE_0__/* .inertJson */ .nl)(outcome.components),
        'error-code': outcome.failure?.code ?? '',
    };
}


/***/ })

};
