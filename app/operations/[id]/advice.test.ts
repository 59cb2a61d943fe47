import { describe, expect, it } from "vitest";
import { adviceOn } from "./advice.ts";

const support = "https://help.example.org";
const operation = {
  kind: "create",
  domain: "notes.example.org",
  state: "refused",
  outcome: "alreadyExists",
  message: "No.",
} as const;

describe("adviceOn", () => {
  it("says nothing while an operation is going on", () => {
    const going = { ...operation, state: "sent", message: null } as const;
    expect(adviceOn(going, { state: "waitingForWorker" }, support)).toBeUndefined();
    expect(adviceOn(going, { state: "notKnown" }, support)).toBeUndefined();
  });
  it("says nothing when it ended well", () => {
    expect(adviceOn({ ...operation, state: "done" }, { state: "ended" }, support)).toBeUndefined();
  });
  it("gives the recorded sentence and the way back to the form", () => {
    expect(adviceOn(operation, { state: "ended" }, support)).toEqual({
      problem: "No.",
      next: { href: "/wikis/new", label: "Create a wiki" },
    });
  });
  it("sends to support when a workflow ended without an outcome", () => {
    const lost = { ...operation, state: "sent", message: null } as const;
    expect(adviceOn(lost, { state: "failed" }, support)?.problem).toContain(support);
  });
  it("leads back to the wiki that is still there after a delete, not to one that isn't", () => {
    const silent = { ...operation, kind: "delete", outcome: "farmDidNotAnswer" } as const;
    expect(adviceOn(silent, { state: "ended" }, support)?.next.href).toBe("/wikis/notes.example.org");
    const gone = { ...silent, outcome: "noSuchWiki" };
    expect(adviceOn(gone, { state: "ended" }, support)?.next.href).toBe("/wikis");
  });
});
