/** Lines of one kind that a page shows; their number stands beside them. */
export const SHOWN_LINES = 100;
