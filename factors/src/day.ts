const shape = /^\d{4}-\d\d-\d\d$/;

/** Whether the text is a calendar day `YYYY-MM-DD` that exists. Days of this form compare as text. */
export function isDay(text: string): boolean {
  if (!shape.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" }).toString() === text;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** The year of a day. */
export const yearOf = (day: string): number => Number(day.slice(0, 4));
