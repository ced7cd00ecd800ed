/** One step of the schema, forward only. `id` is its number; its statements must bear being run twice (a crash repeats them). */
export interface Migration {
  readonly id: number;
  readonly name: string;
  readonly statements: readonly string[];
  /**
   * It only adds: a program that was written before it reads and writes what it knows, and loses nothing. Then processes of both
   * versions work side by side while one takes the place of the other; without it a store of this step is refused by the older ones.
   */
  readonly isAdditive?: true;
}
