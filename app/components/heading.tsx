import { Children, Fragment, type ReactNode } from "react";

/** A page's one heading; long domains break, at their dots first, rather than run out of the page. */
export function Heading({ children }: { children: ReactNode }) {
  return (
    <h1 className="mb-4 break-words font-bold text-3xl leading-tight tracking-tight sm:text-4xl">
      {Children.map(children, (child) => (typeof child === "string" ? breakingAtDots(child) : child))}
    </h1>
  );
}

function breakingAtDots(text: string): ReactNode {
  return text.split(/(?<=\.)(?=\S)/).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have no other name.
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
