/** Whether tests take their full size; without it they are smaller, so that all of them end in minutes. */
export const isFullSize = process.env["CELADON_FULL"] === "1";
