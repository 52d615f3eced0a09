/** Where an arrow key leads on the board: `columns` are the ids of the deals of each stage, top to bottom. Empty stages are passed over. */
export function neighbourCard(columns: readonly (readonly string[])[], id: string, key: string): string | undefined {
  const column = columns.findIndex((ids) => ids.includes(id));
  const row = columns[column]?.indexOf(id) ?? -1;
  const beside = (step: number): string | undefined => {
    for (let at = column + step; at >= 0 && at < columns.length; at += step) {
      const ids = columns[at] ?? [];
      if (ids.length > 0) return ids[Math.min(row, ids.length - 1)];
    }
    return undefined;
  };
  switch (key) {
    case 'ArrowDown':
      return columns[column]?.[row + 1];
    case 'ArrowUp':
      return row > 0 ? columns[column]?.[row - 1] : undefined;
    case 'ArrowRight':
      return beside(1);
    case 'ArrowLeft':
      return beside(-1);
    default:
      return undefined;
  }
}
