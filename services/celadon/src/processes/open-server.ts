import { openServerStore, type ServerSettings, type Store } from "@celadon/runtime";
import { failed } from "../ending.ts";

/** Opens a ClickHouse server for a command: what keeps it from opening is a sentence with the fix, and nothing else. */
export async function openServer(settings: ServerSettings): Promise<Store> {
  try {
    return await openServerStore(settings);
  } catch (error) {
    throw error instanceof Error ? failed(error.message) : error;
  }
}
