import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import { closeSync, fstatSync, openSync } from "node:fs";
import { guardScript } from "./guard-script.ts";
import { forEachLine, isComplaint, lastComplaint } from "./output-lines.ts";
import { StartError } from "./start-error.ts";

export type GuardedOptions = {
  /** What people call it, in messages. */
  name: string;
  command: string;
  args: string[];
  /** Its whole environment: nothing of ours but NODE_ENV, "production" unless it is given. */
  env: Record<string, string | undefined>;
  cwd: string;
  /** Run as another user (only root can). */
  user?: { uid: number; gid: number };
  output: GuardedOutput;
  /** What asks it to stop in order. */
  stopSignal: "SIGINT" | "SIGTERM";
  /** How long it may take to stop before it is killed, in milliseconds. */
  stopTimeoutMs: number;
};

/** Where its output goes: appended to a file, handed over by the line, or onto our own output. */
export type GuardedOutput = { logFile: string } | { onLine: (line: string) => void } | "inherit";

export type Exit = { code: number | null; signal: NodeJS.Signals | null };

export type GuardedProcess = {
  name: string;
  pid: number;
  /** Resolves when it has ended, for whatever reason; never rejects. */
  exited: Promise<Exit>;
  /** Asks it to stop, kills it when its time is over, and resolves when it and its group are gone. */
  stop(): Promise<Exit>;
  /** Its last line that names an error, else its last line: what to look at first when it ended unasked. */
  lastComplaint(): string;
};

/**
 * Starts a child in a process group of its own, so that the terminal's Ctrl-C reaches us alone and we stop
 * our children in order, with a guard that stops the child when we die without having done so.
 */
export function spawnGuarded(options: GuardedOptions): GuardedProcess {
  const { stdio, close, lastComplaint, attach } = openOutput(options.output);
  const guard = startGuard(options);
  const child = spawn(options.command, options.args, {
    cwd: options.cwd,
    env: { NODE_ENV: "production", ...options.env },
    detached: true,
    stdio,
    ...options.user,
  });
  close();
  const { pid } = child;
  if (pid === undefined) {
    // Node reports the reason as an event as well, which nobody needs any more.
    child.on("error", () => undefined);
    guard.kill("SIGKILL");
    throw new StartError(`${options.name} can't be started: ${options.command} can't be executed`);
  }
  guard.stdin?.write(`${pid}\n`);
  attach(child);

  const exited = new Promise<Exit>((resolve) => {
    child.once("exit", () => {
      guard.kill("SIGKILL");
      killGroup(pid);
    });
    // "close" comes after "exit", when its last words have been read.
    child.once("close", (code, signal) => resolve({ code, signal }));
  });

  return {
    name: options.name,
    pid,
    exited,
    lastComplaint,
    async stop() {
      child.kill(options.stopSignal);
      const timer = setTimeout(() => killGroup(pid), options.stopTimeoutMs);
      const exit = await exited;
      clearTimeout(timer);
      return exit;
    },
  };
}

function startGuard({ stopSignal, stopTimeoutMs }: GuardedOptions): ChildProcess {
  const tenths = Math.ceil(stopTimeoutMs / 100);
  const args = ["-c", guardScript, "guard", stopSignal.slice("SIG".length), String(tenths)];
  const guard = spawn("/bin/sh", args, { cwd: "/", detached: true, stdio: ["pipe", "ignore", "ignore"] });
  // It may be gone before the process id is written, when our own group is being killed.
  guard.stdin?.on("error", () => undefined);
  guard.unref();
  return guard;
}

/** Kills what is left of a process group, if anything is. */
function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // ESRCH: the group is empty, as it should be.
  }
}

type Output = {
  stdio: StdioOptions;
  /** To be called once the child has its own copy of the descriptors. */
  close(): void;
  attach(child: ChildProcess): void;
  lastComplaint(): string;
};

function openOutput(output: GuardedOutput): Output {
  if (output === "inherit") {
    return { stdio: ["ignore", "inherit", "inherit"], close() {}, attach() {}, lastComplaint: () => "" };
  }
  if ("logFile" in output) {
    const descriptor = openSync(output.logFile, "a", 0o600);
    const start = fstatSync(descriptor).size;
    return {
      stdio: ["ignore", descriptor, descriptor],
      close: () => closeSync(descriptor),
      attach() {},
      lastComplaint: () => lastComplaint(output.logFile, start),
    };
  }
  let last = "";
  return {
    stdio: ["ignore", "pipe", "pipe"],
    close() {},
    attach(child) {
      forEachLine([child.stdout, child.stderr], (line) => {
        if (isComplaint(line) || !isComplaint(last)) last = line;
        output.onLine(line);
      });
    },
    lastComplaint: () => last,
  };
}
