/** The seed of a run that is to be repeated (`MODEL_SEED=… npx vitest run …`), else this one. */
export function seedOr(otherwise: number): number {
  const given = process.env.MODEL_SEED;
  return given === undefined ? otherwise : Number(given);
}
