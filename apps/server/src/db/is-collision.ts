/** Two processes met at one row: a unique key or a lock said no to one of them. The same transaction again sees what the other did. */
export const isCollision = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === '23505' || error.code === '40P01' || error.code === '40001');
