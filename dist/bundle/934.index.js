export const id = 934;
export const ids = [934];
export const modules = {

/***/ 13934:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./build/github/joblog.js
var joblog = __webpack_require__(71059);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/report/console/planned.js
var planned = __webpack_require__(30015);
// EXTERNAL MODULE: ./build/report/json.js
var json = __webpack_require__(9665);
// EXTERNAL MODULE: ./build/text/inert.js
var inert = __webpack_require__(43338);
// EXTERNAL MODULE: ./build/report/proven.js
var report_proven = __webpack_require__(21363);
;// CONCATENATED MODULE: ./build/report/metadata.js
// backup-metadata.txt of the artifact: it answers the same questions as the file of that name in the archive (when, where, what ran, what
// was taken and how large it is), but from the manifest, so that it can leave out the server's names.


/** Lines for people, all inert; with `redacted`, without the server's names. */
function metadataLines(manifest, redacted) {
    const { name, time, scope, verified, archive, context, host, project, images, warnings, leftOut } = manifest;
    const components = manifest.components.map((component, n) => ({ ...component, ...redacted?.components[n], warnings: component.warnings }));
    const where = [
        ['Server', host.hostname],
        ['Application', project.appDir],
    ];
    const head = [
        ['Backup', name],
        ['Taken', `${new Date(time * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`],
        ...(redacted === undefined ? where : []),
        ['Scope', scope],
        ['Verified', (0,report_proven/* provenText */.Sd)({ verified, manifest })],
        ['Archive', `${archive.file}, ${archive.bytes} bytes`],
        ['SHA-256', archive.sha256],
        ...Object.entries(context).filter(([, text]) => text !== ''),
    ];
    const taken = components.map(({ name, rawBytes, length, consistency, counts }) => {
        const found = Object.entries(counts).map(([unit, amount]) => `${amount} ${unit}`);
        return `  ${name.padEnd(40)} ${String(rawBytes).padStart(14)} ${String(length).padStart(14)}  ${consistency}  ${found.join(', ')}`;
    });
    const remarks = [...warnings, ...components.flatMap(component => component.warnings.map(text => `${component.name}: ${text}`))];
    return [
        ...head.map(([label, text]) => `${label.padEnd(15)} ${text}`),
        ...section('Components (bytes before and after compression)', taken),
        ...section('Warnings', redacted === undefined ? remarks.map(indented) : counted(remarks)),
        ...section('Not kept', redacted === undefined ? leftOut.map(({ what, why }) => indented(`${what} (${why})`)) : counted(leftOut)),
        ...(redacted === undefined
            ? section('Containers and their images', images.map(({ container, image }) => `  ${container}  ${image}`))
            : []),
    ].map(line => (0,inert/* inert */.tJ)(line));
}
function section(title, lines) {
    return ['', title, ...(lines.length === 0 ? ['  none'] : lines)];
}
function counted(list) {
    return list.length === 0 ? [] : [`  ${list.length}, left out here`];
}
function indented(text) {
    return `  ${text}`;
}

// EXTERNAL MODULE: ./build/sources/registry.js + 16 modules
var registry = __webpack_require__(97287);
// EXTERNAL MODULE: ./build/text/amounts.js
var amounts = __webpack_require__(16715);
;// CONCATENATED MODULE: ./build/report/redacted.js


/** No host, path, or name of a database, container or volume; of warnings and gaps only the number, because their texts name such things. */
function redactedManifest(manifest) {
    const { schema, kind, name, runId, sequence, prefix, scope, time, timeText, pinned, verified, drill, archive, context, milliseconds } = manifest;
    const labels = labelsOf(manifest.components.map(component => component.name));
    return {
        ...{ schema, kind, name, runId, sequence, prefix, scope, time, timeText, pinned, verified, archive },
        components: manifest.components.map(component => ({
            name: labels.get(component.name) ?? component.kind,
            kind: component.kind,
            rawBytes: component.rawBytes,
            offset: component.offset,
            length: component.length,
            sha256: component.sha256,
            counts: Object.fromEntries(Object.entries(component.counts).filter(([unit]) => (0,registry/* isPublicUnit */.Ay)(unit))),
            consistency: component.consistency,
            warnings: component.warnings.length,
            milliseconds: component.milliseconds,
        })),
        ...(drill !== undefined && { drill: { time: drill.time, where: drill.where, milliseconds: drill.milliseconds } }),
        leftOut: manifest.leftOut.length,
        warnings: manifest.warnings.length,
        ...{ context, milliseconds },
        redacted: true,
    };
}
/** The titles of the steps, without names of the server. */
function redactedPlan({ steps, known }) {
    const labels = labelsOf(Object.keys(known));
    return steps.map((step, n) => `${String(n + 1).padStart(2)}. ${titleOf(step, labels)}`);
}
/** What a step is called where the server must not be seen. A step that is not here shows nothing of itself. */
const fixed = {
    lock: 'Take the lock',
    recover: 'Clean up after runs that died',
    preflight: 'Check the room',
    open: 'Open the archive',
    resume: 'Bring back what was quiesced',
    close: 'Close the archive',
    'prove-new': 'Verify',
    'drill-room': 'Check the room for the drill',
    'drill-begin': 'Drill: begin',
    'drill-end': 'Drill: everything came back as it was taken',
    publish: 'Publish',
    adopt: 'Read archives of the old scripts that are still unread',
    list: 'List the backups',
    result: 'Report',
};
function titleOf({ id, component = '', containers = [] }, labels) {
    const label = labels.get(component) ?? 'a component';
    if (id === 'take')
        return `Take ${label}`;
    if (id === 'drill')
        return `Drill ${label}`;
    if (id === 'pause')
        return `Pause ${(0,amounts/* count */.U9)(containers.length, 'container')}`;
    if (id === 'stop')
        return `Stop ${(0,amounts/* count */.U9)(containers.length, 'container')}`;
    return fixed[id] ?? 'Another step';
}
/** `volumes/gateway_uploads` is `volumes/1`; a component whose name is its kind keeps it. */
function labelsOf(names) {
    const labels = new Map();
    const seen = new Map();
    for (const name of names) {
        const [kind = '', own] = name.split(/\/(.*)/s);
        const number = (seen.get(kind) ?? 0) + 1;
        if (own !== undefined)
            seen.set(kind, number);
        labels.set(name, own === undefined ? name : `${kind}/${number}`);
    }
    return labels;
}

;// CONCATENATED MODULE: ./build/report/artifact.js
// What an artifact of a run holds, and its name. None of its sources holds a secret.




/**
 * The files, text by name. Always `outcome.json`: the result of the run, and why. With a published backup, `manifest.json` and
 * `backup-metadata.txt`, even if the run failed afterwards. `plan.txt` as soon as there was a plan: a dry run has nothing else, and
 * for a failed run it shows what the run was about to do. A skipped run leaves its reason, so that the gap has a trace.
 */
function artifactFiles(outcome, settings, context) {
    const { published, plan } = outcome;
    const full = settings.artifact?.details === 'full';
    const manifest = published?.manifest;
    const redacted = manifest === undefined || full ? undefined : redactedManifest(manifest);
    return {
        'outcome.json': (0,json/* jsonText */.s)(outcomeOf(outcome, settings, context, full)),
        ...(manifest && { 'manifest.json': (0,json/* jsonText */.s)(redacted ?? manifest), 'backup-metadata.txt': lines(metadataLines(manifest, redacted)) }),
        ...(plan && { 'plan.txt': lines(full ? (0,planned/* planLines */.H)(plan) : redactedPlan(plan)) }),
    };
}
/** The name that the user asked for, or a unique one of job, attempt and run id. */
function artifactNameOf({ name }, runId, job, attempt) {
    return name ?? ['backup', job, attempt, runId].map(part => part.replaceAll(/[^A-Za-z0-9_.-]/g, '_').slice(0, 100)).join('-');
}
function outcomeOf(outcome, settings, context, full) {
    const { status, runId, seconds, failure, published, kept, deleted, warnings } = outcome;
    return {
        status,
        runId,
        seconds: Math.round(seconds),
        prefix: settings.prefix,
        scope: settings.scope,
        ...(settings.skip && { skipReason: settings.skip.reason }),
        ...(failure && { errorCode: failure.code }),
        ...(failure && full && { failure }),
        ...(published && { backup: published.manifest.name, sha256: published.manifest.archive.sha256 }),
        ...(published && full && { path: published.path }),
        ...{ kept, deleted, warnings: full ? warnings : warnings.length, context },
    };
}
function lines(all) {
    return all.map(line => `${line}\n`).join('');
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./build/text/untrusted.js
var untrusted = __webpack_require__(8020);
;// CONCATENATED MODULE: ./build/report/page/history.js
// The last runs of one target, for a picture: how large, how long, which failed. Its storage is the *key* of a cache entry
// (docs/adr/0007): reading it downloads and unpacks nothing. Anyone who can write the repository's caches can forge it, so the reader
// trusts nothing in it, and no decision depends on it.


/** As many as fit into a key of 512 characters, with room to spare. */
const most = 50;
const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const statuses = { S: 'success', F: 'failed', N: 'skipped' };
/** Hours are counted from 2025 on: 18 bits of them end in 2054. */
const dawn = Date.UTC(2025, 0, 1) / 3_600_000;
/** The largest amounts; the key stores 12 bits of their logarithm. */
const largest = { bytes: 2 ** 50, seconds: 2 ** 20 };
const levels = 4095;
const key = (0,untrusted/* exact */.e0)(/^meeshy-backup-1-[0-9a-f]{16}-(?:[SFN][A-Za-z0-9_-]{7}){1,50}$/, 'the key of a history');
/** Begins every key of this target: the same server, application and prefix. It is a hash, which does not reveal them. */
function keyPrefixOf({ target, appDir, prefix }) {
    const where = target.kind === 'ssh' ? [target.host, String(target.port)] : [''];
    const hash = (0,external_node_crypto_.createHash)('sha256')
        .update(JSON.stringify([...where, appDir, prefix]))
        .digest('hex');
    return `meeshy-backup-1-${hash.slice(0, 16)}-`;
}
/** The key that holds a history: its last 50 runs. */
function keyOf(prefix, history) {
    return prefix + history.slice(-most).map(written).join('');
}
/** Reads a key that a cache service returned. Throws `Malformed` for a key of another target, or of another form. */
function historyIn(text, prefix) {
    const found = key(text, 'key');
    if (!found.startsWith(prefix))
        throw new untrusted/* Malformed */.sG('key', 'of this target');
    const runs = found.slice(prefix.length).match(/.{8}/g) ?? [];
    return runs.map(run => ({
        status: statuses[run[0]],
        time: (number(run.slice(1, 4)) + dawn) * 3600,
        bytes: Math.round(amount(number(run.slice(4, 6)), largest.bytes)),
        // Finer than the distance of two levels, so that writing a read amount gives the same level.
        seconds: Math.round(amount(number(run.slice(6, 8)), largest.seconds) * 1000) / 1000,
    }));
}
function written({ status, time, bytes, seconds }) {
    const letter = Object.entries(statuses).find(([, each]) => each === status)?.[0];
    const hours = Math.min(Math.max(Math.floor(time / 3600) - dawn, 0), 2 ** 18 - 1);
    return `${letter}${history_text(hours, 3)}${history_text(level(bytes, largest.bytes), 2)}${history_text(level(seconds, largest.seconds), 2)}`;
}
function level(value, top) {
    return Math.round((Math.log1p(Math.min(Math.max(value, 0), top)) / Math.log1p(top)) * levels);
}
function amount(rank, top) {
    return Math.expm1((rank / levels) * Math.log1p(top));
}
function history_text(value, length) {
    return Array.from({ length }, (_, place) => digits[Math.floor(value / 64 ** (length - 1 - place)) % 64]).join('');
}
function number(word) {
    return [...word].reduce((sum, digit) => sum * 64 + digits.indexOf(digit), 0);
}

// EXTERNAL MODULE: external "node:readline"
var external_node_readline_ = __webpack_require__(80481);
// EXTERNAL MODULE: external "node:worker_threads"
var external_node_worker_threads_ = __webpack_require__(75919);
;// CONCATENATED MODULE: ./build/github/results.js
// GitHub's results service (artifacts and caches), which no run depends on. Its clients run in a thread of their own: the run can end
// a client that hangs, with its sockets, survives one that crashes, and sends what it prints (error annotations too) to the debug log.






/** Whether the runner offers such a service; act and other runners may not. */
function hasResultsService({ ACTIONS_RESULTS_URL: url, ACTIONS_RUNTIME_TOKEN: token }) {
    return Boolean(url) && Boolean(token);
}
/** Asks the service, and answers within the limit. Throws an Error whose message is one inert line. */
async function askResults(job, ask, asking) {
    const scratch = await (0,promises_.mkdtemp)((0,external_node_path_.join)(asking.environment['RUNNER_TEMP'] || (0,external_node_os_.tmpdir)(), 'meeshy-results-'));
    try {
        return (await inThread({ job, ask, scratch }, asking));
    }
    finally {
        await (0,promises_.rm)(scratch, { recursive: true, force: true }).catch(() => asking.debug(`${scratch} could not be removed`));
    }
}
// In the bundle it is one of the programs; from source it is the file beside this one.
const program = import.meta.url.endsWith('.ts') ? './resultsthread.ts' : './results.js';
function inThread(errand, { environment, limit, debug, cancel }) {
    // The cache client stores paths below its workspace, and a job without a checkout may have none.
    const env = { ...environment, RUNNER_TEMP: errand.scratch, GITHUB_WORKSPACE: errand.scratch };
    const thread = new external_node_worker_threads_.Worker(new URL(program, import.meta.url), { workerData: errand, env, stdout: true, stderr: true });
    for (const stream of [thread.stdout, thread.stderr])
        (0,external_node_readline_.createInterface)({ input: stream }).on('line', line => pass(line, debug));
    return new Promise((resolve, reject) => {
        let over = false;
        // The first event counts: after it, the thread ends because this code ends it.
        const end = (settle) => {
            if (over)
                return;
            over = true;
            clearTimeout(timer);
            cancel?.removeEventListener('abort', onCancel);
            thread.terminate().then(settle, settle);
        };
        const fail = (problem) => end(() => reject(new Error((0,inert/* inert */.tJ)(problem, { limit: 500 }))));
        const onCancel = () => fail('the run was cancelled');
        const timer = setTimeout(() => fail(`it did not answer within ${limit} s`), limit * 1000);
        cancel?.addEventListener('abort', onCancel);
        thread.once('message', (report) => ('problem' in report ? fail(report.problem) : end(() => resolve(report.answer))));
        thread.once('error', error => fail(error instanceof Error ? error.message : String(error)));
        thread.once('exit', () => fail('its client ended without an answer'));
        if (cancel?.aborted)
            onCancel();
    });
}
/** Passes masks to the runner; no other line of the client may become a command. */
function pass(line, debug) {
    if (line.startsWith('::add-mask::'))
        process.stdout.write(`${line}\n`);
    else
        debug((0,inert/* inert */.tJ)(line.replace(/^::debug::/, ''), { limit: 500 }));
}

;// CONCATENATED MODULE: ./build/github/record.js
// After a run: what GitHub keeps of it. Nothing here changes the result of the backup, which has ended.






/** Seconds. An artifact of this size takes two; a service that answers 5xx fails by itself after 24 to 35. */
const artifactLimit = 60;
/** Seconds, for reading and for writing each: the history is only for a picture. */
const historyLimit = 10;
/**
 * Uploads an artifact of the run, and adds the run to the history of its target. Returns the outcome with the results of both; the
 * status does not change. It waits for 60 s at most, and not at all without a results service or after a cancel.
 */
async function keepRecord(outcome, keeping) {
    if (!hasResultsService(keeping.environment) || keeping.cancel?.aborted)
        return outcome;
    const [artifact, history] = await Promise.all([uploaded(outcome, keeping), remembered(outcome, keeping)]);
    const warnings = typeof artifact === 'string' ? [...outcome.warnings, `artifact: ${artifact}`] : outcome.warnings;
    return { ...outcome, warnings, ...(typeof artifact === 'object' && { artifact }), ...(history && { history }) };
}
/** The artifact, or why there is none; undefined if none was asked for. */
async function uploaded(outcome, keeping) {
    const { settings, context, environment, reporter } = keeping;
    if (settings.artifact === undefined)
        return undefined;
    const name = nameIn(environment, settings.artifact, outcome.runId);
    try {
        const files = artifactFiles(outcome, settings, context);
        const ask = { name, files, ...(settings.artifact.retentionDays !== undefined && { retentionDays: settings.artifact.retentionDays }) };
        const { id, digest } = await askResults('artifact', ask, asking(keeping, artifactLimit));
        reporter.phase('Artifact', `${name}   ${Object.keys(files).length} files, sha256 ${digest}`);
        return { name, id, digest };
    }
    catch (thrown) {
        const text = `The artifact ${name} could not be uploaded: ${messageOf(thrown)}. This does not change the result of the run; set artifact: false where there is no artifact service.`;
        reporter.warning('artifact', text);
        return text;
    }
}
async function remembered(outcome, keeping) {
    const run = pastOf(outcome, Date.now() / 1000);
    if (run === undefined)
        return undefined;
    const prefix = keyPrefixOf(keeping.settings);
    const entry = (0,external_node_path_.join)(keeping.environment['RUNNER_TEMP'] || (0,external_node_os_.tmpdir)(), 'meeshy-backup-history');
    const history = [...(await before(prefix, entry, keeping)), run];
    try {
        await askResults('saveKey', { key: keyOf(prefix, history), entry }, asking(keeping, historyLimit));
    }
    catch (thrown) {
        keeping.reporter.debug(`history: this run is not in it: ${messageOf(thrown)}`);
    }
    finally {
        await (0,promises_.rm)(entry, { force: true }).catch(() => { });
    }
    return history;
}
/** The history before this run; empty if it is missing, out of reach or forged. */
async function before(prefix, entry, keeping) {
    try {
        const key = await askResults('newestKey', { prefix, entry }, asking(keeping, historyLimit));
        return key === undefined ? [] : historyIn(key, prefix);
    }
    catch (thrown) {
        keeping.reporter.debug(`history: none: ${messageOf(thrown)}`);
        return [];
    }
}
function pastOf({ status, published, seconds }, time) {
    return status === 'planned' ? undefined : { status, time, seconds, bytes: published?.manifest.archive.bytes ?? 0 };
}
function nameIn({ GITHUB_JOB: job = '', GITHUB_RUN_ATTEMPT: attempt = '' }, settings, runId) {
    return artifactNameOf(settings, runId, job, attempt);
}
function asking({ environment, reporter, cancel }, limit) {
    return { environment, limit, debug: line => reporter.debug(line), ...(cancel && { cancel }) };
}
function messageOf(thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
}

// EXTERNAL MODULE: ./build/github/state.js
var state = __webpack_require__(76847);
// EXTERNAL MODULE: ./build/github/step.js
var step = __webpack_require__(94686);
// EXTERNAL MODULE: ./build/github/summary.js
var summary = __webpack_require__(13794);
// EXTERNAL MODULE: ./build/messages/errors.js
var errors = __webpack_require__(76042);
// EXTERNAL MODULE: ./build/operations/backup.js + 6 modules
var backup = __webpack_require__(30599);
// EXTERNAL MODULE: ./build/report/outcome.js
var report_outcome = __webpack_require__(44247);
// EXTERNAL MODULE: ./build/report/console/failure.js
var console_failure = __webpack_require__(85691);
// EXTERNAL MODULE: ./build/report/page/markdown.js
var markdown = __webpack_require__(93218);
// EXTERNAL MODULE: ./build/report/page/restoring.js
var restoring = __webpack_require__(27238);
;// CONCATENATED MODULE: ./build/report/page/summarytables.js



function componentTable({ components, archive }) {
    const raw = components.reduce((sum, { rawBytes }) => sum + rawBytes, 0);
    const milliseconds = components.reduce((sum, component) => sum + component.milliseconds, 0);
    const total = ['**all**', '', ...[(0,amounts/* bytes */.ee)(raw), (0,amounts/* bytes */.ee)(archive.bytes)].map(strong), '', '', strong((0,amounts/* duration */.p0)(milliseconds))];
    const head = ['Component', 'Kept as', 'Size', 'Compressed', 'Holds', 'Consistency', 'Took'];
    return (0,markdown/* table */.tp)(head, [...components.map(componentRow), total], 200);
}
function componentRow({ name, path: place, rawBytes, length, counts, consistency, milliseconds }) {
    const holds = Object.entries(counts).map(([unit, amount]) => (0,amounts/* count */.U9)(amount, (0,registry/* singularOf */.Zy)(unit), unit));
    const [size, stored, took] = [(0,amounts/* bytes */.ee)(rawBytes), (0,amounts/* bytes */.ee)(length), (0,amounts/* duration */.p0)(milliseconds)].map(markdown/* together */.bs);
    return [(0,markdown/* path */.Ae)(name), (0,markdown/* path */.Ae)(place, '/_'), size, stored, (0,markdown/* plain */.pj)(holds.join(', ')), (0,markdown/* plain */.pj)(consistency), took];
}
function strong(amount) {
    return `**${(0,markdown/* together */.bs)(amount)}**`;
}
function forecastTable({ components }) {
    const amount = (size) => (size === null ? 'not known before' : (0,markdown/* together */.bs)((0,amounts/* bytes */.ee)(size)));
    const rows = components.map(({ name, from, size, need }) => [(0,markdown/* code */.aY)(name), (0,markdown/* plain */.pj)(from), amount(size), amount(need)]);
    return (0,markdown/* table */.tp)(['Component', 'From', 'On the disk', 'Expected in the archive'], rows, 200);
}
function leftOutList(rows) {
    return rows.length === 0 ? [] : ['#### Not kept', (0,markdown/* list */.p_)(rows.map(({ what, why }) => `${(0,markdown/* code */.aY)(what)}: ${(0,markdown/* plain */.pj)(why)}`))];
}
/** What rotation did with each backup, and why. Empty without a rotation. */
function rotationList(rotation, title = 'Rotation') {
    if (rotation === undefined)
        return [];
    const rows = [
        ...(rotation.stopped === undefined ? [] : [`Nothing is removed now: ${(0,markdown/* plain */.pj)(rotation.stopped)}`]),
        ...rotation.remove.map(({ file, why }) => `Removed ${(0,markdown/* code */.aY)(file)}: ${(0,markdown/* plain */.pj)(why)}`),
        ...rotation.keep.map(({ file, why }) => `${(0,markdown/* code */.aY)(file)}: ${(0,markdown/* plain */.pj)(why)}`),
    ];
    return rows.length === 0 ? [] : [`#### ${title}`, (0,markdown/* list */.p_)(rows)];
}

;// CONCATENATED MODULE: ./build/report/page/summary.js
// The summary of a job: the one page that people open. First the result, then what it means, then what to do.






/** Bytes. GitHub drops a whole summary above 1 MiB; one that is worth reading is much shorter. */
const budget = 256 * 1024;
const manual = 'https://github.com/meeshy/backup-action/blob/v2/docs/troubleshooting.md';
/** Markdown, always far below the runner's limit of 1 MiB. */
function summaryOf(outcome, { trend = '' } = {}) {
    return (0,markdown/* fitting */._Q)([...pages[outcome.status](outcome), trend], budget);
}
const pages = {
    success: succeeded,
    failed,
    skipped,
    planned: summary_planned,
};
function succeeded(outcome) {
    const { published, seconds } = outcome;
    const proven = published?.manifest.verified === 'checksum' ? 'Backed up, decompressed to its end' : 'Backed up and proven';
    const restored = published === undefined ? undefined : (0,report_proven/* restoreText */.s2)(published.manifest);
    return [
        `**${proven} · ${(0,amounts/* bytes */.ee)(published?.manifest.archive.bytes ?? 0)} · ${(0,amounts/* duration */.p0)(seconds * 1000)}${restored === undefined ? '' : ` · ${restored}`}**`,
        ...warned(outcome),
        ...about(outcome),
    ];
}
/** What the manifest says about a published backup. */
function about({ published, rotation, place }) {
    if (published === undefined)
        return [];
    const { manifest, path } = published;
    return [
        `${(0,markdown/* code */.aY)(manifest.name)}${place?.server === undefined ? '' : ` on ${(0,markdown/* code */.aY)(place.server)}`}`,
        componentTable(manifest),
        (0,markdown/* list */.p_)([
            `Kept as ${(0,markdown/* code */.aY)(path)}`,
            `SHA-256 ${(0,markdown/* code */.aY)(manifest.archive.sha256)}: keep it; with it you can prove that the archive has not changed since`,
        ]),
        ...leftOutList(manifest.leftOut),
        ...rotationList(rotation),
        ...(place === undefined ? [] : [(0,restoring/* restoring */.IU)(manifest, place)]),
    ];
}
function failed(outcome) {
    const { failure, published } = outcome;
    if (failure === undefined)
        return ['**The backup failed**'];
    const there = published === undefined ? 'There is no new backup' : 'A new backup was published, but a later step failed';
    return [
        `**${failure.code} · ${(0,markdown/* plain */.pj)(failure.title)}**`,
        (0,markdown/* block */.om)((0,console_failure/* failureLines */.w)(failure).slice(0, 60)),
        (0,markdown/* alert */.xE)('CAUTION', `${there}. [What ${failure.code} means, and what helps](${manual}#${failure.code.toLowerCase()})`),
        ...warned(outcome),
        ...about(outcome),
    ];
}
function skipped({ skipped, place, warnings }) {
    const { reason = '', recorded = false } = skipped ?? {};
    const trace = recorded
        ? `The list of backups${place?.server === undefined ? '' : ` on ${(0,markdown/* code */.aY)(place.server)}`} shows this gap and its reason.`
        : 'The skip could not be recorded on the server: its list of backups does not show this gap.';
    return [
        '**NO BACKUP WAS TAKEN**',
        (0,markdown/* alert */.xE)('CAUTION', `If the next steps destroy data, there is no backup from this run to restore it.\n\nReason given with skip-backup: ${(0,markdown/* code */.aY)(reason)}\n\n${trace}`),
        ...(warnings.length > 1 ? [(0,markdown/* folded */.TM)('All warnings', (0,markdown/* list */.p_)(warnings.map(markdown/* plain */.pj)))] : []),
    ];
}
function summary_planned(outcome) {
    const { forecast, place } = outcome;
    if (forecast === undefined)
        return ['**Planned; nothing was changed**'];
    const { need, free, minFree, fits, steps, leftOut } = forecast;
    const space = `needs about ${(0,amounts/* bytes */.ee)(need)} · ${(0,amounts/* bytes */.ee)(free)} free`;
    const short = `A backup would fail now: it needs about ${(0,amounts/* bytes */.ee)(need)}, and min-free keeps ${(0,amounts/* bytes */.ee)(minFree)} of the ${(0,amounts/* bytes */.ee)(free)} that are free.`;
    return [
        `**A plan only: nothing was changed, and there is no new backup · ${space}**`,
        ...(fits ? [] : [(0,markdown/* alert */.xE)('WARNING', short)]),
        ...warned(outcome),
        ...(place?.server === undefined ? [] : [`What a backup of ${(0,markdown/* code */.aY)(place.appDir)} on ${(0,markdown/* code */.aY)(place.server)} would take:`]),
        forecastTable(forecast),
        ...leftOutList(leftOut),
        ...rotationList({ keep: Object.entries(forecast.rotation).map(([file, why]) => ({ file, why })), remove: [] }, 'What the next rotation would do'),
        (0,markdown/* folded */.TM)('The plan, step by step', (0,markdown/* block */.om)(steps.map((step, n) => `${String(n + 1).padStart(2)}. ${step}`).slice(0, 500))),
    ];
}
function warned({ warnings }) {
    return warnings.length === 0 ? [] : [(0,markdown/* alert */.xE)('WARNING', (0,markdown/* list */.p_)(warnings.map(markdown/* plain */.pj)))];
}

;// CONCATENATED MODULE: ./build/report/page/trend.js
// A history as a picture: a line of bars for sizes, one for durations, and a remark when the backup shrank. And the part of a summary that shows it.


const bars = '▁▂▃▄▅▆▇█';
/** The signs of runs that have no archive to measure. */
const gaps = { failed: '×', skipped: '·' };
/** What the history shows; undefined until there are two backups to compare. */
function trendOf(history) {
    const good = history.filter(run => run.status === 'success');
    const [before, last] = good.slice(-2);
    if (before === undefined || last === undefined)
        return undefined;
    const failed = history.filter(run => run.status === 'failed').length;
    const skipped = history.filter(run => run.status === 'skipped').length;
    const rest = [failed > 0 && `${failed} failed ×`, skipped > 0 && `${skipped} skipped ·`].filter(each => each !== false);
    return {
        runs: history.length,
        sizes: good.map(run => run.bytes),
        seconds: good.map(run => run.seconds),
        lines: [
            row('size', history, run => run.bytes, amounts/* bytes */.ee),
            row('duration', history, run => run.seconds, seconds => (0,amounts/* duration */.p0)(seconds * 1000)),
            `${'runs'.padEnd(10)}${[(0,amounts/* count */.U9)(history.length, 'run'), ...rest].join(', ')}`,
        ],
        ...(last.bytes < before.bytes / 2 && {
            shrunk: `This backup takes ${(0,amounts/* bytes */.ee)(last.bytes)}, less than half of the ${(0,amounts/* bytes */.ee)(before.bytes)} of the one before it.`,
        }),
    };
}
/** The last runs of this target: Markdown, or nothing where there is nothing to compare yet. */
function lately(history) {
    const trend = history && trendOf(history);
    if (trend === undefined)
        return '';
    return ['#### Lately', '', ...(trend.shrunk ? [`**${(0,markdown/* plain */.pj)(trend.shrunk)}**`, ''] : []), (0,markdown/* block */.om)(trend.lines), ''].join('\n');
}
function row(label, history, value, shown) {
    const values = history.filter(run => run.status === 'success').map(value);
    const top = Math.max(...values, 1);
    const picture = history.map(run => (run.status === 'success' ? bar(value(run) / top) : gaps[run.status])).join('');
    const [least, greatest] = [shown(Math.min(...values)), shown(Math.max(...values))];
    return `${label.padEnd(10)}${picture}  ${least === greatest ? least : `${least} to ${greatest}`}`;
}
/** Bars begin at zero, so that half the height is half the amount. */
function bar(share) {
    return bars[Math.min(Math.floor(share * bars.length), bars.length - 1)] ?? '';
}

// EXTERNAL MODULE: ./build/script/conversation.js + 6 modules
var conversation = __webpack_require__(94098);
// EXTERNAL MODULE: ./build/settings/inputs.js
var inputs = __webpack_require__(19511);
// EXTERNAL MODULE: ./build/settings/secrets.js
var settings_secrets = __webpack_require__(48953);
// EXTERNAL MODULE: ./build/settings/where.js
var where = __webpack_require__(66447);
// EXTERNAL MODULE: ./build/entries/session.js + 11 modules
var session = __webpack_require__(91340);
;// CONCATENATED MODULE: ./build/entries/main.js
// The main stage: inputs in, a backup, outputs and a summary. Runs on GitHub's runners, and on others that run workflows like them.















async function main() {
    const reporter = new joblog/* JobLog */.s();
    const runId = (0,conversation/* newRunId */.F$)();
    const cancel = (0,session/* cancelledBySignals */.W)();
    const given = (0,inputs/* fromInputs */.I)(process.env);
    const secrets = (0,settings_secrets/* secretsOf */.F)(given);
    (0,step/* mask */.dK)(secrets);
    const outcome = warnOfSwallowed(await attempt(given, reporter, runId, cancel), [...secrets, ...(0,settings_secrets/* givenSecrets */.B)(given)], reporter);
    (0,step/* setOutputs */.n0)((0,report_outcome/* outputsOf */.Y)(outcome), reporter);
    await (0,summary/* writeSummary */.S)(summaryOf(outcome, { trend: lately(outcome.history) }));
    reporter.close();
    if (outcome.status === 'failed')
        (0,step/* fail */.fJ)();
    if (outcome.failure?.unsettled !== true)
        (0,state/* saveState */.L)({ phase: 'over', runId, where: {} });
}
async function attempt(given, reporter, runId, cancel) {
    try {
        return await (0,session/* inSession */.C)(given, { reporter, cancel, runId }, async (session, warnings) => {
            const { settings } = session;
            // What only looks leaves nothing to finish.
            if (settings.skip === undefined && !settings.dryRun)
                (0,state/* saveState */.L)({ phase: 'working', runId, where: (0,where/* whereOf */.d)(given) });
            const context = (0,step/* contextOf */.Vm)(process.env);
            const outcome = await (0,backup/* backup */.R)(session, context, warnings);
            return keepRecord(outcome, { settings, context, environment: process.env, reporter, cancel });
        });
    }
    catch (thrown) {
        const failure = (0,errors/* failureOf */.g5)(thrown);
        reporter.failure(failure);
        return { status: 'failed', runId, seconds: 0, warnings: [], kept: [], deleted: [], failure };
    }
}
function warnOfSwallowed(outcome, secrets, reporter) {
    const names = (0,step/* swallowed */.VY)((0,report_outcome/* outputsOf */.Y)(outcome), secrets);
    if (names.length === 0)
        return outcome;
    const text = `A secret is part of ${names.length === 1 ? 'the output' : 'the outputs'} ${names.join(', ')}: GitHub shows *** in its place, and does not hand it to other jobs. Choose a secret that is part of no name or path.`;
    reporter.warning('masked-output', text);
    return { ...outcome, warnings: [...outcome.warnings, `masked-output: ${text}`] };
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

/***/ 76847:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ loadState),
/* harmony export */   L: () => (/* binding */ saveState)
/* harmony export */ });
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6805);
// What the main stage leaves for the post stage, written before each step that a kill may end.

