export { itemMigration } from "./item-migration.ts";
export { migrateIfOlder, migrateJob, startMigration } from "./migrate.ts";
export type { Migration, MigrationRun } from "./migration.ts";
