/** What a person may type at all: letters of any script, digits, hyphens and dots. The rest is named. */

const allowed = /^[\p{L}\p{M}\p{N}.-]$/u;
const invisible = /^[\p{C}\p{Default_Ignorable_Code_Point}]$/u;

/** A sentence about the first thing that can't stand in a name. */
export function badCharacter(given: string): string | undefined {
  if (given === "") return "Type a name.";
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(given))
    return "Type the name alone, without https:// and what follows it.";
  const bad = [...given].find((character) => !allowed.test(character) || invisible.test(character));
  return bad === undefined ? undefined : problemWith(bad);
}

/** A sentence about one character, which it names. */
export function problemWith(character: string): string {
  const use = "Use letters, digits and hyphens.";
  if (invisible.test(character))
    return `There is a character in it that can't be seen (${codePoint(character)}). ${use}`;
  if (/^\s$/u.test(character)) return `A space can't stand in a name. ${use}`;
  if (character === ":") return "A port can't stand in a name: leave out the colon and what follows it.";
  return `"${character}" can't stand in a name. ${use}`;
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
