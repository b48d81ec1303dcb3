/** The explorer at `/`, in a real browser. */
import { accessSync, constants } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { post, startServer, type TestServer } from "./support.ts";

const executablePath = findBrowser();
if (executablePath === undefined) {
  console.warn("\n*** SKIPPED: the explorer needs a browser; set CHROMIUM_PATH to one ***\n");
}

describe.skipIf(/* needs a browser */ executablePath === undefined)(
  "the explorer",
  { tags: ["slow"] },
  () => {
    let server: TestServer;
    let browser: Browser;
    beforeAll(async () => {
      server = await startServer();
      await post(`${server.url}/rpc/register_domain`, {
        domain_number: "7",
        domain_name: "inventory",
      });
      browser = await chromium.launch({
        executablePath: executablePath!,
        args: ["--no-sandbox", "--disable-dev-shm-usage"],
      });
    });
    afterAll(async () => {
      await browser?.close();
      await server?.drop();
    });

    it("loads from this server alone, and runs a query", async () => {
      const page = await browser.newPage();
      const elsewhere: string[] = [];
      const failures: string[] = [];
      page.on("request", (request) => {
        const { protocol, origin } = new URL(request.url());
        if (protocol.startsWith("http") && origin !== server.url) elsewhere.push(request.url());
      });
      page.on("pageerror", (error) => failures.push(error.message));
      const query = "{ domains { domainName } }";
      await page.goto(`${server.url}/?query=${encodeURIComponent(query)}`);
      const run = page.getByRole("button", { name: /execute query/i });
      await run.waitFor({ timeout: 60_000 });
      const editor = page
        .locator(".graphiql-query-editor .monaco-editor, .graphiql-query-editor")
        .first();
      await editor.click();
      await page.keyboard.press("ControlOrMeta+A");
      await page.keyboard.type("query { domains { domainName");
      const answer = page.waitForResponse(
        (response) =>
          response.url() === `${server.url}/graphql` &&
          (response.request().postData() ?? "").includes("domainName"),
      );
      await run.click();
      expect(await (await answer).json()).toEqual({
        data: { domains: [{ domainName: "inventory" }] },
      });
      await page.getByText("inventory").first().waitFor({ timeout: 20_000 });
      expect(elsewhere).toEqual([]);
      expect(failures).toEqual([]);
    });

    it("is not shown inside a page of somebody else", async () => {
      const response = await fetch(`${server.url}/`);
      expect(response.headers.get("x-frame-options")).toBe("DENY");
      await response.body?.cancel();
    });
  },
);

function findBrowser(): string | undefined {
  const given = process.env["CHROMIUM_PATH"];
  const folders = (process.env["PATH"] ?? "").split(":");
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const candidates = [
    ...(given ? [given] : []),
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
  ];
  return candidates.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
