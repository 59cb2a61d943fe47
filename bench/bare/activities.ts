/** Does nothing: what is left is what Temporal itself takes. */
export async function emptyActivity(): Promise<void> {}
