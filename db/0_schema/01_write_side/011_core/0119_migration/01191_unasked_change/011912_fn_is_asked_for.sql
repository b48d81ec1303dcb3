-- 011912  specql_governance.is_asked_for()
-- Whether a change of an object is covered by a request, or is nobody's business here.

create or replace function specql_governance.is_asked_for(schema_name text, object_name text)
  returns boolean
  language plpgsql
  volatile
as $$
begin
  return
    -- Temporary objects, and those of the proof, which are gone before anybody sees them.
    coalesce(schema_name ~ '^(pg_temp|pg_toast)', false)
    or coalesce(coalesce(schema_name, object_name) ~ '^specql_proof_' and exists (
      select from pg_catalog.pg_namespace as n
      where n.nspname = coalesce(is_asked_for.schema_name, is_asked_for.object_name) and n.nspowner = 'specql_owner'::regrole), false)
    -- SpecQL's own migrations make its objects as its owner.
    or (common.current_role_name() = 'specql_owner' and coalesce(schema_name, object_name) ~ '^(specql_|app$|common$|memory$|network$)')
    -- Steps of a request inside this transaction. The mark stands in a table that nobody but our functions can write.
    or exists (select from specql_governance.tb_migration as m where m.running_xid = pg_current_xact_id_if_assigned())
    -- Steps of a request outside of transactions, by somebody who may act as the owner.
    or (pg_has_role(common.current_role_name(), 'specql_owner', 'member') and exists (
      select from specql_governance.tb_migration as m,
        lateral jsonb_array_elements(m.written -> case m.direction when 'up' then 'steps' else 'down_steps' end) as s
      where m.direction is not null and not (s ->> 'tx')::boolean and not m.done_steps ? (s ->> 'n')
        and s ->> 'schema' = is_asked_for.schema_name and position(' ' || split_part(is_asked_for.object_name, '.', 2) in s ->> 'sql') > 0
        and s ->> 'sql' = rtrim(current_query(), '; ' || chr(10))));
end;
$$;

comment on function specql_governance.is_asked_for(text, text) is
  'True for temporary objects, our own objects changed by their owner, and what the steps of a running migration do.';
