import { describe, expect, test } from "vitest";
import { loadConfig } from "./config.ts";
import {
  canonicalDomain,
  type DomainRules,
  domainRules,
  isCanonical,
  isCustomDomain,
} from "./domain-names.ts";

const below: DomainRules = {
  domains: ["wiki.example.org", "other.example.net"],
  customAllowed: true,
  custom: false,
  reserved: ["farm.wiki.example.org"],
};
const own: DomainRules = { ...below, custom: true };

describe("a name below our domains", () => {
  test.each([
    ["notes", "notes.wiki.example.org"],
    ["Notes", "notes.wiki.example.org"],
    [" notes ", "notes.wiki.example.org"],
    ["2026", "2026.wiki.example.org"],
    ["notes.wiki.example.org", "notes.wiki.example.org"],
    ["M.Wiki.Example.ORG", "m.wiki.example.org"],
    ["notes.other.example.net", "notes.other.example.net"],
    ["notes。wiki。example。org", "notes.wiki.example.org"],
    ["Bücher", "xn--bcher-kva.wiki.example.org"],
    ["bu\u0308cher", "xn--bcher-kva.wiki.example.org"],
    ["xn--bcher-kva", "xn--bcher-kva.wiki.example.org"],
    ["日本語", "xn--wgv71a119e.wiki.example.org"],
    ["ｎｏｔｅｓ", "notes.wiki.example.org"],
    ["a".repeat(63), `${"a".repeat(63)}.wiki.example.org`],
  ])("%j is %s", (typed, domain) => {
    expect(canonicalDomain(typed, below)).toEqual({ ok: true, domain });
  });

  test.each([
    ["", "Type a name."],
    ["   ", "Type a name."],
    ["../x", `"/" can't stand in a name. Use letters, digits and hyphens.`],
    [".%2f", `"%" can't stand in a name. Use letters, digits and hyphens.`],
    ["x?hard=true", `"?" can't stand in a name. Use letters, digits and hyphens.`],
    ["x#y", `"#" can't stand in a name. Use letters, digits and hyphens.`],
    ["x\\y", `"\\" can't stand in a name. Use letters, digits and hyphens.`],
    ["my_notes", `"_" can't stand in a name. Use letters, digits and hyphens.`],
    ["my notes", "A space can't stand in a name. Use letters, digits and hyphens."],
    ["x\u0000y", "There is a character in it that can't be seen (U+0000). Use letters, digits and hyphens."],
    ["x\u200by", "There is a character in it that can't be seen (U+200B). Use letters, digits and hyphens."],
    ["x\u00ady", "There is a character in it that can't be seen (U+00AD). Use letters, digits and hyphens."],
    ["https://notes.wiki.example.org/", "Type the name alone, without https:// and what follows it."],
    ["notes:80", "A port can't stand in a name: leave out the colon and what follows it."],
    ["[::1]", `"[" can't stand in a name. Use letters, digits and hyphens.`],
    ["192.168.0.1", "That is a number or an IP address; a wiki needs a name."],
    ["0x7f.1", "That is a number or an IP address; a wiki needs a name."],
    ["a.１２", "That is a number or an IP address; a wiki needs a name."],
    ["notes.", "Leave out the dot at the end."],
    [".notes", "A name can't begin with a dot."],
    ["a..b", "Two dots can't follow each other."],
    ["-notes", "A name can't begin or end with a hyphen."],
    ["notes-", "A name can't begin or end with a hyphen."],
    ["ab--cd", "Two hyphens can't stand in third and fourth place."],
    [
      "xn--zzzz",
      `"xn--zzzz" isn't a name that browsers accept: after "xn--" they expect letters in their own encoding.`,
    ],
    ["a".repeat(64), "That is too long: a name may have 63 characters, and this has 64."],
    [
      "é".repeat(60),
      "That is too long: a name may have 63 characters, and this has 66 as browsers write it.",
    ],
    ["a".repeat(300), "That is too long: a whole address may have 253 characters, and this has 317."],
    [
      "é".repeat(300),
      "That is too long: a whole address may have 253 characters, and this has 323 as browsers write it.",
    ],
    [
      "\u0301notes",
      `"\u0301notes" begins with a mark that belongs to the letter before it, and there is none.`,
    ],
    ["notes⒈", `"⒈" can't stand in a name. Use letters, digits and hyphens.`],
    ["notes⑴", `"⑴" can't stand in a name. Use letters, digits and hyphens.`],
    ["㈠", `"㈠" can't stand in a name. Use letters, digits and hyphens.`],
    [
      "אa",
      `"אa" mixes letters that are written from right to left with others, in an order that browsers don't accept.`,
    ],
    [
      "א-",
      `"א-" mixes letters that are written from right to left with others, in an order that browsers don't accept.`,
    ],
    ["www", 'Leave out "www.": the farm takes it away from every address.'],
    ["www.wiki.example.org", 'Leave out "www.": the farm takes it away from every address.'],
    ["farm", "farm.wiki.example.org is kept for the co-op itself. Choose another name."],
    ["FARM.wiki.example.org", "farm.wiki.example.org is kept for the co-op itself. Choose another name."],
    [
      "notes.example.com",
      "notes.example.com doesn't end in .wiki.example.org or .other.example.net. Type a name without a dot.",
    ],
    [
      "wiki.example.org",
      "wiki.example.org doesn't end in .wiki.example.org or .other.example.net. Type a name without a dot.",
    ],
    [
      "a.notes.wiki.example.org",
      "A name can't have a dot in it: only one name may stand before .wiki.example.org.",
    ],
  ])("%j is refused: %s", (typed, reason) => {
    expect(canonicalDomain(typed, below)).toEqual({ ok: false, reason });
  });
});

