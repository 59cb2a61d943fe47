/** An address at a sentence's end, as `withSupport` writes it. */
const ADDRESS_AT_END = /^(.*\s)((?:https?:\/\/|mailto:)\S+)$/s;

/** A sentence whose support address can be followed. */
export function LinkedText({ text }: { text: string }) {
  const [, sentence, address] = ADDRESS_AT_END.exec(text) ?? [];
  if (address === undefined) return text;
  return (
    <>
      {sentence}
      <a href={address}>{address.replace(/^mailto:/, "")}</a>
    </>
  );
}
