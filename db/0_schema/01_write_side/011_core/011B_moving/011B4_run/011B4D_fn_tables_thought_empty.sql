-- 011B4D  specql_cutover.tables_thought_empty()
-- Tables that the planner takes for empty, whatever they hold.

create or replace function specql_cutover.tables_thought_empty(target regclass)
  returns regclass[]
  language sql
  stable
as $$
  select array(
    select c.oid::regclass
    from pg_class as t
      join pg_class as c on c.relnamespace = t.relnamespace
    where t.oid = target
      and c.relkind = 'r'
      -- The planner reckons rows for each page, as they were when the table was last vacuumed or analyzed: none for each remains none.
      and c.reltuples = 0
      and (c.oid = target or pg_relation_size(c.oid) > 0)
    order by c.oid
  );
$$;

comment on function specql_cutover.tables_thought_empty(regclass) is
  'The target, and others in its schema that have pages, if the statistics say that they had no rows. So they do of a table that was '
  'analyzed while nothing in it was committed: a dry run, autovacuum after it, and the import itself are enough for that. Joins of such '
  'tables are planned as nested loops, which go through all of one side for each row of the other.';
