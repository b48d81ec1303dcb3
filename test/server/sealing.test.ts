import { afterAll, beforeAll, expect, it } from "vitest";
import { post, startServer, type TestServer } from "./support.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ sealEvery: 200 });
});
afterAll(() => server.drop());

async function unsealed(): Promise<{ ok: boolean; checked: number }> {
  const { json } = await post(`${server.url}/rpc/verify_audit`, {});
  const rows = (json as { result: { part: string; ok: boolean; checked: number }[] }).result;
  return rows.find(({ part }) => part === "unsealed changes")!;
}

it("seals what was changed, without being asked, while it serves", async () => {
  await post(`${server.url}/rpc/register_domain`, { domain_number: "1", domain_name: "core" });
  await expect.poll(async () => (await unsealed()).checked, { timeout: 20_000 }).toBe(0);
});
