/**
 * PostGraphile runs nothing but reads by itself (mutations are our own calls). So its transactions
 * are told to read only, and go on where their session is lost: each can be made once more, on
 * whatever answers then.
 */
import type pg from "pg";
import type { PgClient, WithPgClient } from "postgraphile/@dataplan/pg";
import { isLost } from "../../database/call-function.ts";
import { FailoverPool } from "../../database/failover-pool.ts";
import { READS } from "../../database/plain-client.ts";
import { toldBy } from "../../database/source.ts";
import { fromServer } from "../../errors.ts";

type Service = GraphileConfig.PgServiceConfiguration;
type Callback = (client: PgClient & { rawClient?: pg.ClientBase }) => Promise<unknown>;

/** The service, whose reads are repeated where mirrors stand behind the pool. */
export function repeating(pool: pg.Pool, service: Service): Service {
  const { adaptor } = service;
  return {
    ...service,
    adaptor: {
      ...adaptor,
      async createWithPgClient(settings: never, variant?: "SUPERUSER" | null) {
        const plain = (await adaptor.createWithPgClient(settings, variant)) as WithPgClient;
        const once = (pgSettings: Record<string, string> | null, callback: Callback) =>
          plain({ ...pgSettings, [READS]: "on" }, callback as never) as Promise<unknown>;
        if (!(pool instanceof FailoverPool)) return Object.assign(once, plain) as never;
        const told = async (pgSettings: never, callback: Callback): Promise<unknown> => {
          let raw: pg.ClientBase | undefined;
          try {
            return await once(pgSettings, (client) => {
              raw = (client as { rawClient?: pg.ClientBase }).rawClient;
              return callback(client as never);
            });
          } catch (error) {
            throw raw === undefined ? fromServer(error) : toldBy(raw, error);
          }
        };
        const twice = async (pgSettings: never, callback: Callback): Promise<unknown> => {
          try {
            return await told(pgSettings, callback);
          } catch (error) {
            if (!isLost(error)) throw error;
            await pool.breaker.check();
            return await told(pgSettings, callback);
          }
        };
        return Object.assign(twice, plain) as never;
      },
    },
  } as unknown as Service;
}
