import type { Command } from "commander";
import { withServices } from "../config-options.ts";
import { requireServices } from "../require-services.ts";
import type { ScheduleAction } from "../schedule.ts";

/** As typed, with what each does. */
const commands: { action: ScheduleAction; usage?: string; description: string }[] = [
  { action: "info", description: "Show whether it is active, its interval, its last and its next run" },
  { action: "ensure", description: "Declare it as the configuration says; a pause and its note stay" },
  { action: "pause", usage: "[note]", description: "Pause it, with a note that says why" },
  { action: "unpause", usage: "[note]", description: "Resume it" },
  { action: "trigger", description: "Sync now" },
  { action: "delete", description: "Remove it; the worker's next start declares it anew" },
];

export function registerSchedule(program: Command): void {
  const schedule = program.command("schedule").description("See and steer the scheduled sync");
  for (const { action, usage = "", description } of commands) {
    const command = schedule.command(`${action} ${usage}`.trim()).description(description);
    withServices(command, async (config, [note = ""]) => {
      requireServices(config, `schedule ${action}`, ["temporalAddress", "databaseUrl"]);
      // Loaded late: what is generated for the database isn't there before the first build.
      const { runScheduleAction } = await import("../schedule.ts");
      await runScheduleAction(action, config, note);
    });
  }
}
