import { describe, expect, it } from "vitest";
import { loadConfig } from "#lib/config.ts";
import { readCreateForm, wantedDomain } from "./form-values.ts";

const two = loadConfig({ env: { MC_FEDWIKI_SITE_DOMAINS: "wiki.example.org,notes.example.org" }, cwd: "/" });
const own = loadConfig({
  env: { MC_FEDWIKI_SITE_DOMAINS: "wiki.example.org", MC_FEDWIKI_CUSTOM_DOMAINS: "true" },
  cwd: "/",
});

function wanted(config: typeof two, typed: Record<string, string>) {
  const form = new FormData();
  for (const [name, value] of Object.entries(typed)) form.set(name, value);
  return wantedDomain(readCreateForm(form), config);
}

describe("the form that creates a wiki", () => {
  it("puts a name below the domain that was chosen", () => {
    expect(wanted(two, { name: "Alice", domain: "notes.example.org" })).toMatchObject({
      ok: true,
      domain: "alice.notes.example.org",
      field: "name",
    });
  });
  it("puts a name below the first domain when a domain was chosen that isn't configured", () => {
    const answer = wanted(two, { name: "alice", domain: "elsewhere.example.com" });
    expect(answer).toMatchObject({ ok: true, domain: "alice.wiki.example.org" });
  });
  it("says at the name why there is no wiki by it", () => {
    expect(wanted(two, { name: "../x" })).toEqual({
      ok: false,
      problem: { fieldErrors: { name: expect.stringMatching(/\.$/) } },
    });
  });
  it("takes an own domain when it is ticked and allowed", () => {
    const answer = wanted(own, { name: "ignored", useOwn: "on", ownDomain: "Garden.example.com" });
    expect(answer).toEqual({
      ok: true,
      domain: "garden.example.com",
      field: "ownDomain",
    });
  });
  it("takes the name when an own domain was typed and not ticked", () => {
    const answer = wanted(own, { name: "alice", ownDomain: "garden.example.com" });
    expect(answer).toMatchObject({ ok: true, domain: "alice.wiki.example.org", field: "name" });
  });
  it("doesn't take an own domain where none are allowed, whatever was sent", () => {
    const answer = wanted(two, { name: "alice", useOwn: "on", ownDomain: "garden.example.com" });
    expect(answer).toMatchObject({ ok: true, domain: "alice.wiki.example.org", field: "name" });
  });
  it("reads a form without any of its fields, and a file in place of text, as empty", () => {
    const form = new FormData();
    form.set("name", new File(["x"], "x.txt"));
    expect(readCreateForm(form)).toEqual({
      operation: "",
      name: "",
      domain: "",
      useOwn: false,
      ownDomain: "",
    });
  });
});
