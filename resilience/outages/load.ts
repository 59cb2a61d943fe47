import { setTimeout as delay } from "node:timers/promises";
import type { Console } from "./console.ts";
import type { FormOnPage } from "./form-on-page.ts";
import { type Answer, Member } from "./member.ts";

/** What came of one request, as the member was told. */
export interface Told {
  member: Member;
  kind: "create" | "delete";
  domain: string;
  /** The last answer. */
  answer: Answer;
  /** Answers before it that were a page for an error, or none. */
  failures: number;
}

/** How long people wait until they press a button again. */
const PAUSE_MS = 200;
/** A wiki is deleted when two newer ones are there, so that some are left at the end. */
const KEPT = 2;

/**
 * Members who create and delete at once, each one thing after the other: so many requests in all. Whoever meets an
 * error presses the same button again; whoever is sent to a page that follows the operation stays until it has ended.
 * @param onTold called after each of them
 */
export async function runLoad(
  { baseUrl, issuer, database }: Console,
  { name, members, requests }: { name: string; members: number; requests: number },
  onTold: (told: number) => void,
): Promise<Told[]> {
  const people = await Promise.all(
    Array.from({ length: members }, (_, index) => Member.add(database, baseUrl, issuer, `${name}-${index}`)),
  );
  const told: Told[] = [];
  const work = people.map(async (member) => {
    for (const { kind, domain } of plan(member.user.name, requests / members)) {
      told.push(await ask(member, kind, domain));
      onTold(told.length);
    }
  });
  await Promise.all(work);
  return told;
}

/** create 0, 1, 2, delete 0, create 3, delete 1, … */
function plan(name: string, count: number): { kind: "create" | "delete"; domain: string }[] {
  const steps: { kind: "create" | "delete"; domain: string }[] = [];
  const domain = (index: number) => `${name}-wiki-${index}.localhost`;
  for (let made = 0; steps.length < count; made += 1) {
    steps.push({ kind: "create", domain: domain(made) });
    if (made >= KEPT) steps.push({ kind: "delete", domain: domain(made - KEPT) });
  }
  return steps.slice(0, count);
}

async function ask(member: Member, kind: Told["kind"], domain: string): Promise<Told> {
  const path = kind === "create" ? "/wikis/new" : `/wikis/${domain}/delete`;
  const typed: Record<string, string> =
    kind === "create" ? { name: domain.replace(".localhost", "") } : { confirmation: domain };
  const met = { failures: 0 };
  const form = await insist(() => member.open(path, "operation"), met);
  const answer = "kind" in form ? form : await submitUntilItEnds(member, form, typed, met);
  return { member, kind, domain, answer, ...met };
}

/**
 * Presses the button until something else than an error answers, once more where the form is an older version's, and
 * stays until what it began has ended.
 */
export async function submitUntilItEnds(
  member: Member,
  form: FormOnPage,
  typed: Record<string, string>,
  met = { failures: 0 },
): Promise<Answer> {
  let answer = await insist(() => member.submit(form, typed), met);
  while (answer.kind === "following" || answer.kind === "outOfDate") {
    const { kind, location = "" } = answer;
    await delay(PAUSE_MS);
    answer = await insist(
      () => (kind === "following" ? member.look(location) : submitAgain(member, location, typed)),
      met,
    );
  }
  return answer;
}

async function submitAgain(member: Member, location: string, typed: Record<string, string>): Promise<Answer> {
  const form = await member.open(location, "operation");
  return "kind" in form ? form : member.submit(form, typed);
}

async function insist<T extends FormOnPage | Answer>(
  attempt: () => Promise<T>,
  met: { failures: number },
): Promise<T> {
  for (;;) {
    const seen = await attempt();
    if (!("kind" in seen)) return seen;
    if (seen.kind !== "failed") return seen;
    met.failures += 1;
    await delay(PAUSE_MS);
  }
}
