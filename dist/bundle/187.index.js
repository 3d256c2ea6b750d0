export const id = 187;
export const ids = [187];
export const modules = {

/***/ 30599:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  R: () => (/* binding */ backup_backup),
  i: () => (/* binding */ prepare)
});

// EXTERNAL MODULE: ./build/backups/catalogue.js
var backups_catalogue = __webpack_require__(99205);
// EXTERNAL MODULE: ./build/backups/manifest.js
var backups_manifest = __webpack_require__(8399);
// EXTERNAL MODULE: ./build/messages/errors.js
var errors = __webpack_require__(76042);
// EXTERNAL MODULE: ./build/plan/backup.js
var backup = __webpack_require__(54438);
// EXTERNAL MODULE: ./build/plan/runbook.js
var runbook = __webpack_require__(34238);
// EXTERNAL MODULE: ./build/text/amounts.js
var amounts = __webpack_require__(16715);
// EXTERNAL MODULE: ./build/text/inert.js
var inert = __webpack_require__(43338);
;// CONCATENATED MODULE: ./build/report/console/backuplog.js
// The log of a backup while it runs, from the runtime's events: a line for each component, progress in between, the proof at the end.


class BackupLog {
    #reporter;
    #plan;
    #warn;
    #width;
    #drilled = [];
    #restored = 0;
    #step = 0;
    #begun = false;
    constructor(reporter, plan, warn) {
        this.#reporter = reporter;
        this.#plan = plan;
        this.#warn = warn;
        this.#width = Math.max(...Object.keys(plan.known).map(name => name.length)) + 2;
    }
    add(event) {
        if (event.type === 'step')
            this.#onStep(event);
        else if (event.type === 'component')
            this.#onComponent(event);
        else if (event.type === 'drilled')
            this.#onDrilled(event);
        else if (event.type === 'progress')
            this.#reporter.progress(`${this.#title()}: ${(0,amounts/* bytes */.ee)(event.bytes)} written`);
        else if (event.type === 'unsound')
            this.#warn('unsound', `${(0,inert/* inert */.tJ)(event.file)}, an archive of the old scripts, is not counted: ${event.why || 'it does not read to its end'}`);
    }
    #onStep({ step, state, milliseconds }) {
        if (state === 'start') {
            this.#step = step;
            if (!this.#begun)
                this.#reporter.begin('Back up', '');
            this.#begun = true;
            return;
        }
        if (this.#idOf(step) === 'prove-new')
            this.#reporter.phase('Verify', `${this.#title().replace(/^Verify: /, '')}   ${(0,amounts/* duration */.p0)(milliseconds)}`);
        if (this.#idOf(step) === 'drill-end')
            this.#reporter.phase('Drill', `restored into throw-away containers and compared: equal   restore takes about ${(0,amounts/* duration */.p0)(this.#restored)}`, this.#drilled);
    }
    #onComponent({ component, raw, stored, milliseconds, found }) {
        const sizes = `${(0,amounts/* bytes */.ee)(raw)} → ${(0,amounts/* bytes */.ee)(stored)}`;
        this.#reporter.line(`${component.padEnd(this.#width)} ${sizes.padEnd(20)} ${(0,amounts/* duration */.p0)(milliseconds).padEnd(8)} ${found.replaceAll('=', ' ')}`);
    }
    #onDrilled({ component, milliseconds, found }) {
        this.#restored += milliseconds;
        this.#drilled.push(`${(0,inert/* inert */.tJ)(component).padEnd(this.#width)} restored in ${(0,amounts/* duration */.p0)(milliseconds).padEnd(8)} ${found.replaceAll('=', ' ')}`);
    }
    #idOf(step) {
        return this.#plan.steps[step - 1]?.id;
    }
    #title() {
        return (0,inert/* inert */.tJ)(this.#plan.steps[this.#step - 1]?.title ?? '');
    }
}

// EXTERNAL MODULE: ./build/sources/registry.js + 16 modules
var registry = __webpack_require__(97287);
// EXTERNAL MODULE: ./build/report/proven.js
var proven = __webpack_require__(21363);
;// CONCATENATED MODULE: ./build/report/console/look.js




