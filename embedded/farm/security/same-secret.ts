import { createHash, timingSafeEqual } from "node:crypto";

/** Compares in a time that says nothing about where two secrets differ, nor about their lengths. */
export function sameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

function digest(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}
