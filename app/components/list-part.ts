/** Lines of one list that a page shows at once; their number and the way to the others stand beside them. */
export const SHOWN_LINES = 100;

/** Of a list's first line, as a page's address names it: how many stand before it. Anything else is the beginning. */
export function readSkip(from: string | string[] | undefined): number {
  const skip = typeof from === "string" && /^\d{1,7}$/.test(from) ? Number(from) : 0;
  return skip - (skip % SHOWN_LINES);
}