/** `meeshy: 5 containers, 3 volumes, 41 GB free; last backup 2 h ago, 612 MB, read`. */
function lookText({ facts, project }, catalogue) {
    const [last] = catalogue.backups;
    const before = last === undefined ? 'no backup yet' : `last backup ${(0,amounts/* ago */.KN)(catalogue.now - last.time)}, ${(0,amounts/* bytes */.ee)(last.bytes)}, ${(0,proven/* provenText */.Sd)(last)}`;
    return `${(0,inert/* inert */.tJ)(project.name || facts.hostname)}: ${(0,amounts/* count */.U9)(project.containers.length, 'container')}, ${(0,amounts/* count */.U9)(project.volumes.length, 'volume')}, ${(0,amounts/* bytes */.ee)(facts.free)} free; ${before}`;
}
/** A line for each kind of component, and one for what is not kept. */
function lookLines({ components, carried, uncovered, notes }, view) {
    const rows = [
        ...described(components.filter(({ small }) => !small), view),
        ...described(components.filter(({ small }) => small), view),
        ...[...carried, ...uncovered].map((row) => ['not kept', `${row.what} (${row.why})`]),
        ...notes.map((text) => ['note', text]),
    ];
    const width = Math.max(...rows.map(([label]) => label.length), 8) + 2;
    return rows.map(([label, text]) => (0,inert/* inert */.tJ)(`${label.padEnd(width)} ${text}`));
}
function described(components, view) {
    return registry/* sources */.Tj.flatMap(source => source.describe?.(components.filter(({ kind }) => kind === source.kind), view) ?? []);
}

// EXTERNAL MODULE: ./build/report/console/planned.js
var planned = __webpack_require__(30015);
// EXTERNAL MODULE: ./build/backups/retention.js
var retention = __webpack_require__(92206);
;// CONCATENATED MODULE: ./build/report/forecast.js



function forecastOf({ facts, settings }, catalogue, selection, plan) {
    const { components, carried, uncovered } = selection;
    const [need, { free }, { minFree }] = [(0,backup/* roomFor */.N)(components), facts, settings];
    const ours = new Set([...catalogue.backups, ...catalogue.unread].filter(each => each.prefix === settings.prefix).map(each => each.file));
    return {
        components: components.map(({ name, from, size, need }) => ({ name, from, size, need })),
        leftOut: [...carried, ...uncovered],
        steps: plan.steps.map(step => step.title),
        need,
        free,
        minFree,
        fits: free >= need + minFree,
        unmeasured: components.filter(component => component.need === null && !component.small).map(({ name }) => name),
        rotation: Object.fromEntries([...(0,retention/* nextRotation */.u5)(catalogue, settings.policy)].filter(([file]) => ours.has(file))),
    };
}
/** `Needs about 1.4 GB; 41 GB are free, of which min-free leaves 1 GB.` */
function spaceText({ need, free, minFree, unmeasured }) {
    const unknown = unmeasured.length === 0 ? '' : ` The size of ${unmeasured.join(', ')} is not known before it is taken.`;
    return `Needs about ${(0,amounts/* bytes */.ee)(need)}; ${(0,amounts/* bytes */.ee)(free)} are free, of which min-free leaves ${(0,amounts/* bytes */.ee)(minFree)}.${unknown}`;
}
function rotationLines({ rotation }) {
    const rows = Object.entries(rotation);
    return rows.length === 0 ? ['there is no backup of this prefix yet'] : rows.map(([file, verdict]) => `${file}   ${verdict}`);
}

// EXTERNAL MODULE: ./build/report/outcome.js
var outcome = __webpack_require__(44247);
// EXTERNAL MODULE: ./build/report/page/restoring.js
var restoring = __webpack_require__(27238);
;// CONCATENATED MODULE: ./build/report/shrunk.js


