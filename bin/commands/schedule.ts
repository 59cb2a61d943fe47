import type { Command } from "commander";
import { withServices } from "../config-options.ts";
import { requireServices } from "../require-services.ts";
import type { ScheduleAction } from "../schedule.ts";

/** As typed, with what each does. */
const commands: { action: ScheduleAction; description: string; takesNote?: true }[] = [
  { action: "info", description: "Show whether it is active, its interval, its last and its next run" },
  { action: "ensure", description: "Declare it as the configuration says; a pause and its note stay" },
  { action: "pause", description: "Pause it", takesNote: true },
  { action: "unpause", description: "Resume it", takesNote: true },
  { action: "trigger", description: "Sync now" },
  { action: "delete", description: "Remove it; the worker's next start declares it anew" },
];

export function registerSchedule(program: Command): void {
  const schedule = program.command("schedule").description("See and steer the scheduled sync");
  for (const { action, description, takesNote } of commands) {
    const command = schedule.command(action).description(description);
    if (takesNote) command.option("--note <text>", "Says why, to whoever looks", "");
    withServices(command, async (config) => {
      requireServices(config, `schedule ${action}`, ["temporalAddress", "databaseUrl"]);
      // Loaded late: what is generated for the database isn't there before the first build.
      const { runScheduleAction } = await import("../schedule.ts");
      await runScheduleAction(action, config, String(command.getOptionValue("note") ?? ""));
    });
  }
}
