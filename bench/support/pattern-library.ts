/** Libraries of patterns to search in: many, and made fast. */
import type pg from "pg";

/** Words of the trade, from frequent to rare: a text takes the first ones most often. */
const WORDS =
  "approval workflow payment customer invoice status audit history record field value user order product " +
  "date entity data state transition notification schedule report tax price stock warehouse employee account " +
  "email address validation rule role permission tenant log version archive search index cache queue worker " +
  "event message webhook retry import export file document tag comment template language timezone currency " +
  "discount coupon subscription booking calendar shift survey feature flag job monitor configuration";

/** What people ask, in as many words as they use. */
export const questions = [
  "approval of invoices by the tenant",
  "schedule a report with retry",
  "customer payment status",
  "find the history of an order",
  "validation of email addresses for employees",
  "approvel workflw",
  "remove product versions and archive files in the background",
  "who changed the state of an account",
  "tax",
  "tell people by mail when a job fails",
];

/**
 * Writes `count` patterns behind the triggers, which would make a vector of each: texts of frequent
 * and of made-up rare words, and vectors like those of topics within topics: the sum of one vector
 * out of 64 on each of six levels, every level smaller than the one above. The 384 vectors summed
 * are offline vectors of the first texts.
 */
export async function fillLibrary(client: pg.Client, count: number): Promise<void> {
  await client.query("set session_replication_role = replica; select setseed(0.5)");
  await client.query(
    "insert into specql_pattern.tb_pattern_category (category_name) select 'category ' || g from generate_series(1, 20) as g",
  );
  await client.query(`
    do $$
    declare
      v_words constant text[] := string_to_array('${WORDS}', ' ');
      v_rare constant text[] := array(
        select 'w' || substr(translate(md5(g::text), '0123456789', 'ghijklmnop'), 1, 3 + g % 6)
        from generate_series(1, 6000) as g);
    begin
      insert into specql_pattern.tb_domain_pattern (pattern_name, fk_pattern_category, description, tags)
      select
        'pattern ' || i || ' ' || v_words[1 + (power(random(), 2) * cardinality(v_words))::integer % cardinality(v_words)],
        (select min(c.pk_pattern_category) from specql_pattern.tb_pattern_category as c) + i % 20,
        (
          select string_agg(case when random() < 0.4
            then v_words[1 + (power(random(), 2) * cardinality(v_words))::integer % cardinality(v_words)]
            else v_rare[1 + (power(random(), 3) * 5999)::integer] end, ' ')
          from generate_series(1, 16 + i % 5)
        ),
        array[v_words[1 + i * 7 % cardinality(v_words)], v_words[1 + i * 13 % cardinality(v_words)]]
      from generate_series(1, ${count}) as i;
    end;
    $$`);
  await client.query(`
    create table code as
    select l.level, b.n, b.vector * array_fill(l.weight::real, array[384])::vector as part
    from (values (0, 1.0), (1, 0.7), (2, 0.5), (3, 0.36), (4, 0.25), (5, 0.18)) as l (level, weight)
    join (
      select (t.place - 1) / 64 as level, (t.place - 1) % 64 as n,
        specql_pattern.offline_embedding(specql_pattern.text_of_pattern(t.pk_domain_pattern))::vector as vector
      from (
        select p.pk_domain_pattern, row_number() over (order by p.pk_domain_pattern) as place
        from specql_pattern.tb_domain_pattern as p order by p.pk_domain_pattern limit 384
      ) as t
    ) as b on b.level = l.level;
    alter table code add primary key (level, n);
    analyze code`);
  await client.query(`
    insert into specql_pattern.tb_pattern_embedding (fk_domain_pattern, fk_embedding_provider, embedding, text_hash)
    select r.pk_domain_pattern, 1, l2_normalize(${[0, 1, 2, 3, 4, 5].map((l) => `c${l}.part`).join(" + ")}), ''
    from (
      select p.pk_domain_pattern, ${[0, 1, 2, 3, 4, 5].map((l) => `(random() * 63)::integer as n${l}`).join(", ")}
      from specql_pattern.tb_domain_pattern as p
    ) as r
    ${[0, 1, 2, 3, 4, 5].map((l) => `join code as c${l} on c${l}.level = ${l} and c${l}.n = r.n${l}`).join("\n")}`);
  await client.query("set session_replication_role = origin");
  await client.query("vacuum analyze");
}

/** Vectors that somebody might search with: a topic of the first four levels, and nothing below. */
export async function queryVectors(client: pg.Client, count: number): Promise<number[][]> {
  const { rows } = await client.query<{ vector: number[] }>(
    `select l2_normalize(a.part + b.part + c.part + d.part)::real[] as vector
     from generate_series(1, $1::integer) as g
       join code as a on a.level = 0 and a.n = g * 7 % 64 join code as b on b.level = 1 and b.n = g * 11 % 64
       join code as c on c.level = 2 and c.n = g * 13 % 64 join code as d on d.level = 3 and d.n = g * 17 % 64`,
    [count],
  );
  return rows.map((row) => row.vector);
}