/** A sentence for each component of the same scope that is gone, and for each whose documents, keys or files are less than half of what they were. */
function shrunk(before, now) {
    return [...gone(before, now), ...smaller(before, now)];
}
function gone(before, now) {
    if (before?.scope !== now.scope)
        return [];
    return before.components
        .filter(component => !now.components.some(each => each.name === component.name))
        .map(component => `${component.name} is not in this backup; it was in ${before.name}.`);
}
function smaller(before, now) {
    return now.components.flatMap(component => {
        const last = before?.components.find(each => each.name === component.name)?.counts ?? {};
        return Object.entries(component.counts)
            .filter(([unit, value]) => value < (last[unit] ?? 0) / 2)
            .map(([unit, value]) => `${component.name} holds ${(0,amounts/* count */.U9)(value, (0,registry/* singularOf */.Zy)(unit), unit)}, less than half of the ${(0,amounts/* count */.U9)(last[unit] ?? 0, (0,registry/* singularOf */.Zy)(unit), unit)} of ${before?.name}.`);
    });
}

// EXTERNAL MODULE: ./build/script/conversation.js + 6 modules
var conversation = __webpack_require__(94098);
// EXTERNAL MODULE: ./build/server/facts.js
var facts = __webpack_require__(60529);
// EXTERNAL MODULE: ./build/server/project.js
var project = __webpack_require__(44979);
// EXTERNAL MODULE: ./build/operations/recover.js
var recover = __webpack_require__(27323);
// EXTERNAL MODULE: ./build/operations/rotate.js + 1 modules
var rotate = __webpack_require__(2660);
// EXTERNAL MODULE: ./build/operations/session.js + 2 modules
var operations_session = __webpack_require__(34539);
// EXTERNAL MODULE: ./build/backups/skipped.js
var skipped = __webpack_require__(24472);
// EXTERNAL MODULE: ./build/plan/recover.js
var plan_recover = __webpack_require__(8694);
;// CONCATENATED MODULE: ./build/plan/skip.js
// The skip of a backup: the server records its reason where the backup would be.


function planSkip(settings, reason, context) {
    const opening = (0,plan_recover/* planRecover */.s)(settings, context['url'] ? `, ${context['url']}` : '');
    return {
        ...opening,
        operation: 'skip',
        steps: [...opening.steps, { id: 'skip', title: 'Record that there is no backup', command: ['mb_record_skip', String(skipped/* keptSkips */.B)] }],
        variables: { ...opening.variables, MB_PREFIX: settings.prefix },
        known: { skipped: { reason, context } },
    };
}

;// CONCATENATED MODULE: ./build/operations/skip.js
// Skip: no backup is made, and everybody can see that, and why. Nothing here may keep the deploy waiting, nor stop it.




/** Leaves the record on the server if that can be done at once (settings of a skip have short waits); a warning says when it cannot. */
async function skip(session, context, given, warn) {
    const reason = (0,inert/* inert */.tJ)(given);
    warn('skipped', `NO BACKUP IS TAKEN. If what comes next goes wrong, what it destroys cannot be brought back. Reason given: ${reason}`);
    try {
        await (0,operations_session/* connect */.Ng)(session);
        await (0,operations_session/* run */.eF)(session, planSkip(session.settings, reason, context), { onWarning: warn });
        session.reporter.phase('Skip', `recorded on ${session.transport.name}, in ${session.settings.backupDir}/.meta`);
        return { skipped: { reason, recorded: true } };
    }
    catch (thrown) {
        const { code, title } = (0,errors/* failureOf */.g5)(thrown);
        warn('skip-not-recorded', (0,inert/* inert */.tJ)(`The list of backups on ${session.transport.name} will not show this gap: ${code} ${title}`));
        return { skipped: { reason, recorded: false } };
    }
}

// EXTERNAL MODULE: ./build/operations/status.js
var operations_status = __webpack_require__(48229);
;// CONCATENATED MODULE: ./build/operations/backup.js
// Back up: look, plan, take and prove and publish, rotate, report.
























