import { ActivityFailure, ApplicationFailure, TimeoutFailure } from "@temporalio/workflow";
import { expect, test } from "vitest";
import { failureCode } from "./failure-code.ts";

const failed = (activityType: string, cause: Error) =>
  new ActivityFailure("Activity failed", activityType, "1", "MAXIMUM_ATTEMPTS_REACHED", "a worker", cause);

test.each([
  ["checkQuotaActivity", "databaseUnavailable"],
  ["syncSitesToDbActivity", "databaseUnavailable"],
  ["recordFailedSyncActivity", "databaseUnavailable"],
  ["createFedWikiSiteActivity", "farmDidNotAnswer"],
  ["deleteFedWikiSiteActivity", "farmDidNotAnswer"],
  ["listFedWikiSitesActivity", "farmDidNotAnswer"],
])("%s timed out: %s", (activityType, code) => {
  const cause = new TimeoutFailure("activity StartToClose timeout", undefined, "START_TO_CLOSE");
  expect(failureCode(failed(activityType, cause))).toBe(code);
});

test.each([
  ["FarmManagerAPIError", ["alreadyExists"], "alreadyExists"],
  ["FarmManagerAPIError", ["of a newer worker"], "unexpected"],
  ["FarmUnavailable", [], "farmDidNotAnswer"],
  ["DatabaseUnavailable", [], "databaseUnavailable"],
  ["Another", [], "unexpected"],
])("a failure of type %s with details %j: %s", (type, details, code) => {
  const cause = ApplicationFailure.create({ message: "A sentence.", type, details });
  expect(failureCode(failed("createFedWikiSiteActivity", cause))).toBe(code);
});
