/** Our page for everything that can go wrong while signing in; next-auth sends there too, with its own codes. */
export const SIGN_IN_ERROR_PATH = "/sign-in-error";

export interface SignInError {
  heading: string;
  /** What happened and what to do next. */
  text: string;
  /** Trying again as the same person would come to the same. */
  asSomebodyElse?: boolean;
}

/** @param code `error` of the address: next-auth's codes, the provider's, or ours (see claims.ts) */
export function signInError(code: string): SignInError {
  switch (code) {
    case "OAuthSignin":
      return {
        heading: "The sign-in service doesn't answer",
        text: "The console couldn't reach the service that knows who you are. Try again in a few minutes.",
      };
    case "OAuthCallback":
      return {
        heading: "Signing in wasn't finished",
        text: "It took too long, was opened in another browser, or the sign-in service stopped answering. Try again.",
      };
    case "access_denied":
      return {
        heading: "The sign-in service said no",
        text: "It was cancelled there, or the service doesn't let you use this console. Try again, or sign in as somebody else.",
        asSomebodyElse: true,
      };
    case "notAMember":
      return {
        heading: "You aren't a member yet",
        text: "You are known to the sign-in service, but not as a member of this console. Ask an administrator to make you one, then sign in again.",
        asSomebodyElse: true,
      };
    case "noOwnerClaim":
      return {
        heading: "Your account is incomplete",
        text: "The sign-in service doesn't say under which name the farm knows you. An administrator has to set that up (fedwiki-owner-claim).",
        asSomebodyElse: true,
      };
    default:
      return {
        heading: "Signing in didn't work",
        text: "Something went wrong between the console and the sign-in service. Try again; if it happens again, tell an administrator when it happened.",
      };
  }
}
