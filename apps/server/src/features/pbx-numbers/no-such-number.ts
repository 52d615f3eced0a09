import { AppError } from '../../errors.ts';

export const noSuchNumber = (): AppError => new AppError('not-found', 'This is no number of the PBX account.');
