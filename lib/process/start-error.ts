/**
 * A reason why something can't start that the operator can do something about.
 * Its message is one line that says what is wrong and what to do, to be printed without a stack.
 */
export class StartError extends Error {
  override name = "StartError";
}