/** Does everything a backup is, and always returns what came of it: a failure is an outcome too, with all that is known. */
async function backup_backup(session, context, oddities) {
    const began = performance.now();
    const warnings = [...oddities];
    const seconds = () => (performance.now() - began) / 1000;
    const place = (0,outcome/* placeOf */.$)(session.settings, session.transport.name);
    const nothing = { runId: session.runId, warnings, kept: [], deleted: [], place };
    const warn = (code, text) => {
        warnings.push(`${code}: ${text}`);
        session.reporter.warning(code, text);
    };
    for (const text of oddities)
        session.reporter.warning('input', text);
    if (session.settings.skip !== undefined) {
        const skipped = await skip(session, context, session.settings.skip.reason, warn);
        return { ...nothing, ...skipped, status: 'skipped', seconds: seconds() };
    }
    let plan;
    try {
        await (0,operations_session/* connect */.Ng)(session);
        const prepared = await prepare(session, context, session.settings.dryRun ? operations_session/* look */.Op : recover/* lookInPeace */.H);
        plan = prepared.plan;
        for (const row of prepared.selection.uncovered)
            warn('not-kept', (0,inert/* inert */.tJ)(`${row.what}: ${row.why}`));
        for (const text of prepared.selection.warnings)
            warn('attention', (0,inert/* inert */.tJ)(text));
        if (session.settings.dryRun)
            return { ...nothing, ...foresee(session, prepared, warn), plan, status: 'planned', seconds: seconds() };
        const published = await take(session, prepared, warn);
        const rotation = await (0,rotate/* rotate */.e)(session, published.catalogue, prepared.plan.variables['MB_CALLER'] ?? '', warn);
        const { manifest, path } = published;
        const raw = manifest.components.reduce((sum, component) => sum + component.rawBytes, 0);
        session.reporter.done(`Backed up ${(0,amounts/* bytes */.ee)(raw)} as ${(0,amounts/* bytes */.ee)(manifest.archive.bytes)} in ${(0,amounts/* duration */.p0)(seconds() * 1000)}, ${(0,proven/* proof */.n1)(manifest)}. It is ${path} on ${session.transport.name}. Restore: ${(0,restoring/* restoreCommand */.Od)(manifest.name, place)}`);
        return { ...nothing, ...rotation, plan, status: 'success', seconds: seconds(), published: { path, manifest } };
    }
    catch (thrown) {
        const failure = (0,errors/* failureOf */.g5)(thrown);
        if (thrown instanceof Error)
            session.reporter.debug((0,inert/* inert */.tJ)(String(thrown.stack)));
        session.reporter.failure(failure);
        return { ...nothing, ...partly(thrown), ...(plan && { plan }), status: 'failed', seconds: seconds(), failure };
    }
}
/** Looks at the server, finds what to take, and plans: nothing is changed. */
async function prepare(session, context, looking = operations_session/* look */.Op) {
    const { settings, reporter } = session;
    const facts = await looking(session);
    const catalogue = (0,backups_catalogue/* catalogueOf */.vq)(facts.listing);
    const last = catalogue.backups.find(each => each.prefix === settings.prefix)?.manifest;
    const view = (0,registry/* viewOf */.du)({ facts, settings, project: (0,project/* projectOf */.v8)(facts, settings, (0,registry/* asked */.NZ)(settings)), last });
    const selection = (0,registry/* select */.Lt)(view);
    reporter.phase('Look', lookText(view, catalogue), lookLines(selection, view));
    return { view, catalogue, selection, plan: (0,runbook/* withRunbook */.r)((0,backup/* planBackup */.W)(view, selection, context), view) };
}
/** What a backup would do, said and returned; nothing is done. */
function foresee({ reporter }, { view, catalogue, selection, plan }, warn) {
    const forecast = forecastOf(view, catalogue, selection, plan);
    reporter.phase('Space', spaceText(forecast));
    reporter.phase('Plan', `${(0,amounts/* count */.U9)(plan.steps.length, 'step')}, nothing is done`, (0,planned/* planLines */.H)(plan));
    reporter.phase('Rotate', 'what the next rotation would do', rotationLines(forecast));
    if (!forecast.fits)
        warn('no-room', `A backup would fail now. ${spaceText(forecast)}`);
    return { forecast };
}
/** A failure after the archive was published: it is there, and the outputs say where. */
class AfterPublish extends errors/* BackupError */.hj {
    published;
    constructor(failure, published, cause) {
        super(failure, { cause });
        this.published = { path: published.path, manifest: published.manifest };
    }
}
function partly(thrown) {
    return thrown instanceof AfterPublish ? { published: thrown.published } : {};
}
async function take(session, { view, plan }, warn) {
    const { settings, reporter, transport } = session;
    const { text, reader } = await told(session, plan, new BackupLog(reporter, plan, warn), warn);
    const manifest = resultOf(text, session);
    for (const words of shrunk(view.last, manifest))
        warn('shrunk', words);
    const path = `${settings.backupDir}/${manifest.archive.file}`;
    const hand = manifest.runbook ? [`to put it back on the server itself: ${(0,restoring/* byHand */.XL)(manifest.name, (0,outcome/* placeOf */.$)(settings, transport.name))}`] : [];
    reporter.phase('Publish', `${path}   ${(0,amounts/* bytes */.ee)(manifest.archive.bytes)}`, hand);
    const published = { manifest, path, catalogue: (0,backups_catalogue/* catalogueOf */.vq)(reader.listing()) };
    if (published.catalogue.backups.some(each => each.name === manifest.name))
        return published;
    const failure = {
        code: 'E_PUBLISH',
        title: `The backup ${manifest.name} was published on ${transport.name}, but is not in the list of backups there.`,
        next: `look at ${settings.backupDir} on the server`,
    };
    throw new AfterPublish(failure, published, undefined);
}
/**
 * Runs the plan and returns what it reported. If the connection is lost on the way, or the run ends badly when it may have published already, the
 * server is asked for what became of it.
 */
