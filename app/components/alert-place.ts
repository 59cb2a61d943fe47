/** Id of the place in `main` for the alert of a form that stands outside of it; see PageShell. */
export const ALERT_PLACE = "alert-place";
