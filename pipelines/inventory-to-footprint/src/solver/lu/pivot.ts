/** The diagonal is kept as pivot where it is at least this much of the largest candidate: that keeps the fill of the order. */
export const threshold = 0.001;

/** Stands for a pivot of 0, so that the factors still lead to the null vector; entries of N are near 1 after scaling. */
export const stopgap = 2 ** -60;

/** Whether a pivot can be divided by. */
export const isSound = (pivot: number): boolean => pivot !== 0 && Number.isFinite(pivot);
