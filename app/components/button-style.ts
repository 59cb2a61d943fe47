/** `plain` stands beside a main button; `danger` takes something away. */
export type ButtonKind = "main" | "plain" | "danger";

const shape =
  "inline-flex min-h-11 items-center justify-center gap-2 rounded-md border px-4 py-2 font-medium no-underline motion-safe:transition-colors";

const kinds: Record<ButtonKind, string> = {
  main: "border-transparent bg-accent text-on-accent hover:bg-accent-strong",
  plain: "border-control bg-surface text-ink hover:border-accent hover:text-accent",
  danger: "border-transparent bg-danger text-on-danger hover:bg-danger-strong",
};

export function buttonStyle(kind: ButtonKind): string {
  return `${shape} ${kinds[kind]}`;
}
