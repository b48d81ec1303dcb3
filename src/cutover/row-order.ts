/** Rows that stand at another place than in the file, and no more of them than have to be moved. */

/**
 * Places in the list that do not belong to its longest rising subsequence: who has to be moved for
 * the rest to be in order.
 */
export function outOfOrder(ranks: readonly number[] | Uint32Array): number[] {
  // By length of a rising subsequence: the place at which the one with the lowest end ends.
  const ends = new Uint32Array(ranks.length);
  const before = new Int32Array(ranks.length).fill(-1);
  let length = 0;
  for (let place = 0; place < ranks.length; place += 1) {
    const rank = ranks[place] ?? 0;
    let low = 0;
    let high = length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((ranks[ends[middle] ?? 0] ?? 0) < rank) low = middle + 1;
      else high = middle;
    }
    if (low > 0) before[place] = ends[low - 1] ?? -1;
    ends[low] = place;
    if (low === length) length += 1;
  }
  const inOrder = new Uint8Array(ranks.length);
  for (let place = length > 0 ? (ends[length - 1] ?? -1) : -1; place >= 0;) {
    inOrder[place] = 1;
    place = before[place] ?? -1;
  }
  const moved: number[] = [];
  for (let place = 0; place < ranks.length; place += 1) if (inOrder[place] === 0) moved.push(place);
  return moved;
}
