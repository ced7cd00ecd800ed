import { parentPort, workerData } from "node:worker_threads";
import { type Piece, runPiece } from "./run-piece.ts";

// A thread: makes the runs of the piece it is given, and says them.
parentPort?.postMessage(runPiece(workerData as Piece));
