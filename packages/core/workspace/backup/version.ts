/** The version of the product, as in `package.json`; `test/backup.test.ts` holds them equal. */
export const PRODUCT_VERSION = "0.1.0";
