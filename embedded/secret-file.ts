import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Reads a secret from a file that only its owner can read, and makes it at first. */
export function secretFile(path: string): string {
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true });
    // Written whole or not at all: a start that is interrupted here leaves no empty secret behind.
    const temporary = `${path}.${process.pid}`;
    writeFileSync(temporary, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600 });
    renameSync(temporary, path);
  }
  return readFileSync(path, "utf8").trim();
}
