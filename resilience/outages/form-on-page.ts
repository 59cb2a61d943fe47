/** A form as a browser without JavaScript sends it. */
export interface FormOnPage {
  path: string;
  /** With the values that stand in it. */
  fields: Record<string, string>;
}

/** The page's form that has a field of that name; undefined when there is none. */
export function formWith(html: string, path: string, field: string): FormOnPage | undefined {
  const forms = [...html.matchAll(/<form\b[\s\S]*?<\/form>/g)].map(([form]) => fieldsOf(form));
  const fields = forms.find((each) => field in each);
  return fields && { path, fields };
}

function fieldsOf(form: string): Record<string, string> {
  const inputs = [...form.matchAll(/<input\b[^>]*>/g)].map(([input]) => [
    attribute(input, "name"),
    attribute(input, "value"),
  ]);
  return Object.fromEntries(inputs.filter(([name]) => name !== ""));
}

function attribute(tag: string, name: string): string {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? "";
  return value
    .replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