async function told(session, plan, log, warn) {
    const reader = new facts/* FactsReader */.N();
    const publishing = plan.steps.findIndex(step => step.id === 'publish') + 1;
    let [text, step] = ['', 0];
    const onEvent = (event) => {
        reader.add(event);
        log.add(event);
        if (event.type === 'step')
            step = event.step;
        if (event.type === 'result')
            text = event.text;
    };
    try {
        await (0,operations_session/* run */.eF)(session, plan, { onEvent, onWarning: warn });
        return { text, reader };
    }
    catch (thrown) {
        const lost = thrown instanceof conversation/* ConnectionLost */.pz;
        if (!lost && session.cancel?.aborted && step >= publishing)
            throw cancelledLate(thrown);
        if (!lost && (step < publishing || session.cancel?.aborted))
            throw thrown;
        const { title } = (0,errors/* failureOf */.g5)(thrown);
        if (lost)
            warn('connection-lost', `${title} Asking the server what became of the run.`);
        const answer = await (0,operations_status/* ask */.k)(session);
        if (answer.state === 'none')
            throw settled(thrown);
        warn('outcome-late', lost ? 'The backup was published before the connection was lost.' : `The backup was already published when this happened: ${title}`);
        return { text: answer.manifest, reader: answer.listing };
    }
}
/** The server finishes a publication that has begun, so a cancelled run may still have made its backup. */
function cancelledLate(thrown) {
    const safe = 'the server was publishing the backup: either it is there, complete and verified, or none of it is; list shows which';
    return new errors/* BackupError */.hj({ ...(0,errors/* failureOf */.g5)(thrown), safe, unsettled: true }, { cause: thrown });
}
/** The server was asked and has answered. */
function settled(thrown) {
    const { unsettled: _, ...failure } = (0,errors/* failureOf */.g5)(thrown);
    return new errors/* BackupError */.hj(failure, { cause: thrown });
}
/** Success needs the result, with this run's id and a sha256 in it; exit status 0 alone proves nothing. */
function resultOf(text, { runId, transport }) {
    const manifest = (0,backups_manifest/* parseManifest */.Ng)(text);
    if (!('problem' in manifest) && manifest.runId === runId)
        return manifest;
    throw new errors/* BackupError */.hj({
        code: 'E_PROTOCOL',
        title: `${transport.name} ended the run without reporting its result${'problem' in manifest && text !== '' ? `: ${manifest.problem}` : ''}.`,
        safe: 'a backup is visible there only if it is complete; no old backup was removed',
        next: 'list the backups of the server, and run it again',
    });
}


