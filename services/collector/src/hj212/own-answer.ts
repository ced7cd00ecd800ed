const answers: ReadonlySet<string> = new Set(["9011", "9012", "9013", "9014"]);

/** Whether a frame of this command answers what we asked. A heartbeat (9015) does not: the station begins it. */
export const isOwnAnswer = (cn: string | null): boolean => cn !== null && answers.has(cn);
