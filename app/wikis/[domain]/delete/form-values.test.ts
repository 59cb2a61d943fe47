import { describe, expect, it } from "vitest";
import { isConfirmed, readDeleteForm } from "./form-values.ts";

function sent(fields: Record<string, string>) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return readDeleteForm(form);
}

describe("the form that deletes a wiki", () => {
  it.each(["notes.example.org", " Notes.example.org "])("is confirmed by %j", (confirmation) => {
    expect(isConfirmed(sent({ domain: "notes.example.org", confirmation }))).toBe(true);
  });
  it.each(["", "notes", "notes.example.org."])("isn't confirmed by %j", (confirmation) => {
    expect(isConfirmed(sent({ domain: "notes.example.org", confirmation }))).toBe(false);
  });
  it("isn't confirmed by nothing for no domain", () => {
    expect(isConfirmed(sent({ confirmation: "" }))).toBe(false);
  });
  it.each(["", "x", "-1", "1.5", "9e99"])("names no row with %j", (site) => {
    expect(sent({ site }).site).toBe(0);
  });
  it("names the row that the page was about", () => {
    expect(sent({ site: "42" }).site).toBe(42);
  });
});
