export interface Wording {
  heading: string;
  /** Of the link that leads here and of the button. */
  button: string;
  /** What stays as it is although it stands in the list. */
  exception: string;
}

const removals: Wording = {
  heading: "Apply what a sync refused?",
  button: "Apply refused removals",
  exception: "A wiki that is back on the farm stays.",
};

const returns: Wording = {
  heading: "Bring back what a sync refused?",
  button: "Bring these wikis back",
  exception: "A wiki that isn't live there any more stays among the deleted ones.",
};

/** How a refused run's changes are called: `returned` refused to bring wikis back, the others to take some away. */
export function refusedWording({ refusedBy }: { refusedBy: string | null }): Wording {
  return refusedBy === "returned" ? returns : removals;
}
