import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { type Archive, ArchiveMiss } from './archive.ts';

/** An archive that is a folder of this machine (`file:`). */
export function folderArchive(directory: string): Archive {
  const root = resolve(directory);
  const incoming = join(root, '.incoming');
  const place = (key: string): string => {
    const path = resolve(root, key);
    if (!path.startsWith(root + sep)) throw new Error('A key leads out of the archive.');
    return path;
  };
  return {
    kind: 'folder',
    incoming,
    put: async (key, { path }) => {
      const target = place(key);
      await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      await makeDurable(path);
      try {
        await rename(path, target);
      } catch (error) {
        if (!isError(error, 'EXDEV')) throw error;
        await moveAcross(path, target);
      }
      await makeDurable(dirname(target)); // the name, too, must outlive a power cut
    },
    open: async (key, range) => {
      try {
        const file = await open(place(key), constants.O_RDONLY);
        return file.createReadStream(range);
      } catch (error) {
        if (isError(error, 'ENOENT')) throw new ArchiveMiss(key, { cause: error });
        throw error;
      }
    },
    remove: (key) => rm(place(key), { force: true }),
  };
}

/** The folder for what comes in lies on another disk: copied beside its place first, so that no half file is ever seen. */
async function moveAcross(path: string, target: string): Promise<void> {
  const beside = join(dirname(target), `.${randomUUID()}`);
  try {
    await copyFile(path, beside);
    await makeDurable(beside);
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
  await rm(path, { force: true });
}

async function makeDurable(path: string): Promise<void> {
  const handle = await open(path, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const isError = (error: unknown, code: string): boolean => error instanceof Error && 'code' in error && error.code === code;
