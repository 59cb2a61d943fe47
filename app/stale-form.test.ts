import { describe, expect, it } from "vitest";
import { initialFormState, OUT_OF_DATE, type SearchParams, staleFormLocation } from "./stale-form.ts";

/** As Next gives a page its query. */
function searchParamsOf(location: string): SearchParams {
  return Object.fromEntries(new URL(location, "http://console.invalid").searchParams);
}

describe("a form of an older build", () => {
  it("comes back with the sentence and with what was typed", () => {
    const values = { name: "notes & more", note: "ünï = 1" };
    const location = staleFormLocation("/wikis/new", values);
    expect(location).toMatch(/^\/wikis\/new\?/);
    expect(initialFormState(searchParamsOf(location))).toEqual({ error: OUT_OF_DATE, values });
  });

  it("comes back without a text that no address can carry", () => {
    const location = staleFormLocation("/wikis/new", { name: "x".repeat(5_000) });
    expect(location.length).toBeLessThan(100);
    expect(initialFormState(searchParamsOf(location))).toEqual({ error: OUT_OF_DATE, values: {} });
  });
});

it("any other visit begins with an empty form, whatever else the address holds", () => {
  expect(initialFormState({})).toEqual({});
  expect(initialFormState({ "typed-name": "notes", done: "pause", name: "x" })).toEqual({});
});
