/**
 * The sequence of what is stored of a factory: the version of its windows. It rises from one batch of the factory to the next; two
 * factories whose records come by different partitions have nothing in common there.
 */
export type SeqOf = (factory: string) => number;
