import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { databaseKind } from "../support/database.ts";
import { graphql, post, startServer, type TestServer } from "./support.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.drop());

/** The first and the third document of the public contract, as they stand there. */
const FIRST = `query { domains { domainName multiTenant subdomains { subdomainName entities { entityName tableCode } } } }`;
const THIRD = `mutation { registerDomain(input: { domainNumber: "7" domainName: "inventory" description: "Inventory management"
  multiTenant: true }) { ... on Domain { id domainName } } }`;

const ERROR = "... on RegistryError { code message detail hint field }";

describe("the documents of the contract", () => {
  it("registers a domain and reads the tree", async () => {
    expect(await graphql(server, THIRD)).toEqual({
      data: {
        registerDomain: { id: expect.any(String), domainName: "inventory" },
      },
    });
    const { data, errors } = await graphql(server, FIRST);
    expect(errors).toBeUndefined();
    expect(data.domains).toContainEqual({
      domainName: "inventory",
      multiTenant: true,
      subdomains: [],
    });
  });

  it("answers {} where a refusal is not asked for", async () => {
    expect(await graphql(server, THIRD)).toEqual({
      data: { registerDomain: {} },
    });
  });
});

describe("mutations", () => {
  beforeAll(async () => {
    await graphql(
      server,
      `
        mutation {
          registerDomain(input: { domainNumber: "2", domainName: "crm" }) {
            __typename
          }
          registerSubdomain(
            input: { domain: "crm", subdomainNumber: "1", subdomainName: "customer" }
          ) {
            __typename
          }
        }
      `,
    );
  });

  it("gives a row, with all that a query could ask of it", async () => {
    const { data } = await graphql(
      server,
      `mutation { registerSubdomain(input: {domain: "crm", subdomainNumber: "2", subdomainName: "sales"}) {
        ... on Subdomain { subdomainName domain { domainName } entities { id } } ${ERROR} } }`,
    );
    expect(data.registerSubdomain).toEqual({
      subdomainName: "sales",
      domain: { domainName: "crm" },
      entities: [],
    });
  });

  it("gives a scalar as a value", async () => {
    const document = `mutation { allocateEntityCode(input: {domain: "crm", subdomain: "customer", entityName: "Contact"}) {
      ... on AllocateEntityCodePayload { value } ${ERROR} } }`;
    const first = await graphql(server, document);
    expect(first.data.allocateEntityCode.value).toMatch(/^0121[1-9A-F]1$/);
    // Asked again, the same entity has its own code.
    expect(await graphql(server, document)).toEqual(first);
  });

  it("gives a set as a list, in its order", async () => {
    const { data } = await graphql(
      server,
      `mutation ($specs: JSON!) { registerEntities(input: {specs: $specs}) {
        ... on RegisterEntitiesPayload { list { entityName subdomain { domain { domainName } } } } ${ERROR} } }`,
      {
        specs: ["Zebra", "Apple"].map((entity_name) => ({
          domain: "crm",
          subdomain: "sales",
          entity_name,
        })),
      },
    );
    expect(data.registerEntities.list).toEqual([
      { entityName: "Zebra", subdomain: { domain: { domainName: "crm" } } },
      { entityName: "Apple", subdomain: { domain: { domainName: "crm" } } },
    ]);
  });

  it("gives a refusal as a RegistryError", async () => {
    const { data, errors } = await graphql(
      server,
      `mutation { registerDomain(input: {domainNumber: "2", domainName: "other"}) { __typename ${ERROR} } }`,
    );
    expect(errors).toBeUndefined();
    expect(data.registerDomain).toMatchObject({
      __typename: "RegistryError",
      code: "SG301",
      field: "domain_number",
      hint: expect.any(String),
    });
  });

  it("undoes a refused one and keeps those before it", async () => {
    const { data } = await graphql(
      server,
      `
        mutation {
          a: registerDomain(input: { domainNumber: "A", domainName: "kept" }) {
            __typename
          }
          b: registerDomain(input: { domainNumber: "B", domainName: "kept" }) {
            __typename
          }
        }
      `,
    );
    expect(data).toEqual({
      a: { __typename: "Domain" },
      b: { __typename: "RegistryError" },
    });
    const after = await graphql(
      server,
      `
        {
          domains {
            domainNumber
            domainName
          }
        }
      `,
    );
    expect(after.data.domains).toContainEqual({
      domainNumber: "A",
      domainName: "kept",
    });
    expect(after.data.domains).not.toContainEqual(expect.objectContaining({ domainNumber: "B" }));
  });

  it("are all functions that write, each with a RegistryError", async () => {
    const { data } = await graphql(
      server,
      `
        {
          __schema {
            mutationType {
              fields {
                name
                type {
                  kind
                  ofType {
                    possibleTypes {
                      name
                    }
                  }
                }
              }
            }
          }
        }
      `,
    );
    const fields: any[] = data.__schema.mutationType.fields;
    for (const { name, type } of fields) {
      expect([name, type.kind]).toEqual([name, "NON_NULL"]);
      const members = type.ofType.possibleTypes.map((one: any) => one.name);
      expect(members).toHaveLength(2);
      expect(members).toContain("RegistryError");
    }
    const names = fields.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(["importRegistry", "importServices", "retireEntity", "reserveCode"]),
    );
  });

  it("wants the arguments that have no default", async () => {
    const { errors } = await graphql(
      server,
      `
        mutation {
          registerDomain(input: { domainNumber: "9" }) {
            __typename
          }
        }
      `,
    );
    expect(errors[0].message).toContain("domainName");
  });
});

