/** How a sync's activities answer their workflow: the row of a sync that has ended. */
export interface RecordedSync {
  outcome: "recorded";
  success: boolean;
  sitesFound: number;
  sitesAdded: number;
  sitesRemoved: number;
  /** Why it failed. */
  error: string | null;
  /** By the database's clock, ISO 8601. */
  endedAt: string;
  /** Somebody asked for another one meanwhile. */
  another: boolean;
}
