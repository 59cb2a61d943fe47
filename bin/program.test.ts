import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hostEnvironment, publicKeys } from "#lib/config.ts";
import { createProgram } from "./program.ts";
import { root } from "./root.ts";

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), "cli-"));
});
afterAll(() => rmSync(cwd, { recursive: true }));

/** By the launcher, as a person does. Throws with what it wrote to stderr. */
function memberConsole(args: string[], env: Record<string, string> = {}): string {
  const options = { cwd, env: { ...hostEnvironment(), ...env }, encoding: "utf8", stdio: "pipe" } as const;
  return execFileSync(join(root, "bin", "member-console"), args, options);
}

const commands = [
  "start",
  "web",
  "worker",
  "migrate",
  "schedule info",
  "schedule ensure",
  "schedule pause",
  "schedule unpause",
  "schedule trigger",
  "schedule delete",
  "users list",
  "users add",
  "hold set",
  "hold lift",
  "farm forget",
  "issuer rename",
  "config",
];

test.each(["", "schedule", "users", "hold", "farm", "issuer", ...commands])(
  '"member-console %s" has --help and --version',
  (words) => {
    const command = find(words);
    expect(command.helpInformation()).toContain(`Usage: ${`member-console ${words}`.trim()}`);
    expect(command.options.map(({ long }) => long)).toContain("--version");
  },
);

test.each(commands)("%s has every key of the configuration as a flag", (words) => {
  const flags = find(words).options.map(({ long }) => long);
  for (const { name, secret } of publicKeys) {
    expect(flags).toContain(`--${name}`);
    if (secret) expect(flags).toContain(`--${name}-file`);
  }
  expect(flags).toContain("--config");
  expect(flags).not.toContain("--embedded-services");
});

test("the launcher answers --version and --help with code 0", () => {
  expect(memberConsole(["--version"])).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect(memberConsole(["schedule", "pause", "--help"])).toContain("Usage: member-console schedule pause");
});

test("the seed's flags (Configuration) are taken letter for letter", () => {
  const shown = memberConsole([
    "config",
    "--fedwiki-sync-enabled",
    "--fedwiki-sync-interval=30m",
    "--fedwiki-sync-default-user-id=1",
  ]);
  expect(shown).toMatch(/^fedwiki-sync-enabled +true +flag --fedwiki-sync-enabled$/m);
  expect(shown).toMatch(/^fedwiki-sync-interval +30m +flag --fedwiki-sync-interval$/m);
  expect(shown).toMatch(/^fedwiki-sync-default-user-id +1 +flag --fedwiki-sync-default-user-id$/m);
});

test("config shows what is in force and where it came from, and no secret", () => {
  writeFileSync(join(cwd, "mc-config.yaml"), "fedwiki-sync-interval: 90s\n");
  const env = { MC_FEDWIKI_FARM_TOKEN: "hunter2", MC_PORT: "4000" };
  const shown = memberConsole(["config", "--fedwiki-sync-enabled=false"], env);
  rmSync(join(cwd, "mc-config.yaml"));
  expect(shown).toMatch(/^fedwiki-sync-enabled +false +flag/m);
  expect(shown).toMatch(/^port +4000 +environment MC_PORT$/m);
  expect(shown).toMatch(/^fedwiki-sync-interval +1m30s +file mc-config.yaml$/m);
  expect(shown).toMatch(/^fedwiki-farm-token +\*+ +environment MC_FEDWIKI_FARM_TOKEN$/m);
  expect(shown).not.toContain("hunter2");
});

test.each([
  { args: ["web"], says: "web needs database-url, temporal-address, oidc-issuer-url, fedwiki-farm-url" },
  { args: ["schedule", "info"], says: "schedule info needs temporal-address, database-url" },
  { args: ["start", "--fedwiki-sync-intervall", "1h"], says: "Did you mean --fedwiki-sync-interval?" },
  { args: ["start", "--port=x"], says: "port (flag --port) is" },
  {
    args: ["migrate", "--database-url=postgresql://u:hunter2@127.0.0.1:1/x"],
    says: "127.0.0.1:1 doesn't answer",
  },
  {
    args: ["users", "list", "--database-url=postgresql://u:hunter2@127.0.0.1:1/x"],
    says: "The database (database-url) can't be used",
  },
  {
    args: ["start", "--oidc-issuer-url=https://login.example.org"],
    says: "fedwiki-sync-default-user-id must be set when fedwiki-sync-enabled is true",
  },
  {
    args: ["worker", "--oidc-issuer-url=https://login.example.org"],
    says: "start with fedwiki-sync-enabled set to false, sign in or run member-console users add",
  },
  {
    args: [
      "schedule",
      "ensure",
      "--oidc-issuer-url=https://login.example.org",
      "--temporal-address=127.0.0.1:1",
      "--database-url=postgresql://u:hunter2@127.0.0.1:1/x",
    ],
    says: "fedwiki-sync-default-user-id must be set",
  },
  {
    args: ["users", "list", "--oidc-issuer-url=https://login.example.org"],
    says: "users list needs database-url",
  },
  { args: ["fly"], says: "unknown command 'fly'" },
])("$args is refused in one line", ({ args, says }) => {
  const refusal = refusalOf(args);
  expect(refusal).toMatch(/^member-console: [^\n]+\n$/);
  expect(refusal).toContain(says);
  expect(refusal).not.toContain("hunter2");
});

function refusalOf(args: string[]): string {
  try {
    memberConsole(args);
  } catch (error) {
    if (error instanceof Error && "status" in error && "stderr" in error && error.status === 1) {
      return String(error.stderr);
    }
    throw error;
  }
  throw new Error(`${args.join(" ")} wasn't refused`);
}

function find(words: string): Command {
  let command = createProgram();
  for (const word of words.split(" ").filter(Boolean)) {
    const found = command.commands.find((each) => each.name() === word);
    if (found === undefined) throw new Error(`no command ${words}`);
    command = found;
  }
  return command;
}
