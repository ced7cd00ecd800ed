export type { EventLog, LogBatch, LogRecord, OnBatch } from "./event-log.ts";
export { openEmbeddedEventLog } from "./event-log-embedded.ts";
export { bodyText, type HttpRefusal, openHttp, type Routes, refuse } from "./http.ts";
export { type FolderLock, lockFolder, type Owner, ownerOf } from "./lock-file.ts";
export { type Log, openLog } from "./log.ts";
export { type Migration, migrate } from "./migrate.ts";
export { oneAtATime } from "./one-at-a-time.ts";
export { type Query, type Store, storeErrorCode } from "./store.ts";
export { type EmbeddedStore, openEmbeddedStore } from "./store-embedded.ts";
