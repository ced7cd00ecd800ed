/** Whether shares that should sum to 1 do not, by more than 1e-9; a sum that is no number is off too. */
export const offOne = (sum: number): boolean => !(Math.abs(sum - 1) <= 1e-9);