function saveState({ phase, runId, where }) {
    try {
        _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .saveState */ .LZ('run-id', runId);
        _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .saveState */ .LZ('where', JSON.stringify(where));
        _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .saveState */ .LZ('phase', phase);
    }
    catch (error) {
        // A runner without state has no post stage either, and the backup does not depend on it.
        _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .debug */ .Yz(`No state was saved: ${error instanceof Error ? error.message : error}`);
    }
}
/** What main left; undefined if it did not begin its work. */
function loadState() {
    const [phase, runId] = [_actions_core__WEBPACK_IMPORTED_MODULE_0__/* .getState */ .Gu('phase'), _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .getState */ .Gu('run-id')];
    if (phase !== 'working' && phase !== 'over')
        return undefined;
    return { phase, runId, where: JSON.parse(_actions_core__WEBPACK_IMPORTED_MODULE_0__/* .getState */ .Gu('where')) };
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


/***/ }),

/***/ 66447:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ whereOf),
/* harmony export */   z: () => (/* binding */ backTo)
/* harmony export */ });
/* harmony import */ var _given_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(97201);
/* harmony import */ var _options_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83053);
// Where a run works, as texts to store for the post stage of its job, whose own inputs may have changed by then.


/** Stored: nothing secret and nothing long. */
const kept = ['host', 'port', 'user', 'sudo', 'connect-timeout', 'app-dir', 'backup-dir'];
/** Read again from the inputs: how to log in, and whom to trust. */
const again = ['private-key', 'passphrase', 'known-hosts', 'host-fingerprint'];
function whereOf(given) {
    const texts = kept.map(name => [name, (0,_given_js__WEBPACK_IMPORTED_MODULE_0__/* .textOf */ .b)(given, name)]);
    return Object.fromEntries(texts.flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])));
}
/** The options that reach the same place again: its address from the stored texts, the login from the inputs of now. */
function backTo(where, given) {
    const access = again.flatMap(name => (given.values[name] === undefined ? [] : [[name, given.values[name]]]));
    const place = Object.entries(where).filter(([name]) => (0,_options_js__WEBPACK_IMPORTED_MODULE_1__/* .isOptionName */ .RR)(name));
    return { surface: given.surface, values: Object.fromEntries([...place, ...access]), problems: [] };
}


/***/ })

};
