import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type GuardedOptions, spawnGuarded } from "./guarded.ts";
import { StartError } from "./start-error.ts";
import { isRunning, untilGone } from "./testing.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "guarded-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function shell(script: string, more: Partial<GuardedOptions> = {}): GuardedOptions {
  return {
    name: "child",
    command: "/bin/sh",
    args: ["-c", script],
    env: { PATH: "/usr/bin:/bin" },
    cwd: folder,
    output: { logFile: join(folder, "log") },
    stopSignal: "SIGTERM",
    stopTimeoutMs: 5_000,
    ...more,
  };
}

/** Starts a child and waits for its first line. */
async function started(script: string, more: Partial<GuardedOptions> = {}) {
  const { promise, resolve } = Promise.withResolvers<string>();
  const child = spawnGuarded(shell(script, { output: { onLine: resolve }, ...more }));
  return { child, line: await promise };
}

test("a child that is told to stop may end in its own way", async () => {
  const { child } = await started("trap 'exit 7' TERM; echo up; while :; do sleep 0.01; done");
  expect(await child.stop()).toEqual({ code: 7, signal: null });
});

test("a child that doesn't stop in its time is killed, and its own children with it", async () => {
  const { child, line } = await started("trap '' TERM; sleep 600 & echo $!; wait; wait", {
    stopTimeoutMs: 100,
  });
  expect(await child.stop()).toEqual({ code: null, signal: "SIGKILL" });
  await untilGone(Number(line));
});

test("what a child leaves behind when it ends is killed", async () => {
  const { child, line } = await started("sleep 600 & echo $!");
  expect(await child.exited).toEqual({ code: 0, signal: null });
  await untilGone(Number(line));
});

test("a child runs in a process group of its own, out of reach of the terminal's Ctrl-C", async () => {
  const { child } = await started("echo up; exec sleep 600");
  const group = execFileSync("ps", ["-o", "pgid=", "-p", String(child.pid)], { encoding: "utf8" });
  expect(Number(group)).toBe(child.pid);
  await child.stop();
});

test("what a child complained of last is known, from a log file as from a pipe", async () => {
  const toFile = spawnGuarded(shell("echo first; echo last >&2"));
  await toFile.exited;
  expect(toFile.lastComplaint()).toBe("last");
  expect(readFileSync(join(folder, "log"), "utf8")).toBe("first\nlast\n");

  const wordy = ["FATAL: no room left", "HINT: make some", "    at Error (file)", "goodbye"].join("\\n");
  for (const output of [{ logFile: join(folder, "wordy") }, { onLine() {} }]) {
    const child = spawnGuarded(shell(`printf '${wordy}'`, { output }));
    await child.exited;
    expect(child.lastComplaint()).toBe("FATAL: no room left");
  }

  const silent = spawnGuarded(shell("true"));
  await silent.exited;
  expect(silent.lastComplaint()).toBe("");

  const lines: string[] = [];
  const toPipe = spawnGuarded(
    shell("echo first; printf last", { output: { onLine: (line) => lines.push(line) } }),
  );
  await toPipe.exited;
  expect(lines).toEqual(["first", "last"]);
  expect(toPipe.lastComplaint()).toBe("last");
});

test("a command that isn't there is named", () => {
  expect(() => spawnGuarded(shell("", { command: "/nowhere/at-all" }))).toThrow(StartError);
  expect(() => spawnGuarded(shell("", { command: "/nowhere/at-all" }))).toThrow(/child .* \/nowhere\/at-all/);
});

test.each(["SIGKILL", "SIGTERM", "SIGINT"] as const)(
  "a parent's death by %s stops its children in order",
  async (signal) => {
    const script = `trap 'echo stopped > ${folder}/stopped; exit 0' TERM; sleep 600 & echo $$ $!; while :; do sleep 0.01; done`;
    const options = JSON.stringify({ ...shell(script), output: "inherit" });
    const program = `
    import { spawnGuarded } from ${JSON.stringify(new URL("./guarded.ts", import.meta.url).href)};
    spawnGuarded(${options});`;
    const parent = spawn(process.execPath, ["--input-type=module", "-e", program], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = await once(createInterface(parent.stdout), "line");
    const [child, grandchild] = String(line).split(" ").map(Number);
    if (child === undefined || grandchild === undefined) throw new Error(`no two process ids in ${line}`);
    expect(isRunning(child)).toBe(true);

    parent.kill(signal);
    await untilGone(child);
    await untilGone(grandchild);
    expect(readFileSync(join(folder, "stopped"), "utf8")).toBe("stopped\n");
  },
);