describe("queries", () => {
  it("orders as the view says", async () => {
    const { data } = await graphql(
      server,
      `
        {
          domains {
            domainNumber
          }
        }
      `,
    );
    const numbers = data.domains.map((one: { domainNumber: string }) => one.domainNumber);
    expect(numbers).toEqual(numbers.toSorted());
  });

  it("orders as it is told", async () => {
    const { data } = await graphql(
      server,
      `
        {
          domains(orderBy: DOMAIN_NUMBER_DESC) {
            domainNumber
          }
        }
      `,
    );
    const numbers = data.domains.map((one: { domainNumber: string }) => one.domainNumber);
    expect(numbers).toEqual(numbers.toSorted().toReversed());
  });

  it("pages", async () => {
    const all = (
      await graphql(
        server,
        `
          {
            domains {
              id
            }
          }
        `,
      )
    ).data.domains;
    const { data } = await graphql(
      server,
      `
        {
          domains(first: 1, offset: 1) {
            id
          }
        }
      `,
    );
    expect(data.domains).toEqual([all[1]]);
  });

  it("gives an error of ours with its code and hint", async () => {
    const { errors } = await graphql(
      server,
      `
        {
          inferSubdomain(domain: "nowhere", entityName: "x")
        }
      `,
    );
    expect(errors[0]).toMatchObject({
      path: ["inferSubdomain"],
      extensions: { code: "SG201", hint: expect.any(String), field: "domain" },
    });
  });

  it("shows what it is, and no table", async () => {
    const { data } = await graphql(
      server,
      `
        {
          __schema {
            types {
              name
            }
          }
        }
      `,
    );
    const names = data.__schema.types.map((one: { name: string }) => one.name);
    expect(names).toEqual(expect.arrayContaining(["Domain", "Entity", "RegistryError"]));
    expect(names.filter((name: string) => /^(Tb|Specql|Node$)/.test(name))).toEqual([]);
  });
});

describe("limits", () => {
  it("refuses a document that is too deep", async () => {
    const deep = "subdomains { domain { ".repeat(9) + "id" + " } }".repeat(9);
    const { errors } = await graphql(server, `{ domains { ${deep} } }`);
    expect(errors[0].extensions.code).toBe("SG184");
  });

  it("refuses a document with too many aliases, however they are spread", async () => {
    const many = Array.from({ length: 600 }, (_, n) => `a${n}: domains { id }`).join(" ");
    expect((await graphql(server, `{ ${many} }`)).errors[0].extensions.code).toBe("SG185");
    const fragments = Array.from({ length: 9 }, (_, n) =>
      n === 0
        ? `fragment f0 on Domain { id }`
        : `fragment f${n} on Domain { ...f${n - 1} ...f${n - 1} x${n}: domainName }`,
    ).join(" ");
    const { errors } = await graphql(
      server,
      `
        {
          domains {
            ...f8
          }
        }
        ${fragments}
      `,
    );
    expect(errors[0].extensions.code).toBe("SG185");
  });

  it("caps a list", async () => {
    const { data } = await graphql(
      server,
      `
        {
          domains(first: 1000000) {
            id
          }
        }
      `,
    );
    expect(data.domains.length).toBeLessThanOrEqual(1000);
    expect(
      (
        await graphql(
          server,
          `
            {
              domains(first: -1) {
                id
              }
            }
          `,
        )
      ).errors,
    ).toBeUndefined();
  });

  it("takes one document at a time, and no other type of body", async () => {
    expect((await post(`${server.url}/graphql`, [{ query: "{ __typename }" }])).status).toBe(400);
    const form = await post(`${server.url}/graphql`, {}, { "content-type": "text/plain" });
    expect(form.status).toBe(415);
    expect(form.json.error.code).toBe("SG182");
  });
});

