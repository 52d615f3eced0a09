import classes from './client-fields.module.css';

/** The looks of an input edited in place: plain text until one comes near. */
export const inPlace = {
  wrapper: classes.wrapper ?? '',
  input: classes.input ?? '',
  section: classes.section ?? '',
};

/** The same for inputs that hold pills. */
export const pillsInPlace = { ...inPlace, inputField: classes.inputField ?? '', pill: classes.pill ?? '' };
