import type { Sparse } from "./linear-system.ts";

/** The sign by which each product is made, by place: + but for waste rows as they are written by nature (what is treated stands with -). */
export const makerSigns = ({ starts, rows, values }: Sparse, makerOf: Int32Array): Int8Array =>
  Int8Array.from(makerOf, (maker, i) => {
    const own = rows.subarray(starts[maker], starts[maker + 1]).indexOf(i);
    return Math.sign(values[(starts[maker] as number) + own] as number);
  });