describe("the number of SQL statements", () => {
  it("does not grow with the rows", async () => {
    const tree = async (): Promise<{ rows: number; statements: number }> => {
      const query = vi.spyOn(pg.Client.prototype, "query");
      const { data } = await graphql(server, FIRST);
      // The server measures, seals and mirrors in transactions of its own while this runs: what counts is
      // every transaction that reads what the question asks for.
      const transactions: string[][] = [];
      const open = new Map<unknown, string[]>();
      for (const [at, call] of query.mock.calls.entries()) {
        const [first] = call as unknown[] as [string | { text: string }];
        const text = (typeof first === "string" ? first : first.text).trim();
        const client = query.mock.contexts[at];
        let one = open.get(client);
        if (one === undefined || text.startsWith("begin")) {
          one = [];
          open.set(client, one);
          transactions.push(one);
        }
        one.push(text);
      }
      const statements = transactions
        .filter((one) => one.some((text) => text.includes('"app".')))
        .reduce((sum, one) => sum + one.length, 0);
      query.mockRestore();
      const rows = data.domains.flatMap((one: any) => [one, ...one.subdomains]).length;
      return { rows, statements };
    };
    const before = await tree();
    await graphql(
      server,
      `mutation ($domain: String!) { ${Array.from("3456789ABCDEF")
        .map(
          (n) => `s${n}: registerSubdomain(input: {domain: $domain, subdomainNumber: "${n}",
            subdomainName: "place_${n}"}) { __typename }`,
        )
        .join(" ")} }`,
      { domain: "crm" },
    );
    const after = await tree();
    expect(after.rows).toBe(before.rows + 13);
    expect(before.statements).toBeGreaterThan(0);
    expect(after.statements).toBe(before.statements);
    // Begin, settings, one query, commit; the first ones may be sent together.
    expect(after.statements).toBeLessThanOrEqual(4);
  });
});

describe("masking", () => {
  it("keeps what is inside inside", async () => {
    const broken = await startServer(databaseKind === "embedded" ? { pgPort: 0 } : {});
    try {
      const caller = new pg.Client(broken.databaseUrl ?? broken.pgUrl);
      await caller.connect();
      await caller.query("alter view app.domains rename column domain_name to secret_column");
      await caller.end();
      const { errors } = await graphql(
        broken,
        `
          {
            domains {
              domainName
            }
          }
        `,
      );
      expect(errors[0].message).toBe("internal error");
      expect(errors[0].extensions).toMatchObject({
        code: "SG999",
        detail: expect.any(String),
      });
      expect(JSON.stringify(errors)).not.toMatch(/domain_name|42703|select/);
      const id = /Error id (\w+)/.exec(errors[0].extensions.detail)![1]!;
      expect(broken.log.join("\n")).toContain(id);
    } finally {
      await broken.drop();
    }
  });

  it("takes bad text for bad input, or keeps it as it is", async () => {
    const document = `mutation ($number: String!, $name: String!) {
      registerDomain(input: {domainNumber: $number, domainName: $name}) {
        __typename ... on Domain { domainName } ${ERROR} } }`;
    const naughty = ["a\0b", "x".repeat(1_000_000), "'; drop table x; --", "\u202e", "", " ", "$$"];
    for (const [n, name] of naughty.entries()) {
      for (const number of ["89BCDEF"[n]!, name]) {
        const { data, errors } = await graphql(server, document, {
          number,
          name,
        });
        expect(errors).toBeUndefined();
        const { __typename: type, domainName, code } = data.registerDomain;
        if (type === "Domain") expect(domainName).toBe(name);
        else expect(code).toMatch(/^SG1/);
      }
    }
  });
});
