const prefix = "published result: ";

/** The row of B that holds what others published of processes of which nothing else is known, by one method. */
export const publishedFlow = (method: string): string => `${prefix}${method}`;

/** The method of such a row; undefined for a flow of nature. */
export const publishedMethod = (flowId: string): string | undefined =>
  flowId.startsWith(prefix) ? flowId.slice(prefix.length) : undefined;