/***/ }),

/***/ 2660:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  e: () => (/* binding */ rotate)
});

// EXTERNAL MODULE: ./build/backups/retention.js
var retention = __webpack_require__(92206);
// EXTERNAL MODULE: ./build/messages/errors.js
var errors = __webpack_require__(76042);
// EXTERNAL MODULE: ./build/sources/registry.js + 16 modules
var registry = __webpack_require__(97287);
;// CONCATENATED MODULE: ./build/plan/rotate.js
// What rotation removes, once it is decided: under the lock, by name.

function planRotate(settings, caller, names) {
    const steps = [
        { id: 'lock', title: 'Take the lock', command: ['mb_lock'] },
        { id: 'recover', title: 'Clean up after runs that died', command: ['mb_recover'] },
        { id: 'remove', title: `Remove ${names.join(', ')}`, command: ['mb_remove', ...names] },
    ];
    const variables = {
        MB_APP: settings.appDir,
        MB_DIR: settings.backupDir,
        MB_LOCK_TIMEOUT: String(settings.lockTimeout),
        MB_CALLER: caller,
    };
    return { operation: 'rotate', writes: true, steps, variables, components: [], known: {}, readers: {}, secrets: (0,registry/* secretsOf */.Fj)(settings) };
}

// EXTERNAL MODULE: ./build/text/inert.js
var inert = __webpack_require__(43338);
// EXTERNAL MODULE: ./build/operations/session.js + 2 modules
var operations_session = __webpack_require__(34539);
;// CONCATENATED MODULE: ./build/operations/rotate.js
// Rotation: last, always. What goes is decided here, from the catalogue that the backup left; the server only removes it.





/** Removes what the policy says. A rotation that fails is a warning: the backup itself is there, proven, and nothing is lost. */
async function rotate(session, catalogue, caller, warn) {
    const { settings, reporter } = session;
    const decision = (0,retention/* retain */.aw)(catalogue, settings, catalogue.now);
    if (decision.stopped !== undefined)
        warn('not-rotated', (0,inert/* inert */.tJ)(decision.stopped));
    const gone = new Set();
    if (decision.remove.length > 0) {
        try {
            await (0,operations_session/* run */.eF)(session, planRotate(settings, caller, decision.remove.map(each => each.name)), { onEvent: event => event.type === 'removed' && gone.add(event.name), onWarning: warn });
        }
        catch (thrown) {
            warn('rotation-failed', (0,errors/* failureOf */.g5)(thrown).title);
        }
    }
    const removed = decision.remove.filter(each => gone.has(each.name));
    reporter.phase('Rotate', `keep ${(0,retention/* policyText */.MJ)(settings.policy)}: ${removed.length === 0 ? 'nothing to remove' : `removed ${removed.map(each => `${each.name} (${each.why})`).join(', ')}`}`);
    const kept = catalogue.backups.filter(each => each.prefix === settings.prefix && !gone.has(each.name)).map(each => each.name);
    const left = decision.remove.filter(each => !gone.has(each.name)).map(({ file, why }) => ({ file, why: `could not be removed: ${why}` }));
    return { kept, deleted: removed.map(each => each.name), rotation: { ...decision, keep: [...decision.keep, ...left], remove: removed } };
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

/***/ 9665:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ jsonText)
/* harmony export */ });
/* harmony import */ var _text_inert_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43338);
// JSON for people and programs: files of the artifact, and what a command prints with --json.

/** A value as indented JSON and a line break, which no runner obeys when a step prints it. */
function jsonText(value) {
    return `${(0,_text_inert_js__WEBPACK_IMPORTED_MODULE_0__/* .inertJson */ .nl)(value, 2)}\n`;
}


/***/ })

};
