/** Stands in the OpenAPI document and in `--version`; the same as in package.json. */
export const VERSION = '0.1.0';
