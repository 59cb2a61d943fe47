/** From the full accent to nearly none. */
const tints = [
  "from-accent to-accent/60",
  "from-accent/80 to-accent/45",
  "from-accent/65 to-accent/35",
  "from-accent/50 to-accent/25",
  "from-accent/35 to-accent/15",
  "from-accent/20 to-accent/10",
];

/** Each federated wiki flies a small square flag; a row of them, for decoration. */
export function Flags() {
  return (
    <div aria-hidden className="mb-8 flex gap-2">
      {tints.map((tint) => (
        <span key={tint} className={`size-9 rounded-lg bg-linear-to-br sm:size-12 ${tint}`} />
      ))}
    </div>
  );
}
