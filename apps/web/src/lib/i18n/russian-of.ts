/**
 * The Russian strings of one namespace: every key of the English one, and of a plural (`x_one`, `x_other`) all four Russian forms.
 * A missing or superfluous string does not compile.
 */
export type RussianOf<English> = {
  [K in keyof English as K extends `${infer Base}_other` ? `${Base}_few` | `${Base}_many` | `${Base}_other` : K]: string;
};
