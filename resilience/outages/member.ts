import { encode } from "next-auth/jwt";
import type { PrismaClient, User } from "#lib/generated/prisma/client.ts";
import { SESSION_SECRET } from "./console.ts";
import { type FormOnPage, formWith } from "./form-on-page.ts";

/** What a page said to somebody who uses it without JavaScript. */
export interface Answer {
  /**
   * `done`: it is made, or gone. `following`: it goes on, and a page follows it. `refused`: it came to nothing, and the
   * page says why, or is one where nobody wanted to go. `outOfDate`: the form was another version's, and the same page
   * of this one asks to press the button again. `failed`: a page for an error, or no answer at all.
   */
  kind: "done" | "following" | "refused" | "outOfDate" | "failed";
  /** Of the operation's page, once there is one, or of the form's. */
  location?: string;
  /** For people. */
  text: string;
  tookMs: number;
}

/** Somebody in a browser without JavaScript, signed in. */
export class Member {
  readonly user: User;
  readonly #baseUrl: string;
  readonly #cookie: string;

  private constructor(user: User, baseUrl: string, cookie: string) {
    this.user = user;
    this.#baseUrl = baseUrl;
    this.#cookie = cookie;
  }

  static async add(database: PrismaClient, baseUrl: string, issuer: string, name: string): Promise<Member> {
    const user = await database.user.create({
      data: { issuer, sub: name, name, username: name, ownerClaim: name },
    });
    const token = { userId: user.id, sub: name, signedInAt: Math.floor(Date.now() / 1000) };
    const session = await encode({ token, secret: SESSION_SECRET, maxAge: 3_600 });
    return new Member(user, baseUrl, `member-console-${new URL(baseUrl).port}.session=${session}`);
  }

  /** The form at that path whose field has that name, or what the page says without it. */
  async open(path: string, field: string): Promise<FormOnPage | Answer> {
    const startedAt = performance.now();
    const response = await this.#ask(path);
    const form = response?.status === 200 ? formWith(response.body, path, field) : undefined;
    return form ?? { ...answerOf(response), tookMs: performance.now() - startedAt };
  }

  /** Sends a form, as often as one likes: it carries its operation. */
  async submit({ path, fields }: FormOnPage, typed: Record<string, string>): Promise<Answer> {
    const startedAt = performance.now();
    const body = new FormData();
    for (const [name, value] of Object.entries({ ...fields, ...typed })) body.append(name, value);
    const response = await this.#ask(path, { method: "POST", body });
    return { ...answerOf(response), tookMs: performance.now() - startedAt };
  }

  /** Looks at the page that follows an operation. */
  async look(location: string): Promise<Answer> {
    const startedAt = performance.now();
    const response = await this.#ask(location);
    const isGoingOn = response?.body.includes('http-equiv="refresh"');
    const answer = isGoingOn ? ({ kind: "following", location, text: "" } as const) : answerOf(response);
    return { ...answer, tookMs: performance.now() - startedAt };
  }

  async #ask(path: string, init: RequestInit = {}): Promise<Response | undefined> {
    try {
      const headers = { cookie: this.#cookie, origin: this.#baseUrl };
      const response = await fetch(new URL(path, this.#baseUrl), { ...init, headers, redirect: "manual" });
      const { status } = response;
      return { status, location: response.headers.get("location"), body: await response.text() };
    } catch {
      return undefined;
    }
  }
}

interface Response {
  status: number;
  location: string | null;
  body: string;
}

function answerOf(response: Response | undefined): Omit<Answer, "tookMs"> {
  if (response === undefined) return { kind: "failed", text: "no answer" };
  const { status, location, body } = response;
  if (location !== null) return { ...sentTo(location), text: location };
  const parts = [/<h1\b[^>]*>([\s\S]*?)<\/h1>/, /role="alert"[^>]*>([\s\S]*?)<\/div>/];
  const texts = parts.map((part) => part.exec(body)?.[1]?.replace(/<[^>]+>/g, "") ?? "");
  return { kind: status < 500 ? "refused" : "failed", text: [status, ...texts].join(" ") };
}

const ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const operationPage = new RegExp(`^/operations/${ID}$`);
/** Of a create and a delete, where the page says what happened. */
const resultPage = new RegExp(`^/wikis(?:/[a-z0-9.-]+)?\\?operation=${ID}$`);

function sentTo(location: string): Pick<Answer, "kind" | "location"> {
  if (location.includes("?out-of-date=1")) return { kind: "outOfDate", location };
  if (operationPage.test(location)) return { kind: "following", location };
  return { kind: resultPage.test(location) ? "done" : "refused" };
}