describe("a domain of one's own", () => {
  test.each([
    ["Alice.org", "alice.org"],
    ["wiki.alice.co.uk", "wiki.alice.co.uk"],
    ["alice.github.io", "alice.github.io"],
  ])("%j is %s", (typed, domain) => {
    expect(canonicalDomain(typed, own)).toEqual({ ok: true, domain });
  });

  test.each([
    ["notes", "Type the whole domain, such as wiki.example.org."],
    ["co.uk", "co.uk is a suffix for everybody's domains, not a domain of yours."],
    ["github.io", "github.io is a suffix for everybody's domains, not a domain of yours."],
    [
      "notes.localhost",
      "notes.localhost doesn't end in a public suffix such as .org, so nobody could reach it.",
    ],
    ["10.0.0.1", "That is a number or an IP address; a wiki needs a name."],
    [
      "notes.wiki.example.org",
      "notes.wiki.example.org belongs with wiki.example.org, which is ours. Create a wiki there by its name alone.",
    ],
    [
      "example.org",
      "example.org belongs with wiki.example.org, which is ours. Create a wiki there by its name alone.",
    ],
    ["www.alice.org", 'Leave out "www.": the farm takes it away from every address.'],
  ])("%j is refused: %s", (typed, reason) => {
    expect(canonicalDomain(typed, own)).toEqual({ ok: false, reason });
  });

  test("is refused where they aren't offered", () => {
    expect(canonicalDomain("alice.org", { ...own, customAllowed: false })).toMatchObject({ ok: false });
  });
});

test.each([
  ["notes.localhost", true],
  ["localhost", true],
  ["xn--bcher-kva.example.org", true],
  ["M.example.org", false],
  ["m.example.org.", false],
  ["bücher.example.org", false],
  ["www.example.org", false],
  ["127.0.0.1", false],
  ["../x", false],
  ["my_notes.example.org", false],
  ["", false],
])("%j is canonical: %s", (domain, canonical) => {
  expect(isCanonical(domain)).toBe(canonical);
});

test("the farm's admin site, the console and the provider are reserved", () => {
  const env = {
    MC_FEDWIKI_FARM_URL: "http://farm.localhost:4002",
    MC_FEDWIKI_FARM_TOKEN: "t",
    MC_FEDWIKI_SITE_DOMAINS: "localhost",
    MC_BASE_URL: "http://console.localhost:4000",
  };
  const rules = domainRules(loadConfig({ env, cwd: "/nowhere" }), { custom: false });
  expect(canonicalDomain("farm", rules)).toMatchObject({ ok: false });
  expect(canonicalDomain("console", rules)).toMatchObject({ ok: false });
  expect(canonicalDomain("notes", rules)).toEqual({ ok: true, domain: "notes.localhost" });
});

describe("configured domains that lie below each other", () => {
  const env = { MC_FEDWIKI_SITE_DOMAINS: "example.org,wiki.example.org" };
  const rules = domainRules(loadConfig({ env, cwd: "/nowhere" }), { custom: false });

  test.each(["notes.example.org", "notes.wiki.example.org"])("%s can be typed in full", (domain) => {
    expect(canonicalDomain(domain, rules)).toEqual({ ok: true, domain });
  });

  test.each(["wiki", "wiki.example.org"])("%s is one of them and no wiki", (typed) => {
    const reason = "wiki.example.org is kept for the co-op itself. Choose another name.";
    expect(canonicalDomain(typed, rules)).toEqual({ ok: false, reason });
  });

  test("a name of two labels is refused below the nearest", () => {
    const reason = "A name can't have a dot in it: only one name may stand before .wiki.example.org.";
    expect(canonicalDomain("a.b.wiki.example.org", rules)).toEqual({ ok: false, reason });
  });
});

test.each([
  ["notes.wiki.example.org", false],
  ["notes.example.org", true],
  ["notwiki.example.org", true],
])("%s is a domain of somebody's own: %s", (domain, isOwn) => {
  expect(isCustomDomain(domain, { fedwikiSiteDomains: ["wiki.example.org", "other.example.net"] })).toBe(
    isOwn,
  );
});
