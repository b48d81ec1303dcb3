-- 011B4E  specql_cutover.analyze_tables()
-- Has tables counted.

create or replace function specql_cutover.analyze_tables(tables regclass[])
  returns void
  language plpgsql
  volatile
as $$
declare
  v_table regclass;
begin
  foreach v_table in array tables loop
    -- Never waited for: who waits for somebody else's transaction here could be what that one waits for.
    execute format('analyze (skip_locked) %s', v_table);
  end loop;
end;
$$;

comment on function specql_cutover.analyze_tables(regclass[]) is
  'Rows of this transaction are counted too. Until it ends nobody else can analyze these tables, who would count none of them.';
