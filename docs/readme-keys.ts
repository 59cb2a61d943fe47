import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { type ConfigKey, describeDefault, publicKeys } from "#lib/config.ts";

export const readmeFile = new URL("../README.md", import.meta.url);

const begin = "<!-- keys: made by `npm run readme`, from lib/config/settings.ts -->";
const end = "<!-- end of keys -->";

/** The README's text with the table of all keys between its two marks, as the code has them now. */
export function withKeyTable(readme: string): string {
  const [before, rest] = split(readme, begin);
  const [, after] = split(rest, end);
  const file =
    "| `config` | mc-config.yaml | Path of the file with the other keys; a flag or environment alone. |";
  const table = ["| key | default | what it is |", "|---|---|---|", file, ...publicKeys.map(row)].join("\n");
  return `${before}${begin}\n${table}\n${end}${after}`;
}

function row(key: ConfigKey): string {
  const secret = key.secret === true ? ` Secret; also \`${key.name}-file\`.` : "";
  const cells = [`\`${key.name}\``, describeDefault(key), `${key.description}.${secret}`];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function split(text: string, mark: string): [string, string] {
  const [before, after] = text.split(mark);
  if (before === undefined || after === undefined) throw new Error(`the README lacks its mark ${mark}`);
  return [before, after];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  writeFileSync(readmeFile, withKeyTable(readFileSync(readmeFile, "utf8")));
}
