import { describe, expect, it } from "vitest";
import { ownerLabel, siteStateLabel, storageLabel } from "./labels.ts";

describe("storageLabel", () => {
  it.each([
    [0n, "0 bytes"],
    [1n, "1 byte"],
    [999n, "999 bytes"],
    [1000n, "1 kB"],
    [1250n, "1.3 kB"],
    [9_949n, "9.9 kB"],
    [9_950n, "10 kB"],
    [999_499n, "999 kB"],
    [999_500n, "1 MB"],
    [1_200_000n, "1.2 MB"],
    [5_000_000_000_000_000n, "5000 TB"],
  ])("shows %s bytes as %s", (bytes, label) => {
    expect(storageLabel(bytes)).toBe(label);
  });
});

describe("ownerLabel", () => {
  const owner = { name: "Alice", username: "alice" };
  it("names an owner, and nobody for a wiki that only stands with the default user", () => {
    expect(ownerLabel({ ownerSource: "farm", owner })).toBe("Alice (alice)");
    expect(ownerLabel({ ownerSource: "person", owner })).toBe("Alice (alice)");
    expect(ownerLabel({ ownerSource: "default", owner })).toBeUndefined();
  });
});

describe("siteStateLabel", () => {
  it("doesn't claim that a wiki is being made when nobody knows how its create ended", () => {
    expect(siteStateLabel("creating")).toBe("Being created");
    expect(siteStateLabel("creating", true)).toBe("Not known yet whether it was created");
  });
  it("leaves the state of a wiki that nothing holds as it is", () => {
    expect(siteStateLabel("active", true)).toBe("Active");
  });
});
