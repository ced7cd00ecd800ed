import type { Store } from "@celadon/runtime";
import type { FootprintPlace } from "./footprint-place.ts";

/** So many at a time; the rest comes with the next look. */
const placesMax = 10_000;

/**
 * Where the current footprint is not the one that is worked in. The footprinter's tables say what is current, also that a
 * footprint has lost its ground without another in its place; names stand there in base64. Lots are in no ranking.
 */
export const stalePlaces = (store: Store, factories?: readonly string[]): Promise<readonly FootprintPlace[]> =>
  store.rows<FootprintPlace>({
    text: `SELECT now.factory AS factory, now.product AS product, now.fromMs AS fromMs, now.toMs AS toMs, current AS id, last AS place, written
      FROM (
        SELECT base64Decode(name) AS factory, base64Decode(made) AS product, fromMs, toMs, argMax(id, place) AS current, max(place) AS last
        FROM (
          SELECT factory AS name, product AS made, fromMs, toMs, id, place FROM currentFootprints
          WHERE lot = ''${factories === undefined ? "" : " AND factory IN {names:Array(String)}"}
        )
        GROUP BY name, made, fromMs, toMs
      ) AS now
      LEFT JOIN (
        SELECT factory, product, fromMs, toMs, place AS worked, written FROM indicated FINAL
        ${factories === undefined ? "" : "WHERE factory IN {factories:Array(String)}"}
      ) AS done ON now.factory = done.factory AND now.product = done.product AND now.fromMs = done.fromMs AND now.toMs = done.toMs
      WHERE last != worked
      ORDER BY factory, product, fromMs, toMs
      LIMIT ${placesMax}`,
    params:
      factories === undefined
        ? {}
        : { factories, names: factories.map((name) => Buffer.from(name).toString("base64")) },
  });
