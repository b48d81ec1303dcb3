/** The machine in words, so that a reader knows what the figures are worth to them. */
import { availableParallelism, cpus, totalmem, type } from "node:os";
import pg from "pg";

const settings = ["server_version", "fsync", "synchronous_commit", "full_page_writes"] as const;

/** One paragraph: processor, memory, system, versions, and the settings that a commit depends on. */
export async function describeMachine(adminUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; setting: string }>(
      `select name, setting from pg_catalog.pg_settings
       where name = any ($1) or name = 'shared_buffers'`,
      [settings],
    );
    const setting = (name: string): string =>
      rows.find((row) => row.name === name)?.setting ?? "unknown";
    const [cpu] = cpus();
    const model = cpu?.model.trim() || "an unnamed processor";
    const durability = settings
      .slice(1)
      .map((name) => `${name} ${setting(name)}`)
      .join(", ");
    return [
      `Measured on ${new Date().toISOString().slice(0, 10)}: ${type()}, ${model},`,
      `${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GB of memory;`,
      `PostgreSQL ${setting("server_version").split(" ")[0]} (${durability},`,
      `shared_buffers ${Math.round(Number(setting("shared_buffers")) / 128)} MB)`,
      `and Node ${process.versions.node}, with the clients on the same machine.`,
    ].join(" ");
  } finally {
    await client.end();
  }
}
