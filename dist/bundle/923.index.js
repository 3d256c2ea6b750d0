export const id = 923;
export const ids = [923];
export const modules = {

/***/ 99205:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ll: () => (/* binding */ newestFirst),
/* harmony export */   rH: () => (/* binding */ notFiles),
/* harmony export */   vq: () => (/* binding */ catalogueOf)
/* harmony export */ });
/* harmony import */ var _text_amounts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(16715);
/* harmony import */ var _text_inert_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(43338);
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8399);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(96880);
/* harmony import */ var _skipped_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(24472);
// Judges the backups of one server: which count, which are damaged, which files are no backups. Pure: the server only lists.





/** How far ahead of the clock a backup may be dated, in seconds: an administrator may set the clock, and backups of one second get names of the seconds that follow. */
const tolerance = 5 * 60;
/** What an entry is that is no file, in words. */
const notFiles = { dir: 'a directory', link: 'a symbolic link', other: 'a special file' };
/** Judges a listing. The order of the listing makes no difference. */
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
 * Newest first: by sequence. An archive of the old format has none, and its time decides its place; where a clock once went
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
        return { stranger: { file: (0,_text_inert_js__WEBPACK_IMPORTED_MODULE_4__/* .inert */ .tJ)(file), kind: 'name', why: 'its name is not that of a backup' } };
    if (type !== 'file')
        return { stranger: { file, kind: type, why: `it is ${notFiles[type]}` } };
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
        return damaged(name, bytes, `its manifest belongs to ${manifest.archive.file}`);
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
/** Names only increase, so a backup dated ahead shows that the clock is behind now, or was ahead then. */
function clockOf(now, ours) {
    const dated = ours.map(({ file, time = 0 }) => ({ file, time: Math.max(time, (0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .parseArchiveName */ .Lz)(file)?.time ?? 0) }));
    const furthest = dated.toSorted((one, other) => other.time - one.time)[0];
    if (furthest === undefined || furthest.time <= now + tolerance)
        return 'sound';
    return { suspicious: `${furthest.file} is ${(0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_0__/* .old */ .km)(now - furthest.time)} of the server's clock` };
}


/***/ }),

/***/ 75763:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ parts),
/* harmony export */   x: () => (/* binding */ whereIsIt)
/* harmony export */ });
// The damage of a stored backup, named by its component and its bytes.
/**
 * `manifest`: it is missing, cannot be used, or says something else than the archive. `archive`: the file as a whole. `header`, `data`, `padding`: of a component.
 * `end`: the entries after the last component.
 */
const parts = ['manifest', 'archive', 'header', 'data', 'padding', 'end'];
const ofComponent = {
    header: 'the header of ',
    data: '',
    padding: 'the padding behind ',
    manifest: 'what its manifest says of ',
};
const ofArchive = { manifest: 'its manifest', end: 'its end' };
/** The damaged part, in words: `the header of database, bytes 0 to 526`. */
function whereIsIt({ component, part, from, to }) {
    const what = component === '' ? (ofArchive[part] ?? 'the archive') : `${ofComponent[part] ?? ''}${component}`;
    return part === 'manifest' ? what : `${what}, bytes ${from} to ${to}`;
}


/***/ }),

/***/ 37927:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  MG: () => (/* binding */ compressions),
  Vm: () => (/* binding */ compressors),
  fC: () => (/* binding */ everywhere),
  $Y: () => (/* binding */ formatBy),
  Fx: () => (/* binding */ formats),
  K3: () => (/* binding */ storedLength)
});

// EXTERNAL MODULE: ./build/bytes/unpack.js
var unpack = __webpack_require__(49220);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
// EXTERNAL MODULE: ./build/messages/errors.js
var errors = __webpack_require__(76042);
// EXTERNAL MODULE: ./build/bytes/window.js
var bytes_window = __webpack_require__(44378);
;// CONCATENATED MODULE: ./build/bytes/zstd.js




/**
 * Frames of zstd, decompressed. Node stops silently where a frame ends, wherever it is cut: so frames are separated here, and each is unpacked by
 * itself. Throws NotWhole, and E_PREREQ where this Node.js has no zstd.
 */
async function* unzstd(stored) {
    const input = new bytes_window/* Window */.p(stored);
    try {
        while (await input.ensure(1))
            yield* (0,unpack/* through */.sc)(decompressor(), zstd_frame(input));
    }
    finally {
        await input.close();
    }
}
function decompressor() {
    if (external_node_zlib_.createZstdDecompress !== undefined)
        return external_node_zlib_.createZstdDecompress({ params: { [external_node_zlib_.constants.ZSTD_d_windowLogMax]: largestWindow } });
    throw new errors/* BackupError */.hj({
        code: 'E_PREREQ',
        title: `Node.js ${process.versions.node} cannot read zstd.`,
        safe: 'nothing was changed',
        next: 'run this with Node.js 22.15 or newer, or verify on the server (where: server)',
    });
}
/** Its power of two: what a frame may make its reader remember. The levels that backups are written with need 2 MB at most. */
const largestWindow = 23;
const magic = 0xfd2fb528;
/** The bytes of one frame (RFC 8878, 3.1.1): its header, its blocks, its checksum. */
async function* zstd_frame(input) {
    await need(input, 6);
    if (input.bytes.readUInt32LE(0) !== magic)
        throw new unpack/* NotWhole */.Tj('it cannot be decompressed: there is something that is no zstd frame');
    const descriptor = input.bytes[4] ?? 0;
    const single = (descriptor & 0x20) !== 0;
    const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0;
    const size = [single ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
    const header = 5 + (single ? 0 : 1) + dictionary + size;
    yield* take(input, header);
    for (let last = false; !last;) {
        await need(input, 3);
        const block = input.bytes.readUIntLE(0, 3);
        last = (block & 1) === 1;
        // A run of one byte is stored as that byte.
        yield* take(input, 3 + (((block >> 1) & 3) === 1 ? 1 : block >> 3));
    }
    if ((descriptor & 4) !== 0)
        yield* take(input, 4);
}
async function need(input, bytes) {
    if (!(await input.ensure(bytes)))
        throw new unpack/* NotWhole */.Tj('it cannot be decompressed to its end');
}
async function* take(input, bytes) {
    for (let left = bytes; left > 0;) {
        await need(input, 1);
        const piece = Buffer.from(input.bytes.subarray(0, left));
        input.skip(piece.length);
        left -= piece.length;
        yield piece;
    }
}

;// CONCATENATED MODULE: ./build/backups/formats.js
// The archive formats, and the compressors that write them: a row for each. Its twin on the server is script/runtime/formats.sh.


/** Bytes in hex, and numbers behind them, each in so many bytes with the lowest first. */
function bytesOf(hex, ...numbers) {
    const parts = numbers.map(([value, width]) => {
        const bytes = Buffer.alloc(width);
        bytes.writeUIntLE(value, 0, width);
        return bytes;
    });
    return Buffer.concat([Buffer.from(hex, 'hex'), ...parts]);
}
/** By the name that manifests have. */
const formats = {
    zstd: {
        extension: 'zst',
        tool: 'zstd',
        stored: { before: size => bytesOf('28b52ffd64', [size - 256, 2], [size * 8 + 1, 3]), after: 4 },
        unpacker: unzstd,
    },
    gzip: {
        extension: 'gz',
        tool: 'gzip',
        stored: { before: size => bytesOf('1f8b080000000000000301', [size, 2], [65_535 - size, 2]), after: 8 },
        unpacker: unpack/* gunzip */.kd,
    },
};
const compressions = Object.keys(formats);
/** The length of a member that holds a block of this size as it is; 512, if it holds a tar header alone. */
function storedLength(compression, size = 512) {
    const { before, after } = formats[compression].stored;
    return before(size).length + size + after;
}
/** By the program that each is, the fastest first: `auto` takes the first that a server has. */
const writers = {
    zstd: { writes: 'zstd' },
    pigz: { writes: 'gzip' },
    gzip: { writes: 'gzip' },
};
const compressors = Object.keys(writers);
/** The compressor that every server has: archives of the old scripts are read with its program. */
const everywhere = 'gzip';
/** The format that a compressor writes. Throws a RangeError for one that is not in the table. */
function formatBy(compressor) {
    if (!Object.hasOwn(writers, compressor))
        throw new RangeError(`there is no compressor ${compressor}`);
    return writers[compressor].writes;
}


/***/ }),

/***/ 8399:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ng: () => (/* binding */ parseManifest),
/* harmony export */   Uj: () => (/* binding */ isPlace),
/* harmony export */   VW: () => (/* binding */ pinnedByNature)
/* harmony export */ });
/* unused harmony export verifications */
/* harmony import */ var _text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8020);
/* harmony import */ var _formats_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(37927);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(96880);
/* harmony import */ var _scopes_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(22427);
// The manifest: the JSON beside an archive that makes it a backup (docs/format.md). A server writes it, so the reader trusts nothing in it.




/** How a backup was proven: by its stored bytes (`checksum`), every component read to its end (`read`), or restored and compared (`drill`). */
const verifications = ['none', 'checksum', 'read', 'drill'];
const largest = 4 * 1024 * 1024;
const mostValues = 250_000;
const sha256 = (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .exact */ .e0)(/^[0-9a-f]{64}$/, 'a sha256 in hex');
const word = (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .exact */ .e0)(/^[a-z][a-z-]{0,63}$/, 'a word of small letters');
const pathInside = (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .exact */ .e0)(/^(?!\/)(?!(.*\/)?\.{1,2}(\/|$))(?!.*\/\/).+$/, 'a path inside the archive');
/** Of a kind alone, or one of many by its name as an encoded word. */
const componentName = (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .exact */ .e0)(/^[a-z][a-z0-9-]*(\/(?!(.*\/)?\.{0,2}(\/|$))(?:[A-Za-z0-9_./:@+,-]|%(?!00)[0-9A-F]{2})+)?$/, 'the name of a component');
/** What Docker and Compose take for a name, for a reference of an image or its id; empty where there is none. */
const dockerName = (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .exact */ .e0)(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,254}$/, 'a name that Docker takes');
const composeName = (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .exact */ .e0)(/^([A-Za-z0-9_][A-Za-z0-9_.-]{0,254})?$/, 'a name that Compose takes');
const imageName = (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .exact */ .e0)(/^([A-Za-z0-9[][A-Za-z0-9_./:@+[\]-]{0,1023})?$/, 'the name or the id of an image');
const databaseName = (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .exact */ .e0)(/^(?!-)[^/\\. "$*<>:|?]{1,63}$/, 'the name of a database');
/** Of a file or directory: neither empty parts nor dots that lead elsewhere. */
const placeForm = /^\/?(?!(.*\/)?\.{0,2}(\/|$)).+$/s;
const place = (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .exact */ .e0)(placeForm, 'a path without . and .. in it');
const absolutePlace = (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .exact */ .e0)(/^\/(?!(.*\/)?\.{0,2}(\/|$)).+$/s, 'an absolute path without . and .. in it');
const text = (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .shown */ .SP, '');
const texts = (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)((0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .list */ .p_)(_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .shown */ .SP), []);
/** Where a component came from. A later release may know more of it; what this one acts on has its rule. */
const details = (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .record */ .g1)((0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .exact */ .e0)(/^/), {
    key: (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .exact */ .e0)(/^[a-z][A-Za-z-]{0,63}$/, 'a word'),
    known: {
        container: dockerName,
        service: composeName,
        image: imageName,
        volume: dockerName,
        mountpoint: absolutePlace,
        path: absolutePlace,
        database: databaseName,
        consistency: word,
    },
});
const component = (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({
    /** `database`, `volumes/<name>`, `config`, … */
    name: componentName,
    kind: word,
    /** Of its entry in the tar, below `<name of the backup>/`. */
    path: pathInside,
    rawBytes: (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .whole */ .WQ)(),
    /** Its stored bytes, as a range of the archive file, and their sha256. */
    offset: (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .whole */ .WQ)(),
    length: (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .whole */ .WQ)(1),
    sha256,
    /** What is in it: documents, collections, keys, files. */
    counts: (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)((0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .record */ .g1)((0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .whole */ .WQ)(), { key: word }), {}),
    /** `exact`, `point-in-time`, `snapshot`, `quiesced`, `fuzzy`, `changed-while-read`, … */
    consistency: word,
    warnings: texts,
    milliseconds: (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)((0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .whole */ .WQ)(), 0),
    /** Where it came from, as a restore needs it: container, image, volume. */
    details: (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(details, {}),
    /** Of configuration and secrets: where each file or directory was. */
    paths: (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)((0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .list */ .p_)(place), []),
    /** What is in it, as only its source understands it. */
    contents: (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)((0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .record */ .g1)(_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .anything */ .D8), {}),
});
/** A drill that went well: when (epoch seconds), on whose Docker, and how long restoring took, without the comparison. */
const drill = (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({
    time: _text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .moment */ .n$,
    where: (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .oneOf */ .yL)('server', 'runner'),
    milliseconds: (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .whole */ .WQ)(),
    components: (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .record */ .g1)((0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .whole */ .WQ)(), { key: componentName }),
});
const host = (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({ hostname: text, os: text, docker: text, tools: (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)((0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .record */ .g1)(_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .shown */ .SP), {}) });
const project = (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({ name: (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(composeName, ''), appDir: (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)((0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .either */ .gP)('', absolutePlace), '') });
const context = (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({ repository: text, commit: text, run: text, attempt: text, actor: text, workflow: text, url: text });
const manifest = (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({
    schema: (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .oneOf */ .yL)(1),
    /** `old-format`: an archive of the old scripts, read to its end once and found sound. It has no run and no sequence, and its components no ranges. */
    kind: (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .oneOf */ .yL)('backup', 'old-format'),
    name: (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .exact */ .e0)(),
    runId: (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .exact */ .e0)(/^[A-Za-z0-9_.-]{0,64}$/, 'a run id'),
    /** Strictly increasing over the backup directory: the order of backups, whatever a clock says. */
    sequence: (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .whole */ .WQ)(),
    prefix: (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .oneOf */ .yL)(..._names_js__WEBPACK_IMPORTED_MODULE_2__/* .prefixes */ .$F),
    scope: (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)((0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .oneOf */ .yL)(..._scopes_js__WEBPACK_IMPORTED_MODULE_3__/* .scopes */ .W), 'full'),
    /** Epoch seconds, by the server's clock. */
    time: _text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .moment */ .n$,
    timeText: text,
    /** Rotation neither counts nor removes it until someone unpins it. */
    pinned: (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt, undefined),
    verified: (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .oneOf */ .yL)(...verifications),
    drill: (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .lenient */ .W_)(drill, undefined),
    /** Beside it lies `<name>.restore.sh`, which puts it back by hand. */
    runbook: (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt, false),
    archive: (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({ file: (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .exact */ .e0)(), bytes: (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .whole */ .WQ)(1), sha256, compression: (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .oneOf */ .yL)(..._formats_js__WEBPACK_IMPORTED_MODULE_1__/* .compressions */ .MG) }),
    components: (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .list */ .p_)(component),
    /** Data of the project that no component takes. */
    leftOut: (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)((0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .list */ .p_)((0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({ what: _text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .shown */ .SP, why: _text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .shown */ .SP })), []),
    warnings: texts,
    host: (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(host, host({}, 'host')),
    images: (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)((0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .list */ .p_)((0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({ container: dockerName, service: composeName, image: imageName, id: imageName })), []),
    project: (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(project, project({}, 'project')),
    context: (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(context, context({}, 'context')),
    milliseconds: (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)((0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .whole */ .WQ)(), 0),
});
/** Parses a manifest, or returns its problem; the caller says whose manifest it is. */
function parseManifest(json) {
    if (json.length > largest || (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .valuesIn */ .aC)(json) > mostValues)
        return { problem: 'it is too large' };
    try {
        const read = manifest(JSON.parse(json), '');
        const contradiction = contradictionIn(read);
        return contradiction === undefined ? { ...read, pinned: read.pinned ?? pinnedByNature(read.prefix) } : { problem: contradiction };
    }
    catch (thrown) {
        if (thrown instanceof _text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .Malformed */ .sG)
            return { problem: thrown.message };
        if (thrown instanceof SyntaxError)
            return { problem: 'it is not JSON' };
        throw thrown;
    }
}
/** Can a manifest name this path, relative to the application or absolute? What it cannot name, no backup takes. */
function isPlace(path) {
    return (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .isExact */ .u0)(path, placeForm);
}
/** Critical backups and the safety copies of restores stay until someone unpins them, which only a manifest can say. */
function pinnedByNature(prefix) {
    return prefix === 'pre-reset' || prefix === 'pre-restore';
}
/** A contradiction between fields of one manifest. */
function contradictionIn({ kind, name, runId, sequence, prefix, archive, components }) {
    const file = (0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .parseArchiveName */ .Lz)(archive.file);
    if ((0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .parseName */ .$q)(name)?.prefix !== prefix)
        return 'its name does not begin with its prefix';
    if (file?.name !== name || file.compression !== archive.compression)
        return 'its archive does not have its name';
    if (new Set(components.map(each => each.name)).size < components.length)
        return 'two of its components have one name';
    if (kind === 'old-format')
        return components.every(each => isWhole(each, archive)) ? undefined : 'the old format has no ranges';
    if (runId === '' || sequence === 0)
        return 'it names no run';
    if (components.length === 0)
        return 'it holds no component';
    return misplaced(components, archive.bytes);
}
/** The range of a component of an old archive must be the whole archive, which proves it. */
function isWhole({ offset, length, sha256 }, archive) {
    return offset === 0 && length === archive.bytes && sha256 === archive.sha256;
}
/** Ranges must lie in the archive, one after the other: a reader that follows them must read nothing else. */
function misplaced(components, bytes) {
    let end = 0;
    for (const [index, { offset, length }] of components.entries()) {
        if (offset < end)
            return `components[${index}] overlaps the one before`;
        end = offset + length;
        if (end > bytes)
            return `components[${index}] reaches beyond the archive`;
    }
    return undefined;
}


/***/ }),

/***/ 96880:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $F: () => (/* binding */ prefixes),
/* harmony export */   $q: () => (/* binding */ parseName),
/* harmony export */   Lz: () => (/* binding */ parseArchiveName),
/* harmony export */   Vb: () => (/* binding */ nameOf),
/* harmony export */   wc: () => (/* binding */ archiveFileOf)
/* harmony export */ });
/* harmony import */ var _formats_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37927);
// Names of backups and of their archive files, and the time that a name means. The only place that knows their form.

const prefixes = ['pre-update', 'nightly', 'pre-reset', 'manual', 'pre-restore'];
const stamped = new RegExp(`^(${prefixes.join('|')})-(\\d{4})(\\d\\d)(\\d\\d)_(\\d\\d)(\\d\\d)(\\d\\d)$`);
const archived = new RegExp(`^(.+)\\.tar\\.(${_formats_js__WEBPACK_IMPORTED_MODULE_0__/* .compressions */ .MG.map(each => _formats_js__WEBPACK_IMPORTED_MODULE_0__/* .formats */ .Fx[each].extension).join('|')})(?:\\.(age|gpg))?$`);
const lastNamableSecond = Date.UTC(9999, 11, 31, 23, 59, 59) / 1000;
/** Parses a backup's name. Exact: a text with another prefix, with a suffix, or with an impossible date is not a name. */
function parseName(text) {
    const parts = stamped.exec(text);
    if (parts === null)
        return undefined;
    const [, prefix, year, month, day, hour, minute, second] = parts;
    const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) / 1000;
    // Date.parse rolls over (31 February becomes 2 March, 24:00 the next day): only a text that its own time names again is a name.
    return time >= 0 && nameOf(prefix, time) === text ? { name: text, prefix: prefix, time } : undefined;
}
/** Parses an archive's file name (no directory in front). Exact, like `parseName`. */
function parseArchiveName(file) {
    const [, stem = '', extension, encryption = 'none'] = archived.exec(file) ?? [];
    const name = parseName(stem);
    const compression = _formats_js__WEBPACK_IMPORTED_MODULE_0__/* .compressions */ .MG.find(each => _formats_js__WEBPACK_IMPORTED_MODULE_0__/* .formats */ .Fx[each].extension === extension);
    if (name === undefined || compression === undefined)
        return undefined;
    return { ...name, file, compression, encryption: encryption };
}
/** The name of a backup made at `time`: whole epoch seconds, 1970 to 9999. Throws a RangeError for any other. */
function nameOf(prefix, time) {
    if (!Number.isInteger(time) || time < 0 || time > lastNamableSecond)
        throw new RangeError(`no name can be made of the time ${time}`);
    const [date = '', clock = ''] = new Date(time * 1000).toISOString().split('T');
    return `${prefix}-${date.replaceAll('-', '')}_${clock.slice(0, 8).replaceAll(':', '')}`;
}
/** The archive file of a backup of this name. */
function archiveFileOf(name, compression) {
    return `${name}.tar.${_formats_js__WEBPACK_IMPORTED_MODULE_0__/* .formats */ .Fx[compression].extension}`;
}


/***/ }),

/***/ 92206:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   MJ: () => (/* binding */ policyText),
/* harmony export */   OB: () => (/* binding */ rowOf),
/* harmony export */   US: () => (/* binding */ policyOf),
/* harmony export */   aw: () => (/* binding */ retain),
/* harmony export */   gF: () => (/* binding */ policyWords),
/* harmony export */   u5: () => (/* binding */ nextRotation)
/* harmony export */ });
/* harmony import */ var _text_amounts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(16715);
/* harmony import */ var _catalogue_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(99205);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(96880);
// What rotation keeps and what it removes, and why. Pure; the reasons are for people. Scripts that run without a client have the same rule in
// script/runtime/catalogue.sh (mb_beyond_policy).



/** The policy that options ask for, by their names. */
function policyOf({ keep }) {
    return { keep };
}
/** How many stay, for people: `3`. */
function policyText({ keep }) {
    return String(keep);
}
/** The policy for the shell's twin: `keep=3`. */
function policyWords(policy) {
    return Object.entries(policy)
        .map(([rule, value]) => `${rule}=${value}`)
        .join(' ');
}
/** Of the good backups of one prefix, newest first, those that the policy is for; and whether it is filled by them. */
function rowOf(good, { keep }) {
    return { row: good.slice(0, keep), full: good.length >= keep };
}
/**
 * Decides what goes. Only good backups of the prefix count, and only they can go: the pinned, the unproven, the
 * unread and the damaged stay. Under a suspicious clock, or while a restore is incomplete, nothing goes.
 * Nothing ever goes because of its age: `now` (epoch seconds, the server's clock) is for the words. Throws a RangeError for
 * a policy that keeps nothing.
 */
function retain(catalogue, rotated, now) {
    const stopped = reasonToStop(catalogue);
    const ranked = rank([...catalogue.backups, ...catalogue.unread], rotated);
    const goes = (each) => stopped === undefined && each.rank > rotated.policy.keep;
    const damaged = catalogue.damaged.filter(({ prefix }) => prefix === rotated.prefix);
    const keep = [
        ...ranked.filter(each => !goes(each)).map(each => ({ file: each.backup.file, why: whyItStays(each, rotated, stopped) })),
        ...damaged.map(({ file, why }) => ({ file, why: `not counted: damaged, ${why}` })),
    ];
    const remove = ranked.filter(goes).map(({ backup, rank }) => {
        return { file: backup.file, name: backup.name, why: `${(0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_0__/* .ordinal */ .IE)(rank)} of its kind, ${(0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_0__/* .old */ .km)(now - backup.time)}` };
    });
    return stopped === undefined ? { keep, remove } : { keep, remove, stopped };
}
/**
 * For a list of backups: what the next rotation will do with each, by archive file. The next rotation follows the next
 * backup of the same prefix, which moves all of them one down. It takes unread archives of the old format for
 * sound: rotation reads them before it counts them.
 */
function nextRotation(catalogue, policy) {
    const stopped = reasonToStop(catalogue);
    const unread = new Set(catalogue.unread.map(({ file }) => file));
    const all = [...catalogue.backups, ...catalogue.unread.map(backup => ({ ...backup, verified: 'read' }))];
    const verdicts = new Map(catalogue.damaged.map(({ file }) => [file, 'stays: damaged, not counted']));
    for (const prefix of _names_js__WEBPACK_IMPORTED_MODULE_2__/* .prefixes */ .$F) {
        for (const each of rank(all, { prefix, policy })) {
            verdicts.set(each.backup.file, forecast(each, { prefix, policy }, stopped, unread.has(each.backup.file)));
        }
    }
    return verdicts;
}
function rank(backups, { prefix, policy: { keep } }) {
    if (!Number.isInteger(keep) || keep < 1)
        throw new RangeError(`a policy keeps at least 1 backup, not ${keep}`);
    let counted = 0;
    return (0,_catalogue_js__WEBPACK_IMPORTED_MODULE_1__/* .newestFirst */ .ll)(backups)
        .filter(backup => backup.prefix === prefix)
        .map(backup => {
        const uncounted = reasonNotToCount(backup);
        if (uncounted !== undefined)
            return { backup, rank: 0, uncounted };
        counted += 1;
        return { backup, rank: counted };
    });
}
function reasonNotToCount({ pinned, verified, kind }) {
    if (pinned)
        return 'pinned until it is released';
    if (verified !== 'none')
        return undefined;
    return kind === 'old-format' ? 'not counted: of the old format, not read yet' : 'not counted: never verified';
}
function reasonToStop({ clock, restoreIncomplete }) {
    if (restoreIncomplete)
        return 'a restore on this server is incomplete';
    return clock === 'sound' ? undefined : `the clock is suspicious: ${clock.suspicious}`;
}
function whyItStays({ rank, uncounted }, { prefix, policy: { keep } }, stopped) {
    if (uncounted !== undefined)
        return uncounted;
    if (rank > keep)
        return `nothing is removed now: ${stopped}`;
    return keep === 1 ? `the newest ${prefix}` : `among the newest ${keep} of ${prefix}`;
}
function forecast({ rank, uncounted }, { prefix, policy: { keep } }, stopped, unread) {
    if (uncounted !== undefined)
        return `stays: ${uncounted}`;
    if (prefix === 'pre-restore')
        return 'stays until someone deletes it: rotation never removes safety copies';
    if (rank < keep)
        return `stays (${rank} of ${keep}${prefix === 'pre-update' ? '' : ` ${prefix}`})`;
    if (stopped !== undefined)
        return `stays: ${stopped}`;
    return `goes${unread ? ', if it is sound' : ''}: ${(0,_text_amounts_js__WEBPACK_IMPORTED_MODULE_0__/* .ordinal */ .IE)(rank + 1)} of its kind`;
}


/***/ }),

/***/ 22427:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ scopes)
/* harmony export */ });
// How much of a server a backup holds.
const scopes = ['database', 'full', 'critical'];


/***/ }),

/***/ 24472:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ keptSkips),
/* harmony export */   j: () => (/* binding */ skipOf)
/* harmony export */ });
/* harmony import */ var _text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8020);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(96880);
// The record of a skipped backup (docs/format.md): its name says when, its text why. A server writes it, so the reader trusts nothing in it.


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
/** Reads one record. Another name gives no skip; a text that cannot be read still shows the gap. */
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

/***/ 79143:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ listTar)
/* harmony export */ });
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38522);
/* harmony import */ var _text_inert_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(43338);
/* harmony import */ var _unpack_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(49220);
// Reads a tar to its end with an independent parser (npm tar), which unpacks nothing: how many entries it has, and whether one would do harm. The parser is
// loaded when it is needed.



const plainTypes = new Set(['File', 'OldFile', 'ContiguousFile', 'Directory', 'GNUDumpDir', 'Link', 'SymbolicLink']);
const files = new Set(['File', 'OldFile', 'ContiguousFile']);
/** Names of symbolic links are kept, as far as so much memory: a hundred thousand. */
const mostOfLinks = 16 * 1024 * 1024;
/** What a name costs in memory besides its letters. */
const aroundName = 64;
/** What a kernel takes. */
const longestPath = 4096;
/** An archive of the old scripts has one for each volume. */
const mostNested = 1000;
/** How many entries it has. Throws NotWhole if it cannot be read to its end, or would write outside of where it is unpacked. */
async function listTar(chunks, { only, nested, onEntry }) {
    const { Parser } = await __webpack_require__.e(/* import() */ 697).then(__webpack_require__.bind(__webpack_require__, 98697));
    let entries = 0;
    let ended = false;
    let problem;
    const links = new Links();
    const inner = [];
    const parser = new Parser({
        brotli: false,
        zstd: false,
        onwarn: (code, message) => {
            if (code !== 'TAR_ENTRY_INFO')
                problem ??= `tar does not read it to its end: ${(0,_text_inert_js__WEBPACK_IMPORTED_MODULE_2__/* .inert */ .tJ)(String(message), { limit: 200 })}`;
        },
    });
    parser.on('error', (cause) => {
        problem ??= `tar does not read it to its end: ${(0,_text_inert_js__WEBPACK_IMPORTED_MODULE_2__/* .inert */ .tJ)(cause.message, { limit: 200 })}`;
    });
    parser.on('eof', () => {
        ended = true;
    });
    parser.on('ignoredEntry', () => {
        entries += 1;
        problem ??= 'it holds an entry of an unknown kind';
    });
    parser.on('entry', (entry) => {
        entries += 1;
        problem ??= harmIn(entry, only, links);
        onEntry?.(entry);
        if (inner.length > mostNested)
            problem ??= `it holds more than ${mostNested} archives`;
        if (nested === true && problem === undefined && entry.path.endsWith('.tar.gz'))
            inner.push(nestedIn(entry).catch(cause => (problem ??= `${(0,_text_inert_js__WEBPACK_IMPORTED_MODULE_2__/* .inert */ .tJ)(entry.path)}: ${cause.message}`)));
        else
            entry.resume();
    });
    let first = true;
    for await (const chunk of chunks) {
        // The parser would unpack a gzip member; no tar begins as one.
        if (first && chunk[0] === 0x1f && chunk[1] === 0x8b)
            throw new _unpack_js__WEBPACK_IMPORTED_MODULE_1__/* .NotWhole */ .Tj('it is no tar');
        first = false;
        // Behind the end marks stands nothing but zeros; the parser would take its time with each of them.
        if (ended) {
            if (!isZeros(chunk))
                throw new _unpack_js__WEBPACK_IMPORTED_MODULE_1__/* .NotWhole */ .Tj('something follows the marks of its end');
            continue;
        }
        const goesOn = whole(() => parser.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)));
        if (problem !== undefined)
            throw new _unpack_js__WEBPACK_IMPORTED_MODULE_1__/* .NotWhole */ .Tj(problem);
        if (!goesOn)
            await new Promise(resolve => parser.once('drain', resolve));
    }
    whole(() => parser.end());
    await Promise.all(inner);
    if (problem !== undefined)
        throw new _unpack_js__WEBPACK_IMPORTED_MODULE_1__/* .NotWhole */ .Tj(problem);
    if (!ended)
        throw new _unpack_js__WEBPACK_IMPORTED_MODULE_1__/* .NotWhole */ .Tj('tar does not read it to its end: the marks of its end are missing');
    return entries;
}
/** What the parser throws about a tar that lies about its lengths is what is wrong with that tar. */
function whole(read) {
    try {
        return read();
    }
    catch (cause) {
        throw new _unpack_js__WEBPACK_IMPORTED_MODULE_1__/* .NotWhole */ .Tj(`tar does not read it to its end: ${(0,_text_inert_js__WEBPACK_IMPORTED_MODULE_2__/* .inert */ .tJ)(cause instanceof Error ? cause.message : String(cause), { limit: 200 })}`);
    }
}
const zeros = Buffer.alloc(64 * 1024);
function isZeros(chunk) {
    for (let at = 0; at < chunk.length; at += zeros.length) {
        const piece = chunk.subarray(at, at + zeros.length);
        if (!zeros.subarray(0, piece.length).equals(piece))
            return false;
    }
    return true;
}
function nestedIn(entry) {
    const gunzip = node_zlib__WEBPACK_IMPORTED_MODULE_0__.createGunzip();
    entry.on('data', (chunk) => {
        if (!gunzip.write(chunk)) {
            entry.pause();
            gunzip.once('drain', () => entry.resume());
        }
    });
    entry.on('end', () => gunzip.end());
    gunzip.once('error', () => entry.resume());
    return listTar(gunzip, { only: 'any' });
}
/** Why an entry would do harm, or undefined. `links` are the symbolic links before it. */
function harmIn(entry, only, links) {
    const target = entry.type === 'Link' ? (entry.linkpath ?? '') : '';
    const why = misplaced(entry.path, links) ?? misplaced(target, links) ?? (only === 'files' ? strange(entry) : undefined);
    if (why !== undefined)
        return `${why}: ${(0,_text_inert_js__WEBPACK_IMPORTED_MODULE_2__/* .inert */ .tJ)(entry.path, { limit: 200 })}`;
    if (entry.type === 'SymbolicLink' && !links.add(entry.path))
        return 'it holds more symbolic links than can be kept in mind';
    return undefined;
}
/** Why a name would lead out of the place where it is unpacked. */
function misplaced(path, links) {
    if (path.length > longestPath)
        return 'it holds a name that is longer than a path may be';
    if (outside(path))
        return 'it holds a file that would be written outside of its place';
    return links.lead(path) ? 'it holds a file that would be written through a link, outside of its place' : undefined;
}
/** Why an entry is none of configuration. */
function strange({ type, mode = 0 }) {
    if (!plainTypes.has(type))
        return 'it holds what is neither a file nor a directory nor a link';
    return files.has(type) && (mode & 0o6000) !== 0 ? 'it holds a program that would run as another user' : undefined;
}
function partsOf(path) {
    return path.split('/').filter(part => part !== '' && part !== '.');
}
function outside(path) {
    return path.startsWith('/') || path.split('/').includes('..');
}
/** The symbolic links so far. */
class Links {
    #names = new Set();
    #bytes = 0;
    /** False where it is one too many. */
    add(path) {
        const name = partsOf(path).join('/');
        this.#bytes += name.length + aroundName;
        this.#names.add(name);
        return this.#bytes <= mostOfLinks;
    }
    /** Does a path go through one of them? */
    lead(path) {
        if (this.#names.size === 0)
            return false;
        const parts = partsOf(path);
        return parts.some((_, n) => n > 0 && this.#names.has(parts.slice(0, n).join('/')));
    }
}


/***/ }),

/***/ 49220:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Tj: () => (/* binding */ NotWhole),
/* harmony export */   U_: () => (/* binding */ chunksOf),
/* harmony export */   kd: () => (/* binding */ gunzip),
/* harmony export */   kg: () => (/* binding */ gather),
/* harmony export */   l1: () => (/* binding */ unpack),
/* harmony export */   sc: () => (/* binding */ through)
/* harmony export */ });
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(46466);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(38522);
/* harmony import */ var _messages_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76042);



/** What is wrong with bytes that were read; a clause without a capital. */
class NotWhole extends Error {
    name = 'NotWhole';
}
/** Unpacks to exactly `size` bytes, where that is known. Throws NotWhole. */
async function* unpack(stored, unpacker, size) {
    let count = 0;
    for await (const chunk of unpacker(stored)) {
        count += chunk.length;
        if (size !== undefined && count > size)
            throw new NotWhole(`it unpacks to more than the ${size} bytes that were taken`);
        yield chunk;
    }
    if (size !== undefined && count < size)
        throw new NotWhole(`it does not unpack to the ${size} bytes that were taken`);
}
/** Members of gzip, decompressed. */
function gunzip(stored) {
    return through(node_zlib__WEBPACK_IMPORTED_MODULE_1__.createGunzip(), stored);
}
/** What a decompressor of Node's makes of a stream. Throws NotWhole where it cannot come to its end. */
async function* through(transform, stored) {
    const piped = (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_0__.pipeline)(stored, transform);
    piped.catch(() => { });
    try {
        yield* transform;
        await piped;
    }
    catch (thrown) {
        if (thrown instanceof NotWhole || thrown instanceof _messages_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .BackupError */ .hj)
            throw thrown;
        throw new NotWhole('it cannot be decompressed to its end');
    }
    finally {
        transform.destroy();
    }
}
/** All of it, where it is known to be little. */
async function gather(chunks) {
    const parts = [];
    for await (const chunk of chunks)
        parts.push(chunk);
    return Buffer.concat(parts);
}
/** Bytes as a stream. */
async function* chunksOf(bytes) {
    yield bytes;
}


/***/ }),

/***/ 44378:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ Window)
/* harmony export */ });
// A stream of bytes seen through a window: the bytes at hand, and a way to wait for more.
/** Reads chunks one at a time. Chunks may end anywhere, be empty, and reuse the same memory. */
class Window {
    /** The bytes at hand, from `position` on. Valid until the next `ensure`. */
    bytes = Buffer.alloc(0);
    /** How many bytes of the stream lie before `bytes`. */
    position = 0;
    #chunks;
    constructor(chunks) {
        this.#chunks = chunks[Symbol.asyncIterator]();
    }
    /** Waits until at least `size` bytes are at hand; false when the stream ends before that. */
    async ensure(size) {
        if (this.bytes.length >= size)
            return true;
        const parts = [Buffer.from(this.bytes)];
        let length = this.bytes.length;
        while (length < size) {
            const next = await this.#chunks.next();
            if (next.done === true)
                break;
            const chunk = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength);
            if (length === 0 && chunk.length >= size) {
                this.bytes = chunk;
                return true;
            }
            parts.push(Buffer.from(chunk));
            length += chunk.length;
        }
        this.bytes = Buffer.concat(parts);
        return length >= size;
    }
    /** Steps over bytes that are at hand. */
    skip(size) {
        this.bytes = this.bytes.subarray(size);
        this.position += size;
    }
    /** Ends the stream before its end. */
    async close() {
        await this.#chunks.return?.();
    }
}


/***/ }),

/***/ 91340:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  W: () => (/* binding */ cancelledBySignals),
  C: () => (/* binding */ inSession)
});

// EXTERNAL MODULE: ./build/script/conversation.js + 6 modules
var conversation = __webpack_require__(94098);
// EXTERNAL MODULE: ./build/backups/retention.js
var retention = __webpack_require__(92206);
// EXTERNAL MODULE: ./build/settings/given.js
var settings_given = __webpack_require__(97201);
// EXTERNAL MODULE: ./build/settings/kinds/paths.js
var paths = __webpack_require__(31092);
// EXTERNAL MODULE: ./build/settings/options.js + 8 modules
var options = __webpack_require__(83053);
// EXTERNAL MODULE: ./build/settings/problem.js
var settings_problem = __webpack_require__(3667);
;// CONCATENATED MODULE: ./build/settings/combinations.js
// Settings that are each valid but do not go together. Every rule gets the values that could be read, and returns its problems.




const pathLists = ['paths', 'config-paths', 'secret-paths'];
const rules = [
    databaseAlone,
    provenWhenCritical,
    lockWithinTimeout,
    quiesceOfSomething,
    skipWithReason,
    placesApart,
    pathsOnce,
    oneWay,
    oneBackup,
];
/** Problems of values that do not go together, one line each. */
function conflicts(values, given) {
    return rules.flatMap(rule => rule(values, given));
}
/** Warnings of valid values that the user probably did not mean. */
function oddities(values, given) {
    const pinned = values.scope === 'critical' && (0,settings_given/* textOf */.b)(given, 'keep') !== undefined;
    return pinned ? ['keep: rotation leaves critical backups until someone unpins them; keep counts the others'] : [];
}
/** The directory of the backups. */
function backupDirOf({ 'backup-dir': backupDir, 'app-dir': appDir }) {
    return backupDir ?? `${appDir}/backups`;
}
/** How long to wait for the lock, in seconds: a short timeout shortens the default, but not a value of the user. */
function lockTimeoutOf(values, given) {
    return (0,settings_given/* textOf */.b)(given, 'lock-timeout') === undefined ? Math.min(values['lock-timeout'], values.timeout) : values['lock-timeout'];
}
/** How the archive is proven: a critical backup is drilled. */
function verifyOf({ scope, verify }) {
    return scope === 'critical' ? 'drill' : verify;
}
function databaseAlone(values, given) {
    if (values.scope !== 'database')
        return [];
    return ['volumes', ...pathLists]
        .filter(name => isAsked(name, given))
        .map(name => (0,settings_problem/* invalid */.Gq)(name, 'not with scope database, which is the database alone: leave it out, or use scope full'));
}
function provenWhenCritical({ scope, verify }, given) {
    return scope === 'critical' && verify !== undefined && verify !== 'drill' && (0,settings_given/* textOf */.b)(given, 'verify') !== undefined
        ? [(0,settings_problem/* invalid */.Gq)('verify', 'drill with scope critical, which must be proven by a restore', (0,settings_problem/* quoted */.TL)(verify))]
        : [];
}
function lockWithinTimeout(values, given) {
    const { timeout, 'lock-timeout': lock } = values;
    if (timeout === undefined || lock === undefined || (0,settings_given/* textOf */.b)(given, 'lock-timeout') === undefined || lock <= timeout)
        return [];
    return [(0,settings_problem/* invalid */.Gq)('lock-timeout', `at most timeout, which is ${timeout} seconds`, (0,settings_problem/* quoted */.TL)((0,settings_given/* textOf */.b)(given, 'lock-timeout') ?? ''))];
}
function quiesceOfSomething(values) {
    const services = values['quiesce-services'] ?? [];
    return values.quiesce === 'none' && services.length > 0
        ? [(0,settings_problem/* invalid */.Gq)('quiesce-services', 'only with quiesce pause or stop; quiesce is none')]
        : [];
}
function skipWithReason(values, given) {
    const needed = values['skip-backup'] === true && (0,settings_given/* textOf */.b)(given, 'skip-reason') === undefined;
    return needed ? [(0,settings_problem/* invalid */.Gq)('skip-reason', 'needed with skip-backup: say why there is no backup')] : [];
}
function oneWay(values) {
    return values.resume === true && values.undo === true
        ? [(0,settings_problem/* invalid */.Gq)('undo', 'not with resume: resume finishes a restore, undo reverts it')]
        : [];
}
/** A verification takes all backups, a restore takes one. */
function oneBackup(values, given) {
    const all = values.backup === 'all' && given.operation === 'restore';
    return all ? [(0,settings_problem/* invalid */.Gq)('backup', 'latest, the name of a backup, or the path of its archive', (0,settings_problem/* quoted */.TL)('all'))] : [];
}
/** Refuses a path that holds the backups, and backups that a restore of the application would replace. */
function placesApart(values) {
    const appDir = values['app-dir'];
    if (appDir === undefined)
        return [];
    const backupDir = backupDirOf({ 'app-dir': appDir, 'backup-dir': values['backup-dir'] });
    if ((0,paths/* isWithin */.UO)(appDir, backupDir))
        return [(0,settings_problem/* invalid */.Gq)('backup-dir', 'a directory that does not contain app-dir', (0,settings_problem/* quoted */.TL)(backupDir))];
    return listedPaths(values)
        .filter(({ path }) => (0,paths/* overlap */.EF)(path, backupDir))
        .map(({ list, text }) => (0,settings_problem/* invalid */.Gq)(list, `a path that does not overlap the backup directory ${(0,settings_problem/* quoted */.TL)(backupDir)}`, (0,settings_problem/* quoted */.TL)(text)));
}
function pathsOnce(values) {
    const first = new Map();
    const problems = [];
    for (const listed of listedPaths(values)) {
        const other = first.get(listed.path);
        if (other === undefined)
            first.set(listed.path, listed);
        else if (other.list !== listed.list)
            problems.push((0,settings_problem/* invalid */.Gq)(listed.list, `a path that is not also in ${other.list}`, (0,settings_problem/* quoted */.TL)(listed.text)));
    }
    return problems;
}
function listedPaths(values) {
    const appDir = values['app-dir'] ?? '';
    const of = (list) => {
        const listed = values[list];
        return listed === undefined || listed === 'auto' ? [] : listed;
    };
    return pathLists.flatMap(list => of(list).map(({ path }) => ({ list, text: path, path: (0,paths/* absolute */.ys)(path, appDir) })));
}
/** Whether the user gave a value other than the default. */
function isAsked(name, given) {
    const text = (0,settings_given/* textOf */.b)(given, name);
    const option = options/* options */.fF[name];
    return text !== undefined && text !== '' && !('default' in option && text === option.default);
}

// EXTERNAL MODULE: ./build/keys/knownhosts.js + 1 modules
var knownhosts = __webpack_require__(15863);
// EXTERNAL MODULE: ./build/keys/privatekey.js + 3 modules
var privatekey = __webpack_require__(60380);
// EXTERNAL MODULE: ./build/text/sensitive.js
var sensitive = __webpack_require__(26354);
;// CONCATENATED MODULE: ./build/settings/target.js
// Where to work: a server over SSH or this machine, and whether the given key and host key can be used for it.






/** Options that say something about a connection only. */
const aboutHost = ['port', 'user', 'private-key', 'passphrase', 'known-hosts', 'host-fingerprint', 'connect-timeout'];
/** Reads the group "where" together. It passes over values that could not be read alone: their problems are already reported. */
function readTarget(values, given) {
    if (given.surface === 'cli' && (0,settings_given/* textOf */.b)(given, 'host') === undefined)
        return thisMachine(values, given);
    const withFallback = { ...values, ...fallbackKey(values, given) };
    const missing = ['host', 'user', 'private-key']
        .filter(name => withFallback[name] === undefined && (0,settings_given/* textOf */.b)(given, name) === undefined)
        .map(name => (0,settings_problem/* invalid */.Gq)(name, missingBecause(name, given), (0,options/* optionOf */.XD)(name).secret ? (0,settings_problem/* counted */.hS)('') : undefined));
    const key = checkKey(withFallback, values['private-key'] === undefined ? '~/.ssh/id_ed25519 ' : '');
    const problems = [...missing, ...key.problems, ...checkHostKey(values)];
    return { ...complete(withFallback, given), problems, warnings: key.warnings };
}
function thisMachine(values, given) {
    const problems = aboutHost
        .filter(name => (0,settings_given/* textOf */.b)(given, name) !== undefined)
        .map(name => (0,settings_problem/* invalid */.Gq)(name, 'only with host: without host, the command works on this machine'));
    return { target: { kind: 'local', sudo: values.sudo ?? false }, problems, warnings: [] };
}
function complete(values, given) {
    const { host, port, user, 'private-key': privateKey, passphrase, sudo, 'connect-timeout': connectTimeout } = values;
    if (host === undefined || port === undefined || user === undefined)
        return {};
    if (privateKey === undefined || sudo === undefined || connectTimeout === undefined)
        return {};
    const knownHosts = values['known-hosts'] ?? fallbackHostKeys(values, given, host, port);
    const hostFingerprints = values['host-fingerprint'] ?? [];
    const optional = { ...(passphrase && { passphrase }), ...(knownHosts !== undefined && { knownHosts }) };
    return { target: { kind: 'ssh', host, port, user, privateKey, ...optional, hostFingerprints, sudo, connectTimeout } };
}
function missingBecause(name, given) {
    if (given.surface === 'cli') {
        const how = name === 'user' ? '--host USER@HOST, or --user' : '--private-key-file PATH, or MEESHY_PRIVATE_KEY; there is no ~/.ssh/id_ed25519';
        return `${name} is needed with host: ${how}`;
    }
    const because = (0,options/* optionOf */.XD)(name).secret ? 'secrets are not passed to forks' : 'a variable or secret that does not exist is empty';
    return `${name} is empty (${because})`;
}
function checkKey(values, origin) {
    const { 'private-key': key, passphrase } = values;
    if (key === undefined)
        return { problems: [], warnings: [] };
    const reading = (0,privatekey/* readPrivateKey */.$k)(key, passphrase);
    if (!('problem' in reading))
        return { problems: [], warnings: reading.warnings };
    const { input, problem, counted: isCounted } = reading;
    const got = (input === 'passphrase' ? passphrase : key)?.reveal() ?? '';
    const sentence = input === 'private-key' ? `${origin}${problem}` : problem;
    return { problems: [(0,settings_problem/* invalid */.Gq)(input, sentence, isCounted ? undefined : (0,settings_problem/* counted */.hS)(got))], warnings: [] };
}
function checkHostKey({ 'known-hosts': text, host, port }) {
    if (text === undefined || host === undefined || port === undefined)
        return [];
    const problem = (0,knownhosts/* checkKnownHosts */.FA)(text, host, port);
    return problem === null ? [] : [(0,settings_problem/* invalid */.Gq)('known-hosts', problem, (0,settings_problem/* counted */.hS)(text))];
}
function fallbackKey(values, given) {
    const key = given.fallback?.privateKey;
    return key === undefined || values['private-key'] !== undefined || (0,settings_given/* textOf */.b)(given, 'private-key') !== undefined
        ? {}
        : { 'private-key': new sensitive/* Sensitive */.p(key) };
}
/**
 * The lines about this host in the user's own known_hosts. Other programs wrote that file: a line that is not usable here
 * is no error. All revocations stay. Undefined where no line pins the host: the connection then says what to store.
 */
function fallbackHostKeys(values, given, host, port) {
    if ((values['host-fingerprint'] ?? []).length > 0)
        return undefined;
    const lines = given.fallback?.knownHosts?.split(/\r?\n/) ?? [];
    const ours = lines.filter(line => line.startsWith('@revoked') || (0,knownhosts/* checkKnownHosts */.FA)(line, host, port) === null).join('\n');
    return (0,knownhosts/* checkKnownHosts */.FA)(ours, host, port) === null ? ours : undefined;
}

;// CONCATENATED MODULE: ./build/settings/values.js
// Turns every option's text into its value, each by its own kind; it collects every problem, and none ends the reading.



/** Reads the given texts, and the defaults of the other options. A value that could not be read is missing, and a problem says why. */
function readValues(given) {
    const values = {};
    const problems = [];
    const warnings = [];
    for (const name of options/* optionNames */.W6) {
        const { kind, default: fallback } = (0,options/* optionOf */.XD)(name);
        const text = (0,settings_given/* textOf */.b)(given, name) ?? fallback;
        if (text === undefined)
            continue;
        if (isRepeated(given, name)) {
            problems.push((0,settings_problem/* invalid */.Gq)(name, 'given once', `${given.values[name]?.length} values`));
            continue;
        }
        const reading = kind.read(text);
        if (reading.ok) {
            values[name] = reading.value;
            warnings.push(...reading.remarks.map(remark => `${name}: ${remark}`));
        }
        else
            problems.push(...reading.complaints.map(({ rule, got }) => (0,settings_problem/* invalid */.Gq)(name, rule, shown(name, got))));
    }
    return { values: values, problems, warnings };
}
/** What a problem may show of a value: of secrets and long texts only the length, because a secret may be pasted there by mistake. */
function shown(name, text) {
    const { secret, kind } = (0,options/* optionOf */.XD)(name);
    return secret === true || kind.form === 'text' ? (0,settings_problem/* counted */.hS)(text) : (0,settings_problem/* quoted */.TL)(text);
}
function isRepeated(given, name) {
    const value = given.values[name];
    return value !== undefined && typeof value !== 'string' && value.length > 1 && (0,options/* optionOf */.XD)(name).kind.form !== 'lines';
}

;// CONCATENATED MODULE: ./build/settings/parse.js
// Turns what the user gave into settings: it checks everything and reports every problem at once, before it contacts anything.






/** Parses what the user gave. Throws one BackupError with code E_INPUT that names every problem. */
function parseSettings(given) {
    const { values, problems, warnings } = readValues(given);
    const where = readTarget(values, given);
    const all = [...given.problems, ...problems, ...where.problems, ...conflicts(values, given)];
    if (all.length > 0 || where.target === undefined)
        throw (0,settings_problem/* inputFailure */.vQ)(all);
    // Without a problem every option has its value, except those whose type allows undefined.
    const settings = settingsOf(values, where.target, given);
    return {
        settings: settings.skip === undefined ? settings : hurried(settings),
        warnings: [...warnings, ...where.warnings, ...oddities(values, given)],
    };
}
/** A skip leaves a record only on a server that answers at once: it does not wait for a server that is down, or for a lock. */
function hurried(settings) {
    const { target, timeout, lockTimeout } = settings;
    return {
        ...settings,
        target: target.kind === 'ssh' ? { ...target, connectTimeout: Math.min(target.connectTimeout, 10) } : target,
        timeout: Math.min(timeout, 10),
        lockTimeout: Math.min(lockTimeout, 5),
    };
}
function settingsOf(values, target, given) {
    return {
        target,
        appDir: values['app-dir'],
        backupDir: backupDirOf(values),
        prefix: values.prefix,
        scope: values.scope,
        sources: sourcesOf(values),
        quiesce: values.quiesce,
        quiesceServices: values['quiesce-services'] ?? [],
        compression: values.compression,
        verify: verifyOf(values),
        policy: (0,retention/* policyOf */.US)(values),
        minFree: values['min-free'],
        timeout: values.timeout,
        lockTimeout: lockTimeoutOf(values, given),
        clientTimeout: values['client-timeout'],
        ...(values['skip-backup'] && { skip: { reason: values['skip-reason'] ?? '' } }),
        dryRun: values['dry-run'],
        ...(given.surface === 'action' && values.artifact && { artifact: artifactOf(values) }),
        restore: restoreOf(values),
        names: values.names ?? [],
        verification: { backup: values.backup, level: values.level, where: values.where },
        maxAge: values['max-age'],
    };
}
/** The options of the sources, whatever they are: only a source knows its own. */
function sourcesOf(values) {
    const own = options/* optionNames */.W6.filter(name => (0,options/* optionOf */.XD)(name).group === 'components');
    return Object.fromEntries(own.map(name => [name, values[name]]));
}
function restoreOf(values) {
    const { confirm, 'expected-sha256': expectedSha256, 'to-app-dir': toAppDir } = values;
    return {
        backup: values.backup,
        components: values.components,
        ...(confirm !== undefined && { confirm }),
        ...(expectedSha256 !== undefined && { expectedSha256 }),
        ...(toAppDir !== undefined && { toAppDir }),
        outside: values['outside-paths'] ?? [],
        exact: values.exact,
        mode: values.undo ? 'undo' : values.resume ? 'resume' : 'restore',
    };
}
function artifactOf(values) {
    const { 'artifact-name': name, 'artifact-retention-days': retentionDays, 'artifact-details': details } = values;
    return { ...(name !== undefined && { name }), ...(retentionDays !== undefined && { retentionDays }), details };
}

// EXTERNAL MODULE: ./build/transports/local.js
var local = __webpack_require__(40124);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./build/messages/errors.js
var errors = __webpack_require__(76042);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
// EXTERNAL MODULE: ./build/keys/publickey.js
var publickey = __webpack_require__(58729);
;// CONCATENATED MODULE: ./build/transports/sshoptions.js
function sshOptions(attempt) {
    let offered = false;
    return {
        sock: attempt.socket,
        username: attempt.user,
        readyTimeout: attempt.milliseconds,
        keepaliveInterval: attempt.keepalive.milliseconds,
        keepaliveCountMax: attempt.keepalive.count,
        hostVerifier: attempt.accepts,
        // ssh2's own order has AES-GCM first, which is the fastest here by far.
        algorithms: {
            serverHostKey: attempt.types.flatMap(type => signaturesOf(type)),
            hmac: { append: [], prepend: [], remove: ['hmac-sha1', 'hmac-sha1-etm@openssh.com'] },
            compress: ['none'],
        },
        // One key, one attempt: no "none", agent or keyboard before it, and no second try after it, because fail2ban counts tries.
        authHandler: (methods, _partial, next) => {
            if (offered) {
                attempt.onRefused(methods);
                // ssh2 takes false for "give up"; its types know only the methods.
                return next(false);
            }
            offered = true;
            next({ type: 'publickey', username: attempt.user, key: attempt.key });
        },
        tryKeyboard: false,
        agentForward: false,
        ...(attempt.debug !== undefined && { debug: attempt.debug }),
    };
}
/** RSA keys sign with SHA-2 (RFC 8332): "ssh-rsa" as a signature is SHA-1. */
function signaturesOf(type) {
    return type === 'ssh-rsa' ? ['rsa-sha2-512', 'rsa-sha2-256'] : [type];
}

;// CONCATENATED MODULE: ./build/transports/sshattempt.js
// One attempt to connect: from the name lookup to the end of authentication, with exactly one outcome.



function attempt(client, wanted) {
    let phase = (0,external_node_net_.isIP)(wanted.host) === 0 ? 'DNS' : 'TCP';
    let hostKey;
    let methods = [];
    // Small writes (heartbeats, the script's last bytes) go out at once.
    const socket = (0,external_node_net_.connect)({ host: wanted.host, port: wanted.port, noDelay: true });
    socket.once('lookup', error => {
        if (!error)
            phase = 'TCP';
    });
    socket.once('connect', () => {
        phase = 'handshake';
    });
    client.once('handshake', () => {
        phase = 'authentication';
    });
    const accepts = (blob) => {
        hostKey = (0,publickey/* readPublicKey */.RR)(blob);
        return hostKey !== undefined && wanted.fingerprints.includes(hostKey.fingerprint);
    };
    const outcomeOf = (error) => {
        if (error.message === 'Handshake failed: no matching host key format')
            return { is: 'no host key in common' };
        if (hostKey !== undefined && phase === 'handshake' && !wanted.fingerprints.includes(hostKey.fingerprint))
            return { is: 'host key refused', hostKey };
        if (error.level === 'client-authentication')
            return { is: 'user key refused', methods };
        return { is: 'failed', phase, error, closed: error.message === 'Connection lost before handshake' };
    };
    return new Promise(resolve => {
        const fail = (outcome) => {
            socket.destroySoon();
            resolve(outcome);
        };
        client.once('ready', () => hostKey && resolve({ is: 'ready', client, socket, hostKey }));
        // Stays after the outcome: an "error" without a listener would end the process.
        client.on('error', error => fail(outcomeOf(error)));
        client.once('close', () => fail({ is: 'failed', phase, error: new Error('the connection was closed'), closed: true }));
        client.connect(sshOptions({ ...wanted, socket, accepts, onRefused: left => (methods = left) }));
    });
}

// EXTERNAL MODULE: ./build/text/inert.js
var inert = __webpack_require__(43338);
;// CONCATENATED MODULE: ./build/transports/sshfailure.js
// Turns a failed connection into a failure for people. Pure.


const nothingSent = 'nothing was sent to it: no key, no secret, no command';
function connectFailure(place, { phase, error }, tries, seconds) {
    const timedOut = 'level' in error && error.level === 'client-timeout';
    const what = timedOut ? `no answer within ${seconds} s` : saidBy(error);
    return new errors/* BackupError */.hj({
        code: 'E_CONNECT',
        title: `${titles[phase](place)}: ${what}.`,
        details: { Phase: phase, ...(tries > 1 && { Tries: String(tries) }) },
        safe: phase === 'authentication' ? 'no command was run' : nothingSent,
        next: advice[phase],
    }, { cause: error });
}
/** The failure for a server that showed no trusted key (`shown` is empty if it has no key of a usable type). */
function hostKeyFailure(place, shown) {
    const { pins, revoked } = place.hostKeys;
    const [first] = shown;
    const isRevoked = shown.some(key => revoked.includes(key.fingerprint));
    const about = first === undefined ? noUsableKey : isRevoked ? revokedKey : pins.length === 0 ? unknownKey : otherKey;
    return new errors/* BackupError */.hj({ code: 'E_HOSTKEY', safe: nothingSent, ...about(place, shown) });
}
/** The failure for a refused key. It is final: another attempt would bring fail2ban closer and end the same. */
function authenticationFailure(place, methods) {
    const { user, publicKey } = place;
    const keysAreTaken = methods.includes('publickey');
    return new errors/* BackupError */.hj({
        code: 'E_AUTH',
        title: `${where(place)} refused this key for user ${user}.`,
        details: {
            Key: `${publicKey.type}, ${publicKey.bits} bits, ${publicKey.fingerprint}`,
            'Public key': publicKey.line,
            ...(methods.length > 0 && { 'It takes': (0,inert/* inert */.tJ)(methods.join(', '), { limit: 200 }) }),
        },
        safe: 'one login attempt was made, and no command was run',
        next: keysAreTaken
            ? `check on the server that the public key is a line of ~${user}/.ssh/authorized_keys, that only ${user} can write that file and the directories above it, and that sshd allows the user to log in (AllowUsers, AllowGroups); the server's log says which of these it was`
            : 'the server accepts no keys: set PubkeyAuthentication yes in its sshd_config',
    });
}
/** The failure for a connection that opens no shell, or that was lost before it did. */
function shellFailure(place, error, connected) {
    const title = connected ? `${where(place)} opened no shell` : `The connection to ${where(place)} is lost`;
    return new errors/* BackupError */.hj({
        code: connected ? 'E_PROTOCOL' : 'E_CONNECT',
        title: `${title}: ${saidBy(error)}.`,
        next: connected ? 'check MaxSessions and ForceCommand in sshd_config, and the login shell of the account' : 'run it again',
    }, { cause: error });
}
const titles = {
    DNS: place => `Cannot resolve ${place.host}, so ${where(place)} was not reached`,
    TCP: place => `Cannot connect to ${where(place)}`,
    handshake: place => `${where(place)} was reached, but the SSH handshake failed`,
    authentication: place => `${where(place)} ended the connection during authentication`,
};
const advice = {
    DNS: 'check host, and that its name resolves on the machine that runs this',
    TCP: 'check host and port, that sshd runs there, and that its firewall admits the machine that runs this (hosted runners: the addresses in https://api.github.com/meta)',
    handshake: 'check that an SSH server listens on this port, that it is not overloaded (MaxStartups) or blocking this address, and that its KexAlgorithms include a current one (curve25519-sha256)',
    authentication: "look in the server's log: there sshd says why it ended the connection",
};
function unknownKey(place, shown) {
    return {
        title: `The host key of ${where(place)} is not known, so nothing was sent to it.`,
        details: { 'It offers': described(shown), 'Compare it': howToCompare(shown) },
        next: `if the key is the same, store this line as known-hosts:\n${lineToStore(place, shown)}`,
    };
}
function otherKey(place, shown) {
    return {
        title: `The host key of ${where(place)} is not the one that is pinned, so nothing was sent to it.`,
        details: { Expected: expected(place.hostKeys.pins), Got: described(shown), 'Compare it': howToCompare(shown) },
        next: `if this is not the server's own key, someone may be intercepting the connection; if the server was set up again and this is its key, store this line as known-hosts in place of the old one:\n${lineToStore(place, shown)}`,
    };
}
function revokedKey(place, shown) {
    return {
        title: `${where(place)} shows a host key that known-hosts marks @revoked, so nothing was sent to it.`,
        details: { 'It offers': described(shown) },
        next: 'give the server a new host key (remove the old one, then ssh-keygen -A), and store its line as known-hosts',
    };
}
function noUsableKey(place) {
    return {
        title: `${where(place)} has no host key of a type that can be trusted today, so nothing was sent to it.`,
        details: { Expected: expected(place.hostKeys.pins) || 'ssh-ed25519, ecdsa-sha2-nistp256, or ssh-rsa with SHA-2 signatures' },
        next: 'make host keys on the server: ssh-keygen -A',
    };
}
function howToCompare([first]) {
    const kind = first?.type.startsWith('ecdsa') ? 'ecdsa' : first?.type.replace('ssh-', '');
    return `on the server: ssh-keygen -lf /etc/ssh/ssh_host_${kind}_key.pub`;
}
function lineToStore(place, [first]) {
    return `${place.hostKeys.name} ${first?.line}`;
}
function described(keys) {
    return keys.map(key => `${key.type} ${key.fingerprint}`).join('\n');
}
function expected(pins) {
    return pins.map(pin => (pin.type === undefined ? pin.fingerprint : `${pin.type} ${pin.fingerprint}`)).join('\n');
}
/** The words of an error, made inert: a server can choose the words with which it ends a connection. */
function saidBy(error) {
    return (0,inert/* inert */.tJ)(error.message, { limit: 300 }).replace(/\.$/, '');
}
function where({ host, port }) {
    return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
;// CONCATENATED MODULE: ./build/transports/sshprocess.js
// A channel of ssh2 as a Process: streams that end and fail like those of a local process, and exactly one exit.


const lost = { code: null, signal: null, lost: true };
function sshProcess(channel) {
    // ssh2 reports a write to a remote process that has ended as an error of the channel; `exit` says how it ended.
    channel.on('error', () => { });
    const stdout = outputOf(channel);
    const stderr = outputOf(channel.stderr);
    const stdin = stdinOf(channel);
    let dropped = () => { };
    const exit = new Promise(resolve => {
        dropped = resolve;
        void ended(channel).then(async (end) => {
            stdin.destroy();
            await Promise.allSettled([(0,external_node_stream_promises_.finished)(stdout), (0,external_node_stream_promises_.finished)(stderr)]);
            resolve(end);
        });
    });
    const destroy = () => {
        dropped(lost);
        channel.close();
        for (const stream of [stdin, stdout, stderr])
            stream.destroy();
    };
    return { stdin, stdout, stderr, exit, destroy };
}
/** Settles when the channel is closed, after its output; a channel that closes without an exit was lost. */
function ended(channel) {
    return new Promise(resolve => {
        let exit = lost;
        channel.on('exit', (code, signal) => {
            exit = { code, signal: signal ?? null, lost: false };
        });
        channel.on('close', () => resolve(exit));
    });
}
/** A stream that can be destroyed, unlike ssh2's own. It then drops further data, which would keep the channel open if unread. */
function outputOf(source) {
    return source.pipe(new external_node_stream_.PassThrough()).on('close', () => source.resume());
}
/** ssh2 never answers a write to a closed channel. This stream answers when it is destroyed, so that no writer waits for ever. */
function stdinOf(channel) {
    let answer = () => { };
    const stdin = new external_node_stream_.Writable({
        write(chunk, _encoding, done) {
            answer = error => {
                answer = () => { };
                done(error);
            };
            channel.write(chunk, error => answer(error));
        },
        final: done => channel.end(done),
        destroy(error, done) {
            answer(error ?? new Error('the shell has ended'));
            done(error);
        },
    });
    return stdin.on('error', () => { });
}

;// CONCATENATED MODULE: ./build/transports/sshreach.js
// Reaches a server: which types of host keys to ask for, when to try again, when to give up.



/** Errors that may pass by the next try. An unknown name or a refusal does not pass. */
const passing = ['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN'];
/**
 * Connects within `milliseconds`, all attempts together. It tries again after connection errors, after each of
 * `delays` (milliseconds), but never after a refused host key or account. Throws E_CONNECT, E_HOSTKEY, E_AUTH.
 *
 * The server shows its key of the first type in the list that it has, so a pin of unknown type, or one of several pins,
 * may belong to a key that it did not show: the next attempt leaves out the shown type, at most once per type, and always
 * before authentication.
 */
async function reach(place, tryOnce, milliseconds, delays) {
    const until = performance.now() + milliseconds;
    const shown = [];
    const [pinned, others] = typesToAsk(place.hostKeys);
    let types = pinned;
    for (;;) {
        const { outcome, tries } = await persist(tryOnce, types, until, delays);
        switch (outcome.is) {
            case 'ready':
                return outcome;
            case 'host key refused':
                shown.push(outcome.hostKey);
                types = types.filter(type => type !== outcome.hostKey.type);
                if (!mayStillMatch(place.hostKeys, types))
                    throw hostKeyFailure(place, shown);
                break;
            case 'no host key in common':
                // The server has no key of a pinned type: one more attempt learns which keys it has, and still refuses them.
                if (shown.length > 0 || types === others || others.length === 0)
                    throw hostKeyFailure(place, shown);
                types = others;
                break;
            case 'user key refused':
                throw authenticationFailure(place, outcome.methods);
            case 'failed':
                throw shown.length > 0 ? hostKeyFailure(place, shown) : connectFailure(place, outcome, tries, milliseconds / 1000);
        }
    }
}
/** The types to ask for, and the other types, to ask for only to see what the server has. */
function typesToAsk({ pins }) {
    if (pins.length === 0 || pins.some(pin => pin.type === undefined))
        return [publickey/* usableTypes */.KL, []];
    const isPinned = (type) => pins.some(pin => pin.type === type);
    return [publickey/* usableTypes */.KL.filter(isPinned), publickey/* usableTypes */.KL.filter(type => !isPinned(type))];
}
function mayStillMatch({ pins }, types) {
    return pins.some(pin => (pin.type === undefined ? types.length > 0 : types.includes(pin.type)));
}
async function persist(tryOnce, types, until, delays) {
    for (let tries = 1;; tries += 1) {
        const outcome = await tryOnce(types, Math.max(1, until - performance.now()));
        const delay = delays[tries - 1];
        if (outcome.is !== 'failed' || !mayPass(outcome) || delay === undefined || performance.now() + delay >= until)
            return { outcome, tries };
        await (0,promises_.setTimeout)(delay);
    }
}
/** Once authentication has begun, another attempt would count against the user on the server. */
function mayPass({ phase, error, closed }) {
    return phase !== 'authentication' && (closed || passing.includes(error.code ?? ''));
}

// EXTERNAL MODULE: ./build/transports/transport.js
var transport = __webpack_require__(770);
;// CONCATENATED MODULE: ./build/transports/ssh.js
// A server over SSH. ssh2 is loaded when the first connection is made, so that nothing else waits for it.








/** A connection that answers nothing for a minute is lost; a server that refuses connections has a second and a half to come back. */
const usual = { keepalive: { milliseconds: 15_000, count: 4 }, delays: [500, 1_000] };
/** How long `close` waits for the server to close its side; milliseconds. */
const goodbye = 1_000;
/** `open` may be called again after the connection was lost: it makes a new one. */
function sshTransport(server, timing = usual) {
    let reached;
    let place;
    async function open() {
        const started = performance.now();
        await close();
        const { ssh2, key, publicKey } = await load(server);
        const to = { ...server, publicKey };
        place = to;
        const fingerprints = server.hostKeys.pins.map(pin => pin.fingerprint);
        const tryOnce = (types, milliseconds) => attempt(new ssh2.Client(), { ...server, key, types, milliseconds, keepalive: timing.keepalive, fingerprints });
        reached = await reach(to, tryOnce, server.connectTimeoutSeconds * 1000, timing.delays);
        const { type, fingerprint } = reached.hostKey;
        return { name: transport.name, hostKey: `${type} ${fingerprint}`, seconds: (performance.now() - started) / 1000 };
    }
    async function shell() {
        if (reached === undefined || place === undefined)
            throw new Error('open the transport first');
        try {
            return await start(reached.client, commandFor(server.sudo), server.connectTimeoutSeconds);
        }
        catch (error) {
            throw shellFailure(place, error, !reached.socket.destroyed);
        }
    }
    async function close() {
        if (reached === undefined)
            return;
        const { client, socket } = reached;
        reached = undefined;
        if (socket.destroyed)
            return;
        const closed = new Promise(resolve => socket.once('close', resolve));
        client.end();
        // A dead peer never answers, and an open socket would keep this process alive.
        await Promise.race([closed, (0,promises_.setTimeout)(goodbye, undefined, { ref: false })]);
        socket.destroy();
    }
    const transport = { name: nameOf(server), open, shell, close };
    return transport;
}
/** Replaces the login shell, whichever it is, by `sh`. Every shell reads the quoted word alike, because `bootstrap` holds no single quote. */
function commandFor(sudo) {
    return `exec ${sudo ? 'sudo -n ' : ''}sh -c '${transport/* bootstrap */.N}'`;
}
/** Loads ssh2 and opens the key with it. Throws E_INPUT for a bad key or passphrase, before it sends anything. */
async function load(server) {
    const read = (0,privatekey/* readPrivateKey */.$k)(server.privateKey, server.passphrase);
    if ('problem' in read)
        throw inputError(read);
    const { default: ssh2 } = await __webpack_require__.e(/* import() */ 472).then(__webpack_require__.t.bind(__webpack_require__, 85472, 19));
    const key = ssh2.utils.parseKey(read.key.reveal(), read.passphrase?.reveal());
    if (key instanceof Error)
        throw inputError(read.passphrase === undefined ? privatekey/* damagedKey */.Bb : privatekey/* wrongPassphrase */.Eq);
    return { ssh2, key, publicKey: read.publicKey };
}
function inputError({ input, problem }) {
    return new errors/* BackupError */.hj({ code: 'E_INPUT', title: `Invalid input '${input}': ${problem}`, safe: 'nothing was sent anywhere' });
}
/** Two messages and their answers: the channel, the command. It closes a channel that opens too late. */
async function start(client, command, seconds) {
    let late = false;
    let timer;
    try {
        return await new Promise((resolve, reject) => {
            timer = setTimeout(() => reject(new Error(`no answer within ${seconds} s`)), seconds * 1000);
            client.exec(command, (error, channel) => {
                if (error !== undefined)
                    reject(error);
                else if (late)
                    channel.close();
                // At once: the exit may be in the same packet as the answer, and ssh2 reports it only once.
                else
                    resolve(sshProcess(channel));
            });
        });
    }
    finally {
        late = true;
        clearTimeout(timer);
    }
}
function nameOf({ user, host, port }) {
    if (port === 22)
        return `${user}@${host}`;
    return host.includes(':') ? `${user}@[${host}]:${port}` : `${user}@${host}:${port}`;
}

;// CONCATENATED MODULE: ./build/transports/choose.js
// The transport of a target.



/** `environment`: the variables for a shell on this machine. `debug`: takes lines of the SSH library, which may contain text of the server. */
function transportTo(target, environment, debug) {
    if (target.kind === 'local')
        return (0,local/* localTransport */.h)({ sudo: target.sudo, environment });
    const { host, port, connectTimeout, knownHosts = '', hostFingerprints, ...rest } = target;
    const hostKeys = (0,knownhosts/* hostKeysFor */.M8)({ knownHosts, hostFingerprints }, host, port);
    return sshTransport({ ...rest, host, port, hostKeys, connectTimeoutSeconds: connectTimeout, debug });
}

;// CONCATENATED MODULE: ./build/entries/session.js



/** Opens a session by what was given, and closes it after `work`, however that ends. `warnings` are about the settings. Throws E_INPUT. */
async function inSession(given, { reporter, cancel, runId = (0,conversation/* newRunId */.F$)() }, work) {
    const { settings, warnings } = parseSettings(given);
    const transport = transportTo(settings.target, process.env, line => reporter.debug(line));
    const runner = process.env['RUNNER_NAME'];
    try {
        return await work({ settings, transport, reporter, runId, heartbeat: settings.clientTimeout, runner, cancel }, warnings);
    }
    finally {
        await transport.close();
    }
}
/** Aborted by the signals that end a process. A runner gives ten seconds from the first: the server learns it at once, and does the rest by itself. */
function cancelledBySignals() {
    const cancel = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM'])
        process.on(signal, () => cancel.abort());
    return cancel.signal;
}


/***/ }),

/***/ 15863:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  zN: () => (/* binding */ checkFingerprint),
  FA: () => (/* binding */ checkKnownHosts),
  M8: () => (/* binding */ hostKeysFor)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./build/keys/hostpattern.js
// Which hosts a line of known_hosts is about: the patterns of sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT", and ssh_config(5), "PATTERNS".

/** The name a host has in known_hosts: `host` on port 22, `[host]:port` on any other. Names are compared in lower case. */
function knownHostsName(host, port) {
    return port === 22 ? host.toLowerCase() : `[${host.toLowerCase()}]:${port}`;
}
/** Whether the first field of a line (a comma list of patterns, some negated by `!`, or one hashed name) is about the host of that name. */
function speaksOf(hosts, name) {
    if (hosts.startsWith('|'))
        return matchesHash(hosts, name);
    const patterns = hosts.toLowerCase().split(',');
    if (patterns.some(pattern => pattern.startsWith('!') && matchesPattern(pattern.slice(1), name)))
        return false;
    return patterns.some(pattern => !pattern.startsWith('!') && matchesPattern(pattern, name));
}
/** Whether a pattern of the field stands for any host at all (`*`, `[*]:*`): such a line pins nothing. */
function speaksOfAnyHost(hosts) {
    return hosts.split(',').some(pattern => /^[[\]:*?]*\*[[\]:*?]*$/.test(pattern));
}
/** `|1|salt|hash`: the base64 of a salt, and of the HMAC-SHA1 of the name with that salt as key. */
function matchesHash(hashed, name) {
    const [, version, salt = '', hash] = hashed.split('|');
    return version === '1' && (0,external_node_crypto_.createHmac)('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64') === hash;
}
/** `*` stands for any characters, `?` for one. Goes back to the last `*` only, so no pattern takes more than quadratic time. */
function matchesPattern(pattern, name) {
    let at = 0;
    let star = -1;
    let resume = 0;
    let i = 0;
    while (at < name.length) {
        if (pattern[i] === '*') {
            star = i++;
            resume = at;
        }
        else if (i < pattern.length && (pattern[i] === '?' || pattern[i] === name[at])) {
            i += 1;
            at += 1;
        }
        else if (star >= 0) {
            i = star + 1;
            at = ++resume;
        }
        else
            return false;
    }
    while (pattern[i] === '*')
        i += 1;
    return i === pattern.length;
}

// EXTERNAL MODULE: ./build/keys/publickey.js
var publickey = __webpack_require__(58729);
;// CONCATENATED MODULE: ./build/keys/knownhosts.js
// The host keys the user trusts: from the text of a known_hosts file (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT") and from fingerprints.


/** The keys pinned for one host. Lines about other hosts, and lines that pin nothing (`*`), do not count; call `checkKnownHosts` first. */
function hostKeysFor(trusted, host, port) {
    const name = knownHostsName(host, port);
    const lines = readLines(trusted.knownHosts ?? '').filter(line => 'hosts' in line && speaksOf(line.hosts, name));
    const revoked = lines.filter(line => line.marker === '@revoked').map(line => line.key.fingerprint);
    const listed = lines.flatMap(line => pinOf(line));
    const given = trusted.hostFingerprints.map(fingerprint => ({ fingerprint }));
    return { name, revoked, pins: [...listed, ...given].filter(pin => !revoked.includes(pin.fingerprint)) };
}
/** The problem of the text of `known-hosts` for this host, or null. It repeats no part of a text that may be secret. */
function checkKnownHosts(text, host, port) {
    const lines = readLines(text);
    const name = knownHostsName(host, port);
    if (text.includes('PRIVATE KEY'))
        return 'holds a private key, which belongs in private-key and nowhere else: treat that key as leaked';
    if (/^SHA256:\S+$/.test(text.trim()))
        return 'is a fingerprint: give it as host-fingerprint';
    if (lines.length === 0)
        return `has no line. ${howToGet(host, port)}`;
    const bad = lines.find(line => 'problem' in line);
    if (bad !== undefined)
        return `${bad.problem}: a line is the host (here ${name}), the key type and the key. ${howToGet(host, port)}`;
    const good = lines;
    if (good.some(line => line.marker === '' && speaksOfAnyHost(line.hosts))) {
        return `has a line for any host ('*'), which would trust one key everywhere: name the host, ${name}`;
    }
    if (good.some(line => speaksOf(line.hosts, name) && pinOf(line).length > 0))
        return revokedOnly(good, name);
    return `has no usable line for ${name}${closest(good, name, host)}. ${howToGet(host, port)}`;
}
/** The problem of a `host-fingerprint`, or null. */
function checkFingerprint(text) {
    const [, digest = ''] = /^SHA256:([A-Za-z0-9+/]{43})$/.exec(text) ?? [];
    // The last of 43 characters has two bits to spare: a text that sets them is no digest, so a letter is wrong.
    if (digest !== '' && Buffer.from(digest, 'base64').toString('base64') === `${digest}=`)
        return null;
    return 'must be SHA256: and 43 base64 characters, as printed on the server by: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub';
}
function pinOf(line) {
    const { type, fingerprint } = line.key;
    return line.marker === '' && (0,publickey/* isUsable */.Ng)(type) && !speaksOfAnyHost(line.hosts) ? [{ type, fingerprint }] : [];
}
function revokedOnly(lines, name) {
    const speaking = lines.filter(line => speaksOf(line.hosts, name));
    const revoked = new Set(speaking.filter(line => line.marker === '@revoked').map(line => line.key.fingerprint));
    return speaking.flatMap(pinOf).some(pin => !revoked.has(pin.fingerprint)) ? null : `marks every key of ${name} as @revoked`;
}
/** Why the lines that come closest do not count. */
function closest(lines, name, host) {
    const speaking = lines.filter(line => speaksOf(line.hosts, name));
    if (speaking.some(line => line.marker === '@cert-authority'))
        return ': host certificates (@cert-authority) are not supported, pin the host key itself';
    const [other] = speaking.filter(line => line.marker === '');
    if (other !== undefined)
        return `: keys of type ${other.key.type} are not supported`;
    const otherPort = lines.some(line => speaksOf(line.hosts, host.toLowerCase()) || line.hosts.startsWith(`[${host.toLowerCase()}]:`));
    return otherPort ? `: it has the host, but for this port the line must begin with ${name}` : '';
}
function howToGet(host, port) {
    const scan = port === 22 ? `ssh-keyscan ${host}` : `ssh-keyscan -p ${port} ${host}`;
    return `Get it with '${scan}' and compare it on the server: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub`;
}
function readLines(text) {
    return text
        .split(/\r\n|\r|\n/)
        .map((line, index) => [line.trim(), index + 1])
        .filter(([line]) => line !== '' && !line.startsWith('#'))
        .map(([line, number]) => readLine(line, number));
}
/** `[marker] hosts type key [comment]`, separated by blanks. */
function readLine(line, number) {
    const fields = line.split(/[ \t]+/);
    const marker = fields[0]?.startsWith('@') ? (fields.shift() ?? '') : '';
    const [hosts = '', type = '', base64 = ''] = fields;
    if (marker !== '' && marker !== '@revoked' && marker !== '@cert-authority')
        return { problem: `has an unknown marker in line ${number}` };
    if ((0,publickey/* isUsable */.Ng)(hosts))
        return { problem: `has no host in line ${number}` };
    const key = /^[A-Za-z0-9+/]+={0,2}$/.test(base64) ? (0,publickey/* readPublicKey */.RR)(Buffer.from(base64, 'base64')) : undefined;
    return key?.type === type ? { marker, hosts, key } : { problem: `has a damaged or unknown entry in line ${number}` };
}


/***/ }),

/***/ 60380:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Bb: () => (/* binding */ damagedKey),
  $k: () => (/* binding */ readPrivateKey),
  Eq: () => (/* binding */ wrongPassphrase)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./build/text/sensitive.js
var sensitive = __webpack_require__(26354);
;// CONCATENATED MODULE: ./build/keys/keykind.js
// What a text is that should be a private key and is none, judged by its form alone, and what its owner can do.
const giveThePrivateHalf = 'Give the private key: the file without .pub';
const kinds = [
    {
        pattern: /^PuTTY-User-Key-File-\d/,
        looksLike: 'a PuTTY key',
        advice: 'Convert it: puttygen key.ppk -O private-openssh -o key',
    },
    { pattern: /^\S+-cert-v01@openssh\.com /, looksLike: 'a certificate', advice: 'User certificates are not supported: give a private key' },
    { pattern: /^-----BEGIN CERTIFICATE/, looksLike: 'a certificate', advice: 'Give an SSH private key instead' },
    {
        pattern: /^sk-\S+@openssh\.com /,
        looksLike: 'the public key of a hardware key',
        advice: 'A workflow cannot touch the hardware: make another key',
    },
    { pattern: /^(?:ssh-\w+|ecdsa-sha2-\S+) [A-Za-z0-9+/]/, looksLike: 'a public key', advice: giveThePrivateHalf },
    { pattern: /^-+ ?BEGIN [A-Z0-9 ]*PUBLIC KEY/, looksLike: 'a public key', advice: giveThePrivateHalf },
    { pattern: /^-----BEGIN PGP/, looksLike: 'a PGP key', advice: 'Make an SSH key: ssh-keygen -t ed25519 -f key' },
    { pattern: /^---- BEGIN SSH2 ENCRYPTED/, looksLike: 'a key of ssh.com', advice: 'Convert it: ssh-keygen -i -f key' },
    { pattern: /^[A-Za-z0-9+/\s]{80,}={0,2}$/, looksLike: 'a key without its BEGIN and END lines', advice: 'Give the whole file' },
    { pattern: /^(?:[~./]|[A-Za-z]:\\)\S*$|^\S*\/\S*$|^id_\w+$/, looksLike: 'a path', advice: 'Give the content of the file, not its path' },
    {
        pattern: /^\$\{\{|^\$\w/,
        looksLike: 'an expression that was not evaluated',
        advice: 'Pass the secret in an expression that GitHub evaluates',
    },
];
/** Names what the (unfolded) text of `private-key` is instead, and repeats no part of it. `counted`: the problem says how many characters there are. */
function refuseKind(text, characters) {
    const start = text.trim();
    if (start === '')
        return { problem: 'is empty: the secret does not exist here (check its name and environment; workflows from forks get no secrets)' };
    const kind = kinds.find(({ pattern }) => pattern.test(start));
    const looks = kind === undefined ? '' : ` (looks like ${kind.looksLike})`;
    const advice = kind?.advice ?? 'Give the whole file, its BEGIN and END lines included';
    return { problem: `is not a private key${looks}, got ${characters} characters. ${advice}`, counted: true };
}

;// CONCATENATED MODULE: ./build/keys/keytext.js
// The text of a private key, as it comes out of a secret: this repairs what storing and pasting did to it.
const begin = /-----BEGIN ((?:[A-Z0-9]+ )*)PRIVATE KEY-----/;
const block = new RegExp(`${begin.source}([\\s\\S]*?)-----END \\1PRIVATE KEY-----`);
/** Repairs to make first: these changes hide the kind of the text. */
const unfolding = [
    { name: 'base64 of the file', apply: decodeFile },
    { name: 'byte order mark', apply: text => text.replace(/^\uFEFF/, '') },
    { name: 'Windows line ends', apply: text => text.replace(/\r\n?/g, '\n') },
    { name: 'literal \\n', apply: text => (text.trim().includes('\n') ? text : text.replace(/\\r\\n|\\n/g, '\n')) },
];
/** Repairs of a private key. */
const straightening = [
    { name: 'text around the key', apply: dropAround },
    { name: 'indentation', apply: text => text.replace(/^[ \t]+|[ \t]+$/gm, '') },
    { name: 'blank lines', apply: text => text.replace(/^\n+|(?<=\n)\n+$/g, '') },
    { name: 'missing final newline', apply: text => (text.endsWith('\n') ? text : `${text}\n`) },
    { name: 'line breaks', apply: text => takeApart(text)?.text ?? text },
];
/** Repairs what hides the kind of a text; `repaired` says what. */
function unfold(text) {
    return applyAll(unfolding, text);
}
/** Straightens an unfolded text that holds one private key. Undefined if the key has no end, or is not base64 throughout. */
function straighten(text) {
    const straight = applyAll(straightening, text);
    const parts = takeApart(straight.text);
    return parts && { ...parts, repaired: straight.repaired };
}
/** How many private keys a text begins. */
function countKeys(text) {
    return text.match(new RegExp(begin, 'g'))?.length ?? 0;
}
/** Writes a key's bytes between its lines: OpenSSH breaks its own format after 70 characters, PEM (RFC 7468) after 64. */
function keyText(label, body, dekInfo = '') {
    const kind = `${label}${label === '' ? '' : ' '}PRIVATE KEY`;
    const header = dekInfo === '' ? '' : `Proc-Type: 4,ENCRYPTED\nDEK-Info: ${dekInfo}\n\n`;
    const lines = body.match(label === 'OPENSSH' ? /.{1,70}/g : /.{1,64}/g) ?? [];
    return `-----BEGIN ${kind}-----\n${header}${lines.join('\n')}\n-----END ${kind}-----\n`;
}
function dropAround(text) {
    const [key = text] = block.exec(text) ?? [];
    return key === text.trim() ? text : key;
}
function applyAll(repairs, given) {
    const repaired = [];
    const text = repairs.reduce((before, { name, apply }) => {
        const after = apply(before);
        if (after !== before)
            repaired.push(name);
        return after;
    }, given);
    return { text, repaired };
}
function takeApart(text) {
    const [, spacedLabel = '', inside] = block.exec(text) ?? [];
    if (inside === undefined)
        return undefined;
    const [header = '', dekInfo = ''] = /^\s*Proc-Type:\s*4,\s*ENCRYPTED\s+DEK-Info:\s*([A-Za-z0-9-]+,[0-9A-Fa-f]+)\s+/.exec(inside) ?? [];
    const body = inside.slice(header.length).replace(/\s+/g, '');
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(body) || body.length % 4 !== 0)
        return undefined;
    const label = spacedLabel.trim();
    return { label, dekInfo, body, text: keyText(label, body, dekInfo) };
}
function decodeFile(text) {
    const compact = text.replace(/\s+/g, '');
    if (!/^[A-Za-z0-9+/]{80,}={0,2}$/.test(compact))
        return text;
    const decoded = Buffer.from(compact, 'base64').toString('utf8');
    return decoded.includes('PRIVATE KEY') ? decoded : text;
}

// EXTERNAL MODULE: ./build/text/inert.js
var inert = __webpack_require__(43338);
// EXTERNAL MODULE: ./build/keys/publickey.js
var publickey = __webpack_require__(58729);
// EXTERNAL MODULE: ./build/keys/wire.js
var wire = __webpack_require__(9856);
;// CONCATENATED MODULE: ./build/keys/opensshkey.js
// OpenSSH's own container of private keys ("openssh-key-v1", PROTOCOL.key in OpenSSH's sources), read as far as possible without the passphrase.



const magic = Buffer.from('openssh-key-v1\0');
/** The ciphers ssh2 opens, with the length of the tag that follows the encrypted part. */
const tagLengths = {
    none: 0,
    'aes128-ctr': 0,
    'aes192-ctr': 0,
    'aes256-ctr': 0,
    'aes128-cbc': 0,
    'aes192-cbc': 0,
    'aes256-cbc': 0,
    '3des-cbc': 0,
    'aes128-gcm@openssh.com': 16,
    'aes256-gcm@openssh.com': 16,
};
/** Reads the unencrypted part of the container, which holds the public half. A returned text says what is wrong with the container. */
function readContainer(bytes) {
    try {
        const fields = new wire/* WireReader */.ZT(bytes);
        if (!fields.bytes(magic.length).equals(magic))
            return damaged;
        const cipher = fields.string().toString('latin1');
        fields.string(); // key derivation
        fields.string(); // its options
        if (fields.uint32() !== 1)
            return 'holds several keys: give one';
        const publicKey = (0,publickey/* readPublicKey */.RR)(fields.string());
        const secret = fields.string();
        const tagLength = tagLengths[cipher];
        if (publicKey === undefined)
            return damaged;
        if (publicKey.type.startsWith('sk-'))
            return 'is a hardware key, whose hardware a workflow cannot touch: make another key';
        if (tagLength === undefined)
            return `is encrypted with ${(0,inert/* inert */.tJ)(cipher, { limit: 40 })}, which cannot be read here: run ssh-keygen -p -Z aes256-ctr -f key`;
        fields.bytes(tagLength);
        if (fields.left > 0)
            return damaged;
        const encrypted = cipher !== 'none';
        return encrypted || isWhole(secret, publicKey) ? { encrypted, publicKey } : damaged;
    }
    catch {
        return damaged;
    }
}
/** An unencrypted container of an Ed25519 key: the public half and the seed, 32 bytes each. */
function writeEd25519(publicHalf, seed) {
    const type = (0,wire/* wireString */.f9)('ssh-ed25519');
    const check = (0,wire/* wireUint32 */.TT)(0); // two equal numbers show that decryption worked; nothing is encrypted here
    const key = [check, check, type, (0,wire/* wireString */.f9)(publicHalf), (0,wire/* wireString */.f9)(Buffer.concat([seed, publicHalf])), (0,wire/* wireString */.f9)('')];
    const length = Buffer.concat(key).length;
    const padding = Buffer.from(Array.from({ length: (8 - (length % 8)) % 8 }, (_, i) => i + 1));
    const none = [(0,wire/* wireString */.f9)('none'), (0,wire/* wireString */.f9)('none'), (0,wire/* wireString */.f9)(''), (0,wire/* wireUint32 */.TT)(1)];
    const blob = (0,wire/* wireString */.f9)(Buffer.concat([type, (0,wire/* wireString */.f9)(publicHalf)]));
    return Buffer.concat([magic, ...none, blob, (0,wire/* wireString */.f9)(Buffer.concat([...key, padding]))]);
}
const damaged = 'is damaged or cut off: give the whole file, unchanged';
function isWhole(secret, publicKey) {
    const fields = new wire/* WireReader */.ZT(secret);
    const check = fields.uint32();
    return check === fields.uint32() && fields.string().toString('latin1') === publicKey.type;
}

;// CONCATENATED MODULE: ./build/keys/privatekey.js
// Turns the private key that a user gives, in any common form, into one that ssh2 reads. Pure: no file, no network.
//
// It finds every problem that shows without ssh2, so that one report names it together with every other bad input. One
// problem needs ssh2, which is loaded only to connect: whether the passphrase opens an encrypted key of OpenSSH's own
// format (bcrypt_pbkdf). `open` of the SSH transport finds that, before it connects.







/** The curves of RFC 5656, by OpenSSL's names. */
const curves = { prime256v1: 'nistp256', secp384r1: 'nistp384', secp521r1: 'nistp521' };
const privatekey_damaged = 'is damaged or cut off: give the whole file, unchanged, its BEGIN and END lines included';
/** Reads the inputs `private-key` and `passphrase` (none, or empty: no passphrase). */
function readPrivateKey(given, passphrase) {
    const unfolded = unfold(given.reveal());
    const keys = countKeys(unfolded.text);
    if (keys === 0)
        return { input: 'private-key', ...refuseKind(unfolded.text, given.length) };
    if (keys > 1)
        return refuse(`holds ${keys} private keys: give one`);
    const straight = straighten(unfolded.text);
    if (straight === undefined)
        return { ...refuse(`${privatekey_damaged} (got ${given.length} characters)`), counted: true };
    const words = passphrase?.reveal() ?? '';
    if (/[\r\n]$/.test(words))
        return { input: 'passphrase', problem: 'ends with a line break: store it without one (printf, not echo)' };
    const opened = straight.label === 'OPENSSH' ? openContainer(straight, words) : openPem(straight, words);
    if ('problem' in opened)
        return opened;
    return {
        key: new sensitive/* Sensitive */.p(opened.text),
        ...(passphrase !== undefined && opened.encrypted && straight.label === 'OPENSSH' && { passphrase }),
        publicKey: opened.publicKey,
        repaired: [...unfolded.repaired, ...straight.repaired],
        warnings: words !== '' && !opened.encrypted ? ['passphrase is not needed: the private key is not encrypted'] : [],
        masks: masksOf([given.reveal(), unfolded.text, straight.text, straight.body, opened.text, words]),
    };
}
/** Problems that only opening the key shows; ssh.ts reports them in the same words. */
const wrongPassphrase = {
    input: 'passphrase',
    problem: 'does not open the private key. If it is right, the key is damaged, or its encryption is too old to be read: ssh-keygen -p -f key encrypts it anew',
};
const damagedKey = refuse(privatekey_damaged);
function refuse(problem) {
    return { input: 'private-key', problem };
}
function missingPassphrase() {
    return refuse('is encrypted, and there is no passphrase: give it, or a key without one');
}
/** ssh2 reads OpenSSH's own format itself, encrypted too. */
function openContainer(key, words) {
    const container = readContainer(Buffer.from(key.body, 'base64'));
    if (typeof container === 'string')
        return refuse(container);
    if (!(0,publickey/* isUsable */.Ng)(container.publicKey.type))
        return refuse(unusable(container.publicKey.type));
    if (container.encrypted && words === '')
        return missingPassphrase();
    return { ...container, text: key.text };
}
/** ssh2 reads PKCS#1 and SEC1 only: this opens every PEM key and writes it in the form that ssh2 reads. */
function openPem(key, words) {
    const encrypted = key.label === 'ENCRYPTED' || key.dekInfo !== '';
    if (encrypted && words === '')
        return missingPassphrase();
    try {
        const opened = (0,external_node_crypto_.createPrivateKey)({ key: key.text, format: 'pem', passphrase: words });
        const written = writeForSsh2(opened);
        return written === undefined ? refuse(unusable(opened.asymmetricKeyType ?? 'unknown')) : { ...written, encrypted };
    }
    catch {
        // OpenSSL cannot tell a wrong passphrase from damage, nor always from a cipher it does not know.
        return encrypted ? wrongPassphrase : damagedKey;
    }
}
/** Undefined for kinds of keys that servers do not accept, or that ssh2 cannot sign with. */
function writeForSsh2(key) {
    const field = (name) => Buffer.from(key.export({ format: 'jwk' })[name] ?? '', 'base64url');
    switch (key.asymmetricKeyType) {
        case 'rsa':
            return both(pem(key, 'pkcs1'), [(0,wire/* wireString */.f9)('ssh-rsa'), (0,wire/* wireInteger */.ks)(field('e')), (0,wire/* wireInteger */.ks)(field('n'))]);
        case 'ec': {
            const curve = curves[key.asymmetricKeyDetails?.namedCurve ?? ''];
            if (curve === undefined)
                return undefined;
            const point = Buffer.concat([Buffer.of(4), field('x'), field('y')]);
            return both(pem(key, 'sec1'), [(0,wire/* wireString */.f9)(`ecdsa-sha2-${curve}`), (0,wire/* wireString */.f9)(curve), (0,wire/* wireString */.f9)(point)]);
        }
        case 'ed25519': {
            const text = keyText('OPENSSH', writeEd25519(field('x'), field('d')).toString('base64'));
            return both(text, [(0,wire/* wireString */.f9)('ssh-ed25519'), (0,wire/* wireString */.f9)(field('x'))]);
        }
        default:
            return undefined;
    }
}
function both(text, wire) {
    const publicKey = (0,publickey/* readPublicKey */.RR)(Buffer.concat(wire));
    return publicKey && { text, publicKey };
}
function pem(key, type) {
    return key.export({ format: 'pem', type }).toString();
}
function unusable(type) {
    return `is of type ${type}, which current servers or this client do not accept. Make another: ssh-keygen -t ed25519 -f key`;
}
function masksOf(forms) {
    return [...new Set(forms)].filter(form => form.trim() !== '').map(form => new sensitive/* Sensitive */.p(form));
}


/***/ }),

/***/ 58729:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KL: () => (/* binding */ usableTypes),
/* harmony export */   Ng: () => (/* binding */ isUsable),
/* harmony export */   RR: () => (/* binding */ readPublicKey)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _wire_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9856);
// A public key of SSH, of a server or of a user: what its wire form (RFC 4253, section 6.6; RFC 5656; RFC 8709) says about it.


/** The usable types, the preferred one first. DSA, host certificates and hardware keys are not usable. */
const usableTypes = ['ssh-ed25519', 'ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521', 'ssh-rsa'];
function isUsable(type) {
    return usableTypes.includes(type);
}
/** Reads a key's wire form. Undefined where the bytes are not one; a key of another type has its type and fingerprint, and 0 bits. */
function readPublicKey(blob) {
    try {
        const type = new _wire_js__WEBPACK_IMPORTED_MODULE_1__/* .WireReader */ .ZT(blob).string().toString('latin1');
        if (!/^[a-z0-9][a-z0-9@.-]+$/.test(type))
            return undefined;
        const bits = isUsable(type) ? bitsOf(type, blob) : 0;
        return bits === undefined ? undefined : { type, bits, fingerprint: fingerprintOf(blob), line: `${type} ${blob.toString('base64')}` };
    }
    catch {
        return undefined;
    }
}
function bitsOf(type, blob) {
    const fields = new _wire_js__WEBPACK_IMPORTED_MODULE_1__/* .WireReader */ .ZT(blob);
    fields.string();
    // RSA has its exponent before the modulus, ECDSA the curve's name before the point, Ed25519 nothing.
    if (type !== 'ssh-ed25519')
        fields.string();
    const key = fields.string();
    if (fields.left > 0 || key.length === 0)
        return undefined;
    switch (type) {
        case 'ssh-rsa':
            return BigInt(`0x${key.toString('hex')}`).toString(2).length;
        case 'ssh-ed25519':
            return key.length === 32 ? 256 : undefined;
        default:
            return Number(type.slice(-3));
    }
}
function fingerprintOf(blob) {
    return `SHA256:${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(blob).digest('base64').replace('=', '')}`;
}


/***/ }),

/***/ 9856:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   TT: () => (/* binding */ wireUint32),
/* harmony export */   ZT: () => (/* binding */ WireReader),
/* harmony export */   f9: () => (/* binding */ wireString),
/* harmony export */   ks: () => (/* binding */ wireInteger)
/* harmony export */ });
// The data types of the SSH protocol (RFC 4251, section 5) that keys use: a uint32 is big-endian, a string is its length
// and its bytes.
/** Reads fields one after another. Throws a RangeError if the bytes end before the field does. */
class WireReader {
    #bytes;
    #at = 0;
    constructor(bytes) {
        this.#bytes = bytes;
    }
    uint32() {
        this.#need(4);
        const value = this.#bytes.readUInt32BE(this.#at);
        this.#at += 4;
        return value;
    }
    string() {
        return this.bytes(this.uint32());
    }
    bytes(length) {
        this.#need(length);
        const value = this.#bytes.subarray(this.#at, this.#at + length);
        this.#at += length;
        return value;
    }
    /** How many bytes are left. */
    get left() {
        return this.#bytes.length - this.#at;
    }
    #need(length) {
        if (length > this.left)
            throw new RangeError('the data ends early');
    }
}
function wireUint32(value) {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return bytes;
}
function wireString(value) {
    const bytes = Buffer.from(value);
    return Buffer.concat([wireUint32(bytes.length), bytes]);
}
/** A positive integer: big-endian, without leading zero bytes, with one where the first bit would read as a sign. */
function wireInteger(magnitude) {
    let start = 0;
    while (start < magnitude.length - 1 && magnitude[start] === 0)
        start += 1;
    const digits = magnitude.subarray(start);
    return wireString((digits[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), digits]) : digits);
}


/***/ }),

/***/ 76042:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F4: () => (/* binding */ codes),
/* harmony export */   FO: () => (/* binding */ exitCodeOf),
/* harmony export */   g5: () => (/* binding */ failureOf),
/* harmony export */   hj: () => (/* binding */ BackupError)
/* harmony export */ });
/* unused harmony exports codesWith, meaningOf */
/** What can fail: what it means, and the exit code of the command line. docs/troubleshooting.md says more of each. */
const errors = {
    E_INPUT: { exit: 2, meaning: 'a setting cannot be used' },
    E_CONNECT: { exit: 3, meaning: 'there is no connection to the server' },
    E_HOSTKEY: { exit: 3, meaning: "the server's key is not the pinned one, or none is pinned" },
    E_AUTH: { exit: 3, meaning: 'the server refuses the key for this user' },
    E_PROTOCOL: { exit: 3, meaning: 'the answer does not come from the script that the client sent' },
    E_PREREQ: { exit: 4, meaning: 'a tool is missing on the server' },
    E_PERM: { exit: 4, meaning: 'a right is missing' },
    E_NOT_FOUND: { exit: 4, meaning: 'something that you named is not there' },
    E_AMBIGUOUS: { exit: 4, meaning: 'several containers could be meant' },
    E_LOCKED: { exit: 5, meaning: 'another run works in the same backup directory' },
    E_NOSPACE: { exit: 6, meaning: 'there is not enough room' },
    E_DOCKER: { exit: 4, meaning: 'the Docker engine does not answer' },
    E_DUMP: { exit: 7, meaning: 'a dump failed' },
    E_EMPTY: { exit: 7, meaning: 'a dump succeeded but holds nothing' },
    E_ARCHIVE: { exit: 7, meaning: 'data could not be read or written completely' },
    E_VERIFY: { exit: 7, meaning: 'a backup does not read back as it was taken' },
    E_PUBLISH: { exit: 7, meaning: 'the last steps of a backup failed' },
    E_RESTORE: { exit: 9, meaning: 'a restore failed after it began' },
    E_CHECK: { exit: 10, meaning: '`meeshy-backup check` found something that would make the next backup or a way back fail' },
    E_TIMEOUT: { exit: 8, meaning: 'the run did not finish within `timeout`' },
    E_INTERRUPTED: { exit: 8, meaning: 'the connection was lost, or the client died' },
    E_CANCELLED: { exit: 130, meaning: 'the job was cancelled' },
    E_UNKNOWN: { exit: 1, meaning: 'a defect, or an unknown outcome' },
};
const codes = Object.keys(errors);
/** The exit code of a failure. */
function exitCodeOf(code) {
    return errors[code].exit;
}
/** The failure codes that end with this exit code. */
function codesWith(exit) {
    return codes.filter(code => errors[code].exit === exit);
}
/** What a failure means: one clause, in Markdown. */
function meaningOf(code) {
    return errors[code].meaning;
}
/** A failure on its way to the entry point. Anything else that is thrown is a defect and is reported as E_UNKNOWN. */
class BackupError extends Error {
    name = 'BackupError';
    failure;
    constructor(failure, options) {
        super(failure.title, options);
        this.failure = failure;
    }
    get code() {
        return this.failure.code;
    }
}
/** The failure in what was thrown; anything but a BackupError is a defect, E_UNKNOWN. */
function failureOf(thrown) {
    if (thrown instanceof BackupError)
        return thrown.failure;
    const what = thrown instanceof Error ? thrown.message : String(thrown);
    return {
        code: 'E_UNKNOWN',
        title: `Something unexpected happened: ${what}`,
        safe: 'an archive becomes visible only when it is complete and verified; no old backup is removed before that',
        next: 'this is a defect: please report it with this log',
    };
}


/***/ }),

/***/ 81431:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ exitCodes)
/* harmony export */ });
// What each exit code of the command line means to a script that calls it. Which failure ends with which code stands in errors.ts.
const exitCodes = {
    0: 'done; also if there was nothing to do, or if you asked only for a plan',
    1: 'a defect of the program, or the outcome is unknown',
    2: 'the settings are not valid; nothing was contacted',
    3: 'no connection: network, host key or authentication',
    4: 'something is missing on the server: a tool, a permission, Docker, or a thing that you named',
    5: 'another operation holds the lock',
    6: 'not enough room',
    7: 'the backup is not complete and proven',
    8: 'it took too long, or was interrupted on the server',
    9: 'the restore failed; the message says whether the previous state was put back',
    10: 'a check failed; its line says what to do',
    130: 'cancelled by the user',
};


/***/ }),

/***/ 34539:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Ng: () => (/* binding */ connect),
  Op: () => (/* binding */ session_look),
  eF: () => (/* binding */ run)
});

// UNUSED EXPORTS: machineOf

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: ./build/messages/errors.js
var errors = __webpack_require__(76042);
// EXTERNAL MODULE: ./build/plan/look.js
var look = __webpack_require__(97947);
// EXTERNAL MODULE: ./build/script/conversation.js + 6 modules
var conversation = __webpack_require__(94098);
// EXTERNAL MODULE: ./build/server/facts.js
var facts = __webpack_require__(60529);
// EXTERNAL MODULE: ./build/text/amounts.js
var amounts = __webpack_require__(16715);
// EXTERNAL MODULE: ./build/text/inert.js
var inert = __webpack_require__(43338);
;// CONCATENATED MODULE: ./build/messages/warnings.js
// The warnings: what can be said of a run that goes on. The table of docs/troubleshooting.md comes from here.

const warnings = {
    'not-kept': {
        meaning: 'the project has data that no component backs up',
        next: 'name it in `paths`, or give its volume a name',
    },
    attention: {
        meaning: 'the backup has a limit to know before a restore: databases without the oplog, files of a running database, no Docker engine',
        next: 'decide whether that is enough',
    },
    fuzzy: {
        meaning: 'the dump is not consistent to one moment: a standalone MongoDB has no oplog, and listed databases are dumped without it',
        next: 'make MongoDB a replica set of one member, and leave `mongo-databases` empty',
    },
    'changed-while-read': {
        meaning: 'files changed while they were read, three times in a row; the backup holds them as they were read',
        next: '`quiesce: pause` avoids it',
    },
    shrunk: {
        meaning: 'a component of the last backup is gone, or holds less than half of what it held then',
        next: 'check whether data was lost before the backup',
    },
    empty: {
        meaning: 'MongoDB holds no collection of an application',
        next: 'check that this is the right container: `mongo-container`',
    },
    missing: {
        meaning: 'a file that belongs to the configuration is not there',
        next: 'put it back, or end its path with `?` if it may be missing',
    },
    'plain-tar': {
        meaning: "the server's tar is not GNU tar: xattrs, ACLs, holes and fractions of seconds are not kept",
        next: 'install GNU tar there',
    },
    special: {
        meaning: 'devices and pipes among configuration or secrets are not kept, and no file there keeps the right to run as another user; volumes and paths keep all of these',
        next: 'name such files in `paths` if they are needed',
    },
    sockets: {
        meaning: 'no tar keeps sockets',
        next: 'nothing: the program that listens there makes a new one',
    },
    owners: {
        meaning: 'the account is not root, so after a restore it would own the files of others',
        next: '`sudo: true` keeps their owners',
    },
    'connection-lost': {
        meaning: 'the connection was lost during the run; the client asks the server, or follows the run again',
        next: 'nothing: the lines after it say what became of the run',
    },
    'outcome-late': {
        meaning: 'the run was stopped after its work was done: the backup is published, or the restored data is in place',
        next: 'raise `timeout` if that stopped the run',
    },
    'clock-skew': {
        meaning: "the server's clock is behind the newest backup: nothing old is removed until it is right",
        next: 'set the clock: `timedatectl`',
    },
    'not-rotated': {
        meaning: 'nothing old was removed, because the clock is suspicious or a restore is incomplete: the text says which',
        next: 'remove the cause; the next run rotates',
    },
    'rotation-failed': {
        meaning: 'an old backup could not be removed',
        next: 'nothing: the next run tries again; if it stays, look at the rights and the disk of the backup directory',
    },
    unsound: {
        meaning: 'an archive of the old scripts cannot be read to its end, or holds something that they never wrote: it is not counted, not restored and never removed',
        next: 'delete it (`meeshy-backup delete`), or keep it for what is still readable',
    },
    'undo-failed': {
        meaning: 'something could not be put back (usually a container)',
        next: 'remove the cause that the text names: the next run tries again',
    },
    'pinned-meanwhile': {
        meaning: 'someone pinned a backup while rotation was about to remove it: it stays',
        next: 'nothing; `meeshy-backup unpin` releases it',
    },
    'restore-incomplete': {
        meaning: 'a restore on this server did not finish: no old backup is removed until it does',
        next: '`meeshy-backup restore --undo`, or `--resume`',
    },
    leftovers: {
        meaning: 'a restore is final, but some of what it replaced could not be removed',
        next: 'nothing: the next run tries again',
    },
    'other-version': {
        meaning: 'the dump comes from another minor version of MongoDB; the restored data is compared as always. An older major version is refused',
        next: 'nothing, if the comparison is equal',
    },
    skipped: {
        meaning: 'no backup was taken, because `skip-backup` is set',
        next: 'remove `skip-backup` for the next deploy',
    },
    'skip-not-recorded': {
        meaning: 'the server could not record the skip at once, so its list of backups does not show the gap; the deploy did not wait',
        next: 'nothing; the log of this run says why',
    },
    'no-room': {
        meaning: 'a dry run found that a backup would fail with `E_NOSPACE` now',
        next: 'free space there, or lower `keep` or `min-free`',
    },
    'masked-output': {
        meaning: 'an output contains a stored secret: GitHub shows `***` in its place and hands it to no other job',
        next: 'choose a secret that is part of no name or path',
    },
    'step-ended': {
        meaning: 'main was killed before it could report (cancelled, timed out); the post stage asked the server what became of the run',
        next: 'the text says whether the backup is there; if not, run it again',
    },
    artifact: {
        meaning: 'the artifact of the run could not be saved; the run itself is not affected',
        next: 'set `artifact: false` where there is no service for artifacts',
    },
    warnings: {
        meaning: 'GitHub shows only ten warnings of a step',
        next: 'read the others in the log or in the summary',
    },
    input: {
        meaning: 'a setting is valid but probably not what you mean',
        next: 'change it, or leave it as it is',
    },
    output: {
        meaning: 'an output could not be set',
        next: 'look at what the runner says: the backup itself is there',
    },
};
/** A code from the server, checked against the table; inert. */
function toldWarning(code) {
    const text = (0,inert/* inert */.tJ)(String(code ?? ''));
    return Object.hasOwn(warnings, text) ? text : text;
}

// EXTERNAL MODULE: ./build/protocol/bounds.js
var protocol_bounds = __webpack_require__(86116);
// EXTERNAL MODULE: ./build/protocol/listings.js
var listings = __webpack_require__(56324);
;// CONCATENATED MODULE: ./build/operations/listener.js



/** Events of which nothing is kept, or one thing for each backup that was asked for: their number grows with the work. */
const unbounded = new Set(['progress', 'verifying', 'verified', 'gone', 'sound']);
/** Hears the events of one run. Throws E_PROTOCOL when a server tells without end what would have to be kept. */
function listenTo(reporter, hearer) {
    const bounds = new protocol_bounds/* Bounds */.c();
    const holders = new Set();
    return event => {
        if (hearer.isNew?.(event) === false)
            return;
        // Lists are bounded by who gathers them.
        if (!unbounded.has(event.type) && !(0,listings/* isListed */.y)(event))
            bounds.take(event.type, ...textsOf(event));
        if (event.type === 'waiting')
            wait(reporter, event.holder, holders);
        else if (event.type === 'warning')
            (hearer.onWarning ?? reporter.warning.bind(reporter))(toldWarning(event.code), event.text);
        else if (event.type === 'recovered')
            (hearer.onRecovered ?? sayRecovered(reporter))(event.run, event.final);
        else
            hearer.onEvent?.(event);
    };
}
function textsOf(event) {
    return Object.values(event).filter(value => typeof value === 'string');
}
/** Said once of each holder, and once of one that nothing says the name of: the server tells that at each look. */
function wait(reporter, holder, said) {
    if (said.has(holder))
        return;
    said.add(holder);
    reporter.line(`waiting for another run to end${holder === '' ? '' : `: ${holder}`}`);
}
function sayRecovered(reporter) {
    return run => reporter.line(`cleaned up after the run ${run}, which had died`);
}

;// CONCATENATED MODULE: ./build/operations/session.js
// What every operation needs of its surroundings, and the look that each begins with.








/** Connects, and says to what. */
async function connect({ transport, reporter }) {
    const peer = await transport.open();
    reporter.phase('Connect', `${peer.name}${peer.hostKey ? `  ${peer.hostKey}` : ''}  (${(0,amounts/* duration */.p0)(peer.seconds * 1000)})`);
}
/** Runs one plan on the session's server, and tells what all runs have in common. */
async function run(session, plan, hearer = {}) {
    const { transport, runId, heartbeat, settings, reporter, cancel } = session;
    let noise = 0;
    const onNoise = (line) => {
        noise += 1;
        if (noise <= 200)
            reporter.debug((0,inert/* inert */.tJ)(line, { limit: 500 }));
    };
    await (0,conversation/* converse */.iq)({
        transport,
        plan,
        runId,
        heartbeat,
        timeout: settings.timeout,
        from: machineOf(session.runner),
        listener: { onEvent: listenTo(reporter, hearer), onNoise, ...(hearer.onRaw && { onRaw: hearer.onRaw }) },
        ...(cancel && { cancel }),
    });
}
/** The machine that this runs on, as the lock names it: the runner by its own name, which tells more than that of its host. */
function machineOf(runner) {
    return (runner || (0,external_node_os_.hostname)()).replaceAll(/[^\w. -]+/g, '-').slice(0, 64);
}
/** The facts of the server: one script, which changes nothing. */
async function session_look(session) {
    const reader = new facts/* FactsReader */.N();
    await run(session, (0,look/* planFacts */.pE)(session.settings), { onEvent: event => reader.add(event) });
    if (!reader.complete)
        throw new errors/* BackupError */.hj({
            code: 'E_PROTOCOL',
            title: `${session.transport.name} stopped before it finished its inventory.`,
            safe: 'nothing was changed',
            next: 'run it again with debug logging',
        });
    return reader.facts();
}


/***/ }),

/***/ 97947:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Iw: () => (/* binding */ planCheck),
/* harmony export */   _e: () => (/* binding */ planOldLook),
/* harmony export */   i7: () => (/* binding */ planList),
/* harmony export */   pE: () => (/* binding */ planFacts),
/* harmony export */   wf: () => (/* binding */ planStatus)
/* harmony export */ });
/* unused harmony export hintProgram */
/* harmony import */ var _sources_registry_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(97287);

function planFacts(settings) {
    return {
        ...reading(settings, { MB_MEASURED: (0,_sources_registry_js__WEBPACK_IMPORTED_MODULE_0__/* .measuredBy */ .eI)(settings).join('\n'), MB_HINTS: hintProgram() }),
        operation: 'facts',
        steps: [{ id: 'look', title: 'Look at the server', command: ['mb_facts'] }],
    };
}
/** A program of sed(1) that takes from a line `<id> <command line>` no more than the hints of the sources: `<id> <hint> <what it says>`. */
function hintProgram() {
    return (0,_sources_registry_js__WEBPACK_IMPORTED_MODULE_0__/* .hints */ .XZ)()
        .map(([name, pattern]) => `s/^\\([0-9a-z]*\\) .*${pattern}.*/\\1 ${name} \\2/p`)
        .join('\n');
}
/** The same look, and whether the lock is free. */
function planCheck(settings) {
    const look = planFacts(settings);
    return { ...look, steps: [{ id: 'lock-state', title: 'Is another run at work?', command: ['mb_lock_state'] }, ...look.steps] };
}
function planList(settings) {
    return { ...reading(settings, {}), operation: 'list', steps: [{ id: 'list', title: 'List the backups', command: ['mb_catalogue'] }] };
}
/** What an archive of the old scripts holds, each member read to its end. */
function planOldLook(settings, name) {
    return {
        ...reading(settings, {}),
        operation: 'read',
        scratch: true,
        steps: [{ id: 'read', title: `Read ${name} to its end`, command: ['old_look', name] }],
    };
}
function reading(settings, variables) {
    return {
        writes: false,
        variables: { MB_APP: settings.appDir, MB_DIR: settings.backupDir, ...variables },
        components: [],
        known: {},
        readers: {},
        secrets: [],
    };
}
/** What became of a run: its manifest if it published, else whether it is still at work. For a client that lost its connection. */
function planStatus(settings, runId) {
    return {
        ...reading(settings, {}),
        operation: 'status',
        steps: [
            { id: 'status', title: `Ask for the run ${runId}`, command: ['mb_status', runId] },
            { id: 'list', title: 'List the backups', command: ['mb_catalogue'] },
        ],
    };
}


/***/ }),

/***/ 86116:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ Bounds),
/* harmony export */   o: () => (/* binding */ LineBounds)
/* harmony export */ });
/* harmony import */ var _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76042);
/* harmony import */ var _text_untrusted_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8020);
// How much one run may tell: a server that never ends its lists, or its lines, must not fill the memory of the client.


/** Of one type: what the runtime lists at most. */
const mostLines = 20_000;
/** Of all types together, in memory: the manifests of all backups that a directory can hold, and more. */
const mostBytes = 16 * 1024 * 1024;
/** In the JSON of all of them: parsed, a value takes many times the memory of its text. */
const mostValues = 2_000_000;
/** Of all lines of one run, kept or not: a day of heartbeats, and all lists, several times. */
const mostSent = 128 * 1024 * 1024;
class Bounds {
    #counts = new Map();
    #bytes = 0;
    #values = 0;
    /** Counts one line of this type, with the texts that are kept of it. Throws E_PROTOCOL when there are more, or more in them, than the runtime ever tells. */
    take(type, ...texts) {
        const lines = (this.#counts.get(type) ?? 0) + 1;
        this.#counts.set(type, lines);
        for (const text of texts) {
            this.#bytes += memoryOf(text);
            this.#values += (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_1__/* .valuesIn */ .aC)(text);
        }
        if (lines > mostLines)
            throw tooMuch(`more than ${mostLines.toLocaleString('en')} lines of the type ${type}`);
        if (this.#bytes > mostBytes)
            throw tooMuch(`lists of more than ${mostBytes / 1024 / 1024} MB`);
        if (this.#values > mostValues)
            throw tooMuch(`lists of more than ${mostValues.toLocaleString('en')} values`);
    }
}
/** Counts the bytes of all lines of one output. `take` throws E_PROTOCOL when there are more than any run sends. */
class LineBounds {
    #bytes = 0;
    take(bytes) {
        this.#bytes += bytes;
        if (this.#bytes > mostSent)
            throw tooMuch(`more than ${mostSent / 1024 / 1024} MB of lines`);
    }
}
/** A text with one character beyond Latin-1 takes two bytes for each. */
function memoryOf(text) {
    return /[^\x00-\xff]/.test(text) ? 2 * text.length : text.length;
}
function tooMuch(what) {
    return new _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BackupError */ .hj({
        code: 'E_PROTOCOL',
        title: `The server sent ${what} in one run, more than any list of backups has, so the run was stopped.`,
        safe: 'the server stops a run whose client is gone, and puts everything back as it was',
        next: 'look at the files in the backup directory and in its .meta',
        unsettled: true,
    });
}


/***/ }),

/***/ 12324:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $$: () => (/* binding */ bytesOf),
/* harmony export */   D4: () => (/* binding */ decode),
/* harmony export */   dS: () => (/* binding */ encoded),
/* harmony export */   lF: () => (/* binding */ encode)
/* harmony export */ });
/* harmony import */ var _text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8020);
// What something is called on a server is made of any bytes, and travels as one word: letters, digits and _./:@+,- as they are, every other byte
// as %XX (RFC 3986, upper-case digits). Twin of src/script/runtime/encoding.sh.

const plain = new Set(new TextEncoder().encode('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:@+,-'));
const form = /^(?:[A-Za-z0-9_./:@+,-]|%(?!00)[0-9A-F]{2})*$/;
/** A word is never empty, so that it stays one between spaces. */
const empty = '%';
const rule = 'a name in its encoded form';
/** The word for a text (its UTF-8) or for bytes. Throws `RangeError` for a byte 0, which no name on a server has. */
function encode(name) {
    const bytes = typeof name === 'string' ? new TextEncoder().encode(name) : name;
    if (bytes.includes(0))
        throw new RangeError('a name cannot hold a NUL byte');
    if (bytes.length === 0)
        return empty;
    return [...bytes].map(byte => (plain.has(byte) ? String.fromCharCode(byte) : percent(byte))).join('');
}
/** The bytes of a word. Throws `Malformed`. */
function bytesOf(word) {
    if (word === empty)
        return new Uint8Array();
    if (!form.test(word))
        throw new _text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .Malformed */ .sG('', rule);
    const bytes = word.match(/%..|./g) ?? [];
    return Uint8Array.from(bytes, each => (each.length === 1 ? each.charCodeAt(0) : Number.parseInt(each.slice(1), 16)));
}
/** The text of a word. Throws `Malformed` for what is no word, and for bytes that are not UTF-8: no text is theirs, and a text in their place could be that of another name. */
function decode(word) {
    const bytes = bytesOf(word);
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch {
        throw new _text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .Malformed */ .sG('', 'a name in UTF-8');
    }
}
/** A word as a server wrote it, kept as it is: 1 to 4096 characters. */
const encoded = (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .exact */ .e0)(new RegExp(form.source.replace(/\*\$$/, '+$')), rule);
function percent(byte) {
    return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}


/***/ }),

/***/ 26856:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HD: () => (/* binding */ readable),
/* harmony export */   U9: () => (/* binding */ count),
/* harmony export */   UU: () => (/* binding */ name),
/* harmony export */   Vm: () => (/* binding */ word),
/* harmony export */   aL: () => (/* binding */ words),
/* harmony export */   aY: () => (/* binding */ code),
/* harmony export */   ik: () => (/* binding */ place),
/* harmony export */   n8: () => (/* binding */ line),
/* harmony export */   zH: () => (/* binding */ details)
/* harmony export */ });
/* harmony import */ var _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76042);
/* harmony import */ var _text_inert_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(43338);
/* harmony import */ var _text_untrusted_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8020);
/* harmony import */ var _encoding_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(12324);
// Readers of the fields that events share.




/** A text for people, as long as the runtime lets one be (`mb_cap`). */
const words = (value, at) => {
    if (typeof value !== 'string')
        throw new _text_untrusted_js__WEBPACK_IMPORTED_MODULE_1__/* .Malformed */ .sG(at, 'a text');
    return (0,_text_inert_js__WEBPACK_IMPORTED_MODULE_3__/* .inert */ .tJ)(value);
};
/** The same, short: a code, a count. */
const word = _text_untrusted_js__WEBPACK_IMPORTED_MODULE_1__/* .shown */ .SP;
/** One line of a listing, as it is; the longest line of the channel is its bound. */
const line = (value, at) => {
    if (typeof value !== 'string')
        throw new _text_untrusted_js__WEBPACK_IMPORTED_MODULE_1__/* .Malformed */ .sG(at, 'a text');
    return value;
};
/** A name that is used: of a backup, a component, a file. */
const name = (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_1__/* .exact */ .e0)();
const count = (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_1__/* .whole */ .WQ)();
/** Of a place that is only told: one that cannot be read is no reason to lose what happened there. */
const place = (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_1__/* .lenient */ .W_)((0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_1__/* .whole */ .WQ)(), 0);
/** A failure with a code that is not known is a failure still. */
const code = (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_1__/* .lenient */ .W_)((0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)(..._messages_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .codes */ .F4), 'E_UNKNOWN');
/** What a word of the encoding stands for, as one inert line for people. */
const readable = (value, at) => (0,_text_inert_js__WEBPACK_IMPORTED_MODULE_3__/* .inert */ .tJ)(new TextDecoder().decode((0,_encoding_js__WEBPACK_IMPORTED_MODULE_2__/* .bytesOf */ .$$)((0,_encoding_js__WEBPACK_IMPORTED_MODULE_2__/* .encoded */ .dS)(value, at))));
/** The facts of a failure, label to value, made inert; at most 20, of 20 lines each. */
const details = (value, at) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw new _text_untrusted_js__WEBPACK_IMPORTED_MODULE_1__/* .Malformed */ .sG(at, 'an object');
    // Anything but a text is left out: to make one of it could throw.
    const entries = Object.entries(value)
        .filter((entry) => typeof entry[1] === 'string')
        .slice(0, 20);
    return Object.fromEntries(entries.map(([label, text]) => [(0,_text_inert_js__WEBPACK_IMPORTED_MODULE_3__/* .inert */ .tJ)(label, { limit: 40 }), (0,_text_inert_js__WEBPACK_IMPORTED_MODULE_3__/* .inertLines */ .wi)(text, 20, { limit: 500 }).join('\n')]));
};


/***/ }),

/***/ 56324:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ listings),
/* harmony export */   y: () => (/* binding */ isListed)
/* harmony export */ });
/* harmony import */ var _text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8020);
/* harmony import */ var _fields_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26856);
// Listings: what the runtime tells line by line, as `mb_lines` sends it. Each type has one field, the line.


/** A line that is used as it is: what is in it is read where it is used. */
const used = (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({ text: _fields_js__WEBPACK_IMPORTED_MODULE_1__/* .line */ .n8 });
/** A line that only people read. */
const read = (0,_text_untrusted_js__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ik)({ text: _fields_js__WEBPACK_IMPORTED_MODULE_1__/* .words */ .aL });
/** Facts of a server. */
const facts = {
    hostname: read,
    os: read,
    /** `<id> <name>` of the account. */
    user: used,
    /** `<bytes> <inodes>` free; `-` for inodes that are not counted. */
    space: used,
    /** `<name> <version>`. */
    tool: read,
    /** `<client version> <server version>`. */
    docker: read,
    'docker-error': read,
    /** `<id> replica-set <name>` or `<id> append-only`. */
    started: used,
    /** JSON, of named fields of `docker inspect`. */
    container: used,
    /** JSON, of labels that an image carries. */
    image: used,
    volume: used,
    /** The application directory, its links resolved; and `<kind> <name>` of what is in it. */
    application: used,
    file: used,
    /** A listed directory that is there; and `<kB>\t<path>` of one that was measured. */
    present: used,
    size: used,
};
/** What is in the backup directory. */
const catalogue = {
    /** `<file>:<content>`, as `grep -H` writes it. */
    manifest: used,
    skipped: used,
    /** `<name>.restore.sh`. */
    runbook: used,
    /** `<bytes> <mtime> <type>/<name>`, as `stat` writes it. */
    entry: used,
};
const listings = { ...facts, ...catalogue };
function isListed(told) {
    return Object.hasOwn(listings, told.type);
}


/***/ }),

/***/ 69701:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ quoteAll),
/* harmony export */   h: () => (/* binding */ quote)
/* harmony export */ });
// The one way from a value to shell text.
/**
 * One word of POSIX sh: single quotes carry every byte but NUL through dash, bash and BusyBox ash unchanged. Words of
 * plain characters stay as they are, so that a printed plan reads well. Throws for NUL, which no shell word can hold.
 */
function quote(word) {
    if (word.includes('\0'))
        throw new RangeError('a shell word cannot hold a NUL character');
    if (/^[A-Za-z0-9_./:@%+,-]+$/.test(word))
        return word;
    return `'${word.replaceAll("'", "'\\''")}'`;
}
/** A command line of quoted words. */
function quoteAll(words) {
    return words.map(quote).join(' ');
}


/***/ }),

/***/ 85691:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ failureLines)
/* harmony export */ });
/** The lines of a failure, without colour. Values of several lines are indented under their label. */
function failureLines(failure) {
    const answers = Object.entries({
        ...failure.details,
        ...(failure.safe && { Safe: failure.safe }),
        ...(failure.next && { Next: failure.next }),
    });
    const width = Math.max(10, ...answers.map(([label]) => label.length)) + 2;
    return [`Error: ${failure.code}  ${failure.title}`, ...answers.flatMap(([label, value]) => answer(label, value, width))];
}
function answer(label, value, width) {
    const [first = '', ...rest] = value.split('\n');
    return [`  ${label.padEnd(width)}${first}`, ...rest.map(line => `  ${''.padEnd(width)}${line}`)];
}


/***/ }),

/***/ 44247:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ placeOf),
/* harmony export */   Y: () => (/* binding */ outputsOf)
/* harmony export */ });
/* harmony import */ var _text_inert_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43338);
// The result of a backup, for outputs and --json: one shape for every ending.

function placeOf({ target, appDir, backupDir }, server) {
    if (target.kind === 'local')
        return { appDir, backupDir };
    const { host, port, user } = target;
    return { server, host, port, user, appDir, backupDir };
}
/** The action's outputs, all of them, failed or not. */
function outputsOf(outcome) {
    const { published } = outcome;
    const components = (published?.manifest.components ?? []).map(({ name, rawBytes, length, counts, consistency, sha256 }) => ({
        name,
        bytes: rawBytes,
        stored: length,
        counts,
        consistency,
        sha256,
    }));
    return {
        status: outcome.status,
        'backup-path': published?.path ?? '',
        'backup-name': published?.manifest.name ?? '',
        'backup-size': published === undefined ? '' : String(published.manifest.archive.bytes),
        'backup-sha256': published?.manifest.archive.sha256 ?? '',
        'duration-seconds': String(Math.round(outcome.seconds)),
        verified: published?.manifest.verified ?? '',
        components: (0,_text_inert_js__WEBPACK_IMPORTED_MODULE_0__/* .inertJson */ .nl)(components),
        kept: (0,_text_inert_js__WEBPACK_IMPORTED_MODULE_0__/* .inertJson */ .nl)(outcome.kept),
        deleted: (0,_text_inert_js__WEBPACK_IMPORTED_MODULE_0__/* .inertJson */ .nl)(outcome.deleted),
        warnings: (0,_text_inert_js__WEBPACK_IMPORTED_MODULE_0__/* .inertJson */ .nl)(outcome.warnings),
        'artifact-id': String(outcome.artifact?.id ?? ''),
        'artifact-digest': outcome.artifact?.digest ?? '',
        'run-id': outcome.runId,
        'error-code': outcome.failure?.code ?? '',
    };
}


/***/ }),

/***/ 93218:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ae: () => (/* binding */ path),
/* harmony export */   TM: () => (/* binding */ folded),
/* harmony export */   _Q: () => (/* binding */ fitting),
/* harmony export */   aY: () => (/* binding */ code),
/* harmony export */   bs: () => (/* binding */ together),
/* harmony export */   om: () => (/* binding */ block),
/* harmony export */   p_: () => (/* binding */ list),
/* harmony export */   pj: () => (/* binding */ plain),
/* harmony export */   tp: () => (/* binding */ table),
/* harmony export */   xE: () => (/* binding */ alert)
/* harmony export */ });
/* harmony import */ var _text_inert_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43338);
// Markdown for a job summary. No text from outside may become markup, a mention or a command: it must pass `plain`, `code`, `path` or `block`.

/** The longest text from outside in a summary, in characters. */
const longest = 400;
/** ASCII that means something to Markdown, HTML or GitHub, anywhere in a line; as entities they do not (CommonMark 6.2). */
const active = /[!"#$&'()*+:<=>@[\\\]^_`{|}~]/g;
/** Text from outside as plain text. A word break behind `@` and `:` keeps GitHub from finding mentions, addresses and emoji in it. */
function plain(text) {
    // At the beginning of a line these would make lists.
    return escaped(text).replace(/^[-+\d]|^\s/, character => entity(character));
}
function escaped(text) {
    return (0,_text_inert_js__WEBPACK_IMPORTED_MODULE_0__/* .inert */ .tJ)(text, { limit: longest })
        .trim()
        .replace(active, character => entity(character) + (character === '@' || character === ':' ? '<wbr>' : ''))
        .replace(/www(?=\.)/gi, name => `${name}<wbr>`);
}
/** The same in the type of names and paths. */
function code(text) {
    return `<code>${escaped(text)}</code>`;
}
/** A path in the same type. It may break behind one of `ends`, because a cell as wide as its path pushes the others out of sight. */
function path(text, ends = '/') {
    return `<code>${escaped(text).replaceAll(ends === '/' ? '/' : /\/|&#95;/g, end => `${end}<wbr>`)}</code>`;
}
/** An amount and its unit, kept on one line. */
function together(amount) {
    return amount.replaceAll(' ', '\u00a0');
}
/** Lines in a code block of their own: no line is markup, and the fence is longer than any in the lines. */
function block(lines, language = '') {
    const safe = lines.map(line => (0,_text_inert_js__WEBPACK_IMPORTED_MODULE_0__/* .inert */ .tJ)(line, { limit: 2000 }));
    const longestRun = Math.max(2, ...safe.flatMap(line => line.match(/`+/g) ?? []).map(run => run.length));
    const fence = '`'.repeat(longestRun + 1);
    return [`${fence}${language}`, ...safe, fence].join('\n');
}
/** Cells are Markdown already. Of more than `most` rows, the last one says how many are left out. */
function table(head, rows, most = 100) {
    const shown = rows.length <= most ? rows : [...rows.slice(0, most - 1), [`… and ${rows.length - most + 1} more`]];
    const line = (cells) => `| ${head.map((_, column) => cells[column] ?? '').join(' | ')} |`;
    return [line(head), `|${head.map(() => '---').join('|')}|`, ...shown.map(line)].join('\n');
}
/** Items are Markdown already. An empty one is a dash: a lone `-` below a line would make that line a heading. */
function list(items, most = 50) {
    const shown = items.length <= most ? items : [...items.slice(0, most - 1), `… and ${items.length - most + 1} more`];
    return shown.map(item => `- ${item || '–'}`).join('\n');
}
/** Opens on a click. Blank lines around the body make GitHub read it as Markdown. */
function folded(title, body) {
    return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}
/** A coloured box. */
function alert(kind, body) {
    return [`> [!${kind}]`, ...body.split('\n').map(line => `> ${line}`)].join('\n');
}
/**
 * The parts, one below the other, up to `bytes` bytes: GitHub drops a whole summary above its limit. The first part always
 * stays; its caller keeps it short.
 */
function fitting(parts, bytes) {
    const note = '\n\n_The rest did not fit into this summary; the log has it._\n';
    let text = '';
    for (const [n, part] of parts.filter(each => each !== '').entries()) {
        const longer = n === 0 ? part : `${text}\n\n${part}`;
        if (n > 0 && Buffer.byteLength(longer) + Buffer.byteLength(note) > bytes)
            return text + note;
        text = longer;
    }
    return `${text}\n`;
}
function entity(character) {
    return `&#${character.codePointAt(0)};`;
}


/***/ }),

/***/ 94098:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  pz: () => (/* reexport */ ConnectionLost),
  iq: () => (/* binding */ converse),
  F$: () => (/* binding */ newRunId)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./build/transports/transport.js
var transport = __webpack_require__(770);
;// CONCATENATED MODULE: ./build/script/feeding.js

/** Sends the script and then heartbeats, which show that the client lives. Returns what stops them. */
function feed(shell, { script, plan, heartbeat, cancel }) {
    shell.stdin.on('error', () => { });
    const lines = plan.secrets.map(({ value }) => `${value?.reveal() ?? ''}\n`);
    shell.stdin.write(`${(0,transport/* handedOver */.$)(script)}${lines.join('')}end of secrets\n`);
    const beat = setInterval(() => shell.stdin.write('.'), Math.min(2000, heartbeat * 250));
    const hangUp = () => {
        clearInterval(beat);
        shell.stdin.end();
    };
    cancel?.addEventListener('abort', hangUp);
    if (cancel?.aborted)
        hangUp();
    return () => {
        clearInterval(beat);
        cancel?.removeEventListener('abort', hangUp);
    };
}

// EXTERNAL MODULE: ./build/messages/errors.js
var errors = __webpack_require__(76042);
// EXTERNAL MODULE: ./build/text/inert.js
var inert = __webpack_require__(43338);
;// CONCATENATED MODULE: ./build/script/judging.js
// How a conversation ended: well, or with which failure.


/** The connection was lost while a script ran: only the server knows how it went on. */
class ConnectionLost extends errors/* BackupError */.hj {
}
/** Returns if the script ended well, and throws what it failed of. */
function judge(end) {
    if ('thrown' in end)
        throw end.thrown;
    if (end.cancelled)
        throw cancelled(end);
    if (end.failure !== undefined)
        throw new errors/* BackupError */.hj(end.failure);
    if (end.overdue)
        throw overdue(end);
    if (end.exit.lost)
        throw lost(end);
    if (end.exit.code === 0 && end.events > 0)
        return;
    // Killed before it said a word, it may still have been the script.
    if (end.events === 0 && end.exit.signal === null)
        throw unintelligible(end);
    throw unexplained(end);
}
function cancelled({ where, failure }) {
    return new errors/* BackupError */.hj({
        code: 'E_CANCELLED',
        title: `The run on ${where} was cancelled.`,
        safe: failure === undefined
            ? 'the server stops the run by itself and puts everything back as it was'
            : 'the server has put everything back as it was',
        ...(failure === undefined && { unsettled: true }),
    });
}
function overdue({ where, timeout }) {
    return new errors/* BackupError */.hj({
        code: 'E_TIMEOUT',
        title: `${where} did not end the run within ${timeout} s, and no longer answers.`,
        unsettled: true,
        next: 'look at the load of the server',
    });
}
function lost({ where }) {
    return new ConnectionLost({
        code: 'E_INTERRUPTED',
        title: `The connection to ${where} was lost while it was working.`,
        safe: 'the server notices, stops the work and puts everything back as it was; a backup is visible there only if it is complete',
        next: 'run it again; look at the network between the runner and the server',
        unsettled: true,
    });
}
/** The script never ran: the account's shell, a forced command, or sudo answered instead. */
function unintelligible({ where, exit, noise }) {
    const said = noise.map(line => (0,inert/* inert */.tJ)(line, { limit: 300 })).filter(line => line !== '');
    return new errors/* BackupError */.hj({
        code: 'E_PROTOCOL',
        title: `${where} did not run the script (status ${exit.code ?? exit.signal}).`,
        ...(said.length > 0 ? { details: { 'It said': said.join('\n') } } : {}),
        safe: 'nothing was changed',
        next: 'check that this account has a POSIX sh and no forced command; with sudo: true, check that it may run sudo without a password',
    });
}
function unexplained({ where, exit }) {
    return new errors/* BackupError */.hj({
        code: 'E_UNKNOWN',
        title: `The script on ${where} ended ${exit.signal === null ? `with status ${exit.code}` : `by ${exit.signal}`} and did not say why.`,
        safe: 'a backup is visible there only if it is complete',
    });
}

// EXTERNAL MODULE: ./build/backups/damage.js
var damage = __webpack_require__(75763);
// EXTERNAL MODULE: ./build/text/untrusted.js
var untrusted = __webpack_require__(8020);
// EXTERNAL MODULE: ./build/protocol/fields.js
var fields = __webpack_require__(26856);
// EXTERNAL MODULE: ./build/protocol/bounds.js
var bounds = __webpack_require__(86116);
;// CONCATENATED MODULE: ./build/protocol/frames.js
// The lines that carry this run's nonce, taken out of everything else that comes over the channel.

/** Longer lines are cut, so that a server cannot fill the runner's memory. */
const longestLine = 4 * 1024 * 1024;
/** Of noise, people see less than that. */
const longestNoise = 64 * 1024;
/**
 * Splits a byte stream into frames and noise. A frame is a whole line `@<nonce> <text>` of which `read` makes something; a line without the nonce, with
 * another one, cut short, or with a text that `read` does not know (undefined) is noise, and never more than that.
 */
class FrameReader {
    #frame;
    #read;
    #onFrame;
    #onNoise;
    #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    #bounds = new bounds/* LineBounds */.o();
    /** What has come of a line that has not ended. */
    #begun = [];
    #length = 0;
    constructor(nonce, read, onFrame, onNoise) {
        this.#frame = `@${nonce} `;
        this.#read = read;
        this.#onFrame = onFrame;
        this.#onNoise = onNoise;
    }
    /** Throws E_PROTOCOL when there are more bytes of lines than any run sends. */
    write(chunk) {
        this.#bounds.take(chunk.length);
        const text = this.#decoder.decode(chunk, { stream: true });
        let from = 0;
        for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
            this.#begin(text.slice(from, end));
            this.#end(line => this.#line(line));
            from = end + 1;
        }
        this.#begin(text.slice(from));
    }
    /** What stands on an unfinished last line is torn: it was not received, whatever it looks like. */
    end() {
        this.#end(line => this.#noise(line));
    }
    /** Of a line that is too long its first bytes are kept, as noise. */
    #begin(text) {
        this.#length += text.length;
        if (this.#length - text.length <= longestLine)
            this.#begun.push(text);
        if (this.#length > longestLine)
            this.#begun = [this.#begun.join('').slice(0, longestNoise)];
    }
    #end(hear) {
        const line = this.#begun.join('');
        const cut = this.#length > longestLine;
        this.#begun = [];
        this.#length = 0;
        if (cut)
            this.#noise(line);
        else if (line !== '')
            hear(line);
    }
    #line(line) {
        const read = line.startsWith(this.#frame) ? this.#read(line.slice(this.#frame.length)) : undefined;
        if (read === undefined)
            this.#noise(line);
        else
            this.#onFrame(read);
    }
    /** A copy: a piece of a string keeps all of it. */
    #noise(line) {
        this.#onNoise(line.length <= longestNoise ? line : Buffer.from(line.slice(0, longestNoise)).toString());
    }
}

// EXTERNAL MODULE: ./build/protocol/listings.js
var listings = __webpack_require__(56324);
;// CONCATENATED MODULE: ./build/protocol/events.js
// What a running script tells its client: one type for each event of the runtime, and the reader of each. The server is not trusted: a line of an
// unknown type, or with a field that is missing or of another type, is noise.





const decoders = {
    ...listings/* listings */.e,
    /** A step of the plan, counted from 1, begins or has ended. */
    step: (0,untrusted/* object */.Ik)({ step: fields/* count */.U9, state: (0,untrusted/* oneOf */.yL)('start', 'end'), milliseconds: (0,untrusted/* optional */.lq)(fields/* count */.U9, 0) }),
    /** The run fails. Labels of `details` in small letters are the answers of that name. */
    error: (0,untrusted/* object */.Ik)({ code: fields/* code */.aY, title: fields/* words */.aL, details: (0,untrusted/* lenient */.W_)(fields/* details */.zH, {}) }),
    warning: (0,untrusted/* object */.Ik)({ code: fields/* word */.Vm, text: fields/* words */.aL }),
    /** Another run holds the lock; `holder` is empty where nothing says who. */
    waiting: (0,untrusted/* object */.Ik)({ holder: fields/* words */.aL }),
    /** Is the lock free? Only asked. */
    lock: (0,untrusted/* object */.Ik)({ free: untrusted/* flag */.Jt, holder: fields/* words */.aL }),
    /** What a dead run left is cleaned up. `final`: a restore that was completed, not undone. */
    recovered: (0,untrusted/* object */.Ik)({ run: fields/* word */.Vm, final: (0,untrusted/* optional */.lq)(untrusted/* flag */.Jt, false) }),
    /** A restore could not be put back. */
    unrecovered: (0,untrusted/* object */.Ik)({ run: fields/* word */.Vm }),
    /** The name that the backup gets. */
    name: (0,untrusted/* object */.Ik)({ name: fields/* name */.UU }),
    /** Bytes of the archive that are written. */
    progress: (0,untrusted/* object */.Ik)({ bytes: fields/* count */.U9 }),
    component: (0,untrusted/* object */.Ik)({ component: fields/* word */.Vm, raw: fields/* count */.U9, stored: fields/* count */.U9, milliseconds: fields/* count */.U9, found: fields/* words */.aL }),
    drilled: (0,untrusted/* object */.Ik)({ component: fields/* name */.UU, milliseconds: fields/* count */.U9, found: fields/* words */.aL }),
    /** The manifest of the backup that is published. */
    result: (0,untrusted/* object */.Ik)({ text: fields/* line */.n8 }),
    /** The list of backups has ended. `now`: epoch seconds of the server's clock. */
    catalogue: (0,untrusted/* object */.Ik)({ now: fields/* count */.U9, odd: fields/* count */.U9, atWork: fields/* count */.U9 }),
    /** `text`: the run, the backup and the components of the mark, tabs between them. */
    'restore-incomplete': (0,untrusted/* object */.Ik)({ alive: untrusted/* flag */.Jt, text: fields/* line */.n8 }),
    /** An archive of the old scripts that was read and is not sound. */
    unsound: (0,untrusted/* object */.Ik)({ file: fields/* name */.UU, why: fields/* words */.aL }),
    /** What a manifest of an archive of the old scripts would be. */
    'old-manifest': (0,untrusted/* object */.Ik)({ text: fields/* line */.n8 }),
    /** What became of a run that was asked for. */
    status: (0,untrusted/* object */.Ik)({ state: (0,untrusted/* oneOf */.yL)('published', 'working', 'none') }),
    removed: (0,untrusted/* object */.Ik)({ name: fields/* name */.UU }),
    pinned: (0,untrusted/* object */.Ik)({ name: fields/* name */.UU, pinned: untrusted/* flag */.Jt }),
    /** The verification of one backup begins; and how it ended. */
    verifying: (0,untrusted/* object */.Ik)({ backup: fields/* name */.UU }),
    verified: (0,untrusted/* object */.Ik)({ backup: fields/* name */.UU }),
    gone: (0,untrusted/* object */.Ik)({ backup: fields/* name */.UU }),
    sound: (0,untrusted/* object */.Ik)({ backup: fields/* name */.UU, component: fields/* word */.Vm }),
    unread: (0,untrusted/* object */.Ik)({ backup: fields/* name */.UU, component: fields/* word */.Vm, why: fields/* words */.aL }),
    damage: (0,untrusted/* object */.Ik)({ backup: fields/* name */.UU, component: fields/* word */.Vm, part: (0,untrusted/* lenient */.W_)((0,untrusted/* oneOf */.yL)(...damage/* parts */.r), 'archive'), from: fields/* place */.ik, to: fields/* place */.ik, why: fields/* words */.aL }),
    /** So many bytes of an archive follow on the channel. */
    raw: (0,untrusted/* object */.Ik)({ backup: fields/* name */.UU, bytes: fields/* count */.U9 }),
    /** The backup of what was there before a restore. */
    safety: (0,untrusted/* object */.Ik)({ name: fields/* name */.UU }),
    downtime: (0,untrusted/* object */.Ik)({ milliseconds: fields/* count */.U9 }),
    restored: (0,untrusted/* object */.Ik)({ component: fields/* word */.Vm, found: fields/* words */.aL }),
    /** A collection that the backup lacks, and that is gone now. */
    dropped: (0,untrusted/* object */.Ik)({ collection: fields/* readable */.HD }),
    /** A restore that failed has put everything back; or was final before it failed. */
    undone: (0,untrusted/* object */.Ik)({}),
    final: (0,untrusted/* object */.Ik)({}),
    /** The last word of a run that goes on by itself; and of a follower that lost its client. */
    ended: (0,untrusted/* object */.Ik)({ status: fields/* count */.U9 }),
    unheard: (0,untrusted/* object */.Ik)({}),
};
/** Values in the JSON of one event, those of a text in it not counted: none has more than a failure with all its facts. */
const mostValues = 100_000;
/** Reads the text of a frame; undefined if it is no event. */
function decodeEvent(text) {
    if ((0,untrusted/* valuesIn */.aC)(text) > mostValues)
        return undefined;
    try {
        const value = JSON.parse(text);
        const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined;
        return isType(type) ? { type, ...decoders[type](value, type) } : undefined;
    }
    catch (thrown) {
        if (thrown instanceof untrusted/* Malformed */.sG || thrown instanceof SyntaxError)
            return undefined;
        throw thrown;
    }
}
function isType(type) {
    return typeof type === 'string' && Object.hasOwn(decoders, type);
}
/** The events of a byte stream, and its noise. */
class EventReader extends FrameReader {
    constructor(nonce, onEvent, onNoise) {
        super(nonce, decodeEvent, onEvent, onNoise);
    }
}

;// CONCATENATED MODULE: ./build/script/demultiplexer.js
/** What was received last is kept as far as this: the script's last word stands there when it could not send all that it had announced. */
const lastWords = 16 * 1024;
class Demultiplexer {
    #lines;
    #left = 0;
    #to;
    #last = [];
    constructor(lines) {
        this.#lines = lines;
    }
    /** Bytes follow. To be called while the event that announces them is heard. */
    expect(bytes, to) {
        this.#left = bytes;
        this.#to = to;
        if (bytes === 0)
            this.#over();
    }
    /** Takes what came; returns what is full, and must drain before more is taken. */
    write(chunk) {
        let full;
        for (let rest = chunk; rest.length > 0;) {
            if (this.#to !== undefined) {
                const bytes = rest.subarray(0, this.#left);
                rest = rest.subarray(bytes.length);
                if (!this.#send(bytes))
                    full = this.#to;
                this.#left -= bytes.length;
                if (this.#left === 0)
                    this.#over();
            }
            else {
                const end = rest.indexOf(0x0a) + 1;
                const line = end === 0 ? rest : rest.subarray(0, end);
                rest = rest.subarray(line.length);
                this.#lines.write(line);
            }
        }
        return full?.destroyed === false ? full : undefined;
    }
    end() {
        if (this.#to !== undefined) {
            this.#lines.write(new TextEncoder().encode('\n'));
            for (const bytes of this.#last)
                this.#lines.write(bytes);
        }
        this.#over();
        this.#lines.end();
    }
    /** False if the one it goes to is full. A reader that has closed is no reason to stop: what follows is for others. */
    #send(bytes) {
        this.#last.push(bytes);
        let kept = this.#last.reduce((sum, each) => sum + each.length, 0);
        while (this.#last.length > 1 && kept - (this.#last[0]?.length ?? 0) >= lastWords)
            kept -= this.#last.shift()?.length ?? 0;
        return this.#to === undefined || this.#to.destroyed || this.#to.write(bytes);
    }
    #over() {
        this.#to?.end();
        this.#to = undefined;
        this.#last = [];
        this.#left = 0;
    }
}

;// CONCATENATED MODULE: ./build/script/listening.js



const keptNoise = 5;
/** Listens to both outputs of a shell. `end`, once the shell has ended, hears the last of it and says what was heard. */
function listen(shell, nonce, listener) {
    const heard = { events: 0, noise: [] };
    const reader = new EventReader(nonce, event => {
        heard.events += 1;
        if (event.type === 'error')
            heard.failure ??= failureIn(event);
        else if (event.type === 'raw')
            takeRaw(event);
        else
            listener.onEvent(event);
    }, line => {
        if (heard.noise.length < keptNoise)
            heard.noise.push(line);
        listener.onNoise(line);
    });
    const channel = new Demultiplexer(reader);
    const takeRaw = ({ backup, bytes }) => {
        if (listener.onRaw !== undefined)
            channel.expect(bytes, listener.onRaw(backup, bytes));
    };
    const errors = linesOf(line => listener.onNoise(line));
    /** A listener that has enough, or a defect in it, must not end the process: the server is left, and sees that. */
    const guarded = (hear) => {
        if ('thrown' in heard)
            return;
        try {
            hear();
        }
        catch (thrown) {
            heard.thrown = thrown;
            shell.destroy();
        }
    };
    shell.stdout.on('data', (chunk) => guarded(() => take(shell, channel, chunk)));
    shell.stderr.on('data', (chunk) => guarded(() => errors.write(chunk)));
    return {
        end() {
            guarded(() => channel.end());
            guarded(() => errors.end());
            return heard;
        },
    };
}
function take({ stdout }, channel, chunk) {
    const full = channel.write(chunk);
    if (full === undefined)
        return;
    // The server waits for a reader that is slower than it: nothing piles up here.
    stdout.pause();
    const goOn = () => {
        full.off('drain', goOn).off('close', goOn);
        stdout.resume();
    };
    full.on('drain', goOn).on('close', goOn);
}
/** Every line, none of which is an event. */
function linesOf(onLine) {
    return new FrameReader('', () => undefined, () => { }, onLine);
}
function failureIn({ code, title, details }) {
    const { safe, next, ...rest } = details;
    return { code, title, details: rest, ...(safe ? { safe } : {}), ...(next ? { next } : {}) };
}

// EXTERNAL MODULE: ./build/script/render.js + 2 modules
var render = __webpack_require__(59032);
;// CONCATENATED MODULE: ./build/script/conversation.js
// One script on one shell: the script, its secrets and the heartbeats go in, events come out, and the end is judged.






/** The id of a new run: names its work directory and marks its processes. */
function newRunId() {
    return `${Date.now().toString(36)}-${(0,external_node_crypto_.randomBytes)(5).toString('hex')}`;
}
/**
 * Runs a plan and returns when the server is done with it. Throws the failure that the server reported, or E_INTERRUPTED when the
 * connection was lost, E_CANCELLED, E_TIMEOUT, or E_PROTOCOL when the script did not run.
 * Returning means: exit status 0, and no error event. The caller looks for the result.
 */
async function converse(conversation) {
    const { transport, listener, cancel, timeout } = conversation;
    const nonce = (0,external_node_crypto_.randomBytes)(12).toString('hex');
    const shell = await transport.shell();
    const heard = listen(shell, nonce, listener);
    const stopFeeding = feed(shell, { ...conversation, script: scriptOf(conversation, nonce) });
    const { exit, overdue } = await endOf(shell, timeout);
    stopFeeding();
    judge({ ...heard.end(), exit, overdue, cancelled: cancel?.aborted === true, timeout, where: transport.name });
}
function scriptOf({ plan, runId, heartbeat, timeout, from }, nonce) {
    return (0,render/* render */.XX)(plan, { id: runId, nonce, heartbeat, timeout, from });
}
/** The server keeps the timeout itself; this is for a server that no longer does. */
async function endOf(shell, timeout) {
    let overdue = false;
    const limit = setTimeout(() => {
        overdue = true;
        shell.destroy();
    }, (timeout + 15) * 1000);
    const exit = await shell.exit;
    clearTimeout(limit);
    return { exit, overdue };
}


/***/ }),

/***/ 59032:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  XX: () => (/* binding */ render),
  ln: () => (/* binding */ renderGeneral),
  F8: () => (/* binding */ renderStanding)
});

// UNUSED EXPORTS: definedFunctions, runtime

// EXTERNAL MODULE: ./build/messages/errors.js
var errors = __webpack_require__(76042);
// EXTERNAL MODULE: ./build/messages/exitcodes.js
var exitcodes = __webpack_require__(81431);
// EXTERNAL MODULE: ./build/protocol/quote.js
var quote = __webpack_require__(69701);
// EXTERNAL MODULE: ./build/sources/registry.js + 16 modules
var registry = __webpack_require__(97287);
;// CONCATENATED MODULE: ./build/script/embedded.js
// Generated from the .sh files beside it and in src/sources by npm run generate: change them there.
/** The text of each shell file by its path below src, without comments, blank lines and indentation. */
const embedded_scripts = {
    'script/runtime/archive.sh': 'mb_nulls() {\n' +
        'local n="$1" zeros=\'\'\n' +
        'while [ "$n" -ge 8 ]; do\n' +
        'zeros="$zeros\\\\000\\\\000\\\\000\\\\000\\\\000\\\\000\\\\000\\\\000"\n' +
        'n=$((n - 8))\n' +
        'done\n' +
        'while [ "$n" -gt 0 ]; do\n' +
        'zeros="$zeros\\\\000"\n' +
        'n=$((n - 1))\n' +
        'done\n' +
        'printf "$zeros"\n' +
        '}\n' +
        'mb_field() {\n' +
        'printf \'%s\' "$2"\n' +
        'mb_nulls $(($1 - ${#2}))\n' +
        '}\n' +
        'mb_octal() {\n' +
        'local shift=56\n' +
        'if [ "$2" -lt 8589934592 ]; then\n' +
        'printf "%0$(($1 - 1))o\\\\000" "$2"\n' +
        'return\n' +
        'fi\n' +
        'printf \'\\200\\000\\000\\000\'\n' +
        'while [ "$shift" -ge 0 ]; do\n' +
        'printf "\\\\$(printf %03o $((($2 >> shift) & 255)))"\n' +
        'shift=$((shift - 8))\n' +
        'done\n' +
        '}\n' +
        'mb_tar_header() {\n' +
        'local path="$2" sum\n' +
        '[ "${#path}" -le 100 ] || path=$(printf \'%s\' "$path" | dd bs=100 count=1 2>/dev/null)\n' +
        'sum=$(mb_tar_fields "$1" "$path" "$3" "${4:-600}" \'        \' |\n' +
        'od -An -v -tu1 | awk \'{ for (i = 1; i <= NF; i++) sum += $i } END { printf "%06o", sum }\')\n' +
        'mb_tar_fields "$1" "$path" "$3" "${4:-600}" "$sum"\n' +
        '}\n' +
        'mb_tar_fields() {\n' +
        'mb_field 100 "$2"\n' +
        'printf \'0000%s\\0000000000\\0000000000\\000\' "$4"\n' +
        'mb_octal 12 "$3"\n' +
        'mb_octal 12 "$MB_TIME"\n' +
        'case $5 in\n' +
        '\' \'*) printf %s "$5" ;;\n' +
        '*) printf \'%s\\000 \' "$5" ;;\n' +
        'esac\n' +
        'printf %s "$1"\n' +
        'mb_field 100 \'\'\n' +
        'printf \'ustar  \\000\'\n' +
        'mb_field 32 root\n' +
        'mb_field 32 root\n' +
        'mb_nulls 183\n' +
        '}\n' +
        'mb_padding() {\n' +
        'local rest=$(((512 - $1 % 512) % 512))\n' +
        '[ "$rest" = 0 ] || mb_nulls "$rest" | mb_compress\n' +
        '}\n' +
        'mb_open_entry() {\n' +
        'local length\n' +
        '[ $((${#MB_NAME} + ${#1})) -lt 100 ] || mb_long_name "$1" | mb_compress >>"$MB_WORK/archive"\n' +
        'MB_HEADER=$(mb_size "$MB_WORK/archive")\n' +
        'length=$(mb_stored_length)\n' +
        'MB_DATA=$((MB_HEADER + length))\n' +
        'mb_nulls "$length" >>"$MB_WORK/archive"\n' +
        '}\n' +
        'mb_long_name() {\n' +
        'local path="$MB_NAME/$1"\n' +
        '[ "${#path}" -gt 100 ] || return 0\n' +
        'mb_tar_header L ././@LongLink $((${#path} + 1)) && mb_field $(((${#path} / 512 + 1) * 512)) "$path"\n' +
        '}\n' +
        'mb_close_entry() {\n' +
        'mb_tar_header 0 "$MB_NAME/$1" "$2" | mb_stored_member >"$MB_WORK/member" || return 1\n' +
        '[ "$(mb_size "$MB_WORK/member")" = "$(mb_stored_length)" ] || return 1\n' +
        'dd if="$MB_WORK/member" of="$MB_WORK/archive" bs=1 seek="$MB_HEADER" conv=notrunc 2>/dev/null && mb_padding "$2" >>"$MB_WORK/archive"\n' +
        '}\n' +
        'mb_cut_back() {\n' +
        'dd if=/dev/null of="$MB_WORK/archive" bs=1 seek="$1" count=0 2>/dev/null\n' +
        '}\n' +
        'mb_open_archive() {\n' +
        'MB_HASHED=0 MB_HASHERS=""\n' +
        'if mb_dd_tells; then MB_DD_TELLS=yes; else MB_DD_TELLS=no; fi\n' +
        'mb_choose_lanes\n' +
        'mb_choose_name\n' +
        'true >"$MB_WORK/archive" && true >"$MB_WORK/rows" || mb_unwritable "$MB_WORK"\n' +
        '[ -z "$MB_NOTES" ] || printf \'%s\\n\' "$MB_NOTES" | sed "s/^/run${MB_TAB}note${MB_TAB}/" >>"$MB_WORK/warnings"\n' +
        'mb_emit name name "$MB_NAME"\n' +
        '}\n' +
        'mb_is_fragment() {\n' +
        'mb_kind "$1"\n' +
        '[ -n "$MB_FRAGMENT" ]\n' +
        '}\n' +
        'mb_stream() {\n' +
        'local path="$1"\n' +
        'shift\n' +
        'rm -f "$MB_WORK"/status-* "$MB_WORK/counted"\n' +
        'if mb_is_fragment "$path"; then MB_DATA=$(mb_size "$MB_WORK/archive"); else mb_open_entry "$path"; fi || return 1\n' +
        'if command -v "$1_counts" >/dev/null 2>&1 && "$1_counts"; then\n' +
        '{\n' +
        '{ "$@" 2>"$MB_WORK/said"; echo $? >"$MB_WORK/status-1"; } |\n' +
        '{ mb_compress_much >>"$MB_WORK/archive"; echo $? >"$MB_WORK/status-3"; }\n' +
        '} 2>"$MB_WORK/noise"\n' +
        '"$1_counted" <"$MB_WORK/said" >"$MB_WORK/counted" && echo 0 >"$MB_WORK/status-2"\n' +
        'return\n' +
        'fi\n' +
        '{\n' +
        '{ "$@" 2>"$MB_WORK/said"; echo $? >"$MB_WORK/status-1"; } |\n' +
        '{ mb_count; echo $? >"$MB_WORK/status-2"; } |\n' +
        '{ mb_compress_much >>"$MB_WORK/archive"; echo $? >"$MB_WORK/status-3"; }\n' +
        '} 2>"$MB_WORK/noise"\n' +
        '}\n' +
        'mb_dd_tells() {\n' +
        'dd if=/dev/null 2>&1 | grep -q byte\n' +
        '}\n' +
        'mb_count() {\n' +
        'local counter status\n' +
        'if [ "${MB_DD_TELLS:-}" = yes ] || [ -z "${MB_DD_TELLS:-}" ] && mb_dd_tells; then\n' +
        'dd bs=65536 2>"$MB_WORK/counted"\n' +
        'return\n' +
        'fi\n' +
        'rm -f "$MB_WORK/raw" && mkfifo "$MB_WORK/raw" || return 1\n' +
        'wc -c <"$MB_WORK/raw" >"$MB_WORK/counted" &\n' +
        'counter=$!\n' +
        'tee "$MB_WORK/raw"\n' +
        'status=$?\n' +
        ': <>"$MB_WORK/raw"\n' +
        'wait "$counter" || status=1\n' +
        'return $status\n' +
        '}\n' +
        'mb_word() {\n' +
        'MB_WORD=\n' +
        '[ ! -f "$1" ] || read -r MB_WORD <"$1" || :\n' +
        '}\n' +
        'mb_counted() {\n' +
        'awk \'/ bytes? / || NF == 1 { n = $1 } END { print n }\' "$MB_WORK/counted"\n' +
        '}\n' +
        'mb_stream_status() {\n' +
        'local n\n' +
        'for n in 2 3; do\n' +
        'mb_word "$MB_WORK/status-$n"\n' +
        '[ "$MB_WORD" = 0 ] || return 9\n' +
        'done\n' +
        'mb_word "$MB_WORK/status-1"\n' +
        'return "${MB_WORD:-9}"\n' +
        '}\n' +
        'mb_ask() {\n' +
        'local component="$1"\n' +
        'shift\n' +
        '"$@"\n' +
        'mb_phase "asked-$component"\n' +
        '}\n' +
        'mb_collect() {\n' +
        'local component="$1" path="$2" start began tries=0 status raw\n' +
        'shift 2\n' +
        'case $path in\n' +
        '*\'<stamp>\'*) path=${path%%\'<stamp>\'*}$MB_STAMP${path#*\'<stamp>\'} ;;\n' +
        'esac\n' +
        'mb_now\n' +
        'began=$MB_NOW\n' +
        'start=$(mb_size "$MB_WORK/archive")\n' +
        'while :; do\n' +
        'rm -f "$MB_WORK/counts" "$MB_WORK/consistency"\n' +
        'mb_stream "$path" "$@"\n' +
        'mb_stream_status\n' +
        'status=$?\n' +
        'case $status in\n' +
        '75 | 76) [ "$tries" -lt 2 ] || break ;;\n' +
        '*) break ;;\n' +
        'esac\n' +
        'tries=$((tries + 1))\n' +
        'mb_cut_back "$start"\n' +
        'done\n' +
        'case $status in\n' +
        '0) ;;\n' +
        '75)\n' +
        'mb_warn changed-while-read \\\n' +
        '"Files of $component changed while they were read, three times: it is kept as it was read ($(head -n 1 "$MB_WORK/said"))." \\\n' +
        '"$component"\n' +
        'echo changed-while-read >"$MB_WORK/consistency"\n' +
        ';;\n' +
        '9) mb_broken_stream "$component" ;;\n' +
        '76)\n' +
        'mb_fail E_ARCHIVE "Files of $component shrank while they were read, three times, so no copy of it is whole." \\\n' +
        'Said "$(grep \'padding with zeros\' "$MB_WORK/said" | mb_mask)" \\\n' +
        'safe \'nothing was published; no old backup was touched\' \\\n' +
        'next \'set quiesce to pause or stop, so that nothing writes there meanwhile\'\n' +
        ';;\n' +
        '*) mb_fail E_ARCHIVE "Reading $component ended with status $status." Said "$(mb_mask <"$MB_WORK/said")" ;;\n' +
        'esac\n' +
        'raw=$(mb_counted)\n' +
        'case $raw in\n' +
        '\'\' | *[!0-9]*) mb_fail E_ARCHIVE "The bytes of $component could not be counted." Said "$(cat "$MB_WORK/counted")" ;;\n' +
        'esac\n' +
        'mb_record "$component" "$path" "$raw" "$began" || mb_broken_stream "$component"\n' +
        'mb_phase "collected-$component"\n' +
        '}\n' +
        'mb_record() {\n' +
        'local end consistency counts\n' +
        'end=$(mb_size "$MB_WORK/archive")\n' +
        'mb_is_fragment "$2" || mb_close_entry "$2" "$3" || return 1\n' +
        'mb_now\n' +
        'mb_word "$MB_WORK/consistency"\n' +
        'consistency=${MB_WORD:-exact}\n' +
        'mb_word "$MB_WORK/counts"\n' +
        'counts=$MB_WORD\n' +
        'printf \'%s\\t%s\\t%s\\t%s\\t%s\\t-\\t%s\\t%s\\t%s\\n\' "$1" "$2" "$3" "$MB_DATA" $((end - MB_DATA)) $((MB_NOW - $4)) \\\n' +
        '"$consistency" "$counts" >>"$MB_WORK/rows" || return 1\n' +
        'mb_hash_beside "$MB_DATA" $((end - MB_DATA))\n' +
        'mb_emit component component "$1" raw# "$3" stored# $((end - MB_DATA)) milliseconds# $((MB_NOW - $4)) found "$consistency $counts"\n' +
        '[ "$MB_CLIENT" = 1 ] || mb_say "  $1: $(mb_amount "$3") -> $(mb_amount $((end - MB_DATA)))"\n' +
        '}\n' +
        'mb_range() {\n' +
        '{ dd bs=1 skip="$1" count=0 2>/dev/null && head -c "$2"; } <"${3:-$MB_WORK/archive}"\n' +
        '}\n' +
        'mb_hash_beside() {\n' +
        'MB_HASHED=$((MB_HASHED + 1))\n' +
        'mb_range "$1" "$2" | mb_sha256 >"$MB_WORK/hash-$MB_HASHED" &\n' +
        'MB_HASHERS="$MB_HASHERS $!"\n' +
        '}\n' +
        'mb_hashed() {\n' +
        'wait $MB_HASHERS\n' +
        '(cd -- "$MB_WORK" &&\n' +
        'awk -F \'\\t\' -v OFS=\'\\t\' \\\n' +
        '\'{ $6 = ""; getline $6 <("hash-" NR) } $6 !~ /^[0-9a-f]+$/ || length($6) != 64 { exit 1 } { print }\' \\\n' +
        'rows >components)\n' +
        '}\n' +
        'mb_broken_stream() {\n' +
        'local said\n' +
        'said=$(cat "$MB_WORK/noise" "$MB_WORK/counted" 2>/dev/null | grep -v \' records \\| bytes \\| byte \')\n' +
        'mb_space\n' +
        'case "$said" in\n' +
        '*\'No space left\'* | *\'quota exceeded\'*) MB_FREE=0 ;;\n' +
        'esac\n' +
        'if [ "${MB_FREE:-0}" -lt 262144 ] || [ "${MB_INODES:--}" = 0 ]; then\n' +
        'mb_fail E_NOSPACE "The disk of $MB_DIR filled up while $1 was written: no $(mb_lack) left." \\\n' +
        'Has "$(mb_amount "$(mb_size "$MB_WORK/archive")") of this backup were written" \\\n' +
        'safe \'what was written is removed; no old backup was touched\' next "free space there$(mb_largest)"\n' +
        'fi\n' +
        'mb_fail E_ARCHIVE \\\n' +
        '"Writing $1 into the archive failed (statuses $(cat "$MB_WORK"/status-* 2>/dev/null | tr \'\\n\' \' \'))." \\\n' +
        'Said "$said" safe \'what was written is removed; no old backup was touched\'\n' +
        '}\n' +
        'mb_close_archive() {\n' +
        'mb_hashed || mb_broken_stream \'the sha256 of its components\'\n' +
        'mb_record_metadata >"$MB_WORK/metadata" && mb_entry_of_file backup-metadata.txt "$MB_WORK/metadata" &&\n' +
        'mb_record_sums >"$MB_WORK/sums" && mb_entry_of_file MANIFEST.sha256 "$MB_WORK/sums" &&\n' +
        'mb_table && printf \'%s\\n\' "$MB_TABLE" >"$MB_WORK/table" && mb_table_end "$MB_WORK/table" >>"$MB_WORK/archive" ||\n' +
        'mb_broken_stream \'the end of the archive\'\n' +
        'MB_CLOSED=$(mb_size "$MB_WORK/archive")\n' +
        'mb_phase closed\n' +
        '}\n' +
        'mb_entry_of_file() {\n' +
        'mb_open_entry "$1" && mb_compress <"$2" >>"$MB_WORK/archive" && mb_close_entry "$1" "$(mb_size "$2")"\n' +
        '}\n' +
        'mb_record_sums() {\n' +
        'printf \'# sha256 of a component as it is stored, its offset and length in this archive, its size when decompressed, its path.\\n\'\n' +
        'printf \'# To check one:  tail -c +$((OFFSET + 1)) ARCHIVE | head -c LENGTH | sha256sum\\n\'\n' +
        'awk -F \'\\t\' -v name="$MB_NAME" \'{ printf "%s %s %s %s %s/%s\\n", $6, $4, $5, $3, name, $2 }\' "$MB_WORK/components"\n' +
        '}\n',
    'script/runtime/catalogue.sh': 'mb_catalogue() {\n' +
        'MB_ODD=0\n' +
        '[ ! -d "$MB_AT" ] || mb_catalogue_entries\n' +
        'mb_at_work\n' +
        'mb_emit catalogue now# "$(date +%s)" odd# "$MB_ODD" atWork# "$MB_AT_WORK"\n' +
        '}\n' +
        'mb_at_work() {\n' +
        'local dir n=0\n' +
        'for dir in "$MB_AT"/.work/*/; do [ ! -d "$dir" ] || n=$((n + 1)); done\n' +
        '[ "$n" -le "${MB_AT_WORK:-0}" ] || MB_AT_WORK=$n\n' +
        'MB_AT_WORK=${MB_AT_WORK:-0}\n' +
        '}\n' +
        'mb_catalogue_entries() {\n' +
        'local file\n' +
        '[ -r "$MB_AT" ] && [ -x "$MB_AT" ] ||\n' +
        'mb_fail E_PERM "$(id -un) may not list the backup directory $MB_DIR." safe \'nothing was changed\' \\\n' +
        'next \'give this user the directory, or set sudo: true\'\n' +
        'set --\n' +
        'for file in "$MB_AT"/*; do\n' +
        'case ${file##*/} in\n' +
        '\'*\') ;;\n' +
        '*[!A-Za-z0-9._-]*) MB_ODD=$((MB_ODD + 1)) ;;\n' +
        '*) set -- "$@" "$file" ;;\n' +
        'esac\n' +
        'done\n' +
        'mb_catalogue_texts json | mb_lines manifest\n' +
        'mb_catalogue_texts skipped | mb_lines skipped\n' +
        'mb_catalogue_names restore.sh | mb_lines runbook\n' +
        '[ $# = 0 ] || stat -c \'%s %Y %F/%n\' -- "$@" 2>/dev/null | sed "s,/.*/,/," | mb_lines entry\n' +
        'for file in "$MB_AT"/.meta/*.unsound; do\n' +
        'file=${file##*/} file=${file%.unsound}.tar.gz\n' +
        '! mb_is_unsound "$MB_AT/$file" || mb_emit unsound file "$file" why "$(sed -n \'2s/^/it /p\' "$MB_AT/.meta/${file%.tar.gz}.unsound")"\n' +
        'done\n' +
        '[ ! -e "$MB_AT/.restore-incomplete" ] || mb_catalogue_mark\n' +
        '}\n' +
        'mb_catalogue_texts() {\n' +
        'local names\n' +
        'names=$(mb_catalogue_names "$1")\n' +
        '[ -z "$names" ] || (cd "$MB_AT/.meta" && grep -H \'\' -- $names 2>/dev/null)\n' +
        '}\n' +
        'mb_catalogue_names() (\n' +
        'cd "$MB_AT/.meta" 2>/dev/null || return 0\n' +
        'for file in *."$1"; do\n' +
        'case $file in\n' +
        '*[!A-Za-z0-9._-]*) ;;\n' +
        '*) printf \'%s\\n\' "$file" ;;\n' +
        'esac\n' +
        'done\n' +
        ')\n' +
        'mb_catalogue_mark() {\n' +
        'local run backup components alive=false\n' +
        'IFS="$MB_TAB" read -r run backup components <"$MB_AT/.restore-incomplete"\n' +
        '! mb_is_alive "${run:-none}" || alive=true\n' +
        'mb_emit restore-incomplete alive? "$alive" text "$run$MB_TAB$backup$MB_TAB$components"\n' +
        '}\n' +
        'mb_status() {\n' +
        'local file name state=none\n' +
        '! mb_is_alive "$1" || state=working\n' +
        'file=$(grep -ls "\\"runId\\":\\"$1\\"" "$MB_AT"/.meta/*.json 2>/dev/null | head -n 1)\n' +
        'name=${file##*/} name=${name%.json}\n' +
        'if [ -n "$file" ] && mb_archive_of "$name"; then\n' +
        'mb_lines result <"$file"\n' +
        'state=published\n' +
        'fi\n' +
        'mb_emit status state "$state"\n' +
        '}\n' +
        'mb_is_alive() {\n' +
        'MB_MARK=$1\n' +
        'mb_ours 0\n' +
        '[ -n "$MB_OURS" ] || { sleep 0.2; mb_ours 0; }\n' +
        'MB_MARK=$MB_RUN\n' +
        '[ -n "$MB_OURS" ]\n' +
        '}\n' +
        'mb_is_unsound() {\n' +
        'local mark="${1##*/}"\n' +
        'mark="$MB_AT/.meta/${mark%.tar.gz}.unsound"\n' +
        '[ -f "$1" ] && [ -f "$mark" ] && [ "$(head -n 1 "$mark")" = "$(stat -c \'%s %Y\' -- "$1")" ]\n' +
        '}\n' +
        'mb_adopt() {\n' +
        'local file name stamp\n' +
        'for file in "$MB_AT"/pre-update-*.tar.gz; do\n' +
        '[ -f "$file" ] && [ ! -L "$file" ] || continue\n' +
        'name=${file##*/} name=${name%.tar.gz} stamp=${name#pre-update-}\n' +
        '! mb_is_unsound "$file" && [ ! -e "$MB_AT/.meta/$name.json" ] && printf \'%s\\n\' "$stamp" | grep -qx \'[0-9]\\{8\\}_[0-9]\\{6\\}\' || continue\n' +
        'if old_list "$file"; then\n' +
        'true >"$MB_WORK/old-read"\n' +
        'old_manifest "$name" "$file" >"$MB_WORK/old" && mb_sync "$MB_WORK/old" && mv -T -- "$MB_WORK/old" "$MB_AT/.meta/$name.json"\n' +
        'else\n' +
        '{ stat -c \'%s %Y\' -- "$file"; cat "$MB_WORK/why"; } >"$MB_AT/.meta/$name.unsound"\n' +
        'mb_say "  $name.tar.gz $(cat "$MB_WORK/why"): it is not counted"\n' +
        'fi\n' +
        'done\n' +
        'for file in "$MB_AT"/.meta/*.unsound; do\n' +
        'name=${file##*/}\n' +
        '[ -f "$MB_AT/${name%.unsound}.tar.gz" ] || rm -f -- "$file"\n' +
        'done\n' +
        '}\n' +
        'mb_remove() {\n' +
        'local name\n' +
        '[ ! -e "$MB_AT/.restore-incomplete" ] || {\n' +
        'mb_warn restore-incomplete "A restore on this server is incomplete, so no old backup was removed."\n' +
        'return 0\n' +
        '}\n' +
        'for name in "$@"; do\n' +
        'case $name in\n' +
        '*/* | .* | \'\') continue ;;\n' +
        'esac\n' +
        'if mb_is_pinned "$name"; then\n' +
        'mb_warn pinned-meanwhile "The backup $name was pinned meanwhile, so it stays."\n' +
        'continue\n' +
        'fi\n' +
        'if mb_archive_of "$name"; then\n' +
        'if ! rm -f -- "$MB_FOUND" 2>/dev/null || ! mb_sync "$MB_AT"; then\n' +
        'mb_warn rotation-failed "The old backup $name could not be removed; the next run tries again."\n' +
        'continue\n' +
        'fi\n' +
        'fi\n' +
        'mb_phase unlinked\n' +
        'mb_forget "$name"\n' +
        'mb_emit removed name "$name"\n' +
        'mb_say "  removed $name"\n' +
        'done\n' +
        '}\n' +
        'mb_rotate_alone() {\n' +
        'local file name\n' +
        '! grep -q "^run${MB_TAB}clock-skew${MB_TAB}" "$MB_WORK/warnings" || return 0\n' +
        'for file in "$MB_AT"/.meta/*.json; do\n' +
        'name=${file##*/} name=${name%.json}\n' +
        '[ -f "$file" ] && mb_archive_of "$name" && [ ! -L "$MB_FOUND" ] || continue\n' +
        'printf \'%s %s \' "$(mb_size "$MB_FOUND")" "${MB_FOUND##*/}"\n' +
        'head -n 1 -- "$file"\n' +
        'done | mb_by_age | mb_beyond_policy "$1" "$2" >"$MB_WORK/old-ones" ||\n' +
        'mb_fail E_UNKNOWN "The policy \'$2\' of this script cannot be read." \\\n' +
        'safe \'the backup is there; no old backup was removed\' \\\n' +
        'next \'print the script again: meeshy-backup script backup\'\n' +
        'mb_remove $(cat "$MB_WORK/old-ones")\n' +
        '}\n' +
        'mb_beyond_policy() {\n' +
        'awk -v prefix="$1" -v policy="$2" \'\n' +
        'BEGIN {\n' +
        'for (i = split(policy, rules, " "); i > 0; i--) { \n' +
        'split(rules[i], rule, "="); value[rule[1]] = rule[2]\n' +
        'if (rule[1] != "keep") unknown = 1\n' +
        '}\n' +
        'if (unknown || value["keep"] !~ /^[1-9][0-9]*$/) exit (failed = 1) }\n' +
        '$5 == 0 && index($4, prefix "-") == 1 && ++n > value["keep"] + 0 { sub(/\\.tar\\..*/, "", $4); print $4 }\n' +
        'END { exit failed }\'\n' +
        '}\n' +
        'mb_by_age() {\n' +
        'awk \'\n' +
        'function number(key) { return match($0, "\\"" key "\\":[0-9]+") ? substr($0, RSTART + length(key) + 3, RLENGTH - length(key) - 3) : 0 }\n' +
        'substr($0, length($0) - 1) == "]}" && index($0, "\\"archive\\":{\\"file\\":\\"" $2 "\\",\\"bytes\\":" $1 ",") {\n' +
        'pinned = index($0, "\\"pinned\\":true") || !index($0, "\\"pinned\\":false") && $2 ~ /^pre-re/\n' +
        'old = index($0, "\\"kind\\":\\"old-format\\"")\n' +
        'print number("sequence"), number("time"), $2, !!pinned, !!old }\' |\n' +
        'sort -k 1,1n -k 2,2n -k 3,3 |\n' +
        'awk \'{ if (!$5 && $2 + 0 > latest + 0) latest = $2; printf "%15s %15s %15s %s %s\\n", $5 ? $2 : latest, $1, $2, $3, $4 }\' |\n' +
        'sort -r\n' +
        '}\n',
    'script/runtime/create.sh': 'mb_create() {\n' +
        'local project="$1"\n' +
        'shift\n' +
        'mb_project_has "$project" >"$MB_WORK/before-create" || mb_fail E_DOCKER "Docker does not say what there is of the project $project."\n' +
        'mb_journal remove_created "$project" "$MB_RUN"\n' +
        '[ -n "${MB_DOWN:-}" ] || { mb_now; MB_DOWN=$MB_NOW; }\n' +
        'mb_phase before-create\n' +
        'timeout "$MB_TIMEOUT" docker compose --project-directory "$MB_APP" --project-name "$project" create \\\n' +
        '--no-recreate "$@" >"$MB_WORK/noise" 2>&1 </dev/null ||\n' +
        'mb_fail E_DOCKER "docker compose could not make the containers of $project from what is in $MB_APP." \\\n' +
        'Said "$(tail -n 8 "$MB_WORK/noise" | mb_mask)" \\\n' +
        'next \'check that Compose v2 is installed, and that the images can be pulled\'\n' +
        'mb_phase created\n' +
        '}\n' +
        'undo_remove_created() {\n' +
        'local filter="label=com.docker.compose.project=$1" before="$MB_AT/.work/$2/before-create" ids\n' +
        'mb_is_run "$2" && [ -f "$before" ] || return 1\n' +
        'ids=$(docker ps -aq --no-trunc --filter "$filter") || return 1\n' +
        'mb_each_created "$ids" docker rm -f || return 1\n' +
        'ids=$(docker volume ls -q --filter "$filter") || return 1\n' +
        'mb_each_created "$ids" docker volume rm || return 1\n' +
        'ids=$(docker network ls -q --no-trunc --filter "$filter") || return 1\n' +
        'mb_each_created "$ids" docker network rm\n' +
        '}\n' +
        'mb_each_created() {\n' +
        'local id ids="$1"\n' +
        'shift\n' +
        'printf \'%s\\n\' "$ids" | mb_lines_not_in "$before" | while IFS= read -r id; do\n' +
        '[ -z "$id" ] || "$@" "$id" </dev/null >/dev/null || exit 1\n' +
        'done\n' +
        '}\n' +
        'words_of_remove_created() {\n' +
        'printf \'remove the containers, volumes and networks that were made for the project %s\' "$1"\n' +
        'printf \' (docker ps -a --filter label=com.docker.compose.project=%s shows its containers; \' "$(mb_typed "$1")"\n' +
        'printf \'the list of what was there before is %s)\' "$MB_DIR/.work/$2/before-create"\n' +
        '}\n' +
        'mb_project_has() {\n' +
        'local filter="label=com.docker.compose.project=$1"\n' +
        'mb_docker ps -aq --no-trunc --filter "$filter" && mb_docker volume ls -q --filter "$filter" &&\n' +
        'mb_docker network ls -q --no-trunc --filter "$filter"\n' +
        '}\n' +
        'mb_wake() {\n' +
        'local name\n' +
        'for name in "$@"; do\n' +
        'mb_docker start "$name" >/dev/null 2>"$MB_WORK/noise" ||\n' +
        'mb_fail E_RESTORE "The container $name does not start." Said "$(cat "$MB_WORK/noise")"\n' +
        'printf \'stop %s\\n\' "$name" >>"$MB_WORK/held" || mb_unwritable "$MB_WORK"\n' +
        'done\n' +
        '}\n' +
        'mb_expect() {\n' +
        'local name\n' +
        'for name in "$@"; do printf \'stop %s\\n\' "$name" >>"$MB_WORK/held" || mb_unwritable "$MB_WORK"; done\n' +
        '}\n' +
        'mb_safety() {\n' +
        'MB_KEPT=$MB_NAME\n' +
        'mb_emit safety name "$MB_NAME"\n' +
        'mb_say "  the present state is kept as $MB_NAME"\n' +
        '}\n',
    'script/runtime/decisions.sh': 'mb_is_pinned() {\n' +
        'local manifest\n' +
        'manifest=$(head -n 1 -- "$MB_AT/.meta/$1.json" 2>/dev/null)\n' +
        'case $manifest in\n' +
        '\'\' | *\'"pinned":false\'*) return 1 ;;\n' +
        '*\'"pinned":true\'*) return 0 ;;\n' +
        'esac\n' +
        'case $1 in\n' +
        'pre-re*) return 0 ;;\n' +
        'esac\n' +
        'return 1\n' +
        '}\n' +
        'mb_pin() {\n' +
        'local wanted="$1" name meta\n' +
        'shift\n' +
        'for name in "$@"; do\n' +
        'meta="$MB_AT/.meta/$name.json"\n' +
        '[ -f "$meta" ] && [ ! -L "$meta" ] && mb_archive_of "$name" ||\n' +
        'mb_fail E_NOT_FOUND "The backup $name is not in $MB_DIR, or has no manifest." safe \'nothing was changed\' next \'list the backups\'\n' +
        'done\n' +
        'for name in "$@"; do\n' +
        'meta="$MB_AT/.meta/$name.json"\n' +
        'sed -e "1s/\\"pinned\\":true/\\"pinned\\":$wanted/" -e t -e "1s/\\"pinned\\":false/\\"pinned\\":$wanted/" -e t \\\n' +
        '-e "1s/\\"prefix\\":\\"[a-z-]*\\",/&\\"pinned\\":$wanted,/" -- "$meta" >"$MB_WORK/manifest" &&\n' +
        'grep -q "\\"pinned\\":$wanted" "$MB_WORK/manifest" ||\n' +
        'mb_fail E_PUBLISH "The manifest of $name could not be rewritten." \\\n' +
        'safe \'it is unchanged; no backup was touched\' \\\n' +
        'next \'check the manifest: it must be one line of JSON, as docs/format.md says\'\n' +
        'mb_phase rewritten\n' +
        'mb_sync "$MB_WORK/manifest" && mv -T -- "$MB_WORK/manifest" "$meta" && mb_sync "$MB_AT/.meta" ||\n' +
        'mb_fail E_PUBLISH "The manifest of $name could not be put in place." \\\n' +
        'safe \'it is whole, the old one or the new one; no backup was touched\' \\\n' +
        'next \'look at the disk of this server (dmesg)\'\n' +
        'mb_emit pinned name "$name" pinned? "$wanted"\n' +
        'mb_phase pinned\n' +
        'done\n' +
        '}\n' +
        'mb_delete() {\n' +
        'local file\n' +
        'for file in "$@"; do mb_may_go "$file"; done\n' +
        'for file in "$@"; do\n' +
        'rm -f -- "$MB_AT/$file" 2>"$MB_WORK/noise" && mb_sync "$MB_AT" ||\n' +
        'mb_fail E_PERM "$MB_DIR/$file cannot be deleted." Said "$(cat "$MB_WORK/noise")" safe \'it keeps its manifest and counts as before\'\n' +
        'mb_phase unlinked\n' +
        'mb_archive_of "${file%%.*}" || mb_forget "${file%%.*}"\n' +
        'mb_emit removed name "${file%%.*}" file "$file"\n' +
        'done\n' +
        'mb_sync "$MB_AT/.meta" || :\n' +
        '}\n' +
        'mb_may_go() {\n' +
        'local name="${1%%.*}" run=\'\' backup=\'\' meta="$MB_AT/.meta/${1%%.*}.json"\n' +
        '[ -f "$MB_AT/$1" ] && [ ! -L "$MB_AT/$1" ] ||\n' +
        'mb_fail E_NOT_FOUND "$1 is no longer in $MB_DIR." safe \'nothing was deleted\' next \'list the backups\'\n' +
        'if mb_is_pinned "$name" && grep -q "\\"file\\":\\"$1\\"" "$meta"; then\n' +
        'mb_fail E_INPUT "The backup $name is pinned, so it is not deleted." safe \'nothing was deleted\' \\\n' +
        'next "if it may go, release it first: meeshy-backup unpin $name"\n' +
        'fi\n' +
        '[ -e "$MB_AT/.restore-incomplete" ] || return 0\n' +
        'IFS="$MB_TAB" read -r run backup _ <"$MB_AT/.restore-incomplete" || :\n' +
        'if [ -z "$run" ] || [ "$name" = "$backup" ] || grep -qs "\\"runId\\":\\"$run\\"" "$meta"; then\n' +
        'mb_fail E_INPUT "A restore on this server is incomplete and may need $name, so it is not deleted." \\\n' +
        'safe \'nothing was deleted\' next \'end the restore first: meeshy-backup restore --undo, or --resume\'\n' +
        'fi\n' +
        '}\n' +
        'mb_forget() {\n' +
        'rm -f -- "$MB_AT/.meta/$1.json" "$MB_AT/.meta/$1.restore.sh" "$MB_AT/.meta/$1.unsound"\n' +
        '}\n',
    'script/runtime/detach.sh': 'mb_detach() {\n' +
        'local script="$MB_AT/.work/$MB_RUN.script" log="$MB_AT/.work/$MB_RUN.log"\n' +
        '{\n' +
        'mb_own_text | sed \'$d\' && printf \'%s\\nMB_DETACH=0 MB_DEAF=1 MB_PINNED=%s MB_BEHIND=%s\\nmb_main\\n\' \\\n' +
        '"$1" "$(mb_identity "$MB_AT/.")" "$MB_BEHIND"\n' +
        '} >"$script" && true >"$log" ||\n' +
        'mb_unwritable "$MB_AT/.work"\n' +
        '{ for name in $MB_SECRETS; do eval "printf \'%s\\\\n\' \\"\\$$name\\""; done; echo \'end of secrets\'; } |\n' +
        'if command -v setsid >/dev/null 2>&1; then exec setsid sh "$script"; else exec sh "$script"; fi >"$log" 2>&1 3>&- 4>&- 5<&- &\n' +
        '}\n' +
        'mb_ended() {\n' +
        '[ -f "$MB_AT/.work/$MB_RUN.log" ] || return 0\n' +
        'rm -f -- "$MB_AT/.work/$MB_RUN.script"\n' +
        'mb_emit ended status# "$1"\n' +
        '}\n' +
        'mb_follow() {\n' +
        'local run="$1" log="$MB_AT/.work/$1.log" seen=0 lines=0 listener=\'\' dead=0 status\n' +
        '[ -f "$log" ] ||\n' +
        'mb_fail E_NOT_FOUND "There is no log of the run $run in $MB_DIR/.work." \\\n' +
        'next \'list the backups: the list names a restore that is incomplete\'\n' +
        'MB_RUN="follow-$run"\n' +
        '[ "$MB_CLIENT" != 1 ] || {\n' +
        '(while mb_listen && [ -z "${MB_DEAF:-}" ]; do :; done) <&5 &\n' +
        'listener=$!\n' +
        '}\n' +
        'while :; do\n' +
        'lines=$(($(wc -l <"$log")))\n' +
        'if [ "$lines" -gt "$seen" ]; then\n' +
        'mb_follow_lines "$((seen + 1))" "$lines"\n' +
        'seen=$lines dead=0\n' +
        'fi\n' +
        '! grep -q \'^@[0-9a-f]* {"type":"ended",\' "$log" || break\n' +
        '[ -z "$listener" ] || kill -0 "$listener" 2>/dev/null || {\n' +
        'mb_emit unheard\n' +
        'exit 0\n' +
        '}\n' +
        '[ "$dead" -lt 20 ] || mb_is_alive "$run" || { [ "$dead" -lt 40 ] || mb_died "$run"; }\n' +
        'dead=$((dead + 1))\n' +
        'sleep 0.2\n' +
        'done\n' +
        'lines=$(($(wc -l <"$log")))\n' +
        'mb_follow_lines "$((seen + 1))" "$lines"\n' +
        '[ -z "$listener" ] || kill -KILL "$listener" 2>/dev/null\n' +
        'status=$(sed -n \'s/^@[0-9a-f]* {"type":"ended","status":\\([0-9]\\{1,3\\}\\)}$/\\1/p\' "$log" | tail -n 1)\n' +
        '[ "$MB_CLIENT" != 1 ] && [ "$status" != 0 ] || exit "$status"\n' +
        '! grep -q \'^@[0-9a-f]* {"type":"unrecovered",\' "$log" || exit "$(mb_exit_of E_RESTORE)"\n' +
        'exit "$(mb_exit_of "$(sed -n \'s/^@[0-9a-f]* {"type":"error","code":"\\(E_[A-Z_]*\\)".*/\\1/p\' "$log" | head -n 1)")"\n' +
        '}\n' +
        'mb_follow_lines() {\n' +
        '[ "$1" -le "$2" ] || return 0\n' +
        'if [ "$MB_CLIENT" = 1 ]; then\n' +
        'sed -n "$1,$2s/^@[0-9a-f]* /@$MB_NONCE /p" "$log" >&3\n' +
        'else\n' +
        'sed -n "$1,$2{/^@[0-9a-f]* {/d;/^\\$/d;p;}" "$log" >&3\n' +
        'fi\n' +
        '}\n' +
        'mb_died() {\n' +
        '[ ! -f "$MB_AT/.work/$1/forward" ] ||\n' +
        'mb_fail E_INTERRUPTED "The restore on this server was final, and was killed before it could tidy up." \\\n' +
        'safe \'what was restored is in place\' \\\n' +
        'next \'the next run of any kind removes what it replaced; meeshy-backup recover does only that\'\n' +
        '[ -e "$MB_AT/.restore-incomplete" ] ||\n' +
        'mb_fail E_INTERRUPTED "The restore on this server was killed before it reported how it ended." \\\n' +
        'safe \'it is not incomplete: either it had replaced nothing yet, or all of what it restored is in place\' \\\n' +
        'next \'check that the application is as in the backup; to be sure, restore again\'\n' +
        'mb_fail E_INTERRUPTED "The restore on this server was killed before it could end." \\\n' +
        'safe \'what it had changed is put back by the next run of any kind; until then no old backup is removed\' \\\n' +
        'next "${MB_SELF:-meeshy-backup restore} --undo puts back what was there; then restore again"\n' +
        '}\n' +
        'mb_forget_detached() {\n' +
        'local file run\n' +
        'for file in "$MB_AT"/.work/*.log "$MB_AT"/.work/*.script; do\n' +
        'run=${file##*/} run=${run%.*}\n' +
        '[ -f "$file" ] && [ "$run" != "$MB_RUN" ] && ! mb_is_alive "$run" && rm -f -- "$file"\n' +
        'done\n' +
        'return 0\n' +
        '}\n',
    'script/runtime/directory.sh': 'mb_directory_is() {\n' +
        'MB_DIR=$1 MB_AT=$1 MB_WORK="$1/.work/$MB_RUN"\n' +
        '}\n' +
        'mb_directory() {\n' +
        'local at\n' +
        '[ -d "$MB_APP" ] || [ "$MB_OPERATION" = restore ] ||\n' +
        'mb_fail E_NOT_FOUND "The application directory $MB_APP is not on this server." \\\n' +
        'next \'set app-dir to the directory of the compose project\'\n' +
        '[ -n "${MB_PINNED:-}" ] || [ -d "$MB_DIR" ] || mb_make_directory\n' +
        'mb_enter_directory\n' +
        'for at in .work .meta; do\n' +
        'mkdir -p -- "$MB_AT/$at" 2>/dev/null && true 2>/dev/null >"$MB_AT/$at/.probe-$MB_RUN" && rm -f -- "$MB_AT/$at/.probe-$MB_RUN" ||\n' +
        'mb_unwritable "$MB_DIR/$at"\n' +
        '[ "$(stat -c %d -- "$MB_AT/$at")" = "$(stat -c %d -- "$MB_AT/.")" ] ||\n' +
        'mb_fail E_PREREQ "$MB_DIR/$at is on another filesystem than $MB_DIR, so nothing could be published in one step." next \'unmount it\'\n' +
        'done\n' +
        '}\n' +
        'mb_make_directory() {\n' +
        '[ ! -e "$MB_DIR" ] && [ ! -L "$MB_DIR" ] ||\n' +
        'mb_fail E_PERM "The backup directory $MB_DIR is not a directory." next \'set backup-dir to another place\'\n' +
        '(mb_enter_made "$MB_DIR" || {\n' +
        'mb_fail E_PERM "The backup directory $MB_DIR cannot be created: $MB_WHY." next \'create it for this user, or set sudo: true\'\n' +
        '}) || exit 1\n' +
        '}\n' +
        'mb_directory_if_any() {\n' +
        'if [ ! -d "$MB_DIR" ]; then\n' +
        'exec 7<&-\n' +
        'MB_AT=/proc/self/fd/7\n' +
        'elif [ -x "$MB_DIR" ] && [ -r "$MB_DIR" ]; then\n' +
        'mb_enter_directory\n' +
        'fi\n' +
        '}\n' +
        'mb_enter_directory() {\n' +
        'local at="/proc/self/fd/7"\n' +
        'if [ -n "${MB_PINNED:-}" ]; then\n' +
        '[ "$(mb_identity "$at/.")" = "$MB_PINNED" ] || mb_fail E_PERM "The backup directory $MB_DIR was lost between two shells of this run." \\\n' +
        'safe \'nothing was changed\' next \'start the restore again\'\n' +
        'else\n' +
        'mb_open_directory\n' +
        'fi\n' +
        'MB_AT=$at MB_WORK="$at/.work/$MB_RUN"\n' +
        'case $MB_DIR in\n' +
        '/ | /bin | /boot | /dev | /etc | /home | /lib | /lib64 | /proc | /root | /run | /sbin | /sys | /tmp | /usr | /var | \\\n' +
        '/etc/* | /dev/* | /proc/* | /sys/* | /usr/* | /var/lib/docker*)\n' +
        'mb_fail E_PERM "The backup directory leads to $MB_DIR, a directory of the system." next \'set backup-dir to another place\' ;;\n' +
        'esac\n' +
        'mb_judge_directory . "$MB_DIR" \'set backup-dir to another place\'\n' +
        'for at in .work .meta; do\n' +
        '[ ! -L "$MB_AT/$at" ] || mb_fail E_PERM "$MB_DIR/$at is a symbolic link, which meeshy-backup did not create." next \'remove it\'\n' +
        '[ ! -e "$MB_AT/$at" ] || mb_judge_directory "$at" "$MB_DIR/$at" \'remove it\'\n' +
        'done\n' +
        '}\n' +
        'mb_open_directory() {\n' +
        '(true <.) 2>/dev/null || cd /\n' +
        'exec 6<.\n' +
        'mb_enter "$MB_DIR" || mb_fail E_PERM "The backup directory $MB_DIR cannot be entered: $MB_WHY." \\\n' +
        'next \'set backup-dir to the place itself, or give what is on the way there to root or to this user\'\n' +
        'MB_DIR=$MB_ENTERED\n' +
        '(true <.) 2>/dev/null || mb_fail E_PERM "$(id -un) may not list the backup directory $MB_DIR." safe \'nothing was changed\' \\\n' +
        'next \'give this user the directory, or set sudo: true\'\n' +
        'exec 7<.\n' +
        'cd -P /proc/self/fd/6 || mb_fail E_UNKNOWN \'The shell could not return to the directory that it was started in.\'\n' +
        'exec 6<&-\n' +
        '}\n' +
        'mb_judge_directory() {\n' +
        'local is owner mode\n' +
        'is=$(stat -c \'%u %a\' -- "$MB_AT/$1") owner=${is% *} mode=${is#* }\n' +
        'mb_is_our_user "$owner" ||\n' +
        'mb_fail E_PERM "The backup directory $2 belongs to another user (id $owner)." next "chown it to $(id -un), or $3"\n' +
        'mb_is_ours "$is" || mb_fail E_PERM "Others may write to the backup directory $2 (mode $mode)." next "chmod go-w $(mb_typed "$2")"\n' +
        '}\n' +
        'mb_identity() {\n' +
        'stat -c %d:%i -- "$1"\n' +
        '}\n' +
        'mb_shown() {\n' +
        'case $1 in\n' +
        '"$MB_AT"/*) printf \'%s/%s\' "$MB_DIR" "${1#"$MB_AT"/}" ;;\n' +
        '*) printf \'%s\' "$1" ;;\n' +
        'esac\n' +
        '}\n' +
        'mb_unwritable() {\n' +
        'mb_space\n' +
        '[ "$MB_FREE" -gt 65536 ] ||\n' +
        'mb_fail E_NOSPACE "There is no room left in $MB_DIR." Has "$(mb_amount "$MB_FREE") free" \\\n' +
        'safe \'nothing was written; no old backup was touched\' next \'free space there\'\n' +
        '[ "$MB_INODES" != 0 ] ||\n' +
        'mb_fail E_NOSPACE "There are no inodes left in $MB_DIR." safe \'nothing was written; no old backup was touched\' \\\n' +
        'next \'remove files there\'\n' +
        'mb_fail E_PERM "$(id -un) may not write to $(mb_shown "$1")." \\\n' +
        'Said "$({ true >"$1/.probe-$MB_RUN" && rm -f -- "$1/.probe-$MB_RUN"; } 2>&1)" safe \'nothing was written\' \\\n' +
        'next \'give this user the directory, or set sudo: true; if the disk turned read-only, see dmesg\'\n' +
        '}\n' +
        'mb_lock() {\n' +
        'local waited=0 holder=\'\'\n' +
        'while ! flock -n 9; do\n' +
        '[ -n "$holder" ] || {\n' +
        'holder=$(head -c 2000 "$MB_AT/.lock" 2>/dev/null)\n' +
        'mb_emit waiting holder "$holder"\n' +
        'mb_say "  waiting for another run: $holder"\n' +
        '}\n' +
        '[ "$waited" -lt $((MB_LOCK_TIMEOUT * 5)) ] ||\n' +
        'mb_fail E_LOCKED "Another run holds the lock of $MB_DIR, and did not end within $MB_LOCK_TIMEOUT s." \\\n' +
        'Holder "${holder:-unknown}" safe \'nothing was changed by this run\' \\\n' +
        'next \'wait for it to end, or raise lock-timeout\'\n' +
        'sleep 0.2\n' +
        'waited=$((waited + 1))\n' +
        'done\n' +
        '[ ! -L "$MB_AT/.lock" ] || rm -f -- "$MB_AT/.lock"\n' +
        'printf \'run %s, pid %s, since %s%s%s\\n\' "$MB_RUN" "$$" "$(date +%Y-%m-%dT%H:%M:%SZ)" "${MB_FROM:+, from $MB_FROM}" \\\n' +
        '"$MB_CALLER" >"$MB_AT/.lock"\n' +
        'mb_phase locked\n' +
        '}\n' +
        'mb_lock_state() {\n' +
        'if [ ! -r "$MB_AT" ] || (flock -s -n 8) 8<"$MB_AT"; then\n' +
        'mb_emit lock free? true holder \'\'\n' +
        'else\n' +
        'mb_emit lock free? false holder "$(head -c 2000 "$MB_AT/.lock" 2>/dev/null)"\n' +
        'fi\n' +
        '}\n' +
        'mb_space() {\n' +
        'mb_free_at "$MB_AT/."\n' +
        '}\n' +
        'mb_is_full() {\n' +
        'mb_space\n' +
        '[ "${MB_FREE:-65536}" -lt 65536 ] || [ "${MB_INODES:--}" = 0 ]\n' +
        '}\n' +
        'mb_lack() {\n' +
        'if [ "${MB_INODES:--}" = 0 ]; then echo inodes; else echo room; fi\n' +
        '}\n' +
        'mb_preflight() {\n' +
        'mb_space\n' +
        '[ "${MB_INODES:--}" = - ] || [ "$MB_INODES" -ge 64 ] ||\n' +
        'mb_fail E_NOSPACE "There are almost no inodes left in $MB_DIR." Has "$MB_INODES inodes" \\\n' +
        'safe \'nothing was written; no old backup was touched; no container was paused\' next \'remove files there\'\n' +
        '[ "$MB_FREE" -ge $(($1 + MB_MIN_FREE)) ] || mb_fail E_NOSPACE "Not enough room for this backup in $MB_DIR." \\\n' +
        'Needs "$(mb_amount "$1") ($2), and min-free keeps $(mb_amount "$MB_MIN_FREE") free" Has "$(mb_amount "$MB_FREE") free in $MB_DIR" \\\n' +
        'safe \'nothing was written; no old backup was touched; no container was paused\' \\\n' +
        'next "free space, lower keep or min-free, or put backup-dir on another disk$(mb_largest)"\n' +
        '}\n' +
        'mb_largest() {\n' +
        'local row\n' +
        'row=$(cd "$MB_AT" && stat -c \'%s %n\' -- ./*.tar.* 2>/dev/null | sort -rn | head -n 1)\n' +
        '[ -z "$row" ] || printf \'. Largest: %s, %s\' "${row#* ./}" "$(mb_amount "${row%% *}")"\n' +
        '}\n',
    'script/runtime/drill.sh': 'mb_drill_new() {\n' +
        'MB_SOURCE="$MB_WORK/archive" MB_SOURCE_NAME=$MB_NAME MB_SOURCE_BYTES=$MB_BYTES MB_SOURCE_COMPRESSION=$(mb_format)\n' +
        'MB_ROWS=$(awk -F \'\\t\' -v OFS=\'\\t\' \'NR == FNR { read[$1] = $2; next } { print $1, $2, $3, $4, $5, $6, $8, $9 == "" ? read[$1] : $9 }\' \\\n' +
        '"$MB_WORK/verified" "$MB_WORK/components")\n' +
        'MB_DRILL_SAFE=\'nothing was published; no old backup was touched\'\n' +
        'true >"$MB_WORK/drilled"\n' +
        '}\n' +
        'mb_drill_old() {\n' +
        'mb_know_tar\n' +
        'MB_DRILL_SAFE=\'the backup was not changed, and is not marked as drilled\'\n' +
        'printf \'%s\\n\' "$MB_CONTENTS" >"$MB_WORK/contents" && true >"$MB_WORK/drilled" || mb_unwritable "$MB_WORK"\n' +
        '}\n' +
        'mb_undrilled() {\n' +
        'local component="$1" title="$2"\n' +
        'shift 2\n' +
        'mb_fail E_VERIFY "The drill of $component failed: $title." "$@" safe "$MB_DRILL_SAFE"\n' +
        '}\n' +
        'mb_drill_room() {\n' +
        'true >"$MB_WORK/writes" || mb_unwritable "$MB_WORK"\n' +
        'mb_will_write drill "$1" 0 "$MB_DIR" \'the archive, and the largest directory unpacked\'\n' +
        'mb_will_write drill "$2" 0 "$(mb_docker_root)" \'the largest throw-away server\'\n' +
        'mb_has_all_room \'to drill this backup\' \'beside the archive until the comparison\' \\\n' +
        '\'nothing was written; no old backup was touched; no container was paused\' \'free space there, lower min-free, or set verify: read\'\n' +
        '}\n' +
        'mb_drill_fits() {\n' +
        'mb_has_room "$3" "$2" ||\n' +
        'mb_undrilled "$1" "there is no room to restore it on the disk of $3" \\\n' +
        'Needs "$(mb_amount "$2"), and min-free keeps $(mb_amount "$MB_MIN_FREE") free" \\\n' +
        'Has "$(mb_amount "$MB_FREE") free" next \'free space there, lower min-free, or set verify: read\'\n' +
        '}\n' +
        'mb_docker_root() {\n' +
        'local at\n' +
        'at=$(mb_docker info -f \'{{.DockerRootDir}}\' 2>/dev/null)\n' +
        '[ -d "${at:-/none}" ] || at=$MB_DIR\n' +
        'printf \'%s\' "$at"\n' +
        '}\n' +
        'mb_drill_create() {\n' +
        'local component="$1" image="$2" named="$3" memory="$4" cores\n' +
        'shift 4\n' +
        'MB_DRILLED="meeshy-drill-$MB_RUN-$(printf \'%s\' "$component" | tr -c \'A-Za-z0-9\' -)"\n' +
        'cores=$(getconf _NPROCESSORS_ONLN 2>/dev/null || nproc)\n' +
        'mb_drill_image "$component" "$image" "$named"\n' +
        'mb_journal remove_drilled "$MB_DRILLED"\n' +
        'MB_DRILL_ENTRY=$MB_ENTRY\n' +
        'mb_docker create --pull never --name "$MB_DRILLED" --label "meeshy-backup=$MB_RUN" \\\n' +
        '--label "meeshy-backup.directory=$MB_DIR" --label "meeshy-backup.drill=$MB_SOURCE_NAME" \\\n' +
        '--network none --memory "$memory" --memory-swap "$memory" --pids-limit 512 --cpus "$((cores > 1 ? cores - 1 : 1))" --cpu-shares 512 \\\n' +
        '--cap-drop ALL --cap-add CHOWN --cap-add DAC_OVERRIDE --cap-add FOWNER --cap-add SETGID --cap-add SETUID \\\n' +
        '--security-opt no-new-privileges \\\n' +
        '--restart no --no-healthcheck --log-driver json-file --log-opt max-size=1m -e "MB_RUN=$MB_RUN" \\\n' +
        '-e ALLOW_EMPTY_PASSWORD=yes "$@" >/dev/null 2>"$MB_WORK/noise" ||\n' +
        'mb_undrilled "$component" "its throw-away container could not be made" Image "$named ($image)" \\\n' +
        'Said "$(tail -n 5 "$MB_WORK/noise" | mb_mask)" next \'see what docker create says, or set verify: read\'\n' +
        'mb_phase drill-created\n' +
        '}\n' +
        'undo_remove_drilled() {\n' +
        'case $1 in meeshy-drill-*) ;; *) return 1 ;; esac\n' +
        'docker rm -f -v "$1" >/dev/null 2>&1\n' +
        'case $(docker inspect -f \'{{.Id}}\' "$1" 2>&1) in\n' +
        '*\'o such\'*) ;;\n' +
        '*) return 1 ;;\n' +
        'esac\n' +
        '}\n' +
        'words_of_remove_drilled() {\n' +
        'printf \'remove the container %s (docker rm -f -v %s)\' "$1" "$(mb_typed "$1")"\n' +
        '}\n' +
        'mb_drill_image() {\n' +
        'mb_docker image inspect -f \'{{.Id}}\' "$2" >/dev/null 2>"$MB_WORK/noise" && return\n' +
        'if [ "${MB_DRILL_WHERE:-server}" = runner ]; then\n' +
        'printf \'%s\\n\' "$MB_DRILL_FETCH" | grep -qxF -e "$2" ||\n' +
        'mb_undrilled "$1" \'the image it came from is not on this machine, and a drill fetches the official images of databases alone\' \\\n' +
        'Image "$2" next \'if your application uses this image, docker pull it here first, or drill on the server\'\n' +
        'mb_say "  $1: pulling $2"\n' +
        'timeout "$MB_TIMEOUT" docker pull -q "$2" >/dev/null 2>"$MB_WORK/noise" </dev/null && return\n' +
        'mb_undrilled "$1" "the image it came from is not on this machine, and cannot be pulled" Image "$2" \\\n' +
        'Said "$(tail -n 2 "$MB_WORK/noise")" \\\n' +
        'next \'let this machine reach the registry (docker login), or drill on the server\'\n' +
        'fi\n' +
        'mb_undrilled "$1" "the image it came from is not on this server" Image "$3 ($2)" \\\n' +
        'Said "$(tail -n 1 "$MB_WORK/noise")" \\\n' +
        'next "a drill never pulls an image: run docker pull $3, start the container from it, and back up again; or set verify: read"\n' +
        '}\n' +
        'mb_drill_command() {\n' +
        'mb_docker image inspect -f \'{{range .Config.Cmd}}{{println .}}{{end}}\' "$1" 2>/dev/null | head -n 1\n' +
        '}\n' +
        'mb_drill_start() {\n' +
        'mb_docker start "$MB_DRILLED" >/dev/null 2>"$MB_WORK/noise" ||\n' +
        'mb_undrilled "$1" "its throw-away container does not start" Said "$(tail -n 5 "$MB_WORK/noise" | mb_mask)"\n' +
        'mb_phase drill-started\n' +
        '}\n' +
        'mb_drill_lives() {\n' +
        'local state\n' +
        'state=\'{{.State.Status}}, status {{.State.ExitCode}}{{if .State.OOMKilled}}, killed for want of memory{{end}}\'\n' +
        'state=$(mb_docker inspect -f "$state" "$MB_DRILLED" 2>&1 | tail -n 1)\n' +
        'case $state in\n' +
        'running*) return 0 ;;\n' +
        'esac\n' +
        'mb_undrilled "$1" "its throw-away server has stopped: $state" \\\n' +
        'Said "$(mb_docker logs --tail 5 "$MB_DRILLED" 2>&1 | mb_mask)" \\\n' +
        'next \'run it again; if it fails the same way, check memory and disk of this server\'\n' +
        '}\n' +
        'mb_drill_passed() {\n' +
        'local component="$1" milliseconds="$2" found="$3"\n' +
        'mb_settle "$MB_DRILL_ENTRY" ||\n' +
        'mb_undrilled "$component" "what it was restored into could not be removed" \\\n' +
        '\'To remove\' "$(mb_undo_words "$MB_DRILL_ENTRY")" next \'the next run tries it again\'\n' +
        'printf \'%s\\t%s\\n\' "$component" "$milliseconds" >>"$MB_WORK/drilled" || mb_unwritable "$MB_WORK"\n' +
        'mb_emit drilled component "$component" milliseconds# "$milliseconds" found "$found"\n' +
        'mb_say "  $component: restored in $((milliseconds / 1000)) s, $found"\n' +
        'mb_phase "drilled-$component"\n' +
        '}\n' +
        'mb_drill_done() {\n' +
        'MB_VERIFIED=drill MB_DRILL=$(mb_drill_record) || mb_fail E_UNKNOWN \'The duration of the drill is not known.\' safe "$MB_DRILL_SAFE"\n' +
        '}\n' +
        'mb_drill_record() {\n' +
        'awk -F \'\\t\' -v time="$(date +%s)" -v where="${MB_DRILL_WHERE:-server}" "$MB_AWK_JSON"\'\n' +
        '{ sum += $2; parts = json_add(parts, $1, json_number($2)) }\n' +
        'END {\n' +
        'if (json_refused) exit 1\n' +
        'record = json_add(json_add("", "time", json_number(time)), "where", json_text(where))\n' +
        'record = json_add(record, "milliseconds", json_number(sprintf("%.0f", sum)))\n' +
        'printf "%s", json_object(json_add(record, "components", json_object(parts))) }\' "$MB_WORK/drilled"\n' +
        '}\n' +
        'mb_drill_keep() {\n' +
        'local meta="$MB_AT/.meta/$MB_SOURCE_NAME.json"\n' +
        'if [ -n "${1:-}" ]; then MB_DRILL=$1 MB_DRILL_SAFE=\'the backup is as it was\'; else mb_drill_done; fi\n' +
        '[ -f "$meta" ] && MB_KEPT_DRILL="$MB_DRILL" awk "$MB_AWK_JSON"\'\n' +
        'NR == 1 {\n' +
        'if (match($0, /"drill":\\{"time":[0-9]+,"where":"[a-z]*","milliseconds":[0-9]+,"components":\\{[^}]*\\}\\},/))\n' +
        '$0 = substr($0, 1, RSTART - 1) substr($0, RSTART + RLENGTH)\n' +
        'if (!match($0, /"verified":"[a-z]*",/)) exit 1\n' +
        'fields = json_add(json_add("", "verified", json_text("drill")), "drill", ENVIRON["MB_KEPT_DRILL"])\n' +
        '$0 = substr($0, 1, RSTART - 1) fields "," substr($0, RSTART + RLENGTH)\n' +
        '}\n' +
        '{ print }\' "$meta" >"$MB_WORK/manifest" && mb_sync "$MB_WORK/manifest" && mb_phase drill-kept &&\n' +
        'mv -T -- "$MB_WORK/manifest" "$meta" && mb_sync "$MB_AT/.meta" ||\n' +
        'mb_fail E_PUBLISH "The drill of $MB_SOURCE_NAME passed, but its manifest could not be written." \\\n' +
        'safe "$MB_DRILL_SAFE" next \'look at the disk of this server (dmesg), then run it again\'\n' +
        '}\n' +
        'mb_drill_sweep() {\n' +
        'local id run\n' +
        'command -v docker >/dev/null 2>&1 || return 0\n' +
        'MB_DOCKER_TIMEOUT=10 mb_docker ps -a --no-trunc --filter "label=meeshy-backup.directory=$MB_DIR" \\\n' +
        '--format \'{{.ID}} {{.Label "meeshy-backup"}}\' 2>/dev/null </dev/null |\n' +
        'while read -r id run; do\n' +
        '[ -z "$run" ] || [ "$run" = "$MB_RUN" ] || mb_docker rm -f -v "$id" >/dev/null 2>&1 </dev/null\n' +
        'done\n' +
        '}\n',
    'script/runtime/encoding.sh': 'MB_AWK_ENCODED=\'\n' +
        'function encoded(text,   word, at, size) {\n' +
        'if (text ~ "^[A-Za-z0-9_./:@+,-]*$") return text\n' +
        'if (!("%" in encoded_byte)) for (at = 1; at < 256; at++) encoded_byte[sprintf("%c", at)] = sprintf("%%%02X", at)\n' +
        'word = ""\n' +
        'size = length(text)\n' +
        'for (at = 1; at <= size; at++) word = word encoded_one(substr(text, at, 1))\n' +
        'return word\n' +
        '}\n' +
        'function encoded_one(byte) { return byte ~ "^[A-Za-z0-9_./:@+,-]$" ? byte : encoded_byte[byte] }\n' +
        '\'\n' +
        'mb_encode() {\n' +
        'case $1 in\n' +
        '\'\') printf \'%%\' ;;\n' +
        '*[!A-Za-z0-9_./:@+,-]*)\n' +
        'printf \'%s.\' "$1" | awk "$MB_AWK_ENCODED"\'\n' +
        'NR > 1 { printf "%s%%0A", encoded(line) }\n' +
        '{ line = $0 }\n' +
        'END { printf "%s", encoded(substr(line, 1, length(line) - 1)) }\'\n' +
        ';;\n' +
        '*) printf \'%s\' "$1" ;;\n' +
        'esac\n' +
        '}\n' +
        'mb_decode() {\n' +
        'local rest="$1" text=\'\' byte\n' +
        'case $rest in\n' +
        '%)\n' +
        'MB_DECODED=\'\'\n' +
        'return 0\n' +
        ';;\n' +
        '*[!A-Za-z0-9_./:@+,%-]*) return 1 ;;\n' +
        '*%*) ;;\n' +
        '*)\n' +
        'MB_DECODED=$rest\n' +
        'return 0\n' +
        ';;\n' +
        'esac\n' +
        'while case $rest in *%*) ;; *) false ;; esac do\n' +
        'text="$text${rest%%%*}" rest=${rest#*%}\n' +
        'byte=${rest%"${rest#??}"} rest=${rest#??}\n' +
        'case $byte in\n' +
        '00) return 1 ;;\n' +
        '[0-9A-F][0-9A-F]) byte=$((0x$byte)) ;;\n' +
        '*) return 1 ;;\n' +
        'esac\n' +
        'text="$text\\\\0$((byte / 64))$((byte / 8 % 8))$((byte % 8))"\n' +
        'done\n' +
        'MB_DECODED=$(printf \'%b.\' "$text$rest")\n' +
        'MB_DECODED=${MB_DECODED%.}\n' +
        '}\n',
    'script/runtime/enter.sh': 'mb_enter() {\n' +
        'local rest="${1%/}/" here=/ step holder links=0\n' +
        'MB_WHY="it is not there, or $(id -un) may not enter it"\n' +
        'cd -P -- "$1" 2>/dev/null && mb_stand || return 1\n' +
        '[ "${MB_ENTERED%/}/" != "$rest" ] || return 0\n' +
        'cd / || return 1\n' +
        'while [ -n "$rest" ]; do\n' +
        'step=${rest%%/*} rest=${rest#*/}\n' +
        'case $step in \'\' | .) continue ;; esac\n' +
        'holder=$(stat -c \'%u %a\' .) || return 1\n' +
        'if [ -L "./$step" ] && mb_is_ours "$holder"; then\n' +
        'links=$((links + 1))\n' +
        'step=$(readlink -- "./$step") && [ "$links" -lt 40 ] || return 1\n' +
        'case $step in /*) here=/ && cd / || return 1 ;; esac\n' +
        'rest=$step/$rest\n' +
        'continue\n' +
        'fi\n' +
        'cd -P -- "./$step" 2>/dev/null && mb_stand || return 1\n' +
        '[ "$MB_ENTERED" = "${here%/}/$step" ] || mb_is_ours "$holder" || mb_leads_home "$holder" || {\n' +
        'MB_WHY="a link in $here is on the way, and others than $(mb_trusted_users) can make it lead elsewhere"\n' +
        'return 1\n' +
        '}\n' +
        'here=$MB_ENTERED\n' +
        'done\n' +
        'mb_stand\n' +
        '}\n' +
        'mb_stand() {\n' +
        'MB_ENTERED=$(readlink /proc/self/cwd && echo .) && MB_ENTERED=${MB_ENTERED%"$MB_NEWLINE".}\n' +
        '}\n' +
        'mb_is_ours() {\n' +
        'mb_is_our_user "${1%% *}" || return 1\n' +
        'case ${1#* } in *[2367]? | *[2367]) return 1 ;; esac\n' +
        '}\n' +
        'mb_trusted_users() {\n' +
        'if [ "$(id -u)" = 0 ]; then printf \'root\'; else printf \'root and %s\' "$(id -un)"; fi\n' +
        '}\n' +
        'mb_is_our_user() {\n' +
        'case $1 in\n' +
        '0 | "$(id -u)" | "${MB_BEHIND:-0}") ;;\n' +
        '*) return 1 ;;\n' +
        'esac\n' +
        '}\n' +
        'mb_leads_home() {\n' +
        'case ${1#* } in *[2367]) return 1 ;; esac\n' +
        '[ "${1%% *}" != 0 ] && [ "$(stat -c %u .)" = "${1%% *}" ]\n' +
        '}\n' +
        'mb_enter_made() {\n' +
        'local at="$1" missing=\'\' step\n' +
        'while [ ! -d "$at" ] && [ -n "$at" ]; do missing=${at##*/}/$missing at=${at%/*}; done\n' +
        'mb_enter "${at:-/}" || return 1\n' +
        'while [ -n "$missing" ]; do\n' +
        'step=${missing%%/*} missing=${missing#*/} at=$MB_ENTERED\n' +
        '[ -n "$step" ] || continue\n' +
        'MB_WHY="$(id -un) cannot create it"\n' +
        'mkdir -- "./$step" 2>/dev/null && cd -P -- "./$step" && mb_stand || return 1\n' +
        'MB_WHY="somebody put something else into its place"\n' +
        '[ "$MB_ENTERED" = "${at%/}/$step" ] && [ "$(stat -c %u .)" = "$(id -u)" ] || return 1\n' +
        'done\n' +
        '}\n',
    'script/runtime/environment.sh': 'mb_environment() {\n' +
        'local name behind="${SUDO_UID:-}"\n' +
        'umask 077\n' +
        'for name in $(env | sed -n \'s/^\\([A-Za-z_][A-Za-z0-9_]*\\)=.*/\\1/p\'); do\n' +
        'case $name in\n' +
        'PATH | HOME | DOCKER_HOST | DOCKER_CONTEXT | DOCKER_CONFIG | DOCKER_CERT_PATH | DOCKER_TLS_VERIFY | XDG_RUNTIME_DIR) ;;\n' +
        'MB_BEHIND) unset MB_BEHIND ;;\n' +
        'MB_*) eval "MB_LINE=\\$$name" && unset "$name" && eval "$name=\\$MB_LINE" ;;\n' +
        '*) command unset "$name" 2>/dev/null || : ;;\n' +
        'esac\n' +
        'done\n' +
        'PATH="${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"\n' +
        'LC_ALL=C TZ=UTC\n' +
        'export PATH LC_ALL TZ\n' +
        'export MB_RUN\n' +
        'behind=${behind:-${MB_BEHIND:-}} MB_BEHIND=\n' +
        'case $(id -u)-$behind in *[!0-9-]* | *-) ;; 0-*) MB_BEHIND=$behind ;; esac\n' +
        'MB_TAB=$(printf \'\\t\')\n' +
        'MB_NEWLINE=\'\n' +
        '\'\n' +
        'set -u\n' +
        '}\n' +
        'mb_secrets() {\n' +
        'local name given\n' +
        'set -- $MB_SECRETS end\n' +
        'given=$(\n' +
        'if command -v timeout >/dev/null 2>&1; then timeout 60 head -n $#; else head -n $#; fi\n' +
        'echo .\n' +
        ')\n' +
        'for name; do\n' +
        'case $name in\n' +
        'end) [ "$given" = "end of secrets$MB_NEWLINE." ] || return 1 ;;\n' +
        '*)\n' +
        'eval "$name=\\${given%%\\"\\$MB_NEWLINE\\"*}"\n' +
        'given=${given#*"$MB_NEWLINE"}\n' +
        ';;\n' +
        'esac\n' +
        'done\n' +
        '}\n' +
        'mb_now() {\n' +
        'local up\n' +
        'read -r up _ </proc/uptime\n' +
        'MB_NOW=$((${up%.*} * 1000 + (1${up#*.} - 100) * 10))\n' +
        '}\n' +
        'mb_lines_not_in() {\n' +
        'MB_LINES_OF="$1" awk \'BEGIN { while ((getline line <ENVIRON["MB_LINES_OF"]) > 0) known[line] = 1 } !($0 in known)\'\n' +
        '}\n' +
        'mb_amount() {\n' +
        'awk -v n="$1" \'BEGIN {\n' +
        'split("B kB MB GB TB PB", unit, " "); i = 1\n' +
        'while (n >= 999.5 && i < 6) { n /= 1000; i++ }\n' +
        'printf (i > 1 && n < 9.95 ? "%.1f %s" : "%.0f %s"), n, unit[i] }\'\n' +
        '}\n' +
        'mb_sha256() {\n' +
        '{\n' +
        'if [ -x "$(command -v openssl)" ]; then openssl dgst -sha256 -r; else sha256sum; fi ||\n' +
        'printf \'failed %s\\n\' "$(cat /proc/sys/kernel/random/uuid)"\n' +
        '} | cut -c 1-64\n' +
        '}\n' +
        'mb_size() {\n' +
        'stat -c %s -- "$1"\n' +
        '}\n' +
        'mb_sync() {\n' +
        'sync -- "$1"\n' +
        '}\n' +
        'mb_remove_work() {\n' +
        'case ${1:?} in\n' +
        '*/../* | */./*) return 1 ;;\n' +
        '/*/.work/[a-z0-9]*)\n' +
        'case ${1##*/.work/} in\n' +
        '\'\' | *[!a-z0-9-]*) return 1 ;;\n' +
        'esac\n' +
        ';;\n' +
        '/tmp/meeshy-backup-[A-Za-z0-9]*)\n' +
        'case ${1#/tmp/meeshy-backup-} in\n' +
        '*[!A-Za-z0-9-]*) return 1 ;;\n' +
        'esac\n' +
        ';;\n' +
        '*) return 1 ;;\n' +
        'esac\n' +
        'rm -rf -- "$1"\n' +
        '}\n' +
        'mb_scratch() {\n' +
        'MB_WORK=$(mktemp -d "/tmp/meeshy-backup-$MB_RUN-XXXXXX") && mkdir "$MB_WORK/journal" && true >"$MB_WORK/warnings" ||\n' +
        'mb_fail E_NOSPACE "There is no room in /tmp for the files of this run." safe \'nothing was changed\' next \'free space there\'\n' +
        '}\n',
    'script/runtime/events.sh': 'mb_event() {\n' +
        '[ "$MB_CLIENT" != 0 ] || return 0\n' +
        'printf \'\\n@%s %s\\n\' "$MB_NONCE" "$1" >&3 2>/dev/null || :\n' +
        '}\n' +
        'mb_say() {\n' +
        '[ "$MB_CLIENT" = 1 ] || printf \'%s\\n\' "$*" >&3\n' +
        '}\n' +
        'mb_lines() {\n' +
        'if [ "$MB_CLIENT" = 0 ]; then\n' +
        'cat >/dev/null\n' +
        'return\n' +
        'fi\n' +
        'awk -v nonce="$MB_NONCE" -v types="$*" "$MB_AWK_JSON"\'\n' +
        'BEGIN { several = index(types, " "); type = types }\n' +
        'NR <= 20000 { line = substr($0, 1, 4000000)\n' +
        'if (several) { space = index(line, " "); type = substr(line, 1, space - 1); line = substr(line, space + 1)\n' +
        'if (space < 2 || !index(" " types " ", " " type " ")) next }\n' +
        'gsub(/[\\001-\\010\\012-\\037\\177]/, "?", line)\n' +
        'printf "\\n@%s %s\\n", nonce, json_object(json_add(json_add("", "type", json_text(type)), "text", json_text(line))) }\' >&3\n' +
        '}\n' +
        'mb_warn() {\n' +
        'local words="$2" row\n' +
        'case $words in *"$MB_NEWLINE"*) words=$(printf \'%s\' "$words" | tr \'\\n\' \' \') ;; esac\n' +
        'row="${3:-run}$MB_TAB$1$MB_TAB$words"\n' +
        '[ ! -d "$MB_WORK" ] || {\n' +
        '! grep -qxF -e "$row" "$MB_WORK/warnings" 2>/dev/null || return 0\n' +
        'printf \'%s\\n\' "$row" >>"$MB_WORK/warnings"\n' +
        '}\n' +
        'mb_emit warning code "$1" component "${3:-}" text "$(mb_cap "$2")"\n' +
        'mb_say "  warning ($1): $2"\n' +
        '}\n' +
        'mb_fail() {\n' +
        'mb_failed "$@"\n' +
        '[ -z "${MB_EXITS:-}" ] || exit "$(mb_exit_of "$1")"\n' +
        'exit 1\n' +
        '}\n' +
        'mb_failed() {\n' +
        'local code="$1" title="$2" details=\'\' MB_JSON MB_TEXT safe=\'no backup was lost; a new one is visible only if it is complete\'\n' +
        'shift 2\n' +
        'if [ -d "$MB_WORK" ]; then\n' +
        'mkdir "$MB_WORK/failed" 2>/dev/null || [ ! -d "$MB_WORK/failed" ] || return 0\n' +
        'case $code in\n' +
        'E_ARCHIVE | E_DUMP | E_PUBLISH | E_RESTORE | E_UNKNOWN | E_VERIFY)\n' +
        'if mb_is_full; then\n' +
        'set -- \'What failed\' "$title" safe \'what was written is removed; no old backup was touched\' next "free space there$(mb_largest)"\n' +
        'code=E_NOSPACE title="The disk of $MB_DIR filled up during the $MB_OPERATION: no $(mb_lack) left."\n' +
        'fi\n' +
        ';;\n' +
        'esac\n' +
        'rm -f -- "$MB_WORK/ballast"\n' +
        'fi\n' +
        '[ "$MB_CLIENT" = 1 ] || printf \'Error: %s  %s\\n\' "$code" "$title" >&4\n' +
        'while [ $# -gt 1 ]; do\n' +
        'if [ -n "$2" ]; then\n' +
        '[ "$1" != safe ] || safe=\n' +
        '[ "$MB_CLIENT" = 1 ] || printf \'  %s: %s\\n\' "$1" "$2" >&4\n' +
        'mb_object @ "$details" "$1" "$(mb_cap "$2")"\n' +
        'details=${MB_JSON#?}\n' +
        'details=${details%?}\n' +
        'fi\n' +
        'shift 2\n' +
        'done\n' +
        'set --\n' +
        '[ -z "$safe" ] || set -- safe "$safe"\n' +
        'mb_object @ "$details" "$@"\n' +
        'mb_emit error code "$code" step# "${MB_STEP:-0}" title "$(mb_cap "$title")" details@ "$MB_JSON"\n' +
        '}\n' +
        'mb_cap() {\n' +
        'printf \'%s\\n\' "$1" | head -n 20 | cut -c 1-300 | dd bs=1500 count=1 2>/dev/null\n' +
        '}\n' +
        'mb_phase() {\n' +
        ':\n' +
        '}\n' +
        'mb_step() {\n' +
        'local title="$2" began\n' +
        'MB_STEP=$1\n' +
        'shift 2\n' +
        'mb_now\n' +
        'began=$MB_NOW\n' +
        'mb_emit step step# "$MB_STEP" state start\n' +
        'mb_say "- $title"\n' +
        'case $1 in\n' +
        'mb_lock) "$@" ;;\n' +
        '*) "$@" 9<&- ;;\n' +
        'esac || mb_fail E_UNKNOWN "The step \'$title\' ended with status $?."\n' +
        'mb_now\n' +
        'mb_emit step step# "$MB_STEP" state end milliseconds# $((MB_NOW - began))\n' +
        '}\n',
    'script/runtime/examine.sh': 'mb_stored() {\n' +
        'mb_range "$offset" "$length" "$MB_SOURCE" 2>/dev/null\n' +
        '}\n' +
        'mb_unpack() {\n' +
        'mb_decompress_as "$MB_SOURCE_COMPRESSION"\n' +
        '}\n' +
        'mb_unpacked() {\n' +
        'if mb_is_old; then old_raw "$path"; else mb_stored | mb_unpack; fi\n' +
        '}\n' +
        'mb_examine_stored() {\n' +
        'MB_WHY=\n' +
        'if [ "$((offset + length))" -gt "$MB_SOURCE_BYTES" ]; then\n' +
        'MB_WHY=\'it would lie beyond the end of the archive\'\n' +
        'elif [ "$(mb_stored | mb_sha256)" != "$sha256" ]; then\n' +
        'MB_WHY=\'its stored bytes have another sha256\'\n' +
        'fi\n' +
        '[ -z "$MB_WHY" ]\n' +
        '}\n' +
        'mb_examine_read() {\n' +
        'local counted\n' +
        'rm -f "$MB_WORK"/status-* "$MB_WORK/why" "$MB_WORK/counts"\n' +
        '{\n' +
        '{ mb_unpacked; echo $? >"$MB_WORK/status-1"; } |\n' +
        'head -c "$((raw + 1))" |\n' +
        'mb_count |\n' +
        '{ "$@"; echo $? >"$MB_WORK/status-2"; cat >/dev/null; }\n' +
        '} 2>"$MB_WORK/noise"\n' +
        'counted=$(mb_counted)\n' +
        'MB_WHY=\n' +
        'if [ "${counted:-0}" -gt "$raw" ]; then\n' +
        'MB_WHY="it unpacks to more than the $raw bytes that were taken"\n' +
        'elif [ "$(cat "$MB_WORK/status-1" 2>/dev/null)" != 0 ]; then\n' +
        'MB_WHY=\'it cannot be decompressed to its end\'\n' +
        'elif [ "$counted" != "$raw" ]; then\n' +
        'MB_WHY="it does not unpack to the $raw bytes that were taken"\n' +
        'elif [ "$(cat "$MB_WORK/status-2" 2>/dev/null)" != 0 ]; then\n' +
        'MB_WHY=$(cat "$MB_WORK/why" 2>/dev/null || echo \'it cannot be read to its end\')\n' +
        'fi\n' +
        '[ -z "$MB_WHY" ]\n' +
        '}\n' +
        'mb_read_nothing() {\n' +
        'cat >/dev/null\n' +
        '}\n',
    'script/runtime/facts.sh': 'mb_docker() {\n' +
        'timeout "${MB_DOCKER_TIMEOUT:-60}" docker "$@"\n' +
        '}\n' +
        'mb_fact() {\n' +
        'printf \'%s\\n\' "$2" | mb_lines "$1"\n' +
        '}\n' +
        'mb_facts() {\n' +
        'mb_at_work\n' +
        'mb_facts_machine\n' +
        'mb_facts_tools\n' +
        'mb_facts_docker\n' +
        'mb_facts_application\n' +
        'mb_facts_sizes\n' +
        'mb_catalogue\n' +
        '}\n' +
        'mb_facts_machine() {\n' +
        'local at="$MB_DIR"\n' +
        'while [ ! -d "$at" ]; do at=${at%/*} && at=${at:-/}; done\n' +
        '{\n' +
        'printf \'hostname %s\\n\' "$(hostname 2>/dev/null || uname -n)"\n' +
        'sed -n \'s/^PRETTY_NAME="\\{0,1\\}\\([^"]*\\)"\\{0,1\\}$/os \\1/p\' /etc/os-release 2>/dev/null\n' +
        'printf \'user %s %s\\n\' "$(id -u)" "$(id -un)"\n' +
        'mb_free_at "$at"\n' +
        'printf \'space %s %s\\n\' "$MB_FREE" "$MB_INODES"\n' +
        '} | mb_lines hostname os user space\n' +
        '}\n' +
        'mb_facts_tools() {\n' +
        'local tool\n' +
        'for tool in awk cat cp cut date dd du find flock grep head ln mkfifo mv od openssl readlink rm sed sha256sum \\\n' +
        'sleep sort stat sync tail tar tee timeout tr $MB_COMPRESSORS; do\n' +
        'command -v "$tool" >/dev/null 2>&1 || continue\n' +
        'case " openssl tar $MB_COMPRESSORS " in\n' +
        '" $tool "*) printf \'%s %s\\n\' "$tool" "$(openssl version 2>/dev/null | head -n 1)" ;;\n' +
        '*" $tool "*) printf \'%s %s\\n\' "$tool" "$("$tool" --version 2>&1 | head -n 1)" ;;\n' +
        '*) printf \'%s\\n\' "$tool" ;;\n' +
        'esac\n' +
        'done | mb_lines tool\n' +
        '}\n' +
        'mb_facts_docker() {\n' +
        'command -v docker >/dev/null 2>&1 || return 0\n' +
        'mb_facts_volumes | mb_facts_containers\n' +
        '}\n' +
        'mb_facts_containers() {\n' +
        'local ids listed said form\n' +
        'said=$(mb_docker version --format \'{{.Client.Version}} {{.Server.Version}}\' 2>&1) || {\n' +
        'mb_fact docker-error "$(printf \'%s\' "$said" | tail -n 1)"\n' +
        'cat >/dev/null\n' +
        'return\n' +
        '}\n' +
        'mb_fact docker "$said"\n' +
        'listed=$(mb_docker ps -a --no-trunc --format \'{{.ID}} {{.Command}}\' 2>/dev/null) || mb_fact docker-error \'docker ps does not answer\'\n' +
        'ids=$(printf \'%s\\n\' "$listed" | sed -n \'s/^\\([0-9a-z]*\\) .*/\\1/p\')\n' +
        'printf \'%s\\n\' "$listed" | sed -n "$MB_HINTS" | mb_lines started\n' +
        'form=\'{"id":{{json .Id}},"name":{{json .Name}},"image":{{json .Config.Image}},"imageId":{{json .Image}},"state":{{json .State.Status}}\'\n' +
        'form="$form"\',"project":{{json (index .Config.Labels "com.docker.compose.project")}}\'\n' +
        'form="$form"\',"service":{{json (index .Config.Labels "com.docker.compose.service")}}\'\n' +
        'form="$form"\',"directory":{{json (index .Config.Labels "com.docker.compose.project.working_dir")}}\'\n' +
        'form="$form"\',"files":{{json (index .Config.Labels "com.docker.compose.project.config_files")}}\'\n' +
        'form="$form"\',"environmentFiles":{{json (index .Config.Labels "com.docker.compose.project.environment_file")}}\'\n' +
        'form="$form"\',"madeFrom":{{json (index .Config.Labels "com.docker.compose.image")}}\'\n' +
        'form="$form"\',"oneOff":{{json (index .Config.Labels "com.docker.compose.oneoff")}},"mounts":{{json .Mounts}}}\'\n' +
        'listed=$([ -z "$ids" ] || mb_docker inspect --type container --format "$form" $ids 2>/dev/null)\n' +
        '[ -n "$listed" ] || [ -z "$ids" ] || mb_fact docker-error \'docker inspect says nothing about the containers that docker ps lists\'\n' +
        '[ -z "$ids" ] || printf \'%s\\n\' "$listed" | mb_lines container\n' +
        'mb_facts_images "$(printf \'%s\\n\' "$listed" | sed -n \'s/.*"imageId":"\\(sha256:[0-9a-f]*\\)".*/\\1/p\' | sort -u)"\n' +
        'mb_lines docker-error volume size\n' +
        '}\n' +
        'mb_facts_images() {\n' +
        'local form said\n' +
        '[ -n "$1" ] || return 0\n' +
        'form=\'{{with .Config}}{"id":{{json $.Id}},"directory":{{json (index .Labels "com.docker.compose.project.working_dir")}}\'\n' +
        'form="$form"\',"files":{{json (index .Labels "com.docker.compose.project.config_files")}}\'\n' +
        'form="$form"\',"environmentFiles":{{json (index .Labels "com.docker.compose.project.environment_file")}}}{{end}}\'\n' +
        'said=$(mb_docker image inspect --format "$form" $1 2>/dev/null)\n' +
        'printf \'%s\\n\' "$said" | grep \'^{\' |\n' +
        'grep -Ev \'"directory":(null|""),"files":(null|""),"environmentFiles":(null|"")}$\' | mb_lines image\n' +
        '}\n' +
        'mb_facts_volumes() {\n' +
        'local ids said form\n' +
        'ids=$(mb_docker volume ls -q 2>/dev/null) || printf \'docker-error docker volume ls does not answer\\n\'\n' +
        '[ -n "$ids" ] || return 0\n' +
        'form=\'{"name":{{json .Name}},"driver":{{json .Driver}},"mountpoint":{{json .Mountpoint}},"kind":{{json (index .Options "type")}}\'\n' +
        'form="$form"\',"project":{{json (index .Labels "com.docker.compose.project")}}\'\n' +
        'form="$form"\',"volume":{{json (index .Labels "com.docker.compose.volume")}}}{{"\\n"}}{{.Mountpoint}}\'\n' +
        'said=$(mb_docker volume inspect --format "$form" $ids 2>/dev/null)\n' +
        '[ -n "$said" ] || printf \'docker-error docker volume inspect says nothing about the volumes that docker volume ls lists\\n\'\n' +
        'printf \'%s\\n\' "$said" | sed -n \'s/^{/volume {/p\'\n' +
        'printf \'%s\\n\' "$said" | grep \'^/\' | mb_facts_size | sed \'s/^/size /\'\n' +
        '}\n' +
        'mb_facts_size() {\n' +
        'local dir\n' +
        'while IFS= read -r dir; do [ ! -d "$dir" ] || printf \'%s\\000\' "$dir"; done | timeout 20 xargs -0 -r du -sk -- 2>/dev/null |\n' +
        'awk "$MB_AWK_ENCODED"\'{ at = index($0, "\\t"); print substr($0, 1, at) encoded(substr($0, at + 1)) }\'\n' +
        '}\n' +
        'mb_facts_application() {\n' +
        'local file kind\n' +
        '[ -d "$MB_APP" ] || return 0\n' +
        'mb_fact application "$(mb_encode "$(cd -P -- "$MB_APP" && pwd -P)")"\n' +
        'for file in "$MB_APP"/* "$MB_APP"/.[!.]* "$MB_APP"/..?*; do\n' +
        'kind=\'other\'\n' +
        'if [ -d "$file" ]; then kind=\'directory\'; elif [ -f "$file" ]; then kind=\'file\'; fi\n' +
        '[ ! -L "$file" ] || kind=link-to-$kind\n' +
        '[ -e "$file" ] || [ -L "$file" ] || continue\n' +
        'printf \'%s \' "$kind" && mb_encode "${file##*/}" && printf \'\\n\'\n' +
        'done | head -n 1000 | mb_lines file\n' +
        '}\n' +
        'mb_facts_sizes() {\n' +
        '[ -n "$MB_MEASURED" ] || return 0\n' +
        'printf \'%s\\n\' "$MB_MEASURED" | while IFS= read -r dir; do\n' +
        '[ ! -d "$dir" ] || { mb_encode "$dir" && printf \'\\n\'; }\n' +
        'done | mb_lines present\n' +
        'printf \'%s\\n\' "$MB_MEASURED" | mb_facts_size | mb_lines size\n' +
        '}\n',
    'script/runtime/formats.sh': 'MB_FORMATS=\'zstd gzip\'\n' +
        'MB_COMPRESSORS=\'zstd pigz gzip\'\n' +
        'MB_COMPRESS_EVERYWHERE=gzip\n' +
        'mb_format_row() {\n' +
        'case $1 in\n' +
        'zstd) MB_EXTENSION=zst MB_UNPACKER=zstd MB_MEMBER=526 ;;\n' +
        'gzip) MB_EXTENSION=gz MB_UNPACKER=gzip MB_MEMBER=535 ;;\n' +
        '*) mb_unknown_format "$1" ;;\n' +
        'esac\n' +
        '}\n' +
        'mb_format() {\n' +
        'case $MB_COMPRESS in\n' +
        'zstd) echo zstd ;;\n' +
        'pigz | gzip) echo gzip ;;\n' +
        '*) mb_unknown_format "$MB_COMPRESS" ;;\n' +
        'esac\n' +
        '}\n' +
        'mb_unknown_format() {\n' +
        'mb_fail E_PREREQ "This script knows no compression \'$1\'." safe \'nothing was changed\' next \'use a version of meeshy-backup that knows it\'\n' +
        '}\n' +
        'mb_compress() {\n' +
        'case $MB_COMPRESS in\n' +
        'zstd) zstd -q -c -T0 -1 ;;\n' +
        'pigz) pigz -c -6 ;;\n' +
        'gzip) gzip -c -4 ;;\n' +
        '*) mb_unknown_format "$MB_COMPRESS" ;;\n' +
        'esac\n' +
        '}\n' +
        'mb_uses_one_core() {\n' +
        'case $MB_COMPRESS in\n' +
        'gzip) return 0 ;;\n' +
        'zstd | pigz) return 1 ;;\n' +
        '*) mb_unknown_format "$MB_COMPRESS" ;;\n' +
        'esac\n' +
        '}\n' +
        'mb_decompress_as() {\n' +
        'case $1 in\n' +
        'zstd) zstd -q -d -c ;;\n' +
        'gzip) gzip -d -c ;;\n' +
        '*) mb_unknown_format "$1" ;;\n' +
        'esac\n' +
        '}\n' +
        'mb_decompress() {\n' +
        'mb_decompress_as "$(mb_format)"\n' +
        '}\n' +
        'mb_stored_member() {\n' +
        'local size="${1:-512}"\n' +
        'cat >"$MB_WORK/block"\n' +
        'case $(mb_format) in\n' +
        'zstd)\n' +
        'printf \'\\050\\265\\057\\375\\144\'\n' +
        'mb_little 2 $((size - 256))\n' +
        'mb_little 3 $((size * 8 + 1))\n' +
        'cat "$MB_WORK/block"\n' +
        'zstd -q -c <"$MB_WORK/block" | tail -c 4\n' +
        ';;\n' +
        'gzip)\n' +
        'printf \'\\037\\213\\010\\000\\000\\000\\000\\000\\000\\003\\001\'\n' +
        'mb_little 2 "$size"\n' +
        'mb_little 2 $((65535 - size))\n' +
        'cat "$MB_WORK/block"\n' +
        'gzip -c <"$MB_WORK/block" | tail -c 8\n' +
        ';;\n' +
        '*) mb_unknown_format "$MB_COMPRESS" ;;\n' +
        'esac\n' +
        '}\n' +
        'mb_little() {\n' +
        'local left="$1" rest="$2"\n' +
        'while [ "$left" -gt 0 ]; do\n' +
        'printf "\\\\$((rest / 64 % 4))$((rest / 8 % 8))$((rest % 8))"\n' +
        'rest=$((rest / 256)) left=$((left - 1))\n' +
        'done\n' +
        '}\n' +
        'mb_stored_length() {\n' +
        'local MB_EXTENSION MB_UNPACKER MB_MEMBER\n' +
        'mb_format_row "$(mb_format)"\n' +
        'echo "$MB_MEMBER"\n' +
        '}\n',
    'script/runtime/general.sh': 'mb_general() {\n' +
        'local file=\'\' name directory\n' +
        'MB_GENERAL="sh $(mb_typed "$0")"\n' +
        'mb_runbook_ground\n' +
        'case ${1:-} in\n' +
        '-h | --help) mb_general_help && exit 0 ;;\n' +
        '--dir)\n' +
        '[ $# -gt 1 ] || mb_refuse E_INPUT \'--dir needs a directory.\'\n' +
        'mb_directory_is "$2"\n' +
        'shift 2\n' +
        ';;\n' +
        '--dir=*) mb_directory_is "${1#*=}" && shift ;;\n' +
        'esac\n' +
        'case ${1:-} in\n' +
        '--list) mb_directory_if_any && mb_general_list && exit 0 ;;\n' +
        '-* | \'\') file=$(mb_general_ask) || exit "$(mb_exit_of E_INPUT)" ;;\n' +
        '*) file=$1 && shift ;;\n' +
        'esac\n' +
        'case $file in\n' +
        '*/*) directory=${file%/*}/ name=${file##*/} ;;\n' +
        '*) directory=$MB_DIR name=$file ;;\n' +
        'esac\n' +
        'mb_directory_is "$(cd -P -- "$directory" 2>/dev/null && pwd -P)"\n' +
        '[ -n "$MB_DIR" ] || mb_refuse E_NOT_FOUND "There is no directory $directory." next "$MB_GENERAL --dir DIRECTORY"\n' +
        'name=${name%%.tar.*}\n' +
        'mb_archive_of "$name" || mb_refuse E_NOT_FOUND "There is no backup $name in $MB_DIR." next "$MB_GENERAL --list"\n' +
        'mb_enter_directory\n' +
        'if [ -f "$MB_AT/.meta/$name.restore.sh" ]; then\n' +
        'MB_LINE="$MB_AT/.meta/$name.restore.sh"\n' +
        '[ -z "$MB_BEHIND" ] || { SUDO_UID=$MB_BEHIND && export SUDO_UID; }\n' +
        'exec sh "$MB_LINE" "$@" 3>&- 4>&-\n' +
        'fi\n' +
        'if mb_general_is_old "$name"; then mb_general_old "$MB_FOUND" "$@"; else mb_general_new "$name" "$@"; fi\n' +
        '}\n' +
        'mb_general_is_old() {\n' +
        'case $1 in pre-update-*) ;; *) return 1 ;; esac\n' +
        '[ ! -e "$MB_AT/.meta/$1.json" ] || grep -q \'^{"schema":1,"kind":"old-format"\' "$MB_AT/.meta/$1.json"\n' +
        '}\n' +
        'mb_general_new() {\n' +
        'local name="$1" manifest="$MB_AT/.meta/$1.json" from\n' +
        'shift\n' +
        '[ -f "$manifest" ] ||\n' +
        'mb_refuse E_NOT_FOUND "$name has no manifest ($(mb_shown "$manifest")), so it is not known to be whole." \\\n' +
        'next \'by hand: docs/restore.md\'\n' +
        '[ -n "$MB_RUNBOOK_FOR" ] ||\n' +
        'mb_refuse E_NOT_FOUND \\\n' +
        '"$name has no runbook, and this script was printed where nothing ran that could be restored." \\\n' +
        'next \'print it again (meeshy-backup script restore); or by hand: docs/restore.md\'\n' +
        'from=$(mb_general_origin <"$manifest")\n' +
        '[ "${from:-$MB_RUNBOOK_APP}" = "$MB_RUNBOOK_APP" ] ||\n' +
        'mb_refuse E_INPUT "$name is of the application in $from, and this script is for $MB_RUNBOOK_APP."\n' +
        'MB_SOURCE_NAME=$name MB_SOURCE_FILE=${MB_FOUND##*/} MB_RUNBOOK_DIR=$MB_DIR\n' +
        'MB_SOURCE_BYTES=$(mb_general_field archive bytes) MB_SOURCE_COMPRESSION=$(mb_general_field archive compression)\n' +
        'MB_SOURCE_TIME=$(mb_general_field head time)\n' +
        'MB_SOURCE_SHA256=$(mb_general_field archive sha256) MB_ALL_ROWS=$(mb_general_rows <"$manifest")\n' +
        'mb_general_prove\n' +
        'MB_ROWS=$(printf \'%s\\n\' "$MB_ALL_ROWS" | awk -F \'\\t\' -v known=" $MB_RUNBOOK_FOR " \'index(known, " " $1 " ")\')\n' +
        'MB_RUNBOOK_WITHOUT=$(printf \'%s\\n\' "$MB_ALL_ROWS" | awk -F \'\\t\' -v known=" $MB_RUNBOOK_FOR " \'\n' +
        '!index(known, " " $1 " ") { print $1 ": it was not there when this script was printed" }\' | mb_restorable_lines)\n' +
        'case $MB_SOURCE_BYTES$MB_SOURCE_TIME in *[!0-9]* | \'\') MB_ROWS=\'\' ;; esac\n' +
        '[ -n "$MB_ROWS" ] ||\n' +
        'mb_refuse E_VERIFY "The manifest of $name cannot be understood, or holds nothing that this script puts back." \\\n' +
        'next \'by hand: docs/restore.md\'\n' +
        'mb_runbook "$@"\n' +
        '}\n' +
        'mb_general_prove() {\n' +
        'local MB_WORK MB_SOURCE="$MB_FOUND" MB_NAME="$MB_SOURCE_NAME" MB_TIME="$MB_SOURCE_TIME" MB_COMPRESS="$MB_SOURCE_COMPRESSION"\n' +
        'local same=\'\'\n' +
        'case $MB_SOURCE_BYTES/$MB_SOURCE_TIME in\n' +
        '*[!0-9/]* | /* | */) mb_refuse E_VERIFY "The manifest of $name cannot be understood." next \'by hand: docs/restore.md\' ;;\n' +
        'esac\n' +
        'MB_WORK=$(mktemp -d) || mb_refuse E_PREREQ \'There is no room for temporary files (TMPDIR).\'\n' +
        'if mb_own_table && [ "$(mb_general_acted <"$manifest")" = "$(mb_general_acted <"$MB_WORK/table-found")" ]; then\n' +
        'MB_SOURCE_TABLE=$(cat "$MB_WORK/table-found") same=1\n' +
        'fi\n' +
        'rm -rf -- "$MB_WORK"\n' +
        '[ -n "$same" ] || mb_unvouched \'the time, the application, or a component with its place in the archive\'\n' +
        '}\n' +
        'mb_general_acted() {\n' +
        'tee "$MB_WORK/acted" | mb_general_rows | cut -f 1-7\n' +
        'mb_general_origin <"$MB_WORK/acted"\n' +
        'sed -n \'s/^{"schema":1,"kind":"backup","name":"[^"]*","runId":"[^"]*","sequence":[0-9]*,"prefix":"[^"]*","time":\\([0-9]*\\),.*/\\1/p\' \\\n' +
        '"$MB_WORK/acted"\n' +
        '}\n' +
        'mb_general_origin() {\n' +
        'tr \'{\' \'\\n\' | sed -n \'s/^"name":"[^"]*","appDir":"\\([^"]*\\)"}.*/\\1/p\' | head -n 1\n' +
        '}\n' +
        'mb_general_field() {\n' +
        'tr \'{\' \'\\n\' <"$manifest" | awk -v part="$1" -v key="$2" \'\n' +
        '(part == "archive" ? /^"file":/ : /^"schema":/) && match($0, "\\"" key "\\":\\"?[a-z0-9]+") {\n' +
        'text = substr($0, RSTART, RLENGTH); sub(/.*:"?/, "", text); print text; exit }\'\n' +
        '}\n' +
        'mb_general_rows() {\n' +
        'tr \'{\' \'\\n\' | awk -v OFS=\'\\t\' \'\n' +
        'function text(key) {\n' +
        'return match($0, "\\"" key "\\":\\"[^\\"]*\\"") ? substr($0, RSTART + length(key) + 4, RLENGTH - length(key) - 5) : ""\n' +
        '}\n' +
        'function number(key) { return match($0, "\\"" key "\\":[0-9]+") ? substr($0, RSTART + length(key) + 3, RLENGTH - length(key) - 3) : "" }\n' +
        '/^"name":"[^"\\\\]*","path":"/ {\n' +
        'row = text("name") OFS text("path") OFS number("rawBytes") OFS number("offset")\n' +
        'row = row OFS number("length") OFS text("sha256") OFS text("consistency")\n' +
        'getline\n' +
        'sub(/}.*/, ""); gsub(/"/, ""); gsub(/:/, "="); gsub(/,/, " ")\n' +
        'print row, $0 ~ /^([a-z]+=[0-9]+( |$))*$/ ? $0 : "" }\'\n' +
        '}\n' +
        'mb_general_names() {\n' +
        'local file name\n' +
        'for file in "$MB_AT"/*.tar.*; do\n' +
        'name=${file##*/} name=${name%%.tar.*}\n' +
        'case $name in\n' +
        '*[!A-Za-z0-9_-]* | \'\') continue ;;\n' +
        'esac\n' +
        '[ ! -f "$file" ] || [ -L "$file" ] || printf \'%s %s\\n\' "${name##*-}" "$name"\n' +
        'done | sort -ru | cut -d \' \' -f 2\n' +
        '}\n' +
        'mb_general_list() {\n' +
        'local name manifest n=0 proven\n' +
        'for name in $(mb_general_names); do\n' +
        'mb_archive_of "$name" || continue\n' +
        'n=$((n + 1))\n' +
        'manifest="$MB_AT/.meta/$name.json"\n' +
        'proven=\'no manifest\'\n' +
        '[ ! -f "$manifest" ] || proven=$(mb_general_field head verified)\n' +
        '! mb_general_is_old "$name" || proven=\'old format\'\n' +
        'printf \'%4d  %-30s %-8s %-12s %s\\n\' "$n" "$name" "$(mb_amount "$(mb_size "$MB_FOUND")")" "$proven" \\\n' +
        '"$([ ! -f "$manifest" ] || mb_general_rows <"$manifest" | cut -f 1 | mb_restorable_lines | sed \'s,^volumes/,,\' | tr \'\\n\' \' \')" >&3\n' +
        'done\n' +
        '[ "$n" -gt 0 ] || mb_say "There are no backups in $MB_DIR."\n' +
        '}\n' +
        'mb_general_ask() {\n' +
        'local said=\'\' names\n' +
        'mb_general_list\n' +
        'names=$(mb_general_names)\n' +
        '[ -n "$names" ] || exit 1\n' +
        'printf \'Which one? A number, 1 is the newest: \' >&3\n' +
        'IFS= read -r said || :\n' +
        'case $said in\n' +
        '\'\' | *[!0-9]*) names=\'\' ;;\n' +
        '*) names=$(printf \'%s\\n\' "$names" | sed -n "${said}p") ;;\n' +
        'esac\n' +
        '[ -n "$names" ] || mb_refuse E_INPUT \'No backup was chosen.\' next \'type the number in front of a backup\'\n' +
        'printf \'%s\\n\' "$names"\n' +
        '}\n' +
        'mb_general_help() {\n' +
        'cat >&3 <<END\n' +
        '$MB_GENERAL [--dir DIRECTORY] [FILE or NAME] [component...] [flags]\n' +
        '\n' +
        'Puts a backup back on this machine: the one that is named, or the one that is chosen from the list. It shows what it\n' +
        'will do, and changes nothing before OUI is typed. It needs sh, docker, tar and the decompressor; no Node, no network.\n' +
        '\n' +
        '  --list                the backups in $MB_DIR\n' +
        '  --dir DIRECTORY       backups that lie elsewhere\n' +
        '  everything else       goes to the script of that very backup: $MB_GENERAL NAME --help\n' +
        '\n' +
        'Exit codes\n' +
        'END\n' +
        'mb_exit_codes >&3\n' +
        '}\n',
    'script/runtime/health.sh': 'mb_health() {\n' +
        'local n=0 first=\'\' now until\n' +
        '[ -f "$MB_WORK/held" ] || return 0\n' +
        'mb_now\n' +
        'until=$((MB_NOW + ${MB_HEALTH_TIMEOUT:-120} * 1000))\n' +
        'while :; do\n' +
        'now=$(mb_health_now)\n' +
        'case $now in\n' +
        '*\' exited \'* | *\' dead \'*) [ "$n" -lt 3 ] || mb_unhealthy "$now" ;;\n' +
        '*\' restarting \'* | *unhealthy* | *starting*) ;;\n' +
        '*)\n' +
        '[ "$now" != "$first" ] || break\n' +
        'first=$now\n' +
        ';;\n' +
        'esac\n' +
        'n=$((n + 1))\n' +
        'mb_now\n' +
        '[ "$n" -lt "${MB_HEALTH_TIMEOUT:-120}" ] && [ "$MB_NOW" -lt "$until" ] || mb_unhealthy "$now"\n' +
        'sleep 1\n' +
        'done\n' +
        'mb_phase healthy\n' +
        '}\n' +
        'mb_health_now() {\n' +
        'local how name state\n' +
        'while read -r how name; do\n' +
        '! grep -qsxF -- "$name" "$MB_WORK/unsteady" || continue\n' +
        'state=\'{{.State.Status}} {{if .State.Health}}{{.State.Health.Status}}{{else}}none{{end}} {{.RestartCount}}\'\n' +
        'state=$(mb_docker inspect -f "$state" "$name" 2>&1 </dev/null)\n' +
        'case $state in\n' +
        '\'running starting \'*) ! mb_probe "$name" || state="running healthy ${state##* }" ;;\n' +
        'esac\n' +
        'printf \'%s %s\\n\' "$name" "$state"\n' +
        'done <"$MB_WORK/held"\n' +
        '}\n' +
        'mb_probe() {\n' +
        'local test kind words name="$1"\n' +
        '! grep -qsxF -- "$name" "$MB_WORK/hanging" || return 1\n' +
        'test=\'{{len .Config.Healthcheck.Test}}{{range .Config.Healthcheck.Test}}{{"\\n"}}{{.}}{{end}}\'\n' +
        'test=$(mb_docker inspect -f "$test" "$name" 2>/dev/null </dev/null) || return 1\n' +
        'words=${test%%"$MB_NEWLINE"*} test=${test#*"$MB_NEWLINE"}\n' +
        'kind=${test%%"$MB_NEWLINE"*} test=${test#*"$MB_NEWLINE"}\n' +
        'case $kind in\n' +
        'CMD-SHELL) set -- sh -c "$test" ;;\n' +
        'CMD)\n' +
        'set -f\n' +
        'IFS=$MB_NEWLINE\n' +
        'set -- $test\n' +
        'unset IFS\n' +
        'set +f\n' +
        '[ $(($# + 1)) = "$words" ] || return 1\n' +
        ';;\n' +
        '*) return 1 ;;\n' +
        'esac\n' +
        'timeout 10 docker exec "$name" "$@" </dev/null >/dev/null 2>&1\n' +
        'case $? in\n' +
        '0) ;;\n' +
        '124 | 137 | 143)\n' +
        'printf \'%s\\n\' "$name" >>"$MB_WORK/hanging"\n' +
        'return 1\n' +
        ';;\n' +
        '*) return 1 ;;\n' +
        'esac\n' +
        '}\n' +
        'mb_unhealthy() {\n' +
        'mb_fail E_RESTORE "Not every container is healthy with what was restored." \'They are\' "$1" \\\n' +
        'next \'look at their logs (docker logs), and restore another backup\'\n' +
        '}\n',
    'script/runtime/journal.sh': 'mb_journal() {\n' +
        'local n=0\n' +
        'mkdir -p "$MB_WORK/journal"\n' +
        'while [ -e "$MB_WORK/journal/$(printf %04d "$n")" ]; do n=$((n + 1)); done\n' +
        'MB_ENTRY="$MB_WORK/journal/$(printf %04d "$n")"\n' +
        'mb_line_of "$@" && printf \'%s\\n\' "$MB_UNDO_LINE" >"$MB_WORK/entry" && mb_sync "$MB_WORK/entry" &&\n' +
        'mv -T -- "$MB_WORK/entry" "$MB_ENTRY" && mb_sync "$MB_WORK/journal" ||\n' +
        'mb_fail E_PUBLISH "The journal could not be written in $MB_DIR." safe \'nothing was stopped or changed\'\n' +
        'mb_phase journaled\n' +
        '}\n' +
        'mb_line_of() {\n' +
        'local word\n' +
        'MB_UNDO_LINE=$1\n' +
        'shift\n' +
        'for word in "$@"; do\n' +
        'word=$(mb_encode "$word") && [ -n "$word" ] || return 1\n' +
        'MB_UNDO_LINE="$MB_UNDO_LINE $word"\n' +
        'done\n' +
        '}\n' +
        'mb_leftover() {\n' +
        'mb_line_of "$@" && printf \'%s\\n\' "$MB_UNDO_LINE" >>"$MB_WORK/leftovers" || mb_unwritable "$MB_WORK"\n' +
        '}\n' +
        'mb_recover() {\n' +
        'local dir file name final\n' +
        'for dir in "$MB_AT"/.work/*/; do\n' +
        '[ -d "$dir" ] || continue\n' +
        'dir=${dir%/}\n' +
        'MB_MARK=${dir##*/.work/}\n' +
        'mb_end_processes 0 $$ || :\n' +
        'MB_MARK=$MB_RUN\n' +
        'final=false\n' +
        '[ ! -f "$dir/forward" ] || final=true\n' +
        'if mb_finish "$dir"; then mb_remove_work "$dir" || continue; else\n' +
        'mb_warn_unfinished "$dir"\n' +
        '[ ! -e "$dir/journal/ordered" ] || mb_emit unrecovered run "${dir##*/}"\n' +
        '[ "$final" = true ] && [ ! -e "$dir/journal/ordered" ] || continue\n' +
        'fi\n' +
        'mb_emit recovered run "${dir##*/}" final? "$final"\n' +
        'mb_say "  cleaned up after the run ${dir##*/}, which had died"\n' +
        'done\n' +
        'mb_forget_detached\n' +
        'mb_drill_sweep\n' +
        'rm -f -- "$MB_AT"/.work/.probe-* "$MB_AT"/.meta/.probe-*\n' +
        'for file in "$MB_AT"/.meta/*.json; do\n' +
        'name=${file##*/} name=${name%.json}\n' +
        '[ -e "$file" ] && ! mb_archive_of "$name" && rm -f -- "$file" "$MB_AT/.meta/$name.restore.sh"\n' +
        'done\n' +
        'for file in "$MB_AT"/.meta/*.restore.sh; do\n' +
        'name=${file##*/} name=${name%.restore.sh}\n' +
        '[ ! -e "$file" ] || [ -e "$MB_AT/.meta/$name.json" ] || mb_archive_of "$name" || rm -f -- "$file"\n' +
        'done\n' +
        'mkdir "$MB_WORK" && mkdir "$MB_WORK/journal" && true >"$MB_WORK/warnings" && true >"$MB_WORK/contents" || mb_unwritable "$MB_AT/.work"\n' +
        '}\n' +
        'mb_warn_unfinished() {\n' +
        '[ ! -f "$1/forward" ] ||\n' +
        'mb_warn leftovers \\\n' +
        '"What the restore of the run ${1##*/} replaced could not all be removed, and the next run tries again: $MB_UNDONE."\n' +
        '}\n',
    'script/runtime/json.sh': 'MB_AWK_JSON=\'\n' +
        'function json_text(text,   at, byte) {\n' +
        'gsub(/["\\\\]/, "\\\\\\\\&", text)\n' +
        'if (text ~ /[\\001-\\037\\177]/)\n' +
        'for (at = 1; at < 128; at = at == 31 ? 127 : at + 1) {\n' +
        'byte = sprintf("%c", at)\n' +
        'if (index(text, byte)) gsub(byte, sprintf("\\\\u%04x", at), text)\n' +
        '}\n' +
        'return "\\"" text "\\""\n' +
        '}\n' +
        'function json_number(text) {\n' +
        'if (text ~ /^(0|-?[1-9][0-9]*)$/) return text ""\n' +
        'json_refused = 1\n' +
        'exit 1\n' +
        '}\n' +
        'function json_add(fields, key, value) { return fields (fields == "" ? "" : ",") json_text(key) ":" value }\n' +
        'function json_item(items, value) { return items (items == "" ? "" : ",") value }\n' +
        'function json_object(fields) { return "{" fields "}" }\n' +
        'function json_list(items) { return "[" items "]" }\n' +
        '\'\n' +
        'mb_json_text() {\n' +
        'case $1 in\n' +
        '*[!\\ -~]* | *\\"* | *\\\\*)\n' +
        'MB_TEXT=$(printf \'%s.\' "$1" | awk "$MB_AWK_JSON"\'\n' +
        '{ text = NR > 1 ? text "\\n" $0 : $0 }\n' +
        'END { printf "%s", json_text(substr(text, 1, length(text) - 1)) }\')\n' +
        ';;\n' +
        '*) MB_TEXT="\\"$1\\"" ;;\n' +
        'esac\n' +
        '}\n' +
        'mb_json() {\n' +
        'local MB_TEXT\n' +
        'mb_json_text "$1"\n' +
        'printf \'%s\' "$MB_TEXT"\n' +
        '}\n' +
        'mb_object() {\n' +
        'local fields=\'\'\n' +
        'while [ $# -gt 1 ]; do\n' +
        'case $1 in\n' +
        '@) fields="$fields${2:+,$2}" ;;\n' +
        '*@) fields="$fields,\\"${1%@}\\":$2" ;;\n' +
        '*\'#\')\n' +
        'mb_is_number "$2" || mb_fail E_UNKNOWN "The number ${1%?} is not known: it is \'$(mb_cap "$2")\'."\n' +
        'fields="$fields,\\"${1%?}\\":$2"\n' +
        ';;\n' +
        '*\'?\')\n' +
        'case $2 in\n' +
        'true | false) fields="$fields,\\"${1%?}\\":$2" ;;\n' +
        '*) mb_fail E_UNKNOWN "It is not known whether ${1%?} is true or false: it is \'$(mb_cap "$2")\'." ;;\n' +
        'esac\n' +
        ';;\n' +
        '*)\n' +
        'mb_json_text "$2"\n' +
        'fields="$fields,\\"$1\\":$MB_TEXT"\n' +
        ';;\n' +
        'esac\n' +
        'shift 2\n' +
        'done\n' +
        'MB_JSON="{${fields#,}}"\n' +
        '}\n' +
        'mb_is_number() {\n' +
        'case ${1#-} in\n' +
        '0) [ "$1" = 0 ] ;;\n' +
        '\'\' | 0* | *[!0-9]*) return 1 ;;\n' +
        'esac\n' +
        '}\n' +
        'mb_is_json() {\n' +
        'local text value\n' +
        'text=$(printf \'\\001\') value=$(printf \'\\002\')\n' +
        'case $(sed -E -e \'s/[[:cntrl:]]/!/g\' \\\n' +
        '-e "s/\\"([^\\"\\\\\\\\]|\\\\\\\\([\\"\\\\\\\\/bfnrt]|u[0-9A-Fa-f]{4}))*\\"/$text/g" \\\n' +
        '-e "s/(^|[:,[])(-?(0|[1-9][0-9]*)(\\\\.[0-9]+)?([eE][+-]?[0-9]+)?|true|false|null)/\\\\1$value/g" \\\n' +
        '-e \':again\' -e "s/\\\\[([$text$value](,[$text$value])*)?\\\\]|\\\\{($text:[$text$value](,$text:[$text$value])*)?\\\\}/$value/g" \\\n' +
        '-e \'t again\') in\n' +
        '"$text" | "$value") ;;\n' +
        '*) return 1 ;;\n' +
        'esac\n' +
        '}\n' +
        'mb_list() {\n' +
        'local items=\'\'\n' +
        'while [ $# -gt 0 ]; do\n' +
        'items="$items,$1"\n' +
        'shift\n' +
        'done\n' +
        'MB_JSON="[${items#,}]"\n' +
        '}\n' +
        'mb_emit() {\n' +
        'local MB_JSON MB_TEXT\n' +
        '[ "$MB_CLIENT" != 0 ] || return 0\n' +
        'mb_object type "$@"\n' +
        'mb_event "$MB_JSON"\n' +
        '}\n',
    'script/runtime/lanes.sh': 'mb_choose_lanes() {\n' +
        'MB_LANES=1\n' +
        'mb_uses_one_core && [ "$(printf 12 | dd bs=2 count=1 iflag=fullblock 2>/dev/null)" = 12 ] || return 0\n' +
        'mb_space\n' +
        '[ "$MB_FREE" -ge $((MB_MIN_FREE + 1073741824)) ] || return 0\n' +
        'MB_LANES=$(nproc 2>/dev/null || grep -c \'^processor\' /proc/cpuinfo) || MB_LANES=1\n' +
        '[ "$MB_LANES" -le 8 ] || MB_LANES=8\n' +
        '}\n' +
        'mb_compress_much() {\n' +
        'if [ "${MB_LANES:-1}" -gt 1 ] && mb_uses_one_core; then mb_compress_in_lanes; else mb_compress; fi\n' +
        '}\n' +
        'mb_compress_in_lanes() {\n' +
        'local lanes="$MB_WORK/lanes" piece=0 next=0\n' +
        'rm -rf -- "$lanes" && mkdir "$lanes" || return 1\n' +
        'while :; do\n' +
        'dd bs=1048576 count=8 iflag=fullblock of="$lanes/$piece" 2>"$lanes/said" || {\n' +
        'cat "$lanes/said" >&2\n' +
        'return 1\n' +
        '}\n' +
        '[ -s "$lanes/$piece" ] || [ "$piece" = 0 ] || break\n' +
        'mb_compress <"$lanes/$piece" >"$lanes/$piece.done" &\n' +
        'eval "lane_$((piece % 16))=$!"\n' +
        'piece=$((piece + 1))\n' +
        '[ $((piece - next)) -le "$MB_LANES" ] || { mb_give_piece "$next" && next=$((next + 1)); } || return 1\n' +
        'done\n' +
        'while [ "$next" -lt "$piece" ]; do\n' +
        'mb_give_piece "$next" || return 1\n' +
        'next=$((next + 1))\n' +
        'done\n' +
        'rm -rf -- "$lanes"\n' +
        '}\n' +
        'mb_give_piece() {\n' +
        'eval "wait \\"\\$lane_$(($1 % 16))\\"" && cat -- "$lanes/$1.done" && rm -f -- "$lanes/$1" "$lanes/$1.done"\n' +
        '}\n',
    'script/runtime/metadata.sh': 'mb_record_metadata() {\n' +
        'printf \'Backup          %s\\nTaken           %s UTC\\nServer          %s\\nApplication     %s\\nScope           %s\\n%s\\n\' \\\n' +
        '"$MB_NAME" "$(date -d "@$MB_TIME" \'+%Y-%m-%d %H:%M:%S\')" "$(uname -n)" "$MB_APP" "$MB_SCOPE" "$MB_CONTEXT"\n' +
        'printf \'\\nComponents (bytes before and after compression)\\n\'\n' +
        'awk -F \'\\t\' \'{ printf "  %-40s %14s %14s  %s  %s\\n", $1, $3, $5, $8, $9 }\' "$MB_WORK/components"\n' +
        'printf \'\\nWarnings\\n\'\n' +
        'awk -F \'\\t\' \'{ printf "  %s (%s): %s\\n", $2, $1, $3 }\' "$MB_WORK/warnings"\n' +
        'command -v docker >/dev/null 2>&1 || return 0\n' +
        '{ mb_docker volume ls --format \'  {{.Name}}\t{{.Driver}}\' || printf \'  Docker does not say.\\n\'; } | {\n' +
        'printf \'\\nRunning containers and their images\\n\'\n' +
        'mb_docker ps --format \'  {{.Names}}\t{{.Image}}\t{{.Status}}\' || printf \'  Docker does not say.\\n\'\n' +
        'printf \'\\nVolumes\\n\'\n' +
        'cat\n' +
        '}\n' +
        '}\n',
    'script/runtime/place.sh': 'mb_mounted() {\n' +
        'mb_mounted_by -aq >"$MB_WORK/mounted" && mb_mounted_by -q >"$MB_WORK/mounted-now" || mb_unwritable "$MB_WORK"\n' +
        '}\n' +
        'mb_mounted_by() {\n' +
        'local ids at\n' +
        'ids=$(mb_docker ps "$1" 2>/dev/null) && [ -n "$ids" ] || return 0\n' +
        'mb_docker inspect --type container -f \'{{range .Mounts}}{{if .RW}}{{println .Source}}{{end}}{{end}}\' $ids 2>/dev/null |\n' +
        'while IFS= read -r at; do\n' +
        'case $at in /?*) printf \'%s\\n\' "$at" && readlink -f -- "$at" ;; esac\n' +
        'done | sort -u\n' +
        '}\n' +
        'mb_place() {\n' +
        'local path place\n' +
        '[ -f "$MB_WORK/mounted" ] || { printf \'%s\' "$1" && return; }\n' +
        'path=$(mb_encode "$1")\n' +
        'place=$(awk -v path="$path" \'$1 == path { print $2; exit }\' "$MB_WORK/places" 2>/dev/null)\n' +
        '[ -n "$place" ] || {\n' +
        'place=$(mb_encode "$(mb_place_now "$1")")\n' +
        'printf \'%s %s\\n\' "$path" "$place" >>"$MB_WORK/places" || mb_unwritable "$MB_WORK"\n' +
        '}\n' +
        'mb_decode "$place"\n' +
        'printf \'%s\' "$MB_DECODED"\n' +
        '}\n' +
        'mb_place_now() {\n' +
        'local at=\'\' rest="${1#/}"\n' +
        'case $1 in *//*) rest= ;; esac\n' +
        'while case $rest in */*) ;; *) false ;; esac do\n' +
        'at=$at/${rest%%/*} rest=${rest#*/}\n' +
        'grep -qxF -- "$(readlink -f -- "$at")" "$MB_WORK/mounted" || continue\n' +
        'printf \'%s//%s\' "$at" "$rest"\n' +
        'return\n' +
        'done\n' +
        'printf \'%s\' "$1"\n' +
        '}\n' +
        'mb_enter_place() {\n' +
        'local rest="${1%/*}/" at step\n' +
        'case $1 in\n' +
        '*//*) rest=${rest#*//} ;;\n' +
        '*)\n' +
        'if [ -n "${2:-}" ]; then mb_enter_made "$rest"; else mb_enter "$rest"; fi\n' +
        'return\n' +
        ';;\n' +
        'esac\n' +
        'if [ -n "${2:-}" ]; then mb_enter_made "${1%%//*}/"; else mb_enter "${1%%//*}/"; fi || return 1\n' +
        'while [ -n "${rest%/}" ]; do\n' +
        'step=${rest%%/*} rest=${rest#*/} at=$MB_ENTERED\n' +
        'MB_WHY="$step is not a directory in $at, or is a link"\n' +
        '[ -z "${2:-}" ] || mkdir -- "./$step" 2>/dev/null\n' +
        'cd -P -- "./$step" 2>/dev/null && mb_stand && [ "$MB_ENTERED" = "${at%/}/$step" ] || return 1\n' +
        'done\n' +
        '}\n' +
        'mb_where() (\n' +
        'mb_enter_place "$1" || {\n' +
        'printf \'%s cannot be entered: %s\\n\' "${1%/*}/" "$MB_WHY" >&2\n' +
        'exit 1\n' +
        '}\n' +
        'shift\n' +
        '"$@"\n' +
        ')\n' +
        'mb_cover() {\n' +
        'local at="$MB_ENTERED"\n' +
        'mb_unlinked "$1"\n' +
        'mkdir -m 700 -- "./$1" 2>/dev/null\n' +
        'cd -P -- "./$1" && mb_stand && [ "$MB_ENTERED" = "${at%/}/$1" ] || return 1\n' +
        'case $(stat -c \'%u %a\' .) in\n' +
        '"$(id -u) "*700) ;;\n' +
        '*) mb_is_ours "$(stat -c \'%u %a\' .)" && mb_is_ours "$(stat -c \'%u %a\' ..)" ;;\n' +
        'esac\n' +
        '}\n' +
        'mb_beside() {\n' +
        'local place="$1"\n' +
        'shift\n' +
        'mb_covered "$place" new "$MB_RUN" "$@"\n' +
        '}\n' +
        'mb_covered() (\n' +
        'cover="$(mb_cover_of "$1").meeshy-$2-$3"\n' +
        'mb_enter_place "$cover" && mb_cover "${cover##*/}" || {\n' +
        'printf \'%s cannot be made or entered, or something else is in its place\\n\' "$cover" >&2\n' +
        'exit 1\n' +
        '}\n' +
        'shift 3\n' +
        '"$@"\n' +
        ')\n' +
        'mb_cover_of() {\n' +
        'local root="${1%%//*}"\n' +
        'case $1 in\n' +
        '*//*)\n' +
        'if [ -w "${root%/*}/" ] && { [ ! -d "$root" ] || { ! mb_is_mounted "$root" &&\n' +
        '[ "$(stat -c %d -- "$root/.")" = "$(stat -c %d -- "${root%/*}/.")" ]; }; }; then\n' +
        'printf \'%s.%s\' "$root" "$(printf %s "$1" | cksum | tr \' \' -)"\n' +
        'return\n' +
        'fi\n' +
        ';;\n' +
        'esac\n' +
        'printf \'%s\' "$1"\n' +
        '}\n' +
        'mb_uncover() {\n' +
        'local cover\n' +
        'cover="$(mb_cover_of "$1").meeshy-$2-$3"\n' +
        'mb_where "$cover" rmdir -- "./${cover##*/}"\n' +
        '}\n' +
        'mb_discard() {\n' +
        '[ -d "${1%/*}/" ] || return 0\n' +
        'mb_covered "$1" gone "$2" mb_discard_here "$1" "$3" && mb_uncover "$1" gone "$2"\n' +
        '}\n' +
        'mb_discard_here() {\n' +
        'exec 6<.\n' +
        'rm -rf -- ./gone && mb_enter_place "$1" || return 1\n' +
        'mb_is_here "$2" || return 0\n' +
        'mv -T -- "./$2" /proc/self/fd/6/gone && cd -P /proc/self/fd/6 && rm -rf -- ./gone\n' +
        '}\n' +
        'mb_is_here() {\n' +
        '[ -e "./$1" ] || [ -L "./$1" ]\n' +
        '}\n' +
        'mb_unlinked() {\n' +
        '[ ! -L "./$1" ] || rm -f -- "./$1"\n' +
        '}\n',
    'script/runtime/processes.sh': 'mb_ours() {\n' +
        'local root="$1" found pid n=0\n' +
        'shift\n' +
        'until found=$(\n' +
        'unset MB_RUN\n' +
        'found=$(grep -lsz "^MB_RUN=$MB_MARK\\$" /proc/[0-9]*/environ 2>/dev/null | sed \'s,^/proc/\\([0-9]*\\)/.*,\\1,\' | tr \'\\n\' \' \')\n' +
        'grep -Hs -e \'^State:\' -e \'^PPid:\' /proc/[0-9]*/status | awk -F \'[/:\\t ]+\' -v root="$root" -v spared=" $* " -v marked=" $found" \'\n' +
        '$5 == "State" { state = $6 }\n' +
        '$5 == "PPid" && state != "Z" { parent[$3] = $6 }\n' +
        'END { for (p in parent) {\n' +
        'ours = index(marked, " " p " "); q = p; n = 0\n' +
        'while ((q in parent) && q != root && !index(spared, " " q " ") && n++ < 99) q = parent[q]\n' +
        'if (p != root && !index(spared, " " q " ") && (ours || root > 1 && q == root)) print p } }\'\n' +
        ') || [ "$n" = 5 ]; do n=$((n + 1)); done\n' +
        'MB_OURS=\n' +
        'for pid in $found; do\n' +
        '! kill -0 "$pid" 2>/dev/null || MB_OURS="$MB_OURS $pid"\n' +
        'done\n' +
        '}\n' +
        'mb_end_processes() {\n' +
        'local n=0 signal=TERM pause=0.02\n' +
        'while mb_ours "$@" && [ -n "$MB_OURS" ]; do\n' +
        '[ "$n" -lt 3 ] || pause=0.1\n' +
        '[ "$n" -lt 43 ] || signal=KILL\n' +
        '[ "$n" -lt 83 ] || return 1\n' +
        'kill -"$signal" $MB_OURS 2>/dev/null || :\n' +
        'sleep "$pause"\n' +
        'n=$((n + 1))\n' +
        'done\n' +
        '}\n' +
        'mb_tell() {\n' +
        'local parent\n' +
        'read -r _ _ _ parent _ </proc/self/stat && [ "$parent" = $$ ] && kill -"$1" $$ 2>/dev/null || :\n' +
        '}\n' +
        'mb_watch() {\n' +
        'local worker="$1" self\n' +
        'trap : PIPE INT HUP TERM\n' +
        'self=$(exec sh -c \'echo "$PPID"\')\n' +
        'while :; do\n' +
        'mb_listen || mb_tell USR1\n' +
        'mb_now\n' +
        '[ "$MB_NOW" -lt "$MB_DEADLINE" ] || mb_tell USR2\n' +
        'if ! kill -0 $$ 2>/dev/null; then\n' +
        'mb_let_publish "$worker"\n' +
        'mb_end_worker "$worker" "$self"\n' +
        'MB_STATUS=1\n' +
        'if mb_clean; then mb_undone 0; else mb_undone 1; fi\n' +
        'mb_is_final && mb_ended 0 && return\n' +
        '[ -n "$MB_SAID" ] ||\n' +
        'mb_failed E_UNKNOWN "The script\'s main shell was killed, so the run was stopped." \\\n' +
        'safe \'everything was put back as it was\'\n' +
        'mb_ended 1\n' +
        'return 1\n' +
        'fi\n' +
        'mb_progress || mb_tell ALRM\n' +
        'done\n' +
        '}\n' +
        'mb_let_publish() {\n' +
        'local n=0\n' +
        'while [ -e "$MB_WORK/publishing" ] && kill -0 "$1" 2>/dev/null && [ "$n" -lt 300 ]; do\n' +
        'sleep 0.1\n' +
        'n=$((n + 1))\n' +
        'done\n' +
        '}\n' +
        'mb_listen() {\n' +
        'if [ "$MB_CLIENT" != 1 ] || [ -n "${MB_DEAF:-}" ]; then\n' +
        'sleep 1 9<&-\n' +
        'return\n' +
        'fi\n' +
        '[ -n "$(timeout "$MB_HEARTBEAT" dd bs=1 count=1 2>/dev/null 9<&-)" ] && return\n' +
        'MB_DEAF=1\n' +
        'return 1\n' +
        '}\n' +
        'mb_progress() {\n' +
        'local bytes\n' +
        '[ -f "$MB_WORK/archive" ] && bytes=$(mb_size "$MB_WORK/archive" 2>/dev/null) || return 0\n' +
        'mb_emit progress bytes# "$bytes"\n' +
        'mb_space\n' +
        '[ "$MB_FREE" -ge $((MB_MIN_FREE / 4)) ]\n' +
        '}\n' +
        'mb_main() {\n' +
        'local worker watchdog code=0\n' +
        'mb_environment\n' +
        'exec 3>&1 4>&2 1>&2\n' +
        'MB_MARK=$MB_RUN\n' +
        'mb_directory_is "$MB_DIR"\n' +
        '[ "$MB_CLIENT" = 0 ] || mb_secrets ||\n' +
        'mb_fail E_PROTOCOL "The client stopped sending before its secrets arrived." safe \'nothing was run\'\n' +
        'mb_now\n' +
        'MB_BEGAN=$MB_NOW MB_DEADLINE=$((MB_NOW + MB_TIMEOUT * 1000)) MB_ENDING=\n' +
        'if [ "$MB_LOCKED" = 1 ]; then\n' +
        'mb_directory\n' +
        'exec 9<"$MB_AT"\n' +
        'else\n' +
        'mb_directory_if_any\n' +
        'fi\n' +
        '[ "${MB_SCRATCH:-0}" = 0 ] || mb_scratch\n' +
        'if [ "${MB_DETACH:-0}" = 1 ]; then\n' +
        'exec 5<&0 </dev/null 9<&-\n' +
        'mb_detach \'\'\n' +
        'mb_follow "$MB_RUN"\n' +
        'fi\n' +
        'if [ -n "${MB_FOLLOW:-}" ]; then\n' +
        'exec 5<&0 </dev/null\n' +
        'mb_follow "$MB_FOLLOW"\n' +
        'fi\n' +
        'trap \'MB_ENDING=${MB_ENDING:-E_INTERRUPTED}\' INT TERM HUP\n' +
        'trap \'MB_ENDING=${MB_ENDING:-lost}\' USR1\n' +
        'trap \'MB_ENDING=${MB_ENDING:-E_TIMEOUT}\' USR2\n' +
        'trap \'MB_ENDING=${MB_ENDING:-E_NOSPACE}\' ALRM\n' +
        'trap : PIPE\n' +
        'exec 5<&0 </dev/null\n' +
        '(\n' +
        'trap : PIPE\n' +
        'exec 5<&-\n' +
        'mb_plan\n' +
        ') &\n' +
        'worker=$!\n' +
        '(mb_watch "$worker") <&5 5<&- &\n' +
        'watchdog=$!\n' +
        '(sleep "$MB_TIMEOUT" && mb_tell USR2) 5<&- 9<&- 2>/dev/null &\n' +
        'exec 5<&-\n' +
        'mb_await "$worker" "$watchdog"\n' +
        'mb_end_processes $$ "$watchdog" || [ "$MB_STATUS" -eq 0 ] || code=1\n' +
        'mb_clean || code=1\n' +
        'mb_undone "$code"\n' +
        'mb_report_ending || code=1\n' +
        'kill -KILL "$watchdog" 2>/dev/null\n' +
        '{ wait "$watchdog"; mb_end_processes $$; } 2>/dev/null || code=1\n' +
        'mb_ended "$code"\n' +
        'exit $code\n' +
        '}\n' +
        'mb_await() {\n' +
        'MB_SAID=\n' +
        'while :; do\n' +
        'wait "$1"\n' +
        'MB_STATUS=$?\n' +
        'if ! kill -0 "$1" 2>/dev/null; then\n' +
        '[ "$MB_STATUS" -ne 1 ] || MB_SAID=1\n' +
        'return\n' +
        'fi\n' +
        '[ -z "$MB_ENDING" ] || break\n' +
        'done\n' +
        'mb_let_publish "$1"\n' +
        'mb_end_worker "$1" "$2"\n' +
        'wait "$1" 2>/dev/null\n' +
        'MB_STATUS=$?\n' +
        '}\n' +
        'mb_end_worker() {\n' +
        'kill -STOP "$1" 2>/dev/null\n' +
        'MB_SAID=\n' +
        '[ ! -d "$MB_WORK" ] || mkdir "$MB_WORK/failed" 2>/dev/null || [ ! -d "$MB_WORK/failed" ] || MB_SAID=1\n' +
        'mb_end_processes "$1" "$2" $$\n' +
        'kill -KILL "$1" 2>/dev/null\n' +
        '[ -n "$MB_SAID" ] || rmdir "$MB_WORK/failed" 2>/dev/null || :\n' +
        '}\n' +
        'mb_report_ending() {\n' +
        'local safe=\'everything was put back as it was\'\n' +
        '[ "$MB_STATUS" -ne 0 ] || return 0\n' +
        'mb_is_final && return\n' +
        '[ -z "$MB_SAID" ] || return 1\n' +
        'case $MB_ENDING in\n' +
        'lost) mb_failed E_INTERRUPTED "The client disconnected, so the run was stopped." safe "$safe" ;;\n' +
        'E_TIMEOUT)\n' +
        'mb_failed E_TIMEOUT "The run did not finish within its timeout of $MB_TIMEOUT s, so it was stopped." safe "$safe" \\\n' +
        'next \'raise timeout, or check what takes so long\'\n' +
        ';;\n' +
        'E_NOSPACE)\n' +
        'mb_failed E_NOSPACE "The disk of $MB_DIR ran low while the backup was written, so the run was stopped." \\\n' +
        'Has "$(mb_space; mb_amount "$MB_FREE") free now that the unfinished backup is removed" safe "$safe; no old backup was touched" \\\n' +
        'next "free space there, or lower min-free (now $(mb_amount "$MB_MIN_FREE"))"\n' +
        ';;\n' +
        'E_INTERRUPTED) mb_failed E_INTERRUPTED "A signal stopped the run." safe "$safe" ;;\n' +
        '*) mb_failed E_UNKNOWN "The script\'s worker ended with status $MB_STATUS." safe "$safe" ;;\n' +
        'esac\n' +
        'return 1\n' +
        '}\n' +
        'mb_clean() {\n' +
        '[ -d "$MB_WORK" ] || return 0\n' +
        '[ ! -e "$MB_WORK/journal/ordered" ] || MB_MARKED=1\n' +
        '[ ! -e "$MB_WORK/forward" ] || MB_FINAL=1\n' +
        'if mb_finish "$MB_WORK" || [ "${MB_SCRATCH:-0}" = 1 ]; then mb_remove_work "$MB_WORK"; else\n' +
        '[ ! -e "$MB_WORK/journal/ordered" ] || return 1\n' +
        'find "$MB_WORK" -mindepth 1 -maxdepth 1 ! -name journal -exec rm -rf {} +\n' +
        'return 1\n' +
        'fi\n' +
        '}\n' +
        'mb_is_final() {\n' +
        '[ -n "${MB_FINAL:-}" ] && [ -z "$MB_SAID" ] || return 1\n' +
        'mb_warn outcome-late \'The restore was final before its run was stopped: what was restored is in place.\'\n' +
        '}\n' +
        'mb_undone() {\n' +
        '[ "$MB_OPERATION" = restore ] && [ "${MB_STATUS:-1}" -ne 0 ] || return 0\n' +
        'if [ -n "${MB_FINAL:-}" ]; then mb_emit final; return; fi\n' +
        '[ -n "${MB_MARKED:-}" ] || return 0\n' +
        'if [ "$1" = 0 ]; then\n' +
        'mb_emit undone\n' +
        'mb_say \'Everything is as it was before: what the restore replaced is back, and what ran before runs.\'\n' +
        'else\n' +
        'mb_emit unrecovered run "$MB_RUN"\n' +
        'mb_say "Not everything could be put back. What was there before lies beside its place" \\\n' +
        '"(names that end in .meeshy-old-$MB_RUN) and in the safety backup."\n' +
        'mb_say "Meanwhile no old backup is removed. Remove the cause that the warning names, then: ${MB_SELF:-meeshy-backup restore} --undo"\n' +
        'fi\n' +
        '}\n',
    'script/runtime/prove.sh': 'mb_prove_new() {\n' +
        'local hasher between stored\n' +
        'MB_BYTES=$(mb_size "$MB_WORK/archive")\n' +
        'mb_sha256 <"$MB_WORK/archive" >"$MB_WORK/whole" &\n' +
        'hasher=$!\n' +
        'mb_prove_new_between >"$MB_WORK/between" &\n' +
        'between=$!\n' +
        'true >"$MB_WORK/verified"\n' +
        'while IFS="$MB_TAB" read -r component path raw offset length sha256 rest; do\n' +
        'mb_prove_new_stored &\n' +
        'stored=$!\n' +
        'case $1 in\n' +
        'checksum) mb_prove_new_decompressed ;;\n' +
        'read | drill) mb_prove_new_read "$path" ;;\n' +
        'esac\n' +
        'wait "$stored" || exit 1\n' +
        'mb_kind "$path"\n' +
        '[ -z "$MB_CONTENTS_BY" ] || mb_range "$offset" "$length" | mb_decompress 2>/dev/null | "$MB_CONTENTS_BY" "$component" || exit\n' +
        'done <"$MB_WORK/components"\n' +
        'wait "$between" || mb_prove_new_between_failed\n' +
        'wait "$hasher" ||\n' +
        'mb_fail E_VERIFY "The archive could not be read back from $MB_DIR." \\\n' +
        'safe \'nothing was published; no old backup was touched\'\n' +
        'MB_SHA256=$(cat "$MB_WORK/whole")\n' +
        'MB_VERIFIED=$1 MB_DRILL=\n' +
        '[ "$1" != drill ] || MB_VERIFIED=\'read\'\n' +
        'case $MB_SHA256 in\n' +
        '*[!0-9a-f]* | \'\') mb_fail E_VERIFY "The archive\'s sha256 could not be taken." ;;\n' +
        'esac\n' +
        '[ "${#MB_SHA256}" = 64 ] || mb_fail E_VERIFY "The archive\'s sha256 could not be taken."\n' +
        'mb_phase verified\n' +
        '}\n' +
        'mb_unproven() {\n' +
        'mb_fail E_VERIFY "$component does not read back as it was taken: $1." \\\n' +
        'Archive "bytes $offset to $((offset + length)) of the new archive" \\\n' +
        'Said "$(mb_mask <"$MB_WORK/noise" 2>/dev/null)" \\\n' +
        'safe \'nothing was published; no old backup was touched\' \\\n' +
        'next \'run the backup again; if it happens twice, look at where it comes from (docker logs), and test memory and disk of this server\'\n' +
        '}\n' +
        'mb_prove_new_stored() {\n' +
        '[ "$(mb_range "$offset" "$length" | mb_sha256)" = "$sha256" ] || mb_unproven \'its stored bytes have another sha256\'\n' +
        '}\n' +
        'mb_prove_new_decompressed() {\n' +
        'local bytes\n' +
        'rm -f "$MB_WORK/status-1"\n' +
        'bytes=$({ mb_range "$offset" "$length" | { mb_decompress; echo $? >"$MB_WORK/status-1"; } | wc -c; } 2>"$MB_WORK/noise")\n' +
        'mb_prove_new_was_decompressed $((bytes))\n' +
        '}\n' +
        'mb_prove_new_was_decompressed() {\n' +
        'mb_word "$MB_WORK/status-1"\n' +
        '[ "$MB_WORD" = 0 ] || mb_unproven \'it cannot be decompressed to its end\'\n' +
        '[ "$1" = "$raw" ] || mb_unproven "it has not the $raw bytes that were taken"\n' +
        '}\n' +
        'mb_prove_new_between() {\n' +
        'local end=0\n' +
        'while IFS="$MB_TAB" read -r component path raw offset length rest; do\n' +
        'mb_prove_new_gap "$end" "$offset" || return 1\n' +
        'end=$((offset + length))\n' +
        'done <"$MB_WORK/components"\n' +
        'mb_prove_new_gap "$end" "$MB_BYTES" || return 1\n' +
        '[ "$MB_BYTES" = "$MB_CLOSED" ] || {\n' +
        'printf \'size\\n\'\n' +
        'return 1\n' +
        '}\n' +
        '}\n' +
        'mb_prove_new_gap() {\n' +
        '[ "$1" -lt "$2" ] || return 0\n' +
        'mb_range "$1" $(($2 - $1)) | mb_decompress >/dev/null 2>&1 || {\n' +
        'printf \'bytes %s to %s of the new archive\\n\' "$1" "$2"\n' +
        'return 1\n' +
        '}\n' +
        '}\n' +
        'mb_prove_new_between_failed() {\n' +
        'mb_word "$MB_WORK/between"\n' +
        '[ "$MB_WORD" != size ] ||\n' +
        'mb_fail E_VERIFY "The archive has $MB_BYTES bytes, and $MB_CLOSED were written." \\\n' +
        'safe \'nothing was published; no old backup was touched\'\n' +
        'mb_fail E_VERIFY \\\n' +
        '"The archive does not read back as it was written: a part that is no component\'s cannot be decompressed." \\\n' +
        'Archive "$MB_WORD" \\\n' +
        'safe \'nothing was published; no old backup was touched\' \\\n' +
        'next \'run the backup again; if it happens twice, test memory and disk of this server\'\n' +
        '}\n' +
        'mb_prove_new_read() {\n' +
        'mb_kind "$1"\n' +
        'rm -f "$MB_WORK"/status-* "$MB_WORK/counts"\n' +
        '{\n' +
        'mb_range "$offset" "$length" |\n' +
        '{ mb_decompress; echo $? >"$MB_WORK/status-1"; } |\n' +
        '{ mb_count; echo $? >"$MB_WORK/status-2"; } |\n' +
        '{ "$MB_READER" "$component"; echo $? >"$MB_WORK/status-3"; }\n' +
        '} 2>"$MB_WORK/noise"\n' +
        '[ "$(cat "$MB_WORK/status-1" 2>/dev/null)" != 0 ] || [ "$(cat "$MB_WORK/status-3" 2>/dev/null)" = 0 ] ||\n' +
        'mb_unproven "$(cat "$MB_WORK/why" 2>/dev/null || echo \'its reader did not come to its end\')"\n' +
        'mb_prove_new_was_decompressed "$(mb_counted)"\n' +
        'printf \'%s\\t%s\\n\' "$component" "$(cat "$MB_WORK/counts" 2>/dev/null)" >>"$MB_WORK/verified"\n' +
        '}\n',
    'script/runtime/publish.sh': 'mb_archive_of() {\n' +
        'local format MB_EXTENSION MB_UNPACKER MB_MEMBER\n' +
        'for format in $MB_FORMATS; do\n' +
        'mb_format_row "$format"\n' +
        'MB_FOUND=$MB_AT/$1.tar.$MB_EXTENSION\n' +
        '[ ! -f "$MB_FOUND" ] || return 0\n' +
        'done\n' +
        'for MB_FOUND in "$MB_AT/$1".tar.*.age "$MB_AT/$1".tar.*.gpg; do\n' +
        '[ ! -f "$MB_FOUND" ] || return 0\n' +
        'done\n' +
        'return 1\n' +
        '}\n' +
        'mb_epoch() {\n' +
        'local y m d rest="${1#*_}" era\n' +
        'y=${1%%????_*} m=${1#????} d=${1#??????}\n' +
        'm=${m%%??_*} d=${d%%_*}\n' +
        'm=${m#0} d=${d#0}\n' +
        '[ "$m" -gt 2 ] || y=$((y - 1)) m=$((m + 12))\n' +
        'era=$((y / 400)) y=$((y % 400))\n' +
        'd=$((era * 146097 + y * 365 + y / 4 - y / 100 + (153 * (m - 3) + 2) / 5 + d - 1 - 719468))\n' +
        'printf \'%s\' $((d * 86400 + (1${rest%????} - 100) * 3600 + (1$(printf %s "${rest%??}" | cut -c 3-4) - 100) * 60 + (1${rest#????} - 100)))\n' +
        '}\n' +
        'mb_newest_stamp() {\n' +
        'local file\n' +
        'for file in "$MB_AT"/*.tar.* "$MB_AT"/.meta/*.json; do\n' +
        'file=${file##*/}\n' +
        'case $file in\n' +
        'pre-update-[0-9]* | nightly-[0-9]* | pre-reset-[0-9]* | manual-[0-9]* | pre-restore-[0-9]*) ;;\n' +
        '*) continue ;;\n' +
        'esac\n' +
        'file=${file%%.*}\n' +
        'printf \'%s\\n\' "${file#"${file%-*}"-}"\n' +
        'done | grep -x \'[12][0-9][0-9][0-9][01][0-9][0-3][0-9]_[0-2][0-9][0-5][0-9][0-5][0-9]\' | sort | tail -n 1\n' +
        '}\n' +
        'mb_later() {\n' +
        '[ "${1%_*}${1#*_}" -gt "${2%_*}${2#*_}" ]\n' +
        '}\n' +
        'mb_choose_name() {\n' +
        'local newest words n=0\n' +
        'newest=$(mb_newest_stamp)\n' +
        'MB_STAMP=$(date +%Y%m%d_%H%M%S)\n' +
        'if [ -n "${MB_WISHED:-}" ] && [ $(($(mb_epoch "$MB_STAMP") - $(mb_epoch "$MB_WISHED"))) -lt 600 ] &&\n' +
        '{ [ -z "$newest" ] || mb_later "$MB_WISHED" "$newest"; }; then MB_STAMP=$MB_WISHED; fi\n' +
        'while [ -n "$newest" ] && ! mb_later "$MB_STAMP" "$newest" && [ "$n" -lt 25 ] &&\n' +
        '[ $(($(mb_epoch "$newest") - $(mb_epoch "$MB_STAMP"))) -lt 5 ]; do\n' +
        'sleep 0.2\n' +
        'n=$((n + 1))\n' +
        'MB_STAMP=$(date +%Y%m%d_%H%M%S)\n' +
        'done\n' +
        'MB_TIME=$(mb_epoch "$MB_STAMP")\n' +
        'if [ -n "$newest" ] && ! mb_later "$MB_STAMP" "$newest"; then\n' +
        'words="The clock of this server says $MB_STAMP, and its newest backup is from $newest."\n' +
        'mb_warn clock-skew "$words This backup is named one second after that one, and no old backup is removed."\n' +
        'MB_TIME=$(($(mb_epoch "$newest") + 1))\n' +
        'MB_STAMP=$(date -d "@$MB_TIME" +%Y%m%d_%H%M%S)\n' +
        'fi\n' +
        'MB_NAME=$MB_PREFIX-$MB_STAMP\n' +
        'mb_format_row "$(mb_format)"\n' +
        'MB_FILE=$MB_NAME.tar.$MB_EXTENSION\n' +
        'MB_SEQUENCE=$(cat "$MB_AT"/.meta/*.json 2>/dev/null | sed -n \'s/^{.*"sequence":\\([0-9]\\{1,15\\}\\)[,}].*/\\1/p\' | sort -n | tail -n 1)\n' +
        'MB_SEQUENCE=$((${MB_SEQUENCE:-0} + 1))\n' +
        '}\n' +
        'MB_MANIFEST_MOST=3900000\n' +
        'MB_CONTENTS_MOST=20000\n' +
        'mb_manifest() {\n' +
        'local archive warnings components milliseconds\n' +
        'mb_object file "$MB_FILE" bytes# "$MB_BYTES" sha256 "$MB_SHA256" compression "$(mb_format)"\n' +
        'archive=$MB_JSON\n' +
        'mb_warnings_of run\n' +
        'warnings=$MB_JSON\n' +
        'mb_manifest_components\n' +
        'components=$MB_JSON\n' +
        'mb_now\n' +
        'milliseconds=$((MB_NOW - MB_BEGAN))\n' +
        'mb_head_fields\n' +
        'set -- @ "$MB_FIELDS" timeText "$(date -d "@$MB_TIME" +%Y-%m-%dT%H:%M:%SZ)" milliseconds# "$milliseconds" verified "$MB_VERIFIED" \\\n' +
        'runbook? "$MB_RUNBOOK" archive@ "$archive"\n' +
        '[ -z "${MB_DRILL:-}" ] || set -- "$@" drill@ "$MB_DRILL"\n' +
        'mb_object "$@" @ "$(mb_static table)" @ "$(mb_static manifest)" warnings@ "$warnings" components@ "$components"\n' +
        'printf \'%s\\n\' "$MB_JSON"\n' +
        '}\n' +
        'mb_manifest_components() {\n' +
        'local component path raw offset length sha256 milliseconds consistency counts contents verified warnings room="$MB_CONTENTS_MOST"\n' +
        'set --\n' +
        'while IFS="$MB_TAB" read -r component path raw offset length sha256 milliseconds consistency counts; do\n' +
        'verified=$(awk -F \'\\t\' -v name="$component" \'$1 == name { print $2; exit }\' "$MB_WORK/verified")\n' +
        'mb_counts "${counts:-$verified}"\n' +
        'counts=$MB_JSON\n' +
        'contents=$(mb_contents "$component") || mb_fail E_UNKNOWN "The contents of $component are not known."\n' +
        '[ -n "$contents" ] && [ "${#contents}" -le "$room" ] || contents=\'{}\'\n' +
        'room=$((room - ${#contents}))\n' +
        'mb_warnings_of "$component"\n' +
        'warnings=$MB_JSON\n' +
        'mb_component_fields\n' +
        'mb_object @ "$MB_FIELDS" counts@ "$counts" milliseconds# "$milliseconds" @ "$(mb_static "$component")" \\\n' +
        'contents@ "$contents" warnings@ "$warnings"\n' +
        'set -- "$@" "$MB_JSON"\n' +
        'done <"$MB_WORK/components"\n' +
        'mb_list "$@"\n' +
        '}\n' +
        'mb_contents() {\n' +
        'mb_kind "$1"\n' +
        '[ -z "$MB_CONTENTS_JSON" ] || "$MB_CONTENTS_JSON" "$1"\n' +
        '}\n' +
        'mb_counts() {\n' +
        'local each\n' +
        'set -f\n' +
        'set -- $1\n' +
        'set +f\n' +
        'for each in "$@"; do\n' +
        'shift\n' +
        'set -- "$@" "${each%%=*}#" "${each#*=}"\n' +
        'done\n' +
        'mb_object "$@"\n' +
        '}\n' +
        'mb_warnings_of() {\n' +
        'local wanted="$1" about code text\n' +
        'set --\n' +
        'while IFS="$MB_TAB" read -r about code text; do\n' +
        '[ "$about" = "$wanted" ] && [ $# -lt 1000 ] || continue\n' +
        'mb_json_text "$code: $text"\n' +
        'set -- "$@" "$MB_TEXT"\n' +
        'done <"$MB_WORK/warnings"\n' +
        'mb_list "$@"\n' +
        '}\n' +
        'mb_publish() {\n' +
        'local meta="$MB_AT/.meta/$MB_NAME.json" runbook="$MB_AT/.meta/$MB_NAME.restore.sh"\n' +
        'MB_PATH="$MB_AT/$MB_FILE"\n' +
        'mb_sync "$MB_WORK/archive" || mb_unpublished \'the archive could not be made durable (fsync)\'\n' +
        'mb_write_runbook || mb_unpublished \'its runbook could not be written\'\n' +
        'mb_manifest >"$MB_WORK/manifest" && [ -s "$MB_WORK/manifest" ] && mb_sync "$MB_WORK/manifest" ||\n' +
        'mb_unpublished \'its manifest could not be written\'\n' +
        '[ "$(mb_size "$MB_WORK/manifest")" -le "$MB_MANIFEST_MOST" ] && mb_is_json <"$MB_WORK/manifest" ||\n' +
        'mb_unpublished \'its manifest could not be read again\'\n' +
        'mb_phase synced\n' +
        'true >"$MB_WORK/publishing" || mb_unpublished \'the work directory cannot be written\'\n' +
        '[ ! -e "$meta" ] && [ ! -e "$MB_PATH" ] && [ ! -e "$runbook" ] ||\n' +
        'mb_unpublished \'another file took that name meanwhile\'\n' +
        '[ "$MB_RUNBOOK" = false ] || mv -T -- "$MB_WORK/runbook" "$runbook" || mb_unpublished \'its runbook could not be put in place\'\n' +
        'mv -T -- "$MB_WORK/manifest" "$meta" && mb_sync "$MB_AT/.meta" ||\n' +
        'mb_unpublished \'its manifest could not be put in place\' "$meta" "$runbook"\n' +
        'mb_phase manifest\n' +
        'mb_link "$MB_WORK/archive" "$MB_PATH" || mb_unpublished \'the archive could not be put under its name\' "$meta" "$runbook"\n' +
        'mb_sync "$MB_AT" || mb_unpublished \'its name could not be made durable (fsync of the directory)\' "$MB_PATH" "$meta" "$runbook"\n' +
        'mb_phase linked\n' +
        'rm -f -- "$MB_WORK/archive" "$MB_WORK/publishing"\n' +
        'mb_phase published\n' +
        '}\n' +
        'mb_link() {\n' +
        'ln -T -- "$1" "$2" 2>"$MB_WORK/noise" && return\n' +
        '[ ! -e "$2" ] && [ ! -L "$2" ] && mv -T -- "$1" "$2"\n' +
        '}\n' +
        'mb_unpublished() {\n' +
        'local why="$1"\n' +
        'shift\n' +
        'rm -f -- "$@" "$MB_WORK/publishing"\n' +
        'mb_fail E_PUBLISH "The backup $MB_NAME was taken and verified, but not published: $why." Said "$(cat "$MB_WORK/noise" 2>/dev/null)" \\\n' +
        'safe \'no old backup was touched; nothing half done is visible\' \\\n' +
        'next \'look at the disk of this server (dmesg), then run the backup again\'\n' +
        '}\n' +
        'mb_result() {\n' +
        '[ -f "$MB_PATH" ] || mb_fail E_PUBLISH "The published archive $MB_DIR/$MB_FILE is gone."\n' +
        'mb_lines result <"$MB_AT/.meta/$MB_NAME.json"\n' +
        'mb_say "Backed up as $MB_DIR/$MB_FILE, $(mb_amount "$MB_BYTES"), verified: $MB_VERIFIED."\n' +
        '}\n',
    'script/runtime/quiesce.sh': 'mb_quiesce() {\n' +
        'local how="$1" id state\n' +
        'shift\n' +
        'MB_QUIESCED=\n' +
        'for id in "$@"; do\n' +
        'state=$(mb_docker inspect -f \'{{.State.Status}}\' "$id" 2>"$MB_WORK/noise") ||\n' +
        'mb_fail E_DOCKER "Docker does not say whether the container $id runs, so it could not be quiesced." \\\n' +
        'Said "$(cat "$MB_WORK/noise")" safe \'what was quiesced before it runs again\'\n' +
        '[ "$state" = running ] || continue\n' +
        'case $how in\n' +
        'pause) mb_journal run_again "$id" && mb_docker pause "$id" >/dev/null ;;\n' +
        'stop) mb_journal run_again "$id" && mb_docker stop "$id" >/dev/null ;;\n' +
        'esac || mb_fail E_DOCKER "The container $id could not be quiesced ($how)." safe \'what was quiesced before it runs again\'\n' +
        'MB_QUIESCED="${MB_ENTRY##*/} $MB_QUIESCED"\n' +
        'mb_phase quiesced\n' +
        'done\n' +
        '}\n' +
        'mb_resume() {\n' +
        'local entry\n' +
        'for entry in $MB_QUIESCED; do\n' +
        'entry="$MB_WORK/journal/$entry"\n' +
        'mb_settle "$entry" ||\n' +
        'mb_fail E_DOCKER "A container that was quiesced for the backup did not come back." Said "$MB_UNDO_SAID" \\\n' +
        'next "the next run tries again; or do it by hand: $(mb_undo_words "$entry")"\n' +
        'done\n' +
        'MB_QUIESCED=\n' +
        '}\n' +
        'undo_run_again() {\n' +
        'case $(docker inspect -f \'{{.State.Status}}\' "$1" 2>&1) in\n' +
        '*paused) docker unpause "$1" >/dev/null ;;\n' +
        '*exited | *created | *dead) docker start "$1" >/dev/null ;;\n' +
        '*running | *restarting | *removing | *\'o such container\'* | *\'o such object\'*) ;;\n' +
        '*) return 1 ;;\n' +
        'esac\n' +
        '}\n' +
        'words_of_run_again() {\n' +
        'printf \'let the container %s run again (docker unpause %s, or docker start %s if it is stopped)\' \\\n' +
        '"$1" "$(mb_typed "$1")" "$(mb_typed "$1")"\n' +
        '}\n',
    'script/runtime/restore.sh': 'mb_row() {\n' +
        'local name\n' +
        'while IFS="$MB_TAB" read -r name path raw offset length sha256 consistency counts; do\n' +
        '[ "$name" != "$1" ] || return 0\n' +
        'done <<EOF\n' +
        '$MB_ROWS\n' +
        'EOF\n' +
        'mb_fail E_NOT_FOUND "There is no component $1 in $MB_SOURCE_NAME." safe \'nothing was changed\'\n' +
        '}\n' +
        'mb_restore_open() {\n' +
        'mb_owes_nothing\n' +
        'MB_SOURCE="$MB_AT/$MB_SOURCE_FILE"\n' +
        '[ -f "$MB_SOURCE" ] && [ ! -L "$MB_SOURCE" ] ||\n' +
        'mb_fail E_NOT_FOUND "The archive $MB_DIR/$MB_SOURCE_FILE is not there." safe \'nothing was changed\' \\\n' +
        'next \'list the backups, and choose another one\'\n' +
        '[ "$(mb_size "$MB_SOURCE")" = "$MB_SOURCE_BYTES" ] ||\n' +
        'mb_damaged "the archive has $(mb_size "$MB_SOURCE") bytes, and its manifest says $MB_SOURCE_BYTES"\n' +
        'dd if=/dev/zero of="$MB_WORK/ballast" bs=65536 count=16 2>/dev/null || mb_unwritable "$MB_WORK"\n' +
        'true >"$MB_WORK/destinations" && true >"$MB_WORK/leftovers" && true >"$MB_WORK/restored" || mb_unwritable "$MB_WORK"\n' +
        'mb_mounted\n' +
        'true >"$MB_WORK/writes" || mb_unwritable "$MB_WORK"\n' +
        '! mb_is_old || old_open\n' +
        '}\n' +
        'mb_owes_nothing() {\n' +
        'local run backup rest\n' +
        '[ -f "$MB_AT/.restore-incomplete" ] || return 0\n' +
        'IFS="$MB_TAB" read -r run backup rest <"$MB_AT/.restore-incomplete" || :\n' +
        '[ -d "$MB_AT/.work/${run:-none}" ] || return 0\n' +
        'mb_fail E_RESTORE "An earlier restore on this server (run $run, of $backup) is incomplete, and what it changed could not be put back." \\\n' +
        'safe \'this one changed nothing; what the earlier one replaced lies beside its place (names that end in .meeshy-old-…)\' \\\n' +
        'next \'remove the cause that the warning names, then: \'"${MB_SELF:-meeshy-backup restore} --undo"\n' +
        '}\n' +
        'mb_damaged() {\n' +
        'mb_fail E_VERIFY "The backup $MB_SOURCE_NAME is damaged: $1." safe \'nothing was stopped, nothing was changed\' \\\n' +
        'next \'restore another backup; keep this one, its other components may be whole\'\n' +
        '}\n' +
        'mb_prove_whole() {\n' +
        'local found\n' +
        'found=$(mb_sha256 <"$MB_SOURCE")\n' +
        '[ "$found" = "$1" ] ||\n' +
        'mb_fail E_VERIFY "The archive $MB_DIR/$MB_SOURCE_FILE is not the one that expected-sha256 names." Expected "$1" Has "$found" \\\n' +
        'safe \'nothing was stopped, nothing was changed\' \\\n' +
        'next \'compare it with the output backup-sha256 of the run that made it\'\n' +
        '}\n' +
        'mb_prove_rest() {\n' +
        'local end=0 before=0 last=\'\' component path raw offset length sha256 consistency counts MB_NAME MB_TIME MB_COMPRESS\n' +
        'MB_NAME=$MB_SOURCE_NAME MB_TIME=$MB_SOURCE_TIME MB_COMPRESS=$MB_SOURCE_COMPRESSION\n' +
        'if mb_is_old; then true; else printf \'%s\\n\' "$MB_ALL_ROWS"; fi >"$MB_WORK/source-rows"\n' +
        'while IFS="$MB_TAB" read -r component path raw offset length sha256 consistency counts; do\n' +
        'mb_verify_between\n' +
        'end=$((offset + length)) last=$component\n' +
        'if mb_is_fragment "$path"; then before=0; else before=$raw; fi\n' +
        'done <"$MB_WORK/source-rows"\n' +
        'mb_is_old || mb_verify_end "$MB_ALL_ROWS" "$MB_SOURCE_TABLE"\n' +
        '[ "$(mb_sha256 <"$MB_SOURCE")" = "$MB_SOURCE_SHA256" ] || mb_damaged "the archive\'s sha256 is not the one that its manifest says"\n' +
        'mb_phase proven-rest\n' +
        '}\n' +
        'mb_raw() {\n' +
        'local path raw offset length sha256 consistency counts\n' +
        'mb_row "$1"\n' +
        'mb_unpacked 2>/dev/null | head -c "$raw"\n' +
        '}\n' +
        'mb_prove() {\n' +
        'local component="$1" path raw offset length sha256 consistency counts\n' +
        'shift\n' +
        'mb_row "$component"\n' +
        '! mb_is_old || { mb_kind "$component" && [ "$1" = "$MB_READER" ] && [ -n "$MB_SERVED" ]; } || return 0\n' +
        '{ mb_is_old || mb_examine_stored; } && mb_examine_read "$@" ||\n' +
        'mb_damaged "$component (bytes $offset to $((offset + length)) of the archive): $MB_WHY"\n' +
        'mb_phase "proven-$component"\n' +
        '}\n' +
        'mb_is_chosen() {\n' +
        'case " $MB_CHOSEN " in\n' +
        '*" $1 "*) ;;\n' +
        '*) return 1 ;;\n' +
        'esac\n' +
        '}\n' +
        'mb_if_whole() {\n' +
        '[ -z "${MB_WHOLE:-}" ] || "$@"\n' +
        '}\n' +
        'mb_if_taken() {\n' +
        'if [ -s "$MB_WORK/rows" ]; then "$@"; else rm -f -- "$MB_WORK/archive"; fi\n' +
        '}\n' +
        'mb_mark() {\n' +
        'local mark="$MB_AT/.restore-incomplete"\n' +
        'true >"$MB_WORK/journal/ordered" || mb_unwritable "$MB_WORK"\n' +
        'if [ -f "$mark" ]; then\n' +
        'cp -- "$mark" "$MB_WORK/mark-before" && mb_sync "$MB_WORK/mark-before" || mb_unwritable "$MB_WORK"\n' +
        'mb_journal put_mark_back "$MB_RUN"\n' +
        'else\n' +
        'mb_journal remove_mark\n' +
        'fi\n' +
        'printf \'%s\\t%s\\t%s\\n\' "$MB_RUN" "$MB_SOURCE_NAME" "$MB_CHOSEN" >"$MB_WORK/mark" && mb_sync "$MB_WORK/mark" &&\n' +
        'mv -T -- "$MB_WORK/mark" "$mark" && mb_sync "$MB_AT" ||\n' +
        'mb_unwritable "$MB_DIR"\n' +
        'mb_phase marked\n' +
        '}\n' +
        'undo_remove_mark() {\n' +
        'rm -f -- "$MB_AT/.restore-incomplete" && mb_sync "$MB_AT"\n' +
        '}\n' +
        'words_of_remove_mark() {\n' +
        'printf \'remove the mark of a restore that is incomplete (rm %s)\' "$(mb_typed "$MB_DIR/.restore-incomplete")"\n' +
        '}\n' +
        'undo_put_mark_back() {\n' +
        'mb_is_run "$1" || return 1\n' +
        '[ ! -f "$MB_AT/.work/$1/mark-before" ] || mv -T -- "$MB_AT/.work/$1/mark-before" "$MB_AT/.restore-incomplete" && mb_sync "$MB_AT"\n' +
        '}\n' +
        'words_of_put_mark_back() {\n' +
        'printf \'mark the earlier restore as incomplete again (mv -T %s %s)\' "$(mb_typed "$MB_DIR/.work/$1/mark-before")" \\\n' +
        '"$(mb_typed "$MB_DIR/.restore-incomplete")"\n' +
        '}\n' +
        'mb_hold() {\n' +
        'local how="$1" name state pause=\'\' stop=\'\'\n' +
        'shift\n' +
        'for name in "$@"; do\n' +
        'state=$(mb_docker inspect -f \'{{.State.Status}}\' "$name" 2>"$MB_WORK/noise") ||\n' +
        'mb_fail E_DOCKER "Docker does not say whether the container $name runs." Said "$(cat "$MB_WORK/noise")"\n' +
        'case $how-$state in\n' +
        'pause-running) pause="$pause $name" ;;\n' +
        'stop-running | stop-restarting) stop="$stop $name" ;;\n' +
        'pause-restarting)\n' +
        'stop="$stop $name"\n' +
        'printf \'%s\\n\' "$name" >>"$MB_WORK/unsteady" || mb_unwritable "$MB_WORK"\n' +
        ';;\n' +
        'stop-paused) mb_fail E_DOCKER "The container $name is paused, and uses what is restored." next "docker unpause $name, or stop it" ;;\n' +
        '*) continue ;;\n' +
        'esac\n' +
        'mb_journal run_again "$name"\n' +
        '[ "$how-$state" = pause-running ] && state=pause || state=stop\n' +
        'printf \'%s %s\\n\' "$state" "$name" >>"$MB_WORK/held" || mb_unwritable "$MB_WORK"\n' +
        'done\n' +
        '[ -n "$pause$stop" ] || return 0\n' +
        '[ -n "${MB_DOWN:-}" ] || { mb_now; MB_DOWN=$MB_NOW; }\n' +
        'for how in stop pause; do\n' +
        '[ "$how" = stop ] && name=$stop || name=$pause\n' +
        '[ -z "$name" ] || mb_docker "$how" $name >/dev/null 2>"$MB_WORK/noise" ||\n' +
        'mb_fail E_DOCKER "Docker could not $how all of the containers$name." Said "$(cat "$MB_WORK/noise")"\n' +
        'done\n' +
        'mb_phase held\n' +
        '}\n' +
        'mb_held_names() {\n' +
        'local name found spared\n' +
        'while [ $# -gt 0 ]; do\n' +
        'name=$1 found=\'\' spared=\'\'\n' +
        'shift\n' +
        'while [ "$1" != -- ]; do\n' +
        'if [ "$1" = ! ]; then spared=1; elif mb_is_chosen "$1"; then\n' +
        '[ -z "$spared" ] || { found=\'\' && spared=2; }\n' +
        '[ -n "$spared" ] || found=1\n' +
        'fi\n' +
        'shift\n' +
        'done\n' +
        'shift\n' +
        '[ -z "$found" ] || printf \'%s \' "$name"\n' +
        'done\n' +
        '}\n' +
        'mb_hold_each() {\n' +
        'local how="$1"\n' +
        'shift\n' +
        'mb_hold "$how" $(mb_held_names "$@")\n' +
        '}\n' +
        'mb_hold_users() {\n' +
        'local names\n' +
        'names=$(mb_docker ps --filter "volume=$1" --format \'{{.Names}}\') ||\n' +
        'mb_fail E_DOCKER "Docker does not say which containers use the volume $1."\n' +
        'mb_hold stop $names\n' +
        '}\n' +
        'mb_release() {\n' +
        'local how name\n' +
        '[ -f "$MB_WORK/held" ] || return 0\n' +
        'while read -r how name; do\n' +
        'mb_journal hold_again "$how" "$name"\n' +
        'done <"$MB_WORK/held"\n' +
        'mb_phase before-start\n' +
        'awk \'{ line[NR] = $0 } END { for (n = NR; n > 0; n--) print line[n] }\' "$MB_WORK/held" >"$MB_WORK/releasing" || mb_unwritable "$MB_WORK"\n' +
        'while read -r how name; do\n' +
        'case $how in\n' +
        'pause) mb_docker unpause "$name" ;;\n' +
        'stop) mb_docker start "$name" ;;\n' +
        'esac >/dev/null 2>"$MB_WORK/noise" </dev/null ||\n' +
        'mb_fail E_RESTORE "The container $name does not start with what was restored." Said "$(cat "$MB_WORK/noise")"\n' +
        'done <"$MB_WORK/releasing"\n' +
        'mb_now\n' +
        'mb_emit downtime milliseconds# $((MB_NOW - MB_DOWN))\n' +
        'mb_say "  services were down for $(((MB_NOW - MB_DOWN) / 1000)) s"\n' +
        'mb_phase started\n' +
        '}\n' +
        'undo_hold_again() {\n' +
        'case $1 in pause | stop) ;; *) return 1 ;; esac\n' +
        'docker "$1" "$2" >/dev/null 2>&1\n' +
        'case $(docker inspect -f \'{{.State.Status}}\' "$2" 2>&1) in\n' +
        '*exited | *created | *dead | *paused | *\'o such container\'* | *\'o such object\'*) ;;\n' +
        '*) return 1 ;;\n' +
        'esac\n' +
        '}\n' +
        'words_of_hold_again() {\n' +
        'printf \'%s the container %s again (docker %s %s)\' "$1" "$2" "$1" "$(mb_typed "$2")"\n' +
        '}\n' +
        'mb_restored() {\n' +
        'printf \'%s\\t%s\\n\' "$1" "$2" >>"$MB_WORK/restored"\n' +
        'mb_emit restored component "$1" found "$2"\n' +
        'mb_say "  $1: $2"\n' +
        '}\n' +
        'mb_clear() {\n' +
        'rm -f -- "$MB_WORK/ballast"\n' +
        '{\n' +
        'mb_line_of remove_mark && printf \'%s\\n\' "$MB_UNDO_LINE" && cat "$MB_WORK/leftovers"\n' +
        '} >"$MB_WORK/forward-to-be" && mb_sync "$MB_WORK/forward-to-be" && mb_phase before-clear &&\n' +
        'mv -T -- "$MB_WORK/forward-to-be" "$MB_WORK/forward" && mb_sync "$MB_WORK" ||\n' +
        'mb_unwritable "$MB_WORK"\n' +
        'mb_phase cleared\n' +
        'mb_finish "$MB_WORK" || mb_warn leftovers "What the restore replaced could not all be removed, and the next run tries again: $MB_UNDONE."\n' +
        '}\n' +
        'mb_finish() {\n' +
        'rm -f -- "$1/ballast"\n' +
        'if [ -f "$1/forward" ]; then\n' +
        'mb_complete "$1/forward" && rm -rf -- "$1/journal"\n' +
        'else\n' +
        'mb_undo "$1/journal"\n' +
        'fi\n' +
        '}\n',
    'script/runtime/rights.sh': 'mb_may_swap() {\n' +
        'local at parent\n' +
        'for at in "$@"; do\n' +
        'parent=${at%/*}\n' +
        'while [ ! -d "${parent:=/}" ]; do parent=${parent%/*}; done\n' +
        '[ -w "$parent" ] && [ -x "$parent" ] ||\n' +
        'mb_not_swapped "$at" "the user $(id -un) may not write in $parent" \'set sudo: true, or log in as a user who may\'\n' +
        '[ -e "$at" ] || [ -L "$at" ] || continue\n' +
        '[ ! -k "$parent" ] || [ "$(id -u)" = 0 ] || [ -O "$at" ] || [ -O "$parent" ] ||\n' +
        'mb_not_swapped "$at" "it belongs to another user, and $parent is sticky" \'set sudo: true, or log in as its owner\'\n' +
        '[ -L "$at" ] || ! mb_is_mounted "$at" below ||\n' +
        'mb_not_swapped "$at" \'a file system is mounted there or below, and a mount point cannot be renamed or removed\' \\\n' +
        '\'unmount it and restore again, or leave it out of components and put it back by hand: docs/restore.md\'\n' +
        'done\n' +
        '}\n' +
        'mb_not_swapped() {\n' +
        'mb_fail E_PERM "$1 cannot be replaced: $2." safe \'nothing was stopped, nothing was changed\' next "$3"\n' +
        '}\n' +
        'mb_is_mounted() {\n' +
        'local at\n' +
        'at=$(cd -P -- "${1%/*}/" && printf \'%s.\' "$PWD") || return 1\n' +
        'at=${at%.}\n' +
        'at=$(mb_encode "${at%/}/${1##*/}")\n' +
        'awk -v at="$at" -v below="${2:-}" "$MB_AWK_ENCODED"\'\n' +
        'function plain(text,   out, n) {\n' +
        'out = ""\n' +
        'while (n = index(text, "\\\\")) {\n' +
        'out = out substr(text, 1, n - 1) \\\n' +
        'sprintf("%c", 64 * substr(text, n + 1, 1) + 8 * substr(text, n + 2, 1) + substr(text, n + 3, 1))\n' +
        'text = substr(text, n + 4)\n' +
        '}\n' +
        'return out text\n' +
        '}\n' +
        '{ mounted = encoded(plain($5)) }\n' +
        'mounted == at || below != "" && index(mounted, at "/") == 1 { found = 1; exit }\n' +
        'END { exit !found }\' /proc/self/mountinfo 2>/dev/null\n' +
        '}\n' +
        'mb_may_create() {\n' +
        'mb_docker compose version >"$MB_WORK/noise" 2>&1 ||\n' +
        'mb_fail E_PREREQ \'The containers of this project are gone, and there is no docker compose here that could make them.\' \\\n' +
        'Said "$(tail -n 3 "$MB_WORK/noise" | mb_mask)" safe \'nothing was stopped, nothing was changed\' next \'install Compose v2\'\n' +
        '}\n',
    'script/runtime/room.sh': 'mb_free_at() {\n' +
        'local all free size inodes files\n' +
        'MB_FREE=\'\' MB_INODES=- MB_DISK=\'\'\n' +
        'read -r all free size inodes files <<END_OF_STAT\n' +
        '$(stat -f -c \'%b %a %S %d %c\' -- "$1" 2>/dev/null)\n' +
        'END_OF_STAT\n' +
        'case $all$free$size in \'\' | *[!0-9]*) return 1 ;; esac\n' +
        'MB_FREE=$((free * size)) MB_DISK=$((all * size))\n' +
        '[ "${files:-0}" = 0 ] || MB_INODES=$inodes\n' +
        '}\n' +
        'mb_mount_of() {\n' +
        'local at parent\n' +
        'at=$(cd -P -- "$1" 2>/dev/null && printf \'%s.\' "$PWD") || at=$1.\n' +
        'at=${at%.}\n' +
        'while [ "$at" != / ]; do\n' +
        'parent=${at%/*}\n' +
        '[ "$(stat -c %d -- "${parent:-/}")" = "$(stat -c %d -- "$at")" ] || break\n' +
        'at=${parent:-/}\n' +
        'done\n' +
        'printf \'%s\' "$at"\n' +
        '}\n' +
        'mb_will_write() {\n' +
        'printf \'%s\\t%s\\t%s\\t%s\\t%s\\n\' "$1" "$2" "$3" "$(mb_encode "$4")" "$5" >>"$MB_WORK/writes" || mb_unwritable "$MB_WORK"\n' +
        '}\n' +
        'mb_room() {\n' +
        'local place\n' +
        'while [ $# -gt 3 ]; do\n' +
        'place=$3\n' +
        '[ "$place" != . ] || place=$MB_DIR\n' +
        '! mb_is_chosen "$1" || { [ "${place#\'?\'}" != "$place" ] && [ ! -d "${place#\'?\'}" ]; } ||\n' +
        'mb_room_of "$1" "$2" "${place#\'?\'}" "$4"\n' +
        'shift 4\n' +
        'done\n' +
        'mb_has_all_room \'for this restore\' \'beside the present data until the end\' \'nothing was stopped, nothing was changed\' \\\n' +
        '\'free space there, restore fewer components at a time, or lower min-free\'\n' +
        '}\n' +
        'mb_room_of() {\n' +
        'local component="$1" times="$2" place="$3" what="$4" path raw offset length sha256 consistency counts files=0\n' +
        'case $times in\n' +
        '*s)\n' +
        'mb_row "$component"\n' +
        'times=$((length * ${times%s}))\n' +
        '[ "$times" -le "$raw" ] || times=$raw\n' +
        ';;\n' +
        '*x)\n' +
        'mb_row "$component"\n' +
        'times=$((raw * ${times%x}))\n' +
        'case $counts in entries=* | files=*) files=${counts#*=} ;; esac\n' +
        'case $files in *[!0-9]*) files=0 ;; esac\n' +
        ';;\n' +
        'esac\n' +
        'mb_will_write "$component" "$times" "$files" "$place" "$what"\n' +
        '}\n' +
        'mb_has_all_room() {\n' +
        'local device bytes files at\n' +
        'mb_needs\n' +
        'while IFS="$MB_TAB" read -r device bytes files at; do\n' +
        'mb_decode "$at"\n' +
        'at=$MB_DECODED\n' +
        'mb_has_room "$at" "$bytes" || mb_fail E_NOSPACE "Not enough room $1 on the disk of $at." Disk "$(mb_mount_of "$at")" \\\n' +
        'Needs "$(mb_amount "$bytes") $2, and min-free keeps $(mb_amount "$MB_MIN_FREE") free" Has "$(mb_amount "$MB_FREE") free" \\\n' +
        'For "$(mb_room_for "$device")" safe "$3" next "$4"\n' +
        '[ "$MB_INODES" = - ] || [ "$MB_INODES" -ge $((files + 64)) ] ||\n' +
        'mb_fail E_NOSPACE "There are not enough inodes $1 on the disk of $at." Disk "$(mb_mount_of "$at")" Needs "$((files + 64)) inodes" \\\n' +
        'Has "$MB_INODES inodes" safe "$3" next \'remove files there\'\n' +
        'done <"$MB_WORK/needs"\n' +
        '}\n' +
        'mb_needs() {\n' +
        'local component bytes files place what\n' +
        'while IFS="$MB_TAB" read -r component bytes files place what; do\n' +
        'mb_decode "$place"\n' +
        'place=$MB_DECODED\n' +
        'while [ ! -d "${place:=/}" ]; do place=${place%/*}; done\n' +
        'printf \'%s\\t%s\\t%s\\t%s\\t%s: %s\\n\' "$(stat -c %d -- "$place")" "$bytes" "$files" "$(mb_encode "$place")" "$component" "$what"\n' +
        'done <"$MB_WORK/writes" | awk -F \'\\t\' \'!seen[$1, $5]++\' >"$MB_WORK/uses"\n' +
        'awk -F \'\\t\' \'\n' +
        '{ bytes[$1] += $2; files[$1] += $3; at[$1] = $4 }\n' +
        'END { for (d in bytes) printf "%s\\t%.0f\\t%.0f\\t%s\\n", d, bytes[d], files[d], at[d] }\' "$MB_WORK/uses" >"$MB_WORK/needs"\n' +
        '}\n' +
        'mb_room_for() {\n' +
        'local device bytes files at use\n' +
        'while IFS="$MB_TAB" read -r device bytes files at use; do\n' +
        '[ "$device" != "$1" ] || printf \'%s: %s\\n\' "$use" "$(mb_amount "$bytes")"\n' +
        'done <"$MB_WORK/uses"\n' +
        '}\n' +
        'mb_has_room() {\n' +
        'mb_free_at "$1" && [ "$MB_FREE" -ge $(($2 + MB_MIN_FREE)) ]\n' +
        '}\n',
    'script/runtime/runbook.sh': 'mb_own_text() {\n' +
        'if [ -n "${s:-}" ]; then printf \'%s\\n\' "$s"; elif [ -f "$0" ]; then cat -- "$0"; fi\n' +
        '}\n' +
        'mb_own_name() {\n' +
        'case $0 in\n' +
        '/proc/self/fd/7/*) printf \'%s/%s\' "$(readlink /proc/self/fd/7)" "${0#/proc/self/fd/7/}" ;;\n' +
        '*) printf \'%s\' "$0" ;;\n' +
        'esac\n' +
        '}\n' +
        'mb_shared_text() {\n' +
        'mb_own_text | sed -n \'/^# What every runbook has too begins here\\.$/,/^# What follows is of this script alone\\.$/p\'\n' +
        '}\n' +
        'mb_write_runbook() {\n' +
        'MB_RUNBOOK=false\n' +
        '[ -n "${MB_RUNBOOK_FOR:-}" ] || return 0\n' +
        'mb_shared_text >"$MB_WORK/shared" || return 1\n' +
        'grep -qx \'# What follows is of this script alone\\.\' "$MB_WORK/shared" || return 0\n' +
        '{\n' +
        'printf \'#!/bin/sh\\n# Puts back the backup %s, all of it or a part. Run it on the server: sh %s.restore.sh\\n\' "$MB_NAME" "$MB_NAME"\n' +
        'printf \'# It says what it will do and asks before it changes anything. More: sh %s.restore.sh --help\\n\' "$MB_NAME"\n' +
        'cat "$MB_WORK/shared"\n' +
        'mb_assigned MB_SOURCE_NAME MB_NAME\n' +
        'mb_assigned MB_SOURCE_FILE MB_FILE\n' +
        'mb_assigned MB_SOURCE_BYTES MB_BYTES\n' +
        'mb_assigned MB_SOURCE_SHA256 MB_SHA256\n' +
        'mb_assigned MB_SOURCE_COMPRESSION "$(mb_format)"\n' +
        'mb_assigned MB_SOURCE_TIME MB_TIME\n' +
        'mb_assigned MB_SOURCE_TABLE MB_TABLE\n' +
        'printf \'MB_ROWS=%s\\n\' "$(mb_quoted "$(mb_runbook_rows "$MB_RUNBOOK_FOR")")"\n' +
        'printf \'MB_ALL_ROWS=%s\\n\' "$(mb_quoted "$(mb_runbook_rows)")"\n' +
        'mb_runbook_end\n' +
        '} >"$MB_WORK/runbook" && tail -n 1 "$MB_WORK/runbook" | grep -q \'^mb_runbook \' && mb_sync "$MB_WORK/runbook" || return 1\n' +
        'MB_RUNBOOK=true\n' +
        '}\n' +
        'mb_assigned() {\n' +
        'local value="$2"\n' +
        'case $value in MB_*) eval "value=\\$$value" ;; esac\n' +
        'printf \'%s=%s\\n\' "$1" "$(mb_quoted "$value")"\n' +
        '}\n' +
        'mb_runbook_rows() {\n' +
        'local component path raw offset length sha256 milliseconds consistency counts\n' +
        'while IFS="$MB_TAB" read -r component path raw offset length sha256 milliseconds consistency counts; do\n' +
        'case " ${1:-$component} " in *" $component "*) ;; *) continue ;; esac\n' +
        '[ -n "$counts" ] || counts=$(awk -F \'\\t\' -v name="$component" \'$1 == name { print $2; exit }\' "$MB_WORK/verified")\n' +
        'printf \'%s\\t%s\\t%s\\t%s\\t%s\\t%s\\t%s\\t%s\\n\' "$component" "$path" "$raw" "$offset" "$length" "$sha256" "$consistency" "$counts"\n' +
        'done <"$MB_WORK/components"\n' +
        '}\n' +
        'mb_runbook_end() {\n' +
        'printf \'%s\\n\' mb_secrets_given \'mb_runbook "$@"\'\n' +
        '}\n' +
        'mb_serves() {\n' +
        'local found=1\n' +
        'while [ "$1" != -- ]; do\n' +
        '! mb_is_chosen "$1" || found=0\n' +
        'shift\n' +
        'done\n' +
        'shift\n' +
        'while [ $# -gt 0 ]; do\n' +
        '! mb_is_chosen "$1" || return 1\n' +
        'shift\n' +
        'done\n' +
        'return $found\n' +
        '}\n' +
        'mb_runbook() {\n' +
        'local confirm=\'\' mode=restore\n' +
        'mb_runbook_ground\n' +
        'mb_runbook_words "$@"\n' +
        'case $mode in\n' +
        'help) mb_runbook_help && exit 0 ;;\n' +
        'list) mb_runbook_list && exit 0 ;;\n' +
        'esac\n' +
        'mb_runbook_find\n' +
        'case $mode in\n' +
        'follow) mb_runbook_follow "$(mb_runbook_newest)" ;;\n' +
        'undo) mb_runbook_undo ;;\n' +
        'esac\n' +
        'mb_runbook_choose\n' +
        'mb_runbook_look\n' +
        'mb_runbook_describe\n' +
        'if [ "$mode" = dry-run ]; then\n' +
        'mb_runbook_print\n' +
        'exit 0\n' +
        'fi\n' +
        'mb_runbook_ask "$confirm"\n' +
        'mb_runbook_start\n' +
        '}\n' +
        'mb_runbook_ground() {\n' +
        'MB_RUN=asks MB_NONCE=0 MB_CLIENT=0 MB_HEARTBEAT=60 MB_DETACH=1 MB_EXITS=1 MB_CHOSEN=\'\' MB_ASKED=\'\'\n' +
        'mb_directory_is "$MB_RUNBOOK_DIR"\n' +
        'MB_WORK=/nowhere\n' +
        'MB_SELF="sh $(mb_typed "$(mb_own_name)")${MB_GENERAL:+ $MB_SOURCE_NAME}"\n' +
        'case $0 in */*) MB_HERE=${0%/*} ;; *) MB_HERE=. ;; esac\n' +
        'mb_environment\n' +
        'exec 3>&1 4>&2\n' +
        'mb_runbook_constants\n' +
        'mb_runbook_tools\n' +
        'MB_TIMEOUT=7200\n' +
        '}\n' +
        'mb_runbook_tools() {\n' +
        'command -v "$MB_COMPRESS" >/dev/null 2>&1 || MB_COMPRESS=$MB_COMPRESS_EVERYWHERE\n' +
        'mb_know_tar\n' +
        '}\n' +
        'mb_refuse() {\n' +
        'mb_fail "$@" safe \'nothing was changed\'\n' +
        '}\n' +
        'mb_runbook_words() {\n' +
        'local word\n' +
        'while [ $# -gt 0 ]; do\n' +
        'word=$1\n' +
        'shift\n' +
        'case $word in\n' +
        '-h | --help) mode=help ;;\n' +
        '--list) mode=list ;;\n' +
        '--dry-run) mode=dry-run ;;\n' +
        '--follow) mode=follow ;;\n' +
        '--undo) mode=undo ;;\n' +
        '--confirm=*) confirm=${word#*=} ;;\n' +
        '--timeout=*)\n' +
        'MB_TIMEOUT=$(mb_seconds "${word#*=}") ||\n' +
        'mb_refuse E_INPUT "--timeout takes a number of seconds, or of minutes as in 30m."\n' +
        ';;\n' +
        '--lock-timeout=*)\n' +
        'MB_LOCK_TIMEOUT=$(mb_seconds "${word#*=}") ||\n' +
        'mb_refuse E_INPUT "--lock-timeout takes a number of seconds, or of minutes as in 30m."\n' +
        ';;\n' +
        '--min-free=*) MB_MIN_FREE=$(mb_bytes_of "${word#*=}") || mb_refuse E_INPUT "--min-free takes a number of bytes, or as in 500MB." ;;\n' +
        '--confirm | --timeout | --lock-timeout | --min-free)\n' +
        '[ $# -gt 0 ] || mb_refuse E_INPUT "$word needs a value."\n' +
        'word="$word=$1"\n' +
        'shift\n' +
        'set -- "$word" "$@"\n' +
        ';;\n' +
        '-*) mb_refuse E_INPUT "There is no flag $word." next "$MB_SELF --help" ;;\n' +
        '*) MB_ASKED="$MB_ASKED$word\n' +
        '" ;;\n' +
        'esac\n' +
        'done\n' +
        '}\n' +
        'mb_seconds() {\n' +
        'case $1 in\n' +
        '*[!0-9]*[!0-9] | [!0-9]* | \'\') return 1 ;;\n' +
        '*s) printf \'%s\' "${1%s}" ;;\n' +
        '*m) printf \'%s\' $((${1%m} * 60)) ;;\n' +
        '*h) printf \'%s\' $((${1%h} * 3600)) ;;\n' +
        '*[!0-9]) return 1 ;;\n' +
        '*) printf \'%s\' "$1" ;;\n' +
        'esac\n' +
        '}\n' +
        'mb_bytes_of() {\n' +
        'printf \'%s\\n\' "$1" | awk \'\n' +
        'match($0, /^[0-9]+/) { n = substr($0, 1, RLENGTH); u = toupper(substr($0, RLENGTH + 1)); sub(/B$/, "", u)\n' +
        'p = index("KMGT", u); if (u == "") p = 0; else if (length(u) > 1 || !p) exit 1\n' +
        'printf "%.0f", n * 1000 ^ p; found = 1 }\n' +
        'END { exit !found }\'\n' +
        '}\n' +
        'mb_runbook_find() {\n' +
        'local at\n' +
        'for at in "$MB_HERE/.." "$MB_RUNBOOK_DIR"; do\n' +
        '[ ! -f "$at/$MB_SOURCE_FILE" ] || {\n' +
        'mb_directory_is "$(cd -P -- "$at" && pwd -P)"\n' +
        'return 0\n' +
        '}\n' +
        'done\n' +
        'mb_refuse E_NOT_FOUND "The archive $MB_SOURCE_FILE is not there." \'Looked in\' "$(cd -P -- "$MB_HERE/.." && pwd -P), $MB_RUNBOOK_DIR" \\\n' +
        '\'There are\' "$(cd -- "$MB_HERE/.." && for at in *.tar.*; do [ ! -f "$at" ] || printf \'%s \' "$at"; done)" \\\n' +
        'next \'put it back there from where it was copied to, or take the script of another backup\'\n' +
        '}\n' +
        'mb_runbook_choose() {\n' +
        'local name rest word found\n' +
        'MB_CHOSEN=\'\'\n' +
        'while IFS= read -r word; do\n' +
        '[ -n "$word" ] || continue\n' +
        'found=\'\'\n' +
        'for name in $(mb_row_names); do ! mb_means "$word" "$name" || found=1; done\n' +
        '[ -n "$found" ] ||\n' +
        'mb_refuse E_NOT_FOUND "$MB_SOURCE_NAME has no $word that could be put back." \\\n' +
        '\'It has\' "$(mb_row_names | tr \'\\n\' \' \')" \'Not put back by this script\' "$MB_RUNBOOK_WITHOUT"\n' +
        'done <<END\n' +
        '$MB_ASKED\n' +
        'END\n' +
        'for name in $(mb_row_names); do\n' +
        'found=\'\'\n' +
        '[ -n "$MB_ASKED" ] || found=1\n' +
        'while IFS= read -r word; do\n' +
        '[ -z "$word" ] || ! mb_means "$word" "$name" || found=1\n' +
        'done <<END\n' +
        '$MB_ASKED\n' +
        'END\n' +
        '[ -z "$found" ] || MB_CHOSEN="$MB_CHOSEN${MB_CHOSEN:+ }$name"\n' +
        'done\n' +
        '}\n' +
        'mb_row_names() {\n' +
        'printf \'%s\\n\' "$MB_ROWS" | cut -f 1\n' +
        '}\n' +
        'mb_means() {\n' +
        '[ "$1" = "$2" ] && return\n' +
        '! mb_row_names | grep -qxF -- "$1" || return 1\n' +
        'case $2 in\n' +
        '*/"$1" | "$1"/*) return 0 ;;\n' +
        '*/*) [ "${2%%/*}/$(mb_encode "${1#*/}")" = "$2" ] && return 0 ;;\n' +
        'esac\n' +
        'return 1\n' +
        '}\n' +
        'mb_runbook_look() {\n' +
        'local tool missing=\'\' name container state\n' +
        'mb_format_row "$MB_SOURCE_COMPRESSION"\n' +
        'for tool in $MB_RUNBOOK_TOOLS; do\n' +
        '[ "$tool" = "$MB_UNPACKER" ] || command -v "$tool" >/dev/null 2>&1 || missing="$missing $tool"\n' +
        'done\n' +
        'command -v "$MB_UNPACKER" >/dev/null 2>&1 || missing="$missing $MB_UNPACKER"\n' +
        'command -v openssl >/dev/null 2>&1 || command -v sha256sum >/dev/null 2>&1 || missing="$missing sha256sum"\n' +
        '[ -z "$MB_RUNBOOK_PROJECT" ] || command -v docker >/dev/null 2>&1 || missing="$missing docker"\n' +
        '[ -z "$missing" ] || mb_refuse E_PREREQ "This machine lacks what a restore needs:$missing." next \'install it, or put it into the PATH\'\n' +
        '[ "$(mb_size "$MB_AT/$MB_SOURCE_FILE")" = "$MB_SOURCE_BYTES" ] ||\n' +
        'mb_refuse E_VERIFY \\\n' +
        '"The archive $MB_SOURCE_FILE is damaged: it has $(mb_size "$MB_AT/$MB_SOURCE_FILE") bytes, and $MB_SOURCE_BYTES were written." \\\n' +
        'next \'restore another backup\'\n' +
        'for name in $MB_CHOSEN; do\n' +
        'mb_kind "$name"\n' +
        '[ -z "$MB_ROOT_ONLY" ] || [ "$(id -u)" = 0 ] ||\n' +
        'mb_refuse E_PERM "$name cannot be restored by $(id -un): only root reaches its files." next "sudo $MB_SELF, or log in as root"\n' +
        'done\n' +
        'for name in $MB_RUNBOOK_SECRETS; do\n' +
        'eval "state=\\$$name"\n' +
        '[ -n "$state" ] || mb_needs_no "$name" ||\n' +
        'mb_refuse E_INPUT "This backup was made with a secret that this script does not hold: $name." \\\n' +
        'next "type it in, and try again: stty -echo; read -r $name; stty echo; export $name"\n' +
        'done\n' +
        'MB_VARIANT=here\n' +
        '[ -n "$MB_RUNBOOK_PROJECT" ] || return 0\n' +
        'state=$(mb_docker ps -aq --filter "label=com.docker.compose.project=$MB_RUNBOOK_PROJECT" 2>&1) ||\n' +
        'mb_refuse E_DOCKER \'The Docker engine does not answer.\' Said "$(mb_cap "$state")" \\\n' +
        'next \'see whether it runs: systemctl status docker\'\n' +
        'if [ -z "$state" ] && (MB_VARIANT=anew && mb_runbook_each); then MB_VARIANT=anew; fi\n' +
        '[ "$MB_VARIANT" = here ] || { mb_runbook_compose && return 0; }\n' +
        'for name in $MB_CHOSEN; do\n' +
        'container=$(mb_runbook_reader_of "$name") || continue\n' +
        'state=$(mb_docker inspect -f \'{{.State.Status}}\' "$container" 2>/dev/null) ||\n' +
        'mb_refuse E_NOT_FOUND "There is no container $container here, into which $name goes." \\\n' +
        'next "make it (docker compose --project-directory $MB_RUNBOOK_APP create) and start it; or name other components"\n' +
        '[ "$state" = running ] ||\n' +
        'mb_refuse E_DOCKER \\\n' +
        '"$container does not run (it is $state), so its data cannot be saved before the restore replaces it." \\\n' +
        'next "docker start $container; if it cannot start: docs/restore.md, \\"The database does not start at all\\""\n' +
        'done\n' +
        'for container in $(mb_runbook_held); do\n' +
        '[ "$(mb_docker inspect -f \'{{.State.Status}}\' "$container" 2>/dev/null)" != paused ] ||\n' +
        'mb_refuse E_DOCKER "The container $container is paused, and uses what is restored." \\\n' +
        'next "docker unpause $container, or stop it"\n' +
        'done\n' +
        '}\n' +
        'mb_runbook_compose() {\n' +
        'docker compose version >/dev/null 2>&1 ||\n' +
        'mb_refuse E_PREREQ \\\n' +
        '"The containers of $MB_RUNBOOK_PROJECT are gone, and there is no docker compose to make them anew." \\\n' +
        'next \'install the Compose plugin of Docker, or make them another way and run this again\'\n' +
        '}\n' +
        'mb_needs_no() {\n' +
        'local name\n' +
        'for name in $MB_CHOSEN; do\n' +
        'mb_kind "$name"\n' +
        'case " $MB_KIND_SECRETS " in *" $1 "*) return 1 ;; esac\n' +
        'done\n' +
        '}\n' +
        'mb_runbook_each() {\n' +
        'MB_EACH=${1:-:}\n' +
        'mb_step() {\n' +
        'shift\n' +
        '$MB_EACH "$@"\n' +
        '}\n' +
        'mb_plan_of_runbook\n' +
        '}\n' +
        'mb_plan_of_runbook() {\n' +
        'case $MB_VARIANT in\n' +
        'anew) mb_runbook_anew ;;\n' +
        '*) mb_runbook_here ;;\n' +
        'esac\n' +
        '}\n' +
        'mb_runbook_held() {\n' +
        '(mb_runbook_each mb_held_by | sort -u)\n' +
        '}\n' +
        'mb_held_by() {\n' +
        'case $2 in\n' +
        'mb_hold_each) (shift 3 && mb_held_names "$@" | tr \' \' \'\\n\') ;;\n' +
        'esac\n' +
        '}\n' +
        'mb_runbook_downtime() {\n' +
        'local held name path raw offset length sha256 consistency counts sum=0\n' +
        'held=$(mb_runbook_held | wc -l)\n' +
        'for name in $MB_CHOSEN; do\n' +
        'mb_kind "$name"\n' +
        '[ -z "$MB_LOADED" ] || { mb_row "$name" && sum=$((sum + raw)); }\n' +
        'done\n' +
        'printf \'%s\' $((2 + 2 * held + (sum + 14999999) / 15000000))\n' +
        '}\n' +
        'mb_in_words() {\n' +
        'local name="$1" path raw offset length sha256 consistency counts n\n' +
        'mb_row "$name"\n' +
        'mb_kind "$name"\n' +
        'case $MB_UNIT in\n' +
        '\'\') n=\'\' ;;\n' +
        'size) n=$(mb_amount "$raw") ;;\n' +
        '*) n=$(mb_count_of "$MB_UNIT" "$counts") && n=${n:+"$(mb_thousands "$n") $MB_UNIT"} ;;\n' +
        'esac\n' +
        'printf \'%s%s\' "${name#volumes/}" "${n:+ ($n)}"\n' +
        '}\n' +
        'mb_count_of() {\n' +
        'case " $2 " in\n' +
        '*" $1="*) set -- "${2##*"$1="}" && printf \'%s\' "${1%% *}" ;;\n' +
        'esac\n' +
        '}\n' +
        'mb_thousands() {\n' +
        'printf \'%s\\n\' "$1" | awk \'{\n' +
        'n = $0\n' +
        'while (length(n) > 3) { out = "," substr(n, length(n) - 2) out; n = substr(n, 1, length(n) - 3) }\n' +
        'printf "%s", n out }\'\n' +
        '}\n' +
        'mb_runbook_date() {\n' +
        'date -d "@$MB_SOURCE_TIME" \'+%d %B %Y, %H:%M UTC\' | sed \'s/^0//\'\n' +
        '}\n' +
        'mb_runbook_describe() {\n' +
        'local name list=\'\' downtime said\n' +
        'for name in $MB_CHOSEN; do list="$list${list:+, }$(mb_in_words "$name")"; done\n' +
        'MB_WISHED=$(date +%Y%m%d_%H%M%S)\n' +
        'downtime=$(mb_runbook_downtime)\n' +
        'mb_say "This puts back: $list"\n' +
        'said="as they were on $(mb_runbook_date), on THIS machine ($(hostname 2>/dev/null || uname -n))"\n' +
        'mb_say "$said${MB_RUNBOOK_PROJECT:+, project $MB_RUNBOOK_PROJECT} in $MB_RUNBOOK_APP."\n' +
        '[ -z "$MB_RUNBOOK_OUTSIDE" ] || mb_is_outside_spared ||\n' +
        'mb_say "Outside of it are written: $(printf \'%s\' "$MB_RUNBOOK_OUTSIDE" | tr \'\\n\' \' \')"\n' +
        'if [ "$MB_VARIANT" = anew ]; then\n' +
        'mb_say "Its containers are gone: they are made anew, with their volumes and networks." \\\n' +
        '"What is still there is first saved as pre-restore-$MB_WISHED."\n' +
        'else\n' +
        'mb_say "The present state is first saved as pre-restore-$MB_WISHED. Services stop for about $downtime s."\n' +
        'fi\n' +
        '[ -z "$MB_RUNBOOK_WITHOUT" ] || [ -n "$MB_ASKED" ] || printf \'%s\\n\' "$MB_RUNBOOK_WITHOUT" | mb_restorable_lines |\n' +
        'sed \'s/^/Not put back by this script: /\' >&3\n' +
        'said=\'To put back only some, name them as arguments.\'\n' +
        '[ -z "$MB_ASKED" ] || said=\'Everything else stays as it is.\'\n' +
        'mb_say "$said Nothing has been changed yet."\n' +
        '}\n' +
        'mb_restorable_lines() {\n' +
        'local line\n' +
        'while IFS= read -r line; do\n' +
        'mb_kind "${line%%[:"$MB_TAB"]*}"\n' +
        '[ -n "$MB_FOR_PEOPLE" ] || printf \'%s\\n\' "$line"\n' +
        'done\n' +
        '}\n' +
        'mb_is_outside_spared() {\n' +
        'local name\n' +
        'for name in $MB_CHOSEN; do\n' +
        'mb_kind "$name"\n' +
        '[ -z "$MB_PLACES" ] || return 1\n' +
        'done\n' +
        '}\n' +
        'mb_runbook_print() {\n' +
        'MB_COUNT=0\n' +
        'mb_say \'\'\n' +
        '(mb_runbook_each mb_print_step)\n' +
        'mb_say \'\'\n' +
        'mb_say \'This was a dry run: nothing was changed.\'\n' +
        '}\n' +
        'mb_print_step() {\n' +
        'MB_COUNT=$((MB_COUNT + 1))\n' +
        'printf \'%2d. %s\\n\' "$MB_COUNT" "$1" >&3\n' +
        'shift\n' +
        'printf \'     \' >&3\n' +
        'for MB_LINE in "$@"; do\n' +
        'case $MB_LINE in\n' +
        '*[!A-Za-z0-9_./:@%+,-]* | \'\') printf \' %s\' "$(mb_quoted "$MB_LINE")" >&3 ;;\n' +
        '*) printf \' %s\' "$MB_LINE" >&3 ;;\n' +
        'esac\n' +
        'done\n' +
        'printf \'\\n\' >&3\n' +
        '}\n' +
        'mb_runbook_ask() {\n' +
        'local said="$1"\n' +
        'if [ -z "$said" ]; then\n' +
        'printf \'Type OUI to go on: \' >&3\n' +
        'IFS= read -r said || :\n' +
        'fi\n' +
        'case $said in\n' +
        'OUI | "$MB_SOURCE_NAME") ;;\n' +
        '*)\n' +
        'mb_refuse E_INPUT "The restore was not confirmed: type OUI, in capital letters." \\\n' +
        'next \'see the plan first (--dry-run), then confirm; without a terminal: --confirm OUI\'\n' +
        ';;\n' +
        'esac\n' +
        '}\n' +
        'mb_runbook_start() {\n' +
        'MB_LOCKED=1 MB_OPERATION=restore MB_WHOLE=1\n' +
        '[ -z "$MB_ASKED" ] || MB_WHOLE=\'\'\n' +
        'mb_directory\n' +
        'MB_RUN="restore-$(date +%s)-$$"\n' +
        'mb_detach "$(mb_runbook_detached)"\n' +
        'mb_runbook_follow "$MB_RUN"\n' +
        '}\n' +
        'mb_runbook_detached() {\n' +
        'local name\n' +
        'echo \'mb_runbook_constants\'\n' +
        'for name in MB_SOURCE_NAME MB_SOURCE_FILE MB_SOURCE_BYTES MB_SOURCE_SHA256 MB_SOURCE_COMPRESSION MB_SOURCE_TIME \\\n' +
        'MB_SOURCE_TABLE MB_ROWS MB_ALL_ROWS MB_WHOLE MB_RUN MB_DIR MB_CHOSEN MB_VARIANT MB_WISHED MB_TIMEOUT MB_LOCK_TIMEOUT MB_MIN_FREE \\\n' +
        'MB_COMPRESS MB_TAR MB_SELF; do mb_assigned "$name" "$name"; done\n' +
        '[ -z "${MB_SOURCE_KIND:-}" ] || mb_assigned MB_SOURCE_KIND MB_SOURCE_KIND\n' +
        'printf \'%s\\n\' \'MB_OPERATION=restore MB_LOCKED=1 MB_CLIENT=2 MB_NONCE=0 MB_HEARTBEAT=60\' \\\n' +
        '\'mb_static() { mb_runbook_static "$@"; }\' \'mb_reader_of() { mb_runbook_reader_of "$@"; }\' \\\n' +
        '\'mb_plan() { mb_plan_of_runbook && mb_runbook_done; }\'\n' +
        '}\n' +
        'mb_runbook_done() {\n' +
        'mb_say "Restored $MB_SOURCE_NAME.${MB_KEPT:+ What was there before is $MB_KEPT.}"\n' +
        '}\n' +
        'mb_runbook_newest() {\n' +
        'local log\n' +
        'log=$(cd -- "$MB_AT/.work" 2>/dev/null && ls -t -- *.log 2>/dev/null | head -n 1)\n' +
        '[ -n "$log" ] || mb_refuse E_NOT_FOUND "There is no restore to follow in $MB_DIR."\n' +
        'printf \'%s\' "${log%.log}"\n' +
        '}\n' +
        'mb_runbook_follow() {\n' +
        '[ -n "$1" ] || exit "$(mb_exit_of E_NOT_FOUND)"\n' +
        'trap mb_runbook_left INT TERM\n' +
        'mb_follow "$1"\n' +
        '}\n' +
        'mb_runbook_left() {\n' +
        'printf \'%s\\n\' \'\' "The restore continues. To follow it again: $MB_SELF --follow" >&3\n' +
        'exit 130\n' +
        '}\n' +
        'mb_runbook_undo() {\n' +
        '[ -e "$MB_AT/.restore-incomplete" ] || mb_say \'No restore is incomplete here.\'\n' +
        'MB_RUN="undo-$(date +%s)-$$" MB_EXITS=\'\'\n' +
        'MB_OPERATION=recover MB_LOCKED=1 MB_DETACH=0\n' +
        'mb_plan() {\n' +
        'mb_step 1 \'Take the lock\' mb_lock\n' +
        'mb_step 2 \'Clean up after runs that died\' mb_recover\n' +
        '[ ! -e "$MB_AT/.restore-incomplete" ] || mb_fail E_RESTORE \'Not all that the restore changed could be put back.\' \\\n' +
        'safe \'what was there before lies beside its place (names that end in .meeshy-old-...) and in the safety backup\' \\\n' +
        'next \'remove the cause that the warning names, then run this again; by hand: docs/restore.md\'\n' +
        '}\n' +
        'mb_main\n' +
        '}\n' +
        'mb_runbook_list() {\n' +
        'local said name path raw offset length sha256 consistency counts\n' +
        'said="$MB_SOURCE_NAME, $(mb_runbook_date), $(mb_amount "$MB_SOURCE_BYTES")"\n' +
        'mb_say "$said${MB_RUNBOOK_PROJECT:+, of the project $MB_RUNBOOK_PROJECT} in $MB_RUNBOOK_APP"\n' +
        'for name in $(mb_row_names); do\n' +
        'mb_row "$name"\n' +
        'printf \'  %-32s %-9s %-15s %s\\n\' "$name" "$(mb_amount "$raw")" "$consistency" "$(printf \'%s\' "$counts" | tr \'=\' \' \')" >&3\n' +
        'done\n' +
        '[ -z "$MB_RUNBOOK_WITHOUT" ] || printf \'%s\\n\' "$MB_RUNBOOK_WITHOUT" | sed \'s/^/  not put back: /\' >&3\n' +
        '}\n' +
        'mb_runbook_help() {\n' +
        'cat >&3 <<END\n' +
        '$MB_SELF [component...] [flags]\n' +
        '\n' +
        'Puts the backup $MB_SOURCE_NAME back on this machine, all of it or the components that are named.\n' +
        'It shows what it will do, and changes nothing before OUI is typed. It needs sh, docker, tar and the decompressor;\n' +
        'no Node, no network.\n' +
        '\n' +
        '  COMPONENT...          only these, by their names; --list shows which there are\n' +
        '  --list                what is in the backup\n' +
        '  --dry-run             shows each step of the restore; nothing is done\n' +
        '  --confirm OUI         confirms without the question, for scripts\n' +
        '  --follow              shows the restore that runs, or how the last one ended\n' +
        '  --undo                puts back what an interrupted restore changed, after a power cut for instance\n' +
        '  --timeout 2h          a restore that takes longer is undone\n' +
        '  --lock-timeout 10m    how long to wait for another run\n' +
        '  --min-free 500MB      what must stay free\n' +
        '\n' +
        'What is there is first kept as a backup of its own (pre-restore-...). If anything fails, it is put back. The restore\n' +
        'continues if this terminal closes. The script looks for the archive in the directory above it, then in\n' +
        '$MB_RUNBOOK_DIR.\n' +
        'END\n' +
        '[ -z "$MB_RUNBOOK_SECRETS" ] ||\n' +
        'printf \'\\nThe backup was made with secrets, which this script does not hold. Set them as environment variables: %s.\\n\' \\\n' +
        '"$MB_RUNBOOK_SECRETS" >&3\n' +
        'printf \'\\nExit codes\\n\' >&3\n' +
        'mb_exit_codes >&3\n' +
        '}\n',
    'script/runtime/secrets.sh': 'mb_mask() {\n' +
        'local line name value rest\n' +
        'while IFS= read -r line || [ -n "$line" ]; do\n' +
        'for name in $MB_SECRETS; do\n' +
        'eval "value=\\$$name"\n' +
        '[ -z "$value" ] || mb_replace "$value"\n' +
        'done\n' +
        'rest=$line line=\n' +
        'while case $rest in *://*@*) ;; *) false ;; esac do\n' +
        'line="$line${rest%%://*}://[secret]@" rest=${rest#*://}\n' +
        'rest=${rest#*@}\n' +
        'done\n' +
        'printf \'%s\\n\' "$line$rest"\n' +
        'done\n' +
        '}\n' +
        'mb_replace() {\n' +
        'local done=\'\' todo="$line"\n' +
        'while case $todo in *"$1"*) ;; *) false ;; esac do\n' +
        'done="$done${todo%%"$1"*}[secret]"\n' +
        'todo=${todo#*"$1"}\n' +
        'done\n' +
        'line=$done$todo\n' +
        '}\n',
    'script/runtime/send.sh': 'mb_send() {\n' +
        'local file="$MB_AT/$2" bytes\n' +
        'mb_emit verifying backup "$1"\n' +
        'if [ ! -f "$file" ] || [ -L "$file" ] || ! bytes=$(mb_size "$file" 2>/dev/null); then\n' +
        'mb_emit gone backup "$1"\n' +
        'return 0\n' +
        'fi\n' +
        '[ -r "$file" ] ||\n' +
        'mb_fail E_PERM "$(id -un) may not read the archive $MB_DIR/$2." safe \'nothing was changed\' \\\n' +
        'next \'set sudo: true, or log in as the owner of the backups\'\n' +
        'mb_emit raw backup "$1" bytes# "$bytes"\n' +
        'head -c "$bytes" "$file" >&3 2>"$MB_WORK/noise" ||\n' +
        'mb_fail E_VERIFY "The archive $MB_DIR/$2 cannot be read to its end." Said "$(cat "$MB_WORK/noise")" \\\n' +
        'safe \'nothing was changed\' next \'check the disk of this server (dmesg)\'\n' +
        'mb_phase sent\n' +
        '}\n',
    'script/runtime/skipped.sh': 'mb_record_skip() {\n' +
        'local newest time stamp file\n' +
        'newest=$(mb_newest_stamp) time=$(date +%s)\n' +
        'if [ -n "$newest" ] && [ "$(mb_epoch "$newest")" -ge "$time" ]; then time=$(($(mb_epoch "$newest") + 1)); fi\n' +
        'while\n' +
        'stamp=$(date -d "@$time" +%Y%m%d_%H%M%S)\n' +
        'file="$MB_AT/.meta/$MB_PREFIX-$stamp.skipped"\n' +
        '[ -e "$file" ] || [ -L "$file" ]\n' +
        'do time=$((time + 1)); done\n' +
        'mb_object schema# 1 kind skipped prefix "$MB_PREFIX" runId "$MB_RUN" time# "$time" timeText \\\n' +
        '"$(date -d "@$time" +%Y-%m-%dT%H:%M:%SZ)" @ "$(mb_static skipped)"\n' +
        'printf \'%s\\n\' "$MB_JSON" >"$MB_WORK/skipped" && mb_sync "$MB_WORK/skipped" && mv -T -- "$MB_WORK/skipped" "$file" &&\n' +
        'mb_sync "$MB_AT/.meta" ||\n' +
        'mb_fail E_PUBLISH "The record of the skipped backup could not be written in $MB_DIR/.meta." safe \'the run had nothing else to do\'\n' +
        'mb_prune_skips "$1"\n' +
        '}\n' +
        'mb_prune_skips() {\n' +
        'local file\n' +
        'for file in "$MB_AT"/.meta/*.skipped; do\n' +
        'file=${file##*/}\n' +
        'case $file in\n' +
        '*[!A-Za-z0-9._-]*) ;;\n' +
        '*) printf \'%s %s\\n\' "${file##*-}" "$file" ;;\n' +
        'esac\n' +
        'done | sort -r | tail -n "+$(($1 + 1))" | while read -r _ file; do rm -f -- "$MB_AT/.meta/$file"; done\n' +
        '}\n',
    'script/runtime/swap.sh': 'mb_quoted() {\n' +
        'local rest="$1" done=\'\'\n' +
        'while case $rest in *\\\'*) ;; *) false ;; esac do done="$done${rest%%\\\'*}\'\\\\\'\'" rest=${rest#*\\\'}; done\n' +
        'printf "\'%s\'" "$done$rest"\n' +
        '}\n' +
        'mb_stage_beside() {\n' +
        '[ "${2:-}" = flat ] || [ "$(id -u)" != 0 ] || mb_unseen "$1"\n' +
        '(mb_enter_place "$1" made || mb_fail E_PERM "The directory ${1%/*}/ cannot be entered: $MB_WHY." safe \'nothing was changed\') || exit 1\n' +
        'mb_journal remove_new "$1" "$MB_RUN"\n' +
        'printf \'%s\\n\' "$1" >>"$MB_WORK/destinations" || mb_unwritable "$MB_WORK"\n' +
        'mb_beside "$1" true 2>"$MB_WORK/noise" ||\n' +
        'mb_fail E_RESTORE "Nothing can be made ready beside $1." Said "$(cat "$MB_WORK/noise")" safe \'nothing was changed\'\n' +
        '}\n' +
        'mb_unseen() {\n' +
        'local root="${1%%//*}"\n' +
        'case $1 in *//*) ;; *) return 0 ;; esac\n' +
        '[ "$(mb_cover_of "$1")" = "$1" ] && grep -qxF -- "$(readlink -f -- "$root")" "$MB_WORK/mounted-now" || return 0\n' +
        'mb_fail E_PREREQ "$1 is in $root, a filesystem of its own to which containers write: they would see what is made ready there." \\\n' +
        'safe \'nothing was stopped, nothing was changed\' next \'stop the containers that have it mounted (docker ps), then restore again\'\n' +
        '}\n' +
        'undo_remove_new() {\n' +
        'local cover\n' +
        'mb_is_run "$2" || return 1\n' +
        'cover=$(mb_cover_of "$1")\n' +
        'mb_discard "$cover" "$2" "${cover##*/}.meeshy-new-$2" && mb_discard "$1" "$2" "${1##*/}.meeshy-undone-$2"\n' +
        '}\n' +
        'words_of_remove_new() {\n' +
        'local cover\n' +
        'cover=$(mb_cover_of "$1").meeshy-new-$2\n' +
        'printf \'remove what was made ready beside %s (rm -rf %s)\' "$1" "$(mb_typed "$cover")"\n' +
        '}\n' +
        'mb_is_run() {\n' +
        'case $1 in\n' +
        '\'\' | *[!A-Za-z0-9-]*) return 1 ;;\n' +
        'esac\n' +
        '}\n' +
        'mb_unstaged() {\n' +
        'mb_is_full\n' +
        'case $(cat "$MB_WORK/noise") in\n' +
        '*\'No space left\'* | *\'quota exceeded\'*)\n' +
        'mb_fail E_NOSPACE "The disk filled up while $1 was made ready beside its place ($2)." \\\n' +
        'safe \'nothing was changed; what was written is removed\' next \'free space there\'\n' +
        ';;\n' +
        'esac\n' +
        'mb_fail E_RESTORE "$1 could not be made ready beside its place ($2)." Said "$(tail -n 5 "$MB_WORK/noise")" safe \'nothing was changed\'\n' +
        '}\n' +
        'mb_swap() {\n' +
        'local at name="${1##*/}"\n' +
        'at=$(mb_place "$1")\n' +
        'if [ -e "$at" ] || [ -L "$at" ]; then\n' +
        'mb_where "$at" mb_is_free "$name.meeshy-old-$MB_RUN" 2>"$MB_WORK/noise" || mb_unswapped "$at"\n' +
        'mb_journal put_back "$at" "$MB_RUN"\n' +
        'mb_leftover remove_old "$at" "$MB_RUN"\n' +
        'mb_where "$at" mv -T -- "./$name" "./$name.meeshy-old-$MB_RUN" 2>"$MB_WORK/noise" || mb_unswapped "$at"\n' +
        'mb_phase "aside"\n' +
        'else\n' +
        'mb_journal remove_made "$at" "$MB_RUN"\n' +
        'fi\n' +
        'if grep -qxF -- "$at" "$MB_WORK/destinations"; then\n' +
        'mb_beside "$at" mb_swap_in "$at" 2>"$MB_WORK/noise" && mb_uncover "$at" new "$MB_RUN" 2>"$MB_WORK/noise" || mb_unswapped "$at"\n' +
        'fi\n' +
        'mb_where "$at" mb_sync . 2>"$MB_WORK/noise" || mb_unswapped "$at"\n' +
        'mb_phase swapped\n' +
        '}\n' +
        'mb_is_free() {\n' +
        'mb_unlinked "$1"\n' +
        '! mb_is_here "$1" || {\n' +
        'printf \'something else is at %s\\n\' "$1" >&2\n' +
        'return 1\n' +
        '}\n' +
        '}\n' +
        'mb_swap_in() {\n' +
        'exec 6<.\n' +
        'local mode=\'\'\n' +
        'mb_enter_place "$1" && [ "$(stat -c %d .)" = "$(stat -c %d /proc/self/fd/6/.)" ] || return 1\n' +
        'if [ -d /proc/self/fd/6/new ] && [ ! -L /proc/self/fd/6/new ] && [ ! -w /proc/self/fd/6/new ]; then\n' +
        'mode=$(stat -c %a /proc/self/fd/6/new) && chmod u+w /proc/self/fd/6/new || return 1\n' +
        'fi\n' +
        'mv -T -- /proc/self/fd/6/new "./${1##*/}" && { [ -z "$mode" ] || chmod "$mode" "./${1##*/}"; }\n' +
        '}\n' +
        'undo_put_back() {\n' +
        'mb_is_run "$2" && mb_where "$1" mb_swap_back "${1##*/}" "$2"\n' +
        '}\n' +
        'mb_swap_back() {\n' +
        'mb_is_here "$1.meeshy-old-$2" || return 0\n' +
        'mb_unlinked "$1.meeshy-undone-$2"\n' +
        '! mb_is_here "$1" || mv -T -- "./$1" "./$1.meeshy-undone-$2" || return 1\n' +
        'mv -T -- "./$1.meeshy-old-$2" "./$1" && mb_sync .\n' +
        '}\n' +
        'words_of_put_back() {\n' +
        'printf \'put %s back as it was, if %s is there (move away what is in its place, then: mv -T %s %s)\' "$1" \\\n' +
        '"$1.meeshy-old-$2" "$(mb_typed "$1.meeshy-old-$2")" "$(mb_typed "$1")"\n' +
        '}\n' +
        'undo_remove_made() {\n' +
        'local cover\n' +
        'mb_is_run "$2" || return 1\n' +
        'cover=$(mb_cover_of "$1").meeshy-new-$2\n' +
        '[ ! -d "${cover%/*}/" ] || ! mb_where "$cover" mb_is_here "${cover##*/}/new" || return 0\n' +
        'mb_discard "$1" "$2" "${1##*/}"\n' +
        '}\n' +
        'words_of_remove_made() {\n' +
        'local cover\n' +
        'cover=$(mb_cover_of "$1").meeshy-new-$2\n' +
        'printf \'remove %s, which was not there before (unless %s is still there: rm -rf %s)\' "$1" "$cover/new" "$(mb_typed "$1")"\n' +
        '}\n' +
        'undo_remove_old() {\n' +
        'mb_is_run "$2" && mb_discard "$1" "$2" "${1##*/}.meeshy-old-$2"\n' +
        '}\n' +
        'words_of_remove_old() {\n' +
        'printf \'remove what was in the place of %s before (rm -rf %s)\' "$1" "$(mb_typed "$1.meeshy-old-$2")"\n' +
        '}\n' +
        'mb_unswapped() {\n' +
        'mb_fail E_RESTORE "$1 could not be replaced." Said "$(cat "$MB_WORK/noise")"\n' +
        '}\n',
    'script/runtime/table.sh': 'mb_table() {\n' +
        'local component path raw offset length sha256 milliseconds consistency counts\n' +
        'set --\n' +
        'while IFS="$MB_TAB" read -r component path raw offset length sha256 milliseconds consistency counts; do\n' +
        'mb_component_fields\n' +
        'mb_object @ "$MB_FIELDS" @ "$(mb_static "$component")"\n' +
        'set -- "$@" "$MB_JSON"\n' +
        'done <"$MB_WORK/components"\n' +
        'mb_list "$@"\n' +
        'set -- "$MB_JSON"\n' +
        'mb_head_fields\n' +
        'mb_object @ "$MB_FIELDS" @ "$(mb_static table)" components@ "$1"\n' +
        'MB_TABLE=$MB_JSON\n' +
        '}\n' +
        'mb_head_fields() {\n' +
        'mb_object schema# 1 kind backup name "$MB_NAME" runId "$MB_RUN" sequence# "$MB_SEQUENCE" prefix "$MB_PREFIX" time# "$MB_TIME"\n' +
        'mb_fields\n' +
        '}\n' +
        'mb_component_fields() {\n' +
        'mb_object name "$component" path "$path" rawBytes# "$raw" offset# "$offset" length# "$length" sha256 "$sha256" \\\n' +
        'consistency "$consistency"\n' +
        'mb_fields\n' +
        '}\n' +
        'mb_fields() {\n' +
        'MB_FIELDS=${MB_JSON#?}\n' +
        'MB_FIELDS=${MB_FIELDS%?}\n' +
        '}\n' +
        'mb_table_end() {\n' +
        'local size n=0\n' +
        'size=$(mb_size "$1")\n' +
        '{ mb_tar_header 0 "$MB_NAME/MANIFEST.json" "$size" && cat -- "$1" && mb_zeros "$size" && mb_nulls 1024; } >"$MB_WORK/ending" || return 1\n' +
        'size=$(mb_size "$MB_WORK/ending")\n' +
        'while [ "$size" -gt 0 ]; do\n' +
        'dd if="$MB_WORK/ending" bs=32768 skip="$n" count=1 2>/dev/null | mb_stored_member $((size < 32768 ? size : 32768)) || return 1\n' +
        'n=$((n + 1)) size=$((size - 32768))\n' +
        'done\n' +
        '}\n' +
        'mb_is_table() {\n' +
        'mb_table_end "$1" >"$MB_WORK/ends" || return 1\n' +
        '[ "$(tail -c "$(mb_size "$MB_WORK/ends")" -- "$MB_SOURCE" | mb_sha256)" = "$(mb_sha256 <"$MB_WORK/ends")" ]\n' +
        '}\n' +
        'mb_prove_table() {\n' +
        'local MB_NAME MB_TIME MB_COMPRESS\n' +
        '! mb_is_old || return 0\n' +
        'MB_NAME=$MB_SOURCE_NAME MB_TIME=$MB_SOURCE_TIME MB_COMPRESS=$MB_SOURCE_COMPRESSION\n' +
        'printf \'%s\\n\' "$MB_SOURCE_TABLE" >"$MB_WORK/table" || mb_unwritable "$MB_WORK"\n' +
        'mb_is_table "$MB_WORK/table" || mb_unvouched "$(mb_table_differs)"\n' +
        'mb_phase proven-table\n' +
        '}\n' +
        'mb_unvouched() {\n' +
        'mb_fail E_VERIFY "The manifest beside $MB_SOURCE_FILE says something else than the archive itself." Differs "$1" \\\n' +
        'safe \'nothing was stopped, nothing was changed\' \\\n' +
        'next \'take the archive and its manifest from a place that nobody else writes to, or choose another backup\'\n' +
        '}\n' +
        'mb_table_differs() {\n' +
        'if mb_own_table; then mb_table_difference "$MB_WORK/table" "$MB_WORK/table-found"; else\n' +
        'printf \'the archive does not end with the table that this manifest would have\'\n' +
        'fi\n' +
        '}\n' +
        'mb_own_table() {\n' +
        'local component path raw offset length rest\n' +
        'IFS="$MB_TAB" read -r component path raw offset length rest <<END\n' +
        '$(printf \'%s\\n\' "$MB_ALL_ROWS" | tail -n 1)\n' +
        'END\n' +
        '! mb_is_fragment "$path" || raw=0\n' +
        'mb_unpack_end $((offset + length)) "$raw" && mb_table_found\n' +
        '}\n' +
        'mb_unpack_end() {\n' +
        'rm -f "$MB_WORK/status-1"\n' +
        '{ mb_range "$1" $((MB_SOURCE_BYTES - $1)) "$MB_SOURCE" | { mb_unpack; echo $? >"$MB_WORK/status-1"; } |\n' +
        'head -c 16777216 | tail -c +$(((512 - $2 % 512) % 512 + 1)) >"$MB_WORK/rest"; } 2>/dev/null\n' +
        '[ "$MB_SOURCE_BYTES" -gt "$1" ] && [ "$(cat "$MB_WORK/status-1")" = 0 ]\n' +
        '}\n' +
        'mb_table_found() {\n' +
        'tar -xOf "$MB_WORK/rest" "$MB_NAME/MANIFEST.json" >"$MB_WORK/table-found" 2>/dev/null && mb_is_table "$MB_WORK/table-found"\n' +
        '}\n' +
        'mb_table_difference() {\n' +
        'awk \'\n' +
        'NR == FNR { one = $0; next }\n' +
        '{ other = $0 }\n' +
        'END {\n' +
        'high = length(one)\n' +
        'while (low < high) {\n' +
        'middle = int((low + high + 1) / 2)\n' +
        'if (substr(one, 1, middle) == substr(other, 1, middle)) low = middle; else high = middle - 1\n' +
        '}\n' +
        'before = substr(one, 1, low)\n' +
        'if (before ~ /([}]|"images":\\[|"components":\\[)$/) {\n' +
        'print index(before, "\\"components\\":[") ? "components" : "images"\n' +
        'exit\n' +
        '}\n' +
        'for (rest = one; match(rest, /[{]"name":"[^"\\\\]*","path":/); rest = substr(rest, RSTART + RLENGTH)) {\n' +
        'if (passed + RSTART > low) break\n' +
        'component = substr(rest, RSTART + 9, RLENGTH - 18) " "\n' +
        'passed += RSTART + RLENGTH - 1\n' +
        '}\n' +
        'field = "schema"\n' +
        'for (; match(before, /"[A-Za-z0-9-]+":/); before = substr(before, RSTART + RLENGTH))\n' +
        'field = substr(before, RSTART + 1, RLENGTH - 3)\n' +
        'print component field\n' +
        '}\' "$1" "$2"\n' +
        '}\n',
    'script/runtime/tarlist.sh': 'mb_tar_rows() {\n' +
        '[ -n "${MB_TAR:-}" ] || mb_know_tar\n' +
        'rm -f "$MB_WORK/tar-status" "$MB_WORK/tar-names" "$MB_WORK/tar-lines"\n' +
        'if [ "$MB_TAR" = gnu ]; then\n' +
        '{ tar --numeric-owner --quoting-style=c -tvf - 2>"$MB_WORK/tar-said"; echo $? >"$MB_WORK/tar-status"; } | mb_rows_quoted\n' +
        'else\n' +
        'mb_list_twice\n' +
        'mb_rows_paired "$MB_WORK/tar-names" <"$MB_WORK/tar-lines"\n' +
        'fi\n' +
        '}\n' +
        'mb_know_tar() {\n' +
        'case $(tar --version 2>/dev/null) in *GNU*) MB_TAR=gnu ;; *) MB_TAR=plain ;; esac\n' +
        '}\n' +
        'mb_rows_quoted() {\n' +
        'awk \'\n' +
        '{ at = index($0, "\\""); head = substr($0, 1, at - 1); rest = substr($0, at)\n' +
        'if (!at || length($0) > 40000 || head !~ /^[-?A-Za-z][-rwxsStT]+ -?[0-9]+\\/-?[0-9]+ / || !match(rest, /^"([^"\\\\]|\\\\.)*"/)) {\n' +
        'print "!\\tholds an entry that tar does not show so that it can be judged"; next }\n' +
        'name = substr(rest, 2, RLENGTH - 2); rest = substr(rest, RLENGTH + 1); target = ""\n' +
        'if (match(rest, /^ (->|link to) "/)) target = substr(rest, RLENGTH + 1, length(rest) - RLENGTH - 1)\n' +
        'split(head, field, " ")\n' +
        'print substr(head, 1, 10) "\\t" field[3] "\\t" name "\\t" target }\'\n' +
        '}\n' +
        'mb_list_twice() {\n' +
        'local pipe="$MB_WORK/tar-pipe" reader\n' +
        'rm -f "$pipe" && mkfifo "$pipe" || return 1\n' +
        '{ tar -tf - 2>/dev/null; cat >/dev/null; } <"$pipe" >"$MB_WORK/tar-names" &\n' +
        'reader=$!\n' +
        'tee "$pipe" | { tar -tvf - >"$MB_WORK/tar-lines" 2>"$MB_WORK/tar-said"; echo $? >"$MB_WORK/tar-status"; cat >/dev/null; }\n' +
        'wait "$reader"\n' +
        '}\n' +
        'mb_rows_paired() {\n' +
        'awk -v names="$1" \'\n' +
        'function safe(text) { gsub(/\\\\/, "&&", text); gsub(/\\t/, "\\\\t", text); return text }\n' +
        'function tell() {\n' +
        'if (mode ~ /^-/ && target != "") mode = "h" substr(mode, 2)\n' +
        'if (mode != "") print mode "\\t" bytes "\\t" name "\\t" target\n' +
        'mode = "" }\n' +
        'function refuse(why) { tell(); print "!\\t" why; refused = 1; exit }\n' +
        'function head_before(at) {\n' +
        'return substr($0, 1, at - 1) ~ /-[0-9][0-9] [0-9][0-9]:[0-9][0-9](:[0-9][0-9])? $/ &&\n' +
        'substr($0, 1, at - 1) ~ /^[-?A-Za-z][-rwxsStT]+ .* [0-9,]+ [0-9]+-[0-9][0-9]-[0-9][0-9] [0-9:]+ $/ }\n' +
        'function follows(at) { return at == length($0) + 1 || substr($0, at, 4) == " -> " }\n' +
        'BEGIN {\n' +
        'unclear = "holds an entry that tar does not show so that it can be judged"\n' +
        'torn = "holds an owner, or the target of a link, of several lines, which this tar does not show apart (GNU tar does)" }\n' +
        '{ if ((getline part <names) != 1) refuse(torn)\n' +
        'if (length($0) > 10000) refuse(unclear)\n' +
        'heads = 0\n' +
        'for (at = 1; at <= length($0) + 1 - length(part) && heads < 2; at++) {\n' +
        'if (part != "") { if (!(n = index(substr($0, at), part))) break; at += n - 1 }\n' +
        'if (head_before(at) && follows(at + length(part))) { heads++; head = at - 1 } }\n' +
        'continued = substr($0, 1, length(part)) == part && follows(length(part) + 1)\n' +
        'if (heads + continued != 1 || !heads && mode == "") refuse(unclear)\n' +
        'if (heads) {\n' +
        'tell()\n' +
        'n = split(substr($0, 1, head), field, " ")\n' +
        'mode = substr($0, 1, 10); bytes = field[n - 2]; name = safe(part)\n' +
        '} else { head = 0; name = name "\\\\n" safe(part) }\n' +
        'target = safe(substr($0, head + length(part) + 5)) }\n' +
        'END {\n' +
        'if (refused) exit\n' +
        'if ((getline part <names) == 1) refuse(unclear)\n' +
        'tell() }\'\n' +
        '}\n',
    'script/runtime/undo.sh': 'mb_settle() {\n' +
        'local line\n' +
        'MB_UNDO_SAID=\n' +
        'mb_entry "$1" && mb_undo_line "$1" "$line" && rm -f -- "$1"\n' +
        '}\n' +
        'mb_entry() {\n' +
        'local rest=\'\'\n' +
        '{ IFS= read -r line && ! IFS= read -r rest && [ -z "$rest" ]; } 2>/dev/null <"$1"\n' +
        '}\n' +
        'mb_undo_line() {\n' +
        'local file="$1" seconds="${3:-}"\n' +
        'MB_UNDO_SAID=\n' +
        'mb_with_words "$2" mb_undo_now\n' +
        '}\n' +
        'mb_with_words() {\n' +
        'local call="$2" left\n' +
        'case $1 in\n' +
        '\'\' | \' \'* | *\' \' | *\'  \'* | *[!A-Za-z0-9_./:@+,%\\ -]*) return 2 ;;\n' +
        'esac\n' +
        'set -- $1\n' +
        'case $1 in\n' +
        '*[!a-z_]*) return 2 ;;\n' +
        'esac\n' +
        '[ "$(command -v "undo_$1")" = "undo_$1" ] || return 2\n' +
        'left=$#\n' +
        'while [ "$left" -gt 0 ]; do\n' +
        'mb_is_encoded "$1" || return 2\n' +
        'mb_decode "$1"\n' +
        'shift\n' +
        'set -- "$@" "$MB_DECODED"\n' +
        'left=$((left - 1))\n' +
        'done\n' +
        '"$call" "$@"\n' +
        '}\n' +
        'mb_is_encoded() {\n' +
        'local rest="$1"\n' +
        '[ "$rest" != % ] || return 0\n' +
        'while case $rest in *%*) ;; *) false ;; esac do\n' +
        'rest=${rest#*%}\n' +
        'case $rest in\n' +
        '00*) return 1 ;;\n' +
        '[0-9A-F][0-9A-F]*) ;;\n' +
        '*) return 1 ;;\n' +
        'esac\n' +
        'done\n' +
        '}\n' +
        'mb_undo_now() {\n' +
        'local said="$file.said" status\n' +
        '[ -n "$seconds" ] || seconds=$(mb_undo_seconds "$1")\n' +
        'mb_bounded "$seconds" mb_undo_alone "$@"\n' +
        'status=$?\n' +
        '[ "$status" = 0 ] || MB_UNDO_SAID=$(tail -n 8 "$said" 2>/dev/null | mb_mask)\n' +
        '[ "$status" != 124 ] || MB_UNDO_SAID="${MB_UNDO_SAID:+$MB_UNDO_SAID; }it did not finish within $seconds s"\n' +
        'rm -f -- "$said"\n' +
        'return "$status"\n' +
        '}\n' +
        'mb_undo_seconds() {\n' +
        'if [ "$(command -v "seconds_of_$1")" = "seconds_of_$1" ]; then "seconds_of_$1"; else echo 60; fi\n' +
        '}\n' +
        'mb_undo_alone() {\n' +
        'local verb="$1" why=\'\'\n' +
        'shift\n' +
        'trap \'\' HUP\n' +
        'exec 3>/dev/null\n' +
        'if { true 8<>"$file"; } 2>/dev/null; then exec 8<>"$file"; else exec 8<"$file"; fi\n' +
        'if { true >"$said"; } 2>/dev/null; then exec 2>"$said"; fi\n' +
        'exec 4>&2\n' +
        'MB_CLIENT=0\n' +
        '! command -v flock >/dev/null 2>&1 || until why=$(flock -n 8 2>&1) || [ -n "$why" ]; do sleep 0.1; done\n' +
        '"undo_$verb" "$@"\n' +
        '}\n' +
        'mb_bounded() {\n' +
        'local seconds="$1" pid until n=0 pause=0.01 MB_NOW\n' +
        'shift\n' +
        '("$@") </dev/null &\n' +
        'pid=$!\n' +
        'mb_now\n' +
        'until=$((MB_NOW + seconds * 1000))\n' +
        'while mb_lives "$pid"; do\n' +
        'mb_now\n' +
        '[ "$MB_NOW" -lt "$until" ] || {\n' +
        'mb_end_bounded "$pid"\n' +
        'return 124\n' +
        '}\n' +
        '[ "$n" -lt 50 ] || pause=0.2\n' +
        'sleep "$pause"\n' +
        'n=$((n + 1))\n' +
        'done\n' +
        '{ wait "$pid" || wait "$pid"; } 2>/dev/null\n' +
        '}\n' +
        'mb_lives() {\n' +
        'local state\n' +
        '{ read -r _ _ state _ <"/proc/$1/stat"; } 2>/dev/null && [ "$state" != Z ]\n' +
        '}\n' +
        'mb_end_bounded() {\n' +
        'local MB_MARK=/\n' +
        'kill -STOP "$1" 2>/dev/null\n' +
        'mb_end_processes "$1" || :\n' +
        'kill -KILL "$1" 2>/dev/null\n' +
        '{ wait "$1"; } 2>/dev/null\n' +
        '}\n' +
        'mb_undo() {\n' +
        'local dir="$1" entry words status=0\n' +
        'set --\n' +
        'for entry in "$dir"/[0-9][0-9][0-9][0-9]; do\n' +
        '[ ! -f "$entry" ] || set -- "$entry" "$@"\n' +
        'done\n' +
        'for entry in "$@"; do\n' +
        'mb_settle "$entry" && continue\n' +
        'status=1\n' +
        'words="This could not be undone, and the next run tries again: $(mb_undo_words "$entry")."\n' +
        'mb_warn undo-failed "$words${MB_UNDO_SAID:+${MB_NEWLINE}It said: $MB_UNDO_SAID}"\n' +
        '[ ! -e "$dir/ordered" ] || return 1\n' +
        'done\n' +
        'return $status\n' +
        '}\n' +
        'mb_complete() {\n' +
        'local line status=0\n' +
        'MB_UNDONE=\n' +
        'while IFS= read -r line || [ -n "$line" ]; do\n' +
        'mb_undo_line "$1" "$line" 3600 && continue\n' +
        'status=1\n' +
        'MB_UNDONE="${MB_UNDONE:+$MB_UNDONE; }$(mb_line_words "$1" "$line")"\n' +
        'done <"$1"\n' +
        'return $status\n' +
        '}\n' +
        'mb_undo_words() {\n' +
        'local line\n' +
        'line=\n' +
        'mb_entry "$1" || line=\n' +
        'mb_line_words "$1" "$line"\n' +
        '}\n' +
        'mb_line_words() {\n' +
        'local words\n' +
        'words=$(mb_with_words "$2" mb_words_now 2>/dev/null) && [ -n "$words" ] ||\n' +
        'words="what the file $(mb_shown "$1") says, which this version cannot read (check the file, and remove it if nothing is left to undo)"\n' +
        'printf \'%s\' "$words"\n' +
        '}\n' +
        'mb_words_now() {\n' +
        'local verb="$1"\n' +
        'shift\n' +
        '"words_of_$verb" "$@"\n' +
        '}\n' +
        'mb_typed() {\n' +
        'case $1 in\n' +
        '\'\' | *[!A-Za-z0-9_./:@+,-]*) mb_quoted "$1" ;;\n' +
        '*) printf \'%s\' "$1" ;;\n' +
        'esac\n' +
        '}\n',
    'script/runtime/verify.sh': 'mb_verify_tools() {\n' +
        'local tool missing=\'\'\n' +
        'for tool in awk dd grep gzip head od sed stat tail tar timeout tr; do\n' +
        'command -v "$tool" >/dev/null 2>&1 || missing="$missing $tool"\n' +
        'done\n' +
        'command -v openssl >/dev/null 2>&1 || command -v sha256sum >/dev/null 2>&1 || missing="$missing openssl or sha256sum"\n' +
        '[ -z "$missing" ] ||\n' +
        'mb_fail E_PREREQ "Tools are missing on this server:$missing." safe \'nothing was changed\' \\\n' +
        'next \'install them, or verify on the runner (where: runner)\'\n' +
        'mb_know_tar\n' +
        '}\n' +
        'MB_UNVOUCHED=\'its sha256 is not the recorded one, although every part of it reads as it was written: \'\n' +
        'MB_UNVOUCHED="${MB_UNVOUCHED}bytes that nothing else vouches for, in the compressed padding"\n' +
        'mb_verify() {\n' +
        'local level="$1" hasher whole end=0 before=0 last=\'\'\n' +
        'local component path raw offset length sha256 consistency counts container service\n' +
        'MB_SOURCE_NAME=$2 MB_SOURCE="$MB_AT/$3" MB_SOURCE_BYTES=$4 MB_SOURCE_COMPRESSION=$6 MB_TIME=$7\n' +
        'MB_NAME=$2 MB_COMPRESS=$6 MB_GONE=\'\' MB_TOLD=0\n' +
        'mb_verify_open "$4" || { mb_verify_over; return; }\n' +
        'mb_sha256 <"$MB_SOURCE" >"$MB_WORK/whole" 2>/dev/null &\n' +
        'hasher=$!\n' +
        'printf \'%s\\n\' "$8" >"$MB_WORK/rows"\n' +
        'while IFS="$MB_TAB" read -r component path raw offset length sha256 consistency counts container service; do\n' +
        '[ -z "$MB_GONE" ] || break\n' +
        'mb_verify_between\n' +
        'mb_verify_component "$level"\n' +
        'end=$((offset + length)) last=$component\n' +
        'if mb_is_fragment "$path"; then before=0; else before=$raw; fi\n' +
        'done <"$MB_WORK/rows"\n' +
        '[ -n "$MB_GONE" ] || mb_verify_end "$8" "$9"\n' +
        'wait "$hasher"\n' +
        'whole=$(cat "$MB_WORK/whole")\n' +
        '[ "$whole" = "$5" ] || [ "$MB_TOLD" -gt 0 ] ||\n' +
        'mb_damage \'\' archive 0 "$MB_SOURCE_BYTES" "$MB_UNVOUCHED"\n' +
        'mb_verify_over\n' +
        '}\n' +
        'mb_verify_open() {\n' +
        'local bytes\n' +
        'mb_emit verifying backup "$MB_SOURCE_NAME"\n' +
        'mb_say "- $MB_SOURCE_NAME"\n' +
        '[ -f "$MB_SOURCE" ] && [ ! -L "$MB_SOURCE" ] || { MB_GONE=1; return 1; }\n' +
        '[ -r "$MB_SOURCE" ] ||\n' +
        'mb_fail E_PERM "$(id -un) may not read the archive $(mb_shown "$MB_SOURCE")." safe \'nothing was changed\' \\\n' +
        'next \'set sudo: true, or log in as the owner of the backups\'\n' +
        'bytes=$(mb_size "$MB_SOURCE") || { MB_GONE=1; return 1; }\n' +
        'if [ "$bytes" -lt "$1" ]; then\n' +
        'mb_damage \'\' archive "$bytes" "$1" "it ends early: it has $bytes bytes, and $1 were written"\n' +
        'elif [ "$bytes" -gt "$1" ]; then\n' +
        'mb_damage \'\' archive "$1" "$bytes" "something follows its end: it has $bytes bytes, and $1 were written"\n' +
        'fi\n' +
        'MB_SOURCE_BYTES=$bytes\n' +
        'mb_format_row "$MB_SOURCE_COMPRESSION"\n' +
        'command -v "$MB_UNPACKER" >/dev/null 2>&1 ||\n' +
        'mb_fail E_PREREQ "The backup $MB_SOURCE_NAME is compressed with $MB_UNPACKER, which this server lacks." \\\n' +
        'safe \'nothing was changed\' next "install $MB_UNPACKER there, or verify on the runner (where: runner)"\n' +
        '}\n' +
        'mb_damage() {\n' +
        '[ "$MB_OPERATION" = verify ] || mb_damaged "${1:-the archive} ($2, bytes $3 to $4): $5"\n' +
        '[ -f "$MB_SOURCE" ] || { MB_GONE=1; return 0; }\n' +
        'MB_TOLD=$((MB_TOLD + 1))\n' +
        'mb_emit damage backup "$MB_SOURCE_NAME" component "$1" part "$2" from# "$3" to# "$4" why "$(mb_cap "$5")"\n' +
        'mb_say "  damaged: ${1:-the archive} ($2, bytes $3 to $4): $5"\n' +
        '}\n' +
        'mb_verify_over() {\n' +
        'local state=verified\n' +
        '[ -z "$MB_GONE" ] || state=gone\n' +
        'mb_emit "$state" backup "$MB_SOURCE_NAME"\n' +
        'mb_say "  $state: $MB_TOLD damaged"\n' +
        '}\n' +
        'mb_verify_between() {\n' +
        'local header="$offset"\n' +
        'if ! mb_is_fragment "$path"; then\n' +
        'header=$((offset - $(mb_stored_length)))\n' +
        'if [ "$header" -lt "$end" ]; then\n' +
        'mb_damage "$component" header "$end" "$offset" \'there is no room for its tar header\'\n' +
        'return 0\n' +
        'fi\n' +
        'mb_tar_header 0 "$MB_NAME/$path" "$raw" | mb_stored_member >"$MB_WORK/member"\n' +
        '[ "$(mb_range "$header" $((offset - header)) "$MB_SOURCE" 2>/dev/null | mb_sha256)" = "$(mb_sha256 <"$MB_WORK/member")" ] ||\n' +
        'mb_damage "$component" header "$header" "$offset" \'its tar header is not the one that was written\'\n' +
        'fi\n' +
        '{ mb_zeros "$before" && { mb_is_fragment "$path" || mb_long_name "$path"; }; } >"$MB_WORK/filler"\n' +
        'mb_verify_filler "$header"\n' +
        '}\n' +
        'mb_zeros() {\n' +
        'dd if=/dev/zero bs=1 count=$(((512 - $1 % 512) % 512)) 2>/dev/null\n' +
        '}\n' +
        'mb_verify_filler() {\n' +
        'local size\n' +
        'size=$(mb_size "$MB_WORK/filler")\n' +
        'if [ "$size" = 0 ]; then\n' +
        '[ "$end" = "$1" ] || mb_damage "$component" header "$end" "$1" \'there are bytes that belong to nothing\'\n' +
        'return 0\n' +
        'fi\n' +
        'rm -f "$MB_WORK/status-1"\n' +
        '{ mb_range "$end" $(($1 - end)) "$MB_SOURCE" | { mb_unpack; echo $? >"$MB_WORK/status-1"; } |\n' +
        'head -c $((size + 1)) >"$MB_WORK/found"; } 2>/dev/null\n' +
        '[ "$(cat "$MB_WORK/status-1")" = 0 ] && [ "$(mb_sha256 <"$MB_WORK/found")" = "$(mb_sha256 <"$MB_WORK/filler")" ] && return 0\n' +
        'if [ "$size" -gt 511 ] &&\n' +
        '[ "$(head -c $(((512 - before % 512) % 512)) "$MB_WORK/found" | mb_sha256)" = "$(mb_zeros "$before" | mb_sha256)" ]; then\n' +
        'mb_damage "$component" header "$end" "$1" \'its long name is not the one that was written\'\n' +
        'else\n' +
        'mb_damage "$last" padding "$end" "$1" \'what follows its data is not what was written\'\n' +
        'fi\n' +
        '}\n' +
        'mb_verify_component() {\n' +
        'mb_now\n' +
        'local began="$MB_NOW" found=\'\'\n' +
        'if ! mb_examine_stored; then\n' +
        'mb_damage "$component" data "$offset" $((offset + length)) "$MB_WHY"\n' +
        'return 0\n' +
        'fi\n' +
        'if [ "$1" = read ]; then\n' +
        'mb_kind "$path"\n' +
        'mb_verify_container\n' +
        'mb_examine_read "$MB_READER" "$component" || {\n' +
        'mb_damage "$component" data "$offset" $((offset + length)) "$MB_WHY$(mb_verify_said)"\n' +
        'return 0\n' +
        '}\n' +
        'found=$(cat "$MB_WORK/counts" 2>/dev/null)\n' +
        'mb_verify_counts "$found" || {\n' +
        'mb_damage "$component" data "$offset" $((offset + length)) "it holds ${found#*=} ${found%%=*}, and the manifest says $counts"\n' +
        'return 0\n' +
        '}\n' +
        'fi\n' +
        'mb_now\n' +
        'mb_emit sound backup "$MB_SOURCE_NAME" component "$component" raw# "$raw" milliseconds# $((MB_NOW - began)) found "$found"\n' +
        '}\n' +
        'mb_verify_said() {\n' +
        'local said\n' +
        'said=$(grep -v \'^$\' "$MB_WORK/noise" 2>/dev/null | tail -n 3 | mb_mask | tr \'\\n\' \' \')\n' +
        '[ -z "$said" ] || printf \': %s\' "$said"\n' +
        '}\n' +
        'mb_verify_counts() {\n' +
        'case "$MB_TAR $1" in\n' +
        '\'plain entries=\'*) return 0 ;;\n' +
        'esac\n' +
        'case " $counts " in\n' +
        '*" $1 "*) return 0 ;;\n' +
        '*" ${1%%=*}="*) return 1 ;;\n' +
        'esac\n' +
        '}\n' +
        'mb_verify_served() {\n' +
        'mb_docker ps -q --filter "label=com.docker.compose.project.working_dir=$MB_APP" \\\n' +
        '--filter "label=com.docker.compose.service=$service" 2>/dev/null\n' +
        '}\n' +
        'mb_verify_container() {\n' +
        'local why=\'does not run\'\n' +
        'MB_CONTAINER=\'\'\n' +
        '[ -n "$MB_SERVED" ] || return 0\n' +
        'for MB_CONTAINER in "$container" $([ "$service" = - ] || mb_verify_served); do\n' +
        '[ "$(mb_docker inspect -f \'{{.State.Status}}\' "$MB_CONTAINER" 2>/dev/null)" = running ] || continue\n' +
        '[ "$service" != - ] && ! mb_verify_ours "$MB_CONTAINER" || return 0\n' +
        'why="is not of the application in $MB_APP (a setting can name it)"\n' +
        'done\n' +
        'mb_emit unread backup "$MB_SOURCE_NAME" component "$component" why "the container ${container#-}, whose tools read it, $why"\n' +
        'mb_say "  not read: $component (its container ${container#-} $why)"\n' +
        'MB_READER=mb_read_nothing\n' +
        '}\n' +
        'mb_verify_ours() {\n' +
        'local place image\n' +
        'place=\'{{index $.Config.Labels "com.docker.compose.project.working_dir"}},\'\n' +
        'place="$place"\'{{index $.Config.Labels "com.docker.compose.project.config_files"}}\'\n' +
        'mb_verify_near "$(mb_docker inspect -f "$place" "$1" 2>/dev/null)" || return 1\n' +
        'image=$(mb_docker inspect -f \'{{.Image}},{{index $.Config.Labels "com.docker.compose.image"}}\' "$1" 2>/dev/null) || return 1\n' +
        '[ "${image%%,*}" != "${image#*,}" ] || return 0\n' +
        '! mb_verify_near "$(mb_docker image inspect -f "$place" "${image%%,*}" 2>/dev/null)"\n' +
        '}\n' +
        'mb_verify_near() {\n' +
        'local app path rest="$1,"\n' +
        'app=$(cd -P -- "$MB_APP" 2>/dev/null && pwd -P) || app=$MB_APP\n' +
        'case $1 in "$MB_APP",* | "$app",*) return 0 ;; esac\n' +
        'while [ -n "$rest" ]; do\n' +
        'path=${rest%%,*} rest=${rest#*,}\n' +
        'case $path in "$MB_APP" | "$MB_APP"/* | "$app" | "$app"/*) return 0 ;; esac\n' +
        'done\n' +
        'return 1\n' +
        '}\n' +
        'mb_verify_end() {\n' +
        'local why=\'\' about=\'\' differs entries="$MB_NAME/backup-metadata.txt $MB_NAME/MANIFEST.sha256 $MB_NAME/MANIFEST.json "\n' +
        'printf \'%s\\n\' "$1" | awk -F \'\\t\' -v name="$MB_NAME" \'{ printf "%s %s %s %s %s/%s\\n", $6, $4, $5, $3, name, $2 }\' >"$MB_WORK/sums"\n' +
        'printf \'%s\\n\' "$2" >"$MB_WORK/table"\n' +
        'if ! mb_unpack_end "$end" "$before"; then\n' +
        'why=\'the entries after its last component cannot be decompressed to their end\'\n' +
        'elif [ "$(tar -tf "$MB_WORK/rest" 2>/dev/null | tr \'\\n\' \' \')" != "$entries" ]; then\n' +
        'why=\'the entries after its last component are not those that were written\'\n' +
        'elif ! mb_table_found; then\n' +
        'why=\'it does not end with the table of its contents\'\n' +
        'elif [ "$(cat "$MB_WORK/table-found")" != "$(cat "$MB_WORK/table")" ]; then\n' +
        'differs=$(mb_table_difference "$MB_WORK/table" "$MB_WORK/table-found")\n' +
        'case $differs in *\' \'*) about=${differs% *} ;; esac\n' +
        'mb_damage "$about" manifest 0 0 "the manifest beside the archive says something else than the archive itself (${differs##* })"\n' +
        'return 0\n' +
        'elif [ "$(tar -xOf "$MB_WORK/rest" "$MB_NAME/MANIFEST.sha256" 2>/dev/null | grep -v \'^#\')" != "$(cat "$MB_WORK/sums")" ]; then\n' +
        'why=\'its own MANIFEST.sha256 says something else than its manifest\'\n' +
        'fi\n' +
        '[ -z "$why" ] || mb_damage \'\' end "$end" "$MB_SOURCE_BYTES" "$why"\n' +
        '}\n' +
        'mb_verify_old() {\n' +
        'MB_SOURCE_NAME=$2 MB_SOURCE="$MB_AT/$3" MB_SOURCE_BYTES=${4:-0} MB_SOURCE_COMPRESSION=gzip MB_GONE=\'\' MB_TOLD=0\n' +
        'mb_verify_open "${4:-$(mb_size "$MB_SOURCE" 2>/dev/null || echo 0)}" || { mb_verify_over; return; }\n' +
        'if [ "$MB_TOLD" = 0 ] && [ -n "$5" ] && old_has_table "$MB_SOURCE"; then\n' +
        'mb_damage \'\' manifest 0 0 \'the manifest beside the archive says something else than the archive itself (kind)\'\n' +
        'elif [ "$MB_TOLD" = 0 ] && [ -n "$5" ] && [ "$(mb_sha256 <"$MB_SOURCE")" != "$5" ]; then\n' +
        'mb_damage \'\' archive 0 "$MB_SOURCE_BYTES" \'its sha256 is not the one it had when it was first read\'\n' +
        'elif [ "$MB_TOLD" = 0 ] && { [ -z "$5" ] || [ "$1" = read ]; }; then\n' +
        'mb_verify_old_parts "$1"\n' +
        'fi\n' +
        'mb_verify_over\n' +
        '}\n' +
        'mb_verify_old_parts() {\n' +
        'local file="$MB_SOURCE" name kind path bytes items raw consistency counts began\n' +
        'old_list "$file" || {\n' +
        'mb_damage \'\' archive 0 "$MB_SOURCE_BYTES" "$(old_said)"\n' +
        'return 0\n' +
        '}\n' +
        '[ "$1" = read ] || return 0\n' +
        'while IFS="$MB_TAB" read -r name kind path bytes items; do\n' +
        'mb_now\n' +
        'began=$MB_NOW\n' +
        'if old_read </dev/null; then\n' +
        'mb_now\n' +
        'mb_emit sound backup "$MB_SOURCE_NAME" component "$name" raw# "$raw" milliseconds# $((MB_NOW - began)) found "${counts#-}"\n' +
        'else\n' +
        'mb_damage "$name" archive 0 "$MB_SOURCE_BYTES" "$(old_said)"\n' +
        'fi\n' +
        'done <"$MB_WORK/old-rows"\n' +
        '}\n',
    'sources/files/drill.sh': 'tree_drill() {\n' +
        'drill_unpack "$1" mb_raw "$1"\n' +
        '}\n' +
        'fragment_drill() {\n' +
        'drill_unpack "$1" drill_fragment "$1"\n' +
        '}\n' +
        'drill_fragment() {\n' +
        'mb_raw "$1" && dd if=/dev/zero bs=1024 count=1 2>/dev/null\n' +
        '}\n' +
        'drill_unpack() {\n' +
        'local component="$1" at="$MB_WORK/drill" began loaded entries files bytes path raw offset length sha256 consistency counts\n' +
        'shift\n' +
        'mb_row "$component"\n' +
        'mb_drill_fits "$component" "$raw" "$MB_DIR"\n' +
        'mb_journal remove_unpacked "$at"\n' +
        'MB_DRILL_ENTRY=$MB_ENTRY\n' +
        'mb_now\n' +
        'began=$MB_NOW\n' +
        'rm -f "$MB_WORK"/status-*\n' +
        'mkdir -- "$at" || mb_unwritable "$MB_WORK"\n' +
        '{ "$@"; echo $? >"$MB_WORK/status-1"; } | { mb_tar -C "$at" -xpf - 2>"$MB_WORK/noise"; echo $? >"$MB_WORK/status-2"; cat >/dev/null; }\n' +
        'mb_now\n' +
        'loaded=$((MB_NOW - began))\n' +
        '[ "$(cat "$MB_WORK/status-1")$(cat "$MB_WORK/status-2")" = 00 ] ||\n' +
        'mb_undrilled "$component" \'it cannot be unpacked\' Said "$(tail -n 5 "$MB_WORK/noise")" \\\n' +
        'next \'if the disk was full, free space there; otherwise do not trust this backup: take a new one\'\n' +
        'mb_phase drill-loaded\n' +
        'entries=$(($(find "$at" -print0 | tr -cd \'\\000\' | wc -c)))\n' +
        'read -r files bytes <<END\n' +
        '$(find "$at" -type f -exec stat -c \'%i %s\' {} + | awk \'{ files++ } !seen[$1]++ { bytes += $2 } END { printf "%.0f %.0f", files, bytes }\')\n' +
        'END\n' +
        'drill_compare_files "$component" "$counts" "$entries" "$files" "$bytes"\n' +
        'mb_drill_passed "$component" "$loaded" "files=$files bytes=$bytes"\n' +
        '}\n' +
        'undo_remove_unpacked() {\n' +
        'case $1 in */drill) ;; *) return 1 ;; esac\n' +
        '[ -d "$1" ] || return 0\n' +
        'chmod -R u+rwx -- "$1" 2>/dev/null\n' +
        'rm -rf -- "$1"\n' +
        '}\n' +
        'words_of_remove_unpacked() {\n' +
        'printf \'remove what a drill unpacked (rm -rf %s)\' "$(mb_typed "$(mb_shown "$1")")"\n' +
        '}\n' +
        'drill_compare_files() {\n' +
        'local component="$1" counts=" $2 " entries="$3" files="$4" bytes="$5" differences\n' +
        'differences=$(\n' +
        'case $counts in\n' +
        '*" files=$files "*) ;;\n' +
        '*\' files=\'*) echo "$files files are there, and the backup says ${counts##* files=}" ;;\n' +
        'esac\n' +
        'case $counts in\n' +
        '*" entries=$entries "*) ;;\n' +
        '*\' entries=\'*) [ "$MB_TAR" != gnu ] || echo "$entries files and directories are there, and the backup says ${counts##* entries=}" ;;\n' +
        'esac\n' +
        'awk -F \'\\t\' -v component="$component" -v files="$files" -v bytes="$bytes" \'\n' +
        '$1 == component && $2 == "tree" && $3 != files { print files " files are there, and the backup says " $3 }\n' +
        '$1 == component && $2 == "tree" && $4 != bytes { print bytes " bytes are in them, and the backup says " $4 }\' "$MB_WORK/contents"\n' +
        ')\n' +
        '[ -z "$differences" ] || mb_undrilled "$component" \'the restored data differs from the backup\' \'It differs\' "$differences" \\\n' +
        'next \'do not trust this backup: take a new one; if it happens twice, test memory and disk of this server\'\n' +
        '}\n',
    'sources/files/files.sh': 'mb_tar() {\n' +
        'case $MB_TAR in\n' +
        'gnu) tar --no-unquote --format=posix --numeric-owner --acls --xattrs \'--xattrs-include=*\' -S "$@" ;;\n' +
        '*) tar "$@" ;;\n' +
        'esac\n' +
        '}\n' +
        'tree_take_counts() {\n' +
        '[ "$MB_TAR" = gnu ]\n' +
        '}\n' +
        'tree_take_counted() {\n' +
        'sed -n \'s/^Total bytes written: \\([0-9][0-9]*\\) .*/\\1/p\'\n' +
        '}\n' +
        'tree_take() {\n' +
        'local status\n' +
        '[ -d "$1" ] || mb_fail E_NOT_FOUND "The directory $1 is not there." safe \'nothing was published; no old backup was touched\'\n' +
        'echo "$2" >"$MB_WORK/consistency"\n' +
        'if [ "$MB_TAR" != gnu ]; then\n' +
        'tree_take_plainly "$1"\n' +
        'return\n' +
        'fi\n' +
        'mb_tar --totals -C "$1" -b 128 -cf - .\n' +
        'status=$?\n' +
        'tree_sockets "$1"\n' +
        '[ "$status" = 1 ] || return "$status"\n' +
        'tree_changed\n' +
        '}\n' +
        'tree_sockets() {\n' +
        'local n\n' +
        'n=$(grep -c \'socket ignored\' "$MB_WORK/said")\n' +
        '[ "$n" = 0 ] || grep -qF "sockets in $1 " "$MB_WORK/warnings" ||\n' +
        'mb_warn sockets "$n sockets in $1 are not kept; the programs that listen there make them anew."\n' +
        '}\n' +
        'tree_changed() {\n' +
        '! grep -q \'padding with zeros\' "$MB_WORK/said" || return 76\n' +
        'return 75\n' +
        '}\n' +
        'tree_contents_json() {\n' +
        'awk -F \'\\t\' -v component="$1" "$MB_AWK_JSON"\'\n' +
        '$1 == component && $2 == "tree" { tree = json_object(json_add(json_add("", "files", json_number($3)), "bytes", json_number($4))) }\n' +
        'END { if (json_refused) exit 1; if (tree != "") printf "%s", json_object(json_add("", "tree", tree)) }\' "$MB_WORK/contents"\n' +
        '}\n' +
        'volume_read() {\n' +
        'local at\n' +
        'at=$(mb_mountpoint "$1") || exit 1\n' +
        'tree_take "$at" "$2"\n' +
        '}\n' +
        'tree_take_plainly() {\n' +
        'local status=0\n' +
        'tree_is_plain "The tar of this server is not GNU tar"\n' +
        'tree_stamps "$1" >"$MB_WORK/stamps-before" || status=75\n' +
        'tar -C "$1" -cf - . || return\n' +
        'tree_stamps "$1" >"$MB_WORK/stamps-after" && [ "$status" = 0 ] &&\n' +
        'cmp -s "$MB_WORK/stamps-before" "$MB_WORK/stamps-after" && return\n' +
        'echo \'sizes or times differ before and after\' >&2\n' +
        'return 75\n' +
        '}\n' +
        'tree_is_plain() {\n' +
        'mb_warn plain-tar "$1: extended attributes, ACLs, holes and fractions of a second in times are not kept."\n' +
        '}\n' +
        'tree_stamps() {\n' +
        'find -H "$@" -type f -exec stat -c "%i %f %s %y %z$MB_TAB%n" {} +\n' +
        '}\n' +
        'volume_take() {\n' +
        'local status\n' +
        'timeout 60 docker volume inspect "$1" >/dev/null 2>&1 ||\n' +
        'mb_fail E_NOT_FOUND "The volume $1 does not exist." next \'check volumes for a typing error\'\n' +
        'echo "$3" >"$MB_WORK/consistency"\n' +
        'mb_journal remove_reader "meeshy-backup-$MB_RUN"\n' +
        'docker run --rm --pull never --name "meeshy-backup-$MB_RUN" --label "meeshy-backup=$MB_RUN" --network none --log-driver none --user 0:0 \\\n' +
        '--mount "type=volume,source=$1,destination=/volume,readonly" --entrypoint sh "$2" -c \\\n' +
        '\'cd /volume || exit 3\n' +
        'if tar --version 2>/dev/null | grep -q GNU; then\n' +
        'exec tar --format=posix --numeric-owner --acls --xattrs "--xattrs-include=*" -S -b 128 -cf - .\n' +
        'fi\n' +
        'stamps() { find . -type f -exec stat -c "%n %i %f %s %y %z" {} +; }\n' +
        'before=$(stamps)\n' +
        'seen=$?\n' +
        'tar -cf - . || exit 2\n' +
        'after=$(stamps) && [ "$seen" = 0 ] && [ "$before" = "$after" ]\n' +
        'seen=$?\n' +
        '[ "$seen" = 0 ] || echo "sizes or times differ before and after" >&2\n' +
        'echo @plain >&2\n' +
        '[ "$seen" = 0 ]\'\n' +
        'status=$?\n' +
        'mb_settle "$MB_ENTRY"\n' +
        '! grep -qx @plain "$MB_WORK/said" || tree_is_plain "The tar of the image that read the volume $1 is not GNU tar"\n' +
        '[ "$status" = 1 ] || return "$status"\n' +
        'tree_changed\n' +
        '}\n' +
        'undo_remove_reader() {\n' +
        'case $1 in meeshy-backup-*) ;; *) return 1 ;; esac\n' +
        'docker rm -f "$1" >/dev/null 2>&1 || :\n' +
        '}\n' +
        'words_of_remove_reader() {\n' +
        'printf \'remove the container %s (docker rm -f %s)\' "$1" "$(mb_typed "$1")"\n' +
        '}\n' +
        'files_take() {\n' +
        'local set="$1" item path from to changed=\'\'\n' +
        'shift\n' +
        'files_stamps "$@" >"$MB_WORK/stamps-before" || changed=\'a file\'\n' +
        'for item in "$@"; do\n' +
        'path=${item#?}\n' +
        'case /$path/ in\n' +
        '*/../* | */./*) mb_fail E_INPUT "The path $path, of $set, is not in its plain form." next \'write it without . and ..\' ;;\n' +
        'esac\n' +
        'case $path in\n' +
        '"$MB_APP"/*) path=${path#"$MB_APP"/} ;;\n' +
        'esac\n' +
        'case $path in\n' +
        '/*) from=$path to="$MB_WORK/stage/$MB_NAME/$set/@root$path" ;;\n' +
        '*) from=$MB_APP/$path to="$MB_WORK/stage/$MB_NAME/$set/$path" ;;\n' +
        'esac\n' +
        'if [ "${item%"${item#?}"}" = @ ] && [ -L "$from" ]; then\n' +
        'mkdir -p -- "${to%/*}" && cp -a -T -- "$from" "$to" || mb_fail E_ARCHIVE "$from could not be read for $set."\n' +
        'continue\n' +
        'fi\n' +
        '[ -e "$from" ] || {\n' +
        'files_missing "${item%"${item#?}"}" "$set" "$from"\n' +
        'continue\n' +
        '}\n' +
        'files_inside "$path" "$from"\n' +
        'mkdir -p -- "${to%/*}" && cp -a -H -T -- "$from" "$to" ||\n' +
        'mb_fail E_ARCHIVE "$from could not be read for $set." next \'see who may read it, or set sudo: true\'\n' +
        'done\n' +
        'files_stamps "$@" >"$MB_WORK/stamps-after" && cmp -s "$MB_WORK/stamps-before" "$MB_WORK/stamps-after" || changed=$(files_changed)\n' +
        '[ -d "$MB_WORK/stage/$MB_NAME/$set" ] || mkdir -p "$MB_WORK/stage/$MB_NAME/$set"\n' +
        'files_owned "$set" "$@"\n' +
        'files_plain "$set"\n' +
        'printf \'files=%s\\n\' "$(mb_files_in "$MB_WORK/stage/$MB_NAME/$set")" >"$MB_WORK/counts"\n' +
        'fragment_out "$set"\n' +
        '[ -z "$changed" ] || {\n' +
        'printf \'%s changed while it was copied\\n\' "$changed" >&2\n' +
        'return 75\n' +
        '}\n' +
        '}\n' +
        'files_stamps() {\n' +
        'local item path\n' +
        'for item in "$@"; do\n' +
        'shift\n' +
        'path=${item#?}\n' +
        'case $path in /*) ;; *) path=$MB_APP/$path ;; esac\n' +
        'case $item in @*) [ ! -L "$path" ] || continue ;; esac\n' +
        '[ ! -e "$path" ] || set -- "$@" "$path"\n' +
        'done\n' +
        '[ $# = 0 ] || tree_stamps "$@" 2>/dev/null\n' +
        '}\n' +
        'files_changed() {\n' +
        'awk -F \'\\t\' \'\n' +
        'FILENAME == ARGV[1] { was[$0] = $2; next }\n' +
        '!($0 in was) { name = $2 }\n' +
        '{ delete was[$0] }\n' +
        'END { for (line in was) if (name == "") name = was[line]; print name == "" ? "a file" : name }\' \\\n' +
        '"$MB_WORK/stamps-before" "$MB_WORK/stamps-after"\n' +
        '}\n' +
        'files_owned() {\n' +
        'local set="$1" item\n' +
        '[ "$(id -u)" != 0 ] || return 0\n' +
        'shift\n' +
        'for item in "$@"; do\n' +
        'item=${item#?}\n' +
        'case $item in /*) ;; *) item=$MB_APP/$item ;; esac\n' +
        '[ -z "$(find -H "$item" ! -user "$(id -un)" 2>/dev/null | head -n 1)" ] && continue\n' +
        'mb_warn owners \\\n' +
        '"Some files of $set have other owners than $(id -un), and lose them in the archive: only root keeps them (sudo: true)." "$set"\n' +
        'return\n' +
        'done\n' +
        '}\n' +
        'files_plain() {\n' +
        'local at="$MB_WORK/stage/$MB_NAME/$1" n\n' +
        'n=$(find "$at" \\( -type b -o -type c -o -type p -o -type f -perm -4000 -o -type f -perm -2000 \\) -print0 | tr -cd \'\\000\' | wc -c)\n' +
        '[ "$n" -gt 0 ] || return 0\n' +
        'mb_warn special \\\n' +
        '"$((n)) special files of $1 are not kept as they are: no devices, no pipes, and no right to run as another user (setuid, setgid)." "$1"\n' +
        'find "$at" \\( -type b -o -type c -o -type p \\) -exec rm -f {} +\n' +
        'find "$at" -type f -exec chmod ug-s {} +\n' +
        '}\n' +
        'files_missing() {\n' +
        'case $1 in\n' +
        '=) mb_fail E_NOT_FOUND "$3, which $2-paths names, is not there." safe \'nothing was published; no old backup was touched\' \\\n' +
        'next "check $2-paths; a ? at the end of a path lets it be missing" ;;\n' +
        '\'~\') mb_warn missing "$3 belongs to $2, but is missing or leads nowhere." "$2" ;;\n' +
        'esac\n' +
        '}\n' +
        'files_inside() {\n' +
        'local at\n' +
        'case $1 in\n' +
        '/*) return 0 ;;\n' +
        'esac\n' +
        'at=$(readlink -f -- "$2")\n' +
        'case $at in\n' +
        '"$(cd -P -- "$MB_APP" && pwd -P)"/*) ;;\n' +
        '*) mb_fail E_INPUT "$2 leads out of the application directory, to $at." next \'name that path itself, absolute\' ;;\n' +
        'esac\n' +
        '}\n' +
        'fragment_out() {\n' +
        'case $MB_TAR in\n' +
        'gnu) mb_tar -C "$MB_WORK/stage" -b 1 -cf "$MB_WORK/fragment" "$MB_NAME/$1" ;;\n' +
        '*) tar -C "$MB_WORK/stage" -cf "$MB_WORK/fragment" "$MB_NAME/$1" ;;\n' +
        'esac || mb_fail E_ARCHIVE "The files of $1 could not be put together."\n' +
        'head -c "$(($(mb_size "$MB_WORK/fragment") - 1024))" "$MB_WORK/fragment"\n' +
        'rm -rf -- "$MB_WORK/fragment" "$MB_WORK/stage"\n' +
        '}\n',
    'sources/files/read.sh': 'mb_read_tree() {\n' +
        'mb_read_tar any "${1:-}"\n' +
        '}\n' +
        'mb_read_fragment() {\n' +
        '{ cat; dd if=/dev/zero bs=1024 count=1 2>/dev/null; } | mb_read_tar files "${1:-}"\n' +
        '}\n' +
        'mb_read_tar() {\n' +
        'local word files bytes\n' +
        'mb_tar_rows | mb_harmless "$1" >"$MB_WORK/listed"\n' +
        '[ "$(cat "$MB_WORK/tar-status" 2>/dev/null)" = 0 ] || {\n' +
        'echo \'tar does not read it to its end\' >"$MB_WORK/why"\n' +
        'head -n 3 "$MB_WORK/tar-said" >&2\n' +
        'return 1\n' +
        '}\n' +
        'if grep -i \'removing leading\' "$MB_WORK/tar-said" >"$MB_WORK/outside"; then\n' +
        'echo \'it holds names or links that would lead outside of its place\' >"$MB_WORK/why"\n' +
        'return 1\n' +
        'fi\n' +
        'sed -n \'s/^! //p\' "$MB_WORK/listed" | head -c 300 >"$MB_WORK/why"\n' +
        '[ ! -s "$MB_WORK/why" ] || return 1\n' +
        'rm -f "$MB_WORK/why"\n' +
        'grep \'^entries=\' "$MB_WORK/listed" >"$MB_WORK/counts"\n' +
        '[ ! -f "$MB_WORK/contents" ] || while read -r word files bytes; do\n' +
        '[ "$word" != tree ] || printf \'%s\\ttree\\t%s\\t%s\\n\' "$2" "$files" "$bytes"\n' +
        'done <"$MB_WORK/listed" >>"$MB_WORK/contents"\n' +
        '}\n' +
        'mb_files_in() {\n' +
        'printf \'%s\' $(($(find "$1" -type f -print0 | tr -cd \'\\000\' | wc -c)))\n' +
        '}\n' +
        'mb_harmless() {\n' +
        'awk -F \'\\t\' -v only="$1" \'\n' +
        'function outside(name) { return name ~ /^\\// || name ~ /(^|\\/)\\.\\.(\\/|$)/ }\n' +
        'function tidy(name) { while (sub(/\\/\\.?\\//, "/", name)) ; sub(/^(\\.\\/)+/, "", name); sub(/\\/\\.?$/, "", name); return name }\n' +
        'function through(name,   n, at) {\n' +
        'if (!links) return 0\n' +
        'name = tidy(name)\n' +
        'for (at = 1; (n = index(substr(name, at), "/")); at += n) if (substr(name, 1, at + n - 2) in link) return 1\n' +
        'return 0\n' +
        '}\n' +
        'function tell(why) { if (told == "") told = why ": " name }\n' +
        '$1 == "!" { if (told == "") told = "it " $2; next }\n' +
        '{ entries++; kind = substr($1, 1, 1); name = $3; target = kind == "h" ? $4 : ""\n' +
        'if (outside(name) || target != "" && outside(target)) tell("it holds a file that would be written outside of its place")\n' +
        'if (through(name) || target != "" && through(target))\n' +
        'tell("it holds a file that would be written through a link, outside of its place")\n' +
        'if (only == "volume" && kind ~ /[bc]/) tell("it holds a device")\n' +
        'if (NR == 1 && name == "./") rooted = 1\n' +
        'if (only == "files" && kind !~ /[-dlh]/) tell("it holds what is neither a file nor a directory nor a link")\n' +
        'if (only == "files" && kind == "-" && $1 ~ /[sS]/) tell("it holds a program that would run as another user")\n' +
        'if (kind == "l") { link[tidy(name)] = 1; links++ } }\n' +
        '/^[-h]/ { files++; bytes += $2 }\n' +
        'END { if (told != "") print "! " told; printf "entries=%d\\ntree %.0f %.0f\\n", entries, files, bytes; if (rooted) print "rooted" }\'\n' +
        '}\n',
    'sources/files/restore.sh': 'files_stage() {\n' +
        'local set="$1" item from to n=0 root\n' +
        'shift\n' +
        'root="$MB_WORK/unpacked/$MB_SOURCE_NAME/$set"\n' +
        'mkdir -p "$MB_WORK/unpacked"\n' +
        'rm -f "$MB_WORK"/status-*\n' +
        'if mb_is_old; then\n' +
        'old_unpack_files\n' +
        'else\n' +
        '{ mb_raw "$set"; echo $? >"$MB_WORK/status-1"; dd if=/dev/zero bs=1024 count=1 2>/dev/null; } |\n' +
        '{ mb_tar -C "$MB_WORK/unpacked" -xpf - 2>"$MB_WORK/noise"; echo $? >"$MB_WORK/status-2"; cat >/dev/null; }\n' +
        'fi\n' +
        '[ "$(cat "$MB_WORK/status-1")$(cat "$MB_WORK/status-2")" = 00 ] || mb_unstaged "$set" "$MB_WORK"\n' +
        'for item in "$@"; do\n' +
        'to=$(files_place "$item") from="$root/$item"\n' +
        'case $item in /*) from="$root/@root$item" ;; esac\n' +
        '! mb_is_old || from=$(old_unpacked "$item")\n' +
        '[ -e "$from" ] || [ -L "$from" ] || continue\n' +
        'files_within "$item" "${to%/*}"\n' +
        'to=$(mb_place "$to")\n' +
        'mb_stage_beside "$to"\n' +
        'mb_beside "$to" cp -a -T -- "$from" ./new 2>"$MB_WORK/noise" || mb_unstaged "$set" "$to"\n' +
        'n=$((n + $(mb_files_in "$from")))\n' +
        'done\n' +
        'rm -rf -- "$MB_WORK/unpacked"\n' +
        'mb_restored "$set" "files=$n"\n' +
        'mb_phase "staged-$set"\n' +
        '}\n' +
        'files_place() {\n' +
        'case $1 in\n' +
        '/*) printf \'%s\' "$1" ;;\n' +
        '*) printf \'%s/%s\' "$MB_APP" "$1" ;;\n' +
        'esac\n' +
        '}\n' +
        'files_within() {\n' +
        'local at="$2"\n' +
        'case $1 in\n' +
        '/*) return 0 ;;\n' +
        '../* | */../* | */..) mb_fail E_INPUT "The path $1 leads out of the application directory." safe \'nothing was changed\' ;;\n' +
        'esac\n' +
        'while [ ! -d "${at:=/}" ]; do at=${at%/*}; done\n' +
        'at=$(cd -P -- "$at" && pwd -P)\n' +
        '[ -d "$MB_APP" ] || return 0\n' +
        'case $at/ in\n' +
        '"$(cd -P -- "$MB_APP" && pwd -P)"/*) ;;\n' +
        '*) mb_fail E_INPUT "$1 would be written outside of the application directory, in $at." \\\n' +
        'safe \'nothing was changed\' next \'a link on the way leads there: look at it\' ;;\n' +
        'esac\n' +
        '}\n' +
        'files_may_swap() {\n' +
        'local item\n' +
        'for item in "$@"; do mb_may_swap "$(files_place "$item")"; done\n' +
        '}\n' +
        'files_swap() {\n' +
        'local item to\n' +
        'shift\n' +
        'for item in "$@"; do\n' +
        'to=$(mb_place "$(files_place "$item")")\n' +
        'grep -qxF -- "$to" "$MB_WORK/destinations" || continue\n' +
        'mb_swap "$(files_place "$item")"\n' +
        'done\n' +
        '}\n',
    'sources/files/swap.sh': 'mb_stage_tree() {\n' +
        'local component="$1" destination found\n' +
        'local path raw offset length sha256 consistency counts\n' +
        'mb_row "$component"\n' +
        'destination=$(mb_place "$2")\n' +
        'mb_stage_beside "$destination"\n' +
        'rm -f "$MB_WORK"/status-*\n' +
        '{ mb_raw "$component"; echo $? >"$MB_WORK/status-1"; } |\n' +
        '{ mb_beside "$destination" tree_unpack 2>"$MB_WORK/noise"; echo $? >"$MB_WORK/status-2"; cat >/dev/null; }\n' +
        '[ "$(cat "$MB_WORK/status-1")$(cat "$MB_WORK/status-2")" = 00 ] || mb_unstaged "$component" "$destination"\n' +
        '! mb_is_old || mb_beside "$destination" old_like "$destination" ./new || mb_unstaged "$component" "$destination"\n' +
        'found=$(mb_beside "$destination" find ./new -print0 | tr -cd \'\\000\' | wc -c)\n' +
        'case $counts in\n' +
        '"entries=$((found))" | \'\') ;;\n' +
        '*) [ "$MB_TAR" != gnu ] ||\n' +
        'mb_fail E_RESTORE "$component unpacked to $((found)) files and directories, and the backup says $counts." \\\n' +
        'safe \'nothing was changed\' ;;\n' +
        'esac\n' +
        'mb_restored "$component" "entries=$((found))"\n' +
        'mb_phase "staged-$component"\n' +
        '}\n' +
        'tree_unpack() {\n' +
        'mkdir ./new && mb_tar -C ./new -xpf -\n' +
        '}\n' +
        'mb_mountpoint() {\n' +
        'mb_docker volume inspect -f \'{{.Mountpoint}}\' "$1" 2>"$MB_WORK/noise" ||\n' +
        'mb_fail E_NOT_FOUND "The volume $1 is not there." Said "$(cat "$MB_WORK/noise")"\n' +
        '}\n' +
        'mb_may_swap_volume() {\n' +
        'local at\n' +
        'at=$(mb_mountpoint "$1") || exit 1\n' +
        'mb_may_swap "$at"\n' +
        '}\n' +
        'mb_stage_volume() {\n' +
        'local at\n' +
        'at=$(mb_mountpoint "$2") || exit 1\n' +
        'mb_stage_tree "$1" "$at"\n' +
        '}\n' +
        'mb_swap_volume() {\n' +
        'local at users\n' +
        'users=$(mb_docker ps -q --filter "volume=$1") && [ -z "$users" ] ||\n' +
        'mb_fail E_RESTORE "The volume $1 is in use: $(mb_docker ps --filter "volume=$1" --format \'{{.Names}}\' 2>&1 | tr \'\\n\' \' \')" \\\n' +
        'next \'stop it, and restore again\'\n' +
        'at=$(mb_mountpoint "$1") || exit 1\n' +
        'mb_swap "$at"\n' +
        '}\n' +
        'mb_if_volume() {\n' +
        'if mb_docker volume inspect "$1" >/dev/null 2>&1 && [ -d "$(mb_mountpoint "$1")" ]; then\n' +
        'shift\n' +
        '"$@"\n' +
        'fi\n' +
        '}\n' +
        'mb_if_path() {\n' +
        'if [ -d "$1" ]; then\n' +
        'shift\n' +
        '"$@"\n' +
        'fi\n' +
        '}\n',
    'sources/mongo/drill.sh': 'mongo_told() {\n' +
        'awk -v tool="$2 " "$MB_AWK_ENCODED"\'\n' +
        '{ at = index($0, tool) + length(tool) }\n' +
        'at > length(tool) && match($0, / \\([0-9]+ documents?(, [0-9]+ failures?)?\\)$/) && RSTART > at {\n' +
        'print encoded(substr($0, at, RSTART - at)) "\\t" substr($0, RSTART + 2) + 0 }\' "$MB_WORK/$1"\n' +
        '}\n' +
        'mongo_matched() {\n' +
        'awk -F \'\\t\' \'\n' +
        'function owner(text) { return text in names ? names[text] : text in buckets ? buckets[text] : "" }\n' +
        'function unsure(name) { if (name != "") documents[name] = "-" }\n' +
        'FILENAME == ARGV[1] {\n' +
        'text = $1; gsub(/%2E/, ".", text); names[text] = $1\n' +
        'text = $1; sub(/[.]/, ".system.buckets.", text); gsub(/%2E/, ".", text); buckets[text] = $1\n' +
        'next }\n' +
        '{ said = owner($1); quoted = $1 ~ /^%60.*%60$/ ? owner(substr($1, 4, length($1) - 6)) : ""\n' +
        'if (said != "" && quoted != "" && said != quoted) { unsure(said); unsure(quoted); next }\n' +
        'if (said == "") said = quoted\n' +
        'if (said in documents) unsure(said); else if (said != "") documents[said] = $2 }\n' +
        'END { for (name in documents) print name "\\t" documents[name] }\' "$1" -\n' +
        '}\n' +
        'mongo_contents() {\n' +
        'local counted\n' +
        'counted="documents-$(mongo_slot "$1")"\n' +
        '[ -f "$MB_WORK/$counted" ] || true >"$MB_WORK/$counted"\n' +
        'mongo_prelude 2>/dev/null | grep -v \'^@\' >"$MB_WORK/prelude"\n' +
        'mongo_is_restorable "$1"\n' +
        'mongo_matched "$MB_WORK/prelude" <"$MB_WORK/$counted" >"$MB_WORK/documents"\n' +
        'awk -F \'\\t\' -v component="$1" \'\n' +
        'FILENAME == ARGV[1] { documents[$1] = $2; next }\n' +
        '{ name = $1; sub(/^[^\\t]*\\t[^\\t]*/, "")\n' +
        'print component "\\tcollection\\t" name "\\t" ((name in documents) ? documents[name] : "-") $0 }\' \\\n' +
        '"$MB_WORK/documents" "$MB_WORK/prelude" >>"$MB_WORK/contents" || mb_unwritable "$MB_WORK"\n' +
        '}\n' +
        'mongo_is_restorable() {\n' +
        'local names\n' +
        'names=$(cut -f 1 "$MB_WORK/prelude" | grep \'%0A\' | head -n 5)\n' +
        '[ -z "$names" ] ||\n' +
        'mb_fail E_DUMP "The $1 holds a collection that mongorestore cannot put back: its name has a line break in it." Collections "$names" \\\n' +
        'safe \'nothing was published; no old backup was touched\' next \'rename it, or list the databases to keep (mongo-databases)\'\n' +
        '}\n' +
        'mongo_contents_json() {\n' +
        'awk -F \'\\t\' -v component="$1" "$MB_AWK_JSON"\'\n' +
        '$1 != component || $2 != "collection" { next }\n' +
        '{ indexes = ""\n' +
        'for (i = 5; i <= NF; i++) indexes = json_item(indexes, json_text($i))\n' +
        'row = json_add("", "name", json_text($3))\n' +
        'if ($4 != "-") row = json_add(row, "documents", json_number($4))\n' +
        'rows = json_item(rows, json_object(json_add(row, "indexes", json_list(indexes)))) }\n' +
        'END {\n' +
        'if (json_refused) exit 1\n' +
        'if (rows != "" && length(rows) < 1000000)\n' +
        'printf "%s", json_object(json_add("", "collections", json_list(rows))) }\' "$MB_WORK/contents"\n' +
        '}\n' +
        'mongo_drill() {\n' +
        'local component="$1" image="$2" named="$3" database="$4" began loaded first\n' +
        'local MB_MONGO_URI=\'\' MONGO_BOUND path raw offset length sha256 consistency counts\n' +
        'mb_row "$component"\n' +
        'mb_drill_fits "$component" $((raw + raw / 2 + 350000000)) "$(mb_docker_root)"\n' +
        'mb_now\n' +
        'began=$MB_NOW\n' +
        'MONGO_BOUND=$((60 + raw / 500000))\n' +
        'first=$(mb_drill_command "$image")\n' +
        'case ${first##*/} in\n' +
        'mongod | \'\') set -- "$image" mongod ;;\n' +
        '*) set -- "$image" ;;\n' +
        'esac\n' +
        'mb_drill_create "$component" "$image" "$named" 2147483648 "$@"\n' +
        'mb_drill_start "$component"\n' +
        'mongo_drill_ready "$component"\n' +
        'mb_raw "$component" | mongo_load "$MB_DRILLED" "$consistency"\n' +
        'mb_phase drill-loaded\n' +
        'mb_now\n' +
        'loaded=$((MB_NOW - began))\n' +
        'mongo_drill_loaded "$component"\n' +
        'mongo_drill_read "$component" "$database"\n' +
        'mongo_drill_compare "$component" "$counts"\n' +
        'mb_drill_passed "$component" "$loaded" "$(awk -F \'\\t\' \'\n' +
        '$2 != "-" { n += $2 }\n' +
        '{ i += NF - 2 }\n' +
        'END { printf "documents=%.0f collections=%d indexes=%d", n, NR, i }\' "$MB_WORK/drill-wanted")"\n' +
        '}\n' +
        'mongo_drill_ready() {\n' +
        'local n=0\n' +
        'until\n' +
        'printf \'\\n\' | mongo_tool "$MB_DRILLED" mongodump --db=meeshy-backup-asks --archive 2>"$MB_WORK/mongo-said" >/dev/null\n' +
        'grep -qx \'@status 0\' "$MB_WORK/mongo-said"\n' +
        'do\n' +
        'mb_drill_lives "$1"\n' +
        '! grep -q \'^@missing\' "$MB_WORK/mongo-said" || mb_undrilled "$1" "its image has no mongodump and mongorestore" \\\n' +
        'next \'use an image that has the MongoDB database tools, as the official one does, or take verify: read\'\n' +
        'n=$((n + 1))\n' +
        '[ "$n" -lt 8 ] ||\n' +
        'mb_undrilled "$1" \'its throw-away server does not answer\' Said "$(grep -v \'^@\' "$MB_WORK/mongo-said" | tail -n 3 | mb_mask)" \\\n' +
        'Log "$(mb_docker logs --tail 5 "$MB_DRILLED" 2>&1 | mb_mask)"\n' +
        'sleep 0.5\n' +
        'done\n' +
        '}\n' +
        'mongo_drill_loaded() {\n' +
        'local said\n' +
        'mv -- "$MB_WORK/mongo-said" "$MB_WORK/drill-said"\n' +
        'said=$(grep -v \'^@\' "$MB_WORK/drill-said" | tail -n 5 | mb_mask)\n' +
        'grep -qx \'@status 0\' "$MB_WORK/drill-said" || {\n' +
        'mb_drill_lives "$1"\n' +
        '! grep -qx \'@status 124\' "$MB_WORK/drill-said" ||\n' +
        'mb_undrilled "$1" "mongorestore did not finish within $MONGO_BOUND s" Said "$said" \\\n' +
        'next \'this dump may be cut off: take another backup; or this server is too busy to restore it\'\n' +
        'mb_undrilled "$1" \'mongorestore fails on it\' Said "$said" \\\n' +
        'next \'this backup cannot be restored as it is: take another one, and check the server that it comes from\'\n' +
        '}\n' +
        'grep -q \'successfully\\. 0 document(s) failed\' "$MB_WORK/drill-said" ||\n' +
        'mb_undrilled "$1" \'mongorestore does not say that every document was restored\' Said "$said"\n' +
        '}\n' +
        'mongo_drill_read() {\n' +
        'set -- "$1" mongodump --archive ${2:+"--db=$2"}\n' +
        'local component="$1"\n' +
        'shift\n' +
        '{ printf \'\\n\' | mongo_tool "$MB_DRILLED" "$@" 2>"$MB_WORK/mongo-said"; } | { mongo_prelude; cat >/dev/null; } | grep -v \'^@\' |\n' +
        'awk -F \'\\t\' \'{ name = $1; sub(/^[^\\t]*\\t[^\\t]*/, ""); print name $0 }\' >"$MB_WORK/drill-there"\n' +
        'grep -qx \'@status 0\' "$MB_WORK/mongo-said" || {\n' +
        'mb_drill_lives "$component"\n' +
        'mb_undrilled "$component" \'what was restored cannot be read\' Said "$(grep -v \'^@\' "$MB_WORK/mongo-said" | tail -n 5 | mb_mask)"\n' +
        '}\n' +
        '}\n' +
        'mongo_drill_compare() {\n' +
        'local component="$1" counts="$2" applied differences\n' +
        'awk -F \'\\t\' -v OFS=\'\\t\' -v component="$component" \'\n' +
        '$1 == component && $2 == "collection" { sub(/^[^\\t]*\\t[^\\t]*\\t/, ""); print }\' "$MB_WORK/contents" >"$MB_WORK/drill-wanted"\n' +
        '[ -s "$MB_WORK/drill-wanted" ] ||\n' +
        'mb_raw "$component" | mongo_prelude 2>/dev/null | grep -v \'^@\' |\n' +
        'awk -F \'\\t\' \'{ name = $1; sub(/^[^\\t]*\\t[^\\t]*/, ""); print name "\\t-" $0 }\' >"$MB_WORK/drill-wanted"\n' +
        'cut -f 1 "$MB_WORK/drill-wanted" "$MB_WORK/drill-there" | sort -u >"$MB_WORK/drill-known"\n' +
        'mongo_told mongo-said \'done dumping\' | mongo_matched "$MB_WORK/drill-known" >"$MB_WORK/drill-read"\n' +
        'mongo_told drill-said \'finished restoring\' | mongo_matched "$MB_WORK/drill-known" >"$MB_WORK/drill-restored"\n' +
        'applied=$(sed -n \'s/.*applied \\([0-9]*\\) oplog entries.*/\\1/p\' "$MB_WORK/drill-said" | tail -n 1)\n' +
        'differences=$(awk -F \'\\t\' -v applied="${applied:-0}" -v counts=" $counts " \'\n' +
        'function many(n) { return n == 1 ? "1 document" : n " documents" }\n' +
        'function total(what) { return match(counts, " " what "=[0-9]+ ") ? substr(counts, RSTART + length(what) + 2) + 0 : -1 }\n' +
        'FILENAME ~ /drill-read$/ { read[$1] = $2; next }\n' +
        'FILENAME ~ /drill-restored$/ { restored[$1] = $2; next }\n' +
        'FILENAME ~ /drill-there$/ { there[$1] = 1; for (i = 2; i <= NF; i++) index_there[$1, $i] = 1; indexes[$1] = NF; line[$1] = $0; next }\n' +
        '{ wanted[$1] = 1; sum += restored[$1]; if (restored[$1] == "-") unsure = 1\n' +
        'if (!($1 in there)) { print $1 " is missing"; next }\n' +
        'if ($2 != "-" && restored[$1] != "-" && restored[$1] + 0 != $2)\n' +
        'print $1 ": " many(restored[$1] + 0) " restored, and the backup says " $2\n' +
        'else if ($2 != "-" && read[$1] != "-" && (read[$1] - $2 > applied || $2 - read[$1] > applied))\n' +
        'print $1 ": " many(read[$1] + 0) " after the restore, and the backup says " $2\n' +
        'for (i = 3; i <= NF; i++) { index_wanted[$1, $i] = 1; if (!(($1, $i) in index_there)) print $1 ": the index " $i " is missing" }\n' +
        'n = split(line[$1], found, "\\t")\n' +
        'for (i = 2; i <= n; i++) if (!(($1, found[i]) in index_wanted)) print $1 ": the index " found[i] " is not in the backup" }\n' +
        'END {\n' +
        'for (name in there) if (!(name in wanted)) print name " is not in the backup"\n' +
        'said = total("documents") - (total("accounts") > 0 ? total("accounts") : 0)\n' +
        'if (total("documents") >= 0 && !unsure && sum != said) print many(sum) " restored in all, and the backup says " said }\' \\\n' +
        '"$MB_WORK/drill-read" "$MB_WORK/drill-restored" "$MB_WORK/drill-there" "$MB_WORK/drill-wanted" | sort | head -n 10)\n' +
        '[ -z "$differences" ] || mb_undrilled "$component" \'the restored data differs from the backup\' \'It differs\' "$differences" \\\n' +
        'next "$(printf \'%s\' \'do not trust this backup: take a new one, and check the server that it comes from; \' \\\n' +
        '\'collections or indexes that were made or dropped during the backup also differ\')"\n' +
        '}\n',
    'sources/mongo/mongo.sh': 'MB_AWK_NAMESPACE=\'\n' +
        'function namespace(database, collection) {\n' +
        'database = encoded(database)\n' +
        'gsub(/[.]/, "%2E", database)\n' +
        'return database "." encoded_part(collection)\n' +
        '}\n' +
        'function encoded_part(text) { return text == "" ? "" : encoded(text) }\n' +
        'function described(metadata,   at, size, c, start, word, last, depth, key, value, type, indexes) {\n' +
        'size = length(metadata); depth = value = 0; type = indexes = last = ""; key[0] = key[1] = ""\n' +
        'for (at = 1; at <= size; at++) {\n' +
        'c = substr(metadata, at, 1)\n' +
        'if (c == "\\"") {\n' +
        'start = at + 1\n' +
        'for (at++; at <= size && (c = substr(metadata, at, 1)) != "\\""; at++) if (c == "\\\\") at++\n' +
        'word = substr(metadata, start, at - start)\n' +
        'if (!value) last = word\n' +
        'else if (depth == 1 && key[1] == "type") type = encoded_letters(word)\n' +
        'else if (depth == 2 && key[1] == "options" && key[2] == "viewOn" && type == "") type = "view"\n' +
        'else if (depth == 3 && key[1] == "indexes" && key[3] == "name") indexes = indexes "\\t" encoded_letters(word)\n' +
        '} else if (c == ":") { key[depth] = last; value = 1 }\n' +
        'else if (c == ",") value = 0\n' +
        'else if (index("{[", c)) { depth++; key[depth] = ""; value = 0 }\n' +
        'else if (index("]}", c)) { depth--; value = 0 }\n' +
        '}\n' +
        'return (type == "" ? "collection" : type) indexes\n' +
        '}\n' +
        'function encoded_letters(word,   at, c, out, code, low) {\n' +
        'out = ""\n' +
        'while (at = index(word, "\\\\")) {\n' +
        'out = out encoded_part(substr(word, 1, at - 1)); c = substr(word, at + 1, 1); word = substr(word, at + 2)\n' +
        'if (c == "u") {\n' +
        'code = hexadecimal(substr(word, 1, 4)); word = substr(word, 5)\n' +
        'low = substr(word, 1, 2) == "\\\\u" ? hexadecimal(substr(word, 3, 4)) : 0\n' +
        'if (code >= 55296 && code < 56320 && low >= 56320 && low < 57344) {\n' +
        'code = 65536 + (code - 55296) * 1024 + low - 56320; word = substr(word, 7)\n' +
        '}\n' +
        'out = out encoded_point(code)\n' +
        '} else if (at = index("bfnrt", c)) out = out substr("%08%0C%0A%0D%09", 3 * at - 2, 3)\n' +
        'else out = out encoded_part(c)\n' +
        '}\n' +
        'return out encoded_part(word)\n' +
        '}\n' +
        'function encoded_point(code,   first) {\n' +
        'if (code < 128) return code ? encoded(sprintf("%c", code)) : "%00"\n' +
        'if (code < 2048) return sprintf("%%%02X%%%02X", 192 + int(code / 64), 128 + code % 64)\n' +
        'if (code < 65536) return sprintf("%%%02X%%%02X%%%02X", 224 + int(code / 4096), 128 + int(code / 64) % 64, 128 + code % 64)\n' +
        'first = sprintf("%%%02X%%%02X", 240 + int(code / 262144), 128 + int(code / 4096) % 64)\n' +
        'return first sprintf("%%%02X%%%02X", 128 + int(code / 64) % 64, 128 + code % 64)\n' +
        '}\n' +
        'function hexadecimal(digits,   at, sum) {\n' +
        'sum = 0\n' +
        'for (at = 1; at <= length(digits); at++) sum = sum * 16 + index("0123456789abcdef", tolower(substr(digits, at, 1))) - 1\n' +
        'return sum\n' +
        '}\n' +
        '\'\n' +
        'mongo_inside() {\n' +
        'cat <<\'INSIDE\'\n' +
        'IFS= read -r uri || exit 90\n' +
        'exec 4>&1 5<&0\n' +
        'user=${MONGO_INITDB_ROOT_USERNAME:-} pass=${MONGO_INITDB_ROOT_PASSWORD:-}\n' +
        '[ -z "${MONGO_INITDB_ROOT_USERNAME_FILE:-}" ] || user=$(cat "$MONGO_INITDB_ROOT_USERNAME_FILE")\n' +
        '[ -z "${MONGO_INITDB_ROOT_PASSWORD_FILE:-}" ] || pass=$(cat "$MONGO_INITDB_ROOT_PASSWORD_FILE")\n' +
        'quoted() {\n' +
        '  rest=$1 done=\n' +
        '  while case $rest in *\\\'*) ;; *) false ;; esac do done="$done${rest%%\\\'*}\'\'" rest=${rest#*\\\'}; done\n' +
        '  printf "\'%s\'" "$done$rest"\n' +
        '}\n' +
        'config() {\n' +
        '  if [ -n "$uri" ]; then printf \'uri: %s\\n\' "$(quoted "$uri")"; elif [ -n "$user" ]; then printf \'password: %s\\n\' "$(quoted "$pass")"; fi\n' +
        '}\n' +
        'masked() {\n' +
        '  while IFS= read -r line || [ -n "$line" ]; do\n' +
        '    # Names alone stand in such a line, which is counted by them; and no line of the tool is an event.\n' +
        '    case $line in\n' +
        '      *\'done dumping \'*\' document\'*\')\' | *\'finished restoring \'*\' document\'*\')\')\n' +
        '        printf \'%s\\n\' "$line"\n' +
        '        continue\n' +
        '        ;;\n' +
        '      @*) line=" $line" ;;\n' +
        '    esac\n' +
        '    if [ -n "$pass" ]; then\n' +
        '      done=\n' +
        '      while case $line in *"$pass"*) ;; *) false ;; esac do done="$done${line%%"$pass"*}[secret]" line=${line#*"$pass"}; done\n' +
        '      line=$done$line\n' +
        '    fi\n' +
        '    case $line in *://*@*) line="${line%%://*}://[secret]@${line##*@}" ;; esac\n' +
        '    printf \'%s\\n\' "$line"\n' +
        '  done\n' +
        '}\n' +
        'tool=$1 bound=\n' +
        'shift\n' +
        '[ -z "${MB_BOUND:-}" ] || ! command -v timeout >/dev/null 2>&1 || bound="timeout $MB_BOUND"\n' +
        'case "$*" in\n' +
        '  *\' --dir=@empty\')\n' +
        '    for word; do\n' +
        '      shift\n' +
        '      [ "$word" != --dir=@empty ] || { word=$(mktemp -d) && trap \'rmdir "$word"\' EXIT && set -- "$@" "--dir=$word" && continue; }\n' +
        '      set -- "$@" "$word"\n' +
        '    done ;;\n' +
        'esac\n' +
        'command -v "$tool" >/dev/null 2>&1 || { echo "@missing $tool" >&2; exit 91; }\n' +
        '[ -n "$uri" ] || [ -z "$user" ] || set -- --username "$user" --authenticationDatabase admin "$@"\n' +
        '[ -n "$uri$user" ] || echo \'@anonymous\' >&2\n' +
        'status=$({\n' +
        '  {\n' +
        '    config | { exec 6<&0 0<&5; $bound "$tool" --config=/dev/fd/6 "$@" 2>&1 >&4 7>&-; }\n' +
        '    echo $? >&7\n' +
        '  } | masked >&2\n' +
        '} 7>&1)\n' +
        'echo "@status $status" >&2\n' +
        'INSIDE\n' +
        '}\n' +
        'mongo_tool() {\n' +
        'local container="$1"\n' +
        'shift\n' +
        'docker exec -i -e "MB_RUN=$MB_RUN" -e "MB_BOUND=${MONGO_BOUND:-}" "$container" sh -c "$(mongo_inside)" meeshy-backup "$@"\n' +
        '}\n' +
        'mb_journal_of_container() {\n' +
        'mb_journal end_in_container "$1" "$MB_RUN"\n' +
        '}\n' +
        'undo_end_in_container() {\n' +
        'mb_is_run "$2" || return 1\n' +
        'docker exec "$1" \\\n' +
        'sh -c \'for p in /proc/[0-9]*; do ! grep -qs "MB_RUN=$1" "$p/environ" || kill "${p#/proc/}"; done; rm -f "/tmp/meeshy-backup-$1.rdb"\' \\\n' +
        'meeshy-backup "$2" >/dev/null 2>&1 || :\n' +
        '}\n' +
        'words_of_end_in_container() {\n' +
        'printf \'end what the run %s left at work in the container %s (docker top %s shows it)\' "$2" "$1" "$(mb_typed "$1")"\n' +
        '}\n' +
        'mb_over_in_container() {\n' +
        'if grep -q \'^@status \' "$1"; then rm -f -- "$MB_ENTRY"; else mb_settle "$MB_ENTRY"; fi\n' +
        '}\n' +
        'mongo_judge() {\n' +
        'local status\n' +
        'status=$(sed -n \'s/^@status //p\' "$MB_WORK/mongo-said" | tail -n 1)\n' +
        '[ "$status" != 0 ] || return 0\n' +
        'if grep -q \'^@missing\' "$MB_WORK/mongo-said"; then\n' +
        'mb_fail E_PREREQ "There is no $(sed -n \'s/^@missing //p\' "$MB_WORK/mongo-said") in the container $2." \\\n' +
        'next \'use an image that has the MongoDB database tools, as the official one does\'\n' +
        'fi\n' +
        'mb_fail E_DUMP "$(mongo_failure "$@")" Said "$(grep -v \'^@\' "$MB_WORK/mongo-said" | tail -n 8 | mb_mask)" \\\n' +
        'safe \'nothing was published; no old backup was touched\' next "$(mongo_advice)"\n' +
        '}\n' +
        'mongo_failure() {\n' +
        'case $(cat "$MB_WORK/mongo-said") in\n' +
        '*\'uthentication failed\'* | *AuthenticationFailed*) printf \'MongoDB in the container %s refused the user or the password.\' "$2" ;;\n' +
        '*) printf \'%s in the container %s failed (%s).\' "$1" "$2" "$(mb_how_it_ended "${status:-}" "$3" "$2")" ;;\n' +
        'esac\n' +
        '}\n' +
        'mb_how_it_ended() {\n' +
        'local state\n' +
        'if [ -n "$1" ]; then\n' +
        'printf \'status %s\' "$1"\n' +
        'return\n' +
        'fi\n' +
        'state=$(timeout 20 docker inspect -f \'{{.State.Status}}\' "$3" 2>&1 | tail -n 1)\n' +
        'printf \'it did not finish: docker exec ended with status %s, the container is now: %s\' "$2" "$state"\n' +
        '}\n' +
        'mongo_advice() {\n' +
        'case $(cat "$MB_WORK/mongo-said") in\n' +
        '*uthentication* | *nauthorized* | *\'not authorized\'*)\n' +
        'printf \'%s\' \'set mongo-uri to an account with the backup role (authSource included), \' \\\n' +
        '\'or give the container its MONGO_INITDB_ROOT_* variables\' ;;\n' +
        '*\'oplog overflow\'* | *\'oplog rolled\'*) printf \'the oplog is too small for the time a dump takes: enlarge it (replSetResizeOplog)\' ;;\n' +
        '*) printf \'look at the container: docker logs\' ;;\n' +
        'esac\n' +
        '}\n' +
        'mongo_dump() {\n' +
        'local container="$1" database="$2" status why\n' +
        'mb_journal_of_container "$container"\n' +
        'echo fuzzy >"$MB_WORK/consistency"\n' +
        'if [ -n "$database" ]; then\n' +
        'mongo_dumped "$container" "--db=$database"\n' +
        'else\n' +
        'mongo_dumped "$container" --oplog\n' +
        'if why=$(mongo_without_oplog "$container"); then\n' +
        'mb_warn fuzzy "$why" database\n' +
        'mongo_dumped "$container"\n' +
        'else\n' +
        'echo point-in-time >"$MB_WORK/consistency"\n' +
        'fi\n' +
        'fi\n' +
        'mongo_judge \'mongodump\' "$container" "$status"\n' +
        'mongo_count "$container" "$database"\n' +
        'mongo_told mongo-said \'done dumping\' >"$MB_WORK/documents-$(mongo_slot "database${database:+/$(mb_encode "$database")}")"\n' +
        'mb_over_in_container "$MB_WORK/mongo-said"\n' +
        '}\n' +
        'mongo_dumped() {\n' +
        'local container="$1"\n' +
        'shift\n' +
        'printf \'%s\\n\' "$MB_MONGO_URI" | mongo_tool "$container" mongodump --archive "$@" 2>"$MB_WORK/mongo-said"\n' +
        'status=$?\n' +
        '}\n' +
        'mongo_without_oplog() {\n' +
        'case $(grep \'^@status\\|oplog\' "$MB_WORK/mongo-said") in\n' +
        '*\'@status 0\'*) return 1 ;;\n' +
        '*\'error getting oplog start\'*\'no documents in result\'*)\n' +
        'printf \'MongoDB in %s is not a replica set: each collection is as it was when it was read, not all at one moment.\' "$1" ;;\n' +
        '*\'error getting oplog start\'*uthorized*)\n' +
        'printf \'The account may not read the oplog of MongoDB in %s (databases local and config), so the dump is not of one moment.\' "$1" ;;\n' +
        '*\'when dumping from a mongos\'*)\n' +
        'printf \'MongoDB in %s is a mongos, through which no oplog can be read: the dump is not of one moment.\' "$1" ;;\n' +
        '*) return 1 ;;\n' +
        'esac\n' +
        '}\n' +
        'mongo_count() {\n' +
        'mongo_told mongo-said \'done dumping\' >"$MB_WORK/told"\n' +
        'awk -F \'\\t\' -v lines="$(grep -c \'done dumping\' "$MB_WORK/mongo-said")" \'\n' +
        '{ documents += $2; collections++; database = $1\n' +
        'if (database ~ /^%60.*%60$/) database = substr(database, 4)\n' +
        'sub(/[.].*/, "", database)\n' +
        'if (database !~ /^(admin|config|local)$/) own++; else accounts += $2 }\n' +
        'END {\n' +
        'printf "documents=%d collections=%d%s\\n", documents, collections, accounts ? " accounts=" accounts : ""\n' +
        'exit own == 0 && lines <= NR }\' "$MB_WORK/told" >"$MB_WORK/counts" && return\n' +
        'if [ -n "$2" ] && [ "${MB_OPERATION:-}" = restore ]; then\n' +
        'mb_warn empty "The database $2 is not in $1, or holds no collection: there is nothing of it to keep." "database/$(mb_encode "$2")"\n' +
        'return\n' +
        'fi\n' +
        'if [ -n "$2" ]; then\n' +
        'mb_fail E_NOT_FOUND "The database $2 does not exist in $1, or holds no collection." \\\n' +
        'safe \'nothing was published; no old backup was touched\' next \'check mongo-databases for a typing error\'\n' +
        'fi\n' +
        'if grep -q \'collections=0\' "$MB_WORK/counts" && [ "${MB_OPERATION:-}" != restore ] && ! mongo_hides_nothing; then\n' +
        'mb_fail E_EMPTY "mongodump in $1 ended well, but dumped nothing." \\\n' +
        'Said "$(grep -v \'^@\' "$MB_WORK/mongo-said" | tail -n 8 | mb_mask)" safe \'nothing was published; no old backup was touched\' \\\n' +
        'next \'check that this is the right container (mongo-container), and that its account may read everything\'\n' +
        'fi\n' +
        'mb_warn empty "MongoDB in $1 holds no collection of an application." database\n' +
        '}\n' +
        'mongo_hides_nothing() {\n' +
        'grep -qx \'@anonymous\' "$MB_WORK/mongo-said" && ! grep -q \'[[:blank:]]writing \' "$MB_WORK/mongo-said"\n' +
        '}\n' +
        'mongo_read() {\n' +
        'local container status\n' +
        'container=${MB_CONTAINER:-$(mb_reader_of "$1")}\n' +
        'mb_journal_of_container "$container"\n' +
        '{ printf \'%s\\n\' "$MB_MONGO_URI"; cat; } |\n' +
        'mongo_tool "$container" mongorestore --archive \'--nsInclude=meeshy-backup-reads-only.*\' --stopOnError \\\n' +
        '>/dev/null 2>"$MB_WORK/mongo-said"\n' +
        'status=$?\n' +
        'mb_over_in_container "$MB_WORK/mongo-said"\n' +
        '[ "$status" = 0 ] && grep -qx \'@status 0\' "$MB_WORK/mongo-said" && return\n' +
        'echo \'mongorestore cannot read the dump to its end\' >"$MB_WORK/why"\n' +
        'grep -v \'^@\' "$MB_WORK/mongo-said" | tail -n 5 | mb_mask >&2\n' +
        'return 1\n' +
        '}\n',
    'sources/mongo/restore.sh': 'mongo_prelude() {\n' +
        'od -An -v -tu1 | awk "$MB_AWK_ENCODED$MB_AWK_NAMESPACE"\'\n' +
        'function byte() { while (at >= n) { if ((getline line) <= 0) return -1; n = split(line, b, " "); at = 0 } return b[++at] }\n' +
        'function int32(   v) { v = byte(); if (v < 0) return -1; return v + 256 * byte() + 65536 * byte() + 16777216 * byte() }\n' +
        'function cstring(   s, c) { s = ""; while ((c = byte()) > 0) s = s sprintf("%c", c + 0); return s }\n' +
        'function text(   l, s, c) {\n' +
        'l = int32(); s = ""\n' +
        'while (--l > 0) { if ((c = byte()) <= 0) exit 1; s = s sprintf("%c", c + 0) }\n' +
        'byte()\n' +
        'return s }\n' +
        'BEGIN {\n' +
        'if (int32() != 2174345837) exit 1\n' +
        'while ((size = int32()) != 4294967295) {\n' +
        'if (size < 5) exit 1\n' +
        'split("", field)\n' +
        'while ((kind = byte()) > 0) {\n' +
        'name = cstring()\n' +
        'if (kind == 2) field[name] = text()\n' +
        'else if (kind == 16) int32()\n' +
        'else if (kind == 18) { int32(); int32() }\n' +
        'else if (kind == 8) byte()\n' +
        'else exit 1\n' +
        '}\n' +
        'if (kind < 0) exit 1\n' +
        'if ("server_version" in field) { print "@version " field["server_version"]; continue }\n' +
        'if (field["db"] == "admin" && field["collection"] ~ /^system[.](users|roles)$/) print "@accounts"\n' +
        'if (field["db"] == "" || field["db"] ~ /^(admin|config|local)$/) continue\n' +
        'print namespace(field["db"], field["collection"]) "\\t" described(field["metadata"])\n' +
        '}\n' +
        '}\'\n' +
        '}\n' +
        'mongo_prove() {\n' +
        '! mb_is_old || { old_mongo_prove "$1"; return; }\n' +
        'mb_prove "$1" mongo_read "$1"\n' +
        'mb_raw "$1" | mongo_prelude >"$MB_WORK/wanted-all"\n' +
        'grep -v \'^@\' "$MB_WORK/wanted-all" | sort >"$MB_WORK/$(mongo_slot "$1").wanted"\n' +
        'grep \'^@\' "$MB_WORK/wanted-all" >"$MB_WORK/$(mongo_slot "$1").version"\n' +
        '[ -s "$MB_WORK/$(mongo_slot "$1").version" ] || mb_damaged "$1 does not begin as a dump does"\n' +
        '}\n' +
        'mongo_slot() {\n' +
        'printf \'%s\' "$1" | tr / -\n' +
        '}\n' +
        'mongo_keep() {\n' +
        'local container="$1" database="$2" slot status\n' +
        'slot=$(mongo_slot "$3")\n' +
        'mb_journal_of_container "$container"\n' +
        'set -- mongodump --archive\n' +
        'if [ -n "$database" ]; then set -- "$@" "--db=$database"; fi\n' +
        'rm -f "$MB_WORK"/status-*\n' +
        '{ printf \'%s\\n\' "$MB_MONGO_URI" | mongo_tool "$container" "$@" 2>"$MB_WORK/mongo-said"; echo $? >"$MB_WORK/status-1"; } |\n' +
        '{ mb_compress >"$MB_WORK/$slot.before"; echo $? >"$MB_WORK/status-2"; }\n' +
        'status=$(cat "$MB_WORK/status-1")\n' +
        'mongo_judge \'mongodump of the present data\' "$container" "$status"\n' +
        '[ "$(cat "$MB_WORK/status-2")" = 0 ] ||\n' +
        'mb_fail E_NOSPACE "The present data of $container could not be kept in $MB_WORK." safe \'the database was not changed\'\n' +
        'mb_decompress <"$MB_WORK/$slot.before" | mongo_prelude >"$MB_WORK/now-all"\n' +
        'grep -v \'^@\' "$MB_WORK/now-all" | sort >"$MB_WORK/$slot.now"\n' +
        'mongo_fits "$slot" "$container"\n' +
        'mb_over_in_container "$MB_WORK/mongo-said"\n' +
        'mb_phase kept\n' +
        '}\n' +
        'mongo_fits() {\n' +
        'local dumped now\n' +
        'dumped=$(sed -n \'s/^@version //p\' "$MB_WORK/$1.version") now=$(sed -n \'s/^@version //p\' "$MB_WORK/now-all")\n' +
        'case $dumped,$now in\n' +
        '[0-9]*.*,[0-9]*.*) ;;\n' +
        '*) return 0 ;;\n' +
        'esac\n' +
        '[ "${now%%.*}" -ge "${dumped%%.*}" ] || mb_fail E_PREREQ "The dump is of MongoDB $dumped, and $2 runs an older one, $now." \\\n' +
        'safe \'the database was not changed\' next \'run the image that the manifest names, then restore\'\n' +
        '[ "$(printf \'%s\' "$now" | cut -d . -f 1,2)" = "$(printf \'%s\' "$dumped" | cut -d . -f 1,2)" ] ||\n' +
        'mb_warn other-version "The dump is of MongoDB $dumped, and $2 runs $now. The restored data is compared with the dump anyway."\n' +
        '}\n' +
        'mongo_put() {\n' +
        'local component="$1" container="$2" database="$3" exact="$4" slot path raw offset length sha256 consistency counts\n' +
        'slot=$(mongo_slot "$component")\n' +
        'mb_row "$component"\n' +
        'mb_journal mongo_put_back "$container" "$database" "$slot" "$MB_COMPRESS" "$MB_RUN" "${MB_MONGO_URI:+MB_MONGO_URI}"\n' +
        'MONGO_UNDO=$MB_ENTRY\n' +
        'mb_phase before-put\n' +
        'if mb_is_old; then old_mongo_load "$container" "$consistency"; else mb_raw "$component" | mongo_load "$container" "$consistency"; fi\n' +
        'mongo_judge_load "$component" "$counts"\n' +
        'mb_phase loaded\n' +
        'mongo_drop_others "$container" "$database" "$exact" "$slot.wanted"\n' +
        'mongo_compare "$component" "$container" "$database" "$slot.wanted" "$exact"\n' +
        '! mb_is_old || old_mongo_compare "$component" "$consistency"\n' +
        'mb_phase "put-$component"\n' +
        '}\n' +
        'mongo_load() {\n' +
        'local container="$1" consistency="$2"\n' +
        'mb_journal_of_container "$container"\n' +
        'set -- mongorestore --archive --drop --stopOnError\n' +
        '[ "$consistency" != point-in-time ] || set -- "$@" --oplogReplay\n' +
        '{ printf \'%s\\n\' "${MB_MONGO_URI:-}"; cat; } | mongo_tool "$container" "$@" >/dev/null 2>"$MB_WORK/mongo-said"\n' +
        'mb_over_in_container "$MB_WORK/mongo-said"\n' +
        '}\n' +
        'mongo_judge_load() {\n' +
        'local said restored failed documents accounts\n' +
        'said=$(grep -v \'^@\' "$MB_WORK/mongo-said" | tail -n 8 | mb_mask)\n' +
        'restored=$(sed -n \'s/^\\(.*[^0-9]\\)\\{0,1\\}\\([0-9][0-9]*\\) document(s) restored successfully.*/\\2/p\' "$MB_WORK/mongo-said" | tail -n 1)\n' +
        'failed=$(sed -n \'s/.*successfully\\. \\([0-9]*\\) document(s) failed.*/\\1/p\' "$MB_WORK/mongo-said" | tail -n 1)\n' +
        'documents=$(printf \'%s\' "$2" | sed -n \'s/.*documents=\\([0-9]*\\).*/\\1/p\')\n' +
        'accounts=$(printf \'%s\' "$2" | sed -n \'s/.*accounts=\\([0-9]*\\).*/\\1/p\')\n' +
        'grep -qx \'@status 0\' "$MB_WORK/mongo-said" || mb_fail E_RESTORE "mongorestore failed while it restored $1." Said "$said"\n' +
        '[ "$failed" = 0 ] || mb_fail E_RESTORE "mongorestore reports ${failed:-an unknown number of} failed documents of $1." Said "$said"\n' +
        '[ -n "$restored" ] && [ "$restored" -le "${documents:-0}" ] && [ "$restored" -ge $((${documents:-0} - ${accounts:-0})) ] ||\n' +
        'mb_fail E_RESTORE "mongorestore reports ${restored:-no} restored documents of $1, and the backup holds $documents." Said "$said"\n' +
        'MONGO_RESTORED=$restored MONGO_APPLIED=$(sed -n \'s/.*applied \\([0-9]*\\) oplog entries.*/\\1/p\' "$MB_WORK/mongo-said" | tail -n 1)\n' +
        '}\n' +
        'mongo_drop_others() {\n' +
        'local container="$1" database="$2" exact="$3" wanted="$MB_WORK/$4" name within\n' +
        'mongo_namespaces "$container" "$database" >"$MB_WORK/found"\n' +
        'MONGO_FOUND=1\n' +
        'cut -f 1 "$wanted" | sort >"$MB_WORK/wanted-names"\n' +
        'cut -f 1 "$MB_WORK/found" >"$MB_WORK/found-names"\n' +
        'mongo_others "$MB_WORK/found-names" "$exact" >"$MB_WORK/others"\n' +
        '[ -s "$MB_WORK/others" ] || return 0\n' +
        'MONGO_FOUND=\n' +
        'mb_journal_of_container "$container"\n' +
        '{\n' +
        'printf \'%s\\n\' "${MB_MONGO_URI:-}"\n' +
        'while IFS= read -r name; do\n' +
        'mb_decode "${name%%.*}" && within=$MB_DECODED && mb_decode "${name#*.}" && mongo_drop_entry "$within" "$MB_DECODED"\n' +
        'done <"$MB_WORK/others"\n' +
        '} |\n' +
        'mongo_tool "$container" mongorestore --oplogReplay --oplogFile=/dev/stdin --dir=@empty >/dev/null 2>"$MB_WORK/mongo-said"\n' +
        'mb_over_in_container "$MB_WORK/mongo-said"\n' +
        'grep -qx \'@status 0\' "$MB_WORK/mongo-said" || { mongo_is_refused && mongo_drop_by_import "$container" "$MB_WORK/others"; } ||\n' +
        'mb_fail E_RESTORE "Collections that the backup lacks could not be dropped: $(tr \'\\n\' \' \' <"$MB_WORK/others")." \\\n' +
        'Said "$(grep -v \'^@\' "$MB_WORK/mongo-said" | tail -n 8 | mb_mask)"\n' +
        'mb_say "  dropped, because the backup lacks them: $(tr \'\\n\' \' \' <"$MB_WORK/others")"\n' +
        'while IFS= read -r name; do mb_emit dropped collection "$name"; done <"$MB_WORK/others"\n' +
        '}\n' +
        'mongo_drop_entry() {\n' +
        'mongo_entry c "$1.\\$cmd" $((16 + ${#2}))\n' +
        'mongo_int32 $((16 + ${#2}))\n' +
        'mongo_string drop "$2"\n' +
        'printf \'\\000\\000\'\n' +
        '}\n' +
        'mongo_entry() {\n' +
        'mongo_int32 $((46 + ${#2} + $3))\n' +
        'printf \'\\021ts\\000\\001\\000\\000\\000\\001\\000\\000\\000\\020v\\000\\002\\000\\000\\000\'\n' +
        'mongo_string op "$1" && mongo_string ns "$2"\n' +
        'printf \'\\003o\\000\'\n' +
        '}\n' +
        'mongo_string() {\n' +
        'printf \'\\002%s\\000\' "$1"\n' +
        'mongo_int32 $((${#2} + 1))\n' +
        'printf \'%s\\000\' "$2"\n' +
        '}\n' +
        'mongo_int32() {\n' +
        'printf "$(printf \'\\\\%03o\\\\%03o\\\\%03o\\\\%03o\' $(($1 & 255)) $((($1 >> 8) & 255)) $((($1 >> 16) & 255)) $((($1 >> 24) & 255)))"\n' +
        '}\n' +
        'mongo_namespaces() {\n' +
        'local container="$1" database="$2"\n' +
        'mb_journal_of_container "$container"\n' +
        'set -- mongodump --archive\n' +
        'if [ -n "$database" ]; then set -- "$@" "--db=$database"; fi\n' +
        '{ printf \'%s\\n\' "${MB_MONGO_URI:-}" | mongo_tool "$container" "$@" 2>"$MB_WORK/mongo-said"; } |\n' +
        '{ mongo_prelude; cat >/dev/null; } | grep -v \'^@\' | sort\n' +
        'mb_over_in_container "$MB_WORK/mongo-said"\n' +
        'grep -qx \'@status 0\' "$MB_WORK/mongo-said" ||\n' +
        'mb_fail E_RESTORE "The present data of $container cannot be read." Said "$(grep -v \'^@\' "$MB_WORK/mongo-said" | tail -n 8 | mb_mask)"\n' +
        '}\n' +
        'mongo_compare() {\n' +
        'local component="$1" container="$2" database="$3" wanted="$MB_WORK/$4" exact="$5" there difference\n' +
        '[ -n "$MONGO_FOUND" ] || mongo_namespaces "$container" "$database" >"$MB_WORK/found"\n' +
        'if [ "$exact" != yes ]; then\n' +
        'awk -F \'\\t\' \'NR == FNR { d = $1; sub(/\\..*/, "", d); own[d] = 1; next } { d = $1; sub(/\\..*/, "", d) } d in own\' \\\n' +
        '"$wanted" "$MB_WORK/found" >"$MB_WORK/found-own" && mv "$MB_WORK/found-own" "$MB_WORK/found"\n' +
        'fi\n' +
        'mongo_shapes <"$wanted" >"$MB_WORK/shapes-wanted"\n' +
        'mongo_shapes <"$MB_WORK/found" >"$MB_WORK/shapes-found"\n' +
        'difference=$({\n' +
        'mb_lines_not_in "$MB_WORK/shapes-found" <"$MB_WORK/shapes-wanted" | sed \'s/^/in the backup: /\'\n' +
        'mb_lines_not_in "$MB_WORK/shapes-wanted" <"$MB_WORK/shapes-found" | sed \'s/^/there now: /\'\n' +
        '} | head -n 5)\n' +
        '[ -z "$difference" ] || mb_fail E_RESTORE "Collections or indexes of $component are not as in the backup." \'They differ\' "$difference"\n' +
        'there=$(mongo_documents "$wanted")\n' +
        '[ "$there" -ge $((MONGO_RESTORED - ${MONGO_APPLIED:-0})) ] && [ "$there" -le $((MONGO_RESTORED + ${MONGO_APPLIED:-0})) ] ||\n' +
        'mb_fail E_RESTORE "$component has $there documents now, and $MONGO_RESTORED were restored."\n' +
        'mb_restored "$component" "documents=$there collections=$(($(wc -l <"$MB_WORK/found")))"\n' +
        '}\n' +
        'mongo_shapes() {\n' +
        'awk -F \'\\t\' \'{ print $1 " " $2; for (i = 3; i <= NF; i++) print $1 " index " $i }\'\n' +
        '}\n' +
        'mongo_documents() {\n' +
        'mongo_told mongo-said \'done dumping\' | awk -F \'\\t\' \'\n' +
        'function database(name) { sub(/[.].*/, "", name); return name }\n' +
        'FILENAME == ARGV[1] { own[database($1)] = 1; next }\n' +
        '{ if ($1 ~ /^%60.*%60$/ && (database(substr($1, 4)) in own) || (database($1) in own)) n += $2 }\n' +
        'END { print n + 0 }\' "$1" -\n' +
        '}\n' +
        'seconds_of_mongo_put_back() {\n' +
        'echo 21600\n' +
        '}\n' +
        'undo_mongo_put_back() {\n' +
        'local MB_COMPRESS="$4" MB_WORK="$MB_AT/.work/$5" status\n' +
        'mb_is_run "$5" || return 1\n' +
        'rm -rf -- "$MB_WORK/failed"\n' +
        '(mongo_put_back "$1" "$2" "$3")\n' +
        'status=$?\n' +
        'rm -rf -- "$MB_WORK/failed"\n' +
        '[ "$status" = 0 ] || [ -z "$6" ] || [ -n "${MB_MONGO_URI:-}" ] ||\n' +
        'echo \'the restore had a mongo-uri, and this run has none: give it the same\' >&2\n' +
        'return "$status"\n' +
        '}\n' +
        'words_of_mongo_put_back() {\n' +
        'printf \'load into MongoDB in the container %s what it held before, the dump %s (%s)\' \\\n' +
        '"$1" "$MB_DIR/.work/$5/$3.before" \'meeshy-backup restore --undo, with the mongo-uri that the restore had\'\n' +
        '}\n' +
        'mongo_put_back() {\n' +
        'local container="$1" database="$2" slot="$3"\n' +
        '[ "$(docker inspect -f \'{{.State.Status}}\' "$container" 2>/dev/null)" != exited ] || docker start "$container" >/dev/null\n' +
        'mongo_ready "$container"\n' +
        'mb_decompress <"$MB_WORK/$slot.before" | mongo_load "$container" live\n' +
        'grep -qx \'@status 0\' "$MB_WORK/mongo-said" && grep -q \'successfully\\. 0 document(s) failed\' "$MB_WORK/mongo-said" || {\n' +
        'grep -v \'^@\' "$MB_WORK/mongo-said" | tail -n 3 >&2\n' +
        'return 1\n' +
        '}\n' +
        'mongo_drop_others "$container" "$database" yes "$slot.now"\n' +
        '}\n' +
        'mongo_ready() {\n' +
        'local n=0\n' +
        'until\n' +
        'printf \'%s\\n\' "${MB_MONGO_URI:-}" |\n' +
        'mongo_tool "$1" mongodump --db=meeshy-backup-asks --archive 2>"$MB_WORK/mongo-said" >/dev/null\n' +
        'grep -qx \'@status 0\' "$MB_WORK/mongo-said"\n' +
        'do\n' +
        'n=$((n + 1))\n' +
        '[ "$n" -lt 60 ] || mb_fail E_RESTORE "MongoDB in the container $1 does not answer." \\\n' +
        'Said "$(grep -v \'^@\' "$MB_WORK/mongo-said" | tail -n 3 | mb_mask)"\n' +
        'sleep 1\n' +
        'done\n' +
        '}\n',
    'sources/mongo/rights.sh': 'MONGO_CRC_OF_ONE=\'\\376\\131\\104\\152\\103\\141\\352\\363\'\n' +
        'MONGO_CRC_OF_SCHEMA=\'\\104\\003\\116\\204\\110\\234\\110\\276\'\n' +
        'mongo_rights() {\n' +
        'local component="$1" container="$2" slot list dropper=apply path raw offset length sha256 consistency counts\n' +
        'slot=$(mongo_slot "$component")\n' +
        'list="$MB_WORK/$slot.asked"\n' +
        'mb_row "$component"\n' +
        'cut -f 1 "$MB_WORK/$slot.wanted" | sed \'s/\\..*//\' | sort -u >"$list" || mb_unwritable "$MB_WORK"\n' +
        'true >"$MB_WORK/$slot.refused" || mb_unwritable "$MB_WORK"\n' +
        '! grep -qx \'@accounts\' "$MB_WORK/$slot.version" || mongo_try_accounts "$container"\n' +
        '[ -s "$list" ] || return 0\n' +
        'mongo_try_apply "$container" "$list" "$MB_RUN"\n' +
        'if mongo_is_refused; then\n' +
        'mongo_refusal >"$MB_WORK/$slot.refused"\n' +
        '[ "$consistency" != point-in-time ] || mongo_refuse_apply "$container" "$slot" \'it replays the oplog of this backup\'\n' +
        'if mongo_try_import "$container" "$list" "$MB_RUN"; then dropper=import && true >"$MB_WORK/$slot.refused"; else dropper=; fi\n' +
        'fi\n' +
        'if [ -n "$dropper" ]; then\n' +
        'mb_journal end_trial "$container" "$list" "$MB_RUN" "${MB_MONGO_URI:+MB_MONGO_URI}"\n' +
        'MONGO_TRIAL=$MB_ENTRY\n' +
        'mongo_try_load "$container" "$list" "$MB_RUN"\n' +
        'mongo_loaded_well || mongo_refuse_account "$container" \'may not write what this backup puts back\'\n' +
        'mb_phase "trying-$component"\n' +
        '"mongo_try_$dropper" "$container" "$list" "$MB_RUN" "$consistency"\n' +
        'grep -qx \'@status 0\' "$MB_WORK/mongo-said" || mongo_refuse_account "$container" \'may not replace what this backup puts back\'\n' +
        'rm -f -- "$MONGO_TRIAL"\n' +
        'fi\n' +
        'mb_phase "tried-$component"\n' +
        '}\n' +
        'mongo_may_drop() {\n' +
        'local component="$1" container="$2" exact="$3" slot others\n' +
        'slot=$(mongo_slot "$component")\n' +
        '[ -s "$MB_WORK/$slot.refused" ] || return 0\n' +
        'awk -F \'\\t\' -v component="$component" \'$1 == component && $2 == "collection" { print $3 }\' "$MB_WORK/contents" | sort >"$MB_WORK/there"\n' +
        'cut -f 1 "$MB_WORK/$slot.wanted" | sort >"$MB_WORK/wanted-names"\n' +
        'others=$(mongo_others "$MB_WORK/there" "$exact" | head -n 5 | tr \'\\n\' \' \')\n' +
        '[ -z "$others" ] || mongo_refuse_apply "$container" "$slot" "it drops collections that the backup lacks: ${others% }"\n' +
        'others=$(mb_lines_not_in "$MB_WORK/there" <"$MB_WORK/wanted-names" | head -n 5 | tr \'\\n\' \' \')\n' +
        '[ -z "$others" ] ||\n' +
        'mongo_refuse_apply "$container" "$slot" "its way back drops collections that are only in the backup: ${others% }"\n' +
        '}\n' +
        'mongo_others() {\n' +
        'mb_lines_not_in "$MB_WORK/wanted-names" <"$1" | if [ "$2" = yes ]; then cat; else\n' +
        'awk \'function database(name) { sub(/[.].*/, "", name); return name }\n' +
        'FILENAME == ARGV[1] { own[database($0)] = 1; next }\n' +
        'database($0) in own\' "$MB_WORK/wanted-names" -\n' +
        'fi\n' +
        '}\n' +
        'mongo_trial() {\n' +
        'printf \'meeshy-backup-asks-%s\' "$1"\n' +
        '}\n' +
        'mongo_try_load() {\n' +
        'mb_journal_of_container "$1"\n' +
        '{ printf \'%s\\n\' "${MB_MONGO_URI:-}"; mongo_trial_archive "$2" "$(mongo_trial "$3")"; } |\n' +
        'mongo_tool "$1" mongorestore --archive --drop --stopOnError >/dev/null 2>"$MB_WORK/mongo-said"\n' +
        'mb_over_in_container "$MB_WORK/mongo-said"\n' +
        '}\n' +
        'mongo_loaded_well() {\n' +
        'grep -qx \'@status 0\' "$MB_WORK/mongo-said" && grep -q \'successfully\\. 0 document(s) failed\' "$MB_WORK/mongo-said"\n' +
        '}\n' +
        'mongo_try_apply() {\n' +
        'local database trial\n' +
        'trial=$(mongo_trial "$3")\n' +
        'mb_journal_of_container "$1"\n' +
        '{\n' +
        'printf \'%s\\n\' "${MB_MONGO_URI:-}"\n' +
        'while IFS= read -r database; do\n' +
        'mb_decode "$database"\n' +
        '[ "${4:-}" != point-in-time ] || mongo_document_entries "$MB_DECODED" "$trial"\n' +
        'mongo_drop_entry "$MB_DECODED" "$trial"\n' +
        'done <"$2"\n' +
        '} | mongo_tool "$1" mongorestore --oplogReplay --oplogFile=/dev/stdin --dir=@empty >/dev/null 2>"$MB_WORK/mongo-said"\n' +
        'mb_over_in_container "$MB_WORK/mongo-said"\n' +
        '}\n' +
        'mongo_try_import() {\n' +
        'local trial\n' +
        'trial=$(mongo_trial "$3")\n' +
        'sed "s/\\$/.$trial/" "$2" >"$MB_WORK/trials" && mongo_drop_by_import "$1" "$MB_WORK/trials"\n' +
        '}\n' +
        'mongo_drop_by_import() {\n' +
        'local name within\n' +
        'while IFS= read -r name; do\n' +
        'mb_decode "${name%%.*}" && within=$MB_DECODED && mb_decode "${name#*.}"\n' +
        'mb_journal_of_container "$1"\n' +
        'printf \'%s\\n\' "${MB_MONGO_URI:-}" |\n' +
        'mongo_tool "$1" mongoimport "--db=$within" "--collection=$MB_DECODED" --drop >/dev/null 2>"$MB_WORK/mongo-said"\n' +
        'mb_over_in_container "$MB_WORK/mongo-said"\n' +
        'grep -qx \'@status 0\' "$MB_WORK/mongo-said" || return 1\n' +
        'done <"$2"\n' +
        '}\n' +
        'mongo_try_accounts() {\n' +
        'mb_journal_of_container "$1"\n' +
        '{ printf \'%s\\n\' "${MB_MONGO_URI:-}"; mongo_no_accounts; } |\n' +
        'mongo_tool "$1" mongorestore --archive "--tempUsersColl=$(mongo_trial "$MB_RUN")-users" \\\n' +
        '"--tempRolesColl=$(mongo_trial "$MB_RUN")-roles" >/dev/null 2>"$MB_WORK/mongo-said"\n' +
        'mb_over_in_container "$MB_WORK/mongo-said"\n' +
        '! mongo_is_unauthorized || mongo_refuse_account "$1" \'may not put back the accounts and roles in this backup\'\n' +
        '}\n' +
        'undo_end_trial() {\n' +
        'local MB_WORK="${2%/*}"\n' +
        'mb_is_run "$3" || return 1\n' +
        '[ -s "$2" ] || return 0\n' +
        'case $(docker inspect -f \'{{.State.Running}}\' "$1" 2>&1) in\n' +
        'true) ;;\n' +
        '*\'o such container\'* | *\'o such object\'*) return 0 ;;\n' +
        '*)\n' +
        '[ ! -e "$MB_WORK/journal/ordered" ] || return 0\n' +
        'echo "the container $1 does not run" >&2\n' +
        'return 1\n' +
        ';;\n' +
        'esac\n' +
        'mongo_try_apply "$1" "$2" "$3"\n' +
        '! grep -q \'NamespaceNotFound\\|ns not found\' "$MB_WORK/mongo-said" ||\n' +
        '{ mongo_try_load "$1" "$2" "$3" && mongo_try_apply "$1" "$2" "$3"; }\n' +
        'grep -qx \'@status 0\' "$MB_WORK/mongo-said" || mongo_try_import "$1" "$2" "$3"\n' +
        '! grep -qx \'@status 0\' "$MB_WORK/mongo-said" || return 0\n' +
        'grep -v \'^@\' "$MB_WORK/mongo-said" | tail -n 3 >&2\n' +
        '[ -z "$4" ] || [ -n "${MB_MONGO_URI:-}" ] || echo \'the restore had a mongo-uri, and this run has none: give it the same\' >&2\n' +
        'return 1\n' +
        '}\n' +
        'words_of_end_trial() {\n' +
        'printf \'drop the collection %s, by which the run %s asked for its rights, in MongoDB in the container %s (databases: %s)\' \\\n' +
        '"$(mongo_trial "$3")" "$3" "$1" "$(tr \'\\n\' \' \' <"$2" 2>/dev/null)"\n' +
        '}\n' +
        'mongo_is_refused() {\n' +
        'mongo_is_unauthorized || grep -qi \'no such command\\|CommandNotFound\\|unrecognized command\\|not supported\' "$MB_WORK/mongo-said"\n' +
        '}\n' +
        'mongo_is_unauthorized() {\n' +
        'grep -v \'^@\' "$MB_WORK/mongo-said" | grep -qi \'not authorized\\|unauthorized\\|not allowed\\|AtlasError\'\n' +
        '}\n' +
        'mongo_refusal() {\n' +
        'if mongo_is_unauthorized; then echo E_PERM; else echo E_PREREQ; fi\n' +
        'grep -v \'^@\' "$MB_WORK/mongo-said" | tail -n 3 | mb_mask\n' +
        '}\n' +
        'mongo_refuse_apply() {\n' +
        'local code title\n' +
        'read -r code <"$MB_WORK/$2.refused"\n' +
        'case $code in\n' +
        'E_PERM) title="The account of this restore may not use applyOps in MongoDB in the container $1" ;;\n' +
        '*) title="MongoDB in the container $1 has no applyOps" ;;\n' +
        'esac\n' +
        'mb_fail "$code" "$title, and the restore needs it: $3." Said "$(sed 1d "$MB_WORK/$2.refused")" \\\n' +
        'safe \'nothing was stopped, nothing was changed\' next "$(mongo_apply_advice "$code")"\n' +
        '}\n' +
        'mongo_apply_advice() {\n' +
        'case $1 in\n' +
        'E_PERM) mongo_role_advice ;;\n' +
        '*) printf \'restore into a server that has applyOps (a mongod, not a mongos), or put the dump back by hand: docs/restore.md\' ;;\n' +
        'esac\n' +
        '}\n' +
        'mongo_role_advice() {\n' +
        'printf \'%s\' \'set mongo-uri to an account with the role restore of the database admin (beside backup); where MongoDB still refuses \' \\\n' +
        '\'applyOps, it wants a role that grants anyAction on anyResource\'\n' +
        '}\n' +
        'mongo_refuse_account() {\n' +
        'local said\n' +
        'said=$(grep -v \'^@\' "$MB_WORK/mongo-said" | tail -n 5 | mb_mask)\n' +
        '! mongo_is_unauthorized ||\n' +
        'mb_fail E_PERM "The account of this restore $2, in MongoDB in the container $1." Said "$said" \\\n' +
        'safe \'nothing was stopped, nothing was changed\' next "$(mongo_role_advice)"\n' +
        'mb_fail E_RESTORE "A trial showed that MongoDB in the container $1 does not take what this backup puts back." Said "$said" \\\n' +
        'safe \'nothing was stopped, nothing was changed\' next \'see what MongoDB says there (docker logs), then restore again\'\n' +
        '}\n' +
        'mongo_trial_archive() {\n' +
        'local database metadata\n' +
        'metadata=\'{"options":{},"indexes":[{"v":2,"key":{"_id":1},"name":"_id_"},{"v":2,"key":{"asks":1},"name":"asks"}],"type":"collection"}\'\n' +
        'mongo_archive_head\n' +
        'while IFS= read -r database; do\n' +
        'mb_decode "$database" && mongo_archive_entry "$MB_DECODED" "$2" "$metadata"\n' +
        'done <"$1"\n' +
        'mongo_archive_end\n' +
        'while IFS= read -r database; do\n' +
        'mb_decode "$database"\n' +
        'mongo_archive_block "$MB_DECODED" "$2" \'\\000\' \'\\000\\000\\000\\000\\000\\000\\000\\000\'\n' +
        'printf \'\\016\\000\\000\\000\\020_id\\000\\001\\000\\000\\000\\000\'\n' +
        'mongo_archive_end\n' +
        'mongo_archive_block "$MB_DECODED" "$2" \'\\001\' "$MONGO_CRC_OF_ONE"\n' +
        'mongo_archive_end\n' +
        'done <"$1"\n' +
        '}\n' +
        'mongo_no_accounts() {\n' +
        'local name\n' +
        'mongo_archive_head\n' +
        'for name in system.users system.roles system.version; do mongo_archive_entry admin "$name" \'{"indexes":[]}\'; done\n' +
        'mongo_archive_end\n' +
        'mongo_archive_block admin system.version \'\\000\' \'\\000\\000\\000\\000\\000\\000\\000\\000\'\n' +
        'printf \'\\055\\000\\000\\000\\002_id\\000\\013\\000\\000\\000authSchema\\000\\020currentVersion\\000\\005\\000\\000\\000\\000\'\n' +
        'mongo_archive_end\n' +
        'mongo_archive_block admin system.version \'\\001\' "$MONGO_CRC_OF_SCHEMA"\n' +
        'mongo_archive_end\n' +
        'for name in system.users system.roles; do\n' +
        'mongo_archive_block admin "$name" \'\\001\' \'\\000\\000\\000\\000\\000\\000\\000\\000\'\n' +
        'mongo_archive_end\n' +
        'done\n' +
        '}\n' +
        'mongo_archive_head() {\n' +
        'printf \'\\155\\342\\231\\201\'\n' +
        'mongo_int32 100\n' +
        'printf \'\\020concurrent_collections\\000\\001\\000\\000\\000\\002version\\000\\004\\000\\000\\0000.1\\000\'\n' +
        'printf \'\\002server_version\\000\\006\\000\\000\\0000.0.0\\000\\002tool_version\\000\\006\\000\\000\\0000.0.0\\000\\000\'\n' +
        '}\n' +
        'mongo_archive_entry() {\n' +
        'mongo_int32 $((77 + ${#1} + ${#2} + ${#3}))\n' +
        'mongo_string db "$1" && mongo_string collection "$2" && mongo_string metadata "$3"\n' +
        'printf \'\\020size\\000\\001\\000\\000\\000\' && mongo_string \'type\' collection && printf \'\\000\'\n' +
        '}\n' +
        'mongo_archive_block() {\n' +
        'mongo_int32 $((50 + ${#1} + ${#2}))\n' +
        'mongo_string db "$1" && mongo_string collection "$2"\n' +
        'printf "\\\\010EOF\\\\000$3\\\\022CRC\\\\000$4\\\\000"\n' +
        '}\n' +
        'mongo_archive_end() {\n' +
        'printf \'\\377\\377\\377\\377\'\n' +
        '}\n' +
        'mongo_document_entries() {\n' +
        'local op\n' +
        'for op in i d; do\n' +
        'mongo_entry "$op" "$1.$2" 14\n' +
        'printf \'\\016\\000\\000\\000\\020_id\\000\\002\\000\\000\\000\\000\\000\'\n' +
        'done\n' +
        '}\n',
    'sources/old/general.sh': 'mb_general_old() {\n' +
        'MB_SOURCE=$1 MB_SOURCE_FILE=${1##*/} MB_SOURCE_KIND=old-format MB_SOURCE_COMPRESSION=gzip MB_SOURCE_TABLE=\'\' MB_RUNBOOK_DIR=$MB_DIR\n' +
        'MB_SOURCE_NAME=${MB_SOURCE_FILE%%.tar.*}\n' +
        'shift\n' +
        '[ -n "$MB_RUNBOOK_FOR" ] || mb_refuse E_NOT_FOUND \\\n' +
        '"$MB_SOURCE_NAME is an archive of the old scripts, and this script was printed where nothing ran that could be restored." \\\n' +
        'next \'print it again (meeshy-backup script restore); or by hand: docs/format.md, Archives of the old scripts\'\n' +
        'case $MB_SOURCE_FILE in\n' +
        'pre-update-[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]_[0-9][0-9][0-9][0-9][0-9][0-9].tar.gz)\n' +
        'MB_SOURCE_TIME=$(mb_epoch "${MB_SOURCE_NAME#pre-update-}") ;;\n' +
        '*) mb_refuse E_INPUT \\\n' +
        '"$MB_SOURCE_FILE has no manifest, and is no archive of the old scripts: their names are pre-update-YYYYMMDD_HHMMSS.tar.gz." ;;\n' +
        'esac\n' +
        'MB_WORK=$(mktemp -d) || mb_refuse E_PREREQ \'There is no room for temporary files (TMPDIR).\'\n' +
        'trap \'rm -rf -- "$MB_WORK"\' EXIT\n' +
        'trap \'exit 130\' INT TERM\n' +
        'mb_say "$MB_SOURCE_FILE is of the old scripts: it has no manifest, so it is read to its end first."\n' +
        'mb_general_old_look\n' +
        'rm -rf -- "$MB_WORK"\n' +
        'trap - EXIT INT TERM\n' +
        'mb_runbook "$@"\n' +
        '}\n' +
        'mb_general_old_look() {\n' +
        'mb_reader_of() { :; }\n' +
        'old_survey "$MB_SOURCE" || old_damaged\n' +
        'MB_SOURCE_BYTES=$(mb_size "$MB_SOURCE") MB_SOURCE_SHA256=$(mb_sha256 <"$MB_SOURCE")\n' +
        'MB_VARIANT=here MB_CHOSEN=$MB_RUNBOOK_FOR\n' +
        '(mb_runbook_each mb_general_place) >"$MB_WORK/places" || mb_refuse E_UNKNOWN \'The plan of this script cannot be read.\'\n' +
        'mb_general_old_rows >"$MB_WORK/rows" 2>"$MB_WORK/without" ||\n' +
        'mb_refuse E_AMBIGUOUS "Two volumes in $MB_SOURCE_FILE are the same volume here: $(tail -n 1 "$MB_WORK/without")." \\\n' +
        'next \'put the one you mean back by hand: docs/format.md, "Archives of the old scripts"\'\n' +
        'MB_ROWS=$(cat "$MB_WORK/rows") MB_RUNBOOK_WITHOUT=$(cat "$MB_WORK/without")\n' +
        'MB_ALL_ROWS=$MB_ROWS\n' +
        '[ -n "$MB_ROWS" ] ||\n' +
        'mb_refuse E_VERIFY "$MB_SOURCE_FILE holds nothing that this script puts back." \'Not put back by this script\' "$MB_RUNBOOK_WITHOUT"\n' +
        '}\n' +
        'mb_general_place() {\n' +
        'local component="${3:-}"\n' +
        'case $2 in\n' +
        'mb_stage_volume) printf \'volume\\t%s\\t%s\\n\' "$3" "$4" ;;\n' +
        'files_stage)\n' +
        'shift 3\n' +
        'for MB_LINE in "$@"; do printf \'path\\t%s\\t%s\\n\' "$component" "$MB_LINE"; done\n' +
        ';;\n' +
        'esac\n' +
        '}\n' +
        'mb_general_old_rows() {\n' +
        'awk -F \'\\t\' -v OFS=\'\\t\' -v known=" $MB_RUNBOOK_FOR " -v bytes="$MB_SOURCE_BYTES" -v sha="$MB_SOURCE_SHA256" \'\n' +
        'function without(what, why) { print what ": " why >"/dev/stderr" }\n' +
        'function named(volume,   each, ending, n, found) {\n' +
        'if (("volumes/" volume) in volumes) return "volumes/" volume\n' +
        'if (volume in at_docker) return at_docker[volume]\n' +
        'for (each in volumes) {\n' +
        'ending = "_" substr(each, 9)\n' +
        'if (length(volume) > length(ending) && substr(volume, length(volume) - length(ending) + 1) == ending) { n++; found = each }\n' +
        '}\n' +
        'return n == 1 ? found : "volumes/" volume }\n' +
        'FILENAME == ARGV[1] { if ($1 == "volume") { volumes[$2] = 1; at_docker[$3] = $2 } else paths[$3] = 1; next }\n' +
        'FILENAME == ARGV[2] { raw[$1] = $2; consistency[$1] = $3; counts[$1] = $4 == "-" ? "" : $4; next }\n' +
        '{ name = $2 == "volume" ? named(substr($1, 9)) : $1\n' +
        'if (!index(known, " " name " ")) {\n' +
        'absent = "it did not exist when this script was printed"\n' +
        'without($1, $2 == "volume" ? "a dump carries it, or " absent : absent); next }\n' +
        'if (name in taken) { print taken[name] " and " $3 >"/dev/stderr"; exit 1 }\n' +
        'taken[name] = $3\n' +
        'n = $5 == "-" ? 0 : split($5, item, "/")\n' +
        'for (i = 1; i <= n; i++) if (!(item[i] in paths)) without(name " " item[i], "this script does not know where it belongs")\n' +
        'print name, $3, raw[$3], 0, bytes, sha, consistency[$3], counts[$3] }\' "$MB_WORK/places" "$MB_WORK/old-read" "$MB_WORK/old-rows"\n' +
        '}\n',
    'sources/old/old.sh': 'mb_is_old() {\n' +
        '[ "${MB_SOURCE_KIND:-}" = old-format ]\n' +
        '}\n' +
        'old_why() {\n' +
        'printf \'%s\\n\' "$1" >"$MB_WORK/why"\n' +
        'return 1\n' +
        '}\n' +
        'old_limit() {\n' +
        'mb_free_at "${1%/*}" && printf \'%s\' "$MB_DISK"\n' +
        '}\n' +
        'old_has_table() {\n' +
        '[ "$(tail -c 520 -- "$1" | head -c 512 | tr -d \'\\000\' | wc -c)" -eq 0 ] && [ "$(mb_size "$1")" -ge 520 ]\n' +
        '}\n' +
        'old_list() {\n' +
        'local limit\n' +
        'limit=$(old_limit "$1")\n' +
        'rm -f "$MB_WORK"/status-* "$MB_WORK/why"\n' +
        '! old_has_table "$1" || old_why \'is no archive of the old scripts: it carries a table of its contents\' || return\n' +
        '{\n' +
        '{ gzip -d -c <"$1"; echo $? >"$MB_WORK/status-1"; } |\n' +
        'head -c "$((limit + 1))" |\n' +
        '{ mb_count; } |\n' +
        '{ mb_tar_rows >"$MB_WORK/listed"; cat >/dev/null; }\n' +
        '} 2>"$MB_WORK/noise"\n' +
        'old_is_bounded "$limit" || return\n' +
        '[ "$(cat "$MB_WORK/status-1" 2>/dev/null)" = 0 ] && [ "$(cat "$MB_WORK/tar-status" 2>/dev/null)" = 0 ] ||\n' +
        'old_why \'does not read to its end\' || return\n' +
        'old_judge && old_rows || return\n' +
        '! grep -i \'removing leading\' "$MB_WORK/tar-said" >"$MB_WORK/outside" || old_why \'holds a name that leads outside of it\'\n' +
        '}\n' +
        'old_is_bounded() {\n' +
        '[ "$(mb_counted)" -le "$1" ] || old_why "unpacks to more than $(mb_amount "$1"), which its whole disk does not hold"\n' +
        '}\n' +
        'old_judge() {\n' +
        'awk -F \'\\t\' -v entries="$MB_WORK/old-entries" -v top="$MB_WORK/old-root" -v odd="\\$\\`|;<>&*?\\"\'" \'\n' +
        'function refuse(why) { print why ": " substr(shown, 1, 200); refused = 1; exit 1 }\n' +
        'function oddity(name,   n) {\n' +
        'if (name ~ /[[:cntrl:]]/) return 1\n' +
        'for (n = 1; n <= length(odd); n++) if (index(name, substr(odd, n, 1))) return 1\n' +
        'gsub(/\\\\[23][0-7][0-7]/, "", name)\n' +
        'return index(name, "\\\\") }\n' +
        '$1 == "!" { print $2; refused = 1; exit 1 }\n' +
        '{ kind = substr($1, 1, 1); bytes = $2; name = shown = $3\n' +
        'if (kind == "h") refuse("holds a hard link")\n' +
        'if (kind !~ /^[-dl]$/) refuse("holds a device, a pipe, or another special file")\n' +
        'if (kind == "-" && $1 ~ /[sS]/) refuse("holds a file that runs as another user (setuid)")\n' +
        'if (NR == 1) { dot = sub(/^\\.\\//, "", name); root = name; sub(/\\/.*$/, "", root) } else sub(/^\\.\\//, "", name)\n' +
        'sub(/\\/$/, "", name)\n' +
        'if (root == "" || root ~ /^(\\.|-)/ || name != root && index(name, root "/") != 1) refuse("holds what is outside of its directory")\n' +
        'if (("/" name "/") ~ /\\/(\\.|\\.\\.|-[^\\/]*)\\//) refuse("holds a name that climbs, or looks like an option")\n' +
        'if (oddity(name)) refuse("holds a name with characters that the old scripts never wrote")\n' +
        'path = substr(name, length(root) + 2)\n' +
        'if (kind == "l" && path !~ /^(config|secrets)\\/./ || path ~ /^[a-z]*\\/[^\\/]*\\\\/)\n' +
        'refuse("holds a link, or a name, where the old scripts wrote none such")\n' +
        'if (path == "MANIFEST.json" || path == "MANIFEST.sha256") refuse("carries a table of its contents, as ours do")\n' +
        'if (kind != "d" && seen[name]++) refuse("holds a member twice")\n' +
        'if (kind == "l") link[name] = 1\n' +
        'all[NR] = name\n' +
        'print kind "\\t" bytes "\\t" path >entries }\n' +
        'END {\n' +
        'if (refused) exit 1\n' +
        'if (NR == 0) { print "is empty"; exit 1 }\n' +
        'for (n = 1; n <= NR; n++) for (p = all[n]; match(p, /\\/[^\\/]*$/);) {\n' +
        'p = substr(p, 1, RSTART - 1)\n' +
        'if (p in link) { shown = all[n]; refuse("holds a member that is written through a link") } }\n' +
        'print (dot ? "./" : "") root >top }\' "$MB_WORK/listed" >"$MB_WORK/why" && [ -s "$MB_WORK/old-root" ]\n' +
        '}\n' +
        'old_rows() {\n' +
        'true >"$MB_WORK/old-others"\n' +
        'awk -F \'\\t\' -v others="$MB_WORK/old-others" \'\n' +
        'function add(name, kind, path, bytes) {\n' +
        'if (!(name in stored)) { order[++n] = name; kinds[name] = kind; paths[name] = path }\n' +
        'else if (paths[name] != path) {\n' +
        'print "holds two files where only one can be: " paths[name] " and " path >"/dev/stderr"\n' +
        'exit 1\n' +
        '}\n' +
        'stored[name] += bytes }\n' +
        'function place(set, item, bytes) {\n' +
        'add(set, set, set, bytes)\n' +
        'if (!((set, item) in placed)) { placed[set, item] = 1; items[set] = items[set] (items[set] == "" ? "" : "/") item } }\n' +
        '{ part = $3; sub(/^[^\\/]*\\//, "", part); first = part; sub(/\\/.*$/, "", first) }\n' +
        '$3 ~ /^config\\/./ { place(first ~ /^(\\.?secrets?|certs?|certificates|ssl|tls|keys)$/ ? "secrets" : "config", first, $2); next }\n' +
        '$3 ~ /^secrets\\/./ { place("secrets", "secrets", $2); next }\n' +
        '$1 != "-" || $3 == "backup-metadata.txt" { next }\n' +
        '$3 ~ /^database\\/[^\\/]+\\/./ { add("database", "database", "database/" first, $2); next }\n' +
        '$3 ~ /^redis\\/[^\\/]+\\.rdb$/ { add("redis", "redis", $3, $2); next }\n' +
        '$3 ~ /^volumes\\/[A-Za-z0-9][A-Za-z0-9_.-]*\\.tar\\.gz$/ { sub(/\\.tar\\.gz$/, "", part); add("volumes/" part, "volume", $3, $2); next }\n' +
        '{ print $3 >others }\n' +
        'END {\n' +
        'for (i = 1; i <= n; i++) {\n' +
        'name = order[i]\n' +
        'print name "\\t" kinds[name] "\\t" paths[name] "\\t" stored[name] "\\t" (name in items ? items[name] : "-") } }\' \\\n' +
        '"$MB_WORK/old-entries" >"$MB_WORK/old-unsorted" 2>"$MB_WORK/why" && sort "$MB_WORK/old-unsorted" >"$MB_WORK/old-rows"\n' +
        '}\n' +
        'old_member() {\n' +
        'gzip -d -c <"$1" | { tar -xOf - "$(cat "$MB_WORK/old-root")/$2"; cat >/dev/null; }\n' +
        '}\n' +
        'old_survey() {\n' +
        'local file="$1" name kind path bytes items raw consistency counts\n' +
        'shift\n' +
        'rm -f "$MB_WORK/old-where"\n' +
        'true >"$MB_WORK/old-read"\n' +
        'old_list "$file" || return\n' +
        'while IFS="$MB_TAB" read -r name kind path bytes items; do\n' +
        'old_is_among "$path" "$@" || continue\n' +
        'old_read </dev/null || {\n' +
        'printf \'%s\\n\' "$name" >"$MB_WORK/old-where"\n' +
        'return 1\n' +
        '}\n' +
        'printf \'%s\\t%s\\t%s\\t%s\\n\' "$path" "$raw" "$consistency" "$counts" >>"$MB_WORK/old-read"\n' +
        'done <"$MB_WORK/old-rows"\n' +
        '}\n' +
        'old_read() {\n' +
        'raw=$bytes consistency=fuzzy counts=-\n' +
        'case $kind in\n' +
        'volume) old_read_volume ;;\n' +
        'redis) old_read_snapshot ;;\n' +
        'database) old_read_dump ;;\n' +
        'esac\n' +
        '}\n' +
        'old_said() {\n' +
        'case $(cat "$MB_WORK/why") in\n' +
        '*/*.bson*\': \'*) cat "$MB_WORK/why" ;;\n' +
        '*) sed \'1s/^/it /\' "$MB_WORK/why" ;;\n' +
        'esac\n' +
        '}\n' +
        'old_is_among() {\n' +
        'local path="$1"\n' +
        '[ $# -gt 1 ] || return 0\n' +
        'shift\n' +
        'for _ in "$@"; do\n' +
        '[ "$1" != "$path" ] || return 0\n' +
        'shift\n' +
        'done\n' +
        'return 1\n' +
        '}\n' +
        'old_read_volume() {\n' +
        'local limit\n' +
        'limit=$(old_limit "$file")\n' +
        'rm -f "$MB_WORK"/status-* "$MB_WORK/why"\n' +
        '{\n' +
        'old_member "$file" "$path" | { gzip -d -c; echo $? >"$MB_WORK/status-1"; } | head -c "$((limit + 1))" | { mb_count; } |\n' +
        '{ mb_read_tar volume "$name"; echo $? >"$MB_WORK/status-2"; cat >/dev/null; }\n' +
        '} 2>"$MB_WORK/noise"\n' +
        'old_is_bounded "$limit" || return\n' +
        '[ "$(cat "$MB_WORK/status-1" 2>/dev/null)" = 0 ] || old_why \'cannot be decompressed to its end\' || return\n' +
        'if [ "$(cat "$MB_WORK/status-2")" != 0 ]; then\n' +
        'sed \'s/^it //; s/^tar does not read it/does not read/\' "$MB_WORK/why" >"$MB_WORK/why-so" && mv "$MB_WORK/why-so" "$MB_WORK/why"\n' +
        'return 1\n' +
        'fi\n' +
        'raw=$(mb_counted)\n' +
        'grep -qx rooted "$MB_WORK/listed" || return 0\n' +
        'printf \'%s\\n\' "$path" >>"$MB_WORK/old-rooted"\n' +
        '[ "$MB_TAR" != gnu ] || counts=$(cat "$MB_WORK/counts")\n' +
        '}\n' +
        'old_read_snapshot() {\n' +
        'set -- $(old_member "$file" "$path" | { dd bs=9 count=1; tail -c 9; } 2>/dev/null | od -An -v -tu1)\n' +
        '[ $# = 18 ] && [ "$1 $2 $3 $4 $5" = \'82 69 68 73 83\' ] && [ "${10}" = 255 ] ||\n' +
        'old_why \'is no snapshot of Redis from its beginning to its end\' || return\n' +
        '[ "${MB_VARIANT:-}" != anew ] && [ -n "$(mb_reader_of redis)" ] || return 0\n' +
        'rm -f "$MB_WORK/counts"\n' +
        'old_member "$file" "$path" | redis_read redis 2>"$MB_WORK/noise" || old_why \'is refused by redis-check-rdb\' || return\n' +
        'counts=$(cat "$MB_WORK/counts")\n' +
        '}\n' +
        'old_read_dump() {\n' +
        'true >"$MB_WORK/old-files" && true >"$MB_WORK/old-metadata" && true >"$MB_WORK/old-prelude"\n' +
        'old_reader >"$MB_WORK/old-reader"\n' +
        'old_walker >"$MB_WORK/old-walker"\n' +
        'old_each_file "$file" "$path" old-reader "OLD_LIMIT=$(old_limit "$file")"\n' +
        '[ "$(cat "$MB_WORK/status-1")" = 0 ] || old_why "cannot be read: $(tail -n 1 "$MB_WORK/noise")" || return\n' +
        'awk -F \'\\t\' \'$4 != "" { print $1 ": " $4 > "/dev/stderr"; exit 1 }\n' +
        '{ raw += $2 } $1 == "oplog.bson" || $1 == "oplog.bson.gz" { whole = 1; next }\n' +
        '$1 ~ /\\.bson(\\.gz)?$/ { documents += $3; collections++; if ($1 ~ /^(admin|config|local)\\//) accounts += $3 }\n' +
        'END {\n' +
        'if (accounts) ending = " accounts=" accounts\n' +
        'moment = whole ? "point-in-time" : "fuzzy"\n' +
        'if (collections) printf "%.0f %s documents=%d collections=%d%s\\n", raw, moment, documents, collections, ending }\' \\\n' +
        '"$MB_WORK/old-files" >"$MB_WORK/old-dump" 2>"$MB_WORK/why" || return\n' +
        '[ -s "$MB_WORK/old-dump" ] || old_why \'holds no collection\' || return\n' +
        'read -r raw consistency counts <"$MB_WORK/old-dump"\n' +
        '}\n' +
        'old_each_file() {\n' +
        'local file="$1" path script="$3"\n' +
        'path="$(cat "$MB_WORK/old-root")/$2"\n' +
        'shift 3\n' +
        'rm -f "$MB_WORK/status-1"\n' +
        'gzip -d -c <"$file" | {\n' +
        'env "OLD_WORK=$MB_WORK" "OLD_DUMP=$path/" "$@" tar -xf - --to-command=". \\"\\$OLD_WORK/$script\\"" "$path" 2>"$MB_WORK/noise"\n' +
        'echo $? >"$MB_WORK/status-1"\n' +
        'cat >/dev/null\n' +
        '}\n' +
        '}\n' +
        'old_reader() {\n' +
        'cat <<\'READER\'\n' +
        'plainly() {\n' +
        '  case $TAR_FILENAME in\n' +
        '    *.gz)\n' +
        '      { gzip -d -c || printf \'%s\\t0\\t0\\tit cannot be decompressed to its end\\n\' "$name" >>"$OLD_WORK/old-files"; cat >/dev/null; } |\n' +
        '        head -c "$OLD_LIMIT" ;;\n' +
        '    *) cat ;;\n' +
        '  esac\n' +
        '}\n' +
        'name=${TAR_FILENAME#"$OLD_DUMP"}\n' +
        'export name\n' +
        'case $name in\n' +
        '  *.bson | *.bson.gz) plainly | od -An -v -tu1 | awk -f "$OLD_WORK/old-walker" >>"$OLD_WORK/old-files" ;;\n' +
        '  *.metadata.json | *.metadata.json.gz)\n' +
        '    plainly >"$OLD_WORK/old-file"\n' +
        '    printf \'%s\\t%s\\t0\\t\\n\' "$name" "$(($(wc -c <"$OLD_WORK/old-file")))" >>"$OLD_WORK/old-files"\n' +
        '    { printf \'%s\\t\' "$name"; tr \'\\t\\r\\n\' \'   \' <"$OLD_WORK/old-file"; echo; } >>"$OLD_WORK/old-metadata" ;;\n' +
        '  prelude.json | prelude.json.gz) plainly | head -c 100000 >"$OLD_WORK/old-prelude" ;;\n' +
        'esac\n' +
        'cat >/dev/null\n' +
        'READER\n' +
        '}\n' +
        'old_walker() {\n' +
        'cat <<\'WALKER\'\n' +
        'function wrong(why) { bad = why; exit 1 }\n' +
        'function look(b, n) {\n' +
        '  for (i = want - at; i < n; i = want - at) {\n' +
        '    if (step < 4) {\n' +
        '      size += b[i + 1] * (step == 0 ? 1 : step == 1 ? 256 : step == 2 ? 65536 : 16777216)\n' +
        '      want++\n' +
        '      if (++step < 4) continue\n' +
        '      if (size < 5 || size > 50331648) wrong("it holds no document where one should begin, at byte " start)\n' +
        '      want = start + size - 1\n' +
        '    } else {\n' +
        '      if (b[i + 1] != 0) wrong("a document does not end where it should, at byte " want)\n' +
        '      documents++\n' +
        '      start = ++want\n' +
        '      step = size = 0\n' +
        '    }\n' +
        '  }\n' +
        '}\n' +
        'want >= at + 16 { at += 16; last = $0; next }\n' +
        '{ n = split($0, b, " "); look(b, n); at += n; last = "" }\n' +
        'END {\n' +
        '  if (bad == "" && last != "") at += split(last, b, " ") - 16\n' +
        '  if (bad == "" && (at != start || step)) bad = "it ends within a document"\n' +
        '  printf "%s\\t%.0f\\t%d\\t%s\\n", ENVIRON["name"], at, documents, bad\n' +
        '}\n' +
        'WALKER\n' +
        '}\n' +
        'old_manifest() {\n' +
        'local bytes sha components\n' +
        'bytes=$(mb_size "$2") sha=$(mb_sha256 <"$2")\n' +
        '[ "${#sha}" = 64 ] || return 1\n' +
        'components=$(old_components "$bytes" "$sha") || return 1\n' +
        'mb_object file "${2##*/}" bytes# "$bytes" sha256 "$sha" compression gzip\n' +
        'mb_object schema# 1 kind old-format name "$1" runId \'\' sequence# 0 prefix pre-update time# "$(mb_epoch "${1#pre-update-}")" \\\n' +
        'verified read archive@ "$MB_JSON" \\\n' +
        '@ "$(old_left_out)" components@ "$components"\n' +
        'printf \'%s\\n\' "$MB_JSON"\n' +
        '}\n' +
        'old_left_out() {\n' +
        'awk "$MB_AWK_JSON"\'\n' +
        '!/\\\\/ && NR <= 50 {\n' +
        'other = json_add(json_add("", "what", json_text($0)), "why", json_text("no part of the old format"))\n' +
        'others = json_item(others, json_object(other)) }\n' +
        'END { if (others != "") printf "%s", json_add("", "leftOut", json_list(others)) }\' "$MB_WORK/old-others"\n' +
        '}\n' +
        'old_components() {\n' +
        'awk -F \'\\t\' -v bytes="$1" -v sha="$2" "$MB_AWK_JSON"\'\n' +
        'FILENAME != ARGV[2] { raw[$1] = $2; consistency[$1] = $3; counts[$1] = $4; next }\n' +
        '{ n = $5 == "-" ? 0 : split($5, item, "/"); places = ""\n' +
        'for (i = 1; i <= n; i++) places = json_item(places, json_text(item[i]))\n' +
        'm = counts[$3] ~ /=/ ? split(counts[$3], each, " ") : 0; found = ""\n' +
        'for (i = 1; i <= m; i++) { split(each[i], pair, "="); found = json_add(found, pair[1], json_number(pair[2])) }\n' +
        'row = json_add(json_add(json_add("", "name", json_text($1)), "kind", json_text($2)), "path", json_text($3))\n' +
        'row = json_add(json_add(row, "rawBytes", json_number(($3 in raw) ? raw[$3] : $4)), "offset", 0)\n' +
        'row = json_add(json_add(row, "length", json_number(bytes)), "sha256", json_text(sha))\n' +
        'row = json_add(json_add(row, "counts", json_object(found)), "consistency", json_text(($3 in raw) ? consistency[$3] : "fuzzy"))\n' +
        'rows = json_item(rows, json_object(json_add(row, "paths", json_list(places)))) }\n' +
        'END { if (json_refused) exit 1; printf "%s", json_list(rows) }\' "$MB_WORK/old-read" "$MB_WORK/old-rows"\n' +
        '}\n' +
        'old_look() {\n' +
        'local file="$MB_AT/$1.tar.gz"\n' +
        'MB_SOURCE_NAME=$1\n' +
        'mb_know_tar\n' +
        '[ -f "$file" ] && [ ! -L "$file" ] ||\n' +
        'mb_fail E_NOT_FOUND "The archive $(mb_shown "$file") is not there." safe \'nothing was changed\' next \'list the backups\'\n' +
        'old_survey "$file" || old_damaged\n' +
        '[ -s "$MB_WORK/old-rows" ] || mb_damaged \'it holds nothing that the old scripts kept\'\n' +
        'old_manifest "$1" "$file" >"$MB_WORK/old" ||\n' +
        'mb_fail E_VERIFY "The archive $(mb_shown "$file") cannot be read." safe \'nothing was changed\'\n' +
        'mb_lines old-manifest <"$MB_WORK/old"\n' +
        '}\n' +
        'old_damaged() {\n' +
        'local component\n' +
        'component=$(cat "$MB_WORK/old-where" 2>/dev/null)\n' +
        'mb_damaged "${component:+$component: }$(old_said)"\n' +
        '}\n',
    'sources/old/restore.sh': 'old_open() {\n' +
        'local name path raw rest paths\n' +
        'paths=$(printf \'%s\\n\' "$MB_ROWS" | cut -f 2)\n' +
        'set -f\n' +
        'IFS=\'\n' +
        '\'\n' +
        'set -- $paths\n' +
        'unset IFS\n' +
        'set +f\n' +
        'old_survey "$MB_SOURCE" "$@" || old_damaged\n' +
        'while IFS="$MB_TAB" read -r name path raw rest; do\n' +
        'grep -qF "$path$MB_TAB$raw$MB_TAB" "$MB_WORK/old-read" || mb_damaged "it no longer holds $name as the plan saw it"\n' +
        'done <<END_OF_ROWS\n' +
        '$MB_ROWS\n' +
        'END_OF_ROWS\n' +
        '}\n' +
        'mb_if_old() {\n' +
        '! mb_is_old || "$@"\n' +
        '}\n' +
        'old_raw() {\n' +
        'case $1 in\n' +
        'volumes/*) old_member "$MB_SOURCE" "$1" | gzip -d -c ;;\n' +
        '*) old_member "$MB_SOURCE" "$1" ;;\n' +
        'esac\n' +
        '}\n' +
        'old_unpack_files() {\n' +
        'local root part\n' +
        'root=$(cat "$MB_WORK/old-root")\n' +
        'set --\n' +
        'for part in config secrets; do ! cut -f 3 "$MB_WORK/old-entries" | grep -q "^$part\\$\\|^$part/" || set -- "$@" "$root/$part"; done\n' +
        'rm -f "$MB_WORK"/status-*\n' +
        '{ gzip -d -c <"$MB_SOURCE"; echo $? >"$MB_WORK/status-1"; } |\n' +
        '{ mb_tar -C "$MB_WORK/unpacked" -xpf - "$@" 2>"$MB_WORK/noise"; echo $? >"$MB_WORK/status-2"; cat >/dev/null; }\n' +
        '}\n' +
        'old_unpacked() {\n' +
        'local root\n' +
        'root="$MB_WORK/unpacked/$(cat "$MB_WORK/old-root")"\n' +
        'if [ -e "$root/config/$1" ] || [ -L "$root/config/$1" ]; then printf \'%s\' "$root/config/$1"; else printf \'%s\' "$root/$1"; fi\n' +
        '}\n' +
        'old_like() {\n' +
        '[ -d "$1" ] && ! grep -qxF -- "$path" "$MB_WORK/old-rooted" 2>/dev/null || return 0\n' +
        'chmod -- "$(stat -c %a -- "$1")" "$2" && chown -- "$(stat -c %u:%g -- "$1")" "$2"\n' +
        '}\n' +
        'old_mongo_prove() {\n' +
        'local slot\n' +
        'slot=$(mongo_slot "$1")\n' +
        'awk -F \'\\t\' -v documents="$MB_WORK/$slot.documents" "$MB_AWK_ENCODED$MB_AWK_NAMESPACE"\'\n' +
        'function hex(c) { return index("0123456789ABCDEF", toupper(c)) - 1 }\n' +
        'function plain(text,   out, n) {\n' +
        'while ((n = index(text, "%")) && substr(text, n + 1, 2) ~ /^[0-9A-Fa-f][0-9A-Fa-f]$/) {\n' +
        'out = out substr(text, 1, n - 1) sprintf("%c", 16 * hex(substr(text, n + 1, 1)) + hex(substr(text, n + 2, 1)))\n' +
        'text = substr(text, n + 3) }\n' +
        'return out text }\n' +
        'function space(key,   database) {\n' +
        'database = namespace(substr(key, 1, index(key, "/") - 1), "")\n' +
        'return database (key in full ? full[key] : encoded(plain(substr(key, index(key, "/") + 1)))) }\n' +
        'FILENAME == ARGV[1] {\n' +
        'key = $1; sub(/\\.metadata\\.json(\\.gz)?$/, "", key)\n' +
        'if (match($2, /"collectionName":"([^"\\\\]|\\\\.)*"/)) full[key] = encoded_letters(substr($2, RSTART + 18, RLENGTH - 19))\n' +
        'shape[key] = described($2); next }\n' +
        '$1 ~ /\\/.*\\.bson(\\.gz)?$/ {\n' +
        'key = $1; sub(/\\.bson(\\.gz)?$/, "", key); count[key] = $3\n' +
        'if (!(key in shape)) shape[key] = "collection\\t_id_" }\n' +
        'END {\n' +
        'for (key in shape) if (key !~ /^(admin|config|local)\\//) {\n' +
        'print space(key) "\\t" shape[key]\n' +
        'if (key in count && shape[key] !~ /^view(\\t|$)/) print space(key) "\\t" count[key] >documents } }\' \\\n' +
        '"$MB_WORK/old-metadata" "$MB_WORK/old-files" | sort >"$MB_WORK/$slot.wanted"\n' +
        'sed -n \'s/.*"ServerVersion":"\\([^"]*\\)".*/@version \\1/p\' "$MB_WORK/old-prelude" >"$MB_WORK/$slot.version"\n' +
        '! cut -f 1 "$MB_WORK/old-files" | grep -q \'^admin/system\\.\\(users\\|roles\\)\\.bson\' || echo @accounts >>"$MB_WORK/$slot.version"\n' +
        '[ -f "$MB_WORK/$slot.documents" ] || true >"$MB_WORK/$slot.documents"\n' +
        '}\n' +
        'old_mongo_stage() {\n' +
        'local path raw offset length sha256 consistency counts place="/tmp/meeshy-backup-$MB_RUN" free\n' +
        'mb_row "$1"\n' +
        'free=$(mb_docker exec "$2" df -P -k /tmp 2>/dev/null | awk \'NR == 2 { printf "%.0f", $4 * 1024 }\')\n' +
        '[ "${free:-$raw}" -ge "$raw" ] ||\n' +
        'mb_fail E_NOSPACE "The dump does not fit into /tmp of the container $2." Needs "$(mb_amount "$raw")" Has "$(mb_amount "$free") free" \\\n' +
        'safe \'nothing was changed\' next \'free space there\'\n' +
        'mb_journal remove_dump "$2" "$MB_RUN"\n' +
        'mb_leftover remove_dump "$2" "$MB_RUN"\n' +
        'mb_journal_of_container "$2"\n' +
        'old_feeder >"$MB_WORK/old-feeder"\n' +
        'old_each_file "$MB_SOURCE" "$path" old-feeder "OLD_CONTAINER=$2" "OLD_PLACE=$place"\n' +
        'mb_settle "$MB_ENTRY"\n' +
        '[ "$(cat "$MB_WORK/status-1")" = 0 ] ||\n' +
        'mb_fail E_RESTORE "The dump could not be made ready in the container $2." Said "$(tail -n 5 "$MB_WORK/noise" | mb_mask)" \\\n' +
        'safe \'nothing was changed\' next \'see that there is room in its /tmp, and that it has a shell\'\n' +
        'mb_phase "staged-$1"\n' +
        '}\n' +
        'undo_remove_dump() {\n' +
        'mb_is_run "$2" && { timeout 50 docker exec "$1" rm -rf "/tmp/meeshy-backup-$2" >/dev/null 2>&1 || :; }\n' +
        '}\n' +
        'words_of_remove_dump() {\n' +
        'printf \'remove the dump in the container %s (docker exec %s rm -rf /tmp/meeshy-backup-%s)\' "$1" "$(mb_typed "$1")" "$2"\n' +
        '}\n' +
        'old_feeder() {\n' +
        'cat <<\'FEEDER\'\n' +
        'got=$(docker exec -i -e "MB_RUN=$MB_RUN" "$OLD_CONTAINER" \\\n' +
        '  sh -c \'umask 077 && mkdir -p "${1%/*}" && cat >"$1" && wc -c <"$1"\' meeshy-backup "$OLD_PLACE/${TAR_FILENAME#"$OLD_DUMP"}")\n' +
        'cat >/dev/null\n' +
        '[ "$((got))" = "$TAR_SIZE" ] || { echo "$TAR_FILENAME: $((got)) of $TAR_SIZE bytes arrived" >&2; exit 1; }\n' +
        'FEEDER\n' +
        '}\n' +
        'old_mongo_load() {\n' +
        'local container="$1" consistency="$2"\n' +
        'mb_journal_of_container "$container"\n' +
        'set -- mongorestore "--dir=/tmp/meeshy-backup-$MB_RUN" --drop --stopOnError\n' +
        '! grep -q \'\\.bson\\.gz\' "$MB_WORK/old-files" || set -- "$@" --gzip\n' +
        '[ "$consistency" != point-in-time ] || set -- "$@" --oplogReplay\n' +
        'printf \'%s\\n\' "${MB_MONGO_URI:-}" | mongo_tool "$container" "$@" >/dev/null 2>"$MB_WORK/mongo-said"\n' +
        'mb_settle "$MB_ENTRY"\n' +
        '}\n' +
        'old_mongo_compare() {\n' +
        'local difference\n' +
        '[ "$2" != point-in-time ] || return 0\n' +
        'mongo_told mongo-said \'done dumping\' | mongo_matched "$MB_WORK/$(mongo_slot "$1").documents" >"$MB_WORK/documents"\n' +
        'difference=$(awk -F \'\\t\' \'\n' +
        'FILENAME != ARGV[2] { there[$1] = $2; next }\n' +
        'there[$1] != "-" && there[$1] + 0 != $2 { print $1 ": " there[$1] + 0 " documents now, " $2 " in the backup" }\' \\\n' +
        '"$MB_WORK/documents" "$MB_WORK/$(mongo_slot "$1").documents" | head -n 5)\n' +
        '[ -z "$difference" ] || mb_fail E_RESTORE "Collections of $1 are not as in the backup." \'They differ\' "$difference"\n' +
        '}\n',
    'sources/redis/drill.sh': 'redis_drill() {\n' +
        'local component="$1" image="$2" named="$3" began loaded path raw offset length sha256 consistency counts\n' +
        'mb_row "$component"\n' +
        'mb_drill_fits "$component" $((raw + 20000000)) "$(mb_docker_root)"\n' +
        'mb_now\n' +
        'began=$MB_NOW\n' +
        'redis_drill_create "$component" "$image" "$named" $((268435456 + 16 * raw))\n' +
        'redis_drill_file "$component" | timeout "$MB_TIMEOUT" docker cp - "$MB_DRILLED:/" >/dev/null 2>"$MB_WORK/noise" ||\n' +
        'mb_undrilled "$component" \'it could not be put into its throw-away container\' Said "$(tail -n 3 "$MB_WORK/noise")"\n' +
        'mb_drill_start "$component"\n' +
        'redis_drill_answer "$component"\n' +
        'mb_phase drill-loaded\n' +
        'mb_now\n' +
        'loaded=$((MB_NOW - began))\n' +
        'redis_drill_compare "$component" "$counts"\n' +
        'mb_drill_passed "$component" "$loaded" "$REDIS_FOUND"\n' +
        '}\n' +
        'redis_drill_create() {\n' +
        'local component="$1" image="$2" named="$3" memory="$4" first\n' +
        'first=$(mb_drill_command "$image")\n' +
        'set -- --dir /meeshy-drill --dbfilename dump.rdb --appendonly no --save \'\'\n' +
        'case ${first##*/} in\n' +
        'redis-server | valkey-server) set -- "$image" "$first" "$@" ;;\n' +
        'entrypoint.sh) set -- -e "REDIS_ARGS=--dir /meeshy-drill --dbfilename dump.rdb --appendonly no" "$image" ;;\n' +
        '*) set -- --entrypoint redis-server "$image" "$@" ;;\n' +
        'esac\n' +
        'mb_drill_create "$component" "$image" "$named" "$memory" "$@"\n' +
        '}\n' +
        'redis_drill_file() {\n' +
        'local path raw offset length sha256 consistency counts\n' +
        'mb_row "$1"\n' +
        'MB_TIME=0\n' +
        'mb_tar_header 5 meeshy-drill/ 0 755\n' +
        'mb_tar_header 0 meeshy-drill/dump.rdb "$raw" 644\n' +
        'mb_raw "$1"\n' +
        'mb_field $(((512 - raw % 512) % 512 + 1024)) \'\'\n' +
        '}\n' +
        'redis_drill_answer() {\n' +
        'local n=0\n' +
        'until\n' +
        'timeout 30 docker exec -e "MB_RUN=$MB_RUN" "$MB_DRILLED" redis-cli INFO 2>"$MB_WORK/redis-said" | tr -d \'\\r\' >"$MB_WORK/redis-info"\n' +
        'grep -qx \'loading:0\' "$MB_WORK/redis-info"\n' +
        'do\n' +
        'mb_drill_lives "$1"\n' +
        'if grep -qx \'loading:1\' "$MB_WORK/redis-info"; then n=0; else n=$((n + 1)); fi\n' +
        '[ "$n" -lt 300 ] || mb_undrilled "$1" \'its throw-away server does not answer\' Said "$(tail -n 3 "$MB_WORK/redis-said")" \\\n' +
        'Log "$(mb_docker logs --tail 5 "$MB_DRILLED" 2>&1)"\n' +
        'sleep 0.2\n' +
        'done\n' +
        '}\n' +
        'redis_info() {\n' +
        'sed -n "s/^$1:\\([0-9]*\\).*/\\1/p" "$MB_WORK/redis-info"\n' +
        '}\n' +
        'redis_drill_compare() {\n' +
        'local component="$1" said="${2#keys=}" keys expired slack=0\n' +
        'keys=$(sed -n \'s/^db[0-9]*:keys=\\([0-9]*\\),.*/\\1/p\' "$MB_WORK/redis-info" | awk \'{ n += $1 } END { print n + 0 }\')\n' +
        'expired=$(redis_info rdb_last_load_keys_expired)\n' +
        'if [ -n "$expired" ]; then expired=$((expired + $(redis_info expired_keys))); else slack=$(redis_drill_mortal); fi\n' +
        '[ "$((keys + ${expired:-0}))" -le "$said" ] && [ "$((keys + ${expired:-0}))" -ge "$((said - slack))" ] ||\n' +
        'mb_undrilled "$component" \'the restored data differs from the backup\' \\\n' +
        '\'It differs\' "$keys keys are there after the restore${expired:+, and $expired more have expired}, and the backup says $said" \\\n' +
        'next \'do not trust this backup: take a new one, and check the server that it comes from\'\n' +
        'REDIS_FOUND="keys=$keys${expired:+ expired=$expired}"\n' +
        '}\n' +
        'redis_drill_mortal() {\n' +
        'local n\n' +
        'n=$(timeout 600 docker exec -e "MB_RUN=$MB_RUN" "$MB_DRILLED" redis-check-rdb /meeshy-drill/dump.rdb 2>/dev/null |\n' +
        'sed -n \'s/.*\\[info\\] \\([0-9]*\\) expires.*/\\1/p\')\n' +
        'printf \'%s\' "${n:-0}"\n' +
        '}\n',
    'sources/redis/redis.sh': 'redis_inside() {\n' +
        'cat <<\'INSIDE\'\n' +
        'IFS= read -r REDISCLI_AUTH || exit 90\n' +
        'fail() { echo "@fail $1" >&2; exit 92; }\n' +
        'command -v redis-cli >/dev/null 2>&1 || { echo \'@missing redis-cli\' >&2; exit 91; }\n' +
        'cli() { redis-cli -e "$@" 2>&1; }\n' +
        'configuration() {\n' +
        '  for file in $(tr \'\\000\' \'\\n\' </proc/1/cmdline | grep \'^/.*\\.conf$\') /etc/redis/redis.conf /usr/local/etc/redis/redis.conf; do\n' +
        '    [ ! -r "$file" ] || cat "$file"\n' +
        '  done\n' +
        '}\n' +
        'candidates() {\n' +
        '  set +f\n' +
        '  printf \'%s\\n\' "${REDIS_PASSWORD:-}"\n' +
        '  [ -z "${REDIS_PASSWORD_FILE:-}" ] || cat "$REDIS_PASSWORD_FILE"\n' +
        '  for p in /proc/[0-9]*/cmdline; do tr \'\\000\' \'\\n\' <"$p" | sed -n \'/^--requirepass$/{n;p;}\'; done 2>/dev/null\n' +
        '  configuration | sed -n "s/^ *requirepass  *//p" | sed \'s/^"\\(.*\\)"$/\\1/; s/\\\\\\(.\\)/\\1/g; \'"s/^\'\\\\(.*\\\\)\'\\$/\\\\1/"\n' +
        '}\n' +
        '# MISCONF: the password is right, but Redis refuses PING until a save succeeds (redis.conf, stop-writes-on-bgsave-error).\n' +
        'works() { case $(cli PING) in PONG | MISCONF*) return 0 ;; *) return 1 ;; esac }\n' +
        'given=$REDISCLI_AUTH\n' +
        'if [ -n "$given" ]; then export REDISCLI_AUTH; else unset REDISCLI_AUTH; fi\n' +
        'if ! works && [ -z "$given" ]; then\n' +
        '  set -f\n' +
        '  IFS=\'\n' +
        '\'\n' +
        '  for REDISCLI_AUTH in $(candidates); do export REDISCLI_AUTH; ! works || break; unset REDISCLI_AUTH; done\n' +
        '  unset IFS\n' +
        '  set +f\n' +
        'fi\n' +
        'works || fail "$(cli PING)"\n' +
        'info() { cli INFO "$1" | tr -d \'\\r\' | sed -n "s/^$2://p"; }\n' +
        'look() { state=$(cli INFO persistence | tr -d \'\\r\'); }\n' +
        'said() { printf \'%s\\n\' "$state" | sed -n "s/^$1://p"; }\n' +
        'tells() { case "\n' +
        '$state\n' +
        '" in *"\n' +
        '$1\n' +
        '"*) ;; *) return 1 ;; esac; }\n' +
        'patiently() { n=0; while ! "$@"; do n=$((n + 1)); [ $n -lt 150000 ] || fail \'Redis did not finish in time\'; sleep 0.02; done; }\n' +
        'INSIDE\n' +
        'case $1 in\n' +
        'ask)\n' +
        'redis_inside_ask\n' +
        'printf \'%s\\n\' \'ask\' \'echo "@asked ${before:--} $started"\'\n' +
        ';;\n' +
        'save) redis_inside_ask && redis_inside_save ;;\n' +
        'where) redis_inside_where ;;\n' +
        'count) redis_inside_count ;;\n' +
        'esac\n' +
        '}\n' +
        'redis_inside_ask() {\n' +
        'cat <<\'INSIDE\'\n' +
        'quiet() { look; tells loading:0 && tells rdb_bgsave_in_progress:0 && tells aof_rewrite_in_progress:0; }\n' +
        'newer() { [ "$(cli LASTSAVE)" -lt "$(date +%s)" ]; }\n' +
        'ask() {\n' +
        '  patiently quiet\n' +
        '  before=$(said rdb_saves)\n' +
        '  [ -n "$before" ] || patiently newer\n' +
        '  started=$(date +%s)\n' +
        '  answer=$(cli BGSAVE)\n' +
        '  case $answer in *started* | *scheduled*) ;; *) fail "$answer" ;; esac\n' +
        '}\n' +
        'INSIDE\n' +
        '}\n' +
        'redis_inside_save() {\n' +
        'cat <<\'INSIDE\'\n' +
        'saved() { look; tells rdb_bgsave_in_progress:0; }\n' +
        'IFS= read -r asked || exit 90\n' +
        'case $asked in\n' +
        '  \'\') ask ;;\n' +
        '  *) before=${asked% *} started=${asked#* } ;;\n' +
        'esac\n' +
        '[ "$before" != - ] || before=\n' +
        'patiently saved\n' +
        'tells rdb_last_bgsave_status:ok || fail \'the save failed (rdb_last_bgsave_status is not ok): see the log and the disk of Redis\'\n' +
        'if [ -n "$before" ]; then\n' +
        '  [ "$(said rdb_saves)" -gt "$before" ] || fail \'no new save was made\'\n' +
        'else\n' +
        '  [ "$(cli LASTSAVE)" -ge "$started" ] || fail \'no new save was made\'\n' +
        'fi\n' +
        'directory=$(cli CONFIG GET dir | sed -n 2p) name=$(cli CONFIG GET dbfilename | sed -n 2p)\n' +
        'if [ -n "$directory" ] && [ -n "$name" ] && [ -r "$directory/$name" ]; then file=$directory/$name made=; else\n' +
        '  file=/tmp/meeshy-backup-$MB_RUN.rdb made=1\n' +
        '  trap \'rm -f "$file"\' EXIT\n' +
        '  umask 077\n' +
        '  cli --rdb "$file" >&2 || fail \'CONFIG is denied, and redis-cli --rdb failed too\'\n' +
        'fi\n' +
        'exec 6<"$file"\n' +
        'size=$(stat -c %s "$file" 2>/dev/null || wc -c <"$file")\n' +
        'cat <&6 &\n' +
        'checked=$(redis-check-rdb "$file" 2>&1)\n' +
        'sound=$?\n' +
        'wait $! || fail \'the file could not be read\'\n' +
        '[ $sound = 0 ] || fail "redis-check-rdb: $(printf \'%s\' "$checked" | tail -n 3)"\n' +
        'keys=$(printf \'%s\\n\' "$checked" | sed -n \'s/.*\\[info\\] \\([0-9]*\\) keys read.*/\\1/p\')\n' +
        'echo "@keys ${keys:-0} bytes $size aof $(said aof_enabled) version $(info server redis_version)" >&2\n' +
        'echo \'@status 0\' >&2\n' +
        'INSIDE\n' +
        '}\n' +
        'redis_judge() {\n' +
        'local said reason\n' +
        '! grep -qx \'@status 0\' "$MB_WORK/redis-said" || return 0\n' +
        'reason=$(sed -n \'s/^@fail //p\' "$MB_WORK/redis-said" | head -n 1)\n' +
        'said=$(grep -v \'^@\' "$MB_WORK/redis-said" | tail -n 5 | mb_mask)\n' +
        'if grep -q \'^@missing\' "$MB_WORK/redis-said"; then\n' +
        'mb_fail E_PREREQ "There is no redis-cli in the container $1." next \'use an image that has it, as the official one does\'\n' +
        'fi\n' +
        'case $reason in\n' +
        '*NOAUTH* | *WRONGPASS* | *\'invalid password\'* | *NOPERM*)\n' +
        'mb_fail E_DUMP "Redis in $1 refused the password." Said "$(printf \'%s\' "$reason" | mb_mask)" \\\n' +
        'safe \'nothing was published; no old backup was touched\' next \'set redis-password (a secret of the workflow)\' ;;\n' +
        'esac\n' +
        'mb_fail E_DUMP "The snapshot of Redis in $1 failed (${reason:-$(mb_how_it_ended \'\' "$2" "$1")})." Said "$said" \\\n' +
        'safe \'nothing was published; no old backup was touched\' next "look at the container: docker logs"\n' +
        '}\n' +
        'redis_begin_save() {\n' +
        'mb_journal_of_container "$1"\n' +
        'MB_REDIS_ENTRY=$MB_ENTRY\n' +
        'true >"$MB_WORK/redis-asked"\n' +
        'printf \'%s\\n\' "$MB_REDIS_PASSWORD" |\n' +
        'docker exec -i -e "MB_RUN=$MB_RUN" "$1" sh -c "$(redis_inside ask)" >"$MB_WORK/redis-asked" 2>/dev/null &\n' +
        'MB_REDIS_ASKING=$!\n' +
        '}\n' +
        'redis_asked() {\n' +
        '[ -n "${MB_REDIS_ASKING:-}" ] || return 0\n' +
        'while ! grep -q \'^@asked\' "$MB_WORK/redis-asked" && kill -0 "$MB_REDIS_ASKING" 2>/dev/null; do sleep 0.02; done\n' +
        'sed -n \'s/^@asked //p\' "$MB_WORK/redis-asked"\n' +
        '}\n' +
        'redis_save() {\n' +
        'local container="$1" status asked\n' +
        'asked=$(redis_asked)\n' +
        'if [ -n "${MB_REDIS_ASKING:-}" ]; then MB_ENTRY=$MB_REDIS_ENTRY; else mb_journal_of_container "$container"; fi\n' +
        'printf \'%s\\n\' "$MB_REDIS_PASSWORD" "$asked" |\n' +
        'docker exec -i -e "MB_RUN=$MB_RUN" "$container" sh -c "$(redis_inside save)" 2>"$MB_WORK/redis-said"\n' +
        'status=$?\n' +
        'redis_judge "$container" "$status"\n' +
        'sed -n \'s/^@keys \\([0-9]*\\) .*/keys=\\1/p\' "$MB_WORK/redis-said" >"$MB_WORK/counts"\n' +
        'echo snapshot >"$MB_WORK/consistency"\n' +
        'mb_over_in_container "$MB_WORK/redis-said"\n' +
        '}\n' +
        'redis_read() {\n' +
        'local container said\n' +
        'container=${MB_CONTAINER:-$(mb_reader_of "$1")}\n' +
        'mb_journal_of_container "$container"\n' +
        'said=$(docker exec -i -e "MB_RUN=$MB_RUN" "$container" redis-check-rdb /dev/stdin 2>&1)\n' +
        'case $said in\n' +
        '*\'Checksum OK\'* | *\'RDB looks OK\'*) rm -f -- "$MB_ENTRY" ;;\n' +
        '*)\n' +
        'mb_settle "$MB_ENTRY"\n' +
        'echo \'redis-check-rdb does not read it to its end\' >"$MB_WORK/why"\n' +
        'printf \'%s\\n\' "$said" | tail -n 5 >&2\n' +
        'cat >/dev/null\n' +
        'return 1\n' +
        ';;\n' +
        'esac\n' +
        'printf \'%s\\n\' "$said" | sed -n \'s/.*\\[info\\] \\([0-9]*\\) keys read.*/keys=\\1/p\' >"$MB_WORK/counts"\n' +
        'printf \'%s\\n\' "$said" | sed -n \'s/.*\\[info\\] \\([0-9]*\\) expires.*/\\1/p\' >"$MB_WORK/redis-expires"\n' +
        '}\n',
    'sources/redis/restore.sh': 'redis_inside_where() {\n' +
        'cat <<\'INSIDE\'\n' +
        'get() { cli CONFIG GET "$1" | sed -n 2p; }\n' +
        'printf \'@where %s\\n\' "$(get dir)" "$(get dbfilename)" "$(get appendonly)" "$(get appenddirname)" "$(get appendfilename)" \\\n' +
        '  "$(info server redis_version)" "$(info replication connected_slaves)"\n' +
        'INSIDE\n' +
        '}\n' +
        'redis_inside_count() {\n' +
        'cat <<\'INSIDE\'\n' +
        'loaded() { [ "$(info persistence loading)" = 0 ]; }\n' +
        'patiently loaded\n' +
        'printf \'@keys %s\\n\' "$(cli INFO keyspace | tr -d \'\\r\' | sed -n \'s/^db[0-9]*:keys=\\([0-9]*\\),.*/\\1/p\' |\n' +
        '  awk \'{ n += $1 } END { print n + 0 }\')"\n' +
        'INSIDE\n' +
        '}\n' +
        'redis_ask() {\n' +
        'mb_journal_of_container "$1"\n' +
        'printf \'%s\\n\' "$MB_REDIS_PASSWORD" |\n' +
        'docker exec -i -e "MB_RUN=$MB_RUN" "$1" sh -c "$(redis_inside "$2")" >"$MB_WORK/redis-answer" 2>"$MB_WORK/redis-said"\n' +
        'mb_settle "$MB_ENTRY"\n' +
        '}\n' +
        'redis_prove() {\n' +
        'local at path raw offset length sha256 consistency counts\n' +
        'mb_prove "$1" redis_read "$1" && cp -- "$MB_WORK/counts" "$MB_WORK/redis-counts" && [ -s "$MB_WORK/redis-expires" ] ||\n' +
        'echo 0 >"$MB_WORK/redis-expires"\n' +
        'redis_ask "$2" where\n' +
        '[ "$(grep -c \'^@where\' "$MB_WORK/redis-answer")" = 7 ] ||\n' +
        'mb_fail E_RESTORE "Redis in $2 does not say where it keeps its files." Said "$(tail -n 3 "$MB_WORK/redis-said" | mb_mask)" \\\n' +
        'safe \'nothing was changed\' next \'set redis-password, or allow CONFIG GET\'\n' +
        '[ "$(redis_fact 7)" = 0 ] ||\n' +
        'mb_fail E_RESTORE "Redis in $2 has $(redis_fact 7) replicas, which a restore would not reach." \\\n' +
        'safe \'nothing was changed\' next \'detach them (REPLICAOF NO ONE), restore, and attach them again\'\n' +
        'redis_judge_names "$2" "$(redis_fact 1)" "$(redis_fact 2)" "$(redis_fact 4)" "$(redis_fact 5)"\n' +
        'at=$(redis_directory "$2" "$(redis_fact 1)") || exit 1\n' +
        'mb_row "$1"\n' +
        '[ "$(redis_fact 3)" != yes ] || raw=$((2 * raw))\n' +
        'mb_will_write "$1" "$raw" 3 "$at" \'made ready beside the files of Redis\'\n' +
        '}\n' +
        'redis_fact() {\n' +
        'sed -n \'s/^@where //p\' "$MB_WORK/redis-answer" | tr -d \'\\r\' | sed -n "$1p"\n' +
        '}\n' +
        'redis_stage() {\n' +
        'local directory at file folder name owner\n' +
        'redis_ask "$2" where\n' +
        'directory=$(redis_fact 1) file=$(redis_fact 2) folder=$(redis_fact 4) name=$(redis_fact 5)\n' +
        'redis_judge_names "$2" "$directory" "$file" "$folder" "$name"\n' +
        'at=$(redis_directory "$2" "$directory") || exit 1\n' +
        'at=$(mb_place "$at/.") at=${at%/.}\n' +
        'owner=$(mb_where "$at/$file" stat -c %u:%g . 2>"$MB_WORK/noise") ||\n' +
        'mb_fail E_PREREQ "Redis in $2 keeps its data in $directory, which cannot be entered on this server." Said "$(cat "$MB_WORK/noise")" \\\n' +
        'safe \'nothing was changed\' next \'give Redis a volume whose directories are no links\'\n' +
        'true >"$MB_WORK/redis-files" || mb_unwritable "$MB_WORK"\n' +
        'redis_stage_file "$1" "$at/$file" "$owner"\n' +
        '[ "$(redis_fact 3)" = yes ] || return 0\n' +
        'if [ -z "$folder" ]; then\n' +
        'redis_stage_file "$1" "$at/$name" "$owner"\n' +
        'return\n' +
        'fi\n' +
        'mb_stage_beside "$at/$folder" flat\n' +
        'printf \'%s\\n\' "$at/$folder" >>"$MB_WORK/redis-files" || mb_unwritable "$MB_WORK"\n' +
        'redis_base_tar "$1" "$name" |\n' +
        'mb_beside "$at/$folder" redis_unpack_folder "$owner" "$name.1.base.rdb" "$name.manifest" 2>"$MB_WORK/noise" ||\n' +
        'mb_unstaged "the append-only files of Redis in $2" "$at/$folder"\n' +
        'mb_phase staged-redis\n' +
        '}\n' +
        'redis_stage_file() {\n' +
        'mb_stage_beside "$2" flat\n' +
        'printf \'%s\\n\' "$2" >>"$MB_WORK/redis-files" || mb_unwritable "$MB_WORK"\n' +
        'redis_tar "$1" new | mb_beside "$2" redis_unpack "$3" new 2>"$MB_WORK/noise" ||\n' +
        'mb_unstaged "the snapshot of Redis" "$2"\n' +
        '}\n' +
        'redis_tar() {\n' +
        'local path raw offset length sha256 consistency counts\n' +
        'mb_row "$1"\n' +
        'redis_tar_entry "$2" "$raw" && mb_raw "$1" && redis_tar_end "$raw" && mb_nulls 1024\n' +
        '}\n' +
        'redis_base_tar() {\n' +
        'local path raw offset length sha256 consistency counts text="file $2.1.base.rdb seq 1 type b$MB_NEWLINE"\n' +
        'mb_row "$1"\n' +
        'redis_tar_entry "$2.1.base.rdb" "$raw" && mb_raw "$1" && redis_tar_end "$raw" &&\n' +
        'redis_tar_entry "$2.manifest" "${#text}" && printf \'%s\' "$text" && redis_tar_end "${#text}" && mb_nulls 1024\n' +
        '}\n' +
        'redis_tar_entry() {\n' +
        'local MB_TIME=0\n' +
        'mb_tar_header 0 "$1" "$2"\n' +
        '}\n' +
        'redis_tar_end() {\n' +
        'mb_nulls $(((512 - $1 % 512) % 512))\n' +
        '}\n' +
        'redis_unpack() {\n' +
        'local owner="$1"\n' +
        'shift\n' +
        'mb_tar -xf - && chown -h -- "$owner" "$@"\n' +
        '}\n' +
        'redis_unpack_folder() {\n' +
        'local at="$MB_ENTERED"\n' +
        'mkdir ./new && cd -P ./new && mb_stand && [ "$MB_ENTERED" = "${at%/}/new" ] && redis_unpack "$@" && chown -- "$1" .\n' +
        '}\n' +
        'redis_judge_names() {\n' +
        'local container="$1" name odd=\'\'\n' +
        'case $2/ in [!/]* | *//* | */../* | */./* | *[[:cntrl:]]*) odd=$2 ;; esac\n' +
        '[ -n "$3" ] || odd=\'nothing\'\n' +
        'shift 2\n' +
        'for name in "$@"; do\n' +
        'case $name in */* | . | .. | *[[:cntrl:]]*) odd=$name ;; esac\n' +
        'done\n' +
        '[ -z "$odd" ] ||\n' +
        'mb_fail E_PREREQ "Redis in $container says that it keeps its data as $odd, which names no file or directory in a volume." \\\n' +
        'safe \'nothing was changed\' next \'see CONFIG GET dir, dbfilename, appenddirname and appendfilename\'\n' +
        '}\n' +
        'redis_directory() {\n' +
        'mb_docker inspect -f \'{{range .Mounts}}{{.Destination}}{{"\\t"}}{{.Source}}{{"\\n"}}{{end}}\' "$1" |\n' +
        'MB_INSIDE="$2" awk -F \'\\t\' \'\n' +
        'BEGIN { at = ENVIRON["MB_INSIDE"] }\n' +
        'NF == 2 && $2 ~ /^\\// && (at == $1 || index(at, $1 "/") == 1) && length($1) > best {\n' +
        'best = length($1); found = $2 substr(at, best + 1) }\n' +
        'END { print found; exit found == "" }\' ||\n' +
        'mb_fail E_PREREQ "Redis in $1 keeps its data ($2) in no volume, so nothing can be put there." \\\n' +
        'safe \'nothing was changed\' next \'give it a volume\'\n' +
        '}\n' +
        'redis_swap() {\n' +
        'local file\n' +
        '[ "$(mb_docker inspect -f \'{{.State.Status}}\' "$1")" = exited ] ||\n' +
        'mb_fail E_RESTORE "Redis in $1 has not stopped, and would overwrite the restored files."\n' +
        'while IFS= read -r file; do mb_swap "$file"; done <"$MB_WORK/redis-files"\n' +
        '}\n' +
        'redis_compare() {\n' +
        'local component="$1" container="$2" keys path raw offset length sha256 consistency counts\n' +
        'mb_row "$component"\n' +
        '! mb_is_old || counts=$(cat "$MB_WORK/redis-counts")\n' +
        'redis_ask "$container" count\n' +
        'keys=$(sed -n \'s/^@keys //p\' "$MB_WORK/redis-answer")\n' +
        'counts=${counts#keys=}\n' +
        '[ -n "$keys" ] && [ "$keys" -le "$counts" ] && [ "$keys" -ge $((counts - $(cat "$MB_WORK/redis-expires"))) ] ||\n' +
        'mb_fail E_RESTORE "Redis in $container has ${keys:-no} keys now, and the backup holds $counts." \\\n' +
        'Said "$(tail -n 3 "$MB_WORK/redis-said" | mb_mask)"\n' +
        'mb_restored "$component" "keys=$keys"\n' +
        '}\n',
    'sources/system/system.sh': 'system_take() {\n' +
        'local at="$MB_WORK/stage/$MB_NAME/system"\n' +
        'mkdir -p "$at"\n' +
        '! command -v docker >/dev/null 2>&1 || system_docker "$at"\n' +
        'df -P -k >"$at/disk.txt" 2>/dev/null\n' +
        '{ uname -a; cat /etc/os-release; date; cat /proc/uptime; } >"$at/machine.txt" 2>/dev/null\n' +
        'printf \'files=%s\\n\' "$(mb_files_in "$at")" >"$MB_WORK/counts"\n' +
        'fragment_out system\n' +
        '}\n' +
        'system_docker() {\n' +
        'local at="$1"\n' +
        'mb_docker ps -a --no-trunc --format \'{{.Names}}\t{{.Image}}\t{{.Status}}\t{{.ID}}\' >"$at/containers.txt" 2>&1 &\n' +
        'mb_docker images --no-trunc --format \'{{.Repository}}:{{.Tag}}\t{{.ID}}\t{{.Size}}\' >"$at/images.txt" 2>&1 &\n' +
        'mb_docker volume ls --format \'{{.Name}}\t{{.Driver}}\' >"$at/volumes.txt" 2>&1 &\n' +
        'mb_docker network ls --format \'{{.Name}}\t{{.Driver}}\' >"$at/networks.txt" 2>&1 &\n' +
        'mb_docker version --format \'client {{.Client.Version}}, server {{.Server.Version}}\' >"$at/docker.txt" 2>&1 &\n' +
        'wait\n' +
        '}\n',
};

;// CONCATENATED MODULE: ./build/script/kinds.js
// What the runtime must know of each kind of component, rendered from the registry: no file of the runtime has a case for a kind.

/**
 * Shell functions. `mb_kind NAME` sets, for a component or its path in the archive, MB_READER, and MB_SERVED, MB_FRAGMENT, MB_CONTENTS_BY, MB_CONTENTS_JSON,
 * MB_ROOT_ONLY, MB_LOADED, MB_PLACES, MB_FOR_PEOPLE, MB_UNIT and MB_KIND_SECRETS, each empty where it is not so. `mb_secrets_given` takes the secrets
 * of all kinds from the environment.
 */
function kinds(sources) {
    const none = Object.entries({ ...traitsOf(undefined), MB_READER: 'mb_read_nothing' });
    const arms = sources.map(source => `${(0,quote/* quote */.h)(source.group)}) ${assignments(Object.entries(traitsOf(source)).filter(([, value]) => value !== ''))} ;;`);
    const all = sources.flatMap(variablesOf);
    return [
        `mb_kind() {\n${assignments(none)}\ncase \${1%%/*} in\n${arms.join('\n')}\nesac\n}`,
        `mb_secrets_given() {\n${[...all.map(fromEnvironment), `MB_SECRETS=${(0,quote/* quote */.h)(all.join(' '))}`].join('\n')}\n}`,
    ];
}
/** A secret of a script without a client: as the environment has it, or empty. */
function fromEnvironment(variable) {
    return `${variable}=\${${variable}:-}`;
}
function traitsOf(source) {
    const { reader = '', served, contents = '', contentsJson = '', rootOnly, loaded, places, told = '' } = source?.runtime ?? {};
    const flag = (is) => (is === true ? '1' : '');
    return {
        MB_READER: reader,
        MB_SERVED: flag(served),
        MB_FRAGMENT: flag(source?.form === 'fragment'),
        MB_CONTENTS_BY: contents,
        MB_CONTENTS_JSON: contentsJson,
        MB_ROOT_ONLY: flag(rootOnly),
        MB_LOADED: flag(loaded),
        MB_PLACES: flag(places),
        MB_FOR_PEOPLE: flag(source?.forPeople),
        MB_UNIT: told,
        MB_KIND_SECRETS: source === undefined ? '' : variablesOf(source).join(' '),
    };
}
function variablesOf({ secrets = [] }) {
    return secrets.map(({ variable }) => variable);
}
function assignments(variables) {
    return variables.map(([name, value]) => `${name}=${(0,quote/* quoteAll */._)([value])}`).join(' ');
}

;// CONCATENATED MODULE: ./build/script/render.js
// A plan as one script: the runtime's functions, the plan's constants, its steps, and on the last line the call that starts it.
// A script that is cut anywhere therefore runs nothing.






/** The script of a plan for a client that listens: events on its stdout, secrets and heartbeats on its stdin. */
function render(plan, run) {
    return assemble(plan, {
        MB_CLIENT: '1',
        MB_RUN: run.id,
        MB_NONCE: run.nonce,
        MB_SECRETS: render_variablesOf(plan),
        MB_HEARTBEAT: String(run.heartbeat),
        MB_TIMEOUT: String(run.timeout),
        MB_FROM: run.from ?? '',
    });
}
/**
 * The script of a plan as a file that a person or cron runs on the server: plain words on stdout, its own run id, no
 * client. Secrets that were given as settings are not in it: they are read from variables of the same names, if set.
 */
function renderStanding(plan, options) {
    const secrets = plan.secrets.map(({ variable }) => fromEnvironment(variable)).join('\n');
    const body = assemble(plan, {
        MB_CLIENT: '0',
        MB_RUN: 'standing-',
        MB_NONCE: '',
        MB_SECRETS: render_variablesOf(plan),
        MB_HEARTBEAT: '60',
        MB_TIMEOUT: String(options.timeout),
    });
    return `#!/bin/sh\n# ${plan.operation}, as planned by meeshy-backup for this server. Needs sh, the Docker CLI, tar and the compressor; no Node, no network.\n${secrets}\n${body.replace(/\nmb_main$/, () => '\nMB_RUN=$MB_RUN$(date +%s)-$$\nmb_main')}\n`;
}
/**
 * The general form of all runbooks of a server, a file that a person runs there: it lists, asks, and restores by the runbook of the backup that is
 * chosen, or by this one, where it has none.
 */
function renderGeneral(runbook) {
    const header = [
        '#!/bin/sh',
        `# Puts a backup of ${(0,quote/* quote */.h)(runbook.appDir)} back. Run it on the server; it lists the backups, shows what it will do, and asks. More: --help`,
        '# Needs sh, the Docker CLI, tar and the decompressor; no Node, no network.',
    ];
    return `${[...header, ...shared(runbook), 'mb_secrets_given', 'mb_general "$@"'].join('\n')}\n`;
}
/** Between these two lines stands what a script hands on to the runbook of the backup it makes. */
const sharedFrom = '# What every runbook has too begins here.';
const sharedUntil = '# What follows is of this script alone.';
function assemble(plan, constants) {
    const variables = {
        MB_OPERATION: plan.operation,
        MB_LOCKED: plan.writes ? '1' : '0',
        MB_DETACH: plan.detached ? '1' : '0',
        MB_SCRATCH: plan.scratch ? '1' : '0',
        ...plan.variables,
        ...constants,
    };
    return [
        ...shared(plan.runbook),
        ...Object.entries(variables).map(assignment),
        ...ofPlan('mb', plan),
        `mb_plan() {\n${plan.steps.map((step, n) => stepLine(step, n)).join('\n')}\n}`,
        'mb_main',
    ].join('\n');
}
/** The runtime, and the restore that a backup's runbook is for. */
function shared(runbook) {
    if (runbook === undefined)
        return runtime();
    const { components, without, project, appDir, backupDir, outside, tools, secrets, here, anew, variables } = runbook;
    const facts = {
        MB_RUNBOOK_FOR: components.join(' '),
        MB_RUNBOOK_WITHOUT: without.map(({ name, why }) => `${name}: ${why}`).join('\n'),
        MB_RUNBOOK_PROJECT: project,
        MB_RUNBOOK_APP: appDir,
        MB_RUNBOOK_DIR: backupDir,
        MB_RUNBOOK_OUTSIDE: outside.join('\n'),
        MB_RUNBOOK_TOOLS: tools.join(' '),
        MB_RUNBOOK_SECRETS: secrets.join(' '),
    };
    const codeLines = errors/* codes */.F4.map(code => `${code}) echo ${(0,errors/* exitCodeOf */.FO)(code)} ;;`);
    return [
        sharedFrom,
        ...runtime(),
        ...Object.entries(facts).map(assignment),
        `mb_exit_of() {\ncase $1 in\n${codeLines.join('\n')}\n*) echo 1 ;;\nesac\n}`,
        `mb_exit_codes() {\nprintf '%s\\n' ${(0,quote/* quoteAll */._)(runbookExits().map(([code, meaning]) => `  ${String(code).padStart(3)}  ${meaning}`))}\n}`,
        `mb_runbook_constants() {\n${Object.entries(variables).map(assignment).join('\n')}\n}`,
        ...ofPlan('mb_runbook', runbook),
        `mb_runbook_here() {\n${here.map((step, n) => stepLine(step, n)).join('\n')}\n}`,
        `mb_runbook_anew() {\n${anew.length === 0 ? 'return 1' : anew.map((step, n) => stepLine(step, n)).join('\n')}\n}`,
        sharedUntil,
    ];
}
/** The functions of the runtime and of all sources, and what only the registry knows. */
function runtime() {
    return [...Object.values(embedded_scripts), ...kinds(registry/* sources */.Tj)];
}
/** The names of the shell variables that arrive on stdin after the script, a line each. */
function render_variablesOf({ secrets }) {
    return secrets.map(({ variable }) => variable).join(' ');
}
/** The exit codes that a runbook can end with: it makes no connection. */
function runbookExits() {
    return Object.entries(exitcodes/* exitCodes */.h).filter(([code]) => code !== '3');
}
function assignment([name, value]) {
    return `${name}=${(0,quote/* quote */.h)(value)}`;
}
function ofPlan(prefix, { known, readers }) {
    return [
        lookup(`${prefix}_static`, Object.entries(known).map(([name, value]) => [name, JSON.stringify(value).slice(1, -1)])),
        lookup(`${prefix}_reader_of`, Object.entries(readers)),
    ];
}
function stepLine({ title, command, serves, unless = [] }, n) {
    const line = `mb_step ${n + 1} ${(0,quote/* quote */.h)(title)} ${(0,quote/* quoteAll */._)(command)}`;
    return serves === undefined ? line : `if mb_serves ${(0,quote/* quoteAll */._)([...serves, '--', ...unless])}; then ${line}; fi`;
}
/** A shell function that prints the text kept under a name. */
function lookup(name, entries) {
    const cases = entries.map(([key, text]) => `${(0,quote/* quote */.h)(key)}) printf %s ${(0,quote/* quote */.h)(text)} ;;`);
    return `${name}() {\ncase $1 in\n${cases.join('\n')}\n*) return 1 ;;\nesac\n}`;
}
/** The functions that a rendered script calls by name, for tests: a plan must not name one that is not there. */
function definedFunctions() {
    return new Set(Object.values(scripts).flatMap(text => [...text.matchAll(/^([a-z_]+)\(\) \{/gm)].map(match => match[1] ?? '')));
}


/***/ }),

/***/ 60529:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ FactsReader)
/* harmony export */ });
/* harmony import */ var _backups_names_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(96880);
/* harmony import */ var _protocol_bounds_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(86116);
/* harmony import */ var _protocol_encoding_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(12324);
/* harmony import */ var _protocol_listings_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(56324);
/* harmony import */ var _text_untrusted_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8020);





/** Gathers the events of a facts script, and of any other that lists. Bounded: `add` throws E_PROTOCOL when a server lists without end. */
class FactsReader {
    #bounds = new _protocol_bounds_js__WEBPACK_IMPORTED_MODULE_1__/* .Bounds */ .c();
    #lines = new Map();
    #unsound = new Map();
    #catalogue = { now: 0, odd: 0, atWork: 0 };
    #mark;
    add(event) {
        if ((0,_protocol_listings_js__WEBPACK_IMPORTED_MODULE_3__/* .isListed */ .y)(event))
            this.#push(event);
        else if (event.type === 'catalogue')
            this.#catalogue = { now: event.now, odd: event.odd, atWork: event.atWork };
        else if (event.type === 'restore-incomplete')
            this.#mark = { alive: event.alive, text: event.text };
        else if (event.type === 'unsound') {
            this.#bounds.take(event.type, event.file + event.why);
            this.#unsound.set(event.file, event.why);
        }
    }
    /** The facts so far; `complete` tells whether the script came to its end. */
    get complete() {
        return this.#catalogue.now > 0;
    }
    facts() {
        const [userId = '', userName = ''] = this.#word('user');
        const [free = '', inodes = '-'] = this.#word('space');
        const [client, server = ''] = this.#word('docker');
        const path = this.#one('application');
        const hints = hintsOf(this.#all('started'));
        const images = new Map(this.#all('image').flatMap(imageOf));
        return {
            hostname: this.#one('hostname'),
            os: this.#one('os'),
            user: { id: Number(userId || -1), name: userName },
            free: Number(free) || 0,
            freeInodes: inodes === '-' || inodes === '' ? null : Number(inodes),
            tools: new Map(this.#all('tool').map(line => [line.split(' ')[0] ?? '', line.split(' ').slice(1).join(' ')])),
            docker: client && this.#one('docker-error') === '' ? { client, server } : null,
            dockerError: this.#one('docker-error'),
            containers: this.#all('container')
                .flatMap(line => containerOf(line, images))
                .map(container => ({ ...container, hints: hints.get(container.id) ?? {} })),
            volumes: this.#all('volume').flatMap(volumeOf),
            application: path === '' ? null : { path: textOf(path) ?? path, ...entriesOf(this.#all('file')) },
            sizes: new Map(this.#all('size').flatMap(sizeOf)),
            present: new Set(this.#all('present').flatMap(word => textOf(word) ?? [])),
            listing: this.listing(),
        };
    }
    /** What is in the backup directory, for `catalogueOf`. */
    listing() {
        const entries = this.#all('entry').flatMap(listedOf);
        const manifests = this.#all('manifest').map(manifestOf);
        const listed = new Set(manifests.map(({ name }) => `${name}.tar.gz`));
        // The old scripts wrote nothing but these, and no manifest.
        const old = entries.filter(({ file, type }) => type === 'file' && /^pre-update-.*\.tar\.gz$/.test(file) && !listed.has(file));
        return {
            skips: this.#all('skipped').map(skipOf),
            runbooks: this.#all('runbook').map(file => file.replace(/\.restore\.sh$/, '')),
            ...this.#catalogue,
            restoreIncomplete: this.#mark !== undefined,
            ...(this.#mark && incompleteOf(this.#mark)),
            entries,
            manifests,
            old: old.map(({ file }) => {
                const why = this.#unsound.get(file);
                return why === undefined ? { file, sound: null } : { file, sound: false, ...(why !== '' && { why }) };
            }),
        };
    }
    #push({ type, text }) {
        this.#bounds.take(type, text);
        const lines = this.#lines.get(type);
        if (lines === undefined)
            this.#lines.set(type, [text]);
        else
            lines.push(text);
    }
    #all(type) {
        return this.#lines.get(type) ?? [];
    }
    #one(type) {
        return this.#all(type)[0] ?? '';
    }
    #word(type) {
        return this.#one(type).split(' ');
    }
}
/** The text of an encoded word; undefined for what is none, or not UTF-8. */
function textOf(word) {
    try {
        return (0,_protocol_encoding_js__WEBPACK_IMPORTED_MODULE_2__/* .decode */ .D4)(word);
    }
    catch (thrown) {
        if (thrown instanceof _text_untrusted_js__WEBPACK_IMPORTED_MODULE_4__/* .Malformed */ .sG)
            return undefined;
        throw thrown;
    }
}
/** `<kind> <encoded name>`, a line each. */
function entriesOf(lines) {
    const words = lines.map(line => ({ kind: line.slice(0, line.indexOf(' ')), name: line.slice(line.indexOf(' ') + 1) }));
    const entries = words.flatMap(({ kind, name: word }) => {
        const name = textOf(word);
        return name === undefined ? [] : [{ kind, name }];
    });
    const unnamable = words.filter(({ name }) => textOf(name) === undefined);
    return { entries, ...(unnamable.length > 0 && { unnamable }) };
}
/** `<kB><TAB><encoded path>`, as mb_facts_size writes it, in bytes by path. */
function sizeOf(line) {
    const tab = line.indexOf('\t');
    const path = textOf(line.slice(tab + 1));
    return path === undefined ? [] : [[path, Number.parseInt(line, 10) * 1024]];
}
/** The mark of a restore: its run, the backup, the components; tabs between them. */
function incompleteOf({ text, alive }) {
    const [runId = '', backup = '', components = ''] = text.split('\t');
    const sound = /^[a-z0-9-]+$/.test(runId) && (0,_backups_names_js__WEBPACK_IMPORTED_MODULE_0__/* .parseName */ .$q)(backup) !== undefined && components !== '';
    return sound ? { incomplete: { runId, backup, components: components.trim().split(' '), alive } } : {};
}
/** `bytes mtime type/name`, as `stat -c '%s %Y %F/%n'` writes it. */
function listedOf(line) {
    const match = /^(\d+) (\d+) ([^/]+)\/(.+)$/.exec(line);
    if (match === null)
        return [];
    const [, size, mtime, kind = '', file = ''] = match;
    const type = kind.startsWith('regular') ? 'file' : kind === 'directory' ? 'dir' : kind === 'symbolic link' ? 'link' : 'other';
    return [{ file, bytes: Number(size), mtime: Number(mtime), type }];
}
/** `<name>.json:<its text>`, as `grep -H` writes it. */
function manifestOf(line) {
    const colon = line.indexOf(':');
    return { name: line.slice(0, colon).replace(/\.json$/, ''), text: line.slice(colon + 1) };
}
/** `<name>.skipped:<its text>`, in the same way. */
function skipOf(line) {
    const colon = line.indexOf(':');
    return { name: line.slice(0, colon).replace(/\.skipped$/, ''), text: line.slice(colon + 1) };
}
function imageOf(line) {
    const read = fieldsOf(line);
    return read === undefined ? [] : [[textField(read)('id'), labelsOf(read)]];
}
function labelsOf(read) {
    const text = textField(read);
    return { directory: text('directory'), files: text('files'), environmentFiles: text('environmentFiles') };
}
/**
 * Where Compose put a container. A container has every label of its image that nobody set for it, so an image could call its containers a part of any
 * project, and any file of the server its configuration. What counts is what the image does not say itself, or Compose's name for that very image: no image
 * can hold its own digest. Compose writes project and service to the images that it builds too, so these count where the place does.
 */
function placeOf(read, image) {
    const text = textField(read);
    const labels = labelsOf(read);
    const own = (name) => (labels[name] === image?.[name] ? '' : labels[name]);
    const byCompose = text('madeFrom') !== '' && text('madeFrom') === text('imageId');
    const { directory, files } = byCompose ? labels : { directory: own('directory'), files: own('files') };
    const placed = directory !== '' || files !== '';
    return {
        project: placed ? composeName(text('project')) : '',
        service: placed ? composeName(text('service')) : '',
        directory,
        files: listField(files),
        // Compose sets this label only where it was asked for such files.
        environmentFiles: placed ? listField(own('environmentFiles')) : [],
    };
}
function containerOf(line, images) {
    const read = fieldsOf(line);
    if (read === undefined)
        return [];
    const text = textField(read);
    if (text('id') === '' || text('oneOff') === 'True')
        return [];
    const mounts = Array.isArray(read['mounts']) ? read['mounts'] : [];
    return [
        {
            id: text('id'),
            name: text('name').replace(/^\//, ''),
            image: text('image'),
            imageId: text('imageId'),
            state: text('state'),
            ...placeOf(read, images.get(text('imageId'))),
            mounts: mounts.map(mountOf),
            hints: {},
        },
    ];
}
/** `<id> <hint> <what it says>`: what is said of each container, by its id. */
function hintsOf(lines) {
    const about = new Map();
    for (const [id = '', hint = '', said = ''] of lines.map(line => line.split(' '))) {
        const hints = about.get(id) ?? {};
        Object.defineProperty(hints, hint, { value: said, enumerable: true, configurable: true });
        about.set(id, hints);
    }
    return about;
}
function mountOf(value) {
    const read = typeof value === 'object' && value !== null ? { ...value } : {};
    const text = textField(read);
    return { type: text('Type'), name: text('Name'), source: text('Source'), destination: text('Destination'), writable: read['RW'] === true };
}
/** A name in a compose file, or of a project (compose-spec). A label can hold anything; what Compose did not write is no such name. */
function composeName(label) {
    return /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}$/.test(label) ? label : '';
}
function volumeOf(line) {
    const read = fieldsOf(line);
    if (read === undefined)
        return [];
    const text = textField(read);
    return [
        {
            name: text('name'),
            driver: text('driver'),
            mountpoint: text('mountpoint'),
            kind: text('kind'),
            project: text('project'),
            shortName: composeName(text('volume')),
        },
    ];
}
function fieldsOf(line) {
    try {
        const value = JSON.parse(line);
        return typeof value === 'object' && value !== null ? { ...value } : undefined;
    }
    catch {
        return undefined;
    }
}
function textField(read) {
    return name => (typeof read[name] === 'string' ? read[name] : '');
}
/** Compose joins paths with commas in its labels. */
function listField(text) {
    return text === '' ? [] : text.split(',');
}


/***/ }),

/***/ 44979:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   oR: () => (/* binding */ isOfficial),
/* harmony export */   tO: () => (/* binding */ imageName),
/* harmony export */   v3: () => (/* binding */ volumesOf),
/* harmony export */   v8: () => (/* binding */ projectOf)
/* harmony export */ });
/* harmony import */ var _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76042);
/* harmony import */ var _text_inert_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(43338);
/* harmony import */ var _tools_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(53201);
// Which containers and volumes belong to the application: the compose project in its directory, by the labels Compose leaves.



/** Finds the project of the application directory. Throws E_PREREQ, E_DOCKER, E_PERM, E_NOT_FOUND, E_AMBIGUOUS, each with what there is instead. */
function projectOf(facts, settings, asks) {
    if (facts.docker === null && asksForFilesOnly(settings, asks))
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
    if (name === '' && !asks.containers && !asks.directories)
        throw noProject(facts, settings, asks);
    const containers = here.filter(container => container.project === name);
    const mounted = new Set(containers.flatMap(container => container.mounts).map(mount => mount.name));
    const volumes = facts.volumes.filter(volume => (name !== '' && volume.project === name) || mounted.has(volume.name));
    return { name, containers, volumes };
}
/** Mounts of named volumes of a container. */
function volumesOf(container) {
    return container.mounts.filter(mount => mount.type === 'volume');
}
/** `registry/name:tag@digest` without what comes before and after the name. */
function imageName(image) {
    const last = image.split('@')[0]?.split('/').pop() ?? '';
    return last.split(':')[0] ?? '';
}
/** Is this the image of Docker's own library with this name: the one that Docker itself builds? */
function isOfficial(image, name) {
    const plain = image.replace(/@sha256:[0-9a-f]{64}$/, '').replace(/:[\w][\w.-]{0,127}$/, '');
    return [name, `library/${name}`, `docker.io/${name}`, `docker.io/library/${name}`].includes(plain);
}
/** Listed files and directories can be kept on a server without Docker. */
function asksForFilesOnly({ scope }, { containers, directories, files }) {
    return (directories || files) && !containers && scope !== 'database';
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
/** Names what else is missing too: one visit to the server should do. */
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
function noProject(facts, settings, asks) {
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
        next: `set app-dir to the directory of the compose project, or name what to keep: ${asks.settings.join(', ')}`,
    });
}


/***/ }),

/***/ 53201:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ missingTools),
/* harmony export */   R: () => (/* binding */ compressorFor)
/* harmony export */ });
/* harmony import */ var _backups_formats_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37927);
// Which programs of the server a backup uses, and which compressor it gets.

const always = 'awk cat cp cut date dd find flock grep gzip head ln mkfifo mv od readlink rm sed sleep sort stat sync tail tar tee timeout tr'.split(' ');
/** The one asked for, or the fastest there is. */
function compressorFor(choice, facts) {
    if (choice !== 'auto')
        return choice;
    return _backups_formats_js__WEBPACK_IMPORTED_MODULE_0__/* .compressors */ .Vm.find(tool => facts.tools.has(tool)) ?? _backups_formats_js__WEBPACK_IMPORTED_MODULE_0__/* .everywhere */ .fC;
}
/** Every program that is needed and not there, that of the compression among them; `openssl or sha256sum` where one of them would do. */
function missingTools(facts, compression) {
    const missing = [...new Set([...always, compression])].filter(tool => !facts.tools.has(tool));
    return facts.tools.has('openssl') || facts.tools.has('sha256sum') ? missing : [...missing, 'openssl or sha256sum'];
}


/***/ }),

/***/ 97201:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ secretNames),
/* harmony export */   b: () => (/* binding */ textOf)
/* harmony export */ });
/* harmony import */ var _options_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83053);

/** The text given for an option, or undefined. */
function textOf(given, name) {
    const value = given.values[name];
    return value === undefined || typeof value === 'string' ? value : value.join('\n');
}
/** The options whose values are secret. */
const secretNames = _options_js__WEBPACK_IMPORTED_MODULE_0__/* .optionNames */ .W6.filter(name => 'secret' in _options_js__WEBPACK_IMPORTED_MODULE_0__/* .options */ .fF[name]);


/***/ }),

/***/ 76544:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ju: () => (/* binding */ accept),
/* harmony export */   QZ: () => (/* binding */ wordThat),
/* harmony export */   TR: () => (/* binding */ refuse),
/* harmony export */   dp: () => (/* binding */ byteLength),
/* harmony export */   hO: () => (/* binding */ unprintable)
/* harmony export */ });
// What a kind of value is: a parser that either gives the value or says why not. It never guesses and never falls back to a default.
function accept(value, remarks = []) {
    return { ok: true, value, remarks };
}
function refuse(rule, got) {
    return { ok: false, complaints: [{ rule, got }] };
}
/** A kind of one-line texts: those for which `matches` is true, as they are. */
function wordThat(symbol, rule, matches) {
    return { form: 'word', symbol, rule, read: text => (matches(text) ? accept(text) : refuse(rule, text)) };
}
/** Control characters (of both sets), line and paragraph separators, halves of surrogate pairs: allowed in no name, path or password. */
const unprintable = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u;
/** The length of a text on the server's disk and in its memory. */
function byteLength(text) {
    return new TextEncoder().encode(text).length;
}


/***/ }),

/***/ 31092:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EF: () => (/* binding */ overlap),
/* harmony export */   UO: () => (/* binding */ isWithin),
/* harmony export */   jM: () => (/* binding */ listedPath),
/* harmony export */   ys: () => (/* binding */ absolute),
/* harmony export */   yy: () => (/* binding */ directory)
/* harmony export */ });
/* harmony import */ var _kind_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76544);

const longest = 4096;
/** Trees of the kernel and of Docker, and trees that the next boot clears: no backup and no restore touches them or what contains them. */
const untouchable = ['/proc', '/sys', '/dev', '/run', '/var/run', '/var/lib/docker', '/var/lib/containerd'];
/** Trees of the operating system: no place for applications or backups. */
const systemTrees = ['/bin', '/boot', '/etc', '/lib', '/lib32', '/lib64', '/libx32', '/sbin', '/usr'];
/** The part of those that belongs to the administrator. */
const exempt = '/usr/local';
/** The machine's identity and accounts: a restore of them onto another machine locks people out of it. */
const accounts = ['/etc/passwd', '/etc/shadow', '/etc/group', '/etc/gshadow', '/etc/sudoers', '/etc/sudoers.d', '/etc/ssh'];
/** Too large to be meant as a whole; a part of them may be: `/etc/letsencrypt`. */
const tooMuch = [...systemTrees, exempt, '/home', '/media', '/mnt', '/opt', '/root', '/srv', '/tmp'];
/** An absolute directory of at least two names, equal to its own normal form, outside of the system's directories. */
const directory = (0,_kind_js__WEBPACK_IMPORTED_MODULE_0__/* .wordThat */ .QZ)('DIR', "an absolute path without '..', at least two deep, outside of system directories", text => {
    return text.startsWith('/') && text.split('/').length > 2 && isNormal(text.slice(1)) && !isSystems(text);
});
/**
 * A path to back up, relative to app-dir or absolute, taken literally; with `?` at its end it may be missing. The reader
 * drops `./` in front and a final `/`, which have no meaning.
 */
const listedPath = {
    form: 'word',
    symbol: 'PATH',
    rule: "a path inside app-dir, or absolute, without '..', outside of system directories",
    read: text => {
        // `?` could be a part of the name here, or belong behind the slash.
        if (text.endsWith('?/'))
            return (0,_kind_js__WEBPACK_IMPORTED_MODULE_0__/* .refuse */ .TR)(`${listedPath.rule}; a ? that says that the path may be missing comes last, after any /`, text);
        const optional = text.endsWith('?');
        const path = (optional ? text.slice(0, -1) : text).replace(/^\.\/(?=[^/])/, '').replace(/(?<=[^/])\/$/, '');
        return isListable(path) ? (0,_kind_js__WEBPACK_IMPORTED_MODULE_0__/* .accept */ .Ju)({ path, optional }) : (0,_kind_js__WEBPACK_IMPORTED_MODULE_0__/* .refuse */ .TR)(listedPath.rule, text);
    },
};
/** Whether one of two absolute paths is the other, or lies in it. */
function overlap(one, other) {
    return isWithin(one, other) || isWithin(other, one);
}
/** Whether an absolute path is `tree`, or lies in it. */
function isWithin(path, tree) {
    return path === tree || path.startsWith(`${tree}/`);
}
/** A listed path as an absolute one. */
function absolute(path, appDir) {
    return path.startsWith('/') ? path : `${appDir}/${path}`;
}
function isListable(path) {
    if (!path.startsWith('/'))
        return path !== '~' && !path.startsWith('~/') && isNormal(path);
    return (isNormal(path.slice(1)) &&
        !untouchable.some(tree => overlap(path, tree)) &&
        !accounts.some(tree => isWithin(path, tree)) &&
        !tooMuch.includes(path));
}
function isSystems(path) {
    if (untouchable.some(tree => overlap(path, tree)))
        return true;
    return path === exempt || (!isWithin(path, exempt) && systemTrees.some(tree => isWithin(path, tree)));
}
/** Whether the path equals its normal form, and holds no character that a person cannot see. */
function isNormal(path) {
    const names = path.split('/');
    if (names.some(name => name === '' || name === '.' || name === '..'))
        return false;
    return path.trim() === path && !_kind_js__WEBPACK_IMPORTED_MODULE_0__/* .unprintable */ .hO.test(path) && (0,_kind_js__WEBPACK_IMPORTED_MODULE_0__/* .byteLength */ .dp)(path) < longest;
}


/***/ }),

/***/ 78898:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ nearest)
/* harmony export */ });
/* unused harmony export editDistance */
// The name that the user probably meant.
/**
 * The candidate nearest to `text`: spelt almost the same, or one within the other (`ssh-private-key`, `key`). Case and the
 * difference between `_` and `-` do not count. Undefined if none is near enough.
 */
function nearest(text, candidates) {
    const wanted = plain(text.slice(0, 64));
    let best;
    let least = Number.POSITIVE_INFINITY;
    for (const candidate of candidates) {
        const distance = farness(wanted, plain(candidate));
        if (distance < least) {
            best = candidate;
            least = distance;
        }
    }
    return best;
}
function plain(text) {
    return text.toLowerCase().replaceAll('_', '-');
}
function farness(wanted, candidate) {
    const edits = editDistance(wanted, candidate);
    if (edits <= Math.max(1, Math.floor(candidate.length / 3)))
        return edits;
    const [short, long] = wanted.length < candidate.length ? [wanted, candidate] : [candidate, wanted];
    // Ranks behind every misspelling; the more of the longer word it covers, the nearer.
    return short.length >= 3 && long.includes(short) ? candidate.length + long.length - short.length : Number.POSITIVE_INFINITY;
}
/** Insertions, deletions, replacements and swaps of neighbours that turn one text into the other (optimal string alignment). */
function editDistance(from, to) {
    let beforeLast = [];
    let last = Array.from({ length: to.length + 1 }, (_, column) => column);
    for (let row = 1; row <= from.length; row += 1) {
        const current = [row];
        for (let column = 1; column <= to.length; column += 1) {
            const same = from[row - 1] === to[column - 1];
            const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
            current[column] = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + (same ? 0 : 1), swapped && row > 1 && column > 1 ? at(beforeLast, column - 2) + 1 : Number.POSITIVE_INFINITY);
        }
        beforeLast = last;
        last = current;
    }
    return at(last, to.length);
}
function at(row, column) {
    return row[column] ?? Number.POSITIVE_INFINITY;
}


/***/ }),

/***/ 39907:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ allOperations),
/* harmony export */   T: () => (/* binding */ groups)
/* harmony export */ });
/** The groups of the README's tables and of the help, in their order, with their titles. */
const groups = {
    where: 'Where',
    what: 'What',
    back: 'Which backup',
    which: 'Which backups',
    components: 'Components',
    how: 'How',
    keeping: 'Keeping',
    waiting: 'Waiting',
    flow: 'Flow',
    report: 'Report',
};
/** The operations. The action of the same name takes the same words as the command. */
const allOperations = [
    'backup',
    'restore',
    'list',
    'verify',
    'check',
    'prune',
    'pin',
    'unpin',
    'delete',
    'script',
    'recover',
];


/***/ }),

/***/ 83053:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  RR: () => (/* binding */ isOptionName),
  W6: () => (/* binding */ optionNames),
  XD: () => (/* binding */ optionOf),
  fF: () => (/* binding */ options)
});

// EXTERNAL MODULE: ./build/backups/formats.js + 1 modules
var formats = __webpack_require__(37927);
// EXTERNAL MODULE: ./build/backups/scopes.js
var scopes = __webpack_require__(22427);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
// EXTERNAL MODULE: ./build/text/sensitive.js
var sensitive = __webpack_require__(26354);
// EXTERNAL MODULE: ./build/settings/kinds/kind.js
var kind = __webpack_require__(76544);
;// CONCATENATED MODULE: ./build/settings/kinds/connectionuri.js
// Connection strings of database servers with several hosts (their manual, "Connection String Format"): checked by form, because a driver's error would quote the password.



const connectionuri_form = /^(?<scheme>[a-z]+)(?<srv>\+srv)?:\/\/(?:(?<account>[^/?#@]*)@)?(?<hosts>[^/?#@]+)(?:\/(?<database>[^/?#@]*)(?:\?[^#]*)?)?$/;
const member = /^(?<name>\[[0-9a-fA-F:.]+\]|[a-zA-Z0-9_](?:[a-zA-Z0-9_.-]*[a-zA-Z0-9_])?)(?::(?<port>[1-9][0-9]{0,4}))?$/;
// What may stand for itself in user and password; everything else comes as %XX.
const account = /^(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9a-fA-F]{2})*$/;
/** A connection string of this scheme, alone or as `scheme+srv`, kept as it is. */
function connectionUri(scheme) {
    const rule = `a connection string, ${scheme}://… or ${scheme}+srv://…, with reserved characters in the password as %XX`;
    return {
        form: 'text',
        symbol: 'PATH',
        rule,
        read: text => (isUri(text, scheme) ? (0,kind/* accept */.Ju)(new sensitive/* Sensitive */.p(text)) : (0,kind/* refuse */.TR)(rule, text)),
        secretsIn: passwordsIn,
    };
}
/** The password in a connection string, as written and decoded; also that of one that is not valid, since it is masked before it is judged. */
function passwordsIn(uri) {
    const written = /^[^/]*\/\/[^:]*:(.*)@/s.exec(uri)?.[1];
    if (written === undefined || written === '')
        return [];
    const decoded = decode(written);
    return decoded === undefined || decoded === written ? [written] : [written, decoded];
}
function isUri(text, scheme) {
    const parts = connectionuri_form.exec(text)?.groups;
    if (parts?.['scheme'] !== scheme || kind/* unprintable */.hO.test(text) || text.includes(' ') || text.length > 4096)
        return false;
    const hosts = (parts['hosts'] ?? '').split(',');
    return isAccount(parts['account']) && hosts.every(isMember) && (parts['srv'] === undefined || isService(hosts));
}
function isAccount(text) {
    if (text === undefined)
        return true;
    const [name = '', password = '', ...more] = text.split(':');
    return name !== '' && more.length === 0 && [name, password].every(part => account.test(part) && decode(part) !== undefined);
}
/** A host, or a container's or service's name, which may have an underscore; perhaps with a port. */
function isMember(text) {
    const { name = '', port = '1' } = member.exec(text)?.groups ?? {};
    return name !== '' && Number(port) <= 65535 && (!name.startsWith('[') || (0,external_node_net_.isIPv6)(name.slice(1, -1)));
}
/** `scheme+srv` takes one name, and its ports come from DNS. */
function isService(hosts) {
    return hosts.length === 1 && !(hosts[0] ?? '').includes(':');
}
function decode(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/settings/kinds/lists.js
// Lists: one item per line, so that no item needs quoting. Blank lines and lines that begin with # do not count.

const mostBytes = 1_000_000;
const mostItems = 1000;
/** A list of `item`s, empty or not. The list takes a repeated item once, with a remark; items with the same text from `same` are the same. */
function listOf(item, same = String) {
    const rule = `${item.rule}, one per line`;
    return { form: 'lines', symbol: item.symbol, rule, read: text => readItems(text, item, rule, same) };
}
/** One of `words` alone, or a list with at least one item. */
function wordsOrListOf(words, item, same = String) {
    const rule = `${words.join(', ')}, or ${item.rule}, one per line`;
    return {
        form: 'lines',
        symbol: [...words, item.symbol].join('|'),
        rule,
        read: text => {
            const lines = itemsOf(text);
            // In another case too: an item called Auto is a mistake, not a name.
            const word = words.find(each => lines.some(line => line.toLowerCase() === each));
            if (word === undefined)
                return lines.length === 0 ? (0,kind/* refuse */.TR)(rule, text) : readItems(text, item, rule, same);
            return lines.length === 1 && lines[0] === word ? (0,kind/* accept */.Ju)(word) : (0,kind/* refuse */.TR)(`${rule}; write ${word} exactly like this, and alone`, text);
        },
    };
}
function itemsOf(text) {
    return text.split(/\r?\n/).filter(line => line !== '' && !line.startsWith('#'));
}
function readItems(text, item, rule, same) {
    if ((0,kind/* byteLength */.dp)(text) > mostBytes)
        return (0,kind/* refuse */.TR)('a list of at most 1 MB', text);
    const lines = itemsOf(text);
    if (lines.length > mostItems)
        return (0,kind/* refuse */.TR)(`a list of at most ${mostItems} items, not ${lines.length}`, text);
    const values = new Map();
    const remarks = [];
    const complaints = [];
    for (const line of lines) {
        const reading = readItem(line, item, rule);
        if (!reading.ok)
            complaints.push(...reading.complaints);
        else if (values.has(same(reading.value)))
            remarks.push(`${JSON.stringify(line)} is listed twice and taken once`);
        else
            values.set(same(reading.value), reading.value);
    }
    return complaints.length === 0 ? (0,kind/* accept */.Ju)([...values.values()], remarks) : { ok: false, complaints };
}
/** The complaint of the item where it says more than the item's rule, else the rule of the whole list. */
function readItem(line, item, rule) {
    if (line.trim() === '')
        return (0,kind/* refuse */.TR)(`${rule}; an item must not be only spaces`, line);
    if (kind/* unprintable */.hO.test(line))
        return (0,kind/* refuse */.TR)(`${rule}, without control characters`, line);
    const reading = item.read(line);
    if (reading.ok)
        return reading;
    return { ok: false, complaints: reading.complaints.map(complaint => (complaint.rule === item.rule ? { ...complaint, rule } : complaint)) };
}

// EXTERNAL MODULE: ./build/backups/names.js
var names = __webpack_require__(96880);
;// CONCATENATED MODULE: ./build/settings/kinds/names.js
// Names of things on the server: containers, volumes, services, databases. Allow-lists, so that none can look like a flag or a path.


// Docker's own rule for names (RestrictedNamePattern in moby), with a limit on the length.
const dockerName = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}$/;
const containerName = (0,kind/* wordThat */.QZ)('NAME', 'a container name', text => dockerName.test(text));
const volumeName = (0,kind/* wordThat */.QZ)('NAME', 'a volume name, not a path', text => dockerName.test(text));
const serviceName = (0,kind/* wordThat */.QZ)('NAME', 'the name of a compose service', text => dockerName.test(text));
/** A name that servers of every platform take for a database (their manual, "Naming Restrictions"); never one that looks like a flag. */
const databaseName = (0,kind/* wordThat */.QZ)('NAME', 'a database name', text => {
    return text !== '' && !text.startsWith('-') && !/[/\\. "$*<>:|?]/.test(text) && !kind/* unprintable */.hO.test(text) && (0,kind/* byteLength */.dp)(text) <= 63;
});
/** What the artifact service takes: names that any file system could hold (@actions/artifact, validateArtifactName). */
const artifactName = (0,kind/* wordThat */.QZ)('NAME', 'a name without " : < > | * ? \\ or /, at most 200 characters', text => {
    return text.trim() !== '' && text.length <= 200 && !/[":<>|*?\\/]/.test(text) && !kind/* unprintable */.hO.test(text);
});
/** `latest`, `all`, the name of a backup, or the absolute path of an archive with such a name. */
const backupChoice = (0,kind/* wordThat */.QZ)('BACKUP', 'latest, all, the name of a backup, or the path of its archive', text => {
    if (!text.startsWith('/'))
        return text === 'latest' || text === 'all' || (0,names/* parseName */.$q)(text) !== undefined;
    const plain = !text.split('/').some(name => name === '..' || name === '.') && !kind/* unprintable */.hO.test(text);
    return plain && (0,names/* parseArchiveName */.Lz)(text.slice(text.lastIndexOf('/') + 1)) !== undefined;
});
/** The name of a backup, or the file of its archive: two archives may have the same name, and then only the file tells them apart. */
const backupOrFile = (0,kind/* wordThat */.QZ)('NAME', 'the name of a backup, or the file of its archive', text => (0,names/* parseName */.$q)(text) !== undefined || (0,names/* parseArchiveName */.Lz)(text) !== undefined);
/** A group of components alone, or one of them by its name: `volumes/NAME`. Which groups there are, the restore says. */
const componentName = (0,kind/* wordThat */.QZ)('NAME', 'a component, as list and the manifest name it', text => {
    const [group = '', name, ...more] = text.split('/');
    if (!/^[a-z][a-z0-9-]*$/.test(group) || more.length > 0)
        return false;
    return name === undefined || (name !== '' && !name.startsWith('-') && !/[\\ "$*<>:|?]/.test(name) && !kind/* unprintable */.hO.test(name));
});
const sha256 = (0,kind/* wordThat */.QZ)('SHA256', '64 hexadecimal digits', text => /^[0-9a-f]{64}$/.test(text));

// EXTERNAL MODULE: ./build/keys/knownhosts.js + 1 modules
var knownhosts = __webpack_require__(15863);
;// CONCATENATED MODULE: ./build/settings/kinds/network.js
// Host, port and user: where to connect, and as whom.



const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;
// A last label like these makes some resolvers read the whole name as an address: `1.2.3`, `0x7f.1`.
const numeric = /^(?:\d+|0x[0-9a-f]*)$/i;
/** A DNS name (RFC 1123), an IPv4 address, or an IPv6 address. It drops the brackets of an IPv6 address. */
const host = {
    form: 'word',
    symbol: '[USER@]HOST[:PORT]',
    rule: 'a host name or IP address',
    read: text => {
        const bare = /^\[(.*)\]$/.exec(text)?.[1];
        if (bare !== undefined)
            return isAddress6(bare) ? (0,kind/* accept */.Ju)(bare) : (0,kind/* refuse */.TR)(host.rule, text);
        return (0,external_node_net_.isIPv4)(text) || isAddress6(text) || isDnsName(text) ? (0,kind/* accept */.Ju)(text) : (0,kind/* refuse */.TR)(host.rule, text);
    },
};
/** A TCP port. */
const port = {
    form: 'word',
    symbol: 'PORT',
    rule: 'an integer from 1 to 65535',
    read: text => (/^[1-9][0-9]{0,4}$/.test(text) && Number(text) <= 65535 ? (0,kind/* accept */.Ju)(Number(text)) : (0,kind/* refuse */.TR)(port.rule, text)),
};
/** A login name, as useradd(8) recommends them. */
const user = (0,kind/* wordThat */.QZ)('USER', 'a Unix user name', text => /^[a-z_][a-z0-9_-]{0,31}\$?$/.test(text));
// No zone (`fe80::1%eth0`): it names an interface of one machine, and its text is free.
function isAddress6(text) {
    return (0,external_node_net_.isIPv6)(text) && !text.includes('%');
}
function isDnsName(text) {
    const labels = text.split('.');
    return text.length <= 253 && labels.every(part => label.test(part)) && !numeric.test(labels.at(-1) ?? '');
}
/** A host key's fingerprint as `ssh-keygen -lf` prints it. */
const fingerprint = {
    form: 'word',
    symbol: 'SHA256:…',
    rule: 'SHA256: and 43 base64 characters',
    read: text => {
        const complaint = (0,knownhosts/* checkFingerprint */.zN)(text);
        return complaint === null ? (0,kind/* accept */.Ju)(text) : (0,kind/* refuse */.TR)(complaint, text);
    },
};

;// CONCATENATED MODULE: ./build/settings/kinds/numbers.js
// Counts, durations and sizes: digits only, so that `1e3`, `0x3`, `1.5` and `true` never pass for a number.

/** A count from 1 to `most` (at most 9999), without leading zeros. */
function count(most) {
    const rule = `an integer from 1 to ${most}`;
    return {
        form: 'word',
        symbol: 'N',
        rule,
        read: text => {
            if (text === '0')
                return (0,kind/* refuse */.TR)(`${rule}: at least 1`, text);
            return /^[1-9][0-9]{0,3}$/.test(text) && Number(text) <= most ? (0,kind/* accept */.Ju)(Number(text)) : (0,kind/* refuse */.TR)(rule, text);
        },
    };
}
const seconds = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };
/** Seconds from `least` to `most`, written `90`, `90s` or `2m`. */
function duration(least, most) {
    return inSeconds(least, most, /^([0-9]{1,5})([sm]?)$/, '90s or 2m');
}
/** The same for what lasts longer than any run: `26h` or `7d` too. */
function period(least, most) {
    return inSeconds(least, most, /^([0-9]{1,8})([smhd]?)$/, '90m, 26h or 7d');
}
function inSeconds(least, most, form, examples) {
    const rule = `seconds from ${least} to ${most}, or the same as ${examples}`;
    return {
        form: 'word',
        symbol: 'SECONDS',
        rule,
        read: text => {
            const [, digits, unit = ''] = form.exec(text) ?? [];
            const value = Number(digits) * (seconds[unit] ?? Number.NaN);
            return value >= least && value <= most ? (0,kind/* accept */.Ju)(value) : (0,kind/* refuse */.TR)(rule, text);
        },
    };
}
const units = {
    kB: 1e3,
    KB: 1e3,
    MB: 1e6,
    GB: 1e9,
    TB: 1e12,
    KiB: 2 ** 10,
    MiB: 2 ** 20,
    GiB: 2 ** 30,
    TiB: 2 ** 40,
};
/** Bytes, written with a unit: `500MB`, `1GB`, `2GiB`; `0` needs none. */
const size = {
    form: 'word',
    symbol: 'SIZE',
    rule: 'a size such as 500MB, 1GB or 2GiB, or 0',
    read: text => {
        if (text === '0')
            return (0,kind/* accept */.Ju)(0);
        const [, digits, unit = ''] = /^([0-9]{1,4})([kKMGT]i?B)$/.exec(text) ?? [];
        const factor = units[unit];
        return factor === undefined ? (0,kind/* refuse */.TR)(size.rule, text) : (0,kind/* accept */.Ju)(Number(digits) * factor);
    },
};

// EXTERNAL MODULE: ./build/settings/kinds/paths.js
var paths = __webpack_require__(31092);
;// CONCATENATED MODULE: ./build/settings/kinds/texts.js
// Texts that pass through unchanged: secrets, keys, and a reason in plain words.


/** A text of at most `most` bytes that is not empty; a later check reads it together with other settings. */
function texts_document(most) {
    return {
        form: 'text',
        symbol: 'PATH',
        rule: `a text of at most ${most} bytes`,
        read: text => {
            if (text.trim() === '')
                return (0,kind/* refuse */.TR)('is empty', text);
            return (0,kind/* byteLength */.dp)(text) <= most ? (0,kind/* accept */.Ju)(text) : (0,kind/* refuse */.TR)(`is longer than ${most} bytes`, text);
        },
    };
}
/** The same for a secret. */
function secretDocument(most) {
    const plain = texts_document(most);
    return {
        ...plain,
        read: text => {
            const reading = plain.read(text);
            return reading.ok ? (0,kind/* accept */.Ju)(new sensitive/* Sensitive */.p(reading.value)) : reading;
        },
    };
}
/** A password on one line: in the protocols that carry it, a line break ends it. */
const texts_password = {
    form: 'text',
    symbol: 'PATH',
    rule: 'one line without control characters, at most 1024 characters',
    read: text => {
        const fits = text !== '' && text.length <= 1024 && !kind/* unprintable */.hO.test(text);
        return fits ? (0,kind/* accept */.Ju)(new sensitive/* Sensitive */.p(text)) : (0,kind/* refuse */.TR)(texts_password.rule, text);
    },
};
/** The passphrase of a key: any text without a line break at its end, which comes from pasting and is no part of it. */
const passphrase = {
    form: 'text',
    symbol: 'PATH',
    rule: 'a passphrase without a line break at its end',
    read: text => (text === '' || /[\r\n]$/.test(text) ? (0,kind/* refuse */.TR)(passphrase.rule, text) : (0,kind/* accept */.Ju)(new sensitive/* Sensitive */.p(text))),
};
/** A few plain words for people: one line. */
const sentence = (0,kind/* wordThat */.QZ)('TEXT', 'one line of at most 200 characters', text => {
    return text.trim() !== '' && text.length <= 200 && !kind/* unprintable */.hO.test(text);
});

// EXTERNAL MODULE: ./build/settings/nearest.js
var nearest = __webpack_require__(78898);
;// CONCATENATED MODULE: ./build/settings/kinds/words.js
// One word out of a few, and yes or no.


/** Exactly one of `words`; another gets the nearest of them suggested. */
function oneOf(symbol, words) {
    const rule = `one of: ${words.join(', ')}`;
    return {
        form: 'word',
        symbol,
        rule,
        read: text => {
            const word = words.find(each => each === text);
            if (word !== undefined)
                return (0,kind/* accept */.Ju)(word);
            const near = (0,nearest/* nearest */.p)(text, words);
            return (0,kind/* refuse */.TR)(near === undefined ? rule : `${rule} (did you mean ${near}?)`, text);
        },
    };
}
/** The booleans of YAML's core schema, as `core.getBooleanInput` takes them. */
const words_boolean = {
    form: 'switch',
    symbol: '',
    rule: 'true or false',
    read: text => {
        if (/^(?:true|True|TRUE)$/.test(text))
            return (0,kind/* accept */.Ju)(true);
        return /^(?:false|False|FALSE)$/.test(text) ? (0,kind/* accept */.Ju)(false) : (0,kind/* refuse */.TR)(words_boolean.rule, text);
    },
};

// EXTERNAL MODULE: ./build/settings/option.js
var settings_option = __webpack_require__(39907);
;// CONCATENATED MODULE: ./build/settings/settings.js
// The user's settings, parsed once into types. Everything below the entry points works from these, never from texts.

const quiesceModes = ['none', 'pause', 'stop'];
/** `auto`: the fastest compressor that the server has. */
const compressionChoices = ['auto', ...formats/* compressors */.Vm];
/** `redacted`: no host, path, or name of a database, container or volume. */
const artifactDetails = ['redacted', 'full'];
const verifyLevels = ['checksum', 'read', 'drill'];
/** Who reads it. */
const verifyPlaces = ['server', 'runner'];
/** What the user can make a backup for. `pre-restore` is missing: only a restore makes those, of what it is about to replace. */
const askablePrefixes = ['pre-update', 'nightly', 'pre-reset', 'manual'];

;// CONCATENATED MODULE: ./build/settings/options.js
// The one table of options. The parser, action.yml, the command line's flags and help, and the README's tables come from it.












const anywhere = settings_option/* allOperations */.M;
const whereMade = ['backup', 'check', 'script'];
const ofOnePrefix = [...whereMade, 'prune'];
const wherePlanned = [...ofOnePrefix, 'list'];
const underLock = ['backup', 'restore', 'verify', 'prune', 'pin', 'unpin', 'delete', 'script', 'recover'];
const madeOrRestored = [...whereMade, 'restore'];
const readOrRestored = ['restore', 'verify'];
const byItsTools = [...madeOrRestored, 'verify'];
const byName = ['pin', 'unpin', 'delete'];
const restored = ['restore'];
// How a workflow refers to a secret or a variable of its repository.
const stored = (name) => `\${{ ${name} }}`;
const samePath = (listed) => listed.path;
const options = {
    host: {
        group: 'where',
        kind: host,
        required: true,
        operations: anywhere,
        summary: 'Host name or IP address of the server',
        doc: 'On the command line `--host deploy@deploy.example.org:2222` gives user and port too; without `--host` the command works on this machine.',
        example: 'deploy.example.org',
    },
    port: {
        group: 'where',
        kind: port,
        default: '22',
        operations: anywhere,
        summary: 'SSH port of the server',
        example: '22',
    },
    user: {
        group: 'where',
        kind: user,
        required: true,
        operations: anywhere,
        summary: 'User to log in as; needs access to Docker, or see sudo',
        example: 'deploy',
    },
    'private-key': {
        group: 'where',
        kind: secretDocument(65_536),
        required: true,
        secret: true,
        operations: anywhere,
        summary: 'Private key of that user, in OpenSSH or PEM form',
        doc: 'The action repairs line ends and indentation that a secret store mangled. The key stays in memory.',
        example: stored('secrets.DEPLOY_KEY'),
    },
    passphrase: {
        group: 'where',
        kind: passphrase,
        secret: true,
        operations: anywhere,
        summary: 'Passphrase of the private key, if it has one',
        example: stored('secrets.DEPLOY_KEY_PASSPHRASE'),
    },
    'known-hosts': {
        group: 'where',
        kind: texts_document(1_000_000),
        operations: anywhere,
        summary: 'known_hosts lines of the server; nothing is sent to a server whose key is not known',
        doc: 'All forms of known_hosts work, hashed host names too. A first run without it fails, and prints the line to store.',
        example: stored('vars.DEPLOY_KNOWN_HOSTS'),
    },
    'host-fingerprint': {
        group: 'where',
        kind: listOf(fingerprint),
        operations: anywhere,
        summary: 'SHA256 fingerprints of the host key, one per line; instead of known-hosts, or in addition',
        doc: 'As `ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub` prints it on the server. If you give several, one match is enough.',
        example: 'SHA256:uNiVztksCsDhcc0u9e8BrqmOSv6C0uNRzCOnCBFvV04',
    },
    sudo: {
        group: 'where',
        kind: words_boolean,
        default: 'false',
        operations: anywhere,
        summary: 'Run everything on the server through `sudo -n`',
        doc: 'For a user who is not in the `docker` group but may use sudo without a password.',
        example: 'true',
    },
    'connect-timeout': {
        group: 'where',
        kind: duration(1, 300),
        default: '20s',
        operations: anywhere,
        summary: 'How long connecting may take, further tries included',
        example: '20s',
    },
    'app-dir': {
        group: 'what',
        kind: paths/* directory */.yy,
        default: '/opt/meeshy',
        operations: anywhere,
        summary: 'Directory of the Compose project on the server',
        doc: 'The action finds the containers, volumes and files of the project from here, by the labels that Compose sets.',
        example: '/opt/meeshy',
    },
    'backup-dir': {
        group: 'what',
        kind: paths/* directory */.yy,
        operations: anywhere,
        summary: 'Directory of the backups on the server; if empty, the directory backups in app-dir',
        doc: 'The action creates it with mode 0700 if it is missing. Best on another disk than the data.',
        example: '/opt/meeshy/backups',
    },
    prefix: {
        group: 'what',
        kind: oneOf('PREFIX', askablePrefixes),
        default: 'pre-update',
        operations: ofOnePrefix,
        summary: 'What the backup is made for: pre-update, nightly, pre-reset or manual',
        doc: 'The name of the backup begins with it. Rotation counts each prefix separately: a nightly backup never pushes out a pre-update one.',
        example: 'nightly',
    },
    scope: {
        group: 'what',
        kind: oneOf('SCOPE', scopes/* scopes */.W),
        default: 'full',
        operations: whereMade,
        summary: 'How much to back up: database, full or critical',
        doc: '`database` is the database alone, without secrets. `critical` is full, proven by a drill, and pinned: rotation leaves it until someone unpins it.',
        example: 'database',
    },
    backup: {
        group: 'back',
        kind: backupChoice,
        default: 'latest',
        operations: readOrRestored,
        summary: 'Which backup: latest, its name, or the path of its archive on the server; verify also accepts all',
        doc: '`latest` is the newest backup that is not the safety copy of a restore.',
        example: 'pre-update-20261122_174512',
    },
    components: {
        group: 'back',
        kind: wordsOrListOf(['all'], componentName),
        default: 'all',
        operations: restored,
        summary: 'What to restore: all, or components, one per line',
        doc: 'Write them as `list` and the manifest name them. The restore does not touch components that you do not name.',
        example: 'database\nvolumes/gateway_uploads',
    },
    names: {
        group: 'which',
        kind: listOf(backupOrFile),
        operations: byName,
        summary: 'Names of the backups, or file names of their archives; you may leave out the flag',
        example: 'pre-update-20261122_174512',
    },
    confirm: {
        group: 'back',
        kind: sentence,
        operations: ['restore', 'delete'],
        summary: 'OUI, or the name of the backup: confirms that the command may replace or delete data',
        doc: 'Not needed with `dry-run`. On a terminal the command asks.',
        example: 'OUI',
    },
    'expected-sha256': {
        group: 'back',
        kind: sha256,
        operations: restored,
        summary: 'SHA-256 that the archive must have: the output backup-sha256 of the run that made it',
        doc: 'It covers the manifest too, which must say what the archive says of itself.',
        example: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    },
    'to-app-dir': {
        group: 'back',
        kind: paths/* directory */.yy,
        operations: restored,
        summary: 'Directory of the Compose project to restore into, if it is not app-dir',
        doc: 'The restore finds containers and volumes there by the names of services and volumes in its compose file.',
        example: '/opt/staging',
    },
    'outside-paths': {
        group: 'back',
        kind: listOf(paths/* listedPath */.jM, samePath),
        operations: restored,
        summary: 'Paths outside of app-dir that the restore may write, one per line',
        doc: 'A backup can hold files from anywhere, and its manifest says where they go. Outside of the application, a restore writes only the paths that you name here.',
        example: '/etc/letsencrypt',
    },
    exact: {
        group: 'back',
        kind: words_boolean,
        default: 'false',
        operations: restored,
        summary: 'Also drop databases that the backup does not hold',
        doc: 'A restore always drops collections that a restored database has and the backup lacks. The safety backup holds everything that it drops.',
        example: 'true',
    },
    resume: {
        group: 'back',
        kind: words_boolean,
        default: 'false',
        operations: restored,
        summary: 'Finish the incomplete restore on this server: follow it if it still runs, else undo it and restore again',
        example: 'true',
    },
    undo: {
        group: 'back',
        kind: words_boolean,
        default: 'false',
        operations: restored,
        summary: 'Undo the incomplete restore on this server: put back the state from before it',
        example: 'true',
    },
    'mongo-container': {
        group: 'components',
        kind: containerName,
        operations: byItsTools,
        summary: 'Container of the database; found by its image if empty',
        example: 'meeshy-database',
    },
    'mongo-uri': {
        group: 'components',
        kind: connectionUri('mongodb'),
        secret: true,
        operations: byItsTools,
        summary: 'Connection string for mongodump inside that container; if empty, credentials from the environment of the container',
        example: 'mongodb://backup:p%40ss@localhost:27017/?authSource=admin',
    },
    'mongo-databases': {
        group: 'components',
        kind: listOf(databaseName),
        operations: whereMade,
        summary: 'Databases to back up, one per line; all if empty',
        doc: 'On a replica set, a list rules out the oplog: the databases are then not from one moment, and the report says so.',
        example: 'meeshy',
    },
    'redis-container': {
        group: 'components',
        kind: containerName,
        operations: byItsTools,
        summary: 'Container of Redis; found by its image if empty',
        example: 'meeshy-redis',
    },
    'redis-password': {
        group: 'components',
        kind: texts_password,
        secret: true,
        operations: madeOrRestored,
        summary: 'Redis password; looked up in its container if empty',
        example: stored('secrets.REDIS_PASSWORD'),
    },
    volumes: {
        group: 'components',
        kind: wordsOrListOf(['auto', 'all'], volumeName),
        default: 'auto',
        operations: whereMade,
        summary: 'Volumes to back up: auto, all, or names, one per line',
        doc: '`auto` takes every volume of the project except those whose content is already in a dump; `all` takes those too. The report names what is left out.',
        example: 'gateway_uploads\ntranslator_models',
    },
    paths: {
        group: 'components',
        kind: listOf(paths/* listedPath */.jM, samePath),
        operations: whereMade,
        summary: 'Directories to back up as separate components, one per line',
        doc: 'Relative to app-dir or absolute; for bind-mounted data. A path with `?` at its end may be missing. Paths are not patterns: `*` is an ordinary character.',
        example: 'uploads\n/srv/media?',
    },
    'config-paths': {
        group: 'components',
        kind: wordsOrListOf(['auto'], paths/* listedPath */.jM, samePath),
        default: 'auto',
        operations: whereMade,
        summary: 'Configuration files and directories: auto, or paths, one per line',
        doc: '`auto` takes the compose files, `.env` and the configuration they mount. Written like `paths`.',
        example: 'docker-compose.yml\n.env\nnginx\nenv.production?',
    },
    'secret-paths': {
        group: 'components',
        kind: wordsOrListOf(['auto'], paths/* listedPath */.jM, samePath),
        default: 'auto',
        operations: whereMade,
        summary: 'Secret files and directories: auto, or paths, one per line',
        doc: 'Never in a backup of scope `database`. Written like `paths`.',
        example: 'secrets\n/etc/letsencrypt?',
    },
    quiesce: {
        group: 'how',
        kind: oneOf('MODE', quiesceModes),
        default: 'none',
        operations: whereMade,
        summary: 'What to do with services while the backup reads their volumes: none, pause or stop',
        doc: 'With `none` they go on, and a warning reports files that change while the backup reads them. Whatever happens, services that ran before the backup run after it.',
        example: 'pause',
    },
    'quiesce-services': {
        group: 'how',
        kind: listOf(serviceName),
        operations: whereMade,
        summary: 'Compose services to quiesce, one per line; if empty, those that write to what is backed up',
        example: 'gateway\ntranslator',
    },
    compression: {
        group: 'how',
        kind: oneOf('METHOD', compressionChoices),
        default: 'auto',
        operations: whereMade,
        summary: `How the archive is compressed: ${compressionChoices.join(', ').replace(/, (\w+)$/, ' or $1')}`,
        doc: `\`auto\` takes ${formats/* compressors */.Vm.join(', else ').replace(',', ' if the server has it,')}, which uses as many cores.`,
        example: 'zstd',
    },
    verify: {
        group: 'how',
        kind: oneOf('LEVEL', verifyLevels),
        default: 'read',
        operations: whereMade,
        summary: 'How the archive is proven before it counts: checksum, read or drill',
        doc: '`checksum` decompresses every component to its end and compares the checksums inside it. `read` also parses each component with the reader of its kind. `drill` then restores the backup into throw-away containers of the same images, without network, and compares documents, indexes, keys and files. A backup that fails is not published, and the deploy does not start.',
        example: 'drill',
    },
    level: {
        group: 'how',
        kind: oneOf('LEVEL', verifyLevels),
        default: 'read',
        operations: ['verify'],
        summary: 'How far a backup is verified: checksum, read or drill',
        doc: '`checksum` compares every stored byte with the checksums in the manifest. `read` also decompresses each component and parses it to its end with the reader of its kind. `drill` restores the backup into throw-away containers of the same images, compares, and records in the manifest how long that took.',
        example: 'read',
    },
    where: {
        group: 'how',
        kind: oneOf('PLACE', verifyPlaces),
        default: 'server',
        operations: ['verify'],
        summary: 'Who reads the backups: the server, or the runner, to which the server streams the archives',
        doc: 'On the server, the tools in its containers read the dumps. The runner (or the machine that runs the command) reads with its own parsers and writes nothing to its disk: a second opinion, at the price of the transfer. A drill there uses its own Docker, which must have the images. It pulls only the official ones (`mongo`, `redis`) by itself: any other one, pull in a step before.',
        example: 'runner',
    },
    keep: {
        group: 'keeping',
        kind: count(1000),
        default: '3',
        operations: wherePlanned,
        summary: 'How many backups of this prefix stay on the server',
        doc: 'The backup removes older ones last, after the new one is proven and published.',
        example: '3',
    },
    'max-age': {
        group: 'keeping',
        kind: period(60, 31_622_400),
        default: '7d',
        operations: ['check'],
        summary: 'How old the newest backup may be',
        example: '26h',
    },
    'min-free': {
        group: 'keeping',
        kind: size,
        default: '1GB',
        operations: byItsTools,
        summary: 'Space that must stay free on the disk of the backups',
        doc: 'The backup estimates its need from the sizes of the components before it writes anything. Units: kB MB GB TB, KiB MiB GiB TiB.',
        example: '500MB',
    },
    timeout: {
        group: 'waiting',
        kind: duration(10, 21_600),
        default: '30m',
        operations: anywhere,
        summary: 'How long the whole run may take: seconds, or 30m',
        example: '1800',
    },
    'lock-timeout': {
        group: 'waiting',
        kind: duration(0, 21_600),
        default: '10m',
        operations: underLock,
        summary: 'How long to wait for another run on the same backup directory; 0: not at all',
        doc: 'At most `timeout`.',
        example: '90s',
    },
    'client-timeout': {
        group: 'waiting',
        kind: duration(10, 600),
        default: '60s',
        operations: settings_option/* allOperations */.M.filter(operation => operation !== 'script'),
        summary: 'How long the server waits for a sign of life from this client before it stops and undoes the work',
        doc: 'The server notices a closed connection at once; this is for a connection that dies silently.',
        example: '2m',
    },
    'skip-backup': {
        group: 'flow',
        kind: words_boolean,
        default: 'false',
        operations: ['backup'],
        summary: 'Make no backup: what the deploy destroys is then lost',
        doc: 'Needs a `skip-reason`. Log and summary show a warning, the server records the skip if it can be reached at once, and the output `status` is `skipped`.',
        example: 'false',
    },
    'skip-reason': {
        group: 'flow',
        kind: sentence,
        operations: ['backup'],
        summary: 'Why there is no backup',
        example: 'first deploy, the server is empty',
    },
    'dry-run': {
        group: 'flow',
        kind: words_boolean,
        default: 'false',
        operations: ['backup', 'restore', 'prune', 'delete'],
        summary: 'Look at the server and show the plan; change nothing',
        example: 'true',
    },
    artifact: {
        group: 'report',
        kind: words_boolean,
        default: 'true',
        operations: ['backup'],
        only: 'action',
        summary: 'Keep the manifest, backup-metadata.txt and the plan of the run as an artifact',
        doc: 'Then a second party holds the digest of what the server keeps. A failed upload does not fail the run; without a results service there is no artifact.',
        example: 'false',
    },
    'artifact-name': {
        group: 'report',
        kind: artifactName,
        operations: ['backup'],
        only: 'action',
        summary: 'Name of the artifact; if empty, a unique name made of job, attempt and run-id',
        doc: 'A name of your own must differ between the jobs, matrix legs and attempts of one workflow run.',
        example: `backup-${stored('matrix.server')}-${stored('github.run_attempt')}`,
    },
    'artifact-retention-days': {
        group: 'report',
        kind: count(400),
        operations: ['backup'],
        only: 'action',
        summary: 'How many days GitHub keeps the artifact; if empty, as the repository is set',
        example: '30',
    },
    'artifact-details': {
        group: 'report',
        kind: oneOf('DETAILS', artifactDetails),
        default: 'redacted',
        operations: ['backup'],
        only: 'action',
        summary: 'What the artifact says about the server: redacted or full',
        doc: '`redacted` leaves out hosts, paths, and the names of databases, containers and volumes. `full` names them. Neither contains secrets.',
        example: 'full',
    },
};
const optionNames = Object.keys(options);
/** The row of an option, typed as `Option`. */
function optionOf(name) {
    return options[name];
}
/** Whether a word is an option's name. */
function isOptionName(word) {
    return Object.hasOwn(options, word);
}


/***/ }),

/***/ 3667:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gq: () => (/* binding */ invalid),
/* harmony export */   TL: () => (/* binding */ quoted),
/* harmony export */   hS: () => (/* binding */ counted),
/* harmony export */   vQ: () => (/* binding */ inputFailure)
/* harmony export */ });
/* harmony import */ var _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76042);
// The report of a value that cannot be used: the option, the rule, what was given; never a secret, never raw text.

const shownCharacters = 64;
/** `Invalid input 'X': <rule>; got <what>`, in one line. */
function invalid(name, rule, got) {
    return printable(`Invalid input '${name}': ${rule}${got === undefined ? '' : `; got ${got}`}`);
}
/** A value as JSON, its first 64 characters. Of a text that looks like a key it gives only the length, whatever option it was pasted into. */
function quoted(text) {
    const characters = [...text];
    if (text.includes('PRIVATE KEY'))
        return counted(text);
    return characters.length <= shownCharacters ? JSON.stringify(text) : `${JSON.stringify(characters.slice(0, shownCharacters).join(''))}…`;
}
/** What a message may say about a secret: its length. */
function counted(text) {
    return `${text.length} ${text.length === 1 ? 'character' : 'characters'}`;
}
/** The one failure for all problems of the settings, before anything is contacted. */
function inputFailure(problems) {
    const [only = '', ...more] = problems;
    return new _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BackupError */ .hj({
        code: 'E_INPUT',
        ...(more.length === 0
            ? { title: only }
            : { title: `${problems.length} settings cannot be used`, details: { Problems: problems.join('\n') } }),
        safe: 'nothing was contacted and nothing was changed',
        next: 'correct these settings; the README describes every setting in its section Settings',
    });
}
/** Control characters, invisible and direction-changing ones as `\uXXXX`: people and the runner read log lines. */
function printable(text) {
    return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, character => [...Array(character.length).keys()].map(i => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''));
}


/***/ }),

/***/ 78593:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $z: () => (/* binding */ hintOf),
/* harmony export */   KS: () => (/* binding */ volumeIn),
/* harmony export */   LT: () => (/* binding */ carried),
/* harmony export */   Ll: () => (/* binding */ serverIn),
/* harmony export */   ev: () => (/* binding */ usersOf),
/* harmony export */   gN: () => (/* binding */ sizesOf),
/* harmony export */   t8: () => (/* binding */ containerOf),
/* harmony export */   tJ: () => (/* binding */ containerFor)
/* harmony export */ });
/* harmony import */ var _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76042);
/* harmony import */ var _server_project_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(44979);
/* harmony import */ var _text_inert_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(43338);
// Finding the one container of a kind: named by a setting, or known by its image; and the containers that use a volume.



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
            title: `${wanted.what} does not run: its container ${found.name} is ${found.state}, so its data cannot be kept before it is replaced.`,
            safe: 'nothing was changed',
            next: `docker start ${found.name}; if it cannot start, docs/restore.md says how to restore over broken files`,
        });
    return found;
}
/** A mounted volume in words: by its name in the compose file, or by its place where it has none. */
function volumeIn(mount, { project }) {
    const anonymous = /^[0-9a-f]{64}$/.test(mount.name);
    return anonymous
        ? `anonymous volume at ${(0,_text_inert_js__WEBPACK_IMPORTED_MODULE_2__/* .inert */ .tJ)(mount.destination)}`
        : `volume ${(0,_text_inert_js__WEBPACK_IMPORTED_MODULE_2__/* .inert */ .tJ)(project.volumes.find(each => each.name === mount.name)?.shortName || mount.name)}`;
}
/** What the command line of the component's container says under this name (a source's `hints`). */
function hintOf({ reader }, name, { facts }) {
    return facts.containers.find(each => each.name === reader)?.hints[name];
}
/** What a server is and of which version, where the tag of its official image says so; else its image. */
function serverIn({ details }, what, official) {
    const image = details['image'] ?? '';
    const version = /:v?(\d+(?:\.\d+)*)(?:-[^/:]*)?$/.exec(image.split('@')[0] ?? '')?.[1];
    return version !== undefined && (0,_server_project_js__WEBPACK_IMPORTED_MODULE_1__/* .imageName */ .tO)(image) === official ? `${what} ${version}` : `${what} (${image})`;
}
function byName({ what, setting }, name, containers) {
    const found = containers.find(container => container.name === name || container.id === name);
    if (found !== undefined)
        return found;
    throw new _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BackupError */ .hj({
        code: 'E_NOT_FOUND',
        title: `${setting} names ${name} for ${what}, but there is no such container.`,
        details: {
            'There are': containers
                .slice(0, 30)
                .map(container => (0,_text_inert_js__WEBPACK_IMPORTED_MODULE_2__/* .inert */ .tJ)(container.name))
                .join(', ') || 'no containers at all',
        },
        safe: 'nothing was changed',
        next: `check ${setting} for a typing error, or leave it out: the image of the container is enough to find it`,
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
/** Containers, running or not, that have this volume mounted. */
function usersOf(volume, containers) {
    return containers.filter(container => (0,_server_project_js__WEBPACK_IMPORTED_MODULE_1__/* .volumesOf */ .v3)(container).some(mount => mount.name === volume.name));
}
/** Does a dump already hold what is in it? True where only servers that are dumped have it mounted. */
function carried(volume, { project, dumped }) {
    const users = usersOf(volume, project.containers);
    return users.length > 0 && users.every(({ name }) => dumped.has(name));
}


/***/ }),

/***/ 97287:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  NZ: () => (/* binding */ asked),
  XZ: () => (/* binding */ hints),
  Ay: () => (/* binding */ isPublicUnit),
  eI: () => (/* binding */ measuredBy),
  wy: () => (/* binding */ restorableGroups),
  Fj: () => (/* binding */ secretsOf),
  Lt: () => (/* binding */ registry_select),
  Zy: () => (/* binding */ singularOf),
  nm: () => (/* binding */ sourceFor),
  vz: () => (/* binding */ sourceOf),
  Tj: () => (/* binding */ sources),
  Z6: () => (/* binding */ unknownComponents),
  du: () => (/* binding */ viewOf)
});

// EXTERNAL MODULE: ./build/messages/errors.js
var errors = __webpack_require__(76042);
// EXTERNAL MODULE: ./build/text/inert.js
var inert = __webpack_require__(43338);
// EXTERNAL MODULE: ./build/server/project.js
var server_project = __webpack_require__(44979);
;// CONCATENATED MODULE: ./build/sources/otherdatabases.js
// Databases that no source dumps, by the names of their images.

const otherDatabases = /^(postgres|postgresql|postgis|timescaledb|pgvector|mysql|mysql-server|mariadb|percona|mssql-server|cockroach|couchdb|influxdb|elasticsearch|opensearch|neo4j|cassandra|clickhouse-server)$/;
function isOtherDatabase(image) {
    return otherDatabases.test((0,server_project/* imageName */.tO)(image));
}

;// CONCATENATED MODULE: ./build/sources/coverage.js



/** Things of the machine that containers borrow: nothing of the application's is in them. */
const borrowed = /^\/(proc|sys|dev|run|var\/run)(\/|$)|^\/etc\/(localtime|timezone|hosts|resolv\.conf|machine-id|passwd|group|ssl|ca-certificates)(\/|$)|\.sock$|^\/var\/lib\/docker(\/|$)|^\/lib\/modules(\/|$)/;
/** Bind mounts, anonymous volumes and other databases of the project that none of the components holds. */
function uncovered(components, { project, settings, facts, dumped }) {
    if (settings.scope === 'database')
        return [];
    const roots = components.flatMap(component => component.paths ?? component.lies?.path ?? []);
    const absolute = roots.map(path => (path.startsWith('/') ? path : `${facts.application?.path ?? settings.appDir}/${path}`));
    const held = (source) => [...absolute, settings.backupDir].some(root => source === root || source.startsWith(`${root}/`));
    const databases = project.containers.filter(({ name, image }) => isOtherDatabase(image) && !dumped.has(name));
    return unique([
        ...databases.map(container => ({
            what: `the database in ${(0,inert/* inert */.tJ)(container.name)} (${(0,inert/* inert */.tJ)((0,server_project/* imageName */.tO)(container.image))})`,
            why: 'nothing dumps it; a copy of its files is not a dump',
        })),
        ...project.containers.flatMap(container => binds(container)
            .filter(mount => !held(mount.source))
            .map(mount => boundOf(mount, settings.appDir))),
        ...project.containers.filter(({ name }) => !dumped.has(name)).flatMap(anonymous),
    ]);
}
function binds(container) {
    return container.mounts.filter(mount => mount.type === 'bind' && !borrowed.test(mount.source));
}
function boundOf(mount, appDir) {
    const shown = mount.source.startsWith(`${appDir}/`) ? `./${mount.source.slice(appDir.length + 1)}` : mount.source;
    return { what: `bind mount ${(0,inert/* inert */.tJ)(shown)}`, why: 'no component takes it: see paths' };
}
/** Volumes without a name, made by Docker for a container; the list of volumes may not show whose they are. */
function anonymous(container) {
    return (0,server_project/* volumesOf */.v3)(container)
        .filter(mount => /^[0-9a-f]{64}$/.test(mount.name))
        .map(mount => ({
        what: `anonymous volume at ${(0,inert/* inert */.tJ)(mount.destination)} of ${(0,inert/* inert */.tJ)(container.service || container.name)}`,
        why: 'it has no name: name it in the compose file to back it up',
    }));
}
function unique(rows) {
    return [...new Map(rows.map(row => [row.what, row])).values()];
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/backups/manifest.js
var manifest = __webpack_require__(8399);
// EXTERNAL MODULE: ./build/protocol/encoding.js
var encoding = __webpack_require__(12324);
// EXTERNAL MODULE: ./build/sources/restoration.js
var restoration = __webpack_require__(2241);
;// CONCATENATED MODULE: ./build/sources/source.js
const nothing = { components: [], leftOut: [] };

// EXTERNAL MODULE: ./build/bytes/tarlist.js
var tarlist = __webpack_require__(79143);
// EXTERNAL MODULE: ./build/text/untrusted.js
var untrusted = __webpack_require__(8020);
;// CONCATENATED MODULE: ./build/sources/counts.js
/** What differs; undefined where the manifest does not count it, or counts the same. */
function wrongCount(counts, what, found) {
    const kept = counts[what];
    return kept === undefined || kept === found ? undefined : `it holds ${found} ${what}, and the manifest says ${kept}`;
}

;// CONCATENATED MODULE: ./build/sources/tree.js



/** A tar: read to its end, and as many entries as were taken. */
async function readTree(raw, { counts }) {
    return wrongCount(counts, 'entries', await (0,tarlist/* listTar */.w)(raw, { only: 'any' }));
}
/** A piece of tar, which has no end marks of its own. */
async function readFragment(raw) {
    await (0,tarlist/* listTar */.w)(withEnd(raw), { only: 'files' });
    return undefined;
}
/** Of a manifest: how many files, and their bytes; as the row that a drill compares with. */
function treeContents({ name, contents }) {
    const tree = treeIn(contents['tree'], 'tree');
    return tree === undefined ? [] : [[name, 'tree', String(tree.files), String(tree.bytes)]];
}
const treeIn = (0,untrusted/* lenient */.W_)((0,untrusted/* object */.Ik)({ files: (0,untrusted/* whole */.WQ)(), bytes: (0,untrusted/* whole */.WQ)() }), undefined);
async function* withEnd(raw) {
    yield* raw;
    yield Buffer.alloc(1024);
}

;// CONCATENATED MODULE: ./build/sources/files/files.js
// Configuration and secrets: small sets of files, listed or found, each one piece of the archive's own tar.






// A name may have several lines.
const composeFile = /^(docker-)?compose([.-].*)?\.ya?ml$/s;
const environmentFile = /^(\.env(\..+)?|env\..+|.+\.env)$/s;
const secretName = /^(\.?secrets?|certs?|certificates|ssl|tls|keys)$/;
const notOurs = /\.(example|sample|template|dist)$/;
/** How much it matters that a path is there: as `files_take` reads it. */
const demanded = '=';
const discovered = '~';
const optional = '?';
const asItIs = '@';
const config = setOf({
    kind: 'config',
    setting: 'config-paths',
    patterns: [composeFile, environmentFile],
    found: configFound,
});
const secrets = setOf({ kind: 'secrets', setting: 'secret-paths', patterns: [secretName], found: secretsFound });
function setOf({ kind, setting, patterns, found }) {
    const all = (view) => {
        const asked = view.settings.sources[setting];
        return asked === 'auto' ? found(view) : listed(asked);
    };
    const itemsOf = (view) => all(view).filter(({ path }) => (0,manifest/* isPlace */.Uj)(path));
    return {
        kind,
        group: kind,
        form: 'fragment',
        runtime: { reader: 'mb_read_fragment', places: true },
        units: { files: 'file' },
        settings: [setting],
        asks: ({ sources }) => (sources[setting] === 'auto' ? undefined : 'files'),
        find(view) {
            if (view.settings.scope === 'database')
                return nothing;
            const items = itemsOf(view);
            const odd = all(view).filter(({ path }) => !(0,manifest/* isPlace */.Uj)(path));
            const leftOut = [
                ...(view.settings.sources[setting] === 'auto' ? unnamable(patterns, view) : []),
                ...odd.map(({ path }) => ({ what: (0,encoding/* encode */.lF)(path), why: 'its name has a control character, or . or .. in it' })),
            ];
            if (items.length === 0)
                return {
                    ...nothing,
                    leftOut,
                    notes: [`There is nothing to keep as ${kind}: ${setting} can name files.`],
                };
            return { components: [componentOf(kind, items)], leftOut };
        },
        describe: components => components.map(({ from }) => [kind, from]),
        restore(kept, target) {
            const { appDir } = target.view.settings;
            const paths = kept.paths.map(path => (0,restoration/* placed */.GS)(path, target));
            (0,restoration/* refuseOutside */.gz)(paths, kept.name, target);
            const places = paths.map(path => (path.startsWith('/') ? path : `${appDir}/${path}`));
            return {
                name: kind,
                over: paths.join(', '),
                // A restore replaces names, so that is what its safety backup keeps.
                ...(target.view.facts.application !== null &&
                    paths.length > 0 && {
                    before: componentOf(kind, paths.map(path => ({ path, demand: asItIs }))),
                }),
                stop: (0,restoration/* mounting */.E2)(places, target.view),
                pause: [],
                room: [
                    { takes: '1x', place: '.', what: 'unpacked' },
                    // Which of them is how large, no manifest says: each file system must have room for all of them.
                    ...places.map(place => ({ takes: '1x', place, what: restoration/* besideItsPlace */.kO })),
                ],
                prove: ['mb_prove', kind, 'mb_read_fragment'],
                rights: [['files_may_swap', ...paths]],
                stage: [['files_stage', kind, ...paths]],
                keep: [],
                swap: [['files_swap', kind, ...paths]],
                check: [],
                first: true,
            };
        },
        writes: ({ paths }) => paths,
        drill: {
            room: () => ({ beside: 0, docker: 0 }),
            command: () => ['fragment_drill', kind],
        },
        read: readFragment,
    };
}
function componentOf(kind, items) {
    const paths = items.map(item => item.path);
    return {
        name: kind,
        kind,
        path: kind,
        from: paths.join(', '),
        size: null,
        need: null,
        small: true,
        details: {},
        paths,
        moment: 'dump',
        take: ['files_take', kind, ...items.map(item => `${item.demand}${item.path}`)],
    };
}
function listed(paths) {
    return paths.map(each => ({ path: each.path, demand: each.optional ? optional : demanded }));
}
/** What would be found, but for a name that no list can hold. Told by its encoded name. */
function unnamable(patterns, { facts }) {
    return (facts.application?.unnamable ?? [])
        .filter(({ name }) => patterns.some(pattern => pattern.test(name)))
        .map(({ name }) => ({ what: name, why: 'its name is not UTF-8' }));
}
/** The compose files and environment files that Compose's labels name, their like in the directory, and read-only bind mounts from it. */
function configFound({ facts, settings, project }) {
    const entries = facts.application?.entries ?? [];
    const kept = entries.filter(entry => entry.name === 'nginx' || composeFile.test(entry.name) || (environmentFile.test(entry.name) && !entry.kind.endsWith('directory')));
    const mounted = project.containers.flatMap(container => boundFiles(container, facts, settings.appDir)).filter(path => !isSecret(path));
    return outermost([
        ...project.containers
            .flatMap(container => [...container.files, ...container.environmentFiles].map(path => resolved(path, container.directory)))
            .filter(isPlain)
            .map(path => relative(path, facts, settings.appDir)),
        ...kept.map(entry => entry.name).filter(name => !notOurs.test(name)),
        ...mounted,
    ]);
}
/** `secrets/` and its like in the directory, and what Compose mounts under /run/secrets. */
function secretsFound({ facts, settings, project }) {
    const entries = (facts.application?.entries ?? []).filter(entry => secretName.test(entry.name)).map(entry => entry.name);
    const mounted = project.containers.flatMap(container => container.mounts.filter(mount => mount.type === 'bind' && isPlain(mount.source) && mount.destination.startsWith('/run/secrets/')));
    const bound = project.containers.flatMap(container => boundFiles(container, facts, settings.appDir)).filter(isSecret);
    return outermost([...entries, ...mounted.map(mount => relative(mount.source, facts, settings.appDir)), ...bound]);
}
/** Read-only bind mounts from the application directory: what people hand to a container without letting it write is configuration. */
function boundFiles(container, facts, appDir) {
    return container.mounts
        .filter(mount => mount.type === 'bind' && isPlain(mount.source) && !mount.writable && !mount.destination.startsWith('/run/secrets/'))
        .map(mount => relative(mount.source, facts, appDir))
        .filter(path => !path.startsWith('/') && path !== '');
}
/** Compose v1 and others of its kind name files as they were given to them: from the directory of the project. */
function resolved(path, directory) {
    return external_node_path_.posix.normalize(path.startsWith('/') || path === '-' ? path : `${directory}/${path}`);
}
/** As Docker and Compose write the paths that they took. `-` is a compose file that Compose read from its input. */
function isPlain(path) {
    return path.startsWith('/') && !path.split('/').some(part => part === '.' || part === '..');
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

// EXTERNAL MODULE: ./build/text/amounts.js
var amounts = __webpack_require__(16715);
;// CONCATENATED MODULE: ./build/sources/describe.js
// Components of one kind in one line, for people.

/** `volumes   gateway_uploads 812 MB · translator_models 1.9 GB`; nothing where there is none. */
function together(label, components) {
    if (components.length === 0)
        return [];
    const named = components.map(({ from, size }) => `${from}${size === null ? '' : ` ${(0,amounts/* bytes */.ee)(size)}`}`);
    return [[label, named.join(' · ')]];
}

;// CONCATENATED MODULE: ./build/sources/files/paths.js




const paths = {
    kind: 'path',
    group: 'paths',
    form: 'entry',
    runtime: { reader: 'mb_read_tree', contentsJson: 'tree_contents_json', places: true, told: 'size' },
    units: { entries: 'entry' },
    several: true,
    settings: ['paths'],
    asks: ({ sources }) => ((sources.paths ?? []).length > 0 ? 'directories' : undefined),
    measures: settings => (settings.sources.paths ?? []).map(path => absolute(path, { settings })),
    measured: asMeasured,
    find(view) {
        if (view.settings.scope === 'database')
            return nothing;
        const there = (view.settings.sources.paths ?? []).filter(listed => !listed.optional || view.facts.present.has(absolute(listed, view)));
        const names = there.map(listed => plainName(listed.path));
        return {
            components: there.map((listed, n) => paths_componentOf(listed, paths_unique(names, n), view)),
            leftOut: [],
        };
    },
    describe: components => together('paths', components),
    restore(kept, target) {
        const path = (0,restoration/* placed */.GS)(kept.details['path'] ?? '', target);
        (0,restoration/* refuseOutside */.gz)([path], kept.name, target);
        const at = absolute({ path, optional: false }, target.view);
        const size = target.view.facts.sizes.get(at) ?? null;
        const there = target.view.facts.present.has(at);
        const before = {
            name: kept.name,
            kind: 'path',
            path: kept.path,
            from: at,
            size,
            need: size,
            details: { path: at, consistency: 'live' },
            moment: 'files',
            lies: { path: at },
            take: ['tree_take', at, 'live'],
            present: ['mb_if_path', at],
        };
        return {
            name: kept.name,
            over: at,
            ...(there && { before }),
            stop: (0,restoration/* mounting */.E2)([at], target.view),
            pause: [],
            room: [{ takes: '1x', place: at, what: restoration/* besideItsPlace */.kO }],
            prove: ['mb_prove', kept.name, 'mb_read_tree'],
            rights: [['mb_may_swap', at]],
            stage: [['mb_stage_tree', kept.name, at]],
            keep: [],
            swap: [['mb_swap', at]],
            check: [],
        };
    },
    writes: ({ details }) => [details['path'] ?? []].flat(),
    drill: {
        room: ({ size }) => ({ beside: size ?? 0, docker: 0 }),
        command: ({ name }) => ['tree_drill', name],
    },
    contents: treeContents,
    read: readTree,
};
/** The settings under which a look measures the directory that this component goes into. */
function asMeasured({ details }, { project }, settings) {
    const path = details['path'] ?? '';
    const moved = path.startsWith(`${project.appDir}/`) ? path.slice(project.appDir.length + 1) : path;
    const { sources } = settings;
    return { ...settings, sources: { ...sources, paths: [...(sources.paths ?? []), { path: moved, optional: true }] } };
}
/** The directory of a listed path on the server. */
function absolute({ path }, { settings }) {
    return path.startsWith('/') ? path : `${settings.appDir}/${path}`;
}
function paths_componentOf(listed, name, view) {
    const path = absolute(listed, view);
    const consistency = view.settings.quiesce === 'none' || view.project.without !== undefined ? 'live' : 'quiesced';
    return {
        name: `paths/${name}`,
        kind: 'path',
        path: `paths/${name}.tar`,
        from: path,
        size: view.facts.sizes.get(path) ?? null,
        need: view.facts.sizes.get(path) ?? null,
        details: { path, consistency },
        moment: 'files',
        lies: { path },
        take: ['tree_take', path, consistency],
    };
}
/** The last part of a path in characters that need no quoting anywhere. */
function plainName(path) {
    const last = path.replace(/\/+$/, '').split('/').pop() ?? '';
    return (last
        .replaceAll(/[^A-Za-z0-9_.-]/g, '_')
        .replace(/^[.-]+/, '_')
        .slice(0, 100) || 'directory');
}
function paths_unique(names, n) {
    const name = names[n] ?? '';
    const before = names.slice(0, n).filter(each => each === name).length;
    return before === 0 ? name : `${name}-${before + 1}`;
}

// EXTERNAL MODULE: ./build/sources/containers.js
var containers = __webpack_require__(78593);
;// CONCATENATED MODULE: ./build/sources/files/volumes.js
// Docker volumes, each as a tar of its own.








const volumes = {
    kind: 'volume',
    group: 'volumes',
    form: 'entry',
    runtime: { reader: 'mb_read_tree', contentsJson: 'tree_contents_json', rootOnly: true, told: 'size' },
    units: { entries: 'entry' },
    several: true,
    settings: ['volumes'],
    asks: ({ sources }) => (Array.isArray(sources.volumes) ? 'containers' : undefined),
    find(view) {
        if (view.settings.scope === 'database')
            return nothing;
        const asked = view.settings.sources.volumes;
        if (Array.isArray(asked))
            return found(asked.map(name => named(name, view)), [], view);
        const leftOut = [];
        const taken = view.project.volumes.filter(volume => {
            const why = unfit(volume);
            // Anonymous ones are named with their container, by coverage.
            if (why !== undefined && !isAnonymous(volume))
                leftOut.push({ what: `volume ${volumes_short(volume)}`, why });
            return why === undefined && (asked === 'all' || !(0,containers/* carried */.LT)(volume, view));
        });
        return found(taken, leftOut, view);
    },
    describe: components => together('volumes', components),
    restore(kept, target) {
        const { facts } = target.view;
        const volume = volumeFor(kept, target);
        if (facts.user.id !== 0)
            throw notRoot(kept.name, facts.user.name);
        const name = volume?.name ?? kept.details['volume'] ?? '';
        const place = volume?.mountpoint ?? kept.details['mountpoint'] ?? '/var/lib/docker';
        return {
            name: kept.name,
            over: `the volume ${(0,inert/* inert */.tJ)(name)}`,
            ...(volume !== undefined && {
                before: safetyOf(volume, kept.name, target.view),
            }),
            stop: volume === undefined
                ? []
                : (0,containers/* usersOf */.ev)(volume, facts.containers)
                    .filter(restoration/* running */.yk)
                    .map(container => container.name),
            pause: [],
            room: [{ takes: '1x', place: place.replace(/\/_data$/, ''), what: restoration/* besideItsPlace */.kO }],
            ...(target.later && { stopUsersOf: name }),
            prove: ['mb_prove', kept.name, 'mb_read_tree'],
            ...((volume === undefined || (target.later && target.create)) && { late: [] }),
            rights: volume === undefined || (target.later && target.create) ? [] : [['mb_may_swap_volume', name]],
            stage: [['mb_stage_volume', kept.name, name]],
            keep: [],
            swap: [['mb_swap_volume', name]],
            check: [],
        };
    },
    drill: {
        room: ({ size }) => ({ beside: size ?? 0, docker: 0 }),
        command: ({ name }) => ['tree_drill', name],
    },
    contents: treeContents,
    read: readTree,
};
/** What is in the volume when the restore comes to it, wherever Docker has it then. */
function safetyOf(volume, name, view) {
    const component = volumes_componentOf(volume, view);
    const consistency = component.details['consistency'] ?? 'live';
    return {
        ...component,
        name,
        path: `${name}.tar`,
        moment: 'files',
        take: view.facts.user.id === 0 ? ['volume_read', volume.name, consistency] : component.take,
        present: ['mb_if_volume', volume.name],
    };
}
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
    throw unrestorable(kept.name, `there is no volume ${(0,inert/* inert */.tJ)(short)} in this project`);
}
/** Of another project that is there as well: its volumes are never replaced by those of this one. */
function isForeign(volume, project) {
    return project !== '' && volume.project !== '' && volume.project !== project;
}
function unrestorable(name, why) {
    return new errors/* BackupError */.hj({
        code: 'E_NOT_FOUND',
        title: `${name} cannot be restored here: ${why}.`,
        safe: 'nothing was changed',
        next: 'leave it out of components, or put it back by hand: docs/restore.md',
    });
}
function notRoot(name, user) {
    return new errors/* BackupError */.hj({
        code: 'E_PERM',
        title: `${name} cannot be restored by ${user}: only root reaches the directories of volumes.`,
        safe: 'nothing was changed',
        next: 'set sudo: true, or log in as root',
    });
}
/** Why a volume cannot be taken by `auto` or `all`. */
function unfit(volume) {
    if (volume.driver !== 'local')
        return `its driver is ${(0,inert/* inert */.tJ)(volume.driver)}, which has no directory on this server`;
    if (volume.kind === 'tmpfs')
        return 'it is in memory (tmpfs) and holds nothing durable';
    if (volume.kind !== '' && volume.kind !== 'none')
        return `it lies on another server (${(0,inert/* inert */.tJ)(volume.kind)})`;
    return isAnonymous(volume) ? 'it is anonymous' : undefined;
}
function isAnonymous(volume) {
    return volume.shortName === '' && /^[0-9a-f]{64}$/.test(volume.name);
}
function named(name, view) {
    const exact = view.facts.volumes.find(volume => volume.name === name);
    const volume = exact ?? view.project.volumes.find(each => each.shortName === name);
    if (volume === undefined) {
        throw new errors/* BackupError */.hj({
            code: 'E_NOT_FOUND',
            title: `The setting volumes names ${name}, but there is no such volume.`,
            details: {
                'There are': (view.project.volumes.length > 0 ? view.project.volumes : view.facts.volumes).slice(0, 40).map(volumes_short).join(', ') ||
                    'no volumes at all',
            },
            safe: 'nothing was changed; no volume was made',
            next: 'check volumes for a typing error',
        });
    }
    const why = unfit(volume);
    if (why !== undefined && !isAnonymous(volume))
        throw refused(volume, why);
    if ((0,containers/* carried */.LT)(volume, view) && view.settings.quiesce === 'none') {
        throw refused(volume, 'it holds the files of a running database, which a copy would catch half written; its dump is in the backup anyway. With quiesce: pause or stop it can be taken');
    }
    return volume;
}
function refused(volume, why) {
    return new errors/* BackupError */.hj({
        code: 'E_INPUT',
        title: `The volume ${volumes_short(volume)}, named in volumes, cannot be backed up: ${why}.`,
        safe: 'nothing was changed',
        next: 'leave it out of volumes',
    });
}
function found(taken, leftOut, view) {
    const components = taken.map(volume => volumes_componentOf(volume, view));
    const unclear = components.filter(component => component.details['consistency'] === 'fuzzy');
    const warnings = unclear.map(component => `${component.name} holds files of a running database, copied while it writes (fuzzy): it may not start from them.`);
    return { components, leftOut, warnings };
}
function volumes_componentOf(volume, view) {
    const users = (0,containers/* usersOf */.ev)(volume, view.facts.containers);
    const name = `volumes/${nameIn(volume, view)}`;
    const own = (0,containers/* carried */.LT)(volume, view);
    const risky = own || users.some(container => isOtherDatabase(container.image));
    const size = view.facts.sizes.get(volume.mountpoint);
    const before = view.last?.components.find(component => component.name === name);
    const ratio = before === undefined || before.rawBytes === 0 ? 1 : Math.min(1, (before.length / before.rawBytes) * 1.05);
    const image = helperImage(users, view);
    const consistency = view.settings.quiesce !== 'none' ? 'quiesced' : risky ? 'fuzzy' : 'live';
    return {
        name,
        kind: 'volume',
        path: `${name}.tar`,
        from: volumes_short(volume),
        size: size ?? null,
        need: size === undefined ? null : Math.ceil(size * ratio),
        details: { volume: volume.name, mountpoint: volume.mountpoint, image, consistency },
        moment: own ? 'own' : 'files',
        lies: { volume: volume.name, path: volume.mountpoint },
        take: view.facts.user.id === 0 ? ['tree_take', volume.mountpoint, consistency] : ['volume_take', volume.name, image, consistency],
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
    throw new errors/* BackupError */.hj({
        code: 'E_PREREQ',
        title: `${facts.user.name} cannot read volumes on ${facts.hostname}, and there is no image to read them with.`,
        safe: 'nothing was changed',
        next: 'set sudo: true',
    });
}
function volumes_short(volume) {
    return (0,inert/* inert */.tJ)(volume.shortName || volume.name);
}

;// CONCATENATED MODULE: ./build/bytes/crc64.js
// CRC-64, reflected. `xz`: the ECMA-182 polynomial, all ones in and out (CRC-64/XZ). `jones`: the polynomial of Jones,
// zeros in and out.
const kinds = {
    xz: { polynomial: { low: 0xd7870f42, high: 0xc96c5795 }, ends: -1 },
    jones: { polynomial: { low: 0xac4bc9b5, high: 0x95ac9329 }, ends: 0 },
};
/** Folds eight bytes at once, each through its own table ("slicing by 8"), with 64 bits as two halves, because a BigInt per byte is 100 times slower. */
const slices = 8;
const made = new Map();
/** A running checksum. It is two numbers, so that one for each collection of a dump costs next to nothing. */
class Crc64 {
    #tables;
    #ends;
    #low;
    #high;
    constructor(kind = 'xz') {
        this.#tables = tablesOf(kind);
        this.#ends = kinds[kind].ends;
        this.#low = this.#ends;
        this.#high = this.#ends;
    }
    /** Takes `bytes[from]` up to, not including, `bytes[to]`. */
    update(bytes, from, to) {
        const sliced = to - ((to - from) % slices);
        this.#eightByEight(bytes, from, sliced);
        const { low, high } = this.#tables;
        let l = this.#low;
        let h = this.#high;
        for (let at = sliced; at < to; at += 1) {
            const index = (l ^ bytes[at]) & 255;
            l = ((l >>> 8) | (h << 24)) ^ low[index];
            h = (h >>> 8) ^ high[index];
        }
        this.#low = l;
        this.#high = h;
    }
    /** The checksum so far, as the signed 64-bit number that BSON holds. */
    digest() {
        return BigInt.asIntN(64, (BigInt((this.#high ^ this.#ends) >>> 0) << 32n) | BigInt((this.#low ^ this.#ends) >>> 0));
    }
    #eightByEight(bytes, from, to) {
        const { low, high } = this.#tables;
        let l = this.#low;
        let h = this.#high;
        for (let at = from; at < to; at += slices) {
            const a = l ^ word(bytes, at);
            const b = h ^ word(bytes, at + 4);
            // The first byte of the eight takes the last table.
            const i7 = 0x700 + (a & 255);
            const i6 = 0x600 + ((a >>> 8) & 255);
            const i5 = 0x500 + ((a >>> 16) & 255);
            const i4 = 0x400 + (a >>> 24);
            const i3 = 0x300 + (b & 255);
            const i2 = 0x200 + ((b >>> 8) & 255);
            const i1 = 0x100 + ((b >>> 16) & 255);
            const i0 = b >>> 24;
            l = fold(low, i0, i1, i2, i3) ^ fold(low, i4, i5, i6, i7);
            h = fold(high, i0, i1, i2, i3) ^ fold(high, i4, i5, i6, i7);
        }
        this.#low = l;
        this.#high = h;
    }
}
function word(bytes, at) {
    return bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24);
}
function fold(table, a, b, c, d) {
    return table[a] ^ table[b] ^ table[c] ^ table[d];
}
function tablesOf(kind) {
    const tables = made.get(kind) ?? makeTables(kinds[kind].polynomial);
    made.set(kind, tables);
    return tables;
}
function makeTables(polynomial) {
    const low = new Int32Array(slices * 256);
    const high = new Int32Array(slices * 256);
    for (let byte = 0; byte < 256; byte += 1) {
        let l = byte;
        let h = 0;
        for (let bit = 0; bit < 8; bit += 1) {
            const carry = l & 1;
            l = (l >>> 1) | (h << 31);
            h >>>= 1;
            if (carry === 1) {
                l ^= polynomial.low;
                h ^= polynomial.high;
            }
        }
        low[byte] = l;
        high[byte] = h;
    }
    for (let index = 256; index < slices * 256; index += 1) {
        const l = low[index - 256];
        const h = high[index - 256];
        low[index] = ((l >>> 8) | (h << 24)) ^ low[l & 255];
        high[index] = (h >>> 8) ^ high[l & 255];
    }
    return { low, high };
}

// EXTERNAL MODULE: ./build/bytes/window.js
var bytes_window = __webpack_require__(44378);
;// CONCATENATED MODULE: ./build/sources/mongo/bson.js
// As much of BSON (bsonspec.org) as the headers of a database dump need: the scalar fields of one flat document.
const type = { double: 0x01, string: 0x02, document: 0x03, array: 0x04, boolean: 0x08, int32: 0x10, int64: 0x12 };
/** Types that are stepped over, with their size in bytes: object id, date, null, timestamp. */
const skipped = { 7: 12, 9: 8, 10: 0, 17: 8 };
/** The smallest document: its length and its final zero. */
const smallestDocument = 5;
/** The largest document mongodump and mongorestore handle (their `MaxBSONSize`). */
const largestDocument = 48 * 1024 * 1024;
/** Of the header of a collection or of a block. */
const mostFields = 1000;
/**
 * Reads the scalar fields of one document, whose length is known to be right; nested documents are stepped over. Throws a
 * RangeError with the reason when a field leaves the document, or has a type that no header of a dump has.
 */
function readFields(document) {
    const end = document.length - 1;
    if (document[end] !== 0)
        throw new RangeError('it does not end where it should');
    const fields = new Map();
    let at = 4;
    while (at < end) {
        const nameEnd = document.indexOf(0, at + 1);
        const name = document.toString('utf8', at + 1, nameEnd);
        const [value, next] = readValue(document, document[at], nameEnd + 1);
        if (next > end)
            throw new RangeError(`its field ${JSON.stringify(name)} is longer than it`);
        if (value !== undefined)
            fields.set(name, value);
        if (fields.size > mostFields)
            throw new RangeError('it holds too many fields');
        at = next;
    }
    return fields;
}
/** The value of one field, undefined when it is stepped over, and where the next field begins. Node's own bounds checks throw RangeErrors. */
function readValue(document, kind, at) {
    const size = skipped[kind];
    if (size !== undefined)
        return [undefined, at + size];
    switch (kind) {
        case type.string:
            return readString(document, at);
        case type.boolean:
            if (document.readUInt8(at) > 1)
                throw new RangeError('it holds a boolean that is neither true nor false');
            return [document[at] === 1, at + 1];
        case type.int32:
            return [document.readInt32LE(at), at + 4];
        case type.int64:
            return [document.readBigInt64LE(at), at + 8];
        case type.double:
            return [document.readDoubleLE(at), at + 8];
        case type.document:
        case type.array:
            return [undefined, at + Math.max(smallestDocument, document.readInt32LE(at))];
        default:
            throw new RangeError(`it holds a field of the unknown type ${kind}`);
    }
}
function readString(document, at) {
    const end = at + 4 + document.readInt32LE(at);
    if (end < at + 5 || document[end - 1] !== 0)
        throw new RangeError('it holds a string of a wrong length');
    return [document.toString('utf8', at + 4, end - 1), end];
}

;// CONCATENATED MODULE: ./build/sources/mongo/archive.js
// Reads mongodump's archive format to its end, as the proof that a dump is whole. Independent of mongorestore, whose
// `--dryRun` returns before the documents. The format: mongo-tools, common/archive/spec.md.





/**
 * Reads an archive to its end and says what it holds. Whole means: every collection that the prelude names was ended,
 * the checksum of each one's documents is right, the last block is terminated, and nothing follows.
 * Throws E_VERIFY that names the collection and the place. Holds one chunk and one header at a time.
 */
async function readMongoArchive(chunks) {
    const input = new bytes_window/* Window */.p(chunks);
    try {
        if (!(await input.ensure(4)) || input.bytes.readUInt32LE(0) !== magic)
            throw damaged(input, 'it is not an archive of mongodump');
        input.skip(4);
        const header = await nextDocument(input);
        if (archive_text(header, 'version') !== formatVersion)
            throw damaged(input, 'its header is not one of the known format');
        const collections = await readPrelude(input);
        while (await input.ensure(1))
            await readBlock(input, collections);
        requireEnds(input, collections);
        return {
            serverVersion: archive_text(header, 'server_version') ?? '',
            toolVersion: archive_text(header, 'tool_version') ?? '',
            hasOplog: collections.delete(oplog),
            namespaces: [...new Set(collections.values())].map(({ db, name, documents, bytes }) => ({ db, collection: name, documents, bytes })),
        };
    }
    finally {
        await input.close();
    }
}
const magic = 0x8199e26d;
const terminator = -1;
const formatVersion = '0.1';
const oplog = '.oplog';
/** A header holds the options and indexes of one collection. */
const largestHeader = 8 * 1024 * 1024;
/** The names of collections are kept, as far as so much memory: more than any server can serve. */
const mostOfNames = 32 * 1024 * 1024;
/** What a collection costs in memory besides its name. */
const aroundName = 400;
/** The collections that the prelude announces, by the `db.collection` of their blocks. */
async function readPrelude(input) {
    const collections = new Map();
    let kept = 0;
    for (let fields = await nextDocument(input); fields !== undefined; fields = await nextDocument(input)) {
        const db = archive_text(fields, 'db');
        const name = archive_text(fields, 'collection');
        if (db === undefined || name === undefined)
            throw damaged(input, 'an entry of its prelude names no collection');
        kept += 4 * (db.length + name.length) + aroundName;
        if (kept > mostOfNames)
            throw damaged(input, 'its prelude names more collections than a server can have');
        if (collections.has(`${db}.${name}`))
            throw damaged(input, 'its prelude names it twice', `${db}.${name}`);
        const collection = { db, name, crc: new Crc64(), documents: 0, bytes: 0, ended: false };
        collections.set(`${db}.${name}`, collection);
        // Before server 8.3 the documents of a time series lie under the name of its buckets, which the prelude does not list.
        if (archive_text(fields, 'type') === 'timeseries')
            collections.set(`${db}.system.buckets.${name}`, collection);
    }
    return collections;
}
/** A block: a header that says whose documents follow, the documents, a terminator. The last block of a collection has its checksum instead of documents. */
async function readBlock(input, collections) {
    const header = await nextDocument(input);
    if (header === undefined)
        throw damaged(input, 'a block has no header');
    const name = `${archive_text(header, 'db')}.${archive_text(header, 'collection')}`;
    const collection = collections.get(name);
    if (collection === undefined)
        throw damaged(input, 'a block belongs to no collection of its prelude', name);
    if (collection.ended)
        throw damaged(input, 'something follows the end of a collection', name);
    const crc = header.get('CRC');
    if (header.get('EOF') === false && crc === 0n)
        return readDocuments(input, collection, name);
    if (header.get('EOF') !== true)
        throw damaged(input, 'a block is neither documents nor the end of them', name);
    if (crc !== collection.crc.digest())
        throw damaged(input, 'the checksum of a collection does not match its documents', name);
    collection.ended = true;
    if ((await nextDocument(input)) !== undefined)
        throw damaged(input, 'something follows the end of a collection', name);
}
/** Reads documents up to the terminator, without copying or parsing them: their sizes lead from one to the next. */
async function readDocuments(input, collection, name) {
    let unread = 0;
    for (;;) {
        if (!(await input.ensure(unread === 0 ? 4 : 1)))
            throw damaged(input, 'it ends early, within', name);
        if (unread === 0 && input.bytes.readInt32LE(0) === terminator)
            return input.skip(4);
        const walk = walkDocuments(input.bytes, unread);
        if (walk.problem !== undefined)
            throw damaged(input, walk.problem, name);
        collection.crc.update(input.bytes, 0, walk.bytes);
        collection.bytes += walk.bytes;
        collection.documents += walk.documents;
        unread = walk.unread;
        input.skip(walk.bytes);
    }
}
/** How far the documents in `bytes` reach. The first `unread` bytes finish one begun before; `unread` of the result is what the last one lacks. */
function walkDocuments(bytes, unread) {
    let documents = 0;
    let at = 0;
    let missing = unread;
    for (;;) {
        const end = at + missing;
        if (end > bytes.length)
            return { bytes: bytes.length, documents, unread: end - bytes.length };
        if (missing > 0 && bytes[end - 1] !== 0)
            return { bytes: at, documents, unread: 0, problem: 'a document does not end where it should' };
        at = end;
        if (bytes.length - at < 4)
            return { bytes: at, documents, unread: 0 };
        missing = bytes.readInt32LE(at);
        if (missing === terminator)
            return { bytes: at, documents, unread: 0 };
        if (!possible(missing))
            return { bytes: at, documents, unread: 0, problem: 'a document has an impossible size' };
        documents += 1;
    }
}
/** The next document as its fields, or undefined for a terminator. */
async function nextDocument(input) {
    if (!(await input.ensure(4)))
        throw damaged(input, 'it ends early');
    const size = input.bytes.readInt32LE(0);
    if (size === terminator) {
        input.skip(4);
        return undefined;
    }
    if (!possible(size) || size > largestHeader)
        throw damaged(input, 'a header has an impossible size');
    if (!(await input.ensure(size)))
        throw damaged(input, 'it ends early, within a header');
    try {
        return readFields(input.bytes.subarray(0, size));
    }
    catch (cause) {
        throw damaged(input, 'a header cannot be read', undefined, cause);
    }
    finally {
        input.skip(size);
    }
}
function requireEnds(input, collections) {
    const all = [...new Set(collections.values())];
    const open = all.filter(collection => !collection.ended).map(({ db, name }) => `${db}.${name}`);
    if (open.length === 0)
        return;
    const named = open.slice(0, 5).join(', ') + (open.length > 5 ? `, and ${open.length - 5} more` : '');
    throw damaged(input, `it ends early, ${open.length} of its ${all.length} collections are not complete`, named);
}
function possible(size) {
    return size >= smallestDocument && size <= largestDocument;
}
function archive_text(fields, key) {
    const value = fields?.get(key);
    return typeof value === 'string' ? value : undefined;
}
function damaged(input, what, name, cause) {
    const failure = {
        code: 'E_VERIFY',
        title: `The database dump is not whole: ${what}${name === undefined ? '' : ` (${(0,inert/* inert */.tJ)(name)})`}`,
        details: { 'Read up to': `byte ${input.position}` },
        safe: 'reading it changed nothing',
        next: 'do not restore this dump: use another backup, or take a new one',
    };
    return new errors/* BackupError */.hj(failure, { cause });
}

;// CONCATENATED MODULE: ./build/sources/mongo/mongo.js
// MongoDB, by its own mongodump: the whole server to one moment where there is an oplog, or listed databases one by one.










const mongo_images = /^(mongo|mongodb|mongodb-(community|enterprise)-server|percona-server-mongodb)$/;
const dumpPath = 'database/mongodb_<stamp>.archive';
/** Bytes that an empty server takes: its engine and its log. */
const emptyServer = 350_000_000;
const mongo = {
    kind: 'database',
    group: 'database',
    form: 'entry',
    runtime: {
        reader: 'mongo_read',
        served: true,
        contents: 'mongo_contents',
        contentsJson: 'mongo_contents_json',
        loaded: true,
        told: 'documents',
    },
    units: { documents: 'document', collections: 'collection' },
    hints: { 'replica-set': '--replSet[ =]\\([A-Za-z0-9_-]\\{1,64\\}\\)' },
    settings: ['mongo-container'],
    serves: ({ name, image }, { sources }) => mongo_images.test((0,server_project/* imageName */.tO)(image)) || name === sources['mongo-container'],
    named: ({ sources }) => sources['mongo-container'],
    asks: ({ sources }) => (sources['mongo-container'] === undefined ? undefined : 'containers'),
    secrets: [{ variable: 'MB_MONGO_URI', setting: 'mongo-uri' }],
    find(view) {
        const container = (0,containers/* containerOf */.t8)(wanted(view), view);
        if (container === undefined)
            return missing(view);
        const databases = view.settings.sources['mongo-databases'] ?? [];
        return {
            components: databases.length === 0
                ? [mongo_componentOf('database', dumpPath, container, '', view)]
                : databases.map(name => mongo_componentOf(`database/${(0,encoding/* encode */.lF)(name)}`, `database/${(0,encoding/* encode */.lF)(name)}_<stamp>.archive`, container, name, view)),
            leftOut: (0,server_project/* volumesOf */.v3)(container)
                .filter(() => view.settings.sources.volumes === 'auto')
                .map(mount => ({ what: (0,containers/* volumeIn */.KS)(mount, view), why: 'the database dump carries it' })),
            warnings: databases.length === 0
                ? []
                : ['Only the listed databases are dumped, without the oplog: each may change while it is read (fuzzy).'],
        };
    },
    describe: (components, view) => components.map(component => [component.name, describe(component, view)]),
    restore(kept, target) {
        const { view } = target;
        const found = (0,containers/* containerFor */.tJ)(kept, wanted(view), target);
        const name = found?.name ?? kept.details['container'] ?? '';
        const database = kept.details['database'] ?? '';
        const old = target.manifest.kind === 'old-format';
        const staging = ['old_mongo_stage', kept.name, name];
        const path = old ? dumpPath : kept.path.replace(/_\d{8}_\d{6}\.archive$/, '_<stamp>.archive');
        const before = found && mongo_componentOf(kept.name, path, found, database, view);
        const exact = view.settings.restore.exact ? 'yes' : 'no';
        const rights = ['mongo_rights', kept.name, name];
        return {
            name: kept.name,
            over: `${database === '' ? 'the databases' : `the database ${database}`} in ${name}`,
            ...(before !== undefined && { before }),
            reader: name,
            stop: [],
            // Containers that might write. Other servers of databases are not touched.
            pause: view.project.containers.filter(each => each.name !== name && !isDatabase(each, view) && (0,restoration/* running */.yk)(each)).map(each => each.name),
            ...(found === undefined && {
                wake: name,
                late: [['mongo_ready', name], ['mongo_prove', kept.name, name], rights],
            }),
            room: roomOf(found, before, old),
            prove: found === undefined ? ['mb_prove', kept.name, 'mb_read_nothing'] : ['mongo_prove', kept.name, name],
            rights: found === undefined ? [] : [rights],
            // A dump directory is made ready in the container; a dump of one file is fed to it.
            stage: [['mongo_may_drop', kept.name, name, exact], ...(old ? [staging] : target.oldToo ? [['mb_if_old', ...staging]] : [])],
            keep: [['mongo_keep', name, database, kept.name]],
            swap: [['mongo_put', kept.name, name, database, exact]],
            check: [],
        };
    },
    drill: {
        official: 'mongo',
        room: ({ size }) => ({ beside: 0, docker: Math.ceil((size ?? 0) * 1.5) + emptyServer }),
        command: ({ name, details }, { id, name: image }) => ['mongo_drill', name, id, image, details['database'] ?? ''],
    },
    contents: ({ name, contents }) => collectionsIn(contents['collections'], 'collections').map(each => [
        name,
        'collection',
        each.name,
        String(each.documents ?? '-'),
        ...each.indexes,
    ]),
    async read(raw, { counts }) {
        const { namespaces } = await readMongoArchive(raw);
        const documents = namespaces.reduce((sum, each) => sum + each.documents, 0);
        return wrongCount(counts, 'documents', documents);
    },
};
/** The way back, and what is loaded. The files of what it drops may go only some time later, so no room of theirs is counted. */
function roomOf(container, before, old) {
    return [
        ...(before === undefined ? [] : [{ takes: (0,restoration/* bytesKept */.K8)(before), place: '.', what: 'the way back' }]),
        { takes: old ? '1x' : '2s', place: dataOf(container), what: 'loaded into MongoDB' },
        ...(old ? [{ takes: '1x', place: '/var/lib/docker', what: 'made ready in the container' }] : []),
    ];
}
/** Where a server keeps its data, if this machine has it: in the mount for it, else in the only one, else in the container. */
function dataOf(container) {
    const mounts = container?.mounts.filter(({ writable, type }) => writable && type !== 'tmpfs') ?? [];
    const own = mounts.find(({ destination }) => destination === '/data/db' || destination === '/data' || destination === '/bitnami/mongodb');
    const mount = own ?? (mounts.length === 1 ? mounts[0] : undefined);
    return mount === undefined || mount.source === '' ? '?/var/lib/docker' : `?${mount.source}`;
}
/** Of a manifest: each collection with its documents as they were dumped (a view has none) and the names of its indexes, all of them encoded. */
const collectionsIn = (0,untrusted/* lenient */.W_)((0,untrusted/* list */.p_)((0,untrusted/* object */.Ik)({ name: encoding/* encoded */.dS, documents: (0,untrusted/* optional */.lq)((0,untrusted/* whole */.WQ)(), undefined), indexes: (0,untrusted/* list */.p_)(encoding/* encoded */.dS) })), []);
function mongo_componentOf(name, path, container, database, view) {
    return {
        name,
        kind: 'database',
        path,
        from: container.name,
        ...(0,containers/* sizesOf */.gN)(name, container, view),
        details: {
            container: container.name,
            service: container.service,
            image: container.image,
            ...(database !== '' && { database }),
        },
        reader: container.name,
        moment: 'dump',
        take: ['mongo_dump', container.name, database],
    };
}
/** `meeshy-database   MongoDB 7.0, replica set rs0   → consistent to one moment (oplog)`. */
function describe(component, view) {
    const replicaSet = (0,containers/* hintOf */.$z)(component, 'replica-set', view);
    const how = component.details['database'] !== undefined
        ? 'as it is while it is read: listed databases have no oplog'
        : replicaSet === undefined
            ? 'consistent to one moment if it has an oplog'
            : 'consistent to one moment (oplog)';
    return `${component.from}   ${(0,containers/* serverIn */.Ll)(component, 'MongoDB', 'mongo')}${replicaSet === undefined ? '' : `, replica set ${replicaSet}`}   → ${how}`;
}
function isDatabase(container, { dumped }) {
    return dumped.has(container.name) || isOtherDatabase(container.image);
}
function wanted({ settings }) {
    return { what: 'MongoDB', setting: 'mongo-container', named: settings.sources['mongo-container'], images: mongo_images };
}
function missing({ settings }) {
    if (settings.scope !== 'database' &&
        (settings.sources['mongo-databases'] ?? []).length === 0 &&
        settings.sources['mongo-uri'] === undefined) {
        return { ...nothing, notes: ['There is no MongoDB in this project, so no database is in this backup.'] };
    }
    throw new errors/* BackupError */.hj({
        code: 'E_NOT_FOUND',
        title: `No container of this project has an image of MongoDB, but ${settings.scope === 'database' ? 'scope: database' : 'the settings'} asks for one.`,
        safe: 'nothing was changed',
        next: 'name its container: mongo-container',
    });
}

// EXTERNAL MODULE: ./build/bytes/unpack.js
var unpack = __webpack_require__(49220);
;// CONCATENATED MODULE: ./build/sources/redis/rdb.js
// A snapshot of Redis read to its end: its name, its end mark, and the checksum of all that comes before (rdb.c; CRC-64 of Jones). Its keys are not counted:
// that takes a server.


const trailer = 9;
const endMark = 0xff;
/** Throws NotWhole. */
async function readRdb(chunks) {
    const crc = new Crc64('jones');
    let held = Buffer.alloc(0);
    let begun = false;
    for await (const chunk of chunks) {
        held = Buffer.concat([held, chunk]);
        if (!begun && held.length >= 9) {
            if (!/^REDIS\d{4}$/.test(held.toString('latin1', 0, 9)))
                throw new unpack/* NotWhole */.Tj('it is not a snapshot of Redis');
            begun = true;
        }
        // The checksum is not part of what it is the checksum of.
        const sure = Math.max(0, held.length - trailer);
        crc.update(held, 0, sure);
        held = held.subarray(sure);
    }
    if (!begun || held.length < trailer || held[0] !== endMark)
        throw new unpack/* NotWhole */.Tj('it ends early: its end mark is missing');
    crc.update(held, 0, 1);
    const stored = held.readBigInt64LE(1);
    // A server with `rdbchecksum no` writes none.
    if (stored !== 0n && stored !== crc.digest())
        throw new unpack/* NotWhole */.Tj('its checksum does not match its content');
}

;// CONCATENATED MODULE: ./build/sources/redis/redis.js
// Redis, by a fresh snapshot of its own.






const redis_images = /^(redis|redis-stack|redis-stack-server|valkey)$/;
const redis = {
    kind: 'redis',
    group: 'redis',
    form: 'entry',
    runtime: { reader: 'redis_read', served: true, rootOnly: true, told: 'keys' },
    units: { keys: 'key' },
    hints: { 'append-only': '--appendonly \\(yes\\)' },
    settings: ['redis-container'],
    serves: ({ name, image }, { sources }) => redis_images.test((0,server_project/* imageName */.tO)(image)) || name === sources['redis-container'],
    named: ({ sources }) => sources['redis-container'],
    asks: ({ sources }) => (sources['redis-container'] === undefined ? undefined : 'containers'),
    secrets: [{ variable: 'MB_REDIS_PASSWORD', setting: 'redis-password' }],
    find(view) {
        const { settings } = view;
        if (settings.scope === 'database')
            return nothing;
        const container = (0,containers/* containerOf */.t8)(redis_wanted(view), view);
        if (container === undefined) {
            if (settings.sources['redis-password'] === undefined)
                return { ...nothing, notes: ['There is no Redis in this project, so none is in this backup.'] };
            throw new errors/* BackupError */.hj({
                code: 'E_NOT_FOUND',
                title: 'redis-password is set, but no container of this project has an image of Redis.',
                safe: 'nothing was changed',
                next: 'name its container: redis-container',
            });
        }
        return {
            components: [redis_componentOf('redis', container, view)],
            leftOut: (0,server_project/* volumesOf */.v3)(container)
                .filter(() => settings.sources.volumes === 'auto')
                .map(mount => ({ what: (0,containers/* volumeIn */.KS)(mount, view), why: 'the redis snapshot carries it' })),
        };
    },
    describe: (components, view) => components.map(component => ['redis', redis_describe(component, view)]),
    restore(kept, target) {
        const found = (0,containers/* containerFor */.tJ)(kept, redis_wanted(target.view), target);
        const name = found?.name ?? kept.details['container'] ?? '';
        if (target.view.facts.user.id !== 0)
            throw new errors/* BackupError */.hj({
                code: 'E_PERM',
                title: `redis cannot be restored by ${target.view.facts.user.name}: only root reaches the files of its volume.`,
                safe: 'nothing was changed',
                next: 'set sudo: true, or log in as root',
            });
        return {
            name: kept.name,
            over: `the keys in ${name}`,
            ...(found !== undefined && { before: redis_componentOf(kept.name, found, target.view) }),
            reader: name,
            stop: [name],
            pause: [],
            ...(found === undefined && { wake: name, late: [['redis_prove', kept.name, name]] }),
            // Where a Redis that is there keeps its files, it says itself when it is proven.
            room: found === undefined ? [{ takes: '2x', place: '/var/lib/docker', what: restoration/* besideItsPlace */.kO }] : [],
            prove: found === undefined ? ['mb_prove', kept.name, 'mb_read_nothing'] : ['redis_prove', kept.name, name],
            rights: [],
            stage: [['redis_stage', kept.name, name]],
            keep: [],
            swap: [['redis_swap', name]],
            check: [['redis_compare', kept.name, name]],
        };
    },
    drill: {
        official: 'redis',
        room: ({ size }) => ({ beside: 0, docker: Math.ceil((size ?? 0) * 1.5) }),
        command: ({ name }, { id, name: image }) => ['redis_drill', name, id, image],
    },
    async read(raw) {
        await readRdb(raw);
        return undefined;
    },
};
function redis_componentOf(name, container, view) {
    return {
        name,
        kind: 'redis',
        path: 'redis/redis_dump_<stamp>.rdb',
        from: container.name,
        ...(0,containers/* sizesOf */.gN)(name, container, view),
        details: { container: container.name, service: container.service, image: container.image },
        reader: container.name,
        moment: 'dump',
        take: ['redis_save', container.name],
        ask: ['redis_begin_save', container.name],
    };
}
/** `meeshy-redis   Redis 7.2, append-only   → fresh snapshot`. */
function redis_describe(component, view) {
    const appendOnly = (0,containers/* hintOf */.$z)(component, 'append-only', view) === undefined ? '' : ', append-only';
    return `${component.from}   ${(0,containers/* serverIn */.Ll)(component, 'Redis', 'redis')}${appendOnly}   → fresh snapshot`;
}
function redis_wanted({ settings }) {
    return { what: 'Redis', setting: 'redis-container', named: settings.sources['redis-container'], images: redis_images };
}

;// CONCATENATED MODULE: ./build/sources/system/system.js
// The state of the server in names, ids and versions.


const system = {
    kind: 'system',
    group: 'system',
    form: 'fragment',
    runtime: { reader: 'mb_read_fragment' },
    forPeople: true,
    units: { files: 'file' },
    find({ settings, facts }) {
        if (settings.scope === 'database')
            return nothing;
        return {
            components: [
                {
                    name: 'system',
                    kind: 'system',
                    path: 'system',
                    from: facts.hostname,
                    size: null,
                    need: null,
                    small: true,
                    details: {},
                    moment: 'last',
                    take: ['system_take'],
                },
            ],
            leftOut: [],
        };
    },
    restore() {
        return undefined;
    },
    drill: {
        room: () => ({ beside: 0, docker: 0 }),
        command: () => ['fragment_drill', 'system'],
    },
    read: readFragment,
};

;// CONCATENATED MODULE: ./build/sources/registry.js









const sources = [config, secrets, mongo, redis, volumes, paths, system];
const byKind = new Map(sources.map(source => [source.kind, source]));
/** The source of a kind; undefined for a kind that a newer version may know. */
function sourceOf(kind) {
    return byKind.get(kind);
}
/** The source of a component that a manifest names. Throws E_VERIFY for a kind that this version does not know. */
function sourceFor({ kind, name }) {
    const source = byKind.get(kind);
    if (source !== undefined)
        return source;
    throw new errors/* BackupError */.hj({
        code: 'E_VERIFY',
        title: `The manifest has a component ${(0,inert/* inert */.tJ)(name)} of a kind that this version does not know: ${(0,inert/* inert */.tJ)(kind)}.`,
        safe: 'nothing was changed',
    });
}
/** Everything that will be taken, everything that will not, and why. Throws for what was asked and cannot be. */
function registry_select(view) {
    const found = sources.map(source => source.find(view));
    const components = found.flatMap(each => each.components);
    const { without } = view.project;
    const selection = { components, carried: found.flatMap(each => each.leftOut), uncovered: uncovered(components, view) };
    if (without !== undefined)
        return {
            ...selection,
            notes: [],
            warnings: [`There is no Docker engine to ask (${without}), so containers and volumes were not checked.`],
        };
    return { ...selection, notes: found.flatMap(each => each.notes ?? []), warnings: found.flatMap(each => each.warnings ?? []) };
}
/** Those of the words that name no component that a restore can put back, whatever a backup holds. */
function unknownComponents(words) {
    return words.filter(word => !restorableGroups().includes(word.split('/')[0] ?? ''));
}
/** The first part of the names of components that a restore can put back. */
function restorableGroups() {
    return sources.filter(each => !each.forPeople).map(each => each.group);
}
/** The view that sources find their components in, from what was seen. */
function viewOf({ facts, settings, project, last }) {
    const servers = [...project.containers, ...facts.containers].flatMap(container => {
        const source = sources.find(each => each.serves?.(container, settings));
        return source === undefined ? [] : [[container.name, source.group]];
    });
    return { facts, settings, project, last, dumped: new Map(servers) };
}
/** What the settings ask for by name. */
function asked(settings) {
    const all = sources.map(source => source.asks?.(settings));
    return {
        containers: all.includes('containers'),
        directories: all.includes('directories'),
        files: all.includes('files'),
        settings: sources.filter(source => source.form === 'entry').flatMap(source => source.settings ?? []),
    };
}
/** The secrets of all sources, given or not. */
function secretsOf(settings) {
    return sources
        .flatMap(source => source.secrets ?? [])
        .map(({ variable, setting }) => ({ variable, value: settings.sources[setting] }));
}
/** The words on command lines that the look at a server may take from there, by their names. */
function hints() {
    return sources.flatMap(source => Object.entries(source.hints ?? {}));
}
/** Directories that the look at a server measures. */
function measuredBy(settings) {
    return sources.flatMap(source => source.measures?.(settings) ?? []);
}
/** A count in words: `1 entry`, `18,052 documents`. The unit is the plural that manifests have. */
function singularOf(unit) {
    return sources.map(source => source.units[unit]).find(word => word !== undefined) ?? unit.replace(/s$/, '');
}
/** Counts that anyone may see. */
function isPublicUnit(unit) {
    return sources.some(source => Object.hasOwn(source.units, unit));
}


/***/ }),

/***/ 2241:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E2: () => (/* binding */ mounting),
/* harmony export */   GS: () => (/* binding */ placed),
/* harmony export */   K8: () => (/* binding */ bytesKept),
/* harmony export */   gz: () => (/* binding */ refuseOutside),
/* harmony export */   kO: () => (/* binding */ besideItsPlace),
/* harmony export */   yk: () => (/* binding */ running)
/* harmony export */ });
/* harmony import */ var _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76042);
// What a restore does about one component: where it goes, who must not use it meanwhile, and the commands of each phase. Pure.

const besideItsPlace = 'made ready beside its place';
/** Bytes that a backup of this takes, where they are known, with some for what is around it. */
function bytesKept({ need }) {
    return (need ?? 0) + 300_000;
}
/** The path on the target of one that the manifest names: what was in the application goes into the application that is restored. */
function placed(path, { manifest }) {
    const from = manifest.project.appDir;
    if (!path.startsWith('/'))
        return path;
    if (from !== '' && path.startsWith(`${from}/`))
        return path.slice(from.length + 1);
    return path;
}
/** Refuses a place outside of the application that the user did not name: a manifest must not say which files of a server are written. */
function refuseOutside(paths, name, { view }) {
    const { restore } = view.settings;
    const allowed = (path) => restore.outside.some(({ path: root }) => path === root || path.startsWith(`${root}/`));
    const outside = paths.filter(path => path.startsWith('/') && !allowed(path));
    if (outside.length === 0)
        return;
    throw new _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BackupError */ .hj({
        code: 'E_INPUT',
        title: `${name} holds paths outside of the application, and outside-paths does not allow them.`,
        details: { Paths: outside.slice(0, 20).join('\n') },
        safe: 'nothing was changed',
        next: `to write them, name them in outside-paths; or leave ${name} out of components`,
    });
}
/** Names of running containers that have one of these directories, or a part or a parent of it, mounted. */
function mounting(paths, { facts }) {
    const overlaps = (one, other) => one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);
    return facts.containers
        .filter(({ mounts }) => mounts.some(mount => mount.type === 'bind' && paths.some(path => overlaps(mount.source, path))))
        .filter(running)
        .map(({ name }) => name);
}
/** One that runs. A paused one cannot be stopped in order, and holds the files it has. */
function running({ name, state }) {
    if (state === 'paused')
        throw new _messages_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .BackupError */ .hj({
            code: 'E_DOCKER',
            title: `The container ${name} is paused, but it uses what the restore replaces.`,
            safe: 'nothing was changed',
            next: `docker unpause ${name}, or stop it`,
        });
    return state === 'running' || state === 'restarting';
}


/***/ }),

/***/ 16715:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IE: () => (/* binding */ ordinal),
/* harmony export */   KN: () => (/* binding */ ago),
/* harmony export */   KW: () => (/* binding */ age),
/* harmony export */   U9: () => (/* binding */ count),
/* harmony export */   ee: () => (/* binding */ bytes),
/* harmony export */   km: () => (/* binding */ old),
/* harmony export */   p0: () => (/* binding */ duration)
/* harmony export */ });
/* unused harmony export grouped */
// Amounts as people read them, by fixed rules and in English, so that the locale of a runner or a laptop changes no report.
const sizes = ['kB', 'MB', 'GB', 'TB', 'PB'];
const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;
const week = 7 * day;
const year = 365.25 * day;
const month = year / 12;
/**
 * Bytes in decimal units: `512 B`, `9 MB`, `1.4 GB`, `903 MB`. Below 10 of a unit one decimal (none when it is zero),
 * else none; rounded to nearest, and what rounds up to 1000 moves to the next unit.
 */
function bytes(amount) {
    if (amount < 1000)
        return `${amount} B`;
    let value = amount / 1000;
    let unit = 0;
    while (Math.round(value) >= 1000 && unit < sizes.length - 1) {
        value /= 1000;
        unit += 1;
    }
    return `${short(value)} ${sizes[unit]}`;
}
/** A duration: `0.6 s`, `14 s`, `1 min 30 s`, `2 h 5 min`, `3 d 4 h`. Two units at most; the smaller one is left out when it is zero. */
function duration(milliseconds) {
    const seconds = Math.max(0, milliseconds) / 1000;
    if (Math.round(seconds) < minute)
        return `${short(seconds)} s`;
    if (Math.round(seconds) < hour)
        return pair(Math.round(seconds), minute, 'min', 1, 's');
    if (Math.round(seconds / minute) * minute < day)
        return pair(Math.round(seconds / minute) * minute, hour, 'h', minute, 'min');
    return pair(Math.round(seconds / hour) * hour, day, 'd', hour, 'h');
}
/** An age for a narrow column, in one whole unit that has passed: `40 s`, `5 min`, `2 h`, `1 d`, `2 y`; `in 2 h` for a time in the future. */
function age(seconds) {
    if (seconds < 0)
        return `in ${age(-seconds)}`;
    if (seconds < minute)
        return `${Math.floor(seconds)} s`;
    if (seconds < hour)
        return `${Math.floor(seconds / minute)} min`;
    if (seconds < day)
        return `${Math.floor(seconds / hour)} h`;
    if (seconds < year)
        return `${Math.floor(seconds / day)} d`;
    return `${Math.floor(seconds / year)} y`;
}
/** An age for a sentence about the last time: `2 h ago`, `in 2 h`. */
function ago(seconds) {
    return seconds < 0 ? age(seconds) : `${age(seconds)} ago`;
}
/**
 * An age in words: `3 hours old`, `5 weeks old`, `dated 2 hours ahead`. Whole units that have passed: days up to two
 * weeks, weeks up to two months, months up to two years.
 */
function old(seconds) {
    const inWords = words(Math.abs(seconds));
    return seconds < 0 ? `dated ${inWords} ahead` : `${inWords} old`;
}
/** A number of things: `1 document`, `18,052 documents`; `many`: a plural that does not end in s (`copies`). */
function count(amount, one, many = `${one}s`) {
    return `${grouped(amount)} ${amount === 1 ? one : many}`;
}
/** A whole number with a comma between thousands: `18,052`. */
function grouped(amount) {
    return String(amount).replace(/\B(?=(\d{3})+$)/g, ',');
}
/** A rank: `1st`, `2nd`, `3rd`, `4th`, `11th`, `21st`. */
function ordinal(rank) {
    const teen = rank % 100 >= 11 && rank % 100 <= 13;
    const ending = teen ? undefined : { 1: 'st', 2: 'nd', 3: 'rd' }[rank % 10];
    return `${rank}${ending ?? 'th'}`;
}
function words(seconds) {
    if (seconds < minute)
        return count(Math.floor(seconds), 'second');
    if (seconds < hour)
        return count(Math.floor(seconds / minute), 'minute');
    if (seconds < day)
        return count(Math.floor(seconds / hour), 'hour');
    if (seconds < 2 * week)
        return count(Math.floor(seconds / day), 'day');
    if (seconds < 2 * month)
        return count(Math.floor(seconds / week), 'week');
    if (seconds < 2 * year)
        return count(Math.floor(seconds / month), 'month');
    return count(Math.floor(seconds / year), 'year');
}
function short(value) {
    const tenths = Math.round(value * 10);
    return tenths < 100 ? String(tenths / 10) : String(Math.round(value));
}
/** `seconds` is a whole number of the smaller unit. */
function pair(seconds, large, largeName, small, smallName) {
    const rest = (seconds % large) / small;
    const whole = `${Math.floor(seconds / large)} ${largeName}`;
    return rest === 0 ? whole : `${whole} ${rest} ${smallName}`;
}


/***/ }),

/***/ 43338:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   nl: () => (/* binding */ inertJson),
/* harmony export */   tJ: () => (/* binding */ inert),
/* harmony export */   wi: () => (/* binding */ inertLines)
/* harmony export */ });
// Makes text from a server harmless. A job's log is a command channel: the runner obeys every line that begins with
// `::name` (after blanks), and `##[name]` anywhere in a line (actions/runner, ActionCommand.cs). So every text of a server,
// a database or an archive passes here before it reaches a log, a summary or an error.
const usualLimit = 2000;
const lineBreak = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/;
/** Escape sequences (ECMA-48), 7-bit and 8-bit: CSI with its parameters, strings (OSC, DCS, …) up to their end, all others. */
const escapes = /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b[P\]X^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x90\x98\x9c-\x9f]*(?:\x07|\x1b\\|\x9c)|\x1b[ -/]*[0-~]/g;
/** Controls, and invisible format characters (bidirectional overrides, byte order marks, tags), except the joiners that scripts and emoji need. */
const invisible = /(?!\u200c|\u200d)[\p{Cc}\p{Cf}]/gu;
const plain = /^[!-~][ -~]*$/;
const loneSurrogate = /\p{Cs}/gu;
/** One printable line that no runner obeys. Line breaks become single spaces, and invisible characters disappear. A second call changes nothing. */
function inert(text, options = {}) {
    if (typeof text === 'string' && isPlain(text, options))
        return text;
    return finish(cleanLines(text).join(' '), options);
}
/** The printable lines of a text, without empty ones: `maxLines` at most; if some are left out, the last line says how many. */
function inertLines(text, maxLines, options = {}) {
    const lines = cleanLines(text);
    const shown = (lines.length <= maxLines ? lines : lines.slice(0, maxLines - 1)).map(line => finish(line, options));
    return shown.length === lines.length ? shown : [...shown, `… (${lines.length - shown.length} more lines)`];
}
/** JSON that a later step can print: a runner obeys `##[` anywhere in a line. The parsed value is the same. `indent`: blanks a level. */
function inertJson(value, indent = 0) {
    return JSON.stringify(value, null, indent).replaceAll('##[', '#\\u0023[');
}
/** A quick way for short lines of clean ASCII, of which a thousand manifests have many. */
function isPlain(text, { limit = usualLimit }) {
    return text.length <= Math.max(40, limit) && plain.test(text) && !text.startsWith('::') && !text.includes('##[');
}
function cleanLines(text) {
    const decoded = typeof text === 'string' ? text : new TextDecoder().decode(text);
    return decoded
        .split(lineBreak)
        .map(line => line.replaceAll('\t', ' ').replace(escapes, '').replace(invisible, '').replace(loneSurrogate, '\ufffd'))
        .filter(line => line.trim() !== '');
}
/** Breaks both syntaxes of workflow commands, after all cleaning, because removing a character can create one; then caps. */
function finish(line, options) {
    const defused = line.replaceAll('##[', '# #[').replace(/^(\s*):(?=:)/, '$1: ');
    const limit = Math.max(40, options.limit ?? usualLimit);
    if (defused.length <= limit)
        return defused;
    // The note counts too, so that a capped line is within the limit. The cut drops half a surrogate pair.
    const kept = defused.slice(0, limit - 30).replace(loneSurrogate, '');
    return `${kept}… (${Buffer.byteLength(defused) - Buffer.byteLength(kept)} more bytes)`;
}


/***/ }),

/***/ 26354:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ Sensitive)
/* harmony export */ });
// A secret as a type: code can pass it on, and cannot print it by accident.
const hidden = '[secret]';
/** Holds one secret. Code that prints, joins or serialises it gets `[secret]`; only `reveal()` returns it, and is easy to search for. */
class Sensitive {
    #value;
    constructor(value) {
        this.#value = value;
    }
    reveal() {
        return this.#value;
    }
    get length() {
        return this.#value.length;
    }
    toString() {
        return hidden;
    }
    toJSON() {
        return hidden;
    }
    [Symbol.for('nodejs.util.inspect.custom')]() {
        return hidden;
    }
}


/***/ }),

/***/ 8020:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D8: () => (/* binding */ anything),
/* harmony export */   Ik: () => (/* binding */ object),
/* harmony export */   Jt: () => (/* binding */ flag),
/* harmony export */   SP: () => (/* binding */ shown),
/* harmony export */   WQ: () => (/* binding */ whole),
/* harmony export */   W_: () => (/* binding */ lenient),
/* harmony export */   aC: () => (/* binding */ valuesIn),
/* harmony export */   e0: () => (/* binding */ exact),
/* harmony export */   g1: () => (/* binding */ record),
/* harmony export */   gP: () => (/* binding */ either),
/* harmony export */   lq: () => (/* binding */ optional),
/* harmony export */   n$: () => (/* binding */ moment),
/* harmony export */   p_: () => (/* binding */ list),
/* harmony export */   sG: () => (/* binding */ Malformed),
/* harmony export */   u0: () => (/* binding */ isExact),
/* harmony export */   yL: () => (/* binding */ oneOf)
/* harmony export */ });
/* harmony import */ var _inert_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43338);
// Readers of JSON that a server wrote. They trust nothing in it: a reader checks a value and returns it as a type, or names
// the wrong value by its path. Readers combine like the types they return; they ignore unknown fields, so that a newer
// writer may add some.

/** A value that breaks its rule. The message names it and never shows it: `components[2].offset is not a whole number`. */
class Malformed extends Error {
    name = 'Malformed';
    constructor(at, rule) {
        super(`${(0,_inert_js__WEBPACK_IMPORTED_MODULE_0__/* .inert */ .tJ)(at, { limit: 200 }) || 'it'} is not ${rule}`);
    }
}
/**
 * How many values a JSON text holds, about: a comma, a colon or a bracket stands before each, and a list or an object counts three times, as
 * it takes more memory. To be asked before it is parsed: a list of empty lists takes fifty times the memory of its text.
 */
function valuesIn(json) {
    let values = 0;
    let quoted = false;
    for (let at = 0; at < json.length; at++) {
        const code = json.charCodeAt(at);
        if (code === quote)
            quoted = !quoted;
        else if (quoted && code === backslash)
            at += 1;
        else if (!quoted && (code === comma || code === colon))
            values += 1;
        else if (!quoted && (code === bracket || code === brace))
            values += 3;
    }
    return values;
}
const [quote, backslash, comma, colon, bracket, brace] = [...'"\\,:[{'].map(each => each.charCodeAt(0));
const most = 10_000;
const longestExact = 4096;
const longestShown = 1000;
const deepest = 16;
const lastMoment = Date.UTC(9999, 11, 31, 23, 59, 59) / 1000;
const unprintable = /\p{Cc}|\p{Cs}/u;
/** A text that code uses as it is, a name or a path: 1 to 4096 characters, without control characters. `rule` says what `pattern` means. */
function exact(pattern = /./s, rule = 'a text without control characters') {
    return (value, at) => {
        if (!isExact(value, pattern))
            throw new Malformed(at, rule);
        return value;
    };
}
/** Is this a text that `exact` takes? */
function isExact(value, pattern) {
    return typeof value === 'string' && value.length <= longestExact && !unprintable.test(value) && pattern.test(value);
}
/** A text for people: made one inert line. */
const shown = (value, at) => {
    if (typeof value !== 'string')
        throw new Malformed(at, 'a text');
    return (0,_inert_js__WEBPACK_IMPORTED_MODULE_0__/* .inert */ .tJ)(value, { limit: longestShown });
};
/** Epoch seconds, up to the end of the year 9999: beyond, no date can be written. */
const moment = (value, at) => {
    const seconds = whole()(value, at);
    if (seconds > lastMoment)
        throw new Malformed(at, 'a time before the year 10000');
    return seconds;
};
/** A whole number of at least `least` that a double holds exactly. */
function whole(least = 0) {
    return (value, at) => {
        if (!Number.isSafeInteger(value) || value < least)
            throw new Malformed(at, `a whole number of at least ${least}`);
        return value;
    };
}
/** A value that another reader checks, when somebody asks for it. Not nested so deep that writing it as JSON fails. */
const anything = (value, at) => {
    let level = [value];
    for (let depth = 0; level.length > 0; depth++) {
        if (depth > deepest)
            throw new Malformed(at, `nested ${deepest} levels at most`);
        level = level.flatMap(each => (typeof each === 'object' && each !== null ? Object.values(each) : []));
    }
    return value;
};
const flag = (value, at) => {
    if (typeof value !== 'boolean')
        throw new Malformed(at, 'true or false');
    return value;
};
function oneOf(...values) {
    return (value, at) => {
        const found = values.find(known => known === value);
        if (found === undefined)
            throw new Malformed(at, values.length === 1 ? String(values[0]) : `one of: ${values.join(', ')}`);
        return found;
    };
}
function list(item) {
    return (value, at) => {
        if (!Array.isArray(value) || value.length > most)
            throw new Malformed(at, `a list of at most ${most}`);
        return value.map((each, index) => item(each, `${at}[${index}]`));
    };
}
/** An object with any keys that `key` takes: an exact text, if nothing else is said. `known` reads the fields of certain keys, `item` the others. */
function record(item, { key: readKey = exact(), known = {} } = {}) {
    return (value, at) => {
        const entries = entriesOf(value, at);
        if (entries.length > most)
            throw new Malformed(at, `an object of at most ${most} fields`);
        const read = (key) => (Object.hasOwn(known, key) ? known[key] : undefined) ?? item;
        return Object.fromEntries(entries.map(([key, each]) => [readKey(key, `a key of ${at}`), read(key)(each, path(at, key))]));
    };
}
/** A text that is this one, or that another reader takes. */
function either(text, reader) {
    return (value, at) => (value === text ? text : reader(value, at));
}
/** An object of known fields; one that is undefined is left out. */
function object(shape) {
    return (value, at) => {
        const fields = new Map(entriesOf(value, at));
        const read = Object.entries(shape).map(([key, reader]) => [key, reader(fields.get(key), path(at, key))]);
        return Object.fromEntries(read.filter(([, value]) => value !== undefined));
    };
}
/** A field that may be missing: then it is `otherwise`. */
function optional(reader, otherwise) {
    return (value, at) => (value === undefined ? otherwise : reader(value, at));
}
/** A field that no other depends on: missing or malformed, it is `otherwise`. */
function lenient(reader, otherwise) {
    return (value, at) => {
        if (value === undefined)
            return otherwise;
        try {
            return reader(value, at);
        }
        catch (thrown) {
            if (thrown instanceof Malformed)
                return otherwise;
            throw thrown;
        }
    };
}
function entriesOf(value, at) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw new Malformed(at, 'an object');
    return Object.entries(value);
}
function path(at, key) {
    return at === '' ? key : `${at}.${key}`;
}


/***/ }),

/***/ 40124:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ localTransport)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31421);
/* harmony import */ var node_events__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(78474);
/* harmony import */ var _messages_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76042);
/* harmony import */ var _transport_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(770);
// This machine: the same shell, without a connection in between.




/**
 * The variables that a login over SSH would have, and those by which Docker's CLI finds its engine. The shell gets no
 * others: a runner keeps inputs and tokens in them, and other processes can read the environment of a running process.
 */
const ofLogin = ['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'XDG_RUNTIME_DIR'];
const ofDocker = ['DOCKER_HOST', 'DOCKER_CONTEXT', 'DOCKER_CONFIG', 'DOCKER_CERT_PATH', 'DOCKER_TLS_VERIFY'];
function localTransport({ sudo, environment }) {
    const name = 'this machine';
    const env = Object.fromEntries([...ofLogin, ...ofDocker].map(key => [key, environment[key]]));
    return {
        name,
        open: async () => ({ name, seconds: 0 }),
        shell: () => start(sudo ? ['sudo', '-n', 'sh'] : ['sh'], env),
        close: async () => { },
    };
}
async function start([program = 'sh', ...words], env) {
    // A session of its own: Ctrl-C in the terminal does not reach the script, which this client ends in order; and `destroy` ends all its processes.
    const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(program, [...words, '-c', _transport_js__WEBPACK_IMPORTED_MODULE_3__/* .bootstrap */ .N], { detached: true, env, stdio: 'pipe' });
    // A write to a shell that has ended fails; `exit` says how it ended.
    child.stdin.on('error', () => { });
    try {
        await (0,node_events__WEBPACK_IMPORTED_MODULE_1__.once)(child, 'spawn');
    }
    catch (error) {
        throw new _messages_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .BackupError */ .hj({
            code: 'E_PREREQ',
            title: `Cannot start ${program} on this machine: ${error.message}.`,
            next: `install ${program}, or set PATH`,
        }, { cause: error });
    }
    const { stdin, stdout, stderr } = child;
    let dropped = () => { };
    const exit = new Promise(resolve => {
        dropped = resolve;
        child.once('close', (code, signal) => resolve({ code, signal, lost: false }));
    });
    const destroy = () => {
        dropped({ code: null, signal: null, lost: true });
        for (const stream of [stdin, stdout, stderr])
            stream.destroy();
        endGroup(child);
    };
    return { stdin, stdout, stderr, exit, destroy };
}
/** TERM, not KILL: the script still puts back what it stopped. */
function endGroup(child) {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined)
        return;
    try {
        process.kill(-child.pid, 'SIGTERM');
    }
    catch {
        // It has ended meanwhile, or belongs to another user (sudo) and sees the end of its stdin.
    }
}


/***/ }),

/***/ 770:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ handedOver),
/* harmony export */   N: () => (/* binding */ bootstrap)
/* harmony export */ });
/**
 * The only command that a client runs on a server, for every operation. It reads one line of nine bytes, the
 * script's length, then exactly that many bytes, and evaluates them: what follows on stdin (secrets, heartbeats) is never
 * read as script, although dash and BusyBox ash would read ahead if they took the script from the pipe themselves.
 * `iflag=fullblock` (GNU, BusyBox) hands the script over in one block; any other dd (status 1: it does not know
 * the word) reads byte by byte. Each dd has a minute at most: a server does not notice that a connection stalls here, and
 * the watchdog, which would notice it, is in the part that has not arrived.
 * csh, which may be the account's login shell and parses it first, passes it on unchanged.
 */
const bootstrap = 't=`command -v timeout` && t="$t 60"; n=`$t dd bs=1 count=9 2>/dev/null` && s=`$t dd bs="$n" count=1 iflag=fullblock 2>/dev/null || { test $? = 1 && $t dd bs=1 count="$n" 2>/dev/null; }` && eval "$s"';
/** A script in the form that `bootstrap` reads. */
function handedOver(script) {
    return `${String(Buffer.byteLength(script)).padStart(8, '0')}\n${script}`;
}


/***/ })

};
