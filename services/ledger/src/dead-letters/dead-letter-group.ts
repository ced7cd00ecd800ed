/** The group under which the keeper of dead letters follows their topic. */
export const deadLetterGroup = "dead-letters";
