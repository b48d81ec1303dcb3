/** Reads by another way than writes, as a replica is. */
import { expect, it } from "vitest";
import { openCaller } from "../../src/call.ts";
import { describeOnPostgres, testDatabase } from "../support/database.ts";
import { wayTo } from "../support/cut-off.ts";

describeOnPostgres("a replica for reads", () => {
  it("answers what does not write, and the primary the rest, and all of it when it is gone", async () => {
    const database = await testDatabase();
    const [primary, replica] = await Promise.all([wayTo(database.url!), wayTo(database.url!)]);
    const config = {
      databaseUrl: primary.url,
      readUrl: replica.url,
      dataDir: "unused",
      poolSize: 2,
    };
    const caller = await openCaller(config);
    const domains = async (): Promise<number> =>
      ((await caller.call("list_rows", { view_name: "domains" })).result as unknown[]).length;
    try {
      expect(await domains()).toBe(0);
      await caller.call("register_domain", { domain_number: "7", domain_name: "inventory" });
      expect(await domains()).toBe(1);
      // Only the replica is there: reads go on.
      await primary.cut();
      expect(await domains()).toBe(1);
      await expect(
        caller.call("register_domain", { domain_number: "8", domain_name: "sales" }),
      ).rejects.toMatchObject({ code: "SG900" });
      // And only the primary.
      await primary.mend();
      await replica.cut();
      expect(await domains()).toBe(1);
      await caller.call("register_domain", { domain_number: "8", domain_name: "sales" });
      expect(await domains()).toBe(2);
      // What is wrong is said once, not twice.
      await expect(caller.call("list_rows", { view_name: "nothing" })).rejects.toMatchObject({
        code: expect.stringMatching(/^SG[12]/),
      });
    } finally {
      await caller.close();
      await primary.close();
      await replica.close();
      await database.drop();
    }
  });
});
