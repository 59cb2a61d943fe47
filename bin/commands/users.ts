import type { Command } from "commander";
import { z } from "zod";
import type { Config } from "#lib/config.ts";
import { withServices } from "../config-options.ts";
import { requireServices } from "../require-services.ts";

const newUser = z.object({
  sub: z.string(),
  name: z.string(),
  username: z.string().optional(),
  email: z.string().optional(),
  admin: z.boolean(),
});

export function registerUsers(program: Command): void {
  const users = program.command("users").description("See and add the people that the console knows");
  const list = users.command("list").description("Show everybody with the id that other keys name");
  withServices(list, (config) => withDatabase(config, "users list", ({ listUsers }) => listUsers()));

  const add = users
    .command("add")
    .description("Add somebody before their first sign-in, such as the default user of the sync")
    .requiredOption("--sub <sub>", "Their subject at the identity provider")
    .requiredOption("--name <name>", "Their name, as others see it")
    .option("--username <username>", "Their user name (default: the name)")
    .option("--email <address>", "Their mail address")
    .option("--admin", "They are an administrator; each sign-in decides anew", false);
  withServices(add, (config) =>
    withDatabase(config, "users add", async ({ addUser }) => {
      const user = newUser.parse(add.opts());
      console.log(`Added user ${await addUser(config, user)}: ${user.name}`);
    }),
  );
}

/** Loaded late: what is generated for the database isn't there before the first build. */
async function withDatabase(
  config: Config,
  command: string,
  use: (users: typeof import("../users.ts")) => Promise<void>,
): Promise<void> {
  requireServices(config, command, ["databaseUrl"]);
  const { closeDatabase } = await import("#lib/database/client.ts");
  try {
    await use(await import("../users.ts"));
  } finally {
    await closeDatabase();
  }
}
