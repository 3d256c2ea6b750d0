export const id = 100;
export const ids = [100];
export const modules = {

/***/ 39100:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var node_worker_threads__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(75919);
// The thread in which the clients of the results service run (results.ts says why). It loads a client when it uses it.



const jobs = {
    artifact: async ({ name, files, retentionDays }, scratch) => {
        const { DefaultArtifactClient } = await Promise.all(/* import() */[__webpack_require__.e(955), __webpack_require__.e(717), __webpack_require__.e(850)]).then(__webpack_require__.bind(__webpack_require__, 76850));
        const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(scratch, 'artifact');
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)(folder);
        const paths = Object.keys(files).map(file => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, file));
        await Promise.all(Object.entries(files).map(([file, text]) => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, file), text)));
        const { id, digest } = await new DefaultArtifactClient().uploadArtifact(name, paths, folder, {
            ...(retentionDays && { retentionDays }),
        });
        if (id === undefined || digest === undefined)
            throw new Error('the upload ended without a number and a digest');
        return { id, digest };
    },
    newestKey: async ({ prefix, entry }) => {
        const { restoreCache } = await Promise.all(/* import() */[__webpack_require__.e(955), __webpack_require__.e(717), __webpack_require__.e(91)]).then(__webpack_require__.bind(__webpack_require__, 18091));
        return restoreCache([entry], prefix, [prefix], { lookupOnly: true });
    },
    saveKey: async ({ key, entry }) => {
        const { saveCache } = await Promise.all(/* import() */[__webpack_require__.e(955), __webpack_require__.e(717), __webpack_require__.e(91)]).then(__webpack_require__.bind(__webpack_require__, 18091));
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(entry, 'This entry is only its key.\n');
        await saveCache([entry], key);
        return undefined;
    },
};
const { job, ask, scratch } = node_worker_threads__WEBPACK_IMPORTED_MODULE_2__.workerData;
const report = await jobs[job](ask, scratch).then((answer) => ({ answer }), (thrown) => ({ problem: thrown instanceof Error ? thrown.message : String(thrown) }));
node_worker_threads__WEBPACK_IMPORTED_MODULE_2__.parentPort?.postMessage(report);

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ })

};
