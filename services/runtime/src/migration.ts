/** One step of the schema, forward only. `id` is its number; its statements must bear being run twice (a crash repeats them). */
export interface Migration {
  readonly id: number;
  readonly name: string;
  readonly statements: readonly string[];
}
