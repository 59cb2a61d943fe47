import { dirname } from "node:path";

/** The repository's folder, wherever the command was called from. */
export const root = dirname(import.meta.dirname);
