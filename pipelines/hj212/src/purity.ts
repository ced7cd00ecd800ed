// @ts-expect-error A pure package cannot see the process. Once this is no error, a dependency has let it in.
export type Leak = typeof process;
