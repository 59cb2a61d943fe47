import type { Command } from "commander";
import { withServices } from "../config-options.ts";
import { requireServices } from "../require-services.ts";

export function registerIssuer(program: Command): void {
  const issuer = program.command("issuer").description("Steer which provider people belong to");
  const rename = issuer
    .command("rename")
    .description(
      "Say that the provider at one address is the one at another now, so that people keep their wikis",
    )
    .argument("<old>", "The issuer that stands in the database (users list shows it)")
    .argument("<new>", "The issuer that oidc-issuer-url names; `embedded` for the embedded provider");
  withServices(rename, async (config) => {
    requireServices(config, "issuer rename", ["databaseUrl"]);
    // Loaded late: what is generated for the database isn't there before the first build.
    const [{ renameIssuer }, { closeDatabase }] = await Promise.all([
      import("#lib/known-issuer.ts"),
      import("#lib/database/client.ts"),
    ]);
    try {
      const [from = "", to = ""] = rename.args;
      console.log(`Renamed the issuer of ${await renameIssuer(from, to)} users.`);
    } finally {
      await closeDatabase();
    }
  });
}
