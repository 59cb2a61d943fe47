import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { freePortBlock } from "#embedded/testing/ports.ts";
import { scratchFolder } from "#embedded/testing/scratch-folder.ts";
import { hostEnvironment } from "#lib/config.ts";
import { untilGone } from "#lib/process/testing.ts";
import { root } from "../root.ts";

const launcher = join(root, "bin", "member-console");
let dataDir: string;
let port: number;
let stack: ChildProcess;

beforeAll(async () => {
  const scratch = scratchFolder();
  dataDir = scratch.path;
  port = await freePortBlock();
  return () => scratch.remove();
});
afterEach(async () => {
  if (stack.exitCode !== null || stack.signalCode !== null) return;
  stack.kill("SIGINT");
  await once(stack, "exit");
});

/** Starts the stack and returns its lines up to the last one of a start. A clean clone is built first. */
async function start(): Promise<string[]> {
  stack = spawn(launcher, ["start", `--port=${port}`, `--data-dir=${dataDir}`], {
    env: hostEnvironment(),
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines: string[] = [];
  for await (const line of linesOf(stack)) {
    lines.push(line);
    if (line.includes("Ctrl-C stops everything")) break;
  }
  return lines;
}

const startTimeoutMs = 300_000;

test("start brings everything up, says so, and Ctrl-C leaves no process behind", {
  timeout: startTimeoutMs,
}, async () => {
  const lines = await start();
  for (const name of [
    "PostgreSQL",
    "Temporal",
    "OIDC provider",
    "FedWiki farm",
    "Database schema",
    "Web",
    "Worker",
  ]) {
    expect(lines.filter((line) => line.startsWith(name) && /\d\.\d s$/.test(line))).toHaveLength(1);
  }
  expect(lines.at(-3)).toContain(`http://localhost:${port}`);
  expect(lines.at(-2)).toBe("Sign in as alice, bob, admin (administrator); each password is the name.");
  expect((await fetch(`http://localhost:${port}/`)).status).toBe(200);
  expect(run("users", "list")).toMatch(/^1 +Ada Admin +admin .* administrator .* embedded /m);
  expect(run("schedule", "info")).toMatch(/^state +active$/m);
  run("schedule", "pause", "--note", "Maintenance window");
  expect(run("schedule", "info")).toMatch(/^state +paused\nnote +Maintenance window$/m);
  expect(run("schedule", "unpause")).toBe("Resumed.\n");
  expect(run("users", "add", "--sub=carol", "--name=Carol")).toMatch(/^Added user 2/);
  expect(run("users", "list")).toMatch(/^2 .* embedded +carol$/m);
  expect(() => run("start")).toThrow(`port ${port} (the web server) is taken`);

  const family = descendants(pidOf(stack));
  expect(family.length).toBeGreaterThan(6);
  stack.kill("SIGINT");
  expect(await once(stack, "exit")).toEqual([0, null]);
  await Promise.all(family.map(untilGone));
});

test("a worker that dies is replaced, and a web server that dies ends the stack", {
  timeout: startTimeoutMs,
}, async () => {
  await start();
  const lines = linesOf(stack);
  const worker = await childOf(stack, "worker");
  process.kill(worker, "SIGKILL");
  expect((await lines.next()).value).toMatch(
    /^The worker has ended unasked \(SIGKILL\).* It is started again\.$/,
  );
  expect(await childOf(stack, "worker")).not.toBe(worker);

  const family = descendants(pidOf(stack));
  process.kill(await childOf(stack, "web"), "SIGKILL");
  expect((await lines.next()).value).toMatch(/^The web server has ended unasked \(SIGKILL\)/);
  expect(await once(stack, "exit")).toEqual([1, null]);
  await Promise.all(family.map(untilGone));
});

test("the parent's death leaves no process behind", { timeout: startTimeoutMs }, async () => {
  await start();
  const family = descendants(pidOf(stack));
  stack.kill("SIGKILL");
  await once(stack, "exit");
  await Promise.all(family.map(untilGone));
});

test("hole 46: a stack whose database has users of another issuer doesn't start, and names both", {
  timeout: startTimeoutMs,
}, async () => {
  await start();
  expect(run("issuer", "rename", "embedded", "https://login.example.org/")).toBe(
    "Renamed the issuer of 2 users.\n",
  );
  stack.kill("SIGINT");
  await once(stack, "exit");
  expect(() => run("start")).toThrow(
    "issuer https://login.example.org, and the configuration (oidc-issuer-url) says embedded",
  );
});

function run(...args: string[]): string {
  const flags = [`--port=${port}`, `--data-dir=${dataDir}`];
  return execFileSync(launcher, [...args, ...flags], {
    env: hostEnvironment(),
    encoding: "utf8",
    stdio: "pipe",
  });
}

function linesOf({ stdout }: ChildProcess): AsyncIterator<string> & AsyncIterable<string> {
  if (stdout === null) throw new Error("no output");
  return createInterface(stdout)[Symbol.asyncIterator]();
}

/** Every process below another one. */
function descendants(parent: number): number[] {
  const children = processes().filter(({ ppid }) => ppid === parent);
  return children.flatMap(({ pid }) => [pid, ...descendants(pid)]);
}

/** One that was just started is a shell for a moment, until that becomes Node. */
function childOf(parent: ChildProcess, command: string): Promise<number> {
  return vi.waitFor(() => {
    const found = processes().find(
      ({ ppid, args }) => ppid === pidOf(parent) && args.endsWith(`main.ts ${command}`),
    );
    if (found === undefined) throw new Error(`no ${command} is running`);
    return found.pid;
  }, 10_000);
}

function processes(): { pid: number; ppid: number; args: string }[] {
  const table = execFileSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8" });
  return [...table.matchAll(/^ *(\d+) +(\d+) +(.*)$/gm)].map(([, pid, ppid, args = ""]) => ({
    pid: Number(pid),
    ppid: Number(ppid),
    args,
  }));
}

function pidOf({ pid }: ChildProcess): number {
  if (pid === undefined) throw new Error("not started");
  return pid;
}
