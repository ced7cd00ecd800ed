/** Where the `most` largest sizes stand, the largest first, equal ones by rising place; zeros are none. One native sort: lists may be long. */
export function largestPlaces(values: Float64Array, most: number): readonly number[] {
  const sizes = values.map(Math.abs).sort();
  const least =
    most >= sizes.length ? Number.MIN_VALUE : Math.max(sizes[sizes.length - most] ?? Infinity, Number.MIN_VALUE);
  const sizeAt = (place: number): number => Math.abs(values[place] as number);
  const places: number[] = [];
  for (let place = 0; place < values.length; place++) if (sizeAt(place) >= least) places.push(place);
  return places.sort((a, b) => sizeAt(b) - sizeAt(a) || a - b).slice(0, most);
}
