import { afterAll, beforeAll, expect, it } from "vitest";
import { printedSchema } from "../../src/server/graphql/print.ts";
import { testDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

it("is as schema.graphql says; `npx vitest run test/server/schema.test.ts -u` writes it anew", async () => {
  await expect(await printedSchema(database.pool)).toMatchFileSnapshot("../../schema.graphql");
});
