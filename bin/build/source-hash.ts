/** Says whether a build is of these sources. It is also the build's id, so that equal sources give one artefact. */
import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Everything that Next or the workflow bundle reads. bin/ and embedded/ run as they stand. */
const sources = [
  "app/**/*",
  "lib/**/*",
  "worker/**/*",
  "prisma/**/*",
  "public/**/*",
  "*.config.mjs",
  "instrumentation.ts",
  "prisma.config.ts",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
];
const generated = ["lib/generated", "worker/build"];

export function sourceHash(root: string): string {
  const hash = createHash("sha256");
  const files = globSync(sources, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !generated.some((folder) => path.startsWith(join(root, folder))))
    .toSorted();
  for (const path of files)
    hash.update(path.slice(root.length)).update("\0").update(readFileSync(path)).update("\0");
  return hash.digest("hex").slice(0, 20);
}

/** Where the last complete build left its hash. */
export function stampFile(root: string): string {
  return join(root, ".next", "member-console-build");
}

export function isBuilt(root: string): boolean {
  const stamp = stampFile(root);
  return existsSync(stamp) && readFileSync(stamp, "utf8") === sourceHash(root);
}
