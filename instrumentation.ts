import type { Instrumentation } from "next";

/** Next compiles this file for its edge runtime too, which we don't use and which has no Node in it. */
export const onRequestError: Instrumentation.onRequestError = async (error, request) => {
  // biome-ignore lint/style/noProcessEnv: a constant of Next's build, by which the other half is left out.
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { logRequestError } = await import("#app/server/log-request-error.ts");
  logRequestError(error, request);
};
