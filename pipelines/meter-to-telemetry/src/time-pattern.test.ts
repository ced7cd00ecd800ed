import { expect, test } from "vitest";
import { timePattern } from "./time-pattern.ts";

function read(format: string, text: string): string | undefined {
  const bytes = new TextEncoder().encode(text);
  const time = { day: 0, msOfDay: 0 };
  const isRead = timePattern(format)(bytes, 0, bytes.length, time);
  return isRead ? new Date(time.day * 86_400_000 + time.msOfDay).toISOString().slice(0, 19) : undefined;
}

test.each([
  ["DD/MM/YYYY HH:mm", "01/02/2018 03:04", "2018-02-01T03:04:00"],
  ["M/D/YYYY H:mm:ss", "1/31/2018 3:04:59", "2018-01-31T03:04:59"],
  ["M/D/YYYY H:mm:ss", "12/31/2018 13:04:59", "2018-12-31T13:04:59"],
  ["YYYYMMDD", "20180228", "2018-02-28T00:00:00"],
  ["YYYY.0 M.0 D.0", "2014.0 1.0 22.0", "2014-01-22T00:00:00"],
  ["YYYY-MM-DD HH:mm", "2018-12-31 24:00", "2019-01-01T00:00:00"],
  ["DD.MM.YYYY", "29.02.2020", "2020-02-29T00:00:00"],
])("%s reads %s as %s", (format, text, local) => {
  expect(read(format, text)).toBe(local);
});

test.each([
  ["DD/MM/YYYY", "31/02/2018"],
  ["DD/MM/YYYY", "12/31/2018"],
  ["DD/MM/YYYY", "1/02/2018"],
  ["DD/MM/YYYY", "01-02-2018"],
  ["DD/MM/YYYY", "01/02/2018 "],
  ["DD/MM/YYYY HH:mm", "01/02/2018 24:01"],
  ["DD/MM/YYYY HH:mm", "01/02/2018 12:60"],
  ["DD/MM/YYYY HH:mm", "01/02/2018"],
  ["YYYY", "218a"],
])("%s does not read %s", (format, text) => {
  expect(read(format, text)).toBeUndefined();
});
